//! What staff are told about tickets by mail, and what waits to be told together. Nothing personal.

use jiff::Timestamp;

use super::{Conn, StoreError};
use crate::args;

/// Something that a member of staff is told about a ticket.
#[derive(Debug, Clone, Copy)]
pub struct Notice<'a> {
    /// The member's identifier.
    pub staff: &'a str,
    /// The ticket's identifier.
    pub ticket: &'a str,
    /// Why: a code of `mail::letter::Alarm`.
    pub alarm: &'a str,
    /// The alert that it is, if it is one.
    pub alert: Option<&'a str>,
}

/// A line of what waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The ticket's reference.
    pub reference: String,
    /// Its product.
    pub product: String,
    /// Why.
    pub alarm: String,
}

/// Records a notice: told by a mail that is queued now, or waiting.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, new: &Notice<'_>, told: bool, now: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO staff_notices (id, staff_id, ticket_id, alarm, at, told_at, alert_id) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![crate::random::id(now), new.staff, new.ticket, new.alarm, now, told.then_some(now), new.alert],
    )
    .await
    .map(drop)
}

/// Why this member was written to after a timestamp: each reason once.
///
/// # Errors
/// The database's.
pub async fn told_since(conn: &mut Conn, staff: &str, since: Timestamp) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT DISTINCT alarm FROM staff_notices WHERE staff_id = $1 AND told_at IS NOT NULL AND told_at > $2";
    conn.all(sql, args![staff, since]).await?.iter().map(|row| row.text("alarm")).collect()
}

/// How many single mails a member got after a timestamp: what was told in the moment in which it came. Counted to `most`.
///
/// # Errors
/// The database's.
pub async fn singles_since(conn: &mut Conn, staff: &str, since: Timestamp, most: i64) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) AS value FROM (SELECT 1 AS one FROM staff_notices WHERE staff_id = $1 AND told_at = at AND told_at > $2 \
               LIMIT $3) AS singles";
    conn.one(sql, args![staff, since, most]).await?.map_or(Ok(0), |row| row.int("value"))
}

/// The members for whom something waits, and who were not written to after a timestamp; at most so many.
///
/// # Errors
/// The database's.
pub async fn due(conn: &mut Conn, since: Timestamp, most: i64) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT DISTINCT staff_id FROM staff_notices WHERE told_at IS NULL AND NOT EXISTS (SELECT 1 FROM staff_notices AS told \
               WHERE told.staff_id = staff_notices.staff_id AND told.told_at IS NOT NULL AND told.told_at > $1) ORDER BY staff_id LIMIT $2";
    conn.all(sql, args![since, most]).await?.iter().map(|row| row.text("staff_id")).collect()
}

/// What waits for a member, the gravest first, and of those the oldest.
///
/// # Errors
/// The database's.
pub async fn waiting(conn: &mut Conn, staff: &str, most: i64) -> Result<Vec<Line>, StoreError> {
    let sql = "SELECT reference, product, alarm FROM staff_notices JOIN tickets ON tickets.id = staff_notices.ticket_id \
               WHERE staff_id = $1 AND told_at IS NULL ORDER BY CASE alarm WHEN 'urgent' THEN 0 WHEN 'breach' THEN 1 WHEN 'red' THEN 2 \
               WHEN 'amber' THEN 3 WHEN 'elapsed' THEN 4 ELSE 5 END, staff_notices.at, staff_notices.id LIMIT $2";
    conn.all(sql, args![staff, most])
        .await?
        .iter()
        .map(|row| Ok(Line { reference: row.text("reference")?, product: row.text("product")?, alarm: row.text("alarm")? }))
        .collect()
}

/// How much waits for a member.
///
/// # Errors
/// The database's.
pub async fn count_waiting(conn: &mut Conn, staff: &str) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) AS value FROM staff_notices WHERE staff_id = $1 AND told_at IS NULL";
    conn.one(sql, args![staff]).await?.map_or(Ok(0), |row| row.int("value"))
}

/// Forgets what waits for a member about tickets that are done meanwhile; with `all`, whatever waits for them: they have left.
///
/// # Errors
/// The database's.
pub async fn drop_waiting(conn: &mut Conn, staff: &str, all: bool) -> Result<(), StoreError> {
    conn.run(
        "DELETE FROM staff_notices WHERE staff_id = $1 AND told_at IS NULL AND ($2 = 1 OR NOT EXISTS \
         (SELECT 1 FROM tickets WHERE tickets.id = staff_notices.ticket_id AND tickets.on_queue = 1))",
        args![staff, i64::from(all)],
    )
    .await
    .map(drop)
}

/// Records that what waits for a member is told by this mail.
///
/// # Errors
/// The database's.
pub async fn set_told(conn: &mut Conn, staff: &str, mail: &str, now: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "UPDATE alert_people SET mail_id = $2 WHERE staff_id = $1 AND mail_id IS NULL AND alert_id IN \
         (SELECT alert_id FROM staff_notices WHERE staff_id = $1 AND told_at IS NULL AND alert_id IS NOT NULL)",
        args![staff, mail],
    )
    .await?;
    conn.run("UPDATE staff_notices SET told_at = $2 WHERE staff_id = $1 AND told_at IS NULL", args![staff, now]).await.map(drop)
}

/// Forgets what was told before a timestamp.
///
/// # Errors
/// The database's.
pub async fn forget(conn: &mut Conn, before: Timestamp) -> Result<(), StoreError> {
    conn.run("DELETE FROM staff_notices WHERE told_at IS NOT NULL AND told_at < $1", args![before]).await.map(drop)
}
