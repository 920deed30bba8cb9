//! The last time of which the portal was sure, for whoever starts next.

use jiff::Timestamp;

use super::{Conn, StoreError};
use crate::args;

/// The setting.
const KEY: &str = "clock";

/// The last time of which an instance was sure; `None` before the first.
///
/// # Errors
/// The database's, or a setting that is none.
pub async fn last(conn: &mut Conn) -> Result<Option<Timestamp>, StoreError> {
    let Some(row) = conn.one("SELECT value FROM settings WHERE key = $1", args![KEY]).await? else { return Ok(None) };
    let wrong = || StoreError::Inconsistent { table: "settings", column: "value", row: KEY.to_owned() };
    let bytes: [u8; 8] = row.bytes("value")?.try_into().map_err(|_| wrong())?;
    Timestamp::from_millisecond(i64::from_be_bytes(bytes)).map(Some).map_err(|_| wrong())
}

/// Remembers it.
///
/// # Errors
/// The database's.
pub async fn set(conn: &mut Conn, at: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    conn.run(sql, args![KEY, &at.as_millisecond().to_be_bytes()[..]]).await.map(drop)
}

/// What the database's own clock shows; `None` of SQLite, which has the machine's.
///
/// # Errors
/// The database's.
pub async fn of_database(conn: &mut Conn) -> Result<Option<Timestamp>, StoreError> {
    let sql = conn.pick("", "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS at");
    if sql.is_empty() {
        return Ok(None);
    }
    conn.one(sql, &[]).await?.map(|row| row.moment("at")).transpose()
}
