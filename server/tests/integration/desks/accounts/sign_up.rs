//! Making an account: the address is proved first, and nobody else learns whether there is one.

use domain::Lang;
use jiff::SignedDuration;

use super::{AMA, desk, recorded};
use crate::on_both;
use crate::support::story::{PASSWORD, is_missing, wrong};

on_both!(an_account_begins_with_a_proved_address, |story| {
    story.ask_account(AMA, Lang::ZhCn).await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM accounts").await, 0, "nothing before the proof");
    story.work().await;
    let mail = story.mail_to("sign_up", AMA).await;
    let secret = mail.secret("/account/new/");
    assert!(mail.letter.lang == "zh-CN" && mail.says("30"));
    // Scanners follow links: looking uses nothing up.
    for _ in 0..3 {
        assert_eq!(story.account_invitation(&secret).await.unwrap().email, AMA);
    }
    let session = story.make_account(&secret, "Ama", PASSWORD, Some("Asia/Tokyo"), "Firefox|Android").await.unwrap();
    let ama = desk(&story, &session).await;
    assert_eq!((ama.account.person.name.as_str(), ama.account.person.email.as_str()), ("Ama", AMA));
    assert_eq!((ama.account.lang, ama.account.zone.as_deref()), (Lang::ZhCn, Some("Asia/Tokyo")));
    assert!(ama.fresh());
    assert_eq!(recorded(&story, &session, "account_made").await, 1);
});

on_both!(a_link_works_once_and_for_half_an_hour, |story| {
    story.ask_account(AMA, Lang::En).await.unwrap();
    story.work().await;
    let first = story.mail_to("sign_up", AMA).await.secret("/account/new/");
    story.minutes(30);
    assert!(is_missing(&story.account_invitation(&first).await));
    assert!(is_missing(&story.make_account(&first, "Ama", PASSWORD, None, "").await));
    story.ask_account(AMA, Lang::En).await.unwrap();
    story.work().await;
    let second = story.mail_to("sign_up", AMA).await.secret("/account/new/");
    let (a, b) = tokio::join!(
        story.make_account(&second, "Ama", PASSWORD, None, ""),
        story.make_account(&second, "Eve", "seven quiet bicycles in rain", None, "")
    );
    assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1, "once, however fast one is");
    assert!(is_missing(&story.account_invitation(&second).await));
    assert!(is_missing(&story.account_invitation("a guessed secret").await));
    // Neither door takes the other's key.
    assert!(is_missing(&story.reset_link(&second).await));
});

on_both!(two_links_make_one_account, |story| {
    for _ in 0..2 {
        story.ask_account(AMA, Lang::En).await.unwrap();
    }
    story.work().await;
    let links: Vec<String> = story.mails("sign_up").await.iter().map(|mail| mail.secret("/account/new/")).collect();
    story.make_account(&links[0], "Ama", PASSWORD, None, "").await.unwrap();
    assert!(is_missing(&story.make_account(&links[1], "Eve", "seven quiet bicycles in rain", None, "").await));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM accounts").await, 1);
});

on_both!(an_address_with_an_account_gets_another_mail_and_the_asker_the_same_answer, |story| {
    story.account_of(AMA).await;
    let before = story.number("SELECT COUNT(*) AS value FROM codes").await;
    // The answer comes before anybody has looked: it cannot depend on what there is.
    story.ask_account(" AMA@Example.ORG ", Lang::En).await.unwrap();
    let known = story.number("SELECT COUNT(*) AS value FROM codes").await - before;
    story.ask_account("nobody@example.org", Lang::En).await.unwrap();
    let unknown = story.number("SELECT COUNT(*) AS value FROM codes").await - before - known;
    assert_eq!((known, unknown), (1, 1), "the same work");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM outbox WHERE state = 'queued'").await, 0);
    story.work().await;
    let mail = story.mail_to("account_exists", AMA).await;
    assert!(mail.says("/account/login") && !mail.says("/account/new/"));
    assert_eq!(story.mails("account_exists").await.len(), 1);
    assert_eq!(story.mails("sign_up").await.len(), 2, "hers at the beginning, and the other's");
});

on_both!(nobodys_mailbox_is_flooded, |story| {
    for _ in 0..30 {
        story.ask_account(AMA, Lang::En).await.unwrap();
        story.ask_reset(AMA, Lang::En).await.unwrap();
    }
    story.work().await;
    let sent = story.mails("sign_up").await.len();
    assert!(sent <= 8, "{sent} mails within an hour");
    story.pass(SignedDuration::from_mins(61));
    story.ask_account(AMA, Lang::En).await.unwrap();
    story.work().await;
    assert_eq!(story.mails("sign_up").await.len(), sent + 1, "and its owner can ask again later");
});

on_both!(what_is_wrong_is_told_and_the_link_stays, |story| {
    assert_eq!(wrong(story.ask_account("", Lang::En).await), [("email".into(), "email_required")]);
    assert_eq!(wrong(story.ask_account("ama@", Lang::En).await), [("email".into(), "email_no_domain")]);
    story.ask_account("ama.lindqvist@example.org", Lang::En).await.unwrap();
    story.work().await;
    let secret = story.mail_to("sign_up", "ama.lindqvist@example.org").await.secret("/account/new/");
    let password = |code| vec![("password".to_owned(), code)];
    for (typed, code) in [
        ("elevenchars", "password_short"),
        ("password1234", "password_common"),
        ("ama.lindqvist@example.org", "password_common"),
        ("hellotalkhabeas", "password_common"),
        ("111111111111", "password_common"),
    ] {
        assert_eq!(wrong(story.make_account(&secret, "Ama Lindqvist", typed, None, "").await), password(code), "{typed}");
    }
    assert_eq!(wrong(story.make_account(&secret, "", PASSWORD, None, "").await), [("name".into(), "name_required")]);
    story.make_account(&secret, "Ama", PASSWORD, None, "").await.unwrap();
});

on_both!(an_address_that_nobody_proved_is_forgotten, |story| {
    story.ask_account(AMA, Lang::En).await.unwrap();
    story.ask_reset(AMA, Lang::En).await.unwrap();
    story.work().await;
    story.minutes(31);
    let now = story.now();
    story.store.write(move |conn| Box::pin(async move { server::store::account_link::forget_words(conn, now).await })).await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM codes").await, 0);
});
