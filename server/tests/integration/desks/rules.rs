//! Each ticket goes on by the rules that it was computed with, whatever the files say by then.

use std::sync::Arc;

use server::args;
use server::desk::explain::explain;
use server::rules::{Rulebook, RulesError};

use crate::on_both;
use crate::support::forms::{deletion, question};
use crate::support::rules::UNTIL_FIVE;
use crate::support::story::{Story, at};

/// How a ticket's clocks came about, in words.
async fn told(story: &Story, reference: &str) -> String {
    let ticket = story.ticket(reference).await;
    explain(story, &mut story.store.read().await.unwrap(), &ticket, story.now()).await.unwrap().text()
}

on_both!(a_ticket_keeps_its_rules_over_other_files_and_restarts, |story| {
    let mut story = story;
    let first = story.prove(deletion("mika@example.org")).await;
    let (rules, before) = (story.ticket(&first.reference).await.rules, told(&story, &first.reference).await);
    story.restart(&[UNTIL_FIVE]).await;
    let second = story.prove(deletion("noor@example.org")).await;
    assert_eq!(
        story.ticket(&second.reference).await.cached.promise_due_at,
        Some(at("2026-03-03T17:00:00+08:00")),
        "a new one gets the new"
    );
    for edits in [&[UNTIL_FIVE][..], &[], &[UNTIL_FIVE]] {
        story.restart(edits).await;
        story.work().await;
        let kept = story.ticket(&first.reference).await;
        assert_eq!(kept.cached.promise_due_at, Some(at("2026-03-03T18:00:00+08:00")));
        assert_eq!(kept.rules, rules);
        assert_ne!(story.ticket(&second.reference).await.rules, rules);
        // The moment of looking is the same, so that the explanation is, to the letter.
        story.now_is("2026-03-02T10:00:00.001+08:00");
        assert_eq!(told(&story, &first.reference).await, before);
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM rule_sets WHERE product = 'hellotalk'").await, 2, "one for each set of files");
});

on_both!(a_pause_of_later_counts_by_the_kept_rules, |story| {
    let mut story = story;
    let proved = story.prove(deletion("mika@example.org")).await;
    story.restart(&[UNTIL_FIVE]).await;
    let ada = story.agent_named("Ada").await;
    story.now_is("2026-03-02T16:00:00+08:00");
    ada.ask(&proved.reference, story.seen(&proved.reference).await, question(7)).await.unwrap();
    story.now_is("2026-03-04T11:00:00+08:00");
    let desk = story.desk_again(&proved, "mika@example.org").await;
    story.now_is("2026-03-04T11:00:00+08:00");
    desk.write("The older one.", vec![]).await.unwrap();
    // Thirteen hours until 18:00, and not eleven until 17:00.
    assert_eq!(story.ticket(&proved.reference).await.cached.promise_due_at, Some(at("2026-03-05T13:00:00+08:00")));
});

on_both!(tickets_from_before_rules_were_kept_adopt_the_present_ones, |story| {
    let mut story = story;
    let proved = story.prove(deletion("mika@example.org")).await;
    let rules = story.ticket(&proved.reference).await.rules;
    story.tamper("UPDATE tickets SET rules = NULL", &[]).await;
    story.restart(&[]).await;
    assert_eq!(story.ticket(&proved.reference).await.rules, rules);
});

on_both!(what_was_kept_is_read_and_shared_only_while_it_is_what_its_name_says, |story| {
    let id = story.rulebook.current("hellotalk").unwrap().id.clone();
    // A book that has read nothing yet, beside the portal's own.
    let anew = || Rulebook::sharing(Arc::clone(&story.products.built));
    let shared = anew().get(&mut story.store.read().await.unwrap(), &id).await.unwrap();
    assert!(Arc::ptr_eq(&shared, &story.rulebook.current("hellotalk").unwrap()), "it is not built twice");
    story.tamper("UPDATE rule_sets SET body = '{}' WHERE id = $1", args![&id]).await;
    let altered = anew().get(&mut story.store.read().await.unwrap(), &id).await;
    assert!(matches!(altered, Err(RulesError::Body { .. })), "{altered:?}");
    story.tamper("DELETE FROM rule_sets WHERE id = $1", args![&id]).await;
    let gone = anew().get(&mut story.store.read().await.unwrap(), &id).await;
    assert!(matches!(gone, Err(RulesError::Missing(_))), "{gone:?}");
});
