//! The check of everything that is kept: it finds nothing after a long story, and each thing that is changed behind its back.

use server::desk::verify::{nightly, verify};

use crate::on_both;
use crate::support::forms::{decision, deletion, denied, from, question, report};
use crate::support::rules::{UNTIL_FIVE, typhoon};
use crate::support::story::Story;

/// An open request, a paused one, a closed one, one that is not proved, and two cases of which one is decided.
async fn tell(story: &Story) {
    let ada = story.agent_named("Ada").await;
    story.prove(from("KR", deletion("open@example.org"))).await;
    let paused = story.prove(deletion("paused@example.org")).await.reference;
    ada.ask(&paused, story.seen(&paused).await, question(7)).await.unwrap();
    let shut = story.prove(deletion("shut@example.org")).await.reference;
    ada.close(&shut, story.seen(&shut).await, denied()).await.unwrap();
    story.submit(deletion("unproved@example.org")).await;
    for user in ["open-case", "decided-case"] {
        let case = story.case_of(&story.report(report(user, None)).await.reference).await;
        if user == "decided-case" {
            ada.claim(&case, 0).await.unwrap();
            ada.decide(&case, story.seen(&case).await, decision("warned")).await.unwrap();
        }
    }
}

on_both!(nothing_drifts_in_a_long_story, |story| {
    let mut story = story;
    tell(&story).await;
    story.agree(typhoon("2026-03-03")).await;
    story.work().await;
    let old = story.rulebook.current("hellotalk").unwrap().id.clone();
    story.restart(&[UNTIL_FIVE]).await;
    let desk = story.recompute_desk(&story.hire("Max", "administrator").await);
    let (new, _) = desk.preview(&old).await.unwrap();
    desk.approve(&old, &new.id).await.unwrap();
    for moment in ["2026-03-02T11:00:00+08:00", "2026-03-05T12:00:00+08:00", "2026-03-12T12:00:00+08:00"] {
        story.now_is(moment);
        story.work().await;
        story.work().await;
        let found = verify(&story, true).await.unwrap();
        assert_eq!((found.checked, found.drifts), (6, vec![]), "{moment}");
    }
    let open = nightly(&story).await.unwrap();
    assert_eq!((open.drifted, open.checked), (0, 3), "the unproved one expired, two are closed");
    assert_eq!(story.number_of("clocks_verified").await, 1);
});

