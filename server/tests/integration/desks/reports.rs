//! Reports come in: at once, without proof, one case for each target.

use domain::{Kind, State};
use server::desk::intake::{self, Opened};
use server::desk::report::{self, NewReport};
use server::store::queue::Filter;

use crate::on_both;
use crate::support::forms::{self, decision, grave_report};
use crate::support::story::{at, references, wrong};

on_both!(a_report_is_on_the_queue_without_any_proof, |story| {
    let taken = story.report(forms::report("spammer", None)).await;
    assert_eq!((taken.due_at, taken.escalated, taken.holder), (at("2026-03-03T10:00:00+08:00"), false, None));
    let ada = story.agent_named("Ada").await;
    let (lines, _) = ada.queue(&Filter::default(), None).await.unwrap();
    assert_eq!((lines[0].kind, lines[0].state, lines[0].cached.governing), (Kind::Report, State::InReview, Some("review")));
    assert_ne!(lines[0].reference, taken.reference, "the case has a reference of its own");
    let view = ada.view(&lines[0].reference).await.unwrap();
    assert_eq!(view.reports[0].reference, taken.reference);
    let (slug, clocks, escalated) = report::receipt(&story, &taken.reference).await.unwrap();
    assert_eq!((slug.as_str(), clocks[0].due, escalated), ("hellotalk", taken.due_at, false));
    assert!(story.mails("code").await.is_empty(), "there is nobody to write to");
});

on_both!(twenty_four_hours_whatever_the_day, "2026-03-06T23:30:00+08:00", |story| {
    assert_eq!(story.report(forms::report("spammer", None)).await.due_at, at("2026-03-07T23:30:00+08:00"));
});

on_both!(later_reports_join_the_case_and_the_first_ones_clock_governs, |story| {
    let first = story.report(forms::report("@Spammer", None)).await;
    story.minutes(300);
    let second = story.report(NewReport { harm: "scam_or_spam".into(), ..forms::report("spammer ", None) }).await;
    // The second is told of its own day; the case is due with the first, which it is not told of.
    assert_eq!(second.due_at, at("2026-03-03T15:00:00+08:00"));
    assert_ne!(second.reference, first.reference);
    let case = story.case_of(&first.reference).await;
    assert_eq!(story.ticket(&case).await.cached.breach_at, Some(first.due_at));
    assert_eq!(story.case_of(&second.reference).await, case);
    assert_eq!(story.recorded(&case, "report_added").await, 2);
    let other = story.report(forms::report("somebody else", None)).await;
    assert_ne!(story.case_of(&other.reference).await, case);
    let mut elsewhere = forms::report("spammer", None);
    elsewhere.product = "japanese-ai".into();
    let elsewhere = story.report(elsewhere).await;
    assert_ne!(story.case_of(&elsewhere.reference).await, case, "another product");
    assert!(elsewhere.reference.starts_with("JA-"));
});

on_both!(reports_at_once_make_one_case, |story| {
    let reports = (0..12).map(|_| report::submit(&story, forms::report("spammer", None), vec![]));
    for taken in futures_util::future::join_all(reports).await {
        taken.unwrap();
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 1);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM reports").await, 12);
});

on_both!(after_the_decision_a_report_opens_a_new_case, |story| {
    let (first, ada) = (story.report(forms::report("spammer", None)).await, story.agent_named("Ada").await);
    let case = story.case_of(&first.reference).await;
    ada.decide(&case, story.seen(&case).await, decision("warned")).await.unwrap();
    story.minutes(60);
    let second = story.report(forms::report("spammer", None)).await;
    let fresh = story.case_of(&second.reference).await;
    assert_ne!(fresh, case);
    assert_eq!(second.due_at, at("2026-03-03T11:00:00+08:00"));
    assert_eq!(story.state(&case).await, State::Decided);
});

on_both!(what_concerns_children_goes_first_and_is_told_to_the_leads, |story| {
    story.hire("Lea", "lead").await;
    story.hire("Max", "administrator").await;
    let ada = story.agent_named("Ada").await;
    // Who works on requests alone, or on another product, is not told.
    story.hire("Bo", "agent").await;
    story.hire_for("Jo", "reviewer", "japanese-ai", false).await;
    story.report(forms::report("spammer", None)).await;
    story.minutes(60);
    let taken = story.report(grave_report("predator")).await;
    assert!(taken.escalated);
    let case = story.case_of(&taken.reference).await;
    assert_eq!(ada.next("").await.unwrap().as_ref(), Some(&case));
    let told: std::collections::BTreeSet<_> = story.mails("alert").await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(told.into_iter().collect::<Vec<_>>(), ["ada@staff.example", "lea@staff.example", "max@staff.example"]);
    assert!(story.mails("alert").await.iter().all(|mail| mail.says(&case) && !mail.says("predator")), "nothing of the report in the mail");
    story.report(grave_report("predator")).await;
    assert_eq!(story.mails("alert").await.len(), 3, "once");
    assert_eq!(story.recorded(&case, "escalated").await, 1);
    // A case that seemed harmless becomes urgent with such a report.
    let spam = story.report(grave_report("spammer")).await;
    assert!(ada.view(&story.case_of(&spam.reference).await).await.unwrap().urgent);
});

