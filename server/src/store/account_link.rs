//! Links in mails about accounts: rows of `codes` that belong to no ticket. Who asks for one leaves a wish; a job finds out what
//! there is to send, so that the asker's answer takes the same work whether there is an account or not.

use jiff::{SignedDuration, Timestamp};

use super::{Conn, Row, StoreError};
use crate::args;

/// A wish, or the link that it became.
#[derive(Debug, Clone)]
pub struct AccountLink {
    /// Identifier.
    pub id: String,
    /// `sign_up`, `reset`, `change_email` or `stop_email`.
    pub purpose: String,
    /// The account, where the asker was one.
    pub account_id: Option<String>,
    /// What was wished, sealed; gone once it is used or over.
    pub wish: Option<Vec<u8>>,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Adds a wish; with a link's hash, it is one already.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, link: &AccountLink, hash: Option<&[u8]>, now: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO codes (id, purpose, account_id, secret, link_hash, created_at, expires_at, tries) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
        args![&link.id, &link.purpose, link.account_id.as_deref(), link.wish.clone(), hash.map(<[u8]>::to_vec), now, link.expires_at],
    )
    .await
    .map(drop)
}

/// How many wishes are taken at a time.
pub const WISHES: usize = 100;

/// The wishes that nobody has seen to yet.
///
/// # Errors
/// The database's.
pub async fn wishes(conn: &mut Conn) -> Result<Vec<AccountLink>, StoreError> {
    conn.all(
        "SELECT * FROM codes WHERE purpose IN ('sign_up', 'reset', 'change_email') AND link_hash IS NULL ORDER BY created_at LIMIT $1",
        args![WISHES as i64],
    )
    .await?
    .iter()
    .map(read)
    .collect()
}

/// Makes a wish a link that works for so long from now; answers whether nobody else had seen to it.
///
/// # Errors
/// The database's.
pub async fn make(
    conn: &mut Conn,
    id: &str,
    account: Option<&str>,
    hash: &[u8],
    now: Timestamp,
    lasts: SignedDuration,
) -> Result<bool, StoreError> {
    let until = now.saturating_add(lasts).unwrap_or(now);
    let made = "UPDATE codes SET link_hash = $2, account_id = $3, expires_at = $4 WHERE id = $1 AND link_hash IS NULL";
    Ok(conn.run(made, args![id, hash, account, until]).await? == 1)
}

/// The link with this hash, while it can be used.
///
/// # Errors
/// The database's.
pub async fn live(conn: &mut Conn, purpose: &str, hash: &[u8], now: Timestamp) -> Result<Option<AccountLink>, StoreError> {
    conn.one(
        "SELECT * FROM codes WHERE link_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 AND secret IS NOT NULL",
        args![hash, purpose, now],
    )
    .await?
    .map(|row| read(&row))
    .transpose()
}

/// Uses a link up, and forgets its words; answers whether it was still unused.
///
/// # Errors
/// The database's.
pub async fn use_up(conn: &mut Conn, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(conn.run("UPDATE codes SET used_at = $2, secret = NULL WHERE id = $1 AND used_at IS NULL", args![id, now]).await? == 1)
}

/// Uses a link up by pressing its button, and forgets its words; returns whether it was still unused. `account`: the one that it made.
///
/// # Errors
/// The database's.
pub async fn press(conn: &mut Conn, id: &str, account: Option<&str>, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE codes SET used_at = $2, secret = NULL, used_by = $3, account_id = COALESCE(account_id, $4) WHERE id = $1 AND used_at IS NULL";
    Ok(conn.run(sql, args![id, now, Vec::<u8>::new(), account]).await? == 1)
}

/// The account of a link whose button was pressed, and whose time is not over.
///
/// # Errors
/// The database's.
pub async fn pressed(conn: &mut Conn, purpose: &str, hash: &[u8], now: Timestamp) -> Result<Option<String>, StoreError> {
    let sql = "SELECT account_id FROM codes WHERE link_hash = $1 AND purpose = $2 AND used_by IS NOT NULL AND expires_at > $3";
    Ok(conn.one(sql, args![hash, purpose, now]).await?.map(|row| row.opt_text("account_id")).transpose()?.flatten())
}

/// Ends the links and wishes of an account that could still change it: another password was chosen. Those that stop a change stay.
///
/// # Errors
/// The database's.
pub async fn end_pending(conn: &mut Conn, account: &str, now: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "UPDATE codes SET used_at = $2, secret = NULL, link_hash = COALESCE(link_hash, $3) \
         WHERE account_id = $1 AND purpose IN ('reset', 'change_email') AND used_at IS NULL",
        args![account, now, crate::random::bytes::<32>()],
    )
    .await
    .map(drop)
}

/// Whether a link still stands by which a former address could freeze an account.
///
/// # Errors
/// The database's.
pub async fn may_be_stopped(conn: &mut Conn, account: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS one FROM codes WHERE account_id = $1 AND purpose = 'stop_email' AND used_at IS NULL AND expires_at > $2 LIMIT 1";
    Ok(conn.one(sql, args![account, now]).await?.is_some())
}

/// Ends the links that freeze an account: somebody has decided whose it is.
///
/// # Errors
/// The database's.
pub async fn end_stops(conn: &mut Conn, account: &str, now: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "UPDATE codes SET used_at = $2, secret = NULL WHERE account_id = $1 AND purpose = 'stop_email' AND used_at IS NULL",
        args![account, now],
    )
    .await
    .map(drop)
}

/// Forgets all links of an account.
///
/// # Errors
/// The database's.
pub async fn forget(conn: &mut Conn, account: &str) -> Result<(), StoreError> {
    conn.run("DELETE FROM codes WHERE account_id = $1", args![account]).await.map(drop)
}

/// Forgets the words of the links that ended: an address that nobody proved is not kept.
///
/// # Errors
/// The database's.
pub async fn forget_words(conn: &mut Conn, now: Timestamp) -> Result<(), StoreError> {
    conn.run("DELETE FROM codes WHERE purpose IN ('sign_up', 'reset', 'change_email', 'stop_email') AND expires_at <= $1", args![now])
        .await
        .map(drop)
}

fn read(row: &Row) -> Result<AccountLink, StoreError> {
    Ok(AccountLink {
        id: row.text("id")?,
        purpose: row.text("purpose")?,
        account_id: row.opt_text("account_id")?,
        wish: row.opt_bytes("secret")?,
        expires_at: row.moment("expires_at")?,
    })
}
