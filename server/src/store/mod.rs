//! The store: one SQL text for SQLite and PostgreSQL, chosen by the URL.
//!
//! To add a table: a migration of the same name in `migrations/sqlite` and `migrations/postgres`, and a file here with one
//! function for each question. Every function takes a [`Conn`]; those that write are called from inside [`Store::write`] only.
//! The portable subset: `$n`, RETURNING, ON CONFLICT, TEXT identifiers, BIGINT milliseconds, CHECK for enums.

pub mod account;
pub mod account_link;
pub mod agreement;
pub mod alert;
pub mod api_token;
pub mod authority;
pub mod breach;
pub mod bulk;
pub mod calendar_change;
pub mod child;
pub mod child_id;
pub mod codes;
mod conn;
pub mod consent;
pub mod device;
pub mod event;
pub mod fact;
pub mod figures;
pub mod file;
pub mod flag;
pub mod frozen;
pub mod invite;
pub mod look;
pub mod message;
pub mod meter;
pub mod migrate;
pub mod outbox;
pub mod outcome;
pub mod pause;
pub mod promise_lines;
pub mod promise_year;
pub mod promises;
pub mod queue;
pub mod recompute;
pub mod record;
pub mod refusal;
pub mod report;
pub mod retention;
pub mod retention_people;
pub mod rota;
pub mod rules;
pub mod sealed;
pub mod second;
pub mod seen;
pub mod session;
pub mod simulate;
pub mod staff;
pub mod staff_notice;
pub mod stand;
pub mod ticket;
mod writer;

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};

pub use conn::{Arg, Conn, Row};
pub use writer::Fut;

/// Gives a list of [`Arg`]s.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::store::Arg::from($value)),*] };
}

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or is away.
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    /// A migration failed.
    #[error("a migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The schema is another program's.
    #[error("the schema of the database has version {found}, and this program wants {newest}")]
    Schema {
        /// The version that is there.
        found: i64,
        /// The version that this program brings.
        newest: i64,
    },
    /// A row holds what it should not.
    #[error("the row {row} of {table} has a wrong {column}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's identifier.
        row: String,
    },
    /// A personal field cannot be opened.
    #[error(transparent)]
    Vault(#[from] crate::vault::VaultError),
    /// The URL is neither SQLite's nor PostgreSQL's.
    #[error("the database URL must begin with sqlite: or postgres:")]
    Url,
    /// The writer is gone: the process is stopping.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    /// Whether the disk of the database has no room left.
    #[must_use]
    pub fn is_full(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        let Some(code) = error.code() else { return false };
        // SQLITE_FULL, SQLITE_IOERR_WRITE; PostgreSQL's disk_full.
        code == "53100" || code.parse::<u32>().is_ok_and(|code| code & 0xff == 13 || code == 778)
    }

    /// Whether it may go well later without anything being changed: the server is away, starts, or has no connection left.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Database(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut) => true,
            // It starts, stops, or is full (PostgreSQL, appendix A).
            Self::Database(sqlx::Error::Database(error)) => {
                error.code().is_some_and(|code| matches!(&*code, "57P01" | "57P02" | "57P03" | "53300"))
            }
            _ => false,
        }
    }

    /// Whether a row like this one is there already.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

/// How many connections to PostgreSQL an instance has at most.
const CONNECTIONS: u32 = 16;

/// The databases that there are.
#[derive(Debug, Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// The database, with one door for all writes.
#[derive(Debug, Clone)]
pub struct Store {
    pool: Pool,
    writer: writer::Writer,
    /// Only in a store that is metered.
    meter: Option<meter::Meter>,
}

/// Makes the database's file readable by its owner alone, and what lies beside it: SQLite gives its log the rights of the database.
/// One in memory has no file.
#[cfg(unix)]
fn own_alone(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
    let name = file.as_os_str().to_string_lossy().into_owned();
    if name.is_empty() || name.starts_with([':', '?']) || name.starts_with("file:") {
        return Ok(());
    }
    let made = std::fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(file);
    if let Err(error) = made
        && error.kind() != std::io::ErrorKind::AlreadyExists
    {
        return Err(error);
    }
    for part in ["", "-wal", "-shm"].map(|end| format!("{name}{end}")) {
        let Ok(found) = std::fs::metadata(&part) else { continue };
        let mode = found.permissions().mode();
        if mode & 0o077 != 0
            && let Err(error) = std::fs::set_permissions(&part, std::fs::Permissions::from_mode(mode & !0o077))
        {
            tracing::warn!(%error, "others may read the database, and its rights cannot be taken back");
        }
    }
    Ok(())
}

