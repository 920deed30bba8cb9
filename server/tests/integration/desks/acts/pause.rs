//! Pauses: resumed by the answer, by hand, and by time; in every way in which somebody answers.

use domain::clock::PauseReason;
use domain::{Kind, State};
use server::desk::DeskError;
use server::desk::agent::{AgentDesk, Question};

use super::taken;
use crate::on_both;
use crate::support::forms::{access, deletion, from, fulfilled, question};
use crate::support::story::{Proved, Story, at};

async fn ask(story: &Story, desk: &AgentDesk, proved: &Proved, question: Question) {
    desk.ask(&proved.reference, story.seen(&proved.reference).await, question).await.unwrap();
}

on_both!(it_goes_on_by_hand, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, deletion("mika@example.org")).await;
    let reference = proved.reference.as_str();
    story.now_is("2026-03-02T16:00:00+08:00");
    let note = Question { note: "She called, and will write.".into(), ..question(7) };
    ask(&story, &ada, &proved, note).await;
    let view = ada.view(reference).await.unwrap();
    assert!(view.messages.iter().any(|message| message.kind == "note" && message.body == "She called, and will write."));
    let theirs = story.desk_again(&proved, "mika@example.org").await.view().await.unwrap();
    assert!(!theirs.messages.iter().any(|message| message.body.contains("called")), "a note stays inside");
    story.now_is("2026-03-03T10:00:00+08:00");
    assert!(matches!(ada.resume(reference, 1).await, Err(DeskError::Changed(_))));
    ada.resume(reference, story.seen(reference).await).await.unwrap();
    let ticket = story.ticket(reference).await;
    assert_eq!((ticket.state, ticket.cached.paused_until), (State::InProgress, None));
    // Two open hours on Monday, one on Tuesday.
    assert_eq!(ticket.cached.promise_due_at, Some(at("2026-03-04T12:00:00+08:00")));
    assert!(matches!(ada.resume(reference, story.seen(reference).await).await, Err(DeskError::Moved(_))));
    let events = story.events(reference).await;
    assert!(events.iter().all(|event| !event.data.to_string().contains("called")));
});

on_both!(frappe_helpdesk_3776_paused_then_resolved, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, deletion("mika@example.org")).await;
    story.now_is("2026-03-02T16:00:00+08:00");
    ask(&story, &ada, &proved, question(7)).await;
    // Thirteen open hours later, and past the first due: the hold is not lost with the closing.
    story.now_is("2026-03-04T11:00:00+08:00");
    ada.close(&proved.reference, story.seen(&proved.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    let ticket = story.ticket(&proved.reference).await;
    assert_eq!(ticket.cached.promise_due_at, Some(at("2026-03-05T13:00:00+08:00")));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM pauses WHERE ended_at IS NULL").await, 0);
    let kept = story.number("SELECT promise_due_at AS value FROM outcomes").await;
    assert_eq!(kept, at("2026-03-05T13:00:00+08:00").as_millisecond(), "the outcome keeps the due with its hold");
});

on_both!(zammad_3551_reply_and_pause_in_one_save, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, deletion("mika@example.org")).await;
    story.now_is("2026-03-02T14:00:00+08:00");
    ask(&story, &ada, &proved, question(7)).await;
    let due = story.ticket(&proved.reference).await.cached.promise_due_at;
    // The answer comes in the same millisecond as the next question.
    let desk = story.desk_again(&proved, "mika@example.org").await;
    story.now_is("2026-03-02T14:00:00+08:00");
    desk.write("The older one.", vec![]).await.unwrap();
    ask(&story, &ada, &proved, question(3)).await;
    let ticket = story.ticket(&proved.reference).await;
    assert_eq!((ticket.state, ticket.cached.promise_due_at), (State::RequiresInput, due));
    assert_eq!(ticket.cached.paused_until, Some(at("2026-03-05T14:00:00+08:00")), "the second pause, and not the first");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM pauses WHERE ended_at IS NULL").await, 1);
});

on_both!(zammad_1322_every_way_of_answering_resumes, |story| {
    let ada = story.agent_named("Ada").await;
    // From the session of the proof.
    let own = taken(&story, &ada, deletion("mika@example.org")).await;
    ask(&story, &ada, &own, question(7)).await;
    story.desk(&own).await.write("The older one.", vec![]).await.unwrap();
    assert_eq!(story.state(&own.reference).await, State::InProgress);
    // Through a code that leaves by mail.
    ask(&story, &ada, &own, question(7)).await;
    story.desk_again(&own, "mika@example.org").await.write("The older one.", vec![]).await.unwrap();
    assert_eq!(story.state(&own.reference).await, State::InProgress);
    // With a file.
    ask(&story, &ada, &own, question(7)).await;
    let file = story.received("proof.png", "image/png", b"\x89PNG\r\n\x1a\n0000");
    story.desk(&own).await.write("See the picture.", vec![file]).await.unwrap();
    assert_eq!(story.state(&own.reference).await, State::InProgress);
    // The code from inside the app is the answer to who they are, and to nothing else.
    let mut new = deletion("noor@example.org");
    new.subject.app_id = Some("noor_1".into());
    let proved = taken(&story, &ada, new).await;
    for (reason, goes_on) in [(PauseReason::Clarification, false), (PauseReason::IdentityCheck, true)] {
        ask(&story, &ada, &proved, Question { reason, ..question(7) }).await;
        ada.in_app_code(&proved.reference).await.unwrap();
        let code = ada.view(&proved.reference).await.unwrap().in_app_code.unwrap().0;
        story.desk(&proved).await.confirm_in_app(&code).await.unwrap();
        assert_eq!(story.state(&proved.reference).await == State::InProgress, goes_on, "{reason:?}");
        story.minutes(1);
        if !goes_on {
            ada.resume(&proved.reference, story.seen(&proved.reference).await).await.unwrap();
        }
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM pauses WHERE ended_at IS NULL").await, 0);
});

on_both!(a_pause_that_holds_no_clock_ends_by_itself_too, |story| {
    let ada = story.agent_named("Ada").await;
    // Korea's law never waits, and access has no promise: no clock is paused.
    let proved = taken(&story, &ada, from("KR", access("mika@example.org"))).await;
    ask(&story, &ada, &proved, question(2)).await;
    assert_eq!(story.ticket(&proved.reference).await.cached.paused_until, None);
    story.now_is("2026-03-04T09:59:00+08:00");
    story.work().await;
    assert_eq!(story.state(&proved.reference).await, State::RequiresInput);
    story.now_is("2026-03-04T10:01:00+08:00");
    story.work().await;
    assert_eq!(story.state(&proved.reference).await, State::InProgress);
    assert_eq!(story.recorded(&proved.reference, "resumed").await, 1);
});
