//! A request comes in, and its sender proves the address.

use domain::State;
use server::desk::DeskError;
use server::desk::intake::{self, Opened};
use server::desk::lookup;
use server::store::queue::Filter;

use crate::on_both;
use crate::support::forms::deletion;
use crate::support::post::another_than;
use crate::support::story::{at, is_missing, wrong};

on_both!(the_code_leaves_with_the_request, |story| {
    let holder = story.submit(deletion("mika@example.org")).await;
    let mails = story.mails("code").await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "mika@example.org");
    let waiting = intake::waiting(&story, &holder).await.unwrap();
    assert_eq!((waiting.purpose.as_str(), waiting.tries_left, waiting.resend_at), ("prove", 5, None));
    assert_eq!(waiting.expires_at, at("2026-03-02T10:10:00+08:00"));
});

on_both!(whatever_would_confirm_a_request_says_what_was_asked_of_whom_and_when, |story| {
    story.submit(deletion("mika@example.org")).await;
    let (reference, asked_at) = (story.only_reference().await, story.now());
    let first = story.mail_to("code", "mika@example.org").await;
    // A stranger who typed the address knows the reference of nobody; whoever does gets a code that confirms as well.
    story.minutes(3);
    lookup::by_reference(&story, &reference).await.unwrap();
    story.work().await;
    let later = story.mail_to("code", "mika@example.org").await;
    story.pass(jiff::SignedDuration::from_hours(6 * 24));
    story.work().await;
    let reminder = story.mail_to("reminder", "mika@example.org").await;
    for mail in [&first, &later, &reminder] {
        assert!(mail.says("To delete your account or data") && mail.says("HelloTalk") && mail.says("10:00"), "{}", mail.letter.text);
    }
    let about = intake::link(&story, &reminder.secret("/link/"), &[]).await.unwrap();
    assert_eq!((about.purpose, about.kind, about.product.as_str()), ("prove", domain::Kind::Deletion, "hellotalk"));
    assert_eq!(about.asked_at, asked_at);
    assert_eq!(story.state(&reference).await, State::IdentityUnverified, "looking confirms nothing");
    let opened = intake::press(&story, &reminder.secret("/link/"), None).await.unwrap();
    assert!(matches!(opened, Opened::Proved { .. }));
    // Afterwards a code opens the page, and confirms nothing.
    lookup::by_reference(&story, &reference).await.unwrap();
    story.work().await;
    let mail = story.mail_to("code", "mika@example.org").await;
    assert!(!mail.says("To delete"));
    assert_eq!(intake::link(&story, &mail.secret("/link/"), &[]).await.unwrap().purpose, "open");
});

on_both!(an_unproved_request_stands_nowhere, |story| {
    story.submit(deletion("mika@example.org")).await;
    let (desk, reference) = (story.agent_named("Ada").await, story.only_reference().await);
    assert!(desk.queue(&Filter::default(), None).await.unwrap().0.is_empty());
    assert!(desk.queue(&Filter { state: Some(State::IdentityUnverified), ..Filter::default() }, None).await.unwrap().0.is_empty());
    assert!(desk.counts().await.unwrap().iter().all(|(_, count)| *count == 0));
    assert!(desk.search("mika@example.org").await.unwrap().is_empty());
    assert!(desk.search(&reference).await.unwrap().is_empty());
    assert_eq!(desk.next("").await.unwrap(), None);
    assert!(is_missing(&desk.view(&reference).await));
    assert!(is_missing(&desk.claim(&reference, 1).await));
    assert!(is_missing(&desk.note(&reference, "a note").await));
});