impl Store {
    /// Opens the database at `url` (`sqlite:PATH` or `postgres://…`), brings its schema up to date, and starts the writer.
    ///
    /// SQLite runs with a write-ahead log and a full sync for each commit: what was acknowledged survives a loss of power.
    ///
    /// # Errors
    /// When the URL is neither kind, the database cannot be reached, or a migration fails.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::with(url, CONNECTIONS, None).await
    }

    /// The same, with so many connections to PostgreSQL at most.
    pub(crate) async fn open_with(url: &str, connections: u32) -> Result<Self, StoreError> {
        Self::with(url, connections, None).await
    }

    /// The same, with a meter that counts what its statements cost. For tests: counting takes time.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_metered(url: &str) -> Result<(Self, meter::Meter), StoreError> {
        let meter = meter::Meter::default();
        Ok((Self::with(url, CONNECTIONS, Some(meter.clone())).await?, meter))
    }

    async fn with(url: &str, connections: u32, meter: Option<meter::Meter>) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .pragma("cache_size", "-16000")
                .pragma("temp_store", "memory");
            #[cfg(unix)]
            own_alone(options.get_filename()).map_err(|error| StoreError::Database(sqlx::Error::Io(error)))?;
            let writing = SqlitePoolOptions::new().max_connections(1).min_connections(1).connect_with(options.clone()).await?;
            migrate::sqlite(&writing).await?;
            let reading = SqlitePoolOptions::new().max_connections(4).connect_with(options.read_only(false)).await?;
            let conn = Conn::from(writing.acquire().await?).metered(meter.as_ref());
            Ok(Self { pool: Pool::Sqlite(reading), writer: writer::Writer::sqlite(conn), meter })
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)?;
            let pool =
                PgPoolOptions::new().max_connections(connections).acquire_timeout(Duration::from_secs(30)).connect_with(options).await?;
            migrate::postgres(&pool).await?;
            Ok(Self { writer: writer::Writer::postgres(pool.clone(), meter.clone()), pool: Pool::Postgres(pool), meter })
        } else {
            Err(StoreError::Url)
        }
    }

    /// Whether a PostgreSQL server lets us in now.
    ///
    /// # Errors
    /// Why not.
    pub async fn answers(url: &str) -> Result<(), StoreError> {
        use sqlx::{ConnectOptions as _, Connection as _};
        let options = PgConnectOptions::from_str(url)?;
        let connecting = tokio::time::timeout(Duration::from_secs(5), options.connect()).await;
        let conn = connecting.map_err(|_| StoreError::Database(sqlx::Error::PoolTimedOut))??;
        Ok(conn.close().await?)
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// When none can be had in time.
    pub async fn read(&self) -> Result<Conn, StoreError> {
        let conn = match &self.pool {
            Pool::Sqlite(pool) => Conn::from(pool.acquire().await?),
            Pool::Postgres(pool) => Conn::from(pool.acquire().await?),
        };
        Ok(conn.metered(self.meter.as_ref()))
    }

    /// Runs a job in a transaction and answers after the commit is on disk. An error of the job rolls it back.
    ///
    /// This is the one door for writes. SQLite's writer commits the jobs that wait together in one transaction, each in a
    /// savepoint of its own, and acknowledges each after the sync.
    ///
    /// # Errors
    /// The job's own, or the store's when it cannot be committed.
    pub async fn write<V, E, F>(&self, job: F) -> Result<V, E>
    where
        V: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Conn) -> Fut<'c, Result<V, E>> + Send + 'static,
    {
        self.writer.write(job).await
    }

    /// Folds SQLite's write-ahead log into the database, so that what a stopped portal leaves is one file.
    ///
    /// # Errors
    /// The database's.
    pub async fn settle(&self) -> Result<(), StoreError> {
        match self.pool {
            Pool::Sqlite(_) => self.read().await?.one("PRAGMA wal_checkpoint(TRUNCATE)", &[]).await.map(drop),
            Pool::Postgres(_) => Ok(()),
        }
    }

    /// Which database it is: `sqlite` or `postgres`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self.pool {
            Pool::Sqlite(_) => "sqlite",
            Pool::Postgres(_) => "postgres",
        }
    }
}
