//! What the portal says of itself, and what it does when its database takes no writes.

use axum::http::StatusCode;
use server::store::Store;

use crate::web::{DELETION, portal};

#[tokio::test]
async fn a_full_database_is_read_on_and_what_was_taken_is_there() {
    let (story, mut browser) = portal().await;
    // As many pages as it has, and no more: what a full disk answers as well.
    let page_limit = "PRAGMA max_page_count = 1";
    story.store.write(move |conn| Box::pin(async move { conn.run(page_limit, &[]).await })).await.unwrap();
    let mut fields = DELETION.to_vec();
    let words = "I would like to have all of it deleted. ".repeat(90);
    fields.push(("words", &words));
    let (mut taken, mut refused) = (0, None);
    for _ in 0..400 {
        let page = browser.post("/hellotalk/deletion", &fields).await;
        if page.status != StatusCode::SEE_OTHER {
            refused = Some(page);
            break;
        }
        taken += 1;
    }
    let refused = refused.expect("at some time it is full");
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.has("no room left to save") && !refused.has("sqlite"), "{}", refused.text());
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, taken, "what was acknowledged, and nothing else");
    for path in ["/", "/hellotalk", "/hellotalk/deletion", "/requests"] {
        assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_database_that_is_not_the_programs_is_not_ready() {
    let (story, mut browser) = portal().await;
    story.probe.look(&story).await;
    let ready = browser.get("/readyz").await;
    assert_eq!((ready.status, ready.text().as_str()), (StatusCode::OK, "ready\n"));
    assert_eq!(browser.get("/healthz").await.text(), "ok\n");
    // Another program has brought the schema further.
    let newer = "UPDATE _sqlx_migrations SET version = 9999 WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)";
    story.store.write(move |conn| Box::pin(async move { conn.run(newer, &[]).await })).await.unwrap();
    assert_eq!(browser.get("/readyz").await.status, StatusCode::OK, "the last look is told, and costs nothing");
    story.probe.look(&story).await;
    let ready = browser.get("/readyz").await;
    assert_eq!((ready.status, ready.text().as_str()), (StatusCode::SERVICE_UNAVAILABLE, "not ready\nthe schema is not this program's\n"));
    let health = browser.get("/healthz").await;
    assert_eq!((health.status, health.text().as_str()), (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"));
    assert!(!health.header("date").is_empty());
}

#[tokio::test]
async fn pages_that_were_written_over_are_found() {
    let (story, mut browser) = portal().await;
    for _ in 0..3 {
        assert_eq!(browser.post("/hellotalk/deletion", &DELETION).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(story.store.read().await.unwrap().damage().await.unwrap(), None);
    // A copy, so that nothing of it is in memory: every page but the first two loses its middle.
    let copy = story.test.folder.join("copy.db");
    let into: &'static str = Box::leak(format!("VACUUM INTO '{}'", copy.display()).into_boxed_str());
    story.store.read().await.unwrap().run(into, &[]).await.unwrap();
    let mut bytes = std::fs::read(&copy).unwrap();
    let page = 4096;
    for at in (2 * page..bytes.len()).step_by(page) {
        bytes[at..at + 64].fill(0xff);
    }
    std::fs::write(&copy, bytes).unwrap();
    let damaged = Store::open(&format!("sqlite:{}", copy.display())).await;
    let found = match damaged {
        // The schema could be read.
        Ok(store) => match store.read().await.unwrap().damage().await {
            Ok(found) => found.is_some(),
            Err(_) => true,
        },
        Err(_) => true,
    };
    assert!(found);
}
