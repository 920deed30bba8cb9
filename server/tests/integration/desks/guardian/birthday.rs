//! The child reaches the age at which the guardian's rights end, while something is open.

use domain::guardian::AuthorityState;
use domain::{Kind, State};
use jiff::SignedDuration;
use server::desk::guardian::{self, NewChild};
use server::jobs;

use crate::on_both;
use crate::support::family::{POLICY, born, by_call, correct, delete, done, grant, no_training, revoke, see};
use crate::support::story::{Story, is_missing, wrong};

/// Fourteen at midnight of 10 March where it lives.
fn nearly(country: &str) -> NewChild {
    born(country, "2012-03-10")
}

/// The midnight of 10 March in Seoul.
const SEOUL: &str = "2026-03-10T00:00:00+09:00";

on_both!(midnight_is_the_childs, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let seoul = story.confirmed(&vera, nearly("KR"), &ada).await;
    let west = NewChild { app_id: "west".into(), email: Some("west@child.example".into()), ..nearly("US-CA") };
    let west = story.confirmed(&vera, west, &ada).await;
    let asked = (vera.desk.request(&seoul.id, see(), vec![]).await.unwrap(), vera.desk.request(&west.id, see(), vec![]).await.unwrap());
    story.now_is("2026-03-09T23:59:59.999+09:00");
    story.work().await;
    assert_eq!(story.state(&asked.0).await, State::InReview);
    story.now_is(SEOUL);
    // Before any job has run the gate is shut.
    assert_eq!(wrong(story.closes(&ada, &asked.0, done(Kind::Access)).await), [(String::new(), "authority_ended")]);
    assert_eq!(wrong(vera.desk.request(&seoul.id, delete(), vec![]).await), [(String::new(), "authority_ended")]);
    story.work().await;
    assert_eq!((story.state(&asked.0).await, story.state(&asked.1).await), (State::HandoverPending, State::InReview));
    // Los Angeles has had summer time since 8 March: 07:00 in universal time.
    story.now_is("2026-03-10T06:59:59Z");
    story.work().await;
    assert_eq!(story.state(&asked.1).await, State::InReview);
    story.now_is("2026-03-10T07:00:00Z");
    story.work().await;
    assert_eq!(story.state(&asked.1).await, State::HandoverPending);
});

on_both!(the_29_february_is_1_march, "2026-02-23T10:00:00+08:00", |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, born("KR", "2012-02-29"), &ada).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    story.now_is("2026-02-28T23:59:00+09:00");
    story.work().await;
    assert_eq!(story.state(&access).await, State::InReview);
    story.now_is("2026-03-01T00:00:00+09:00");
    story.work().await;
    assert_eq!(story.state(&access).await, State::HandoverPending);
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Ended);
});

on_both!(what_is_open_is_handed_over_once, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, nearly("KR"), &ada).await;
    let mut open = Vec::new();
    for new in [see(), correct(), delete(), revoke(), no_training(&["voice"])] {
        open.push(vera.desk.request(&kid.id, new, vec![]).await.unwrap());
    }
    let clock = story.ticket(&open[0]).await.cached.law_due_at;
    story.now_is(SEOUL);
    for _ in 0..3 {
        story.work().await;
        story.minutes(1);
    }
    for reference in &open {
        assert_eq!(story.state(reference).await, State::HandoverPending);
        assert_eq!(story.recorded(reference, "handed_over").await, 1);
    }
    assert_eq!((story.mails("handover").await.len(), story.mails("handover_told").await.len()), (5, 5), "both are told, once");
    assert_eq!(story.ticket(&open[0]).await.cached.law_due_at, clock, "the clock keeps running");
    assert_eq!(story.recorded(&kid.case, "authority_ended").await, 1);
    // A deletion is not carried out, whoever tries; and the guardian withdraws it no more.
    let deletion = &open[2];
    assert_eq!(story.events(deletion).await.iter().find(|event| event.kind == "handed_over").unwrap().data["restricted"], true);
    assert!(story.closes(&ada, deletion, done(Kind::Deletion)).await.is_err());
    let lead = story.staff("Lea", "lead").await;
    assert!(story.closes(&lead, deletion, done(Kind::Deletion)).await.is_err());
    assert!(story.page_of(deletion, &vera.email).await.withdraw(true).await.is_err());
    assert_eq!(story.state(deletion).await, State::HandoverPending);
    story.record_is_whole(&["vera", "2012-03-10"]).await;
});

/// An access that is ready, with its file: its reference and the file.
async fn ready(story: &Story, vera: &crate::support::family::Parent, ada: &crate::support::family::Desk, kid: &str) -> (String, String) {
    let access = vera.desk.request(kid, see(), vec![]).await.unwrap();
    let file = story.received("data.json", "application/json", b"{}");
    let id = file.id.clone();
    ada.add_package(&access, vec![file]).await.unwrap();
    story.closes(ada, &access, server::desk::close::Closing { nothing_held: false, ..done(Kind::Access) }).await.unwrap();
    (access, id)
}

