//! Invitations to the staff: each for a role and its products, once, and for an address if it went by mail.

use domain::Scope;
use jiff::Timestamp;

use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault, hex};

/// An invitation.
#[derive(Debug, Clone)]
pub struct Invite {
    /// The hash of the link's secret: its name among the invitations.
    pub token: Vec<u8>,
    /// The role that it gives, by its code; `first` for the one that the start prints.
    pub role: String,
    /// The products that go with it.
    pub products: Scope,
    /// The address that it is bound to.
    pub email: Option<String>,
    /// Who made it, by identifier; `None` when the command line did.
    pub by: Option<String>,
    /// When it was made (UTC).
    pub created_at: Timestamp,
    /// Until when it can be used (UTC).
    pub expires_at: Timestamp,
}

impl Invite {
    /// Its name in forms: it opens nothing.
    #[must_use]
    pub fn handle(&self) -> String {
        hex(&self.token)
    }
}

/// Adds an invitation.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, vault: &Vault, invite: &Invite) -> Result<(), StoreError> {
    let email = invite.email.as_ref().map(|email| vault.seal(Place("invites.email", &invite.handle()), email.as_bytes()));
    conn.run(
        "INSERT INTO invites (token_hash, role, created_at, expires_at, email, products, invited_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![&invite.token[..], &invite.role, invite.created_at, invite.expires_at, email, invite.products.code(), invite.by.as_deref(),],
    )
    .await
    .map(drop)
}

/// The invitation with this secret's hash, while it can be used.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn get(conn: &mut Conn, vault: &Vault, token: &[u8], now: Timestamp) -> Result<Option<Invite>, StoreError> {
    conn.one("SELECT * FROM invites WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2", args![token, now])
        .await?
        .map(|row| read(vault, &row))
        .transpose()
}

/// The invitations that can still be used, the newest first; that of the start is not one of them.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn pending(conn: &mut Conn, vault: &Vault, now: Timestamp) -> Result<Vec<Invite>, StoreError> {
    conn.all(
        "SELECT * FROM invites WHERE used_at IS NULL AND expires_at > $1 AND role <> 'first' ORDER BY created_at DESC, token_hash",
        args![now],
    )
    .await?
    .iter()
    .map(|row| read(vault, row))
    .collect()
}

/// Uses an invitation up for this new member, and forgets its address; returns whether it could still be used.
///
/// # Errors
/// The database's.
pub async fn spend(conn: &mut Conn, token: &[u8], member: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(conn
        .run(
            "UPDATE invites SET used_at = $2, email = NULL, joined = $3 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
            args![token, now, member],
        )
        .await?
        == 1)
}

/// Whose account an invitation made whose time is not over.
///
/// # Errors
/// The database's.
pub async fn joined(conn: &mut Conn, token: &[u8], now: Timestamp) -> Result<Option<String>, StoreError> {
    let sql = "SELECT joined FROM invites WHERE token_hash = $1 AND joined IS NOT NULL AND expires_at > $2";
    conn.one(sql, args![token, now]).await?.map(|row| row.text("joined")).transpose()
}

/// Withdraws an invitation; answers whether it could still be used.
///
/// # Errors
/// The database's.
pub async fn withdraw(conn: &mut Conn, token: &[u8]) -> Result<bool, StoreError> {
    Ok(conn.run("DELETE FROM invites WHERE token_hash = $1 AND used_at IS NULL", args![token]).await? == 1)
}

/// Withdraws what somebody invited who does not work here any more; answers how many there were.
///
/// # Errors
/// The database's.
pub async fn withdraw_by(conn: &mut Conn, staff: &str) -> Result<u64, StoreError> {
    conn.run("DELETE FROM invites WHERE invited_by = $1 AND used_at IS NULL", args![staff]).await
}

/// Forgets invitations that are over, with their addresses.
///
/// # Errors
/// The database's.
pub async fn forget(conn: &mut Conn, now: Timestamp) -> Result<u64, StoreError> {
    conn.run("DELETE FROM invites WHERE expires_at <= $1", args![now]).await
}

fn read(vault: &Vault, row: &Row) -> Result<Invite, StoreError> {
    let token = row.bytes("token_hash")?;
    let email = match row.opt_bytes("email")? {
        Some(sealed) => Some(String::from_utf8_lossy(&vault.open(Place("invites.email", &hex(&token)), &sealed)?).into_owned()),
        None => None,
    };
    Ok(Invite {
        role: row.text("role")?,
        products: Scope::parse(&row.text("products")?),
        email,
        by: row.opt_text("invited_by")?,
        created_at: row.moment("created_at")?,
        expires_at: row.moment("expires_at")?,
        token,
    })
}
