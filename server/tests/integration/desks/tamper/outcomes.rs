//! What outcomes say, and what retention leaves of them.

use domain::Kind;
use jiff::SignedDuration;
use server::args;
use server::desk::record::verify;
use server::desk::retention;
use server::store::event;
use server::store::outcome::OutcomeBody;
use server::vault::Place;

use super::{found, is_found, is_whole, tell};
use crate::on_both;
use crate::support::forms::fulfilled;

on_both!(whatever_of_an_outcome_is_changed_is_found, |story| {
    let proved = tell(&story).await;
    let id = story.ticket(&proved.reference).await.id;
    let place = format!("{} outcome of cycle 1: altered: it is not what its event says", event::ticket_stream(&id));
    for (change, back) in [
        (
            "UPDATE outcomes SET closed_by = closed_by || 'x' WHERE ticket_id = $1 AND cycle = 1",
            "UPDATE outcomes SET closed_by = substr(closed_by, 1, length(closed_by) - 1) WHERE ticket_id = $1 AND cycle = 1",
        ),
        (
            "UPDATE outcomes SET state = 'fulfilled' WHERE ticket_id = $1 AND cycle = 1",
            "UPDATE outcomes SET state = 'denied' WHERE ticket_id = $1 AND cycle = 1",
        ),
        (
            "UPDATE outcomes SET closed_at = closed_at - 1 WHERE ticket_id = $1 AND cycle = 1",
            "UPDATE outcomes SET closed_at = closed_at + 1 WHERE ticket_id = $1 AND cycle = 1",
        ),
        (
            "UPDATE outcomes SET promise_due_at = promise_due_at + 1 WHERE ticket_id = $1 AND cycle = 1",
            "UPDATE outcomes SET promise_due_at = promise_due_at - 1 WHERE ticket_id = $1 AND cycle = 1",
        ),
        (
            "UPDATE outcomes SET law_due_at = COALESCE(law_due_at, 0) + 1 WHERE ticket_id = $1 AND cycle = 1",
            "UPDATE outcomes SET law_due_at = NULLIF(law_due_at - 1, 0) WHERE ticket_id = $1 AND cycle = 1",
        ),
        (
            "UPDATE outcomes SET review_due_at = 1 WHERE ticket_id = $1 AND cycle = 1",
            "UPDATE outcomes SET review_due_at = NULL WHERE ticket_id = $1 AND cycle = 1",
        ),
        (
            "UPDATE outcomes SET started_at = started_at - 1 WHERE ticket_id = $1 AND cycle = 1",
            "UPDATE outcomes SET started_at = started_at + 1 WHERE ticket_id = $1 AND cycle = 1",
        ),
        (
            "UPDATE outcomes SET product = 'japanese-ai' WHERE ticket_id = $1 AND cycle = 1",
            "UPDATE outcomes SET product = 'hellotalk' WHERE ticket_id = $1 AND cycle = 1",
        ),
        (
            "UPDATE outcomes SET kind = 'access' WHERE ticket_id = $1 AND cycle = 1",
            "UPDATE outcomes SET kind = 'deletion' WHERE ticket_id = $1 AND cycle = 1",
        ),
        (
            "UPDATE outcomes SET policy_version = policy_version || 'x' WHERE ticket_id = $1 AND cycle = 1",
            "UPDATE outcomes SET policy_version = substr(policy_version, 1, length(policy_version) - 1) WHERE ticket_id = $1 AND cycle = 1",
        ),
    ] {
        assert_eq!(story.tamper(change, args![&id]).await, 1);
        assert_eq!(found(&story).await, [place.as_str()], "{change}");
        assert_eq!(story.tamper(back, args![&id]).await, 1);
        is_whole(&story).await;
    }
    let closer = "UPDATE outcomes SET closed_by = NULL WHERE state = 'decided'";
    assert_eq!(story.tamper(closer, &[]).await, 1, "a decision as well");
    is_found(&story, "outcome of cycle 1: altered").await;
});

