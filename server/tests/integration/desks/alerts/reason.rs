//! Why a clock was late.

use domain::Kind;

use super::{at, office};
use crate::on_both;
use crate::support::forms::{access, deletion, fulfilled};
use crate::support::story::{is_missing, wrong};

on_both!(a_breach_asks_for_a_reason_once, |story| {
    let office = office(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    let reference = proved.reference.as_str();
    let none = vec![(String::new(), "breach_none")];
    assert_eq!(wrong(office.ada.give_breach_reason(reference, "promise", "staffing", "").await), none, "nothing is late yet");
    assert_eq!(office.ada.view(reference).await.unwrap().breaches, []);
    at(&story, "2026-03-03T18:00:10+08:00").await;
    let asked = office.ada.view(reference).await.unwrap().breaches;
    assert_eq!((asked.len(), asked[0].clock.code(), asked[0].reason.as_deref()), (1, "promise", None));
    assert_eq!(office.lea.alerts().await.unwrap().unexplained.len(), 1);
    assert_eq!(wrong(office.ada.give_breach_reason(reference, "law", "staffing", "").await), none);
    assert_eq!(wrong(office.ada.give_breach_reason(reference, "promise", "laziness", "").await), [("code".to_owned(), "choose_one")]);
    assert_eq!(wrong(office.ada.give_breach_reason(reference, "promise", "other", "").await), [("words".to_owned(), "words_required")]);
    office.ada.give_breach_reason(reference, "promise", "other", "The console was down.").await.unwrap();
    assert_eq!(wrong(office.lea.give_breach_reason(reference, "promise", "staffing", "").await), [(String::new(), "breach_said")]);
    let view = office.ada.view(reference).await.unwrap();
    assert_eq!(view.breaches[0].reason.as_deref(), Some("other"));
    assert!(view.messages.iter().any(|message| message.kind == "note" && message.body == "The console was down."));
    assert_eq!(story.recorded(reference, "breach_reason_given").await, 1);
    assert!(!story.events(reference).await.iter().any(|event| event.data.to_string().contains("console")), "events hold no words");
    assert!(office.lea.alerts().await.unwrap().unexplained.is_empty());
});

on_both!(what_was_closed_late_still_wants_its_reason, |story| {
    let office = office(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    let reference = proved.reference.as_str();
    office.ada.claim(reference, 0).await.unwrap();
    at(&story, "2026-03-03T18:00:10+08:00").await;
    office.ada.close(reference, story.seen(reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    assert_eq!(office.lea.alerts().await.unwrap().unexplained.len(), 1, "closing asks for nothing in a hurry");
    office.ada.give_breach_reason(reference, "promise", "complex", "").await.unwrap();
    assert!(office.lea.alerts().await.unwrap().unexplained.is_empty());
});

on_both!(only_who_works_on_it_says_why, |story| {
    let office = office(&story).await;
    let proved = story.prove(access("mika@example.org")).await;
    at(&story, "2026-03-20T10:00:00+08:00").await;
    for (name, role, products) in [("Vic", "viewer", "*"), ("Rex", "reviewer", "*"), ("Jun", "lead", "japanese-ai")] {
        let member = story.hire_for(name, role, products, false).await;
        let desk = story.agent(&member);
        assert!(is_missing(&desk.give_breach_reason(&proved.reference, "law", "staffing", "").await), "{name}");
        assert!(desk.alerts().await.unwrap().unexplained.is_empty(), "{name}");
    }
    office.ada.give_breach_reason(&proved.reference, "law", "staffing", "").await.unwrap();
});
