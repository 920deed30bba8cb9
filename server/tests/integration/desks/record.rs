//! The record: a long story verifies, and whoever changes it behind the house's back is found, and where.

use domain::Kind;
use server::args;
use server::store::event;
use server::store::record::Verified;

use crate::on_both;
use crate::support::forms::{deletion, denied, fulfilled, question, report};
use crate::support::story::Story;

/// A story with all that usually happens; answers the stream of the first ticket.
async fn tell(story: &Story) -> String {
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let proved = story.prove(deletion("mika@example.org")).await;
    let reference = proved.reference.as_str();
    ada.claim(reference, 0).await.unwrap();
    ada.note(reference, "Looked at the console.").await.unwrap();
    story.work().await;
    ada.ask(reference, story.seen(reference).await, question(2)).await.unwrap();
    story.desk(&proved).await.write("The older one.", vec![]).await.unwrap();
    ada.close(reference, story.seen(reference).await, denied()).await.unwrap();
    story.desk(&proved).await.appeal("Look again.").await.unwrap();
    story.work().await;
    bo.close(reference, story.seen(reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    let taken = story.report(report("spammer", None)).await;
    ada.claim(&story.case_of(&taken.reference).await, 0).await.unwrap();
    ada.search("mika@example.org").await.unwrap();
    story.submit(deletion("noor@example.org")).await;
    story.work().await;
    event::ticket_stream(&story.ticket(reference).await.id)
}

async fn verify(story: &Story) -> Verified {
    server::desk::record::verify(story, &[]).await.unwrap()
}

/// The places at which something was found.
async fn places(story: &Story) -> Vec<String> {
    verify(story).await.findings.into_iter().map(|finding| finding.place).collect()
}

on_both!(a_long_story_verifies, |story| {
    tell(&story).await;
    let seen = verify(&story).await;
    assert!(seen.findings.is_empty(), "{:?}", seen.findings);
    assert_eq!((seen.streams, seen.seals), (4, 3));
    assert_eq!(i64::try_from(seen.events).unwrap(), story.number("SELECT COUNT(*) AS value FROM events").await);
    assert_eq!(seen.head.len(), 64);
    // Nothing moved: nothing is sealed. Something did: the head moves.
    story.work().await;
    assert_eq!(verify(&story).await.head, seen.head);
    story.submit(deletion("eli@example.org")).await;
    story.work().await;
    let later = verify(&story).await;
    assert_ne!(later.head, seen.head);
    assert!(later.findings.is_empty());
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM heads WHERE dirty = 1").await, 0);
});

on_both!(a_portal_at_work_verifies, |story| {
    let reference = tell(&story).await;
    let reference = reference.strip_prefix("ticket:").unwrap().to_owned();
    let reference = story.text("SELECT reference AS value FROM tickets WHERE id = $1", args![reference]).await;
    let ada = story.agent_named("Eve").await;
    // One writes and seals without a rest while another reads the whole record again and again, until both have done enough of it.
    let written = std::cell::Cell::new(0);
    let reading = async {
        let mut read = 0;
        while read < 40 || written.get() < 20 {
            let seen = verify(&story).await;
            assert!(seen.findings.is_empty(), "{:?}", seen.findings);
            read += 1;
        }
    };
    let writing = async {
        loop {
            ada.note(&reference, "Looked at it once more.").await.unwrap();
            story.minutes(1);
            story.work().await;
            written.set(written.get() + 1);
        }
    };
    tokio::select! { () = reading => {}, () = writing => {} }
});

on_both!(seals_link_to_one_another, |story| {
    tell(&story).await;
    let mut conn = story.store.read().await.unwrap();
    let seals = conn.all("SELECT prev, hash FROM seals ORDER BY seq", &[]).await.unwrap();
    assert_eq!(seals[0].bytes("prev").unwrap(), [0; 32]);
    for pair in seals.windows(2) {
        assert_eq!(pair[1].bytes("prev").unwrap(), pair[0].bytes("hash").unwrap());
    }
});

on_both!(an_altered_event_is_found, |story| {
    let stream = tell(&story).await;
    for (sql, back) in [
        (
            "UPDATE events SET actor = 'requester' WHERE stream = $1 AND seq = 3",
            "UPDATE events SET actor = $2 WHERE stream = $1 AND seq = 3",
        ),
        ("UPDATE events SET kind = 'opened' WHERE stream = $1 AND seq = 3", "UPDATE events SET kind = $2 WHERE stream = $1 AND seq = 3"),
        ("UPDATE events SET data = '{\"x\":1}' WHERE stream = $1 AND seq = 3", "UPDATE events SET data = $2 WHERE stream = $1 AND seq = 3"),
    ] {
        let before = event::list(&mut story.store.read().await.unwrap(), &stream).await.unwrap().remove(2);
        assert_eq!(story.tamper(sql, args![&stream]).await, 1);
        assert_eq!(places(&story).await, [format!("{stream} event 3")], "{sql}");
        let old = if sql.contains("actor") {
            before.actor
        } else if sql.contains("kind") {
            before.kind
        } else {
            before.data.to_string()
        };
        story.tamper(back, args![&stream, old]).await;
        assert!(places(&story).await.is_empty());
    }
    story.tamper("UPDATE events SET at = at - 3600000 WHERE stream = $1 AND seq = 5", args![&stream]).await;
    assert_eq!(places(&story).await, [format!("{stream} event 5")], "a moment");
});

on_both!(an_event_with_a_hash_of_its_own_is_found, |story| {
    let stream = tell(&story).await;
    // Whoever can compute hashes still breaks the link to the next event.
    let other = vec![7_u8; 32];
    story.tamper("UPDATE events SET hash = $2 WHERE stream = $1 AND seq = 3", args![&stream, other]).await;
    let found = places(&story).await;
    assert!(found.contains(&format!("{stream} event 3")) && found.contains(&format!("{stream} event 4")), "{found:?}");
});

on_both!(a_deleted_event_is_found, |story| {
    let stream = tell(&story).await;
    story.tamper("DELETE FROM events WHERE stream = $1 AND seq = 4", args![&stream]).await;
    let found = verify(&story).await.findings;
    assert!(found.iter().any(|finding| finding.place == format!("{stream} event 4") && finding.what.contains("missing")), "{found:?}");
});

on_both!(a_deleted_end_is_found_even_if_the_head_is_mended, |story| {
    let stream = tell(&story).await;
    let last = event::last(&mut story.store.read().await.unwrap(), &stream).await.unwrap();
    story.tamper("DELETE FROM events WHERE stream = $1 AND seq = $2", args![&stream, last]).await;
    let found = verify(&story).await.findings;
    assert!(found.iter().any(|finding| finding.place == format!("{stream} after event {}", last - 1)), "{found:?}");
    let mend = "UPDATE heads SET seq = $2, hash = (SELECT hash FROM events WHERE stream = $1 AND seq = $2) WHERE stream = $1";
    story.tamper(mend, args![&stream, last - 1]).await;
    let found = verify(&story).await.findings;
    // The event was a closing: its outcome has none now, and says so as well.
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].place, format!("{stream} outcome of cycle 2"));
    assert_eq!(found[1].place, format!("{stream} event {last}"));
    assert!(found[1].what.contains("seal"));
});

