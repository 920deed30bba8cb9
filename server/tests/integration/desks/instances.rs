//! Two instances on one PostgreSQL: they share the work, and nothing is done twice.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use jiff::SignedDuration;
use server::house::House;
use server::jobs;
use server::store::{Store, StoreError, outbox};
use server::testing::Database;
use server::vault::Vault;

use crate::support::forms::{correction, deletion, question, report};
use crate::support::story::{MONDAY, Story};

/// A second instance beside the story's own: the same database, keys, files and moment.
async fn beside(story: &Story) -> House {
    let store = Store::open(&story.test.url).await.unwrap();
    let (files, products) = ((*story.files).clone(), (*story.products).clone());
    House::new(store, Vault::new([7; 32], [9; 32]), story.clock.clone(), products, &story.origin, files).await.unwrap()
}

/// Both work at the same time, several times over.
async fn work_side_by_side(story: &Story, other: &House) {
    for _ in 0..3 {
        let (a, b) = tokio::join!(jobs::run_once(story), jobs::run_once(other));
        a.unwrap();
        b.unwrap();
    }
}

async fn count(story: &Story, kind: &str) -> i64 {
    let kind = kind.to_owned();
    let row = story.store.read().await.unwrap().one("SELECT COUNT(*) AS value FROM events WHERE kind = $1", server::args![kind]).await;
    row.unwrap().unwrap().int("value").unwrap()
}

async fn begin() -> (Story, House) {
    let story = Story::begin(Database::Postgres, MONDAY).await;
    let other = beside(&story).await;
    (story, other)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_mail_is_leased_by_one() {
    let (story, other) = begin().await;
    for at in 0..40 {
        story.submit(deletion(&format!("person{at}@example.org"))).await;
    }
    let lease = async |house: &House| {
        let (vault, now) = (house.vault.clone(), house.now());
        let until = now + SignedDuration::from_mins(5);
        house.store.write(move |conn| Box::pin(async move { outbox::lease(conn, &vault, now, until, 3).await })).await
    };
    let leases = (0..30).map(|at| lease(if at % 2 == 0 { &story } else { &other }));
    let taken: Vec<String> = join_all(leases).await.into_iter().flat_map(Result::<_, StoreError>::unwrap).map(|mail| mail.id).collect();
    assert_eq!(taken.len(), taken.iter().collect::<BTreeSet<_>>().len(), "none went to two");
    assert_eq!(taken.len(), 40);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reminders_and_ends_come_once() {
    let (story, other) = begin().await;
    for at in 0..15 {
        story.submit(deletion(&format!("person{at}@example.org"))).await;
    }
    story.now_is("2026-03-07T10:00:00+08:00");
    work_side_by_side(&story, &other).await;
    assert_eq!(story.mails("reminder").await.len(), 15);
    assert_eq!(count(&story, "reminded").await, 15);
    story.now_is("2026-03-09T10:00:00+08:00");
    work_side_by_side(&story, &other).await;
    assert_eq!(count(&story, "expired").await, 15);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn breaches_and_resumptions_come_once() {
    let (story, other) = begin().await;
    let ada = story.agent_named("Ada").await;
    for at in 0..12 {
        let proved = story.prove(deletion(&format!("person{at}@example.org"))).await;
        if at % 2 == 0 {
            ada.ask(&proved.reference, story.seen(&proved.reference).await, question(1)).await.unwrap();
        }
    }
    story.now_is("2026-03-03T17:59:00+08:00");
    work_side_by_side(&story, &other).await;
    assert_eq!(count(&story, "resumed").await, 6);
    story.now_is("2026-03-10T17:00:00+08:00");
    work_side_by_side(&story, &other).await;
    assert_eq!(count(&story, "breached").await, 12);
    assert_eq!(count(&story, "delay_told").await, 12);
    assert_eq!(story.mails("delayed").await.len(), 12);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_are_destroyed_once_and_claims_end_once() {
    let (story, other) = begin().await;
    let ada = story.agent_named("Ada").await;
    for at in 0..10 {
        let file = story.received("proof.png", "image/png", b"\x89PNG");
        let proved = story.prove_with(correction(&format!("person{at}@example.org")), vec![file]).await;
        let closing = crate::support::forms::denied();
        ada.close(&proved.reference, story.seen(&proved.reference).await, closing).await.unwrap();
        let taken = story.report(report(&format!("user{at}"), None)).await;
        ada.claim(&story.case_of(&taken.reference).await, 0).await.unwrap();
    }
    story.minutes(45);
    work_side_by_side(&story, &other).await;
    assert_eq!(count(&story, "file_destroyed").await, 10);
    assert_eq!(count(&story, "claim_expired").await, 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lookups_are_answered_once() {
    let (story, other) = begin().await;
    let proved = story.prove(deletion("mika@example.org")).await;
    let before = story.mails("code").await.len();
    for _ in 0..4 {
        server::desk::lookup::by_reference(&story, &proved.reference).await.unwrap();
    }
    work_side_by_side(&story, &other).await;
    assert_eq!(story.mails("code").await.len() - before, 4);
    assert_eq!(count(&story, "code_sent").await, 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_write_one_record() {
    let (story, other) = begin().await;
    let ada = story.hire("Ada", "agent").await;
    let (here, there) = (story.agent(&ada), other.agent(&ada));
    let proved = story.prove(deletion("mika@example.org")).await;
    // The house's own chain, and one ticket's, from both sides at once.
    let searches = (0..20).map(|at| if at % 2 == 0 { here.search("mika@example.org") } else { there.search("mika@example.org") });
    for answer in join_all(searches).await {
        assert_eq!(answer.unwrap().len(), 1);
    }
    let notes = (0..20).map(|at| if at % 2 == 0 { here.note(&proved.reference, "here") } else { there.note(&proved.reference, "there") });
    for answer in join_all(notes).await {
        answer.unwrap();
    }
    let submits = (0..12).map(|at| {
        let house: &House = if at % 2 == 0 { &story } else { &other };
        server::desk::intake::submit(house, deletion(&format!("person{at}@example.org")), vec![])
    });
    let (submitted, ()) = tokio::join!(join_all(submits), work_side_by_side(&story, &other));
    for answer in submitted {
        answer.unwrap();
    }
    work_side_by_side(&story, &other).await;
    let seen = server::desk::record::verify(&story, &[]).await.unwrap();
    assert!(seen.findings.is_empty(), "{:?}", seen.findings);
    assert_eq!(count(&story, "searched").await, 20);
    assert_eq!(count(&story, "note_added").await, 20);
}
