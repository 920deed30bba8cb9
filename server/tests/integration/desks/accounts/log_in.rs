//! Logging in, and what guards it: the throttle, the same answer for every failure, and a session of one's own.

use std::time::Duration;

use domain::Lang;
use server::desk::DeskError;
use server::desk::password::Cost;
use server::desk::person::{IDLE_LASTS, SESSION_LASTS};

use super::{AMA, ANOTHER, PEER, desk, log_in, own, recorded, reset_link};
use crate::on_both;
use crate::support::story::wrong;

on_both!(every_failure_is_told_in_the_same_words, |story| {
    story.account_of(AMA).await;
    let password = wrong(story.log_in_account(AMA, "a lamp that hums at dawn", PEER, "", None).await);
    let unknown = wrong(story.log_in_account("eve@example.org", own(), PEER, "", None).await);
    let empty = wrong(story.log_in_account("", "", PEER, "", None).await);
    assert_eq!(password, [(String::new(), "login_failed")]);
    assert_eq!((&password, &password), (&unknown, &empty));
    let session = story.log_in_account("  AMA@example.org", own(), PEER, "", None).await.unwrap().token;
    assert_eq!(recorded(&story, &session, "logged_in").await, 1);
    // Staff's doors and these have nothing in common.
    assert!(story.log_in(AMA, own(), PEER).await.is_err());
    assert!(story.member(&session).await.unwrap().is_none());
});

/// How long a failure takes.
#[expect(clippy::disallowed_methods, reason = "the work itself is measured")]
async fn work(house: &server::house::House, email: &str, peer: &str) -> Duration {
    let begun = std::time::Instant::now();
    assert!(house.log_in_account(email, "a lamp that hums at dawn", peer, "", None).await.is_err());
    begun.elapsed()
}

#[tokio::test]
async fn every_failure_takes_the_same_work() {
    let story = crate::support::story::Story::begin(server::testing::Database::Sqlite, crate::support::story::MONDAY).await;
    // With the house's own cost, beside which everything else is nothing.
    let mut house = story.test.house.clone();
    house.cost = Cost::HOUSE;
    house.ask_account(AMA, Lang::En).await.unwrap();
    story.work().await;
    let secret = story.mail_to("sign_up", AMA).await.secret("/account/new/");
    house.make_account(&secret, "Ama", own(), None, "").await.unwrap();
    // By turns, and the shortest of each: what else the machine does meanwhile falls out. Without the hash it would be twenty times less.
    let (mut known, mut unknown) = (Duration::MAX, Duration::MAX);
    for round in 0..10 {
        let peer = format!("198.51.100.{round}");
        known = known.min(work(&house, AMA, &peer).await);
        unknown = unknown.min(work(&house, "eve@example.org", &peer).await);
    }
    assert!(known < unknown * 4 && unknown < known * 4, "{known:?} and {unknown:?}");
}

on_both!(a_session_that_somebody_planted_is_not_gone_on_with, |story| {
    let planted = story.account_of(AMA).await;
    // The victim's browser holds the attacker's session, or one that never was: log-in gives another, and ends the old one.
    let begun = story.log_in_account(AMA, own(), PEER, "", Some(&planted)).await.unwrap();
    assert_ne!(begun.token, planted);
    assert!(story.account(&planted).await.unwrap().is_none());
    let begun = story.log_in_account(AMA, own(), PEER, "", Some("a cookie that was made up")).await.unwrap();
    assert_ne!(begun.token, "a cookie that was made up");
    assert!(story.account("a cookie that was made up").await.unwrap().is_none());
    // Showing again who one is gives another secret too.
    let again = desk(&story, &begun.token).await.confirm(own(), "", PEER).await.unwrap();
    assert!(story.account(&begun.token).await.unwrap().is_none());
    desk(&story, &again).await;
});

on_both!(guessing_is_slowed_down, |story| {
    story.account_of(AMA).await;
    for _ in 0..8 {
        assert_eq!(wrong(story.log_in_account(AMA, "a lamp that hums at dawn", PEER, "", None).await)[0].1, "login_failed");
    }
    let blocked = story.log_in_account(AMA, own(), PEER, "", None).await;
    assert!(matches!(blocked, Err(DeskError::TooMany(_))), "even the right one waits: {blocked:?}");
    let unknown = "eve@example.org";
    for _ in 0..8 {
        wrong(story.log_in_account(unknown, own(), PEER, "", None).await);
    }
    let same = story.log_in_account(unknown, own(), PEER, "", None).await;
    assert!(matches!(same, Err(DeskError::TooMany(_))), "an address without an account is blocked alike");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE stream = 'house' AND kind = 'login_blocked'").await, 2);
    // From elsewhere the owner comes in; and here after a quarter of an hour.
    story.log_in_account(AMA, own(), "203.0.113.9", "", None).await.unwrap();
    story.minutes(16);
    story.log_in_account(AMA, own(), PEER, "", None).await.unwrap();
    // A right one forgives: eight more may be mistyped.
    for _ in 0..8 {
        assert_eq!(wrong(story.log_in_account(AMA, "a lamp that hums at dawn", PEER, "", None).await)[0].1, "login_failed");
    }
});