on_both!(of_such_a_picture_nobody_sends_a_copy, |story| {
    let file = story.received("picture.png", "image/png", b"\x89PNG");
    let path = file.path.clone();
    let refused = report::submit(&story, grave_report("predator"), vec![file]).await;
    assert_eq!(wrong(refused), [("files".to_owned(), "no_files_here")]);
    assert!(!path.exists());
    let quoted = NewReport { target: "message".into(), value: "words".into(), ..grave_report("x") };
    assert_eq!(wrong(report::submit(&story, quoted, vec![]).await), [("target".to_owned(), "choose_target")]);
    let file = story.received("picture.png", "image/png", b"\x89PNG");
    let id = file.id.clone();
    report::submit(&story, forms::report("spammer", None), vec![file]).await.unwrap();
    assert!(story.is_there(&id), "of other harms they may");
});

on_both!(only_who_proved_the_address_is_told_the_decision, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = story.report(forms::report("spammer", Some("noor@example.org"))).await;
    let code = story.mail_to("code", "noor@example.org").await.code();
    let opened = intake::enter(&story, proved.holder.as_deref().unwrap(), &code, None).await.unwrap();
    assert!(matches!(opened, Opened::Page { reference, session: Some(_) } if reference == proved.reference));
    assert_eq!(story.mails("report_receipt").await.len(), 1);
    story.report(forms::report("spammer", Some("forged@example.org"))).await;
    story.report(forms::report("spammer", None)).await;
    let case = story.case_of(&proved.reference).await;
    ada.decide(&case, story.seen(&case).await, decision("suspended")).await.unwrap();
    let told = story.mails("decision").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].to, "noor@example.org");
    assert!(told[0].says(&proved.reference) && told[0].says("We have looked at it."));
    assert!(!told[0].says("A second account") && !told[0].says(&case), "what is inside stays inside");
});

on_both!(a_reporter_sees_nothing_of_the_others, |story| {
    let ada = story.agent_named("Ada").await;
    let noor = story.report(NewReport { words: "noors words".into(), ..forms::report("Spammer", Some("noor@example.org")) }).await;
    let eli = NewReport { words: "elis words".into(), harm: "hate".into(), ..forms::report("@SPAMMER", Some("eli@example.org")) };
    let eli = story.report(eli).await;
    let case = story.case_of(&noor.reference).await;
    ada.note(&case, "a note inside").await.unwrap();
    ada.claim(&case, 0).await.unwrap();
    ada.decide(&case, story.seen(&case).await, decision("warned")).await.unwrap();
    story.minutes(1);
    let Opened::Page { session: Some(session), .. } = story.find(&noor.reference, "noor@example.org").await else { panic!() };
    let page = format!("{:?}", story.requester(&session, &noor.reference).await.unwrap().view().await.unwrap());
    let page = page.split_once("reference:").unwrap().1; // After the pack.
    for hidden in
        [&eli.reference, "eli@example.org", "elis words", "@SPAMMER", &case, "a note inside", "A second account", ada.me(), "hate"]
    {
        assert!(!page.contains(hidden), "{hidden}");
    }
    assert!(page.contains(&noor.reference) && page.contains("We have looked at it."));
});

on_both!(reports_do_not_flood_a_mailbox, |story| {
    for user in 0..10 {
        story.report(forms::report(&format!("user{user}"), Some("noor@example.org"))).await;
    }
    // No report is refused for its address; at most its code does not leave.
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM reports").await, 10);
    assert_eq!(story.mails("code").await.len(), 8);
});

on_both!(a_flood_of_urgent_reports_does_not_flood_the_leads, |story| {
    story.hire("Lea", "lead").await;
    for user in 0..12 {
        story.report(grave_report(&format!("user{user}"))).await;
    }
    story.work().await;
    assert_eq!(story.mails("alert").await.len(), 1, "the first at once");
    story.minutes(58);
    story.report(grave_report("user12")).await;
    story.work().await;
    assert_eq!(story.mails("alert").await.len(), 1);
    // One of them was decided meanwhile: nobody is called for it.
    let ada = story.agent(&story.hire("Ada", "reviewer").await);
    let waiting = "SELECT MAX(reference) AS value FROM tickets JOIN staff_notices ON ticket_id = tickets.id WHERE told_at IS NULL";
    let decided = story.text(waiting, &[]).await;
    ada.decide(&decided, story.seen(&decided).await, decision("content_removed")).await.unwrap();
    story.minutes(2);
    story.work().await;
    story.work().await;
    let mails = story.mails("alert").await;
    assert_eq!(mails.len(), 2, "and what followed together");
    assert!(mails[1].letter.subject.contains("11 tickets") && !mails[1].says(&decided), "{}", mails[1].letter.subject);
    assert!(references(&mails[1].letter.text).len() == 11 && !mails[1].says("user5"), "each of them, and nothing of what they say");
    // An hour without any, and the next is told at once.
    story.minutes(61);
    story.report(grave_report("user99")).await;
    assert_eq!(story.mails("alert").await.iter().filter(|mail| mail.to == "lea@staff.example").count(), 3);
});