on_both!(what_is_ready_and_not_fetched_is_not_given, "2026-03-06T10:00:00+08:00", |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, nearly("KR"), &ada).await;
    let (access, file) = ready(&story, &vera, &ada, &kid.id).await;
    story.now_is(SEOUL);
    let page = story.fresh_page(&access, &vera.email).await;
    assert!(is_missing(&page.fetch(&file).await), "before the job has run");
    story.work().await;
    assert_eq!(story.state(&access).await, State::Fulfilled);
    assert!(story.ticket(&access).await.ties.handover_until.is_some());
    assert!(is_missing(&page.fetch(&file).await));
    // Nobody answers: it is destroyed.
    story.pass(SignedDuration::from_hours(14 * 24 + 1));
    story.work().await;
    story.work().await;
    assert!(!story.is_there(&file));
});

on_both!(what_was_fetched_or_carried_out_stays, "2026-03-06T10:00:00+08:00", |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, nearly("KR"), &ada).await;
    let (access, file) = ready(&story, &vera, &ada, &kid.id).await;
    story.fresh_page(&access, &vera.email).await.fetch(&file).await.unwrap();
    let revocation = vera.desk.request(&kid.id, revoke(), vec![]).await.unwrap();
    story.closes(&ada, &revocation, done(Kind::ConsentRevocation)).await.unwrap();
    story.now_is(SEOUL);
    story.work().await;
    for reference in [&access, &revocation] {
        assert_eq!(story.state(reference).await, State::Fulfilled);
        assert_eq!(story.recorded(reference, "handed_over").await, 0);
    }
    assert!(story.mails("handover").await.is_empty());
    assert!(is_missing(&story.fresh_page(&access, &vera.email).await.fetch(&file).await), "nothing more is given");
});

on_both!(an_undecided_authority_ends_and_nobody_is_written_to, |story| {
    // Somebody who was never proved may have named an address of their own as the child's.
    let (otto, ada) = (story.guardian("Otto").await, story.staff("Ada", "agent").await);
    let kid = story.claimed(&otto, nearly("KR")).await;
    let access = otto.desk.request(&kid.id, see(), vec![]).await.unwrap();
    story.now_is(SEOUL);
    story.work().await;
    story.work().await;
    assert_eq!(story.stands(&otto, &kid.id).await, AuthorityState::Ended);
    assert_eq!((story.state(&kid.case).await, story.state(&access).await), (State::Denied, State::Denied));
    assert!(story.mails("handover").await.is_empty() && story.mails("child_told").await.is_empty());
    assert!(is_missing(&guardian::question(&story, "anything").await));
    for reference in [&kid.case, &access] {
        let closed = story.events(reference).await.into_iter().find(|event| event.kind == "closed").unwrap();
        assert_eq!(closed.data["reasons"][0].as_str(), Some("authority_ended"));
    }
    assert!(ada.decide_authority(&kid.case, story.seen(&kid.case).await, grant(&POLICY)).await.is_err());
    assert_eq!(wrong(otto.desk.prove(&kid.id, by_call(), vec![], vec![]).await), [(String::new(), "child_too_old")]);
});

on_both!(where_consent_lasts_longer_the_case_goes_on, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.claimed(&vera, nearly("DE")).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    story.now_is("2026-03-10T00:00:00+01:00");
    story.work().await;
    assert_eq!((story.state(&kid.case).await, story.state(&access).await), (State::InReview, State::Denied));
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Pending);
    story.decides(&ada, &kid.case, grant(&["consent"])).await;
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Granted);
});

on_both!(a_second_house_does_nothing_twice, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, nearly("KR"), &ada).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    for moment in [SEOUL, "2026-03-24T00:00:01+09:00"] {
        story.now_is(moment);
        for _ in 0..2 {
            let (a, b) = tokio::join!(jobs::run_once(&story), jobs::run_once(&story));
            a.unwrap();
            b.unwrap();
        }
    }
    for (reference, kind) in [(&access, "handed_over"), (&access, "closed"), (&kid.case, "authority_ended")] {
        assert_eq!(story.recorded(reference, kind).await, 1, "{kind}");
    }
    assert_eq!((story.mails("handover").await.len(), story.mails("outcome").await.len()), (1, 2), "the case's and the request's");
    story.record_is_whole(&["vera", "2012-03-10"]).await;
});

on_both!(an_ended_authority_asks_for_nothing, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, nearly("KR"), &ada).await;
    story.now_is(SEOUL);
    let shown = vera.desk.child_view(&kid.id).await.unwrap();
    assert_eq!(shown.authority.unwrap().state, "ended", "before the job has noted it");
    assert!(shown.acts.iter().all(|(_, why)| *why == Some("ended")));
    story.work().await;
    for new in [see(), correct(), delete(), revoke()] {
        assert_eq!(wrong(vera.desk.request(&kid.id, new, vec![]).await), [(String::new(), "authority_ended")]);
    }
});
