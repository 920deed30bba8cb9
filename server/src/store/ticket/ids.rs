//! The hashes by which tickets are found by an account's ID, made anew when the rule of the IDs changes. Each begins with the byte of
//! the form that made it.

use crate::args;
use crate::store::{Conn, StoreError};

/// How many bytes such a hash has: the form's, and a keyed hash's.
const HASH: i64 = 33;

/// The tickets of a product whose ID is found by another form than this, from behind `after` on: at most so many.
///
/// # Errors
/// The database's.
pub async fn old_ids(conn: &mut Conn, product: &str, form: u8, after: &str, most: i64) -> Result<Vec<String>, StoreError> {
    conn.all(
        "SELECT id FROM tickets WHERE product = $1 AND app_id_hash IS NOT NULL AND (length(app_id_hash) <> $2 OR substr(app_id_hash, 1, 1) <> $3) \
         AND id > $4 ORDER BY id LIMIT $5",
        args![product, HASH, &[form][..], after, most],
    )
    .await?
    .iter()
    .map(|row| row.text("id"))
    .collect()
}

/// Sets by which ID a ticket is found, and what makes it the same as another where it was the same as any (`same`; `None`: as it is).
///
/// # Errors
/// The database's.
pub async fn set_id_hashes(conn: &mut Conn, id: &str, app_id: Option<Vec<u8>>, same: Option<Vec<u8>>) -> Result<(), StoreError> {
    conn.run("UPDATE tickets SET app_id_hash = $2 WHERE id = $1", args![id, app_id]).await?;
    if let Some(same) = same {
        conn.run("UPDATE tickets SET same_hash = $2 WHERE id = $1 AND same_hash IS NOT NULL", args![id, same]).await?;
    }
    Ok(())
}
