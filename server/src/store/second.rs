//! Recovery codes: what stands in for a lost second factor. Only hashes are stored, each is used once.

use jiff::Timestamp;

use super::{Conn, StoreError};
use crate::args;

/// Adds a recovery code. `holder`: `account:ID` or `staff:ID`.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, id: &str, holder: &str, hash: &[u8]) -> Result<(), StoreError> {
    conn.run("INSERT INTO recovery_codes (id, holder, code_hash) VALUES ($1, $2, $3)", args![id, holder, hash]).await.map(drop)
}

/// Uses a code up; answers whether there was such a code, unused.
///
/// # Errors
/// The database's.
pub async fn use_up(conn: &mut Conn, holder: &str, hash: &[u8], now: Timestamp) -> Result<bool, StoreError> {
    let used = "UPDATE recovery_codes SET used_at = $3 WHERE holder = $1 AND code_hash = $2 AND used_at IS NULL";
    Ok(conn.run(used, args![holder, hash, now]).await? > 0)
}

/// How many unused codes are left.
///
/// # Errors
/// The database's.
pub async fn left(conn: &mut Conn, holder: &str) -> Result<i64, StoreError> {
    conn.one("SELECT COUNT(*) AS n FROM recovery_codes WHERE holder = $1 AND used_at IS NULL", args![holder])
        .await?
        .map_or(Ok(0), |row| row.int("n"))
}

/// Forgets all codes of a holder.
///
/// # Errors
/// The database's.
pub async fn forget(conn: &mut Conn, holder: &str) -> Result<(), StoreError> {
    conn.run("DELETE FROM recovery_codes WHERE holder = $1", args![holder]).await.map(drop)
}