on_both!(what_an_outcome_says_cannot_be_put_back_or_moved, |story| {
    let proved = tell(&story).await;
    let id = story.ticket(&proved.reference).await.id;
    let row = "SELECT id AS value FROM outcomes WHERE ticket_id = $1 AND cycle = 1";
    let outcome = story.text(row, args![&id]).await;
    // Whoever has the key of the fields as well, but writes other words.
    let words = OutcomeBody { words: "You were right.".into(), ..OutcomeBody::default() };
    let own = story.vault.seal_json(Place("outcomes.body", &outcome), &words);
    story.tamper("CREATE TABLE kept AS SELECT id, body FROM outcomes", &[]).await;
    story.tamper("UPDATE outcomes SET body = $2 WHERE id = $1", args![&outcome, own]).await;
    assert_eq!(found(&story).await.len(), 1);
    // Bytes that nobody can open are a finding, and no failure.
    story.tamper("UPDATE outcomes SET body = $2 WHERE id = $1", args![&outcome, vec![2_u8; 80]]).await;
    assert!(found(&story).await[0].ends_with("altered: its words cannot be opened"));
    story.tamper("UPDATE outcomes SET body = (SELECT body FROM kept WHERE kept.id = outcomes.id)", &[]).await;
    is_whole(&story).await;
    story.tamper("DROP TABLE kept", &[]).await;
    // Taken away, put in, taken back.
    story.tamper("CREATE TABLE kept AS SELECT * FROM outcomes", &[]).await;
    story.tamper("DELETE FROM outcomes WHERE id = $1", args![&outcome]).await;
    assert!(found(&story).await[0].ends_with("outcome of cycle 1: missing, but its event is there"));
    story.tamper("INSERT INTO outcomes SELECT * FROM kept WHERE id = $1", args![&outcome]).await;
    is_whole(&story).await;
    story.tamper("DROP TABLE kept", &[]).await;
    let now = story.now();
    story.tamper("UPDATE outcomes SET withdrawn_at = $2 WHERE id = $1", args![&outcome, now]).await;
    assert!(found(&story).await[0].ends_with("taken back, or put back, and no event says so"));
    story.tamper("UPDATE outcomes SET withdrawn_at = NULL WHERE id = $1", args![&outcome]).await;
    is_whole(&story).await;
    let put = "INSERT INTO outcomes (id, ticket_id, cycle, state, closed_at, closed_by, promise_due_at, law_due_at, review_due_at, body, \
               started_at, product, kind, policy_version) SELECT id || 'x', ticket_id, 7, state, closed_at, closed_by, promise_due_at, \
               law_due_at, review_due_at, body, started_at, product, kind, policy_version FROM outcomes WHERE id = $1";
    assert_eq!(story.tamper(put, args![&outcome]).await, 1);
    is_found(&story, "outcome of cycle 7: put in: no event speaks of it").await;
});

on_both!(acts_that_change_an_outcome_say_so, |story| {
    let proved = tell(&story).await;
    let (reference, boss) = (proved.reference.as_str(), story.agent_named("Eve").await);
    story.minutes(3);
    // Our mistake: the outcome is taken back, and the cycle gets another; then a new cycle, cancelled.
    boss.reopen(reference, story.seen(reference).await, false, "We were wrong.".into()).await.unwrap();
    story.work().await;
    is_whole(&story).await;
    boss.claim(reference, story.seen(reference).await).await.unwrap();
    boss.close(reference, story.seen(reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    story.minutes(3);
    boss.reopen(reference, story.seen(reference).await, true, "Something new came.".into()).await.unwrap();
    boss.cancel(reference, story.seen(reference).await, "a_test".into(), "Nothing was asked.".into()).await.unwrap();
    story.work().await;
    is_whole(&story).await;
    let seen = verify(&story, &[]).await.unwrap();
    assert_eq!(seen.outcomes, 5);
    // The one that was taken back is put back in the place of the other.
    story.tamper("UPDATE outcomes SET withdrawn_at = $1 WHERE withdrawn_at IS NULL AND cycle = 2", args![story.now()]).await;
    is_found(&story, "outcome of cycle 2: taken back, or put back").await;
});

on_both!(retention_says_what_went, |story| {
    let proved = tell(&story).await;
    let id = story.ticket(&proved.reference).await.id;
    story.tamper("CREATE TABLE kept AS SELECT id, body FROM outcomes", &[]).await;
    let looks = "SELECT COUNT(*) AS value FROM looks WHERE ticket_id IS NOT NULL";
    assert!(story.number(looks).await >= 3);
    story.pass(SignedDuration::from_hours(24 * 100));
    retention::carry_out_all(&story).await.unwrap();
    story.work().await;
    is_whole(&story).await;
    // Words that were taken out come back.
    story.tamper("UPDATE outcomes SET body = (SELECT body FROM kept WHERE kept.id = outcomes.id) WHERE ticket_id = $1", args![&id]).await;
    assert_eq!(found(&story).await.len(), 2);
    let bare = |cycle: i64| format!("outcome of cycle {cycle}: altered: it is not what its event says");
    is_found(&story, &bare(1)).await;
    story.tamper("DROP TABLE kept", &[]).await;
});