on_both!(a_deleted_chain_is_found, |story| {
    let stream = tell(&story).await;
    story.tamper("DELETE FROM events WHERE stream = $1", args![&stream]).await;
    assert!(places(&story).await.contains(&stream));
    // With its head and its seals' lines gone too, the seals and the ticket itself tell.
    story.tamper("DELETE FROM heads WHERE stream = $1", args![&stream]).await;
    assert!(places(&story).await.contains(&stream), "the ticket has no events");
    story.tamper("DELETE FROM sealed_heads WHERE stream = $1", args![&stream]).await;
    let found = places(&story).await;
    assert!(found.contains(&stream) && found.iter().any(|place| place.starts_with("seal ")), "{found:?}");
});

on_both!(reordered_events_are_found, |story| {
    let stream = tell(&story).await;
    for sql in [
        "UPDATE events SET seq = 9000 WHERE stream = $1 AND seq = 3",
        "UPDATE events SET seq = 3 WHERE stream = $1 AND seq = 4",
        "UPDATE events SET seq = 4 WHERE stream = $1 AND seq = 9000",
    ] {
        assert_eq!(story.tamper(sql, args![&stream]).await, 1);
    }
    let found = places(&story).await;
    for seq in [3, 4] {
        assert!(found.contains(&format!("{stream} event {seq}")), "{found:?}");
    }
});

on_both!(an_event_of_another_chain_is_found, |story| {
    let stream = tell(&story).await;
    let copy = "INSERT INTO events (stream, seq, at, actor, kind, data, prev, hash) \
                SELECT stream, seq + 1, at, actor, kind, data, prev, hash FROM events WHERE stream = $1 ORDER BY seq DESC LIMIT 1";
    story.tamper(copy, args![&stream]).await;
    assert!(!places(&story).await.is_empty());
});

on_both!(an_altered_seal_is_found, |story| {
    tell(&story).await;
    story.tamper("UPDATE seals SET at = at + 1 WHERE seq = 2", &[]).await;
    assert_eq!(places(&story).await, ["seal 2"]);
    story.tamper("UPDATE seals SET at = at - 1 WHERE seq = 2", &[]).await;
    let other = vec![7_u8; 32];
    story.tamper("UPDATE seals SET hash = $1 WHERE seq = 2", args![other]).await;
    let found = places(&story).await;
    assert!(found.contains(&"seal 2".to_owned()) && found.contains(&"seal 3".to_owned()), "{found:?}");
});

on_both!(a_deleted_seal_is_found, |story| {
    tell(&story).await;
    story.tamper("DELETE FROM sealed_heads WHERE seal = 2", &[]).await;
    story.tamper("DELETE FROM seals WHERE seq = 2", &[]).await;
    assert!(places(&story).await.contains(&"seal 2".to_owned()));
});
