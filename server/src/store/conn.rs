//! One connection to either database: binds, runs and fetches, and counts what that cost if somebody wants to know.

use sqlx::pool::PoolConnection;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Postgres, Row as _, Sqlite};

use super::StoreError;
use super::meter::{Gauge, Meter};

/// A connection to SQLite or PostgreSQL.
#[derive(Debug)]
pub struct Conn {
    link: Link,
    /// Only in a store that is metered.
    gauge: Option<Gauge>,
}

/// The databases' own connections.
#[derive(Debug)]
pub(super) enum Link {
    /// To SQLite.
    Sqlite(PoolConnection<Sqlite>),
    /// To PostgreSQL.
    Postgres(PoolConnection<Postgres>),
}

impl From<PoolConnection<Sqlite>> for Conn {
    fn from(conn: PoolConnection<Sqlite>) -> Self {
        Self { link: Link::Sqlite(conn), gauge: None }
    }
}

impl From<PoolConnection<Postgres>> for Conn {
    fn from(conn: PoolConnection<Postgres>) -> Self {
        Self { link: Link::Postgres(conn), gauge: None }
    }
}

/// A value for a `$n`.
#[derive(Debug, Clone)]
pub enum Arg {
    /// A number, a moment in milliseconds, or a truth.
    Int(Option<i64>),
    /// A text.
    Text(Option<String>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

macro_rules! from {
    ($($type:ty => |$value:ident| $arg:expr;)*) => { $(impl From<$type> for Arg { fn from($value: $type) -> Self { $arg } })* };
}
from! {
    i64 => |v| Self::Int(Some(v));
    Option<i64> => |v| Self::Int(v);
    bool => |v| Self::Int(Some(i64::from(v)));
    &str => |v| Self::Text(Some(v.to_owned()));
    String => |v| Self::Text(Some(v));
    &String => |v| Self::Text(Some(v.clone()));
    Option<&str> => |v| Self::Text(v.map(str::to_owned));
    Option<String> => |v| Self::Text(v);
    &[u8] => |v| Self::Bytes(Some(v.to_vec()));
    [u8; 32] => |v| Self::Bytes(Some(v.to_vec()));
    Vec<u8> => |v| Self::Bytes(Some(v));
    Option<Vec<u8>> => |v| Self::Bytes(v);
    jiff::Timestamp => |v| Self::Int(Some(v.as_millisecond()));
    Option<jiff::Timestamp> => |v| Self::Int(v.map(jiff::Timestamp::as_millisecond));
}

macro_rules! bound {
    ($sql:expr, $args:expr) => {{
        let mut query = sqlx::query($sql);
        for arg in $args {
            query = match arg {
                Arg::Int(value) => query.bind(*value),
                Arg::Text(value) => query.bind(value.clone()),
                Arg::Bytes(value) => query.bind(value.clone()),
            };
        }
        query
    }};
}

pub(super) use bound;

impl Conn {
    /// The same connection with a gauge of this meter, if there is one.
    pub(super) fn metered(mut self, meter: Option<&Meter>) -> Self {
        self.gauge = meter.map(Gauge::new);
        self
    }

    /// Before a statement.
    async fn start(&mut self, sql: &str, args: &[Arg]) -> Result<(), StoreError> {
        match (&mut self.gauge, &mut self.link) {
            (None, _) => Ok(()),
            (Some(gauge), Link::Sqlite(conn)) => gauge.start(conn).await,
            (Some(gauge), Link::Postgres(conn)) => gauge.explain(conn, sql, args).await,
        }
    }

    /// After it.
    fn stop(&self, sql: &str) {
        if let (Some(gauge), Link::Sqlite(_)) = (&self.gauge, &self.link) {
            gauge.stop(sql);
        }
    }

    /// Runs a statement; answers how many rows it touched.
    ///
    /// # Errors
    /// The database's.
    pub async fn run(&mut self, sql: &'static str, args: &[Arg]) -> Result<u64, StoreError> {
        self.start(sql, args).await?;
        let touched = match &mut self.link {
            Link::Sqlite(conn) => bound!(sql, args).execute(&mut **conn).await?.rows_affected(),
            Link::Postgres(conn) => bound!(sql, args).execute(&mut **conn).await?.rows_affected(),
        };
        self.stop(sql);
        Ok(touched)
    }

    /// All rows of a query.
    ///
    /// # Errors
    /// The database's.
    pub async fn all(&mut self, sql: &'static str, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        self.start(sql, args).await?;
        let rows = match &mut self.link {
            Link::Sqlite(conn) => bound!(sql, args).fetch_all(&mut **conn).await?.into_iter().map(Row::Sqlite).collect(),
            Link::Postgres(conn) => bound!(sql, args).fetch_all(&mut **conn).await?.into_iter().map(Row::Postgres).collect(),
        };
        self.stop(sql);
        Ok(rows)
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// The database's.
    pub async fn one(&mut self, sql: &'static str, args: &[Arg]) -> Result<Option<Row>, StoreError> {
        self.start(sql, args).await?;
        let row = match &mut self.link {
            Link::Sqlite(conn) => bound!(sql, args).fetch_optional(&mut **conn).await?.map(Row::Sqlite),
            Link::Postgres(conn) => bound!(sql, args).fetch_optional(&mut **conn).await?.map(Row::Postgres),
        };
        self.stop(sql);
        Ok(row)
    }

    /// Reads all pages of an SQLite database; what is wrong with them. PostgreSQL looks after its own.
    ///
    /// # Errors
    /// The database's.
    pub async fn damage(&mut self) -> Result<Option<String>, StoreError> {
        self.pragma("PRAGMA quick_check(1)", "quick_check").await
    }

    /// The same, and whether each index fits its table: longer, and thorough.
    ///
    /// # Errors
    /// The database's.
    pub async fn integrity(&mut self) -> Result<Option<String>, StoreError> {
        self.pragma("PRAGMA integrity_check(1)", "integrity_check").await
    }

    async fn pragma(&mut self, sql: &'static str, column: &str) -> Result<Option<String>, StoreError> {
        if matches!(self.link, Link::Postgres(_)) {
            return Ok(None);
        }
        let found = self.one(sql, &[]).await?.map(|row| row.text(column)).transpose()?;
        Ok(found.filter(|found| found != "ok"))
    }

    /// All rows of a query that was put together from fixed pieces. Never from anything that came from outside: that is bound.
    ///
    /// # Errors
    /// The database's.
    pub(super) async fn all_built(&mut self, sql: String, args: &[Arg]) -> Result<Vec<Row>, StoreError> {
        self.start(&sql, args).await?;
        let own = AssertSqlSafe(sql.clone());
        let rows = match &mut self.link {
            Link::Sqlite(conn) => bound!(own, args).fetch_all(&mut **conn).await?.into_iter().map(Row::Sqlite).collect(),
            Link::Postgres(conn) => bound!(own, args).fetch_all(&mut **conn).await?.into_iter().map(Row::Postgres).collect(),
        };
        self.stop(&sql);
        Ok(rows)
    }

    /// How many rows a query has that was put together from fixed pieces and ends with a LIMIT: a count that stops.
    ///
    /// # Errors
    /// The database's.
    pub(super) async fn count_built(&mut self, limited: &str, args: &[Arg]) -> Result<i64, StoreError> {
        let sql = format!("SELECT COUNT(*) AS n FROM ({limited}) AS counted");
        self.all_built(sql, args).await?.first().map_or(Ok(0), |row| row.int("n"))
    }

    /// Runs a statement that was put together from fixed pieces, such as an insert of several rows.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn run_built(&mut self, sql: String, args: &[Arg]) -> Result<u64, StoreError> {
        self.start(&sql, args).await?;
        let own = AssertSqlSafe(sql.clone());
        let touched = match &mut self.link {
            Link::Sqlite(conn) => bound!(own, args).execute(&mut **conn).await?.rows_affected(),
            Link::Postgres(conn) => bound!(own, args).execute(&mut **conn).await?.rows_affected(),
        };
        self.stop(&sql);
        Ok(touched)
    }

    /// Holds a name until the transaction ends: whoever else wants it waits. SQLite has one writer, who holds everything.
    ///
    /// # Errors
    /// The database's.
    pub async fn hold(&mut self, name: &str) -> Result<(), StoreError> {
        match &self.link {
            Link::Sqlite(_) => Ok(()),
            Link::Postgres(_) => self
                .one("SELECT 1 AS one FROM (SELECT pg_advisory_xact_lock(hashtextextended($1, 0))) AS held", &[Arg::from(name)])
                .await
                .map(drop),
        }
    }

    /// From here to [`Self::end_snapshot`] every statement sees the database as it was at the first of them, whatever others write
    /// meanwhile. It is for reading alone. The connection is closed afterwards and not given to another, so that no snapshot lasts for
    /// longer than whoever asked for it.
    ///
    /// # Errors
    /// The database's.
    pub async fn begin_snapshot(&mut self) -> Result<(), StoreError> {
        match &mut self.link {
            Link::Sqlite(conn) => {
                conn.close_on_drop();
                sqlx::query("BEGIN").execute(&mut **conn).await?;
            }
            Link::Postgres(conn) => {
                conn.close_on_drop();
                sqlx::query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").execute(&mut **conn).await?;
            }
        }
        Ok(())
    }

    /// From here on statements see what others have written.
    ///
    /// # Errors
    /// The database's.
    pub async fn end_snapshot(&mut self) -> Result<(), StoreError> {
        match &mut self.link {
            Link::Sqlite(conn) => sqlx::query("COMMIT").execute(&mut **conn).await.map(drop)?,
            Link::Postgres(conn) => sqlx::query("COMMIT").execute(&mut **conn).await.map(drop)?,
        }
        Ok(())
    }

    /// The one of two texts that this database wants, where one text cannot serve both.
    #[must_use]
    pub const fn pick(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self.link {
            Link::Sqlite(_) => sqlite,
            Link::Postgres(_) => postgres,
        }
    }

    /// Whether the database chooses its plans by figures of what is in the tables (PostgreSQL), and not only by how a statement is
    /// written (SQLite).
    pub(super) const fn plans_by_figures(&self) -> bool {
        matches!(self.link, Link::Postgres(_))
    }

    /// The connection itself, when nobody else may have it any more.
    pub(super) fn into_link(self) -> Link {
        self.link
    }
}

/// A row of either database. Columns are read by name.
pub enum Row {
    /// Of SQLite.
    Sqlite(SqliteRow),
    /// Of PostgreSQL.
    Postgres(PgRow),
}

macro_rules! get {
    ($self:expr, $column:expr) => {
        match $self {
            Row::Sqlite(row) => row.try_get_unchecked($column)?,
            Row::Postgres(row) => row.try_get($column)?,
        }
    };
}

impl Row {
    /// A number.
    ///
    /// # Errors
    /// When the column is missing, empty or of another type.
    pub fn int(&self, column: &str) -> Result<i64, StoreError> {
        Ok(get!(self, column))
    }

    /// A number or nothing.
    ///
    /// # Errors
    /// When the column is missing or of another type.
    pub fn opt_int(&self, column: &str) -> Result<Option<i64>, StoreError> {
        Ok(get!(self, column))
    }

    /// A truth.
    ///
    /// # Errors
    /// When the column is missing, empty or of another type.
    pub fn truth(&self, column: &str) -> Result<bool, StoreError> {
        self.int(column).map(|value| value != 0)
    }

    /// A text.
    ///
    /// # Errors
    /// When the column is missing, empty or of another type.
    pub fn text(&self, column: &str) -> Result<String, StoreError> {
        Ok(get!(self, column))
    }

    /// A text or nothing.
    ///
    /// # Errors
    /// When the column is missing or of another type.
    pub fn opt_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        Ok(get!(self, column))
    }

    /// Bytes.
    ///
    /// # Errors
    /// When the column is missing, empty or of another type.
    pub fn bytes(&self, column: &str) -> Result<Vec<u8>, StoreError> {
        Ok(get!(self, column))
    }

    /// Bytes or nothing.
    ///
    /// # Errors
    /// When the column is missing or of another type.
    pub fn opt_bytes(&self, column: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(get!(self, column))
    }

    /// A moment.
    ///
    /// # Errors
    /// When the column is missing, empty, of another type, or outside the range of moments.
    pub fn moment(&self, column: &'static str) -> Result<jiff::Timestamp, StoreError> {
        moment(self.int(column)?, column)
    }

    /// A moment or nothing.
    ///
    /// # Errors
    /// As [`Row::moment`], save that the column may be empty.
    pub fn opt_moment(&self, column: &'static str) -> Result<Option<jiff::Timestamp>, StoreError> {
        self.opt_int(column)?.map(|millis| moment(millis, column)).transpose()
    }
}

fn moment(millis: i64, column: &'static str) -> Result<jiff::Timestamp, StoreError> {
    jiff::Timestamp::from_millisecond(millis).map_err(|_| StoreError::Inconsistent { table: "(any)", column, row: millis.to_string() })
}
