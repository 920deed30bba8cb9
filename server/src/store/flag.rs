//! What staff know about a child that limits what may be done. A flag is lifted, never removed.

use domain::guardian::{Flag, Flags};
use jiff::Timestamp;

use super::{Conn, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

/// A flag over a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildFlag {
    /// Identifier.
    pub id: String,
    /// Which.
    pub flag: Flag,
    /// The authority that it is about, if it is about one guardian.
    pub authority_id: Option<String>,
    /// When it was set.
    pub set_at: Timestamp,
    /// By whom: a member of staff, or `system` when a guardian objected.
    pub set_by: String,
    /// When it was lifted.
    pub lifted_at: Option<Timestamp>,
    /// Why, for colleagues.
    pub note: String,
}

/// Sets a flag.
///
/// # Errors
/// The database's.
pub async fn set(conn: &mut Conn, vault: &Vault, child_key: &[u8], new: &ChildFlag) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO child_flags (id, child_key, kind, authority_id, set_at, set_by, note) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![
            &new.id,
            child_key,
            new.flag.code(),
            new.authority_id.as_deref(),
            new.set_at,
            &new.set_by,
            vault.seal(Place("child_flags.note", &new.id), new.note.as_bytes()),
        ],
    )
    .await
    .map(drop)
}

/// Lifts a flag over this child; answers whether it stood.
///
/// # Errors
/// The database's.
pub async fn lift(conn: &mut Conn, child_key: &[u8], id: &str, by: &str, now: Timestamp) -> Result<bool, StoreError> {
    let lifted = conn
        .run(
            "UPDATE child_flags SET lifted_at = $3, lifted_by = $4 WHERE id = $1 AND child_key = $2 AND lifted_at IS NULL",
            args![id, child_key, now, by],
        )
        .await?;
    Ok(lifted == 1)
}

/// The flags that stand over a child, as the rules take them.
///
/// # Errors
/// The database's.
pub async fn standing(conn: &mut Conn, child_key: &[u8]) -> Result<Flags, StoreError> {
    let rows = conn.all("SELECT DISTINCT kind FROM child_flags WHERE child_key = $1 AND lifted_at IS NULL", args![child_key]).await?;
    let mut flags = rows.iter().map(|row| Ok(Flag::from_code(&row.text("kind")?))).collect::<Result<Vec<_>, StoreError>>()?;
    flags.sort();
    Ok(Flags(flags.into_iter().flatten().collect()))
}

/// The flag that holds back whatever this account has over the child: one that stands about any authority of its own, those among them
/// that it has given up since.
///
/// # Errors
/// The database's.
pub async fn holds_back(conn: &mut Conn, child_key: &[u8], account: &str) -> Result<Option<Flag>, StoreError> {
    let rows = conn
        .all(
            "SELECT child_flags.kind FROM child_flags JOIN authorities ON authorities.id = child_flags.authority_id \
             WHERE child_flags.child_key = $1 AND child_flags.lifted_at IS NULL AND authorities.account_id = $2 ORDER BY child_flags.set_at DESC",
            args![child_key, account],
        )
        .await?;
    let flags = rows.iter().map(|row| Ok(Flag::from_code(&row.text("kind")?))).collect::<Result<Vec<_>, StoreError>>()?;
    Ok(flags.into_iter().flatten().find(|flag| flag.suspends()))
}

/// Every flag over a child, the lifted among them, newest first.
///
/// # Errors
/// The database's, or a note that cannot be opened.
pub async fn list(conn: &mut Conn, vault: &Vault, child_key: &[u8]) -> Result<Vec<ChildFlag>, StoreError> {
    conn.all("SELECT * FROM child_flags WHERE child_key = $1 ORDER BY set_at DESC, id DESC", args![child_key])
        .await?
        .iter()
        .map(|row| {
            let id = row.text("id")?;
            let note = match row.opt_bytes("note")? {
                Some(sealed) => String::from_utf8_lossy(&vault.open(Place("child_flags.note", &id), &sealed)?).into_owned(),
                None => String::new(),
            };
            Ok(ChildFlag {
                flag: Flag::from_code(&row.text("kind")?).ok_or_else(|| StoreError::Inconsistent {
                    table: "child_flags",
                    column: "kind",
                    row: id.clone(),
                })?,
                authority_id: row.opt_text("authority_id")?,
                set_at: row.moment("set_at")?,
                set_by: row.text("set_by")?,
                lifted_at: row.opt_moment("lifted_at")?,
                note,
                id,
            })
        })
        .collect()
}
