//! Moves of open tickets from one rule set to another.

use jiff::Timestamp;

use super::{Conn, Row, StoreError};
use crate::args;

/// A move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recompute {
    /// Identifier.
    pub id: String,
    /// The pack's slug.
    pub product: String,
    /// The rule set that its tickets keep.
    pub from: String,
    /// The one that they are to keep.
    pub to: String,
    /// `policy`, or the identifier of the change of the calendars.
    pub cause: String,
    /// When it was approved.
    pub approved_at: Timestamp,
    /// The member of staff who approved it.
    pub approved_by: String,
    /// How many tickets were looked at so far.
    pub looked: i64,
    /// How many of them have another due now.
    pub moved: i64,
    /// When the last one was moved.
    pub done_at: Option<Timestamp>,
}

const COLUMNS: &str = "SELECT id, product, from_rules, to_rules, cause, approved_at, approved_by, looked, moved, done_at FROM recomputes";

/// Records an approved move. Its counts begin at nothing.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, run: &Recompute) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO recomputes (id, product, from_rules, to_rules, cause, approved_at, approved_by, looked, moved) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0)",
        args![&run.id, &run.product, &run.from, &run.to, &run.cause, run.approved_at, &run.approved_by],
    )
    .await
    .map(drop)
}

/// The moves that are not done, oldest first; and those that have work again: an instance that had not heard of them gave a new ticket
/// the old rules, or a request was proved after them. A change of the calendars goes on for good, a change of policy since a moment:
/// files that are put back bring the old rules back.
///
/// # Errors
/// The database's.
pub async fn open(conn: &mut Conn, since: Timestamp) -> Result<Vec<Recompute>, StoreError> {
    conn.all_built(
        format!(
            "{COLUMNS} WHERE done_at IS NULL OR ((cause <> 'policy' OR approved_at > $1) AND EXISTS (SELECT 1 FROM tickets \
             WHERE tickets.on_queue = 1 AND tickets.rules = recomputes.from_rules)) ORDER BY approved_at, id"
        ),
        args![since],
    )
    .await?
    .iter()
    .map(read)
    .collect()
}

/// From which set to which there was ever a move.
///
/// # Errors
/// The database's.
pub async fn links(conn: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    conn.all("SELECT DISTINCT from_rules, to_rules FROM recomputes", args![])
        .await?
        .iter()
        .map(|row| Ok((row.text("from_rules")?, row.text("to_rules")?)))
        .collect()
}

/// The latest moves, newest first.
///
/// # Errors
/// The database's.
pub async fn latest(conn: &mut Conn, most: i64) -> Result<Vec<Recompute>, StoreError> {
    conn.all_built(format!("{COLUMNS} ORDER BY approved_at DESC, id DESC LIMIT $1"), args![most]).await?.iter().map(read).collect()
}

/// Counts tickets of a move.
///
/// # Errors
/// The database's.
pub async fn count(conn: &mut Conn, id: &str, looked: i64, moved: i64) -> Result<(), StoreError> {
    conn.run("UPDATE recomputes SET looked = looked + $2, moved = moved + $3 WHERE id = $1", args![id, looked, moved]).await.map(drop)
}

/// Notes that a move is done; answers whether it was not.
///
/// # Errors
/// The database's.
pub async fn done(conn: &mut Conn, id: &str, at: Timestamp) -> Result<bool, StoreError> {
    Ok(conn.run("UPDATE recomputes SET done_at = $2 WHERE id = $1 AND done_at IS NULL", args![id, at]).await? == 1)
}

fn read(row: &Row) -> Result<Recompute, StoreError> {
    Ok(Recompute {
        id: row.text("id")?,
        product: row.text("product")?,
        from: row.text("from_rules")?,
        to: row.text("to_rules")?,
        cause: row.text("cause")?,
        approved_at: row.moment("approved_at")?,
        approved_by: row.text("approved_by")?,
        looked: row.int("looked")?,
        moved: row.int("moved")?,
        done_at: row.opt_moment("done_at")?,
    })
}
