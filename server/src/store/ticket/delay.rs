//! What the requester of a late ticket was told.

use jiff::Timestamp;

use crate::args;
use crate::store::{Conn, StoreError};

/// Notes that the requester was told of the delay in this cycle; answers whether they had not been.
///
/// # Errors
/// The database's.
pub async fn set_delay_told(conn: &mut Conn, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(conn.run("UPDATE tickets SET delay_told_at = $2 WHERE id = $1 AND delay_told_at IS NULL", args![id, now]).await? == 1)
}

/// A new cycle begins: its delay, if there will be one, has not been told.
///
/// # Errors
/// The database's.
pub async fn clear_delay_told(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    conn.run("UPDATE tickets SET delay_told_at = NULL, new_moment_at = NULL WHERE id = $1", args![id]).await.map(drop)
}

/// The moment by which a late ticket is meant to be done, as its requester was told last; `None` before they were told.
///
/// # Errors
/// The database's.
pub async fn new_moment(conn: &mut Conn, id: &str) -> Result<Option<Timestamp>, StoreError> {
    let row = conn.one("SELECT new_moment_at FROM tickets WHERE id = $1", args![id]).await?;
    row.map_or(Ok(None), |row| row.opt_moment("new_moment_at"))
}

/// Notes which moment the requester is told.
///
/// # Errors
/// The database's.
pub async fn set_new_moment(conn: &mut Conn, id: &str, at: Option<Timestamp>) -> Result<(), StoreError> {
    conn.run("UPDATE tickets SET new_moment_at = $2 WHERE id = $1", args![id, at]).await.map(drop)
}
