//! The record against somebody who can write everything in the database, knows the source, and has no key.

mod chains;
mod ends;
mod looks;
mod outcomes;
mod whole;

use crate::support::forms::{decision, deletion, denied, fulfilled, report};
use crate::support::story::{Proved, Story};
use domain::Kind;
use jiff::SignedDuration;
use server::args;
use server::desk::record::verify;
use server::house::{Head, House};
use server::store::event;
use server::vault::sha256;

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
