//! The record against somebody who can write everything in the database, knows the source, and has no key.

use domain::{Kind, Role};
use jiff::SignedDuration;
use server::args;
use server::desk::record::{nightly, verify};
use server::desk::{look, retention};
use server::house::{Head, House};
use server::store::look::Look;
use server::store::outcome::OutcomeBody;
use server::store::{StoreError, event, record};
use server::vault::{Place, sha256};

use crate::on_both;
use crate::support::forms::{decision, deletion, denied, fulfilled, report};
use crate::support::story::{Proved, Story};

/// A record of some length: a request that was refused, appealed and granted, a report that was decided, looks, searches.
async fn tell(story: &Story) -> Proved {
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let proved = story.prove(deletion("mika@example.org")).await;
    let reference = proved.reference.as_str();
    ada.view(reference).await.unwrap();
    ada.claim(reference, story.seen(reference).await).await.unwrap();
    ada.close(reference, story.seen(reference).await, denied()).await.unwrap();
    story.work().await;
    story.desk(&proved).await.appeal("Look again.").await.unwrap();
    bo.view(reference).await.unwrap();
    bo.close(reference, story.seen(reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    let case = story.case_of(&story.report(report("spammer", None)).await.reference).await;
    ada.view(&case).await.unwrap();
    ada.claim(&case, story.seen(&case).await).await.unwrap();
    ada.decide(&case, story.seen(&case).await, decision("warned")).await.unwrap();
    story.work().await;
    for _ in 0..3 {
        story.minutes(20);
        ada.search("mika@example.org").await.unwrap();
        story.work().await;
    }
    is_whole(story).await;
    proved
}

async fn is_whole(story: &Story) {
    let seen = verify(story, &[]).await.unwrap();
    assert!(seen.findings.is_empty(), "{:?}", seen.findings);
}

/// What is found as another process would find it, which remembers no head: place and words.
async fn found(story: &Story) -> Vec<String> {
    let house = House { head: Head::default(), ..story.test.house.clone() };
    let seen = verify(&house, &[]).await.unwrap();
    assert_eq!(seen.found, seen.findings.len() as u64);
    seen.findings.into_iter().map(|finding| format!("{}: {}", finding.place, finding.what)).collect()
}

/// Something is found now, and is still found after the portal has gone on for some days.
async fn is_found(story: &Story, words: &str) {
    let now = found(story).await;
    assert!(now.iter().any(|line| line.contains(words)), "{words}: {now:?}");
    for day in 0..2 {
        story.pass(SignedDuration::from_hours(24));
        story.submit(deletion(&format!("noor{day}@example.org"))).await;
        story.work().await;
    }
    let later = found(story).await;
    assert!(later.iter().any(|line| line.contains(words)), "later, {words}: {later:?}");
}

/// Recomputes every seal from what it holds, as anybody can who knows how: links fit, hashes fit, and numbers too.
async fn forge_seals(story: &Story) {
    let mut conn = story.store.read().await.unwrap();
    let seals = conn.all("SELECT seq, at FROM seals ORDER BY seq", &[]).await.unwrap();
    let mut prev = vec![0_u8; 32];
    let mut forged = Vec::new();
    for row in &seals {
        let (seq, at) = (row.int("seq").unwrap(), row.int("at").unwrap());
        let mut heads: Vec<(String, i64, Vec<u8>)> = Vec::new();
        for head in conn.all("SELECT stream, seq, hash FROM sealed_heads WHERE seal = $1", args![seq]).await.unwrap() {
            heads.push((head.text("stream").unwrap(), head.int("seq").unwrap(), head.bytes("hash").unwrap()));
        }
        let mut looks: Vec<(String, String, Vec<u8>)> = Vec::new();
        for look in conn.all("SELECT look, ticket_id, mac FROM sealed_looks WHERE seal = $1", args![seq]).await.unwrap() {
            let of = look.opt_text("ticket_id").unwrap().unwrap_or_default();
            looks.push((look.text("look").unwrap(), of, look.bytes("mac").unwrap()));
        }
        heads.sort();
        looks.sort();
        let mut parts: Vec<Vec<u8>> = vec![b"habeas seal 2".to_vec(), seq.to_be_bytes().into(), at.to_be_bytes().into(), prev.clone()];
        parts.extend([(heads.len() as u64).to_be_bytes().to_vec(), (looks.len() as u64).to_be_bytes().to_vec()]);
        parts.extend(heads.into_iter().flat_map(|(stream, seq, hash)| [stream.into_bytes(), seq.to_be_bytes().to_vec(), hash]));
        parts.extend(looks.into_iter().flat_map(|(look, of, mac)| [look.into_bytes(), of.into_bytes(), mac]));
        let hash = sha256(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>()).to_vec();
        forged.push((seq, prev, hash.clone()));
        prev = hash;
    }
    drop(conn);
    for (seq, prev, hash) in forged {
        story.tamper("UPDATE seals SET prev = $2, hash = $3 WHERE seq = $1", args![seq, prev, hash]).await;
    }
    story.tamper("UPDATE record_end SET hash = (SELECT hash FROM seals ORDER BY seq DESC LIMIT 1)", &[]).await;
}

on_both!(an_event_before_the_first_is_found, |story| {
    let proved = tell(&story).await;
    let id = story.ticket(&proved.reference).await.id;
    for (stream, number) in [("house".to_owned(), 0_i64), (event::ticket_stream(&id), -3)] {
        story
            .tamper(
                "INSERT INTO events (stream, seq, at, actor, kind, data, prev, hash) VALUES ($1, $2, 0, 'staff:x', 'erased', '{}', $3, $3)",
                args![&stream, number, vec![1_u8; 32]],
            )
            .await;
        is_found(&story, &format!("{stream} event {number}: put in: no event has this number")).await;
    }
});

on_both!(a_head_that_names_an_earlier_event_is_found, |story| {
    let proved = tell(&story).await;
    let stream = event::ticket_stream(&story.ticket(&proved.reference).await.id);
    let last = event::last(&mut story.store.read().await.unwrap(), &stream).await.unwrap();
    for seq in [0, 1, last - 1] {
        story.tamper("UPDATE heads SET seq = $2 WHERE stream = $1", args![&stream, seq]).await;
        let found = found(&story).await;
        assert!(found.iter().any(|line| line.ends_with(&format!("the head of the chain names event {seq}"))), "{found:?}");
    }
});

on_both!(what_cannot_be_read_hides_nothing_else, |story| {
    let proved = tell(&story).await;
    let id = story.ticket(&proved.reference).await.id;
    story.tamper("UPDATE events SET kind = 'noted' WHERE stream = 'house' AND seq = 1", &[]).await;
    // Bytes that are no text; on PostgreSQL, which takes none, another text.
    let unread = "UPDATE events SET actor = CAST($2 AS TEXT) WHERE stream = $1 AND seq = 1";
    story.tamper(unread, args![event::ticket_stream(&id), vec![0xff_u8]]).await;
    let found = found(&story).await;
    assert!(found.iter().any(|line| line.contains("house event 1")), "{found:?}");
    assert!(found.iter().any(|line| line.contains(&event::ticket_stream(&id))), "{found:?}");
});

/// Takes away the last events of a chain, puts its head back, and takes away every seal that held them.
async fn cut(story: &Story, stream: &str, events: i64) {
    let last = event::last(&mut story.store.read().await.unwrap(), stream).await.unwrap();
    let keep = last - events;
    let first = story
        .store
        .read()
        .await
        .unwrap()
        .one("SELECT MIN(seal) AS value FROM sealed_heads WHERE stream = $1 AND seq > $2", args![stream, keep])
        .await
        .unwrap()
        .unwrap()
        .int("value")
        .unwrap();
    story.tamper("DELETE FROM events WHERE stream = $1 AND seq > $2", args![stream, keep]).await;
    let back = "UPDATE heads SET seq = $2, dirty = 1, hash = (SELECT hash FROM events WHERE stream = $1 AND seq = $2) WHERE stream = $1";
    story.tamper(back, args![stream, keep]).await;
    story.tamper("DELETE FROM looks WHERE id IN (SELECT look FROM sealed_looks WHERE seal >= $1)", args![first]).await;
    story.tamper("DELETE FROM sealed_looks WHERE seal >= $1", args![first]).await;
    story.tamper("DELETE FROM sealed_heads WHERE seal >= $1", args![first]).await;
    assert!(story.tamper("DELETE FROM seals WHERE seq >= $1", args![first]).await > 0);
}

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

on_both!(a_record_put_back_as_a_whole_is_found_by_a_head, |story| {
    tell(&story).await;
    const TABLES: [(&str, &str, &str, &str); 6] = [
        ("CREATE TABLE k1 AS SELECT * FROM events", "DELETE FROM events", "INSERT INTO events SELECT * FROM k1", "DROP TABLE k1"),
        ("CREATE TABLE k2 AS SELECT * FROM heads", "DELETE FROM heads", "INSERT INTO heads SELECT * FROM k2", "DROP TABLE k2"),
        ("CREATE TABLE k3 AS SELECT * FROM seals", "DELETE FROM seals", "INSERT INTO seals SELECT * FROM k3", "DROP TABLE k3"),
        (
            "CREATE TABLE k4 AS SELECT * FROM sealed_heads",
            "DELETE FROM sealed_heads",
            "INSERT INTO sealed_heads SELECT * FROM k4",
            "DROP TABLE k4",
        ),
        (
            "CREATE TABLE k5 AS SELECT * FROM record_end",
            "DELETE FROM record_end",
            "INSERT INTO record_end SELECT * FROM k5",
            "DROP TABLE k5",
        ),
        (
            "CREATE TABLE k6 AS SELECT * FROM sealed_looks",
            "DELETE FROM sealed_looks",
            "INSERT INTO sealed_looks SELECT * FROM k6",
            "DROP TABLE k6",
        ),
    ];
    for (keep, ..) in TABLES {
        story.tamper(keep, &[]).await;
    }
    let early = verify(&story, &[]).await.unwrap().head;
    let max = story.hire("Max", "administrator").await;
    let desk = story.admin(&story.at_work(&max)).unwrap();
    desk.set_role(&story.hire("Rex", "viewer").await.id, "lead", &["hellotalk".into()]).await.unwrap();
    story.work().await;
    let late = verify(&story, &[]).await.unwrap().head;
    assert_ne!(early, late);
    assert!(verify(&story, &[early.clone(), late.to_uppercase()]).await.unwrap().findings.is_empty());
    // In the order of the foreign keys.
    for (_, away, ..) in [TABLES[0], TABLES[1], TABLES[3], TABLES[5], TABLES[2], TABLES[4]] {
        story.tamper(away, &[]).await;
    }
    for (_, _, back, drop) in TABLES {
        story.tamper(back, &[]).await;
        story.tamper(drop, &[]).await;
    }
    assert_eq!(found(&story).await, Vec::<String>::new(), "another process has nothing to compare it with");
    let house = House { head: Head::default(), ..story.test.house.clone() };
    let seen = verify(&house, &[early.clone(), late.clone()]).await.unwrap();
    assert_eq!(seen.findings.iter().map(|finding| finding.place.clone()).collect::<Vec<_>>(), [format!("head {late}")]);
    let seen = verify(&story, &[]).await.unwrap();
    assert_eq!(seen.findings[0].place, format!("head {late}"), "the process that sealed it remembers");
});

on_both!(a_head_without_a_seal_is_found, |story| {
    let proved = tell(&story).await;
    let stream = event::ticket_stream(&story.ticket(&proved.reference).await.id);
    let ada = story.agent_named("Eve").await;
    ada.note(&proved.reference, "Looked at it.").await.unwrap();
    is_whole(&story).await; // The jobs will come in a second.
    let last = event::last(&mut story.store.read().await.unwrap(), &stream).await.unwrap();
    let finding = format!("{stream} event {last}: no seal holds the head of its chain");
    story.tamper("UPDATE heads SET dirty = 0 WHERE stream = $1", args![&stream]).await;
    assert_eq!(found(&story).await, [finding.as_str()]);
    story.tamper("UPDATE heads SET dirty = 1 WHERE stream = $1", args![&stream]).await;
    // The jobs were away: the next seal takes it. One that was left out by a later seal is a finding.
    story.minutes(60);
    is_whole(&story).await;
    story.tamper("UPDATE heads SET dirty = 0 WHERE stream = $1", args![&stream]).await;
    story.submit(deletion("eli@example.org")).await;
    story.work().await;
    story.tamper("UPDATE heads SET dirty = 1 WHERE stream = $1", args![&stream]).await;
    assert_eq!(found(&story).await, [finding.as_str()]);
});

on_both!(more_than_a_page_of_everything_verifies, |story| {
    story.agent_named("Ada").await;
    let (vault, now) = (story.vault.clone(), story.now());
    let (events, seals) = (2100, 520);
    story
        .store
        .write(move |conn| {
            Box::pin(async move {
                let entry = |data: i64| (now, "system".to_owned(), "searched".to_owned(), serde_json::json!({"found": data}));
                event::append_all(conn, "house", &(0..events).map(entry).collect::<Vec<_>>()).await?;
                for number in 0..seals {
                    let look = Look {
                        id: format!("look-{number:05}"),
                        at: now,
                        until: now,
                        staff_id: "somebody".into(),
                        what: "search".into(),
                        ticket_id: None,
                        reference: None,
                        product: None,
                        minor: false,
                        purpose: "working_the_request".into(),
                        note: None,
                    };
                    server::store::look::insert(conn, &vault, &look).await?;
                    event::append(conn, "account:one", now, "system", "searched", &serde_json::json!({})).await?;
                    record::seal(conn, &vault, now).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
    let seen = verify(&story, &[]).await.unwrap();
    assert!(seen.findings.is_empty(), "{:?}", seen.findings);
    assert_eq!((seen.seals, seen.looks), (520, 520));
    assert_eq!(seen.events, 2100 + 520);
    // Beyond what is told one by one, it is counted.
    story.tamper("UPDATE events SET actor = 'somebody' WHERE stream = 'house'", &[]).await;
    let seen = verify(&story, &[]).await.unwrap();
    assert_eq!((seen.found, seen.findings.len()), (2100, record::TOLD));
});

on_both!(the_nightly_check_leaves_a_head_and_alarms, |story| {
    for (name, role) in [("Max", Role::Administrator), ("Pia", Role::PrivacyOfficer), ("Al", Role::Agent)] {
        story.hire(name, role.code()).await;
    }
    tell(&story).await;
    let seen = nightly(&story).await.unwrap();
    assert_eq!((seen.found, story.mails("alert").await.len()), (0, 0));
    story.work().await;
    let last = event::last_of_house(&mut story.store.read().await.unwrap(), "record_verified").await.unwrap().unwrap().1;
    assert_eq!((last["head"].as_str(), last["found"].as_u64()), (Some(seen.head.as_str()), Some(0)));
    assert!(verify(&story, &[seen.head]).await.unwrap().findings.is_empty());
    story.tamper("DELETE FROM looks WHERE what = 'search'", &[]).await;
    for _ in 0..2 {
        assert_eq!(nightly(&story).await.unwrap().found, 3);
    }
    let to = |mails: Vec<crate::support::post::Mail>| {
        let mut to: Vec<String> = mails.into_iter().map(|mail| mail.to).collect();
        to.sort();
        to
    };
    assert_eq!(to(story.mails("alert").await), ["max@staff.example", "pia@staff.example"], "once a day");
    story.pass(SignedDuration::from_hours(24));
    nightly(&story).await.unwrap();
    assert_eq!(story.mails("alert").await.len(), 4, "for as long as it lasts");
    let mail = story.mails("alert").await.remove(0);
    assert!(mail.says("habeas audit verify") && mail.says("3"));
});
