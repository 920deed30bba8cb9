//! One's sessions, listed and ended.

use super::{AMA, PEER, desk, log_in, own, recorded};
use crate::on_both;
use crate::support::story::is_missing;

on_both!(sessions_are_listed_and_ended_one_by_one, |story| {
    let phone = story.account_of(AMA).await;
    story.minutes(5);
    let laptop = story.log_in_account(AMA, own(), PEER, "Edge|Windows", None).await.unwrap().token;
    let list = desk(&story, &laptop).await.sessions().await.unwrap();
    assert_eq!(list.len(), 2);
    assert!(list[0].this && list[0].browser == ("Edge".into(), "Windows".into()));
    assert!(!list[1].this && list[1].browser == ("Firefox".into(), "Android".into()));
    assert!(list[1].began < list[0].began);
    desk(&story, &laptop).await.end_session(&list[1].id).await.unwrap();
    assert!(story.account(&phone).await.unwrap().is_none());
    assert_eq!(recorded(&story, &laptop, "session_ended").await, 1);
    assert!(is_missing(&desk(&story, &laptop).await.end_session(&list[1].id).await), "it is gone already");
    // What the label says is sealed.
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM sessions WHERE label IS NULL").await, 0);
});

on_both!(nobody_ends_anothers_session, |story| {
    let ama = story.account_of(AMA).await;
    let eve = story.account_of("eve@example.org").await;
    let hers = desk(&story, &ama).await.session.id;
    assert!(is_missing(&desk(&story, &eve).await.end_session(&hers).await));
    assert!(is_missing(&desk(&story, &eve).await.end_session("a guessed handle").await));
    desk(&story, &eve).await.end_other_sessions().await.unwrap();
    desk(&story, &ama).await;
    // The handle opens nothing.
    assert!(story.account(&hers).await.unwrap().is_none());
});

on_both!(all_others_end_at_once_and_this_one_stays, |story| {
    let first = story.account_of(AMA).await;
    let (second, third) = (log_in(&story, own()).await, log_in(&story, own()).await);
    desk(&story, &second).await.end_other_sessions().await.unwrap();
    assert!(story.account(&first).await.unwrap().is_none() && story.account(&third).await.unwrap().is_none());
    assert_eq!(desk(&story, &second).await.sessions().await.unwrap().len(), 1);
    desk(&story, &second).await.log_out().await.unwrap();
    assert!(story.account(&second).await.unwrap().is_none());
});

on_both!(last_seen_is_to_the_minute, |story| {
    let session = story.account_of(AMA).await;
    let began = story.now();
    story.pass(jiff::SignedDuration::from_secs(30));
    desk(&story, &session).await;
    assert_eq!(desk(&story, &session).await.sessions().await.unwrap()[0].seen.as_second(), began.as_second());
    story.minutes(7);
    desk(&story, &session).await;
    let seen = desk(&story, &session).await.sessions().await.unwrap()[0].seen;
    assert_eq!(seen.as_second(), story.now().as_second());
});
