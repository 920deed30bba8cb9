//! Report cases on the desk: claims end by themselves, and only the decision stops the clock.

use domain::State;
use jiff::SignedDuration;
use server::desk::DeskError;
use server::desk::decide::Decision;
use server::store::queue::Filter;

use crate::on_both;
use crate::support::forms::{decision, question, report};
use crate::support::story::{at, is_missing, wrong};

on_both!(an_idle_claim_ends_after_half_an_hour, |story| {
    let (taken, ada, bo) = (story.report(report("spammer", None)).await, story.agent_named("Ada").await, story.agent_named("Bo").await);
    let case = story.case_of(&taken.reference).await;
    ada.claim(&case, 0).await.unwrap();
    story.minutes(29);
    story.work().await;
    assert_eq!(bo.next("").await.unwrap(), None);
    // An act of hers keeps it.
    ada.note(&case, "Reading the chat.").await.unwrap();
    story.minutes(29);
    story.work().await;
    assert_eq!(story.state(&case).await, State::InProgress);
    story.minutes(1);
    for _ in 0..3 {
        story.work().await;
    }
    assert_eq!(story.recorded(&case, "claim_expired").await, 1);
    let ticket = story.ticket(&case).await;
    assert_eq!((ticket.state, ticket.assignee, ticket.claimed_at), (State::InReview, None, None));
    assert_eq!(bo.next("").await.unwrap(), Some(case.clone()));
    assert_eq!(wrong(ada.release(&case).await), [(String::new(), "not_yours")]);
    bo.claim(&case, 0).await.unwrap();
    assert_eq!(story.recorded(&case, "claimed").await, 2, "every claim is recorded");
});

on_both!(a_claim_of_a_request_does_not_end, |story| {
    let (proved, ada) = (story.prove(crate::support::forms::deletion("mika@example.org")).await, story.agent_named("Ada").await);
    ada.claim(&proved.reference, 0).await.unwrap();
    story.minutes(120);
    story.work().await;
    assert_eq!(story.state(&proved.reference).await, State::InProgress);
});

on_both!(only_the_decision_stops_the_clock, |story| {
    let (taken, ada) = (story.report(report("spammer", None)).await, story.agent_named("Ada").await);
    let case = story.case_of(&taken.reference).await;
    ada.claim(&case, 0).await.unwrap();
    ada.note(&case, "Reading the chat.").await.unwrap();
    let seen = story.seen(&case).await;
    assert!(matches!(ada.ask(&case, seen, question(3)).await, Err(DeskError::Moved(_))), "no pause");
    assert!(is_missing(&ada.message(&case, seen, "Dear reporter", vec![]).await), "a case has no requester");
    let cached = story.ticket(&case).await.cached;
    assert_eq!((cached.breach_at, cached.governing), (Some(taken.due_at), Some("review")));
    story.now_is("2026-03-03T10:00:01+08:00");
    story.work().await;
    assert_eq!(story.recorded(&case, "breached").await, 1);
    ada.decide(&case, story.seen(&case).await, decision("content_removed")).await.unwrap();
    let ticket = story.ticket(&case).await;
    assert_eq!((ticket.state, ticket.stopped_at), (State::Decided, Some(at("2026-03-03T10:00:01+08:00"))));
    assert_eq!(ticket.cached.governing, None);
    assert!(ada.queue(&Filter::default(), None).await.unwrap().0.is_empty());
    let again = ada.decide(&case, story.seen(&case).await, decision("no_action")).await;
    assert!(matches!(again, Err(DeskError::Moved(_))));
    let view = ada.view(&case).await.unwrap();
    assert_eq!(
        (view.outcomes[0].decision.as_str(), view.outcomes[0].inside.as_str()),
        ("content_removed", "A second account is behind it.")
    );
});

on_both!(a_decision_says_what_and_why, |story| {
    let (taken, ada) = (story.report(report("spammer", None)).await, story.agent_named("Ada").await);
    let case = story.case_of(&taken.reference).await;
    let seen = story.seen(&case).await;
    let bare = Decision { decision: "exiled".into(), words: String::new(), inside: "x".repeat(4001) };
    let mut found = wrong(ada.decide(&case, seen, bare).await);
    found.sort();
    let expected = [("decision", "choose_decision"), ("inside", "too_long"), ("words", "words_required")];
    assert_eq!(found, expected.map(|(field, code)| (field.to_owned(), code)));
    // A report that came meanwhile is seen before the case is decided.
    story.minutes(1);
    story.report(report("spammer", None)).await;
    let refused = ada.decide(&case, seen, decision("warned")).await;
    assert!(matches!(refused, Err(DeskError::Changed(since)) if since[0].kind == "report_added"));
});

on_both!(nobody_decides_what_they_reported, |story| {
    let ada = story.agent_named("Ada").await;
    story.report(report("spammer", None)).await;
    let taken = story.report(report("spammer", Some("ADA@staff.example"))).await;
    let case = story.case_of(&taken.reference).await;
    let own = ada.decide(&case, story.seen(&case).await, decision("warned")).await;
    assert_eq!(wrong(own), [(String::new(), "another_must_decide")]);
    let bo = story.agent_named("Bo").await;
    bo.decide(&case, story.seen(&case).await, decision("warned")).await.unwrap();
});

on_both!(a_reports_pictures_go_with_the_decision, |story| {
    let file = story.received("screen.png", "image/png", b"\x89PNG");
    let id = file.id.clone();
    let taken = server::desk::report::submit(&story, report("spammer", None), vec![file]).await.unwrap();
    let (case, ada) = (story.case_of(&taken.reference).await, story.agent_named("Ada").await);
    story.pass(SignedDuration::from_mins(1));
    ada.file(&case, &id).await.unwrap();
    ada.decide(&case, story.seen(&case).await, decision("warned")).await.unwrap();
    story.work().await;
    assert!(!story.is_there(&id));
    assert_eq!(story.recorded(&case, "file_destroyed").await, 1);
});
