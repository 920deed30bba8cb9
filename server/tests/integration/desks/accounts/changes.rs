//! Changing one's own account: what is asked for before, and who is told.

use domain::Lang;
use server::desk::DeskError;

use super::{AMA, ANOTHER, NEW, PEER, ask_email, desk, log_in, opens, own, recorded};
use crate::on_both;
use crate::support::story::{is_missing, wrong};

on_both!(another_password_asks_for_the_old_one_and_ends_the_other_sessions, |story| {
    let session = story.account_of(AMA).await;
    let other = log_in(&story, own()).await;
    let ama = desk(&story, &session).await;
    assert_eq!(
        wrong(ama.change_password("", "short", PEER).await),
        [("current".into(), "current_required"), ("password".into(), "password_short")]
    );
    assert_eq!(wrong(ama.change_password("a lamp that hums at dawn", ANOTHER, PEER).await), [("current".into(), "password_wrong")]);
    let copied = session;
    let session = ama.change_password(own(), ANOTHER, PEER).await.unwrap();
    desk(&story, &session).await;
    assert!(story.account(&copied).await.unwrap().is_none(), "who copied the cookie is out as well");
    assert!(story.account(&other).await.unwrap().is_none());
    assert!(!opens(&story, own()).await && opens(&story, ANOTHER).await);
    assert_eq!(story.mails("account_news").await.len(), 1, "the owner is told");
    assert_eq!(recorded(&story, &session, "password_changed").await, 1);
});

on_both!(settings_are_saved, |story| {
    let session = story.account_of(AMA).await;
    let ama = desk(&story, &session).await;
    let mut refused = wrong(ama.save_settings("", "tlh", "Mars/Olympus").await);
    refused.sort();
    assert_eq!(refused.iter().map(|error| error.0.as_str()).collect::<Vec<_>>(), ["lang", "name", "tz"]);
    assert_eq!(ama.save_settings("Ama O.", "zh-CN", "Asia/Seoul").await.unwrap(), Lang::ZhCn);
    let account = desk(&story, &session).await.account;
    assert_eq!((account.person.name.as_str(), account.lang, account.zone.as_deref()), ("Ama O.", Lang::ZhCn, Some("Asia/Seoul")));
    assert_eq!(account.person.email, AMA);
});

on_both!(another_address_is_proved_first_and_the_old_one_told, |story| {
    let session = story.account_of(AMA).await;
    let ama = desk(&story, &session).await;
    assert_eq!(wrong(ama.ask_email(" AMA@example.org").await), [("email".into(), "email_same")]);
    let link = ask_email(&story, &ama, NEW).await;
    assert!(story.mail_to("account_news", AMA).await.says("another email"), "the present address hears of it at once");
    assert_eq!(desk(&story, &session).await.account.person.email, AMA, "nothing before the proof");
    assert_eq!(story.email_link(&link, false).await.unwrap().email, NEW);
    story.change_email(&link).await.unwrap();
    assert_eq!(desk(&story, &session).await.account.person.email, NEW);
    assert!(is_missing(&story.change_email(&link).await), "once");
    assert!(!opens(&story, own()).await);
    story.log_in_account(NEW, own(), PEER, "", None).await.unwrap();
    // Re-authentication is needed, and grows stale.
    story.minutes(10);
    assert!(is_missing(&desk(&story, &session).await.ask_email(AMA).await));
});

on_both!(an_address_of_another_account_is_not_told, |story| {
    story.account_of("bo@example.org").await;
    let session = story.account_of(AMA).await;
    desk(&story, &session).await.ask_email("bo@example.org").await.unwrap();
    story.work().await;
    assert_eq!(story.mails("change_email").await.len(), 0);
    assert_eq!(story.mail_to("account_exists", "bo@example.org").await.to, "bo@example.org");
    // Somebody takes the address between the link and its button.
    let link = ask_email(&story, &desk(&story, &session).await, NEW).await;
    story.account_of(NEW).await;
    assert!(is_missing(&story.change_email(&link).await));
    assert_eq!(desk(&story, &session).await.account.person.email, AMA);
});

on_both!(a_new_password_ends_a_change_that_waits, |story| {
    let session = story.account_of(AMA).await;
    let ama = desk(&story, &session).await;
    let link = ask_email(&story, &ama, NEW).await;
    ama.change_password(own(), ANOTHER, PEER).await.unwrap();
    assert!(is_missing(&story.change_email(&link).await));
    assert!(matches!(story.change_email("a guessed secret").await, Err(DeskError::NotFound)));
});