on_both!(guesses_at_once_are_counted, |story| {
    story.account_of(AMA).await;
    let tries = (0..20).map(|_| story.log_in_account(AMA, "a lamp that hums at dawn", PEER, "", None));
    let answered = futures_util::future::join_all(tries).await;
    let compared = answered.iter().filter(|answer| matches!(answer, Err(DeskError::Invalid(_)))).count();
    assert!(compared <= 8, "{compared} were compared");
});

on_both!(an_old_hash_is_raised_at_log_in, |story| {
    let session = story.account_of(AMA).await;
    let id = desk(&story, &session).await.account.id;
    let mut stronger = story.test.house.clone();
    stronger.cost = Cost { memory: 128, passes: 2 };
    let hash = |id: String| {
        let story = &story;
        async move { story.text("SELECT password AS value FROM accounts WHERE id = $1", server::args![id]).await }
    };
    assert!(hash(id.clone()).await.contains("m=64,t=1"));
    assert!(stronger.log_in_account(AMA, "a lamp that hums at dawn", PEER, "", None).await.is_err());
    assert!(hash(id.clone()).await.contains("m=64,t=1"), "a wrong one raises nothing");
    stronger.log_in_account(AMA, own(), PEER, "", None).await.unwrap();
    assert!(hash(id.clone()).await.contains("m=128,t=2"));
    stronger.log_in_account(AMA, own(), PEER, "", None).await.unwrap();
});

on_both!(a_session_ends_by_itself, |story| {
    story.account_of(AMA).await;
    let idle = log_in(&story, own()).await;
    story.pass(IDLE_LASTS);
    assert!(story.account(&idle).await.unwrap().is_none(), "two hours without use");
    let busy = log_in(&story, own()).await;
    for _ in 0..11 {
        story.minutes(60);
        desk(&story, &busy).await;
    }
    story.pass(SESSION_LASTS - jiff::SignedDuration::from_hours(11));
    assert!(story.account(&busy).await.unwrap().is_none(), "half a day, however busy");
});

on_both!(a_fresh_log_in_grows_stale, |story| {
    let session = story.account_of(AMA).await;
    assert!(desk(&story, &session).await.fresh());
    story.minutes(10);
    let stale = desk(&story, &session).await;
    assert!(!stale.fresh());
    assert_eq!(wrong(stale.confirm("", "", PEER).await), [("password".into(), "confirm_required")]);
    assert_eq!(wrong(stale.confirm("a lamp that hums at dawn", "", PEER).await), [("password".into(), "password_wrong")]);
    assert!(!desk(&story, &session).await.fresh());
    let session = stale.confirm(own(), "", PEER).await.unwrap();
    assert!(desk(&story, &session).await.fresh());
    // Guesses are counted here as well.
    let desk = desk(&story, &session).await;
    for _ in 0..8 {
        wrong(desk.confirm("a lamp that hums at dawn", "", PEER).await);
    }
    assert!(matches!(desk.confirm(own(), "", PEER).await, Err(DeskError::TooMany(_))));
});

on_both!(confirming_renews_the_secret_and_the_old_one_opens_nothing, |story| {
    let copied = story.account_of(AMA).await;
    let before = desk(&story, &copied).await;
    let session = before.confirm(own(), "", PEER).await.unwrap();
    assert!(story.account(&copied).await.unwrap().is_none());
    assert!(desk(&story, &session).await.fresh());
    // A page that was opened with the old secret confirms nothing any more, and brings nothing back.
    assert!(matches!(before.confirm(own(), "", PEER).await, Err(DeskError::NotFound)));
    assert_eq!(desk(&story, &session).await.sessions().await.unwrap().len(), 1);
});

on_both!(a_password_that_was_changed_while_it_was_compared_opens_nothing, |story| {
    story.account_of(AMA).await;
    let link = reset_link(&story, AMA).await;
    story.reset_password(&link, ANOTHER, "", PEER, "").await.unwrap();
    assert_eq!(wrong(story.log_in_account(AMA, own(), PEER, "", None).await)[0].1, "login_failed");
    log_in(&story, ANOTHER).await;
});
