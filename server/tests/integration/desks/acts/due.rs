//! A due set by hand: by whom, within which bounds, and that nothing moves it.

use domain::State;
use jiff::SignedDuration;
use server::args;

use super::taken;
use crate::on_both;
use crate::support::forms::{access, deletion, from, question};
use crate::support::story::{at, is_missing, wrong};

const DUE: &str = "2026-03-06T12:00:00+08:00";

on_both!(glpi_17186_a_manual_due_does_not_move, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, from("KR", deletion("mika@example.org"))).await;
    let reference = proved.reference.as_str();
    let law = story.ticket(reference).await.cached.law_due_at;
    ada.set_due(reference, story.seen(reference).await, at(DUE), "She is away until Friday.".into()).await.unwrap();
    let kept = || async { story.ticket(reference).await.cached };
    assert_eq!((kept().await.promise_due_at, kept().await.law_due_at), (Some(at(DUE)), law), "the law has no hand on it");
    ada.ask(reference, story.seen(reference).await, question(7)).await.unwrap();
    story.now_is("2026-03-04T11:00:00+08:00");
    story.desk_again(&proved, "mika@example.org").await.write("The older one.", vec![]).await.unwrap();
    assert_eq!(kept().await.promise_due_at, Some(at(DUE)), "a pause moves it nowhere");
    // Another set of rules, as a recomputing would give it: twenty days in place of one.
    let id = story.ticket(reference).await.rules.unwrap();
    let body = story.text("SELECT body AS value FROM rule_sets WHERE id = $1", args![&id]).await;
    let mut rules: serde_json::Value = serde_json::from_str(&body).unwrap();
    for term in rules["terms"].as_array_mut().unwrap() {
        if let Some(value) = term.get_mut("promise").and_then(|promise| promise.get_mut("value")) {
            *value = 20.into();
        }
    }
    story.tamper("INSERT INTO rule_sets (id, product, made_at, body) VALUES ('other', 'hellotalk', 0, $1)", args![rules.to_string()]).await;
    story.tamper("UPDATE tickets SET rules = 'other' WHERE reference = $1", args![reference]).await;
    ada.note(reference, "Saved anew.").await.unwrap();
    assert_eq!(story.ticket(reference).await.rules.as_deref(), Some("other"));
    assert_eq!(kept().await.promise_due_at, Some(at(DUE)), "nor does a policy");
    let other = story.prove(deletion("noor@example.org")).await;
    story.tamper("UPDATE tickets SET rules = 'other' WHERE reference = $1", args![&other.reference]).await;
    ada.note(&other.reference, "Saved anew.").await.unwrap();
    assert!(story.ticket(&other.reference).await.cached.promise_due_at > Some(at("2026-03-20T00:00:00+08:00")), "the rules are others");
});

on_both!(who_and_how_far, |story| {
    let (ada, cy) = (story.agent_named("Ada").await, story.agent(&story.hire("Cy", "agent").await));
    let proved = taken(&story, &ada, deletion("mika@example.org")).await;
    let reference = proved.reference.as_str();
    let seen = story.seen(reference).await;
    assert!(is_missing(&cy.set_due(reference, seen, at(DUE), "x".into()).await), "an agent alone moves no promise");
    let now = story.now();
    for (due, code) in [
        (now, "due_past"),
        (now - SignedDuration::from_hours(1), "due_past"),
        (at("2026-03-01T10:00:00+08:00"), "due_past"),
        (now + SignedDuration::from_hours(24 * 367), "due_far"),
    ] {
        assert_eq!(wrong(ada.set_due(reference, seen, due, "x".into()).await), [("due".to_owned(), code)]);
    }
    assert_eq!(wrong(ada.set_due(reference, seen, at(DUE), String::new()).await), [("words".to_owned(), "words_required")]);
    ada.set_due(reference, seen, at(DUE), "She is away.".into()).await.unwrap();
    let event = story.events(reference).await.into_iter().find(|event| event.kind == "due_set").unwrap();
    assert_eq!(event.data["due"], at(DUE).to_string());
    assert!(!event.data.to_string().contains("away"));
    let view = ada.view(reference).await.unwrap();
    assert!(view.messages.iter().any(|message| message.kind == "note" && message.body == "She is away."));
    // The last hand counts.
    story.minutes(1);
    ada.set_due(reference, story.seen(reference).await, at("2026-03-05T12:00:00+08:00"), "Earlier.".into()).await.unwrap();
    assert_eq!(story.ticket(reference).await.cached.promise_due_at, Some(at("2026-03-05T12:00:00+08:00")));
    story.desk(&proved).await.withdraw(true).await.unwrap();
    let closed = ada.set_due(reference, story.seen(reference).await, at(DUE), "x".into()).await;
    assert_eq!(wrong(closed), [(String::new(), "moved_on")]);
});

on_both!(a_kind_without_a_promise_gets_one, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, access("mika@example.org")).await;
    assert_eq!(story.ticket(&proved.reference).await.cached.promise_due_at, None);
    ada.set_due(&proved.reference, story.seen(&proved.reference).await, at(DUE), "We said so.".into()).await.unwrap();
    let ticket = story.ticket(&proved.reference).await;
    assert_eq!((ticket.cached.promise_due_at, ticket.cached.governing, ticket.state), (Some(at(DUE)), Some("promise"), State::InProgress));
});
