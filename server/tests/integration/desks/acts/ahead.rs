//! What was shown is what happens: for every act the clocks, the state and the place that the preview told are those that are kept.

use domain::clock::{ClockName, PauseReason, Standing, Unmoved};
use domain::{Kind, State};
use server::desk::acts::{ActName, Deed};
use server::desk::agent::{AgentDesk, Question};
use server::desk::preview::Proposed;

use super::{ahead, taken};
use crate::on_both;
use crate::support::forms::{access, decision, deletion, denied, from, fulfilled, question, report};
use crate::support::story::{Proved, Story, at, clocks};

/// Shows a deed, does it, and holds what was shown against what is kept.
async fn same(story: &Story, desk: &AgentDesk, reference: &str, deed: Deed) {
    let name = deed.name();
    let shown = ahead(story, reference, deed.proposed().unwrap()).await.unwrap();
    let page = desk.act_page(reference, name, Some((&deed, story.seen(reference).await))).await.unwrap();
    assert!(page.wrong.is_empty() && !page.outdated, "{name:?}: {:?}", page.wrong);
    let told = &page.view.preview.as_ref().unwrap().tickets[0];
    let before = story.ticket(reference).await;
    assert_eq!(shown.before.0.cached, before.cached, "{name:?}: nothing was done by showing it");
    assert_eq!(told.state, (before.state, shown.ticket.state));
    desk.perform(reference, story.seen(reference).await, deed).await.unwrap();
    if name == ActName::Extend {
        assert_eq!(story.mails("extension").await.len(), 1);
        story.work().await;
    }
    let after = story.ticket(reference).await;
    assert_eq!(clocks(&after.cached), clocks(&shown.ticket.cached), "{name:?}");
    assert_eq!((after.state, after.cycle, after.stopped_at), (shown.ticket.state, shown.ticket.cycle, shown.ticket.stopped_at), "{name:?}");
    let dues: Vec<_> = told.clocks.iter().filter_map(|clock| Some((clock.name, clock.then?.due))).collect();
    let kept = [
        (ClockName::Promise, after.cached.promise_due_at),
        (ClockName::Law, after.cached.law_due_at),
        (ClockName::Review, after.cached.review_due_at),
    ];
    assert_eq!(dues, kept.into_iter().filter_map(|(name, due)| Some((name, due?))).collect::<Vec<_>>(), "{name:?}");
    assert_eq!(told.place.1.map(|place| place.sort_at), after.state.on_queue().then_some(after.cached.sort_at), "{name:?}");
}

fn ask(reason: PauseReason, days: i64) -> Deed {
    Deed::Pause(Question { reason, ..question(days) })
}

fn words() -> String {
    "Because it is so.".into()
}

async fn close(story: &Story, desk: &AgentDesk, proved: &Proved, closing: server::desk::close::Closing) {
    desk.close(&proved.reference, story.seen(&proved.reference).await, closing).await.unwrap();
}

on_both!(every_act_does_what_was_shown, |story| {
    let ada = story.agent_named("Ada").await;
    for (number, country) in ["DE", "GB", "US-CA", "KR", "CN"].into_iter().enumerate() {
        for kind in [Kind::Deletion, Kind::Access] {
            let email = format!("mika{number}.{}@example.org", kind.code());
            let new = if kind == Kind::Deletion { deletion(&email) } else { access(&email) };
            let proved = taken(&story, &ada, from(country, new)).await;
            let reference = proved.reference.as_str();
            story.minutes(95);
            same(&story, &ada, reference, ask(PauseReason::IdentityCheck, 5)).await;
            story.minutes(60 * 26);
            same(&story, &ada, reference, Deed::Resume).await;
            same(&story, &ada, reference, Deed::Await(String::new())).await;
            story.minutes(30);
            same(&story, &ada, reference, Deed::Resume).await;
            let due = Deed::Due { at: Some(story.now() + jiff::SignedDuration::from_hours(77)), words: words() };
            same(&story, &ada, reference, due).await;
            same(&story, &ada, reference, ask(PauseReason::Clarification, 2)).await;
            if matches!(country, "DE" | "GB" | "US-CA") && kind == Kind::Deletion && number == story.mails("extension").await.len() {
                let shown = ahead(&story, reference, Proposed::Extend).await.unwrap();
                ada.extend(reference, story.seen(reference).await, words()).await.unwrap();
                assert_eq!(story.mails("extension").await.len(), number + 1);
                story.work().await;
                assert_eq!(clocks(&story.ticket(reference).await.cached), clocks(&shown.ticket.cached), "{country}");
            }
            story.minutes(60);
            close(&story, &ada, &proved, denied()).await;
            story.minutes(60);
            same(&story, &ada, reference, Deed::Reopen { how: "same".into(), words: words() }).await;
            close(&story, &ada, &proved, denied()).await;
            story.minutes(60);
            same(&story, &ada, reference, Deed::Reopen { how: "new".into(), words: words() }).await;
            same(&story, &ada, reference, Deed::Cancel { reason: "a_test".into(), words: words() }).await;
            assert_eq!(story.state(reference).await, State::Cancelled);
        }
    }
});