on_both!(proved_in_time_the_promise_runs_from_the_receipt, "2026-03-02T23:55:00+08:00", |story| {
    let holder = story.submit(deletion("mika@example.org")).await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    story.now_is("2026-03-03T00:04:59+08:00");
    let Opened::Proved { reference, joined: false, .. } = intake::enter(&story, &holder, &code, None).await.unwrap() else {
        panic!("not proved")
    };
    let ticket = story.ticket(&reference).await;
    assert_eq!(ticket.state, State::InReview);
    assert!(ticket.proof_in_time);
    // Received on Monday: the close of Tuesday, whatever the day on which the code was entered.
    assert_eq!(ticket.cached.promise_due_at, Some(at("2026-03-03T18:00:00+08:00")));
    assert_eq!(ticket.cached.governing, Some("promise"));
    let receipt = story.mail_to("receipt", "mika@example.org").await;
    assert!(receipt.says(&reference));
});

on_both!(proved_later_the_promise_runs_from_the_proof, "2026-03-02T23:55:00+08:00", |story| {
    let holder = story.submit(deletion("mika@example.org")).await;
    story.now_is("2026-03-03T00:06:00+08:00");
    intake::resend(&story, &holder).await.unwrap();
    let code = story.mail_to("code", "mika@example.org").await.code();
    let Opened::Proved { reference, .. } = intake::enter(&story, &holder, &code, None).await.unwrap() else { panic!("not proved") };
    let ticket = story.ticket(&reference).await;
    assert!(!ticket.proof_in_time);
    assert_eq!(ticket.cached.promise_due_at, Some(at("2026-03-04T18:00:00+08:00")));
    // The law's clock began with the receipt all the same: ten days after the 2nd, to the day's end.
    let day = ticket.cached.law_due_at.unwrap().to_zoned(jiff::tz::TimeZone::get("Asia/Hong_Kong").unwrap());
    assert!(day.date() <= jiff::civil::date(2026, 3, 13), "{day}");
});

on_both!(five_wrong_codes_and_it_is_over, |story| {
    let holder = story.submit(deletion("mika@example.org")).await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    let bad = another_than(&code);
    for left in [4, 3, 2, 1] {
        assert_eq!(intake::enter(&story, &holder, &bad, None).await.unwrap(), Opened::Wrong(left));
    }
    assert_eq!(intake::enter(&story, &holder, &bad, None).await.unwrap(), Opened::Over);
    assert_eq!(intake::enter(&story, &holder, &code, None).await.unwrap(), Opened::Over, "the right one came too late");
    assert_eq!(story.state(&story.only_reference().await).await, State::IdentityUnverified);
    // Another code helps.
    intake::resend(&story, &holder).await.unwrap();
    let code = story.mail_to("code", "mika@example.org").await.code();
    assert!(matches!(intake::enter(&story, &holder, &code, None).await.unwrap(), Opened::Proved { .. }));
});

on_both!(guesses_at_once_do_not_get_more_tries, |story| {
    let holder = story.submit(deletion("mika@example.org")).await;
    let bad = another_than(&story.mail_to("code", "mika@example.org").await.code());
    let tries = (0..20).map(|_| intake::enter(&story, &holder, &bad, None));
    let answers = futures_util::future::join_all(tries).await;
    let wrong = answers.iter().filter(|answer| matches!(answer, Ok(Opened::Wrong(_)))).count();
    assert!(wrong <= 5, "{wrong} guesses were compared");
    assert_eq!(story.number("SELECT tries AS value FROM codes").await, 5);
});

on_both!(a_code_ends_after_ten_minutes, |story| {
    let holder = story.submit(deletion("mika@example.org")).await;
    let mail = story.mail_to("code", "mika@example.org").await;
    story.now_is("2026-03-02T10:10:00+08:00");
    assert_eq!(intake::enter(&story, &holder, &mail.code(), None).await.unwrap(), Opened::Over);
    assert!(is_missing(&intake::press(&story, &mail.link(), None).await));
    assert_eq!(intake::waiting(&story, &holder).await.unwrap().tries_left, 0);
});

