//! Reopening: our mistake goes on in the same round, something new begins another.

use domain::{Kind, State};
use server::desk::DeskError;
use server::desk::agent::AgentDesk;

use super::taken;
use crate::on_both;
use crate::support::forms::{decision, deletion, denied, fulfilled, report};
use crate::support::story::{Proved, Story, at, is_missing, wrong};

async fn closed(story: &Story, desk: &AgentDesk) -> Proved {
    let proved = taken(story, desk, deletion("mika@example.org")).await;
    story.now_is("2026-03-02T12:00:00+08:00");
    desk.close(&proved.reference, story.seen(&proved.reference).await, denied()).await.unwrap();
    proved
}

async fn reopen(story: &Story, desk: &AgentDesk, reference: &str, new: bool) -> Result<(), DeskError> {
    desk.reopen(reference, story.seen(reference).await, new, "We looked at the wrong account.".into()).await
}

on_both!(our_mistake_counts_the_closed_time, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = closed(&story, &ada).await;
    let reference = proved.reference.as_str();
    story.now_is("2026-03-03T12:00:00+08:00");
    reopen(&story, &ada, reference, false).await.unwrap();
    let ticket = story.ticket(reference).await;
    assert_eq!((ticket.state, ticket.cycle, ticket.stopped_at, ticket.assignee), (State::InReview, 1, None, None));
    assert_eq!(ticket.cached.breach_at, Some(at("2026-03-03T18:00:00+08:00")), "six hours are left, and not a day");
    let mail = story.mail_to("reopened", "mika@example.org").await;
    assert!(mail.says("our mistake") && mail.says("We looked at the wrong account."));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM outcomes WHERE withdrawn_at IS NOT NULL").await, 1);
    assert!(story.desk_again(&proved, "mika@example.org").await.view().await.unwrap().outcomes.is_empty());
    story.work().await;
    assert_eq!(story.recorded(reference, "breached").await, 0, "it is not late yet");
    // The same agent may answer again, and that answer is sent, though the round has had one before.
    ada.close(reference, story.seen(reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    assert_eq!(story.mails("outcome").await.len(), 2);
    let view = story.desk_again(&proved, "mika@example.org").await.view().await.unwrap();
    assert_eq!(view.outcomes.iter().map(|one| one.state.as_str()).collect::<Vec<_>>(), ["fulfilled"]);
    assert!(view.timeline.iter().any(|item| item.kind == "reopened"));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM outcomes").await, 2, "the mistake stays in the record");
});

on_both!(zammad_188_a_reopening_does_not_mail_overdue_twice, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, deletion("mika@example.org")).await;
    story.now_is("2026-03-04T09:00:00+08:00");
    story.work().await;
    assert_eq!(story.mails("delayed").await.len(), 1);
    ada.close(&proved.reference, story.seen(&proved.reference).await, denied()).await.unwrap();
    story.now_is("2026-03-05T09:00:00+08:00");
    reopen(&story, &ada, &proved.reference, false).await.unwrap();
    for _ in 0..2 {
        story.work().await;
    }
    assert_eq!((story.mails("delayed").await.len(), story.recorded(&proved.reference, "breached").await), (1, 1), "it was told before");
});

on_both!(osticket_5206_5955_something_new_is_not_overdue_at_once, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = closed(&story, &ada).await;
    let reference = proved.reference.as_str();
    let frozen = story.number("SELECT promise_due_at AS value FROM outcomes").await;
    story.now_is("2026-03-20T10:00:00+08:00");
    reopen(&story, &ada, reference, true).await.unwrap();
    story.work().await;
    let ticket = story.ticket(reference).await;
    assert_eq!((ticket.state, ticket.cycle, ticket.cycle_started_at), (State::InReview, 2, story.now()));
    assert_eq!(ticket.cached.promise_due_at, Some(at("2026-03-23T18:00:00+08:00")), "a day of its own");
    assert_eq!((story.mails("delayed").await.len(), story.recorded(reference, "breached").await), (0, 0));
    assert_eq!(story.number("SELECT promise_due_at AS value FROM outcomes").await, frozen, "the old outcome is frozen");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM outcomes WHERE withdrawn_at IS NOT NULL").await, 0);
    // It is no appeal: who answered first may answer this, and the requester keeps their one other look.
    assert!(!ada.view(reference).await.unwrap().own_appeal);
    ada.claim(reference, story.seen(reference).await).await.unwrap();
    ada.close(reference, story.seen(reference).await, denied()).await.unwrap();
    let desk = story.desk_again(&proved, "mika@example.org").await;
    assert!(desk.view().await.unwrap().may_appeal);
    desk.appeal("I do not agree.").await.unwrap();
    assert!(ada.view(reference).await.unwrap().own_appeal, "an appeal is another's");
    assert_eq!(story.ticket(reference).await.cycle, 3);
});

on_both!(who_may_reopen_what, |story| {
    let (ada, cy) = (story.agent_named("Ada").await, story.agent(&story.hire("Cy", "agent").await));
    let proved = closed(&story, &ada).await;
    let reference = proved.reference.as_str();
    assert!(is_missing(&reopen(&story, &cy, reference, false).await));
    let silent = ada.reopen(reference, story.seen(reference).await, false, String::new()).await;
    assert_eq!(wrong(silent), [("words".to_owned(), "words_required")]);
    assert!(matches!(ada.reopen(reference, 1, false, "x".into()).await, Err(DeskError::Changed(_))));
    reopen(&story, &ada, reference, false).await.unwrap();
    assert!(matches!(reopen(&story, &ada, reference, false).await, Err(DeskError::Moved(_))), "it is open");
    story.desk_again(&proved, "mika@example.org").await.withdraw(true).await.unwrap();
    assert!(matches!(reopen(&story, &ada, reference, false).await, Err(DeskError::Moved(_))), "its owner has taken it back");
});

on_both!(a_case_is_reopened_for_our_mistake_alone, |story| {
    let ada = story.agent_named("Ada").await;
    let first = story.report(report("spammer", Some("vera@example.org"))).await;
    story.mail_to("code", "vera@example.org").await;
    let case = story.case_of(&first.reference).await;
    ada.decide(&case, story.seen(&case).await, decision("warned")).await.unwrap();
    assert_eq!(wrong(reopen(&story, &ada, &case, true).await), [("how".to_owned(), "reopen_case")]);
    story.minutes(60);
    reopen(&story, &ada, &case, false).await.unwrap();
    let ticket = story.ticket(&case).await;
    assert_eq!((ticket.state, ticket.cached.review_due_at), (State::InReview, Some(first.due_at)), "the closed time counts");
    assert!(story.mails("reopened").await.is_empty(), "an address that was never proved is not written to");
    ada.decide(&case, story.seen(&case).await, decision("warned")).await.unwrap();
    // A report after the decision opens a new case: then there is one that is open.
    story.minutes(60);
    let second = story.report(report("spammer", None)).await;
    assert_ne!(story.case_of(&second.reference).await, case);
    assert_eq!(wrong(reopen(&story, &ada, &case, false).await), [(String::new(), "reopen_other_case")]);
});
