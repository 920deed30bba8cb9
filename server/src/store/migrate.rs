//! Brings the schema up to date. The migrations are part of the binary; their names are the same for both databases.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, PgPool, SqlSafeStr as _, SqlitePool};

use super::StoreError;

macro_rules! migrations {
    ($($version:literal $name:literal),* $(,)?) => {
        const SQLITE: &[(i64, &str, &str)] = &[$(($version, $name, include_str!(concat!("../../../migrations/sqlite/", $name, ".sql")))),*];
        const POSTGRES: &[(i64, &str, &str)] = &[$(($version, $name, include_str!(concat!("../../../migrations/postgres/", $name, ".sql")))),*];
    };
}

migrations! { 1 "0001_house" }

/// Brings an SQLite database up to date.
///
/// # Errors
/// When a migration fails, or one that was applied has changed since.
pub async fn sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    Ok(migrator(SQLITE).run(pool).await?)
}

/// Brings a PostgreSQL database up to date; several instances may start at once.
///
/// # Errors
/// When a migration fails, or one that was applied has changed since.
pub async fn postgres(pool: &PgPool) -> Result<(), StoreError> {
    Ok(migrator(POSTGRES).run(pool).await?)
}

fn migrator(list: &'static [(i64, &'static str, &'static str)]) -> Migrator {
    let migrations = list
        .iter()
        .map(|(version, name, sql)| {
            Migration::new(*version, Cow::Borrowed(name), MigrationType::Simple, AssertSqlSafe(*sql).into_sql_str(), false)
        })
        .collect::<Vec<_>>();
    Migrator { migrations: Cow::Owned(migrations), ..Migrator::DEFAULT }
}
