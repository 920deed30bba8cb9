//! What staff know about a child that limits what may be done. A flag is lifted, never removed. Which flag it is, who set it and why
//! are sealed: in the clear stands that one is there, since when, and about which authority.

use domain::guardian::{Flag, Flags};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Conn, Row, StoreError};
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
    /// By whom: a member of staff, `system` when a guardian objected, or `young_person` when the child knows nobody of that name.
    pub set_by: String,
    /// When it was lifted.
    pub lifted_at: Option<Timestamp>,
    /// Why, for colleagues.
    pub note: String,
}

/// What is sealed of a flag. Whoever set it tells which it is as well: the system knows of objections alone.
#[derive(Debug, Serialize, Deserialize)]
struct Body {
    flag: Flag,
    by: String,
    note: String,
}

const BODY: &str = "child_flags.body";

/// The sealed bodies of flags are as long as a multiple of this many bytes: a flag is not told by the length of its name.
const STEP: usize = 256;

fn seal(vault: &Vault, id: &str, body: &Body) -> Vec<u8> {
    let mut plain = serde_json::json!(body).to_string().into_bytes();
    plain.resize(plain.len().next_multiple_of(STEP), b' ');
    vault.seal(Place(BODY, id), &plain)
}

/// Sets a flag.
///
/// # Errors
/// The database's.
pub async fn set(conn: &mut Conn, vault: &Vault, child_key: &[u8], new: &ChildFlag) -> Result<(), StoreError> {
    let body = Body { flag: new.flag, by: new.set_by.clone(), note: new.note.clone() };
    conn.run(
        "INSERT INTO child_flags (id, child_key, authority_id, set_at, body) VALUES ($1, $2, $3, $4, $5)",
        args![&new.id, child_key, new.authority_id.as_deref(), new.set_at, seal(vault, &new.id, &body)],
    )
    .await
    .map(drop)
}

/// Seals the flags that a migration has carried over from when they stood in the clear; returns how many.
///
/// # Errors
/// The database's, or a row that is none of those.
pub async fn seal_old(conn: &mut Conn, vault: &Vault) -> Result<usize, StoreError> {
    let rows = conn.all("SELECT id, body FROM child_flags WHERE substr(body, 1, 1) = $1", args![&b"{"[..]]).await?;
    for row in &rows {
        let (id, plain) = (row.text("id")?, row.bytes("body")?);
        let wrong = || StoreError::Inconsistent { table: "child_flags", column: "body", row: id.clone() };
        let mut body: Body = serde_json::from_slice(&plain).map_err(|_| wrong())?;
        if !body.note.is_empty() {
            let sealed = unhex(&body.note).ok_or_else(wrong)?;
            body.note = String::from_utf8_lossy(&vault.open(Place("child_flags.note", &id), &sealed)?).into_owned();
        }
        conn.run("UPDATE child_flags SET body = $2 WHERE id = $1", args![&id, seal(vault, &id, &body)]).await?;
    }
    Ok(rows.len())
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    digits.collect()
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
/// The database's, or a row that cannot be opened.
pub async fn standing(conn: &mut Conn, vault: &Vault, child_key: &[u8]) -> Result<Flags, StoreError> {
    let rows = conn.all("SELECT * FROM child_flags WHERE child_key = $1 AND lifted_at IS NULL", args![child_key]).await?;
    let mut flags = rows.iter().map(|row| Ok(read(vault, row)?.flag)).collect::<Result<Vec<_>, StoreError>>()?;
    flags.sort();
    flags.dedup();
    Ok(Flags(flags))
}

/// Whether a flag holds back whatever this account has over the child: one that stands about any authority of its own, those among
/// them that it has given up since.
///
/// # Errors
/// The database's, or a row that cannot be opened.
pub async fn holds_back(conn: &mut Conn, vault: &Vault, child_key: &[u8], account: &str) -> Result<bool, StoreError> {
    let rows = conn
        .all(
            "SELECT child_flags.* FROM child_flags JOIN authorities ON authorities.id = child_flags.authority_id \
             WHERE child_flags.child_key = $1 AND child_flags.lifted_at IS NULL AND authorities.account_id = $2",
            args![child_key, account],
        )
        .await?;
    let flags = rows.iter().map(|row| Ok(read(vault, row)?.flag)).collect::<Result<Vec<_>, StoreError>>()?;
    Ok(flags.into_iter().any(Flag::suspends))
}

/// Every flag over a child, the lifted among them, newest first.
///
/// # Errors
/// The database's, or a row that cannot be opened.
pub async fn list(conn: &mut Conn, vault: &Vault, child_key: &[u8]) -> Result<Vec<ChildFlag>, StoreError> {
    conn.all("SELECT * FROM child_flags WHERE child_key = $1 ORDER BY set_at DESC, id DESC", args![child_key])
        .await?
        .iter()
        .map(|row| read(vault, row))
        .collect()
}

pub(super) fn read(vault: &Vault, row: &Row) -> Result<ChildFlag, StoreError> {
    let id = row.text("id")?;
    let Body { flag, by, note } = vault.open_json(Place(BODY, &id), &row.bytes("body")?)?;
    Ok(ChildFlag {
        flag,
        authority_id: row.opt_text("authority_id")?,
        set_at: row.moment("set_at")?,
        set_by: by,
        lifted_at: row.opt_moment("lifted_at")?,
        note,
        id,
    })
}
