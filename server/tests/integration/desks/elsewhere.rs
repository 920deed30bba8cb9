//! Mistakes that other trackers made with assignment and the life of a ticket, as far as a desk decides them. Each story is named
//! after the report; those that a clock alone decides are in `app/domain/tests`.

use domain::{Kind, State};
use jiff::SignedDuration;
use server::desk::leave::Handed;
use server::store::queue::Filter;

use crate::on_both;
use crate::support::forms::{decision, deletion, fulfilled, question, report};
use crate::support::story::{at, clocks, is_missing, wrong};

on_both!(discourse_43704_a_stale_claim_goes_back_to_everybody, |story| {
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let case = story.case_of(&story.report(report("spammer", None)).await.reference).await;
    let due = story.ticket(&case).await.cached;
    ada.claim(&case, 0).await.unwrap();
    assert_eq!(clocks(&story.ticket(&case).await.cached), clocks(&due), "a claim is no decision: the clock goes on");
    assert_eq!(bo.next("").await.unwrap(), None, "what Ada holds is not Bo's to do");
    story.pass(SignedDuration::from_mins(30) - SignedDuration::from_secs(1));
    story.work().await;
    assert!(story.ticket(&case).await.assignee.is_some(), "not a second too early");
    story.pass(SignedDuration::from_secs(1));
    story.work().await;
    story.work().await;
    assert_eq!(story.recorded(&case, "claim_expired").await, 1);
    assert_eq!(story.ticket(&case).await.cached, due);
    assert_eq!(bo.next("").await.unwrap().as_deref(), Some(case.as_str()));
    bo.claim(&case, 0).await.unwrap();
    assert_eq!(story.recorded(&case, "claimed").await, 2, "every claim is in the record");
});

on_both!(osticket_6685_an_act_renews_a_claim_and_its_start_stays_in_the_record, |story| {
    let ada = story.agent_named("Ada").await;
    let case = story.case_of(&story.report(report("spammer", None)).await.reference).await;
    ada.claim(&case, 0).await.unwrap();
    let begun = story.now();
    for _ in 0..3 {
        story.minutes(20);
        ada.note(&case, "Still reading.").await.unwrap();
        ada.claim(&case, 0).await.unwrap();
        story.work().await;
        assert!(story.ticket(&case).await.assignee.is_some(), "an act keeps it");
    }
    let claims: Vec<_> = story.events(&case).await.into_iter().filter(|event| event.kind == "claimed").map(|event| event.at).collect();
    assert_eq!(claims, [begun], "taking it again begins nothing anew");
    story.minutes(30);
    story.work().await;
    assert!(story.ticket(&case).await.assignee.is_none(), "half an hour after the last act, and not after the first");
});

on_both!(discourse_41790_a_decided_case_does_not_come_back, |story| {
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let case = story.case_of(&story.report(report("spammer", None)).await.reference).await;
    ada.claim(&case, 0).await.unwrap();
    ada.decide(&case, story.seen(&case).await, decision("warned")).await.unwrap();
    // Long after the claim would have expired, the review was due, and everything else that a job looks for.
    for hours in [1, 30, 24 * 30] {
        story.pass(SignedDuration::from_hours(hours));
        story.work().await;
        assert_eq!(bo.next("").await.unwrap(), None);
        assert!(bo.queue(&Filter::default(), None).await.unwrap().0.is_empty());
    }
    for kind in ["claim_expired", "breached", "resumed"] {
        assert_eq!(story.recorded(&case, kind).await, 0, "{kind}");
    }
});

