//! The rota: who is on call for reports, when, and for which product.

use domain::rota::Span;
use jiff::Timestamp;

use super::{Conn, Row, StoreError};
use crate::args;

/// The product of a turn that is for all of them.
pub const ALL: &str = "*";

/// A turn: somebody is on call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Identifier.
    pub id: String,
    /// The product's slug, or [`ALL`].
    pub product: String,
    /// Who.
    pub staff_id: String,
    /// When (UTC).
    pub span: Span,
}

/// Adds a turn.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, turn: &Turn, by: &str, now: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO rota (id, product, staff_id, from_at, until_at, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![&turn.id, &turn.product, &turn.staff_id, turn.span.from, turn.span.until, by, now],
    )
    .await
    .map(drop)
}

/// Holds the rota until the transaction ends: of two turns that overlap the second one is refused, whoever adds them at once.
///
/// # Errors
/// The database's.
pub async fn hold(conn: &mut Conn) -> Result<(), StoreError> {
    conn.hold("rota").await
}

/// The turns that are not over, in their order.
///
/// # Errors
/// The database's, or a row that cannot be read.
pub async fn ahead(conn: &mut Conn, now: Timestamp) -> Result<Vec<Turn>, StoreError> {
    conn.all("SELECT * FROM rota WHERE until_at > $1 ORDER BY from_at, product, id", args![now]).await?.iter().map(read).collect()
}

/// The turn with this identifier, if it is not over.
///
/// # Errors
/// The database's, or a row that cannot be read.
pub async fn by_id(conn: &mut Conn, id: &str, now: Timestamp) -> Result<Option<Turn>, StoreError> {
    conn.one("SELECT * FROM rota WHERE id = $1 AND until_at > $2", args![id, now]).await?.map(|row| read(&row)).transpose()
}

/// Takes a turn back: one that has begun ends at this moment, one that has not never was.
///
/// # Errors
/// The database's.
pub async fn end(conn: &mut Conn, id: &str, now: Timestamp) -> Result<(), StoreError> {
    conn.run("DELETE FROM rota WHERE id = $1 AND from_at >= $2", args![id, now]).await?;
    conn.run("UPDATE rota SET until_at = $2 WHERE id = $1 AND until_at > $2", args![id, now]).await.map(drop)
}

/// Takes all turns of a member back who leaves; answers how many.
///
/// # Errors
/// The database's.
pub async fn free(conn: &mut Conn, staff: &str, now: Timestamp) -> Result<u64, StoreError> {
    let gone = conn.run("DELETE FROM rota WHERE staff_id = $1 AND from_at >= $2", args![staff, now]).await?;
    Ok(gone + conn.run("UPDATE rota SET until_at = $2 WHERE staff_id = $1 AND until_at > $2", args![staff, now]).await?)
}

fn read(row: &Row) -> Result<Turn, StoreError> {
    Ok(Turn {
        id: row.text("id")?,
        product: row.text("product")?,
        staff_id: row.text("staff_id")?,
        span: Span { from: row.moment("from_at")?, until: row.moment("until_at")? },
    })
}