on_both!(a_case_is_reopened_as_shown, |story| {
    let ada = story.agent_named("Ada").await;
    let taken = story.report(report("spammer", None)).await;
    let case = story.case_of(&taken.reference).await;
    ada.decide(&case, story.seen(&case).await, decision("warned")).await.unwrap();
    story.minutes(60);
    same(&story, &ada, &case, Deed::Reopen { how: "same".into(), words: words() }).await;
});

on_both!(a_pause_is_shown_with_both_its_ends, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = story.prove(from("KR", deletion("mika@example.org"))).await;
    story.now_is("2026-03-02T16:00:00+08:00");
    let shown = ahead(&story, &proved.reference, Proposed::Pause { reason: PauseReason::Clarification, days: 2 }).await.unwrap();
    let due = |all: &domain::clock::Evaluation| all.promise.as_ref().unwrap().due;
    let (end, later) = shown.later.as_ref().unwrap();
    assert_eq!(*end, at("2026-03-04T16:00:00+08:00"));
    assert_eq!(due(&shown.after), at("2026-03-03T18:00:00+08:00"), "an answer at once moves nothing");
    assert_eq!(due(later), at("2026-03-05T18:00:00+08:00"), "eighteen open hours later");
    assert!(matches!(shown.after.promise.as_ref().unwrap().status, Standing::Paused { .. }));
    assert_eq!(shown.unmoved(ClockName::Promise), None);
    assert_eq!(shown.unmoved(ClockName::Law), Some(Unmoved::NotAllowed), "the law of Korea does not wait, and that is said");
    let page = ada.act_page(&proved.reference, ActName::Pause, Some((&ask(PauseReason::Clarification, 2), 99))).await.unwrap();
    let told = &page.view.preview.unwrap().tickets[0];
    assert_eq!(told.clocks.iter().map(|clock| clock.unmoved).collect::<Vec<_>>(), [None, Some(Unmoved::NotAllowed)]);
    // What moves nothing says why: at night, after the due, and where a hand has set it.
    story.now_is("2026-03-03T19:00:00+08:00");
    let late = ahead(&story, &proved.reference, Proposed::Pause { reason: PauseReason::Clarification, days: 2 }).await.unwrap();
    assert_eq!(late.unmoved(ClockName::Promise), Some(Unmoved::AfterDue));
    ada.set_due(&proved.reference, story.seen(&proved.reference).await, at("2026-03-06T12:00:00+08:00"), words()).await.unwrap();
    let set = ahead(&story, &proved.reference, Proposed::Pause { reason: PauseReason::Clarification, days: 2 }).await.unwrap();
    assert_eq!(set.unmoved(ClockName::Promise), Some(Unmoved::SetByHand));
    assert_eq!(story.state(&proved.reference).await, State::InReview, "nothing was done");
});

on_both!(the_place_in_the_queue_is_shown, |story| {
    let ada = story.agent_named("Ada").await;
    let first = story.prove(deletion("mika@example.org")).await;
    story.minutes(1);
    story.prove(deletion("noor@example.org")).await;
    let due = Deed::Due { at: Some(at("2026-03-09T12:00:00+08:00")), words: words() };
    let page = ada.act_page(&first.reference, ActName::Due, Some((&due, story.seen(&first.reference).await))).await.unwrap();
    let place = page.view.preview.unwrap().tickets[0].place;
    assert_eq!((place.0.unwrap().ahead, place.1.unwrap().ahead), (0, 1));
    let cancel = Deed::Cancel { reason: "a_test".into(), words: words() };
    let page = ada.act_page(&first.reference, ActName::Cancel, Some((&cancel, story.seen(&first.reference).await))).await.unwrap();
    assert_eq!(page.view.preview.unwrap().tickets[0].place.1, None);
});

on_both!(what_changed_meanwhile_is_shown_with_a_new_look_ahead, |story| {
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let proved = taken(&story, &ada, deletion("mika@example.org")).await;
    let seen = story.seen(&proved.reference).await;
    bo.message(&proved.reference, seen, "Bo was quicker.", vec![]).await.unwrap();
    let deed = ask(PauseReason::Clarification, 3);
    let refused = ada.perform(&proved.reference, seen, deed.clone()).await;
    assert!(matches!(refused, Err(server::desk::DeskError::Changed(_))));
    let page = ada.act_page(&proved.reference, ActName::Pause, Some((&deed, seen))).await.unwrap();
    assert!(page.outdated && page.view.preview.is_some());
    assert_eq!(page.view.changed.iter().map(|item| item.kind.as_str()).collect::<Vec<_>>(), ["message_sent"]);
    ada.perform(&proved.reference, page.view.version, deed).await.unwrap();
    // Closed by another: there is nothing to look ahead to.
    let seen = story.seen(&proved.reference).await;
    bo.close(&proved.reference, seen, fulfilled(Kind::Deletion)).await.unwrap();
    let page = ada.act_page(&proved.reference, ActName::Resume, Some((&Deed::Resume, seen))).await.unwrap();
    assert_eq!((page.view.preview.is_none(), page.wrong[0].code, page.view.fits), (true, "moved_on", false));
});
