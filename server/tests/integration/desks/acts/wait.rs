//! Waiting for processors, and ending a request without an answer.

use domain::{Kind, State};
use server::desk::DeskError;

use super::taken;
use crate::on_both;
use crate::support::forms::{deletion, fulfilled, report};
use crate::support::story::{clocks, is_missing, wrong};

on_both!(no_clock_waits_for_processors, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, deletion("mika@example.org")).await;
    let reference = proved.reference.as_str();
    let before = story.ticket(reference).await.cached;
    ada.await_processors(reference, story.seen(reference).await, "The mail provider".into()).await.unwrap();
    let ticket = story.ticket(reference).await;
    assert_eq!((ticket.state, clocks(&ticket.cached)), (State::PendingExternal, clocks(&before)));
    story.now_is("2026-03-04T09:00:00+08:00");
    story.work().await;
    assert_eq!(story.recorded(reference, "breached").await, 1, "their time is ours");
    ada.resume(reference, story.seen(reference).await).await.unwrap();
    let ticket = story.ticket(reference).await;
    assert_eq!((ticket.state, clocks(&ticket.cached)), (State::InProgress, clocks(&before)));
    assert_eq!(story.recorded(reference, "processors_done").await, 1);
    assert_eq!(story.recorded(reference, "resumed").await, 0, "no clock stood still");
    ada.await_processors(reference, story.seen(reference).await, String::new()).await.unwrap();
    ada.close(reference, story.seen(reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    let view = story.desk_again(&proved, "mika@example.org").await.view().await.unwrap();
    assert!(view.timeline.iter().any(|item| item.kind == "awaiting_processors"));
    assert!(view.messages.iter().all(|message| !message.body.contains("provider")));
});

on_both!(a_cancelled_request_is_told_why, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, deletion("mika@example.org")).await;
    let reference = proved.reference.as_str();
    let seen = story.seen(reference).await;
    assert_eq!(wrong(ada.cancel(reference, seen, "a_test".into(), String::new()).await), [("words".to_owned(), "words_required")]);
    ada.cancel(reference, seen, "other_product".into(), "This is about the app of another company.".into()).await.unwrap();
    let ticket = story.ticket(reference).await;
    assert_eq!((ticket.state, ticket.stopped_at), (State::Cancelled, Some(story.now())));
    let mail = story.mail_to("outcome", "mika@example.org").await;
    assert!(mail.says("This is about the app of another company."));
    let view = story.desk(&proved).await.view().await.unwrap();
    assert_eq!((view.outcomes[0].state.as_str(), view.may_appeal), ("cancelled", false));
    assert!(view.timeline.iter().any(|item| item.kind == "cancelled"));
    let event = story.events(reference).await.into_iter().find(|event| event.kind == "cancelled").unwrap();
    assert_eq!(event.data["reason"], "other_product");
    assert!(!event.data.to_string().contains("company"), "words are no part of the record");
    assert!(matches!(ada.cancel(reference, story.seen(reference).await, "a_test".into(), "x".into()).await, Err(DeskError::Moved(_))));
    story.now_is("2026-03-10T12:00:00+08:00");
    story.work().await;
    assert!(story.mails("delayed").await.is_empty(), "what is cancelled is not late");
});

on_both!(cases_are_decided_and_not_cancelled, |story| {
    let ada = story.agent_named("Ada").await;
    let taken = story.report(report("spammer", None)).await;
    let case = story.case_of(&taken.reference).await;
    let seen = story.seen(&case).await;
    assert!(is_missing(&ada.cancel(&case, seen, "a_test".into(), "x".into()).await));
    assert!(is_missing(&ada.await_processors(&case, seen, String::new()).await));
    assert!(is_missing(&ada.extend(&case, seen, "x".into()).await));
    assert!(is_missing(&ada.set_due(&case, seen, story.now() + jiff::SignedDuration::from_hours(3), "x".into()).await));
});

on_both!(nobody_cancels_their_own, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = story.prove(deletion("ada@staff.example")).await;
    let refused = ada.cancel(&proved.reference, story.seen(&proved.reference).await, "a_test".into(), "x".into()).await;
    assert_eq!(wrong(refused), [(String::new(), "another_must_decide")]);
});
