//! The machine's clock is set to another time: nothing is erased by it, and no mail waits for it.

use jiff::SignedDuration;
use server::desk::intake;
use server::jobs;
use server::store::seen;

use crate::on_both;
use crate::support::forms::{correction, deletion, denied};
use crate::support::story::{Story, at};

const YEARS: SignedDuration = SignedDuration::from_hours(24 * 365 * 6);

/// A refused correction, and one with a file that nobody has proved.
async fn house(story: &Story) -> String {
    story.hire("Pat", "privacy_officer").await;
    let ada = story.agent_named("Ada").await;
    let reference = story.prove(correction("mika@example.org")).await.reference;
    ada.claim(&reference, 0).await.unwrap();
    ada.close(&reference, story.seen(&reference).await, denied()).await.unwrap();
    let upload = story.received("passport.png", "image/png", b"\x89PNG");
    let file = upload.id.clone();
    intake::submit(story, correction("ben@example.org"), vec![upload]).await.unwrap();
    story.work().await;
    story.mails("outcome").await;
    file
}

/// What is kept: tickets that have not lost their words, those that still wait for a proof, and whether the file is there.
async fn kept(story: &Story, file: &str) -> (i64, i64, bool) {
    (
        story.number("SELECT COUNT(*) AS value FROM tickets WHERE pseudonymised_at IS NULL").await,
        story.number("SELECT COUNT(*) AS value FROM tickets WHERE state = 'identity_unverified'").await,
        story.is_there(file),
    )
}

on_both!(a_clock_that_jumps_ahead_erases_nothing_and_is_told, |story| {
    let file = house(&story).await;
    let (before, now) = (kept(&story, &file).await, story.now());
    assert_eq!(before, (2, 1, true));
    story.clock.jump(now + YEARS);
    for _ in 0..4 {
        story.work().await;
        jobs::sweep(&story).await.unwrap();
    }
    assert_eq!(kept(&story, &file).await, before);
    let doubt = story.witness.doubt().unwrap();
    assert_eq!((doubt.shown, doubt.database), (now + YEARS, false));
    assert!(story.probe.look(&story).await.late.iter().any(|words| words.contains("the clock has jumped")));
    // Right again, and the alarm leaves although it was written six years ahead; it is written once.
    story.clock.jump(now);
    story.work().await;
    assert_eq!(story.witness.doubt(), None);
    let alarms = story.mails("alert").await;
    let alarms: Vec<_> = alarms.iter().filter(|mail| mail.letter.text.contains("habeas clock confirm")).collect();
    assert_eq!(alarms.len(), 1, "{alarms:?}");
    assert!(alarms[0].to.starts_with("pat"), "{}", alarms[0].to);
    // Time that passes is no jump.
    story.pass(SignedDuration::from_hours(24 * 120));
    for _ in 0..4 {
        story.work().await;
    }
    assert_eq!(kept(&story, &file).await, (1, 0, false), "the refused one has lost its words, the other is over, its file gone");
});

on_both!(a_jump_that_is_confirmed_is_the_time, |story| {
    let file = house(&story).await;
    story.clock.jump(story.now() + YEARS);
    story.work().await;
    assert!(story.witness.doubt().is_some());
    let now = story.now();
    story.store.write(move |conn| Box::pin(async move { seen::set(conn, now).await })).await.unwrap();
    for _ in 0..4 {
        story.work().await;
    }
    assert_eq!(story.witness.doubt(), None);
    assert!(!story.is_there(&file));
});

on_both!(a_portal_that_was_stopped_for_long_asks_first, |story| {
    let file = house(&story).await;
    for (days, asks) in [(6, false), (14, true)] {
        let (later, again) = (story.now() + SignedDuration::from_hours(24 * days), story.beside(story.policies(&[])).await);
        again.clock.jump(later);
        jobs::run_once(&again).await.unwrap();
        assert_eq!(again.witness.doubt().is_some(), asks, "after {days} days");
    }
    assert!(story.is_there(&file), "its week is not over for who cannot say what day it is");
});

on_both!(a_clock_that_goes_back_holds_no_mail, |story| {
    story.submit(deletion("mika@example.org")).await;
    story.clock.jump(story.now() - SignedDuration::from_mins(30));
    assert_eq!(story.mails("code").await.len(), 1, "it was made half an hour from now");
    story.work().await;
    assert_eq!(story.witness.doubt(), None, "behind, it erases nothing early");
});

#[tokio::test]
async fn a_lease_of_a_clock_that_was_ahead_ends() {
    let story = Story::begin(server::testing::Database::Sqlite, "2026-03-02T10:00:00+08:00").await;
    story.submit(deletion("mika@example.org")).await;
    let lease = |minutes: i64| {
        let (vault, now) = (story.vault.clone(), story.now());
        story.store.write(move |conn| {
            Box::pin(async move { server::store::outbox::lease(conn, &vault, now, now + SignedDuration::from_mins(minutes), 10).await })
        })
    };
    let right = story.now();
    story.clock.jump(at("2026-03-02T10:07:00+08:00"));
    assert_eq!(lease(1).await.unwrap().len(), 1);
    assert_eq!(lease(1).await.unwrap().len(), 0, "somebody has it");
    story.clock.jump(right);
    assert_eq!(lease(1).await.unwrap().len(), 1, "no lease lasts for eight minutes");
    assert_eq!(lease(1).await.unwrap().len(), 0);
}
