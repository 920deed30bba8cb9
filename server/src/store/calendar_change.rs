//! Changes of the calendars: drafts, and what was decided about them.

use domain::calendar::CalendarChange;
use jiff::Timestamp;

use super::{Conn, Row, StoreError};
use crate::args;

/// A change with its story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// Identifier.
    pub id: String,
    /// `draft`, `approved` or `rejected`.
    pub state: String,
    /// When it was drafted.
    pub made_at: Timestamp,
    /// The member of staff who drafted it.
    pub made_by: String,
    /// Why, in their words. Nothing personal belongs here.
    pub reason: String,
    /// The change.
    pub change: CalendarChange,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// The other member of staff who decided.
    pub decided_by: Option<String>,
}

const COLUMNS: &str = "SELECT id, state, made_at, made_by, reason, body, decided_at, decided_by FROM calendar_changes";

/// Adds a draft.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, draft: &Drafted) -> Result<(), StoreError> {
    let body = serde_json::to_string(&draft.change).map_err(|_| wrong(&draft.id))?;
    conn.run(
        "INSERT INTO calendar_changes (id, state, made_at, made_by, reason, body) VALUES ($1, 'draft', $2, $3, $4, $5)",
        args![&draft.id, draft.made_at, &draft.made_by, &draft.reason, body],
    )
    .await
    .map(drop)
}

/// The change with this identifier.
///
/// # Errors
/// The database's, or a change that cannot be read.
pub async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<Drafted>, StoreError> {
    conn.all_built(format!("{COLUMNS} WHERE id = $1"), args![id]).await?.first().map(read).transpose()
}

/// The latest changes, drafts first, newest first.
///
/// # Errors
/// The database's, or a change that cannot be read.
pub async fn latest(conn: &mut Conn, most: i64) -> Result<Vec<Drafted>, StoreError> {
    conn.all_built(format!("{COLUMNS} ORDER BY CASE WHEN state = 'draft' THEN 0 ELSE 1 END, made_at DESC, id DESC LIMIT $1"), args![most])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The approved changes, in the order of their approval.
///
/// # Errors
/// The database's, or a change that cannot be read.
pub async fn approved(conn: &mut Conn) -> Result<Vec<CalendarChange>, StoreError> {
    conn.all_built(format!("{COLUMNS} WHERE state = 'approved' ORDER BY decided_at, id"), args![])
        .await?
        .iter()
        .map(|row| read(row).map(|drafted| drafted.change))
        .collect()
}

/// When the latest decision was made.
///
/// # Errors
/// The database's.
pub async fn last_decided(conn: &mut Conn) -> Result<Option<Timestamp>, StoreError> {
    let row = conn.one("SELECT MAX(decided_at) AS at FROM calendar_changes", args![]).await?;
    Ok(row.map(|row| row.opt_moment("at")).transpose()?.flatten())
}

/// Decides a draft; answers whether it still was one.
///
/// # Errors
/// The database's.
pub async fn decide(conn: &mut Conn, id: &str, approved: bool, by: &str, at: Timestamp) -> Result<bool, StoreError> {
    let state = if approved { "approved" } else { "rejected" };
    let sql = "UPDATE calendar_changes SET state = $2, decided_at = $3, decided_by = $4 WHERE id = $1 AND state = 'draft'";
    Ok(conn.run(sql, args![id, state, at, by]).await? == 1)
}

fn wrong(id: &str) -> StoreError {
    StoreError::Inconsistent { table: "calendar_changes", column: "body", row: id.to_owned() }
}

fn read(row: &Row) -> Result<Drafted, StoreError> {
    let id = row.text("id")?;
    Ok(Drafted {
        state: row.text("state")?,
        made_at: row.moment("made_at")?,
        made_by: row.text("made_by")?,
        reason: row.text("reason")?,
        change: serde_json::from_str(&row.text("body")?).map_err(|_| wrong(&id))?,
        decided_at: row.opt_moment("decided_at")?,
        decided_by: row.opt_text("decided_by")?,
        id,
    })
}
