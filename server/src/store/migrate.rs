//! Brings the schema up to date. The migrations are part of the binary; their names are the same for both databases.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, PgPool, SqlSafeStr as _, SqlitePool};

use super::{Conn, StoreError};

macro_rules! migrations {
    ($($version:literal $name:literal),* $(,)?) => {
        const SQLITE: &[(i64, &str, &str)] = &[$(($version, $name, include_str!(concat!("../../../migrations/sqlite/", $name, ".sql")))),*];
        const POSTGRES: &[(i64, &str, &str)] = &[$(($version, $name, include_str!(concat!("../../../migrations/postgres/", $name, ".sql")))),*];
    };
}

migrations! {
    1 "0001_house",
    2 "0002_people",
    3 "0003_clocks",
    4 "0004_alerts",
    5 "0005_calendars",
    6 "0006_figures",
    7 "0007_acts",
    8 "0008_cost",
    9 "0009_record",
    11 "0011_child_ids",
    12 "0012_known_devices",
    13 "0013_bounds",
    14 "0014_codes",
}

/// Brings an SQLite database up to date.
///
/// # Errors
/// When a migration fails, or one that was applied has changed since.
pub async fn sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    Ok(migrator(SQLITE, REBUILDS).run(pool).await?)
}

/// Brings a PostgreSQL database up to date; several instances may start at once.
///
/// # Errors
/// When a migration fails, or one that was applied has changed since.
pub async fn postgres(pool: &PgPool) -> Result<(), StoreError> {
    Ok(migrator(POSTGRES, &[]).run(pool).await?)
}

/// Whether the schema is this program's: another instance may have brought it further.
///
/// # Errors
/// [`StoreError::Schema`] when it is not; the database's.
pub async fn check(conn: &mut Conn) -> Result<(), StoreError> {
    let newest = SQLITE.last().map_or(0, |(version, ..)| *version);
    let found = conn.one("SELECT MAX(version) AS version FROM _sqlx_migrations", &[]).await?;
    let found = found.map(|row| row.opt_int("version")).transpose()?.flatten().unwrap_or(0);
    if found == newest { Ok(()) } else { Err(StoreError::Schema { found, newest }) }
}

/// The migrations that build tables anew on SQLite: they hold their own transaction, since foreign keys can rest only outside of one.
const REBUILDS: &[i64] = &[2];

fn migrator(list: &'static [(i64, &'static str, &'static str)], own_transaction: &[i64]) -> Migrator {
    let migrations = list
        .iter()
        .map(|(version, name, sql)| {
            Migration::new(
                *version,
                Cow::Borrowed(name),
                MigrationType::Simple,
                AssertSqlSafe(*sql).into_sql_str(),
                own_transaction.contains(version),
            )
        })
        .collect::<Vec<_>>();
    Migrator { migrations: Cow::Owned(migrations), ..Migrator::DEFAULT }
}
