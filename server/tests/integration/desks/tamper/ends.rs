//! Ends that were cut off, and seals that somebody else has written.

use jiff::SignedDuration;
use server::args;
use server::desk::record::verify;
use server::house::House;
use server::store::event;

use super::{cut, forge_seals, found, is_found, is_whole, tell};
use crate::on_both;
use crate::support::forms::deletion;

on_both!(an_end_cut_off_with_its_seals_is_found, |story| {
    tell(&story).await;
    let eve = story.agent_named("Eve").await;
    for _ in 0..3 {
        eve.search("noor@example.org").await.unwrap();
        story.work().await;
    }
    let before = story.number("SELECT MAX(seq) AS value FROM seals").await;
    cut(&story, "house", 3).await;
    let left = story.number("SELECT COUNT(*) AS value FROM seals").await;
    assert!(left < before);
    assert_eq!(found(&story).await, [format!("seal {}: missing: the record had {before} seals", left + 1)]);
    is_found(&story, &format!("seal {}: missing", left + 1)).await;
});

on_both!(a_tickets_last_word_cut_off_with_its_seal_is_found, |story| {
    tell(&story).await;
    let proved = story.prove(deletion("eli@example.org")).await;
    let ada = story.agent_named("Eve").await;
    ada.claim(&proved.reference, story.seen(&proved.reference).await).await.unwrap();
    story.work().await;
    ada.note(&proved.reference, "Nobody shall read this.").await.unwrap();
    story.work().await;
    cut(&story, &event::ticket_stream(&story.ticket(&proved.reference).await.id), 1).await;
    is_found(&story, "missing").await;
});

on_both!(without_any_seal_it_is_not_whole, |story| {
    tell(&story).await;
    for table in ["DELETE FROM sealed_heads", "DELETE FROM sealed_looks", "DELETE FROM seals"] {
        assert!(story.tamper(table, &[]).await > 0);
    }
    let now = found(&story).await;
    assert!(now.iter().any(|line| line.starts_with("seal 1: missing: the record had ")), "{now:?}");
    // As if nothing had ever been sealed.
    story.tamper("UPDATE heads SET dirty = 1", &[]).await;
    story.tamper("UPDATE looks SET sealed = 0", &[]).await;
    is_found(&story, "seal 1: missing").await;
});

on_both!(without_seals_and_end_it_is_not_whole, |story| {
    tell(&story).await;
    for table in ["DELETE FROM sealed_heads", "DELETE FROM sealed_looks", "DELETE FROM seals", "DELETE FROM record_end"] {
        story.tamper(table, &[]).await;
    }
    story.tamper("UPDATE heads SET dirty = 1", &[]).await;
    story.tamper("UPDATE looks SET sealed = 0", &[]).await;
    // A start does not begin the record anew, even if the database looks as if it had no keys yet.
    story.tamper("DELETE FROM settings WHERE key = 'key-check'", &[]).await;
    assert!(found(&story).await.iter().any(|line| line.starts_with("the end of the record: missing")));
    let vault = server::vault::Vault::new([7; 32], [9; 32]);
    let (files, products) = ((*story.files).clone(), (*story.products).clone());
    let again = House::new(story.store.clone(), vault, story.clock.clone(), products, &story.origin, files).await.unwrap();
    assert!(verify(&again, &[]).await.unwrap().findings.iter().any(|finding| finding.place == "the end of the record"));
    story.pass(SignedDuration::from_hours(1));
    story.work().await;
    let later = found(&story).await;
    assert!(later.iter().any(|line| line.starts_with("seal 1: missing")), "{later:?}");
});

on_both!(an_end_of_ones_own_is_found, |story| {
    tell(&story).await;
    story.tamper("UPDATE record_end SET at = at + 1", &[]).await;
    assert_eq!(found(&story).await, ["the end of the record: missing, or the portal's key has not written it"]);
    story.tamper("UPDATE record_end SET at = at - 1", &[]).await;
    is_whole(&story).await;
    story.tamper("UPDATE record_end SET seals = seals - 1", &[]).await;
    assert_eq!(found(&story).await.len(), 1);
});

on_both!(a_seal_that_the_key_has_not_written_is_found, |story| {
    tell(&story).await;
    story.tamper("UPDATE seals SET at = at - 60000 WHERE seq = 1", &[]).await;
    forge_seals(&story).await;
    let now = found(&story).await;
    assert!(now.contains(&"seal 1: replaced: the portal's key has not written it".to_owned()), "{now:?}");
    is_found(&story, "seal 1: replaced").await;
});

on_both!(a_seal_put_in_at_the_end_is_found, |story| {
    tell(&story).await;
    let put = "INSERT INTO seals (seq, at, prev, hash, mac) SELECT seq + 1, at + 1, hash, hash, mac FROM seals ORDER BY seq DESC LIMIT 1";
    assert_eq!(story.tamper(put, &[]).await, 1);
    is_found(&story, "altered").await;
    // The portal goes on sealing.
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM heads WHERE dirty = 1").await, 0);
});

on_both!(a_ticket_without_a_trace_is_found, |story| {
    let proved = tell(&story).await;
    let id = story.ticket(&proved.reference).await.id;
    let stream = event::ticket_stream(&id);
    for (sql, of) in [
        ("DELETE FROM sessions WHERE ticket_id = $1", &id),
        ("DELETE FROM codes WHERE ticket_id = $1", &id),
        ("DELETE FROM outbox WHERE ticket_id = $1", &id),
        ("DELETE FROM alert_people WHERE alert_id IN (SELECT id FROM alerts WHERE ticket_id = $1)", &id),
        ("DELETE FROM alerts WHERE ticket_id = $1", &id),
        ("DELETE FROM outcomes WHERE ticket_id = $1", &id),
        ("DELETE FROM files WHERE ticket_id = $1", &id),
        ("DELETE FROM messages WHERE ticket_id = $1", &id),
        ("DELETE FROM pauses WHERE ticket_id = $1", &id),
        ("DELETE FROM looks WHERE ticket_id = $1", &id),
        ("DELETE FROM tickets WHERE id = $1", &id),
        ("DELETE FROM events WHERE stream = $1", &stream),
        ("DELETE FROM heads WHERE stream = $1", &stream),
        ("DELETE FROM sealed_heads WHERE stream = $1", &stream),
        ("DELETE FROM sealed_looks WHERE ticket_id = $1", &id),
    ] {
        story.tamper(sql, args![of]).await;
    }
    assert!(found(&story).await.iter().any(|line| line.contains("altered: its hash does not fit")));
    forge_seals(&story).await;
    is_found(&story, "replaced: the portal's key has not written it").await;
});
