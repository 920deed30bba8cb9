//! Browsers that are known to an account or to a member of staff. Only the hash of their secret is stored, and it opens nothing.

use jiff::Timestamp;

use super::{Conn, StoreError};
use crate::args;

/// How many browsers of one holder are known; with one more, the one that was away longest is forgotten.
pub const MOST: i64 = 10;

/// Whether the browser with this secret is known to this holder (`account:ID` or `staff:ID`).
///
/// # Errors
/// The database's.
pub async fn knows(conn: &mut Conn, token: &[u8], holder: &str) -> Result<bool, StoreError> {
    Ok(conn.one("SELECT 1 AS one FROM known_devices WHERE token_hash = $1 AND holder = $2", args![token, holder]).await?.is_some())
}

/// Makes a browser known to a holder under a new secret, in place of the old one. Whoever else knows the browser by the old secret is
/// left alone: their counts do not begin anew because somebody logs in beside them.
///
/// # Errors
/// The database's.
pub async fn remember(conn: &mut Conn, old: Option<&[u8]>, new: &[u8], holder: &str, now: Timestamp) -> Result<(), StoreError> {
    if let Some(old) = old {
        conn.run("UPDATE known_devices SET token_hash = $2 WHERE token_hash = $1 AND holder = $3", args![old, new, holder]).await?;
    }
    conn.run(
        "INSERT INTO known_devices (token_hash, holder, seen_at) VALUES ($1, $2, $3) \
         ON CONFLICT (token_hash, holder) DO UPDATE SET seen_at = excluded.seen_at",
        args![new, holder, now],
    )
    .await?;
    conn.run(
        "DELETE FROM known_devices WHERE holder = $1 AND token_hash NOT IN \
         (SELECT token_hash FROM known_devices WHERE holder = $1 ORDER BY seen_at DESC, token_hash LIMIT $2)",
        args![holder, MOST],
    )
    .await
    .map(drop)
}

/// Forgets the browsers of a holder.
///
/// # Errors
/// The database's.
pub async fn forget(conn: &mut Conn, holder: &str) -> Result<(), StoreError> {
    conn.run("DELETE FROM known_devices WHERE holder = $1", args![holder]).await.map(drop)
}

/// Forgets the browsers that have not come since this timestamp.
///
/// # Errors
/// The database's.
pub async fn forget_before(conn: &mut Conn, before: Timestamp) -> Result<u64, StoreError> {
    conn.run("DELETE FROM known_devices WHERE seen_at < $1", args![before]).await
}
