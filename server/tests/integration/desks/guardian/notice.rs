//! "A child uses this": a ticket of its own, looked at in time, that tells the teller nothing of the account.

use domain::{Kind, Lang, State};
use server::desk::decide::Decision;
use server::desk::guardian::{self, NewNotice};

use crate::on_both;
use crate::support::family::mika;
use crate::support::forms::{access, decision};
use crate::support::story::{at, is_missing, wrong};

fn telling(email: Option<&str>) -> NewNotice {
    NewNotice {
        product: "hellotalk".into(),
        lang: Lang::En,
        zone: None,
        account: "mika_77".into(),
        relation: "teacher".into(),
        age: "11".into(),
        country: Some("KR".into()),
        words: "She is in my class.".into(),
        email: email.map(str::to_owned),
    }
}

fn decided(code: &str) -> Decision {
    Decision { decision: code.into(), words: String::new(), inside: "It says 2015 in the profile.".into() }
}

on_both!(a_notice_is_looked_at_in_time, |story| {
    let (reference, due) = guardian::notice(&story, telling(None)).await.unwrap();
    assert_eq!(due, at("2026-03-03T18:00:00+08:00"), "one business day");
    let ticket = story.ticket(&reference).await;
    assert_eq!((ticket.kind, ticket.state), (Kind::ChildAccount, State::InReview));
    assert!(ticket.ties.minor && ticket.ties.account_id.is_none());
    assert_eq!(guardian::receipt(&story, &reference).await.unwrap(), ("hellotalk".to_owned(), due));
    let own = story.prove(access("somebody@example.org")).await;
    assert!(is_missing(&guardian::receipt(&story, &own.reference).await), "of notices alone");
    story.now_is("2026-03-03T18:00:01+08:00");
    story.work().await;
    assert_eq!(story.recorded(&reference, "breached").await, 1);
    story.record_is_whole(&["class"]).await;
});

on_both!(all_that_is_wrong_is_told, |story| {
    let bad = NewNotice {
        account: String::new(),
        relation: "stranger".into(),
        age: "old".into(),
        country: Some("ZZ".into()),
        email: Some("no".into()),
        ..telling(None)
    };
    let fields: Vec<_> = wrong(guardian::notice(&story, bad).await).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["account", "relation", "age", "country", "email"]);
    assert!(is_missing(&guardian::notice(&story, NewNotice { product: "nothing".into(), ..telling(None) }).await));
    assert_eq!(
        wrong(guardian::notice(&story, NewNotice { age: "18".into(), ..telling(None) }).await),
        [("age".to_owned(), "child_age_invalid")]
    );
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
});

on_both!(whatever_is_decided_the_teller_learns_nothing, |story| {
    let bea = story.staff("Bea", "reviewer").await;
    let mut letters = Vec::new();
    for (at, code) in domain::report::CHILD_DECISIONS.into_iter().enumerate() {
        let email = format!("teller{at}@example.org");
        let (reference, _) = guardian::notice(&story, telling(Some(&email))).await.unwrap();
        let wordy = Decision { words: "We closed it.".into(), ..decided(code) };
        assert_eq!(wrong(bea.decide(&reference, story.seen(&reference).await, wordy).await), [("decision".to_owned(), "choose_decision")]);
        let other = bea.decide(&reference, story.seen(&reference).await, decision("warned")).await;
        assert_eq!(wrong(other), [("decision".to_owned(), "choose_decision")], "a report's");
        bea.decide(&reference, story.seen(&reference).await, decided(code)).await.unwrap();
        assert_eq!(story.state(&reference).await, State::Decided);
        let mail = story.mail_to("decision", &email).await;
        assert!(!mail.says("mika") && !mail.says("2015"));
        letters.push(mail.letter.text.replace(&reference, "REFERENCE"));
    }
    letters.dedup();
    assert_eq!(letters.len(), 1, "the same words whatever was decided");
});

on_both!(an_unproved_address_gets_one_mail_and_none_when_flooded, |story| {
    let bea = story.staff("Bea", "reviewer").await;
    let email = "victim@example.org";
    for at in 0..12 {
        let (reference, _) = guardian::notice(&story, NewNotice { account: format!("user {at}"), ..telling(Some(email)) }).await.unwrap();
        bea.decide(&reference, story.seen(&reference).await, decided("child_no_action")).await.unwrap();
    }
    for kind in ["receipt", "code", "report_receipt"] {
        assert!(story.mails(kind).await.is_empty(), "nothing before it was looked at: {kind}");
    }
    let sent = story.mails("decision").await.len();
    assert!((1..=8).contains(&sent), "{sent}");
});

on_both!(a_notice_is_nobodys_request, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let (reference, _) = guardian::notice(&story, telling(None)).await.unwrap();
    assert!(vera.desk.child_view(&kid.id).await.unwrap().requests.iter().all(|line| line.reference != reference));
    assert!(is_missing(&ada.close(&reference, story.seen(&reference).await, crate::support::forms::denied()).await));
    assert!(is_missing(&ada.message(&reference, story.seen(&reference).await, "Dear teacher", vec![]).await));
    assert!(is_missing(&ada.suspect_takeover(&reference, true).await));
});

on_both!(what_a_stranger_typed_bears_no_flag, |story| {
    let (reference, _) = guardian::notice(&story, telling(None)).await.unwrap();
    let lea = story.staff("Lea", "lead").await;
    for about in [true, false] {
        assert!(is_missing(&lea.set_flag(&reference, "protection_order", "Against the father.", about).await), "it could protect nobody");
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM child_flags").await, 0);
});
