//! Sessions: what a browser's cookie opens. Only the cookie's hash is stored.

use jiff::Timestamp;

use super::{Conn, StoreError};
use crate::args;

/// What a cookie opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The ticket that a requester may see.
    pub ticket_id: Option<String>,
    /// The report under it, for a reporter.
    pub report_id: Option<String>,
    /// The member of staff.
    pub staff_id: Option<String>,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Until when downloads may begin: a fresh code was entered.
    pub fresh_until: Option<Timestamp>,
}

/// Adds a session.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, token: &[u8], session: &Session, now: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO sessions (token_hash, id, kind, ticket_id, report_id, staff_id, created_at, expires_at, fresh_until) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            token,
            crate::random::id(now),
            if session.staff_id.is_some() { "staff" } else { "requester" },
            session.ticket_id.as_deref(),
            session.report_id.as_deref(),
            session.staff_id.as_deref(),
            now,
            session.expires_at,
            session.fresh_until,
        ],
    )
    .await
    .map(drop)
}

/// The session of this cookie, while it lasts.
///
/// # Errors
/// The database's.
pub async fn get(conn: &mut Conn, token: &[u8], now: Timestamp) -> Result<Option<Session>, StoreError> {
    conn.one("SELECT * FROM sessions WHERE token_hash = $1 AND expires_at > $2", args![token, now])
        .await?
        .map(|row| {
            Ok(Session {
                ticket_id: row.opt_text("ticket_id")?,
                report_id: row.opt_text("report_id")?,
                staff_id: row.opt_text("staff_id")?,
                expires_at: row.moment("expires_at")?,
                fresh_until: row.opt_moment("fresh_until")?,
            })
        })
        .transpose()
}

/// Lets downloads begin until a moment.
///
/// # Errors
/// The database's.
pub async fn set_fresh(conn: &mut Conn, token: &[u8], until: Timestamp) -> Result<(), StoreError> {
    conn.run("UPDATE sessions SET fresh_until = $2 WHERE token_hash = $1", args![token, until]).await.map(drop)
}

/// Ends a session.
///
/// # Errors
/// The database's.
pub async fn end(conn: &mut Conn, token: &[u8]) -> Result<(), StoreError> {
    conn.run("DELETE FROM sessions WHERE token_hash = $1", args![token]).await.map(drop)
}

/// Forgets sessions that are over.
///
/// # Errors
/// The database's.
pub async fn forget(conn: &mut Conn, now: Timestamp) -> Result<u64, StoreError> {
    conn.run("DELETE FROM sessions WHERE expires_at <= $1", args![now]).await
}
