//! PostgreSQL's databases for tests, in the cluster that `HABEAS_TEST_POSTGRES` names.

use std::sync::{Mutex, OnceLock, PoisonError};

use jiff::Timestamp;
use sqlx::{Connection as _, PgConnection, PgPool};
use tokio::sync::{OnceCell, mpsc, oneshot};

use crate::random;
use crate::store::{Store, StoreError, migrate};

/// The name of a database to which the migrations were applied, once for each program of tests. It goes with its cluster.
static MIGRATED: OnceCell<String> = OnceCell::const_new();

/// Databases that tests have left. To empty one takes a fraction of the time of making one: a database is some three hundred files.
static LEFT: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Empties every table.
const EMPTY: &str = "DO $$ DECLARE name TEXT; BEGIN
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_sqlx_migrations'
  LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
END $$";

/// A test is done with this database: another may have it.
pub(super) fn leave(name: String) {
    LEFT.lock().unwrap_or_else(PoisonError::into_inner).push(name);
}

/// A database of the test's own, its URL and its name: one that a test has left, or a copy of [`MIGRATED`]. `fresh`: a copy in any
/// case. What a test has left is in it still: [`empty`].
pub(super) async fn database(at: Timestamp, fresh: bool) -> Result<(String, String), StoreError> {
    let cluster = cluster()?;
    let (base, query) = cluster.split_once('?').map_or((cluster.as_str(), String::new()), |(base, query)| (base, format!("?{query}")));
    let (server, _) = base.rsplit_once('/').ok_or(StoreError::Url)?;
    let url = |name: &str| format!("{server}/{name}{query}");
    let name = format!("habeas_{}", random::id(at));
    let left = if fresh { None } else { LEFT.lock().unwrap_or_else(PoisonError::into_inner).pop() };
    if let Some(left) = left {
        // What the other test has not closed yet is closed here, and cannot come back: the database has another name then.
        let close = format!("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{left}'");
        run(vec![close, format!("ALTER DATABASE {left} RENAME TO {name}")]).await?;
    } else {
        let migrated = MIGRATED.get_or_try_init(async || {
            let name = format!("habeas_migrated_{}", random::id(at));
            run(vec![format!("CREATE DATABASE {name}")]).await?;
            let pool = PgPool::connect(&url(&name)).await?;
            migrate::postgres(&pool).await?;
            // Nobody may be connected to what is copied.
            pool.close().await;
            Ok::<_, StoreError>(name)
        });
        run(vec![format!("CREATE DATABASE {name} TEMPLATE {}", migrated.await?)]).await?;
    }
    Ok((url(&name), name))
}

/// Empties what a test has left. The checks of references between tables rest meanwhile: at the end nothing is left that could refer.
pub(super) async fn empty(store: &Store) -> Result<(), StoreError> {
    store
        .write(|conn| {
            Box::pin(async move {
                conn.run("SET LOCAL session_replication_role = replica", &[]).await?;
                conn.run(EMPTY, &[]).await.map(drop)
            })
        })
        .await
}

fn cluster() -> Result<String, StoreError> {
    std::env::var("HABEAS_TEST_POSTGRES").map_err(|_| StoreError::Url)
}

/// Statements for the cluster, and whoever waits for them.
struct Job {
    sql: Vec<String>,
    done: oneshot::Sender<Result<(), sqlx::Error>>,
}

/// Runs what no parameter can be bound to, on the one connection that a program of tests has to the cluster itself: every connection
/// is a process of the cluster's. All names are our own: letters and digits.
async fn run(sql: Vec<String>) -> Result<(), StoreError> {
    static JOBS: OnceLock<mpsc::Sender<Job>> = OnceLock::new();
    let cluster = cluster()?;
    let jobs = JOBS.get_or_init(|| {
        let (jobs, waiting) = mpsc::channel(16);
        // A thread of its own: a connection lives no longer than the runtime in which it was made, and each test has one.
        std::thread::spawn(move || serve(&cluster, waiting));
        jobs
    });
    let (done, answer) = oneshot::channel();
    let gone = || StoreError::from(sqlx::Error::WorkerCrashed);
    jobs.send(Job { sql, done }).await.map_err(|_| gone())?;
    Ok(answer.await.map_err(|_| gone())??)
}

/// Does what is asked, one after the other, until the program ends.
fn serve(cluster: &str, mut waiting: mpsc::Receiver<Job>) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    runtime.block_on(async {
        let mut conn = match PgConnection::connect(cluster).await {
            Ok(conn) => conn,
            Err(error) => {
                // Whoever asked first is told why; all others, that there is nobody to ask.
                if let Some(job) = waiting.recv().await {
                    let _gone = job.done.send(Err(error));
                }
                return;
            }
        };
        while let Some(Job { sql, done }) = waiting.recv().await {
            let mut result = Ok(());
            for one in sql {
                if result.is_ok() {
                    result = sqlx::query(sqlx::AssertSqlSafe(one)).execute(&mut conn).await.map(drop);
                }
            }
            // Whoever asked may be gone.
            let _gone = done.send(result);
        }
    });
}
