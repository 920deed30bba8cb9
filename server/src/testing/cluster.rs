//! PostgreSQL's databases for tests, in the cluster that `HABEAS_TEST_POSTGRES` names.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use sqlx::{Connection as _, PgConnection, PgPool};
use tokio::sync::OnceCell;

use crate::random;
use crate::store::{StoreError, migrate};

/// The name of a database to which the migrations were applied, once for each program of tests. It goes with its cluster.
static MIGRATED: OnceCell<String> = OnceCell::const_new();

/// Databases that tests have left. To empty one takes a fraction of the time of making one: a database is some three hundred files.
static LEFT: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Empties every table. The checks of references between them rest meanwhile: at the end nothing is left that could refer.
const EMPTY: &str = "SET session_replication_role = replica;
DO $$ DECLARE name TEXT; BEGIN
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_sqlx_migrations'
  LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
END $$";

/// A test is done with this database: another may have it.
pub(super) fn leave(name: String) {
    LEFT.lock().unwrap_or_else(PoisonError::into_inner).push(name);
}

/// A database of the test's own, its URL and its name: one that a test has left, or a copy of [`MIGRATED`]. `fresh`: a copy in any
/// case.
pub(super) async fn database(at: Timestamp, fresh: bool) -> Result<(String, String), StoreError> {
    let cluster = std::env::var("HABEAS_TEST_POSTGRES").map_err(|_| StoreError::Url)?;
    let (base, query) = cluster.split_once('?').map_or((cluster.as_str(), String::new()), |(base, query)| (base, format!("?{query}")));
    let (server, _) = base.rsplit_once('/').ok_or(StoreError::Url)?;
    let url = |name: &str| format!("{server}/{name}{query}");
    let mut admin = PgConnection::connect(&cluster).await?;
    let name = format!("habeas_{}", random::id(at));
    let left = if fresh { None } else { LEFT.lock().unwrap_or_else(PoisonError::into_inner).pop() };
    if let Some(left) = left {
        // What the other test has not closed yet is closed here, and cannot come back: the database has another name then.
        let close = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = $1";
        sqlx::query(close).bind(&left).execute(&mut admin).await?;
        run(&mut admin, format!("ALTER DATABASE {left} RENAME TO {name}")).await?;
        let mut conn = PgConnection::connect(&url(&name)).await?;
        sqlx::raw_sql(EMPTY).execute(&mut conn).await?;
        conn.close().await?;
    } else {
        let migrated = MIGRATED.get_or_try_init(async || {
            let name = format!("habeas_migrated_{}", random::id(at));
            run(&mut PgConnection::connect(&cluster).await?, format!("CREATE DATABASE {name}")).await?;
            let pool = PgPool::connect(&url(&name)).await?;
            migrate::postgres(&pool).await?;
            // Nobody may be connected to what is copied.
            pool.close().await;
            Ok::<_, StoreError>(name)
        });
        run(&mut admin, format!("CREATE DATABASE {name} TEMPLATE {}", migrated.await?)).await?;
    }
    admin.close().await?;
    Ok((url(&name), name))
}

/// Runs what no parameter can be bound to. All names are our own: letters and digits.
async fn run(conn: &mut PgConnection, sql: String) -> Result<(), StoreError> {
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(conn).await?;
    Ok(())
}
