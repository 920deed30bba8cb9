//! A question pauses the promise; the answer, or the longest time, resumes it. The due moves by open time alone.

use domain::clock::PauseReason;
use domain::{Kind, State};
use jiff::SignedDuration;
use server::desk::DeskError;
use server::desk::agent::{AgentDesk, Question};
use server::store::queue::Filter;

use crate::on_both;
use crate::support::forms::{access, deletion, denied, from, fulfilled, question};
use crate::support::story::{Proved, Story, at, wrong};

async fn ask(story: &Story, desk: &AgentDesk, proved: &Proved, days: i64) {
    desk.ask(&proved.reference, story.seen(&proved.reference).await, question(days)).await.unwrap();
}

on_both!(the_due_moves_by_open_hours, |story| {
    let (proved, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    story.now_is("2026-03-02T16:00:00+08:00");
    ask(&story, &ada, &proved, 7).await;
    let ticket = story.ticket(&proved.reference).await;
    assert_eq!(ticket.state, State::RequiresInput);
    assert_eq!(ticket.cached.paused_until, Some(at("2026-03-09T16:00:00+08:00")));
    let mail = story.mail_to("question", "mika@example.org").await;
    assert!(mail.says("Which of the two accounts is it?"));
    story.now_is("2026-03-04T11:00:00+08:00");
    let desk = story.desk_again(&proved, "mika@example.org").await;
    story.now_is("2026-03-04T11:00:00+08:00");
    assert_eq!(desk.view().await.unwrap().question.as_deref(), Some("Which of the two accounts is it?"));
    desk.write("The older one.", vec![]).await.unwrap();
    let ticket = story.ticket(&proved.reference).await;
    assert_eq!(ticket.state, State::InProgress);
    // Thirteen open hours lie inside the pause.
    assert_eq!(ticket.cached.promise_due_at, Some(at("2026-03-05T13:00:00+08:00")));
    assert_eq!(ticket.cached.paused_until, None);
    assert_eq!(story.recorded(&proved.reference, "answered").await, 1);
    assert_eq!(ada.view(&proved.reference).await.unwrap().messages.last().unwrap().kind, "answer");
});

on_both!(a_pause_at_night_moves_nothing, |story| {
    let (proved, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    story.now_is("2026-03-02T19:00:00+08:00");
    ask(&story, &ada, &proved, 7).await;
    story.now_is("2026-03-03T08:00:00+08:00");
    story.desk_again(&proved, "mika@example.org").await.write("The older one.", vec![]).await.unwrap();
    assert_eq!(story.ticket(&proved.reference).await.cached.promise_due_at, Some(at("2026-03-03T18:00:00+08:00")));
});

on_both!(a_pause_ends_by_itself_when_its_longest_time_is_over, |story| {
    let (proved, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    story.now_is("2026-03-02T16:00:00+08:00");
    ask(&story, &ada, &proved, 1).await;
    story.now_is("2026-03-03T15:59:59+08:00");
    story.work().await;
    assert_eq!(story.state(&proved.reference).await, State::RequiresInput);
    // The job comes by an hour late: the pause ended when its time was over.
    story.now_is("2026-03-03T17:00:00+08:00");
    for _ in 0..3 {
        story.work().await;
    }
    let ticket = story.ticket(&proved.reference).await;
    assert_eq!(ticket.state, State::InProgress);
    assert_eq!(ticket.cached.promise_due_at, Some(at("2026-03-04T18:00:00+08:00")), "nine open hours later");
    assert_eq!(story.recorded(&proved.reference, "resumed").await, 1);
    assert_eq!(story.recorded(&proved.reference, "breached").await, 0);
});

on_both!(a_paused_promise_is_not_breached, |story| {
    let (proved, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    ask(&story, &ada, &proved, 7).await;
    story.now_is("2026-03-06T12:00:00+08:00");
    story.work().await;
    assert!(story.mails("delayed").await.is_empty());
    assert_eq!(story.recorded(&proved.reference, "breached").await, 0);
});

on_both!(closing_a_paused_ticket_ends_its_pause, |story| {
    let ada = story.agent_named("Ada").await;
    for closing in [denied(), fulfilled(Kind::Deletion)] {
        let email = format!("{}@example.org", closing.outcome);
        let proved = story.prove(deletion(&email)).await;
        ask(&story, &ada, &proved, 7).await;
        story.minutes(60);
        ada.close(&proved.reference, story.seen(&proved.reference).await, closing).await.unwrap();
        let ticket = story.ticket(&proved.reference).await;
        assert_eq!(ticket.cached.paused_until, None);
        assert!(ticket.stopped_at.is_some());
    }
    let proved = story.prove(deletion("withdrawn@example.org")).await;
    ask(&story, &ada, &proved, 7).await;
    story.desk(&proved).await.withdraw(true).await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM pauses WHERE ended_at IS NULL").await, 0);
    story.now_is("2026-03-20T12:00:00+08:00");
    story.work().await;
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'resumed'").await, 0);
    assert!(story.mails("delayed").await.is_empty(), "what is closed is not late");
});

on_both!(the_law_of_korea_does_not_wait, |story| {
    let (proved, ada) = (story.prove(from("KR", deletion("mika@example.org"))).await, story.agent_named("Ada").await);
    let before = story.ticket(&proved.reference).await.cached.law_due_at.unwrap();
    ask(&story, &ada, &proved, 5).await;
    let cached = story.ticket(&proved.reference).await.cached;
    assert_eq!((cached.governing, cached.breach_at), (Some("law"), Some(before)), "the promise waits, the law does not");
    story.pass(SignedDuration::from_hours(48));
    story.desk_again(&proved, "mika@example.org").await.write("The older one.", vec![]).await.unwrap();
    assert_eq!(story.ticket(&proved.reference).await.cached.law_due_at, Some(before));
});

on_both!(the_law_of_the_united_kingdom_waits, "2026-03-09T10:00:00+08:00", |story| {
    let (proved, ada) = (story.prove(from("GB", access("mika@example.org"))).await, story.agent_named("Ada").await);
    let before = story.ticket(&proved.reference).await.cached.law_due_at.unwrap();
    let reason = PauseReason::IdentityCheck;
    let asked = Question { reason, ..question(5) };
    let begun = story.now();
    ada.ask(&proved.reference, story.seen(&proved.reference).await, asked).await.unwrap();
    let cached = story.ticket(&proved.reference).await.cached;
    assert_eq!(cached.governing, None, "all its clocks wait");
    assert_eq!(Some(cached.sort_at), cached.paused_until, "so it is sorted by the end of the pause");
    assert_eq!(ada.next("").await.unwrap(), None, "there is nothing to do");
    let (lines, _) = ada.queue(&Filter::default(), None).await.unwrap();
    assert_eq!(ada.line_views(&lines).await.unwrap()[0].standing, "paused");
    story.pass(SignedDuration::from_hours(23));
    let desk = story.desk_again(&proved, "mika@example.org").await;
    story.clock.set(begun + SignedDuration::from_hours(24));
    desk.write("It is me.", vec![]).await.unwrap();
    let after = story.ticket(&proved.reference).await.cached.law_due_at.unwrap();
    assert_eq!(after.duration_since(before), SignedDuration::from_hours(24));
});

on_both!(one_question_at_a_time, |story| {
    let (proved, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    let seen = story.seen(&proved.reference).await;
    for days in [0, 31, -1] {
        assert_eq!(wrong(ada.ask(&proved.reference, seen, question(days)).await), [("days".to_owned(), "days_range")]);
    }
    let empty = Question { words: String::new(), ..question(40) };
    assert_eq!(wrong(ada.ask(&proved.reference, seen, empty).await).len(), 2);
    ask(&story, &ada, &proved, 3).await;
    let again = ada.ask(&proved.reference, story.seen(&proved.reference).await, question(3)).await;
    assert!(matches!(again, Err(DeskError::Moved(_))));
    assert_eq!(story.mails("question").await.len(), 1);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM pauses").await, 1);
});
