//! The one door for writes: each job has its own answer, and what fails leaves nothing.

use futures_util::future::join_all;
use jiff::SignedDuration;
use server::args;
use server::desk::DeskError;
use server::store::{Store, StoreError};
use server::testing::Database;

use crate::on_both;
use crate::support::forms::deletion;
use crate::support::story::{MONDAY, Story};

/// Writes two rows and then goes wrong, or not.
async fn pair(store: &Store, at: usize) -> Result<usize, DeskError> {
    store
        .write(move |conn| {
            Box::pin(async move {
                for half in ["a", "b"] {
                    conn.run("INSERT INTO settings (key, value) VALUES ($1, $2)", args![format!("{at}{half}"), vec![1_u8]]).await?;
                }
                match at % 4 {
                    1 => Err(DeskError::NotFound),
                    // The database itself refuses: the same key again.
                    2 => {
                        conn.run("INSERT INTO settings (key, value) VALUES ($1, $2)", args![format!("{at}a"), vec![1_u8]]).await?;
                        Ok(at)
                    }
                    3 if at % 8 == 7 => panic!("job {at} panics"),
                    _ => Ok(at),
                }
            })
        })
        .await
}

on_both!(each_of_two_hundred_writes_has_its_own_answer, |story| {
    let answers = join_all((0..200).map(|at| pair(&story.store, at))).await;
    let mut well = 0;
    for (at, answer) in answers.iter().enumerate() {
        let fits = match at % 8 {
            1 | 5 => matches!(answer, Err(DeskError::NotFound)),
            2 | 6 => matches!(answer, Err(DeskError::Store(error)) if error.is_unique_violation()),
            7 => matches!(answer, Err(DeskError::Store(StoreError::Closed))),
            _ => matches!(answer, Ok(own) if *own == at),
        };
        assert!(fits, "job {at}: {answer:?}");
        well += i64::from(answer.is_ok());
    }
    assert_eq!(well, 75);
    // The key check of the house stands there too.
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM settings").await, 2 * well + 1, "what failed left nothing");
});

on_both!(a_panic_does_not_end_the_writer, |story| {
    for _ in 0..3 {
        let answer: Result<(), StoreError> = story.store.write(|_| Box::pin(async { panic!("a job panics") })).await;
        assert!(matches!(answer, Err(StoreError::Closed)));
        story.submit(deletion("mika@example.org")).await;
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 3);
});

on_both!(a_visitor_who_goes_away_leaves_nothing_half_done, |story| {
    let (store, at) = (story.store.clone(), 400);
    let gone = tokio::spawn(async move { pair(&store, at).await });
    gone.abort();
    let _cancelled = gone.await;
    // A write of later stands behind it in the queue.
    pair(&story.store, 404).await.unwrap();
    let rows = story.number("SELECT COUNT(*) AS value FROM settings WHERE key LIKE '400%'").await;
    assert!(rows == 0 || rows == 2, "{rows}");
});

on_both!(what_was_acknowledged_is_there_for_who_opens_it_next, |story| {
    story.submit(deletion("mika@example.org")).await;
    let second = Store::open(&story.test.url).await.unwrap();
    let row = second.read().await.unwrap().one("SELECT COUNT(*) AS value FROM tickets", &[]).await.unwrap().unwrap();
    assert_eq!(row.int("value").unwrap(), 1);
});

on_both!(a_lease_that_was_lost_is_given_to_another, |story| {
    story.submit(deletion("mika@example.org")).await;
    let lease = async |minutes: i64| {
        let (vault, now) = (story.vault.clone(), story.now());
        let until = now + SignedDuration::from_mins(minutes);
        let taken =
            story.store.write(move |conn| Box::pin(async move { server::store::outbox::lease(conn, &vault, now, until, 10).await })).await;
        taken.unwrap()
    };
    let first = lease(5).await;
    assert_eq!((first.len(), first[0].tries), (1, 1));
    assert!(lease(5).await.is_empty(), "somebody sends it");
    story.minutes(5);
    let again = lease(5).await;
    assert_eq!((again.len(), again[0].tries), (1, 2));
    assert_eq!(again[0].message_id, first[0].message_id);
});

on_both!(who_was_not_told_is_counted, |story| {
    let ada = story.agent_named("Ada").await;
    assert_eq!(ada.failed_mails().await.unwrap(), 0);
    story.submit(deletion("mika@example.org")).await;
    story.submit(deletion("noor@example.org")).await;
    let ids = story.store.read().await.unwrap().all("SELECT id FROM outbox ORDER BY id", &[]).await.unwrap();
    let (first, second) = (ids[0].text("id").unwrap(), ids[1].text("id").unwrap());
    let now = story.now();
    let failed = async |id: String, again| {
        story.store.write(move |conn| Box::pin(async move { server::store::outbox::set_failed(conn, &id, "550", again, now).await })).await
    };
    failed(first, None).await.unwrap();
    failed(second, Some(now + SignedDuration::from_mins(5))).await.unwrap();
    assert_eq!(ada.failed_mails().await.unwrap(), 1, "one of them is tried again");
    assert!(story.mails("code").await.is_empty(), "not yet");
    story.minutes(5);
    assert_eq!(story.mails("code").await.len(), 1);
});

#[tokio::test]
async fn an_address_of_another_kind_is_refused() {
    assert!(matches!(Store::open("mysql://localhost/habeas").await, Err(StoreError::Url)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moments_and_truths_come_back_as_they_were() {
    for database in [Database::Sqlite, Database::Postgres] {
        let story = Story::begin(database, MONDAY).await;
        let reference = story.prove(deletion("mika@example.org")).await.reference;
        let ticket = story.ticket(&reference).await;
        assert_eq!(ticket.received_at, MONDAY.parse().unwrap(), "{database:?}");
        assert!(ticket.proof_in_time && !ticket.urgent && ticket.zone.is_none());
        assert_eq!(story.store.name(), if database == Database::Sqlite { "sqlite" } else { "postgres" });
    }
}

#[tokio::test]
async fn the_databases_files_are_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let parts = ["habeas.db", "habeas.db-wal", "habeas.db-shm"].map(|name| folder.path().join(name));
    let url = format!("sqlite:{}", parts[0].display());
    let modes = || parts.each_ref().map(|part| std::fs::metadata(part).unwrap().permissions().mode() & 0o777);
    let store = Store::open(&url).await.unwrap();
    assert_eq!(modes(), [0o600; 3]);
    // From before this was so, with whoever still has it open.
    for part in &parts {
        std::fs::set_permissions(part, std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    let again = Store::open(&url).await.unwrap();
    assert_eq!(modes(), [0o600; 3]);
    drop((store, again));
}
