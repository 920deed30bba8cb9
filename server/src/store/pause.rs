//! Pauses of a ticket's clocks.

use domain::clock::{Pause, PauseReason};
use jiff::Timestamp;

use super::{Conn, Row, StoreError};
use crate::args;

/// Starts a pause.
///
/// # Errors
/// The database's.
pub async fn start(
    conn: &mut Conn,
    id: &str,
    ticket: &str,
    cycle: i64,
    reason: PauseReason,
    at: Timestamp,
    max_end: Timestamp,
) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO pauses (id, ticket_id, cycle, reason, started_at, max_end_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![id, ticket, cycle, reason_code(reason), at, max_end],
    )
    .await
    .map(drop)
}

/// Ends the pause that is open, if there is one.
///
/// # Errors
/// The database's.
pub async fn end(conn: &mut Conn, ticket: &str, at: Timestamp) -> Result<(), StoreError> {
    conn.run("UPDATE pauses SET ended_at = $2 WHERE ticket_id = $1 AND ended_at IS NULL", args![ticket, at]).await.map(drop)
}

/// The tickets whose open pause has come to its longest time, whether it holds a clock or none.
///
/// # Errors
/// The database's.
pub async fn over(conn: &mut Conn, now: Timestamp) -> Result<Vec<String>, StoreError> {
    conn.all("SELECT ticket_id FROM pauses WHERE ended_at IS NULL AND max_end_at <= $1 ORDER BY max_end_at LIMIT 100", args![now])
        .await?
        .iter()
        .map(|row| row.text("ticket_id"))
        .collect()
}

/// When the open pause of a ticket ends by itself; `None` when none is open.
///
/// # Errors
/// The database's.
pub async fn open_until(conn: &mut Conn, ticket: &str) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT MIN(max_end_at) AS until FROM pauses WHERE ticket_id = $1 AND ended_at IS NULL";
    conn.one(sql, args![ticket]).await?.map_or(Ok(None), |row| row.opt_moment("until"))
}

/// The pauses of a cycle, oldest first.
///
/// # Errors
/// The database's, or a reason that is not known.
pub async fn list(conn: &mut Conn, ticket: &str, cycle: i64) -> Result<Vec<Pause>, StoreError> {
    conn.all(
        "SELECT id, reason, started_at, max_end_at, ended_at FROM pauses WHERE ticket_id = $1 AND cycle = $2 ORDER BY started_at, id",
        args![ticket, cycle],
    )
    .await?
    .iter()
    .map(read)
    .collect()
}

/// The pauses of the tickets whose identifiers lie after one and up to another, with ticket and cycle, oldest first; only of those on
/// the queue that keep this rule set, if one is given.
///
/// # Errors
/// The database's, or a reason that is not known.
pub async fn between(conn: &mut Conn, after: &str, last: &str, rules: Option<&str>) -> Result<Vec<(String, i64, Pause)>, StoreError> {
    let rows = match rules {
        None => {
            let sql = "SELECT id, ticket_id, cycle, reason, started_at, max_end_at, ended_at FROM pauses \
                       WHERE ticket_id > $1 AND ticket_id <= $2 ORDER BY ticket_id, started_at, id";
            conn.all(sql, args![after, last]).await?
        }
        Some(rules) => {
            // From the tickets to their pauses: a set that few keep is not looked for among all that ever waited.
            let sql = "SELECT pauses.id AS id, ticket_id, pauses.cycle AS cycle, reason, started_at, max_end_at, ended_at \
                       FROM tickets CROSS JOIN pauses WHERE tickets.on_queue = 1 AND tickets.rules = $3 AND tickets.id > $1 \
                       AND tickets.id <= $2 AND pauses.ticket_id = tickets.id ORDER BY ticket_id, started_at, pauses.id";
            conn.all(sql, args![after, last, rules]).await?
        }
    };
    rows.iter().map(|row| Ok((row.text("ticket_id")?, row.int("cycle")?, read(row)?))).collect()
}

fn read(row: &Row) -> Result<Pause, StoreError> {
    let reason = PauseReason::from_code(&row.text("reason")?);
    let reason = reason.ok_or(StoreError::Inconsistent { table: "pauses", column: "reason", row: row.text("id")? })?;
    Ok(Pause { start: row.moment("started_at")?, end: row.opt_moment("ended_at")?, max_end: row.moment("max_end_at")?, reason })
}

/// The reason's name in the database.
#[must_use]
pub const fn reason_code(reason: PauseReason) -> &'static str {
    match reason {
        PauseReason::IdentityCheck => "identity_check",
        PauseReason::Clarification => "clarification",
    }
}
