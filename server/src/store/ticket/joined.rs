//! Requests that are joined to one another.

use domain::Kind;

use crate::args;
use crate::store::{Conn, StoreError};

/// Who asks, as far as a request may be joined to another of theirs.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The keyed hash of the address.
    pub email: &'a [u8],
    /// The account in whose session it was made.
    pub account: Option<&'a str>,
}

/// The other open requests of the same person for the same kind of thing in the same product: identifiers, oldest first.
///
/// # Errors
/// The database's.
pub async fn candidates(conn: &mut Conn, product: &str, kind: Kind, who: Asker<'_>, but: &str) -> Result<Vec<String>, StoreError> {
    conn.all(
        "SELECT id FROM tickets WHERE on_queue = 1 AND product = $1 AND kind = $2 AND id <> $5 AND \
         (email_hash = $3 OR (account_id IS NOT NULL AND account_id = $4)) ORDER BY received_at, id LIMIT 50",
        args![product, kind.code(), who.email, who.account.unwrap_or_default(), but],
    )
    .await?
    .iter()
    .map(|row| row.text("id"))
    .collect()
}

/// The references of what was joined to a ticket after its proof, oldest first.
///
/// # Errors
/// The database's.
pub async fn joined_to(conn: &mut Conn, id: &str) -> Result<Vec<String>, StoreError> {
    // What was found to be the same at its proof was never worked on: there is nothing to read in it.
    let sql = "SELECT reference FROM tickets WHERE duplicate_of = $1 AND state = 'duplicate' AND stopped_at > proved_at \
               ORDER BY received_at, id LIMIT 50";
    conn.all(sql, args![id]).await?.iter().map(|row| row.text("reference")).collect()
}

/// What was joined to a ticket that is now joined itself goes with it, so that no way leads to a way.
///
/// # Errors
/// The database's.
pub async fn move_joined(conn: &mut Conn, from: &str, to: &str) -> Result<(), StoreError> {
    conn.run("UPDATE tickets SET duplicate_of = $2, version = version + 1 WHERE duplicate_of = $1", args![from, to]).await.map(drop)
}

/// A ticket's reference.
///
/// # Errors
/// The database's.
pub async fn reference_of(conn: &mut Conn, id: &str) -> Result<Option<String>, StoreError> {
    conn.one("SELECT reference FROM tickets WHERE id = $1", args![id]).await?.map(|row| row.text("reference")).transpose()
}
