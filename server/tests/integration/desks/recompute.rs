//! A change of policy moves open clocks by an administrator's previewed act alone.

use domain::clock::ClockName;

use crate::on_both;
use crate::support::forms::{deletion, denied, from, question};
use crate::support::rules::UNTIL_FIVE;
use crate::support::story::{Story, at, is_missing, wrong};

async fn rules(story: &Story, reference: &str) -> String {
    story.ticket(reference).await.rules.unwrap()
}

async fn promise(story: &Story, reference: &str) -> jiff::Timestamp {
    story.ticket(reference).await.cached.promise_due_at.unwrap()
}

on_both!(zammad_534_4353_5624_osticket_5160_a_change_of_policy_leaves_no_stale_due_once_it_is_approved, |story| {
    let mut story = story;
    let (mika, shut) =
        (story.prove(deletion("mika@example.org")).await.reference, story.prove(deletion("noor@example.org")).await.reference);
    let ada = story.hire("Ada", "lead").await;
    story.agent(&ada).close(&shut, story.seen(&shut).await, denied()).await.unwrap();
    let (old, frozen) = (rules(&story, &mika).await, format!("{:?}", story.ticket(&shut).await));
    story.restart(&[UNTIL_FIVE]).await;
    story.work().await;
    assert_eq!(promise(&story, &mika).await, at("2026-03-03T18:00:00+08:00"), "new files alone move nothing");
    let desk = story.recompute_desk(&story.hire("Max", "administrator").await);
    let (new, seen) = desk.preview(&old).await.unwrap();
    assert_eq!((seen.looked, seen.moving), (1, 1));
    let would = seen.moves[0].clone();
    assert_eq!(
        (would.clock, would.from, would.to),
        (ClockName::Promise, Some(promise(&story, &mika).await), Some(at("2026-03-03T17:00:00+08:00")))
    );
    assert!(is_missing(&desk.preview(&new.id).await), "the present one is nothing to move");
    assert_eq!(wrong(desk.approve(&old, "0123456789abcdef").await), [(String::new(), "rules_changed")]);
    desk.approve(&old, &new.id).await.unwrap();
    assert_eq!(wrong(desk.approve(&old, &new.id).await), [(String::new(), "recompute_running")]);
    story.work().await;
    assert_eq!(Some(promise(&story, &mika).await), would.to, "exactly what was shown");
    assert_eq!(rules(&story, &mika).await, new.id);
    assert_eq!(format!("{:?}", story.ticket(&shut).await), frozen);
    let event = story.events(&mika).await.into_iter().find(|event| event.kind == "clocks_recomputed").unwrap();
    assert_eq!((event.data["cause"].as_str(), event.data["from"].as_str()), (Some("policy"), Some(old.as_str())));
    assert!(is_missing(&desk.preview(&old).await), "no open ticket keeps it");
    assert_eq!(server::desk::verify::verify(&story, true).await.unwrap().drifts, []);
});

on_both!(glpi_6902_a_pause_is_not_lost_when_the_policy_changes, |story| {
    let mut story = story;
    let proved = story.prove(deletion("mika@example.org")).await;
    let ada = story.agent_named("Ada").await;
    story.now_is("2026-03-02T16:00:00+08:00");
    ada.ask(&proved.reference, story.seen(&proved.reference).await, question(7)).await.unwrap();
    let old = rules(&story, &proved.reference).await;
    story.restart(&[UNTIL_FIVE]).await;
    let desk = story.recompute_desk(&story.hire("Max", "administrator").await);
    let (new, _) = desk.preview(&old).await.unwrap();
    desk.approve(&old, &new.id).await.unwrap();
    story.work().await;
    let paused = story.ticket(&proved.reference).await;
    assert_eq!((paused.rules.as_deref(), paused.cached.paused_until), (Some(new.id.as_str()), Some(at("2026-03-09T16:00:00+08:00"))));
    story.now_is("2026-03-04T11:00:00+08:00");
    let desk = story.desk_again(&proved, "mika@example.org").await;
    story.now_is("2026-03-04T11:00:00+08:00");
    desk.write("The older one.", vec![]).await.unwrap();
    // Monday 16:00 to Wednesday 11:00 are eleven hours until 17:00: Tuesday 17:00 and eleven more.
    assert_eq!(promise(&story, &proved.reference).await, at("2026-03-05T12:00:00+08:00"));
});

on_both!(zammad_5177_the_clock_that_is_due_first_governs_after_the_move, "2026-03-02T16:30:00+08:00", |story| {
    let mut story = story;
    let reference = story.prove(from("KR", deletion("mika@example.org"))).await.reference;
    let before = story.ticket(&reference).await.cached;
    assert_eq!((before.governing, before.breach_at), (Some("promise"), before.promise_due_at));
    let old = rules(&story, &reference).await;
    story.restart(&[UNTIL_FIVE]).await;
    let desk = story.recompute_desk(&story.hire("Max", "administrator").await);
    let (new, _) = desk.preview(&old).await.unwrap();
    desk.approve(&old, &new.id).await.unwrap();
    story.work().await;
    let after = story.ticket(&reference).await.cached;
    assert_eq!(after.promise_due_at, Some(at("2026-03-03T17:00:00+08:00")));
    assert_eq!((after.governing, after.breach_at, Some(after.sort_at)), (Some("promise"), after.promise_due_at, after.promise_due_at));
    assert_eq!(after.law_due_at, before.law_due_at);
});

on_both!(files_that_are_put_back_leave_nothing_to_move, |story| {
    let mut story = story;
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let old = rules(&story, &reference).await;
    story.restart(&[UNTIL_FIVE]).await;
    let max = story.hire("Max", "administrator").await;
    let (new, _) = story.recompute_desk(&max).preview(&old).await.unwrap();
    story.recompute_desk(&max).approve(&old, &new.id).await.unwrap();
    story.restart(&[]).await;
    story.work().await;
    assert_eq!(promise(&story, &reference).await, at("2026-03-03T18:00:00+08:00"));
    // Other files again: the move was not approved for those, and another one can be.
    story.restart(&[("hellotalk.toml", r#"to = "18:00" }]"#, r#"to = "16:00" }]"#)]).await;
    story.work().await;
    assert_eq!(promise(&story, &reference).await, at("2026-03-03T18:00:00+08:00"));
    assert!(story.recompute_desk(&max).preview(&old).await.is_ok());
    story.restart(&[]).await;
    // A typhoon then is no lost one.
    story.agree(crate::support::rules::typhoon("2026-03-03")).await;
    story.work().await;
    story.work().await;
    assert_eq!(promise(&story, &reference).await, at("2026-03-04T18:00:00+08:00"));
    let current = story.rulebook.current("hellotalk").unwrap();
    assert_eq!(rules(&story, &reference).await, current.id);
});

on_both!(a_typhoon_between_approval_and_move_counts_as_well, |story| {
    let mut story = story;
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let old = rules(&story, &reference).await;
    story.restart(&[UNTIL_FIVE]).await;
    let max = story.hire("Max", "administrator").await;
    let (new, _) = story.recompute_desk(&max).preview(&old).await.unwrap();
    story.recompute_desk(&max).approve(&old, &new.id).await.unwrap();
    story.agree(crate::support::rules::typhoon("2026-03-03")).await;
    for _ in 0..3 {
        story.work().await;
    }
    assert_eq!(promise(&story, &reference).await, at("2026-03-04T17:00:00+08:00"));
});