on_both!(libredesk_561_nothing_lies_with_somebody_who_is_gone, |story| {
    let (ada, bo) = (story.hire("Ada", "lead").await, story.hire("Bo", "lead").await);
    let proved = story.prove(deletion("mika@example.org")).await;
    story.agent(&ada).claim(&proved.reference, 0).await.unwrap();
    let (max, viewer) = (story.hire("Max", "administrator").await, story.hire("Vi", "viewer").await);
    assert_eq!(story.admin(&story.at_work(&max)).unwrap().close(&ada.id, "").await.unwrap(), Handed { over: 0, back: 1 });
    assert_eq!(story.ticket(&proved.reference).await.assignee, None);
    let desk = story.agent(&bo);
    assert_eq!(desk.next("").await.unwrap().as_ref(), Some(&proved.reference));
    // Nobody can give it to somebody who is gone, or who only looks.
    for nobody in [&ada.id, &viewer.id] {
        let refused = desk.reassign(&proved.reference, story.seen(&proved.reference).await, nobody).await;
        assert_eq!(wrong(refused), [("to".to_owned(), "choose_one")]);
    }
});

on_both!(chatwoot_10376_the_oldest_is_next, |story| {
    let desk = story.agent_named("Ada").await;
    let mut made = Vec::new();
    // All of one day are due at one moment: among them too the older one goes first.
    for person in 0..6 {
        made.push(story.prove(deletion(&format!("person{person}@example.org"))).await.reference);
        story.minutes(if person == 2 { 24 * 60 } else { 7 });
    }
    for wanted in &made {
        assert_eq!(desk.next("").await.unwrap().as_ref(), Some(wanted));
        desk.close(wanted, story.seen(wanted).await, fulfilled(Kind::Deletion)).await.unwrap();
    }
    assert_eq!(desk.next("").await.unwrap(), None);
});

on_both!(frappe_helpdesk_3776_a_paused_ticket_that_is_resolved_keeps_its_hold, |story| {
    let (proved, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    story.now_is("2026-03-02T16:00:00+08:00");
    ada.ask(&proved.reference, story.seen(&proved.reference).await, question(7)).await.unwrap();
    story.now_is("2026-03-04T11:00:00+08:00");
    ada.close(&proved.reference, story.seen(&proved.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    let ticket = story.ticket(&proved.reference).await;
    assert_eq!(ticket.state, State::Fulfilled);
    // Thirteen open hours lie inside the pause: it was in time, and no job finds it late.
    assert_eq!(ticket.cached.promise_due_at, Some(at("2026-03-05T13:00:00+08:00")));
    story.now_is("2026-04-10T11:00:00+08:00");
    story.work().await;
    assert_eq!(story.recorded(&proved.reference, "breached").await, 0);
});

on_both!(airflow_21072_glpi_2408_a_breach_is_told_once, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    story.now_is("2026-03-03T18:00:00+08:00");
    story.work().await;
    assert_eq!(story.recorded(&proved.reference, "breached").await, 0, "the due itself is in time");
    story.now_is("2026-03-03T18:00:01+08:00");
    for _ in 0..4 {
        story.work().await;
        story.minutes(7 * 60);
    }
    assert_eq!(story.recorded(&proved.reference, "breached").await, 1);
    assert_eq!(story.mails("delayed").await.len(), 1);
});

on_both!(zammad_1322_a_second_answer_changes_no_clock, |story| {
    let (proved, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    story.now_is("2026-03-02T16:00:00+08:00");
    ada.ask(&proved.reference, story.seen(&proved.reference).await, question(7)).await.unwrap();
    story.now_is("2026-03-04T11:00:00+08:00");
    let desk = story.desk_again(&proved, "mika@example.org").await;
    story.now_is("2026-03-04T11:00:00+08:00");
    desk.write("The older one.", vec![]).await.unwrap();
    let first = story.ticket(&proved.reference).await.cached;
    story.minutes(30);
    desk.write("The older one, please.", vec![]).await.unwrap();
    assert_eq!(story.ticket(&proved.reference).await.cached, first);
    assert_eq!(story.recorded(&proved.reference, "answered").await, 1);
    assert!(is_missing(&desk.appeal("Not decided yet.").await));
});