on_both!(each_thing_that_is_changed_behind_its_back_is_found, |story| {
    tell(&story).await;
    assert_eq!(verify(&story, true).await.unwrap().drifts, []);
    // What is done, how it is undone, which fields differ, and whether the open ones alone show it.
    let rows: [(&'static str, &'static str, &[&str], bool); 15] = [
        (
            "UPDATE tickets SET promise_due_at = promise_due_at + 1 WHERE country = 'KR'",
            "UPDATE tickets SET promise_due_at = promise_due_at - 1 WHERE country = 'KR'",
            &["promise_due_at"],
            true,
        ),
        (
            "UPDATE tickets SET law_due_at = law_due_at + 1 WHERE country = 'KR'",
            "UPDATE tickets SET law_due_at = law_due_at - 1 WHERE country = 'KR'",
            &["law_due_at"],
            true,
        ),
        (
            "UPDATE tickets SET review_due_at = review_due_at - 1 WHERE kind = 'report' AND on_queue = 1",
            "UPDATE tickets SET review_due_at = review_due_at + 1 WHERE kind = 'report' AND on_queue = 1",
            &["review_due_at"],
            true,
        ),
        (
            "UPDATE tickets SET governing = 'law' WHERE country = 'KR'",
            "UPDATE tickets SET governing = 'promise' WHERE country = 'KR'",
            &["governing"],
            true,
        ),
        (
            "UPDATE tickets SET sort_at = sort_at + 1 WHERE country = 'KR'",
            "UPDATE tickets SET sort_at = sort_at - 1 WHERE country = 'KR'",
            &["sort_at"],
            true,
        ),
        (
            "UPDATE tickets SET at_risk_at = at_risk_at + 1 WHERE country = 'KR'",
            "UPDATE tickets SET at_risk_at = at_risk_at - 1 WHERE country = 'KR'",
            &["at_risk_at"],
            true,
        ),
        (
            "UPDATE tickets SET breach_at = breach_at + 1 WHERE country = 'KR'",
            "UPDATE tickets SET breach_at = breach_at - 1 WHERE country = 'KR'",
            &["breach_at"],
            true,
        ),
        (
            "UPDATE tickets SET paused_until = paused_until + 1 WHERE paused_until IS NOT NULL",
            "UPDATE tickets SET paused_until = paused_until - 1 WHERE paused_until IS NOT NULL",
            &["paused_until"],
            true,
        ),
        (
            "UPDATE tickets SET calendar_version = calendar_version || 'x' WHERE country = 'KR'",
            "UPDATE tickets SET calendar_version = substr(calendar_version, 1, length(calendar_version) - 1) WHERE country = 'KR'",
            &["calendar_version"],
            true,
        ),
        (
            "UPDATE tickets SET on_queue = 0 WHERE country = 'KR'",
            "UPDATE tickets SET on_queue = 1 WHERE country = 'KR'",
            &["on_queue"],
            true,
        ),
        (
            "UPDATE tickets SET on_queue = 1 WHERE state = 'denied'",
            "UPDATE tickets SET on_queue = 0 WHERE state = 'denied'",
            &["on_queue"],
            true,
        ),
        (
            "UPDATE tickets SET state = 'cancelled' WHERE country = 'KR'",
            "UPDATE tickets SET state = 'in_review' WHERE country = 'KR'",
            &["on_queue", "closed"],
            true,
        ),
        (
            "UPDATE outcomes SET promise_due_at = promise_due_at + 1 WHERE promise_due_at IS NOT NULL",
            "UPDATE outcomes SET promise_due_at = promise_due_at - 1 WHERE promise_due_at IS NOT NULL",
            &["outcome.promise_due_at"],
            false,
        ),
        (
            "UPDATE outcomes SET law_due_at = law_due_at + 1 WHERE law_due_at IS NOT NULL",
            "UPDATE outcomes SET law_due_at = law_due_at - 1 WHERE law_due_at IS NOT NULL",
            &["outcome.law_due_at"],
            false,
        ),
        (
            "UPDATE outcomes SET review_due_at = review_due_at + 1 WHERE review_due_at IS NOT NULL",
            "UPDATE outcomes SET review_due_at = review_due_at - 1 WHERE review_due_at IS NOT NULL",
            &["outcome.review_due_at"],
            false,
        ),
    ];
    for (done, undone, fields, open) in rows {
        assert_eq!(story.tamper(done, &[]).await, 1, "{done}");
        let found = verify(&story, !open).await.unwrap();
        assert_eq!(found.drifts.iter().map(|one| one.field).collect::<Vec<_>>(), fields, "{done}: {found:?}");
        assert_eq!(found.drifted, 1, "{done}");
        assert_eq!(story.tamper(undone, &[]).await, 1, "{undone}");
        assert_eq!(verify(&story, true).await.unwrap().drifts, [], "{undone}");
    }
    // What the dues rest on.
    for done in [
        "DELETE FROM pauses",
        "UPDATE tickets SET stopped_at = received_at WHERE kind = 'report' AND on_queue = 1",
        "UPDATE tickets SET rules = NULL WHERE country = 'KR'",
    ] {
        let before = verify(&story, false).await.unwrap().drifted;
        story.tamper(done, &[]).await;
        assert!(verify(&story, false).await.unwrap().drifted > before, "{done}");
    }
    let told = nightly(&story).await.unwrap();
    assert!(told.drifted > 0, "it is in the record and in the log");
});
