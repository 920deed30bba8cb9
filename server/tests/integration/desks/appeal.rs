//! Another look: another agent, a new cycle, and the old outcome as it was.

use domain::{Kind, State};
use jiff::SignedDuration;
use server::desk::close::Closing;
use server::desk::intake::Opened;

use crate::on_both;
use crate::support::forms::{deletion, denied, fulfilled};
use crate::support::story::{Proved, Story, at, is_missing, wrong};

/// A deletion that this agent has refused.
async fn refused(story: &Story, desk: &server::desk::agent::AgentDesk) -> Proved {
    let proved = story.prove(deletion("mika@example.org")).await;
    desk.claim(&proved.reference, 0).await.unwrap();
    let closing = Closing { words: "We could not tell whose account it is.".into(), ..denied() };
    desk.close(&proved.reference, story.seen(&proved.reference).await, closing).await.unwrap();
    proved
}

/// The same request in a session of later.
async fn later(story: &Story, proved: &Proved) -> Proved {
    match story.find(&proved.reference, "mika@example.org").await {
        Opened::Page { session: Some(session), reference } => Proved { reference, session },
        other => panic!("{other:?}"),
    }
}

on_both!(another_agent_looks_again, |story| {
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let proved = refused(&story, &ada).await;
    let reference = proved.reference.as_str();
    story.now_is("2026-03-04T11:00:00+08:00");
    let proved = later(&story, &proved).await;
    let desk = story.desk(&proved).await;
    assert!(desk.view().await.unwrap().may_appeal);
    assert_eq!(wrong(desk.appeal("").await), [("words".to_owned(), "words_required")]);
    story.now_is("2026-03-04T11:30:00+08:00");
    desk.appeal("The second data point was right.").await.unwrap();
    let ticket = story.ticket(reference).await;
    assert_eq!((ticket.state, ticket.cycle, ticket.assignee.clone()), (State::Appealed, 2, None));
    assert_eq!(ticket.received_at, at("2026-03-02T10:00:00+08:00"), "the receipt stays");
    assert_eq!(ticket.cached.promise_due_at, Some(at("2026-03-05T18:00:00+08:00")), "a cycle of its own");
    assert_eq!(story.mails("appeal_receipt").await.len(), 1);
    // Who refused it may not decide it, by no door.
    assert!(ada.view(reference).await.unwrap().own_appeal);
    assert_eq!(wrong(ada.claim(reference, 99).await), [(String::new(), "another_must_decide")]);
    let own = ada.close(reference, story.seen(reference).await, fulfilled(Kind::Deletion)).await;
    assert_eq!(wrong(own), [(String::new(), "another_must_decide")]);
    assert_eq!(bo.next("").await.unwrap().as_deref(), Some(reference));
    bo.claim(reference, 0).await.unwrap();
    bo.close(reference, story.seen(reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    let view = story.desk(&proved).await.view().await.unwrap();
    assert_eq!(view.outcomes.len(), 2);
    assert_eq!((view.outcomes[0].cycle, view.outcomes[0].state.as_str()), (1, "denied"));
    assert_eq!(view.outcomes[0].words, "We could not tell whose account it is.");
    assert_eq!(view.outcomes[1].state, "fulfilled");
    assert_eq!(story.mails("outcome").await.len(), 2, "one for each cycle");
    assert!(!view.may_appeal);
    assert!(is_missing(&story.desk(&proved).await.appeal("Once more.").await), "once");
});

on_both!(an_appeal_is_not_next_for_who_refused, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = refused(&story, &ada).await;
    story.desk(&proved).await.appeal("The second data point was right.").await.unwrap();
    story.minutes(5);
    let other = story.prove(deletion("noor@example.org")).await;
    assert_eq!(ada.next("").await.unwrap(), Some(other.reference), "what she cannot decide is not hers to do");
});

on_both!(thirty_days_and_not_longer, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = refused(&story, &ada).await;
    let closed = story.ticket(&proved.reference).await.stopped_at.unwrap();
    let end = closed + SignedDuration::from_hours(30 * 24);
    story.clock.set(end - SignedDuration::from_mins(5));
    let proved = later(&story, &proved).await;
    let desk = story.desk(&proved).await;
    story.clock.set(end + SignedDuration::from_millis(1));
    assert!(!desk.view().await.unwrap().may_appeal);
    assert!(is_missing(&desk.appeal("Too late.").await));
    story.clock.set(end);
    desk.appeal("In time.").await.unwrap();
});

on_both!(only_an_answer_can_be_appealed, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    assert!(is_missing(&story.desk(&proved).await.appeal("Hurry.").await), "it is open");
    story.desk(&proved).await.withdraw(true).await.unwrap();
    assert!(is_missing(&story.desk(&proved).await.appeal("I was wrong.").await), "it was withdrawn");
});

on_both!(a_late_second_cycle_is_told_too, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = story.prove(deletion("mika@example.org")).await;
    story.now_is("2026-03-04T09:00:00+08:00");
    story.work().await;
    assert_eq!(story.recorded(&proved.reference, "breached").await, 1);
    ada.close(&proved.reference, story.seen(&proved.reference).await, denied()).await.unwrap();
    let proved = later(&story, &proved).await;
    story.desk(&proved).await.appeal("The second data point was right.").await.unwrap();
    story.work().await;
    assert_eq!(story.recorded(&proved.reference, "breached").await, 1, "the new cycle has its own time");
    story.now_is("2026-03-06T09:00:00+08:00");
    for _ in 0..2 {
        story.work().await;
    }
    assert_eq!(story.recorded(&proved.reference, "breached").await, 2);
    assert_eq!(story.mails("delayed").await.len(), 2, "once for each cycle");
});
