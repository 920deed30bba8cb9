//! The looks of the staff.

use jiff::SignedDuration;
use server::args;
use server::desk::{look, retention};
use server::vault::Place;

use super::{found, is_found, is_whole, tell};
use crate::on_both;

on_both!(looks_taken_away_are_found, |story| {
    tell(&story).await;
    let all = story.number("SELECT COUNT(*) AS value FROM looks").await;
    assert!(all >= 6);
    story.tamper("CREATE TABLE kept_looks AS SELECT * FROM looks", &[]).await;
    story.tamper("DELETE FROM looks WHERE id = (SELECT MIN(id) FROM looks)", &[]).await;
    let one = found(&story).await;
    assert!(one.len() == 1 && one[0].starts_with("look ") && one[0].contains("missing, but seal"), "{one:?}");
    story.tamper("DELETE FROM looks", &[]).await;
    assert_eq!(i64::try_from(found(&story).await.len()).unwrap(), all);
    is_found(&story, "missing, but seal").await;
    // With what the seals hold of them, the seals tell.
    story.tamper("DELETE FROM sealed_looks", &[]).await;
    is_found(&story, "altered: its hash does not fit").await;
    story.tamper("DROP TABLE kept_looks", &[]).await;
});

on_both!(looks_altered_or_put_in_are_found, |story| {
    let proved = tell(&story).await;
    let ada = story.agent_named("Eve").await;
    look::begin(&ada, &proved.reference, "quality_check", "The lead asked for it.").await.unwrap();
    story.work().await;
    is_whole(&story).await;
    for (change, back) in [
        ("UPDATE looks SET at = at - 1 WHERE id = $1", "UPDATE looks SET at = at + 1 WHERE id = $1"),
        ("UPDATE looks SET until = until - 1 WHERE id = $1", "UPDATE looks SET until = until + 1 WHERE id = $1"),
        (
            "UPDATE looks SET staff_id = staff_id || 'x' WHERE id = $1",
            "UPDATE looks SET staff_id = substr(staff_id, 1, length(staff_id) - 1) WHERE id = $1",
        ),
        ("UPDATE looks SET what = 'export' WHERE id = $1", "UPDATE looks SET what = 'ticket' WHERE id = $1"),
        ("UPDATE looks SET minor = 1 - minor WHERE id = $1", "UPDATE looks SET minor = 1 - minor WHERE id = $1"),
        ("UPDATE looks SET purpose = 'legal_duty' WHERE id = $1", "UPDATE looks SET purpose = 'quality_check' WHERE id = $1"),
        (
            "UPDATE looks SET product = product || 'x' WHERE id = $1",
            "UPDATE looks SET product = substr(product, 1, length(product) - 1) WHERE id = $1",
        ),
        (
            "UPDATE looks SET reference = reference || 'x' WHERE id = $1",
            "UPDATE looks SET reference = substr(reference, 1, length(reference) - 1) WHERE id = $1",
        ),
        (
            "UPDATE looks SET ticket_id = ticket_id || 'x' WHERE id = $1",
            "UPDATE looks SET ticket_id = substr(ticket_id, 1, length(ticket_id) - 1) WHERE id = $1",
        ),
    ] {
        let id = story.text("SELECT id AS value FROM looks WHERE purpose = 'quality_check'", &[]).await;
        assert_eq!(story.tamper(change, args![&id]).await, 1);
        assert_eq!(found(&story).await, [format!("look {id}: altered or put in: the portal's key has not written it")], "{change}");
        story.tamper(back, args![&id]).await;
        is_whole(&story).await;
    }
    let id = story.text("SELECT id AS value FROM looks WHERE purpose = 'quality_check'", &[]).await;
    // A note of another look, and none.
    story.tamper("UPDATE looks SET note = $2 WHERE id = $1", args![&id, vec![2_u8; 60]]).await;
    assert_eq!(found(&story).await.len(), 1);
    story.tamper("UPDATE looks SET note = NULL WHERE id = $1", args![&id]).await;
    assert_eq!(found(&story).await.len(), 1);
    let own = story.vault.seal(Place("looks.note", &id), b"The lead asked for it.");
    story.tamper("UPDATE looks SET note = $2 WHERE id = $1", args![&id, own]).await;
    is_whole(&story).await;
    // A look that somebody never had.
    let put = "INSERT INTO looks (id, at, until, staff_id, what, minor, purpose, mac) \
               SELECT 'zz' || id, at, until, staff_id || 'y', what, minor, purpose, mac FROM looks WHERE id = $1";
    assert_eq!(story.tamper(put, args![&id]).await, 1);
    is_found(&story, "altered or put in").await;
});

on_both!(a_look_that_no_seal_holds_is_found, |story| {
    tell(&story).await;
    let id = story.text("SELECT MIN(id) AS value FROM looks", &[]).await;
    // It says that a seal holds it, and none does.
    let looks = story.number("SELECT COUNT(*) AS value FROM sealed_looks").await;
    story.tamper("DELETE FROM sealed_looks WHERE look = $1", args![&id]).await;
    assert!(found(&story).await.contains(&format!("look {id}: no seal holds it")));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM sealed_looks").await, looks - 1);
    is_found(&story, &format!("look {id}: no seal holds it")).await;
});

on_both!(erasure_says_how_many_looks_went, |story| {
    tell(&story).await;
    story.pass(SignedDuration::from_hours(24 * 366 * 6));
    retention::carry_out_all(&story).await.unwrap();
    story.work().await;
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM looks WHERE ticket_id IS NOT NULL").await, 0);
    assert!(story.number("SELECT COUNT(*) AS value FROM sealed_looks WHERE ticket_id IS NOT NULL").await >= 3);
    is_whole(&story).await;
    // Searches belong to no ticket: they stay.
    story.tamper("DELETE FROM looks", &[]).await;
    assert_eq!(found(&story).await.len(), 3);
});

on_both!(a_look_that_went_before_its_ticket_is_found_after_it, |story| {
    let proved = tell(&story).await;
    let id = story.ticket(&proved.reference).await.id;
    assert!(story.tamper("DELETE FROM looks WHERE ticket_id = $1", args![&id]).await >= 2);
    story.pass(SignedDuration::from_hours(24 * 366 * 6));
    retention::carry_out_all(&story).await.unwrap();
    story.work().await;
    is_found(&story, "says that 0 looks at it went with the ticket, but there were").await;
});
