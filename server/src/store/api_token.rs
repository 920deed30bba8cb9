//! The tokens with which a product's own servers ask. A token is stored as its keyed hash alone.

use jiff::Timestamp;

use super::{Conn, Row, StoreError};
use crate::args;

/// A token, as far as it is known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Identifier, by which it is revoked.
    pub id: String,
    /// The slug of the one product that it is for.
    pub product: String,
    /// What whoever made it calls it: `production`.
    pub name: String,
    /// When it was made (UTC).
    pub created_at: Timestamp,
    /// When it was used last (UTC), to the minute.
    pub used_at: Option<Timestamp>,
    /// When it was revoked (UTC).
    pub revoked_at: Option<Timestamp>,
}

/// Adds a token by its hash.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, hash: &[u8], token: &ApiToken) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO api_tokens (token_hash, id, product, name, created_at) VALUES ($1, $2, $3, $4, $5)",
        args![hash, &token.id, &token.product, &token.name, token.created_at],
    )
    .await
    .map(drop)
}

/// The token with this hash, revoked or not.
///
/// # Errors
/// The database's.
pub async fn by_hash(conn: &mut Conn, hash: &[u8]) -> Result<Option<ApiToken>, StoreError> {
    conn.one("SELECT id, product, name, created_at, used_at, revoked_at FROM api_tokens WHERE token_hash = $1", args![hash])
        .await?
        .map(|row| read(&row))
        .transpose()
}

/// The tokens of a product, oldest first; of every product without one.
///
/// # Errors
/// The database's.
pub async fn list(conn: &mut Conn, product: Option<&str>) -> Result<Vec<ApiToken>, StoreError> {
    conn.all(
        "SELECT id, product, name, created_at, used_at, revoked_at FROM api_tokens WHERE $1 = '' OR product = $1 ORDER BY created_at, id",
        args![product.unwrap_or_default()],
    )
    .await?
    .iter()
    .map(read)
    .collect()
}

/// Revokes the tokens of this name and product that still stand; answers how many.
///
/// # Errors
/// The database's.
pub async fn revoke(conn: &mut Conn, product: &str, name: &str, now: Timestamp) -> Result<u64, StoreError> {
    conn.run("UPDATE api_tokens SET revoked_at = $3 WHERE product = $1 AND name = $2 AND revoked_at IS NULL", args![product, name, now])
        .await
}

/// Notes that a token was used, unless that was noted within the minute.
///
/// # Errors
/// The database's.
pub async fn used(conn: &mut Conn, id: &str, now: Timestamp) -> Result<(), StoreError> {
    let minute = now.as_millisecond() - 60_000;
    conn.run("UPDATE api_tokens SET used_at = $2 WHERE id = $1 AND (used_at IS NULL OR used_at <= $3)", args![id, now, minute])
        .await
        .map(drop)
}

fn read(row: &Row) -> Result<ApiToken, StoreError> {
    Ok(ApiToken {
        id: row.text("id")?,
        product: row.text("product")?,
        name: row.text("name")?,
        created_at: row.moment("created_at")?,
        used_at: row.opt_moment("used_at")?,
        revoked_at: row.opt_moment("revoked_at")?,
    })
}
