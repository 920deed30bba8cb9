//! The end of an account: everything personal goes, requests stay, and the record holds.

use domain::State;
use server::desk::intake::{self, Opened};
use server::store::event;

use super::{AMA, desk, own, turn_on};
use crate::on_both;
use crate::support::forms::deletion;
use crate::support::story::{is_missing, wrong};

on_both!(everything_personal_goes_and_requests_stay, |story| {
    let mut session = story.account_of(AMA).await;
    turn_on(&story, &mut session).await;
    let ama = desk(&story, &session).await;
    let stream = ama.account.stream();
    let Opened::Proved { reference, .. } = intake::submit_as(&ama, deletion(AMA), vec![]).await.unwrap() else { panic!("not proved") };
    ama.ask_email("ama.new@example.org").await.unwrap();
    story.work().await;
    let pending = story.mail_to("change_email", "ama.new@example.org").await.secret("/account/email/");
    assert_eq!(wrong(ama.erase(false).await), [("sure".into(), "sure_required")]);
    ama.erase(true).await.unwrap();
    for table in [
        "SELECT COUNT(*) AS value FROM accounts",
        "SELECT COUNT(*) AS value FROM recovery_codes",
        "SELECT COUNT(*) AS value FROM sessions WHERE account_id IS NOT NULL",
        "SELECT COUNT(*) AS value FROM codes WHERE account_id IS NOT NULL",
        "SELECT COUNT(*) AS value FROM tickets WHERE account_id IS NOT NULL",
    ] {
        assert_eq!(story.number(table).await, 0, "{table}");
    }
    assert!(story.account(&session).await.unwrap().is_none());
    assert!(is_missing(&story.change_email(&pending).await));
    assert!(story.log_in_account(AMA, own(), "192.0.2.1", "", None).await.is_err());
    assert!(story.mails("account_news").await.last().unwrap().to == AMA);
    // The request goes on, and its own proof opens it.
    assert_eq!(story.state(&reference).await, State::InReview);
    assert!(matches!(story.find(&reference, AMA).await, Opened::Page { .. }));
    // The record holds, and nothing personal stands in it.
    story.work().await;
    let mut conn = story.store.read().await.unwrap();
    let events = event::list(&mut conn, &stream).await.unwrap();
    assert_eq!(events.last().unwrap().kind, "account_erased");
    for one in events.iter().chain(&event::list(&mut conn, "house").await.unwrap()) {
        let text = format!("{} {} {}", one.actor, one.kind, one.data);
        assert!(!text.contains('@') && !text.contains("Ama"), "{text}");
    }
    let checked = server::desk::record::verify(&story, &[]).await.unwrap();
    assert!(checked.findings.is_empty(), "{:?}", checked.findings);
    // The address is free again.
    story.account_of(AMA).await;
});

on_both!(only_its_own_things_go, |story| {
    let mut eve = story.account_of("eve@example.org").await;
    turn_on(&story, &mut eve).await;
    let ama = story.account_of(AMA).await;
    story.minutes(10);
    assert!(is_missing(&desk(&story, &ama).await.erase(true).await), "not without a re-authentication");
    let ama = desk(&story, &ama).await.confirm(own(), "", "192.0.2.1").await.unwrap();
    desk(&story, &ama).await.erase(true).await.unwrap();
    let hers = desk(&story, &eve).await;
    assert_eq!(hers.recovery_left().await.unwrap(), 10);
    assert!(hers.account.has_second());
});
