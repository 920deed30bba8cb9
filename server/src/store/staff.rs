//! The staff's accounts, invitations, and the throttle of the log-in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

/// A member of staff as a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name that colleagues see.
    pub name: String,
    /// The address to log in with.
    pub email: String,
}

/// A member of staff.
#[derive(Debug, Clone)]
pub struct Staff {
    /// Identifier.
    pub id: String,
    /// `agent`, `lead` or `administrator`.
    pub role: String,
    /// Whether the account may be used.
    pub active: bool,
    /// The hash of the password, with its parameters (PHC string).
    pub password: String,
    /// Who it is.
    pub person: Person,
}

/// Adds a member of staff.
///
/// # Errors
/// The database's; a unique violation when the address has an account.
pub async fn insert(conn: &mut Conn, vault: &Vault, staff: &Staff, now: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO staff (id, email_hash, role, active, created_at, password, person) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![
            &staff.id,
            vault.hash_email(&staff.person.email),
            &staff.role,
            staff.active,
            now,
            &staff.password,
            vault.seal_json(Place("staff.person", &staff.id), &staff.person),
        ],
    )
    .await
    .map(drop)
}

/// The active account with this address.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn by_email(conn: &mut Conn, vault: &Vault, email: &str) -> Result<Option<Staff>, StoreError> {
    conn.one("SELECT * FROM staff WHERE email_hash = $1 AND active = 1", args![vault.hash_email(email)])
        .await?
        .map(|row| read(vault, &row))
        .transpose()
}

/// Everybody.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn all(conn: &mut Conn, vault: &Vault) -> Result<Vec<Staff>, StoreError> {
    conn.all("SELECT * FROM staff ORDER BY created_at, id", &[]).await?.iter().map(|row| read(vault, row)).collect()
}

/// The active account with this identifier.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn by_id(conn: &mut Conn, vault: &Vault, id: &str) -> Result<Option<Staff>, StoreError> {
    conn.one("SELECT * FROM staff WHERE id = $1 AND active = 1", args![id]).await?.map(|row| read(vault, &row)).transpose()
}

/// Whether there is any account yet.
///
/// # Errors
/// The database's.
pub async fn any(conn: &mut Conn) -> Result<bool, StoreError> {
    Ok(conn.one("SELECT 1 AS one FROM staff LIMIT 1", &[]).await?.is_some())
}

/// Saves a new password hash.
///
/// # Errors
/// The database's.
pub async fn set_password(conn: &mut Conn, id: &str, password: &str) -> Result<(), StoreError> {
    conn.run("UPDATE staff SET password = $2 WHERE id = $1", args![id, password]).await.map(drop)
}

fn read(vault: &Vault, row: &Row) -> Result<Staff, StoreError> {
    let id = row.text("id")?;
    Ok(Staff {
        role: row.text("role")?,
        active: row.truth("active")?,
        password: row.text("password")?,
        person: vault.open_json(Place("staff.person", &id), &row.bytes("person")?)?,
        id,
    })
}

/// Adds an invitation for this role.
///
/// # Errors
/// The database's.
pub async fn invite(conn: &mut Conn, token: &[u8], role: &str, now: Timestamp, until: Timestamp) -> Result<(), StoreError> {
    conn.run("INSERT INTO invites (token_hash, role, created_at, expires_at) VALUES ($1, $2, $3, $4)", args![token, role, now, until])
        .await
        .map(drop)
}

/// The role of an invitation that can still be used.
///
/// # Errors
/// The database's.
pub async fn invited(conn: &mut Conn, token: &[u8], now: Timestamp) -> Result<Option<String>, StoreError> {
    conn.one("SELECT role FROM invites WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2", args![token, now])
        .await?
        .map(|row| row.text("role"))
        .transpose()
}

/// Uses an invitation up; answers whether it could still be used.
///
/// # Errors
/// The database's.
pub async fn use_invite(conn: &mut Conn, token: &[u8], now: Timestamp) -> Result<bool, StoreError> {
    Ok(conn.run("UPDATE invites SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2", args![token, now]).await?
        == 1)
}

/// Until when this key is blocked, if it is.
///
/// # Errors
/// The database's.
pub async fn blocked_until(conn: &mut Conn, key: &[u8], now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    Ok(conn
        .one("SELECT blocked_until FROM throttles WHERE key = $1 AND blocked_until > $2", args![key, now])
        .await?
        .map(|row| row.opt_moment("blocked_until"))
        .transpose()?
        .flatten())
}

/// Counts a failure; answers how many there were within the window that began with the first.
///
/// # Errors
/// The database's.
pub async fn count_failure(conn: &mut Conn, key: &[u8], now: Timestamp, window_start: Timestamp) -> Result<i64, StoreError> {
    conn.one(
        "INSERT INTO throttles (key, failures, first_at) VALUES ($1, 1, $2) ON CONFLICT (key) DO UPDATE SET \
         failures = CASE WHEN throttles.first_at < $3 THEN 1 ELSE throttles.failures + 1 END, \
         first_at = CASE WHEN throttles.first_at < $3 THEN $2 ELSE throttles.first_at END RETURNING failures",
        args![key, now, window_start],
    )
    .await?
    .map_or(Ok(1), |row| row.int("failures"))
}

/// Blocks a key until a moment.
///
/// # Errors
/// The database's.
pub async fn block(conn: &mut Conn, key: &[u8], until: Timestamp) -> Result<(), StoreError> {
    conn.run("UPDATE throttles SET blocked_until = $2 WHERE key = $1", args![key, until]).await.map(drop)
}

/// Forgets the failures of a key.
///
/// # Errors
/// The database's.
pub async fn forgive(conn: &mut Conn, key: &[u8]) -> Result<(), StoreError> {
    conn.run("DELETE FROM throttles WHERE key = $1", args![key]).await.map(drop)
}

/// Takes one failure back: a try that was counted before it proved right.
///
/// # Errors
/// The database's.
pub async fn forgive_one(conn: &mut Conn, key: &[u8]) -> Result<(), StoreError> {
    conn.run("UPDATE throttles SET failures = failures - 1 WHERE key = $1 AND failures > 0", args![key]).await.map(drop)
}

/// How many failures of a key there were, if they began after a moment.
///
/// # Errors
/// The database's.
pub async fn failures(conn: &mut Conn, key: &[u8], since: Timestamp) -> Result<i64, StoreError> {
    conn.one("SELECT failures FROM throttles WHERE key = $1 AND first_at >= $2", args![key, since])
        .await?
        .map_or(Ok(0), |row| row.int("failures"))
}

/// Forgets the throttles that began before a moment and block nobody any more.
///
/// # Errors
/// The database's.
pub async fn forget_throttles(conn: &mut Conn, before: Timestamp) -> Result<u64, StoreError> {
    conn.run("DELETE FROM throttles WHERE first_at < $1 AND (blocked_until IS NULL OR blocked_until < $1)", args![before]).await
}
