//! A session opens one request, for two hours, and nothing else.

use jiff::SignedDuration;
use server::desk::intake::Opened;

use crate::on_both;
use crate::support::forms::{deletion, report};
use crate::support::story::{is_missing, wrong};

on_both!(a_session_opens_one_request_alone, |story| {
    let mika = story.prove(deletion("mika@example.org")).await;
    let noor = story.prove(deletion("noor@example.org")).await;
    story.requester(&mika.session, &mika.reference).await.unwrap();
    let foreign = story.requester(&mika.session, &noor.reference).await;
    let missing = story.requester(&mika.session, "HT-0000-0000").await;
    let guessed = story.requester("a guessed cookie", &mika.reference).await;
    for refused in [&foreign, &missing, &guessed] {
        assert!(is_missing(refused));
    }
    assert_eq!(foreign.unwrap_err().to_string(), missing.unwrap_err().to_string());
    // Not even another request of the same person: each has its own session.
    let second = story.prove({
        let mut new = deletion("mika@example.org");
        new.subject.app_id = Some("mika_2".into());
        new
    });
    let second = second.await;
    assert!(is_missing(&story.requester(&mika.session, &second.reference).await));
});

on_both!(a_session_ends_after_two_hours_or_at_once, |story| {
    let mika = story.prove(deletion("mika@example.org")).await;
    let until = story.now() + SignedDuration::from_hours(2) - SignedDuration::from_millis(1);
    story.clock.set(until - SignedDuration::from_millis(1));
    story.requester(&mika.session, &mika.reference).await.unwrap();
    story.clock.set(until + SignedDuration::from_millis(2));
    assert!(is_missing(&story.requester(&mika.session, &mika.reference).await));
    let opened = story.find(&mika.reference, "mika@example.org").await;
    let Opened::Page { session: Some(session), .. } = opened else { panic!("{opened:?}") };
    story.requester(&session, &mika.reference).await.unwrap();
    story.leave(&session).await.unwrap();
    assert!(is_missing(&story.requester(&session, &mika.reference).await));
});

on_both!(a_requesters_session_is_no_staffs_and_the_other_way_round, |story| {
    let mika = story.prove(deletion("mika@example.org")).await;
    assert!(story.member(&mika.session).await.unwrap().is_none());
    let token = story.invite("agent", "system").await.unwrap();
    let half = story.join(&token, "Ada", "ada@staff.example", "correct horse battery", "192.0.2.1").await.unwrap();
    let staff = story.enrol_staff(&half).await.0;
    assert!(is_missing(&story.requester(&staff, &mika.reference).await));
});

on_both!(a_reporter_may_not_do_what_a_requester_may, |story| {
    let taken = story.report(report("somebody", Some("noor@example.org"))).await;
    let Opened::Page { session: Some(session), reference } = story.find(&taken.reference, "noor@example.org").await else { panic!() };
    assert_eq!(reference, taken.reference);
    let desk = story.requester(&session, &taken.reference).await.unwrap();
    assert!(desk.is_reporter());
    let case = story.case_of(&taken.reference).await;
    assert!(is_missing(&story.requester(&session, &case).await), "the case belongs to nobody");
    assert!(is_missing(&desk.write("More.", vec![]).await));
    assert!(is_missing(&desk.withdraw(true).await));
    assert!(is_missing(&desk.appeal("Again.").await));
    assert!(is_missing(&desk.confirm_in_app("ABCD-EFGH").await));
    assert!(is_missing(&desk.ask_fresh().await));
    desk.set_zone("Asia/Tokyo").await.unwrap();
});

on_both!(the_zone_is_one_that_there_is, |story| {
    let mika = story.prove(deletion("mika@example.org")).await;
    let desk = story.desk(&mika).await;
    assert_eq!(wrong(desk.set_zone("Mars/Olympus").await), [("tz".to_owned(), "choose_one")]);
    desk.set_zone("America/Sao_Paulo").await.unwrap();
    assert_eq!(desk.zone().await.unwrap().as_deref(), Some("America/Sao_Paulo"));
    // It is no act: an agent's page does not become old by it.
    let ada = story.agent_named("Ada").await;
    let seen = ada.view(&mika.reference).await.unwrap().version;
    desk.set_zone("Asia/Tokyo").await.unwrap();
    ada.message(&mika.reference, seen, "We are on it.", vec![]).await.unwrap();
});
