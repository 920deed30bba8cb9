//! What takes the old records of guardians away, and finds accounts that nobody has used for long.

use jiff::Timestamp;

use super::{Conn, StoreError};
use crate::args;

/// A record that has ended: a consent or an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Identifier.
    pub id: String,
    /// The pack's slug.
    pub product: String,
    /// When it ended (UTC).
    pub at: Timestamp,
}

/// Consents that were withdrawn or have ended before a moment.
///
/// # Errors
/// The database's.
pub async fn consents(conn: &mut Conn, before: Timestamp) -> Result<Vec<Ended>, StoreError> {
    ended(
        conn,
        "SELECT id, product, COALESCE(withdrawn_at, ends_at) AS at FROM consents WHERE state IN ('withdrawn', 'ended') \
         AND COALESCE(withdrawn_at, ends_at) < $1 ORDER BY id LIMIT 500",
        before,
    )
    .await
}

/// Authorities that were refused, given up or have ended before a moment, and on which nothing rests any more: no ticket that is
/// still there, no consent.
///
/// # Errors
/// The database's.
pub async fn authorities(conn: &mut Conn, before: Timestamp) -> Result<Vec<Ended>, StoreError> {
    ended(
        conn,
        "SELECT id, product, COALESCE(ended_at, decided_at, declared_at) AS at FROM authorities \
         WHERE state IN ('refused', 'withdrawn', 'ended') AND COALESCE(ended_at, decided_at, declared_at) < $1 \
         AND NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.authority_id = authorities.id OR tickets.id = authorities.ticket_id) \
         AND NOT EXISTS (SELECT 1 FROM consents WHERE consents.authority_id = authorities.id) ORDER BY id LIMIT 500",
        before,
    )
    .await
}

async fn ended(conn: &mut Conn, sql: &'static str, before: Timestamp) -> Result<Vec<Ended>, StoreError> {
    conn.all(sql, args![before])
        .await?
        .iter()
        .map(|row| Ok(Ended { id: row.text("id")?, product: row.text("product")?, at: row.moment("at")? }))
        .collect()
}

/// Removes a consent.
///
/// # Errors
/// The database's.
pub async fn erase_consent(conn: &mut Conn, id: &str) -> Result<u64, StoreError> {
    conn.run("DELETE FROM consents WHERE id = $1 AND state IN ('withdrawn', 'ended')", args![id]).await
}

/// Removes an authority with what hangs on it, and its child if that has no other; answers how many authorities and children went.
///
/// # Errors
/// The database's; a foreign key's when something rests on it after all.
pub async fn erase_authority(conn: &mut Conn, id: &str) -> Result<(u64, u64), StoreError> {
    let found =
        conn.one("SELECT child_id FROM authorities WHERE id = $1 AND state IN ('refused', 'withdrawn', 'ended')", args![id]).await?;
    let Some(row) = found else { return Ok((0, 0)) };
    let child = row.text("child_id")?;
    conn.run("DELETE FROM agreements WHERE authority_id = $1", args![id]).await?;
    conn.run("DELETE FROM codes WHERE authority_id = $1", args![id]).await?;
    let gone = conn.run("DELETE FROM authorities WHERE id = $1", args![id]).await?;
    let child_gone = conn
        .run(
            "DELETE FROM children WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM authorities WHERE authorities.child_id = $1) \
             AND NOT EXISTS (SELECT 1 FROM consents WHERE consents.child_id = $1)",
            args![child],
        )
        .await?;
    Ok((gone, child_gone))
}

/// Children of erased accounts over whom nobody ever claimed an authority, or nobody does any more, told of before a moment.
///
/// # Errors
/// The database's.
pub async fn lone_children(conn: &mut Conn, before: Timestamp) -> Result<Vec<Ended>, StoreError> {
    ended(
        conn,
        "SELECT id, product, created_at AS at FROM children WHERE created_at < $1 \
         AND NOT EXISTS (SELECT 1 FROM accounts WHERE accounts.id = children.account_id) \
         AND NOT EXISTS (SELECT 1 FROM authorities WHERE authorities.child_id = children.id) \
         AND NOT EXISTS (SELECT 1 FROM consents WHERE consents.child_id = children.id) ORDER BY id LIMIT 500",
        before,
    )
    .await
}

/// Removes a child on whom nothing rests.
///
/// # Errors
/// The database's; a foreign key's when something does.
pub async fn erase_child(conn: &mut Conn, id: &str) -> Result<u64, StoreError> {
    conn.run("DELETE FROM children WHERE id = $1", args![id]).await
}

macro_rules! loose {
    () => {
        "WHERE lifted_at IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM children WHERE children.child_key = child_flags.child_key) \
         AND NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.child_key = child_flags.child_key)"
    };
}

/// How many lifted flags there are of children whom no guardian has here any more and no ticket is about.
///
/// # Errors
/// The database's.
pub async fn loose_flags(conn: &mut Conn) -> Result<u64, StoreError> {
    conn.one(concat!("SELECT COUNT(*) AS n FROM child_flags ", loose!()), &[])
        .await?
        .map_or(Ok(0), |row| row.int("n").map(i64::unsigned_abs))
}

/// Removes those flags; answers how many.
///
/// # Errors
/// The database's.
pub async fn erase_flags(conn: &mut Conn) -> Result<u64, StoreError> {
    conn.run(concat!("DELETE FROM child_flags ", loose!()), &[]).await
}

/// Accounts of whom nothing was recorded since a moment and who have nothing open: their identifiers.
///
/// # Errors
/// The database's.
pub async fn idle_accounts(conn: &mut Conn, since: Timestamp) -> Result<Vec<String>, StoreError> {
    conn.all(
        "SELECT id FROM accounts WHERE created_at < $1 \
         AND NOT EXISTS (SELECT 1 FROM events WHERE events.stream = 'account:' || accounts.id AND events.at >= $1) \
         AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.account_id = accounts.id AND sessions.created_at >= $1) \
         AND NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.account_id = accounts.id AND tickets.on_queue = 1) ORDER BY id LIMIT 1000",
        args![since],
    )
    .await?
    .iter()
    .map(|row| row.text("id"))
    .collect()
}
