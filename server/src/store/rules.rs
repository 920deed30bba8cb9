//! Rule sets as they are kept. See [`crate::rules`].

use jiff::Timestamp;

use super::{Conn, StoreError};
use crate::args;

/// Keeps a set. One that is there stays as it is.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, id: &str, product: &str, now: Timestamp, body: &str) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO rule_sets (id, product, made_at, body) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
        args![id, product, now, body],
    )
    .await
    .map(drop)
}

/// What is kept of a set.
///
/// # Errors
/// The database's.
pub async fn body(conn: &mut Conn, id: &str) -> Result<Option<String>, StoreError> {
    conn.one("SELECT body FROM rule_sets WHERE id = $1", args![id]).await?.map(|row| row.text("body")).transpose()
}

/// Gives this set to the product's tickets that have none.
///
/// # Errors
/// The database's.
pub async fn adopt(conn: &mut Conn, product: &str, id: &str) -> Result<(), StoreError> {
    conn.run("UPDATE tickets SET rules = $2 WHERE product = $1 AND rules IS NULL", args![product, id]).await.map(drop)
}

/// Since when a set is kept.
///
/// # Errors
/// The database's.
pub async fn made_at(conn: &mut Conn, id: &str) -> Result<Option<Timestamp>, StoreError> {
    conn.one("SELECT made_at FROM rule_sets WHERE id = $1", args![id]).await?.map(|row| row.moment("made_at")).transpose()
}
