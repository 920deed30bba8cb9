//! A forgotten password: the link proves the address, and nothing more.

use domain::Lang;
use server::desk::second as factor;

use super::{AMA, ANOTHER, PEER, desk, opens, own, recorded, reset_link, turn_on};
use crate::on_both;
use crate::support::story::{is_missing, wrong};

on_both!(a_new_password_ends_every_session, |story| {
    let old = story.account_of(AMA).await;
    let link = reset_link(&story, AMA).await;
    assert!(!story.reset_link(&link).await.unwrap().needs_second);
    assert_eq!(wrong(story.reset_password(&link, "short", "", PEER, "").await), [("password".into(), "password_short")]);
    let session = story.reset_password(&link, ANOTHER, "", PEER, "").await.unwrap();
    assert!(story.account(&old).await.unwrap().is_none());
    desk(&story, &session).await;
    assert!(!opens(&story, own()).await && opens(&story, ANOTHER).await);
    assert_eq!(recorded(&story, &session, "password_changed").await, 1);
    assert!(story.mail_to("account_news", AMA).await.says("changed"), "the owner is told");
    assert!(is_missing(&story.reset_password(&link, own(), "", PEER, "").await), "a link works once");
});

on_both!(nothing_tells_whether_there_is_an_account, |story| {
    story.account_of(AMA).await;
    story.ask_reset("nobody@example.org", Lang::En).await.unwrap();
    story.ask_reset(AMA, Lang::En).await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM outbox WHERE state = 'queued'").await, 0, "nothing was looked up yet");
    story.work().await;
    assert_eq!(story.mails("reset").await.len(), 1);
    assert_eq!(story.mail_to("reset", AMA).await.to, AMA);
});

on_both!(links_end_with_the_password_that_they_were_asked_for, |story| {
    let session = story.account_of(AMA).await;
    let (first, second) = (reset_link(&story, AMA).await, reset_link(&story, AMA).await);
    story.reset_password(&first, ANOTHER, "", PEER, "").await.unwrap();
    assert!(is_missing(&story.reset_password(&second, own(), "", PEER, "").await));
    assert!(story.account(&session).await.unwrap().is_none());
    let late = reset_link(&story, AMA).await;
    story.minutes(30);
    assert!(is_missing(&story.reset_link(&late).await));
    assert!(is_missing(&story.reset_link("a guessed secret").await));
});

on_both!(a_mailbox_alone_does_not_pass_the_second_factor, |story| {
    let mut session = story.account_of(AMA).await;
    let (secret, codes) = turn_on(&story, &mut session).await;
    let link = reset_link(&story, AMA).await;
    assert!(story.reset_link(&link).await.unwrap().needs_second);
    assert_eq!(wrong(story.reset_password(&link, ANOTHER, "", PEER, "").await), [("code".into(), "code_required")]);
    assert_eq!(wrong(story.reset_password(&link, ANOTHER, "ABCDE-FGHJK", PEER, "").await), [("code".into(), "second_wrong")]);
    assert!(opens(&story, own()).await, "nothing has changed");
    let right = factor::code_at(&secret, story.now());
    let session = story.reset_password(&link, ANOTHER, &right, PEER, "").await.unwrap();
    desk(&story, &session).await;
    // And with a recovery code, when the telephone is lost.
    let link = reset_link(&story, AMA).await;
    story.reset_password(&link, own(), &codes[0], PEER, "").await.unwrap();
    let link = reset_link(&story, AMA).await;
    assert_eq!(wrong(story.reset_password(&link, ANOTHER, &codes[0], PEER, "").await), [("code".into(), "second_wrong")]);
});