on_both!(a_code_is_for_the_browser_that_asked, |story| {
    story.submit(deletion("mika@example.org")).await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    let other = story.submit(deletion("noor@example.org")).await;
    assert!(!matches!(intake::enter(&story, &other, &code, None).await.unwrap(), Opened::Proved { .. }));
    assert_eq!(intake::enter(&story, "a guessed cookie", &code, None).await.unwrap(), Opened::Over);
});

on_both!(a_code_is_read_as_people_type_it, |story| {
    let holder = story.submit(deletion("mika@example.org")).await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    assert_eq!(wrong(intake::enter(&story, &holder, " ", None).await), [("code".to_owned(), "code_required")]);
    assert_eq!(wrong(intake::enter(&story, &holder, "12345", None).await), [("code".to_owned(), "code_shape")]);
    assert_eq!(wrong(intake::enter(&story, &holder, "12345A", None).await), [("code".to_owned(), "code_shape")]);
    let wide: String = code.chars().map(|c| char::from_u32(u32::from(c) - 48 + 0xff10).unwrap()).collect();
    let typed = format!("{} {}", &wide[..9], &wide[9..]);
    assert!(matches!(intake::enter(&story, &holder, &typed, None).await.unwrap(), Opened::Proved { .. }));
});

on_both!(four_more_codes_and_no_fifth, |story| {
    let holder = story.submit(deletion("mika@example.org")).await;
    for _ in 0..4 {
        story.minutes(1);
        intake::resend(&story, &holder).await.unwrap();
    }
    assert!(intake::waiting(&story, &holder).await.unwrap().resend_at.is_some());
    assert!(matches!(intake::resend(&story, &holder).await, Err(DeskError::TooMany(_))));
    assert_eq!(story.mails("code").await.len(), 5);
    assert!(is_missing(&intake::resend(&story, "a guessed cookie").await));
});

on_both!(a_link_does_what_the_code_does_and_once, |story| {
    story.submit(deletion("mika@example.org")).await;
    let link = story.mail_to("code", "mika@example.org").await.link();
    assert!(matches!(intake::press(&story, &link, None).await.unwrap(), Opened::Proved { .. }));
    assert_eq!(intake::press(&story, &link, None).await.unwrap(), Opened::Already, "used up: nothing is opened in another browser");
    story.minutes(11);
    assert!(is_missing(&intake::press(&story, &link, None).await), "its time over, it is none");
    assert!(is_missing(&intake::press(&story, "a guessed secret", None).await));
    assert_eq!(story.recorded(&story.only_reference().await, "proved").await, 1);
});

on_both!(a_link_pressed_twice_at_once_proves_once, |story| {
    story.submit(deletion("mika@example.org")).await;
    let link = story.mail_to("code", "mika@example.org").await.link();
    let answers = futures_util::future::join_all((0..8).map(|_| intake::press(&story, &link, None))).await;
    let proved = |answer: &&Result<Opened, _>| matches!(answer, Ok(Opened::Proved { .. }));
    assert_eq!(answers.iter().filter(proved).count(), 1);
    assert!(answers.iter().filter(|answer| !proved(answer)).all(|answer| matches!(answer, Ok(Opened::Already))));
    assert_eq!(story.mails("receipt").await.len(), 1);
});

on_both!(a_mailbox_is_not_flooded, |story| {
    for _ in 0..8 {
        story.submit(deletion("mika@example.org")).await;
    }
    // Who goes on is answered alike, and nothing more leaves: a refusal would tell that the address was used here.
    let holder = story.submit(deletion("Mika@Example.org")).await;
    intake::resend(&story, &holder).await.unwrap();
    assert_eq!(story.mails("code").await.len(), 8);
    assert_eq!(intake::waiting(&story, &holder).await.unwrap().purpose, "prove");
    // Others are not concerned, and the hour ends.
    story.submit(deletion("noor@example.org")).await;
    assert_eq!(story.mails("code").await.len(), 9);
    story.minutes(61);
    story.submit(deletion("mika@example.org")).await;
    assert_eq!(story.mails("code").await.len(), 10);
});
