//! Why clocks were late: a code for each clock of a cycle.

use domain::clock::ClockName;
use jiff::Timestamp;

use super::{Conn, StoreError};
use crate::args;

/// Why a clock was late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The ticket's cycle.
    pub cycle: i64,
    /// The clock's code.
    pub clock: String,
    /// One of [`domain::breach::REASONS`].
    pub code: String,
    /// Who said so: `staff:ID`.
    pub actor: String,
    /// When (UTC).
    pub at: Timestamp,
}

/// Records a reason; answers whether there was none yet. What was said stays.
///
/// # Errors
/// The database's.
pub async fn insert(
    conn: &mut Conn,
    ticket: &str,
    cycle: i64,
    clock: ClockName,
    code: &str,
    actor: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let added = conn
        .run(
            "INSERT INTO breach_reasons (ticket_id, cycle, clock, code, actor, at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (ticket_id, cycle, clock) DO NOTHING",
            args![ticket, cycle, clock.code(), code, actor, now],
        )
        .await?;
    // It is off the list of what wants a reason; an alert that comes later finds the reason by itself.
    let sql = "UPDATE alerts SET explained = 1 WHERE ticket_id = $1 AND cycle = $2 AND clock = $3 AND threshold = 'breach'";
    conn.run(sql, args![ticket, cycle, clock.code()]).await?;
    Ok(added == 1)
}

/// The reasons of a ticket, the oldest cycle first.
///
/// # Errors
/// The database's.
pub async fn list(conn: &mut Conn, ticket: &str) -> Result<Vec<Reason>, StoreError> {
    conn.all("SELECT cycle, clock, code, actor, at FROM breach_reasons WHERE ticket_id = $1 ORDER BY cycle, clock", args![ticket])
        .await?
        .iter()
        .map(|row| {
            Ok(Reason {
                cycle: row.int("cycle")?,
                clock: row.text("clock")?,
                code: row.text("code")?,
                actor: row.text("actor")?,
                at: row.moment("at")?,
            })
        })
        .collect()
}
