//! The record as a whole: seals, which link the heads of all chains and the looks of the staff into one global chain, and its end, which
//! says how many seals there are. Both carry a mark that only the portal's key makes ([`Vault::record_mac`]). [`verify`] reads all of it.

mod chains;
mod looks;
mod outcomes;
mod seals;
mod verify;

use jiff::Timestamp;

use super::event::GENESIS;
use super::{Conn, StoreError};
use crate::args;
use crate::vault::{Vault, same, sha256};

pub use verify::{Finding, TOLD, UNSEALED, Verified, verify};

/// How many heads one seal takes at most.
const MOST_HEADS: i64 = 5000;
/// How many looks.
const MOST_LOOKS: i64 = 1000;

/// What came of a sealing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sealed {
    /// How many heads and looks the seal holds; 0: nothing had moved, and there is no new seal.
    pub links: usize,
    /// The hash of the new seal.
    pub head: Option<Vec<u8>>,
}

/// The end of the record: how many seals there are, and the hash of the last.
#[derive(Debug, Clone, PartialEq, Eq)]
struct End {
    seals: i64,
    hash: Vec<u8>,
}

/// Something that a seal holds: a chain with the place and hash of its head, or a look with the ticket that it was at and its mark.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    name: String,
    seq: i64,
    of: String,
    hash: Vec<u8>,
}

/// Writes the end of a record that has no seal yet. Called once, when the keys of a new database are noted in it.
///
/// # Errors
/// The database's.
pub async fn begin(conn: &mut Conn, vault: &Vault, now: Timestamp) -> Result<(), StoreError> {
    set_end(conn, vault, 0, now, &GENESIS).await
}

async fn set_end(conn: &mut Conn, vault: &Vault, seals: i64, at: Timestamp, hash: &[u8]) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO record_end (id, seals, at, hash, mac) VALUES (1, $1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET \
         seals = excluded.seals, at = excluded.at, hash = excluded.hash, mac = excluded.mac",
        args![seals, at, hash, end_mac(vault, seals, at.as_millisecond(), hash)],
    )
    .await
    .map(drop)
}

/// The end of the record; `None` when it is missing, or the portal's key has not written it.
async fn end(conn: &mut Conn, vault: &Vault) -> Result<Option<End>, StoreError> {
    let Some(row) = conn.one("SELECT seals, at, hash, mac FROM record_end WHERE id = 1", &[]).await? else { return Ok(None) };
    let end = End { seals: row.int("seals")?, hash: row.bytes("hash")? };
    Ok(same(&row.bytes("mac")?, &end_mac(vault, end.seals, row.int("at")?, &end.hash)).then_some(end))
}

fn end_mac(vault: &Vault, seals: i64, at: i64, hash: &[u8]) -> Vec<u8> {
    vault.record_mac("the end of the record", &[&seals.to_be_bytes(), &at.to_be_bytes(), hash])
}

fn seal_mac(vault: &Vault, seq: i64, hash: &[u8]) -> Vec<u8> {
    vault.record_mac("a seal of the record", &[&seq.to_be_bytes(), hash])
}

fn seal_hash(seq: i64, at: i64, prev: &[u8], heads: &[Link], looks: &[Link]) -> [u8; 32] {
    let (seq, at) = (seq.to_be_bytes(), at.to_be_bytes());
    let counts = [heads, looks].map(|list| (list.len() as u64).to_be_bytes());
    let mut parts: Vec<&[u8]> = vec![b"habeas seal 2", &seq, &at, prev, &counts[0], &counts[1]];
    let numbers: Vec<[u8; 8]> = heads.iter().map(|head| head.seq.to_be_bytes()).collect();
    for (head, number) in heads.iter().zip(&numbers) {
        parts.extend([head.name.as_bytes(), number.as_slice(), head.hash.as_slice()]);
    }
    for look in looks {
        parts.extend([look.name.as_bytes(), look.of.as_bytes(), look.hash.as_slice()]);
    }
    sha256(&parts)
}

/// Links the heads that have moved since the last seal, and the looks, into the global chain.
///
/// A seal follows the one that the end names, whatever is left of the seals, and where the end is missing or was written by somebody
/// else it leaves a number out: what was cut off is missed for good, and no later seal hides it.
///
/// # Errors
/// The database's; a unique violation when another instance sealed at the same time (it has then done the work).
pub async fn seal(conn: &mut Conn, vault: &Vault, now: Timestamp) -> Result<Sealed, StoreError> {
    conn.hold("seals").await?;
    let heads = moved(conn).await?;
    // After the heads: whoever erases a ticket holds its head first and its looks then, and neither waits for the other.
    let looks = unsealed(conn).await?;
    if heads.is_empty() && looks.is_empty() {
        return Ok(Sealed::default());
    }
    let (seq, prev) = next(conn, vault).await?;
    let hash = seal_hash(seq, now.as_millisecond(), &prev, &heads, &looks);
    conn.run(
        "INSERT INTO seals (seq, at, prev, hash, mac) VALUES ($1, $2, $3, $4, $5)",
        args![seq, now, prev, hash, seal_mac(vault, seq, &hash)],
    )
    .await?;
    for head in &heads {
        conn.run(
            "INSERT INTO sealed_heads (seal, stream, seq, hash) VALUES ($1, $2, $3, $4)",
            args![seq, &head.name, head.seq, head.hash.as_slice()],
        )
        .await?;
    }
    for look in &looks {
        conn.run(
            "INSERT INTO sealed_looks (seal, look, ticket_id, mac) VALUES ($1, $2, $3, $4)",
            args![seq, &look.name, Some(look.of.as_str()).filter(|of| !of.is_empty()), look.hash.as_slice()],
        )
        .await?;
    }
    set_end(conn, vault, seq, now, &hash).await?;
    Ok(Sealed { links: heads.len() + looks.len(), head: Some(hash.to_vec()) })
}

/// The number of the next seal, and the hash that it links to.
async fn next(conn: &mut Conn, vault: &Vault) -> Result<(i64, Vec<u8>), StoreError> {
    let last = match conn.one("SELECT seq, hash FROM seals ORDER BY seq DESC LIMIT 1", &[]).await? {
        Some(row) => (row.int("seq")?, row.bytes("hash")?),
        None => (0, GENESIS.to_vec()),
    };
    match end(conn, vault).await? {
        Some(end) => {
            if end.seals != last.0 || end.hash != last.1 {
                tracing::error!(
                    seals = end.seals,
                    last = last.0,
                    "the last seals of the record were taken away or replaced: habeas audit verify"
                );
            }
            Ok((end.seals.max(last.0) + 1, end.hash))
        }
        None => {
            tracing::error!("the end of the record is missing, or another key wrote it: habeas audit verify");
            Ok((last.0 + 2, last.1))
        }
    }
}

/// The heads that have moved, which count as sealed from here on.
async fn moved(conn: &mut Conn) -> Result<Vec<Link>, StoreError> {
    let rows = conn.all("SELECT stream, seq, hash FROM heads WHERE dirty = 1 ORDER BY stream LIMIT $1", args![MOST_HEADS]).await?;
    let mut heads = Vec::with_capacity(rows.len());
    for row in &rows {
        heads.push(Link { name: row.text("stream")?, seq: row.int("seq")?, of: String::new(), hash: row.bytes("hash")? });
    }
    heads.sort(); // By bytes, whatever the database's collation.
    for head in &heads {
        // Only if it has not moved again: on PostgreSQL others append meanwhile.
        conn.run("UPDATE heads SET dirty = 0 WHERE stream = $1 AND seq = $2", args![&head.name, head.seq]).await?;
    }
    Ok(heads)
}

/// The looks that no seal holds yet, which count as sealed from here on. Those that are being erased are left out.
async fn unsealed(conn: &mut Conn) -> Result<Vec<Link>, StoreError> {
    let rows = conn
        .all(
            "UPDATE looks SET sealed = 1 WHERE sealed = 0 AND id IN (SELECT id FROM looks WHERE sealed = 0 ORDER BY id LIMIT $1) \
             RETURNING id, ticket_id, mac",
            args![MOST_LOOKS],
        )
        .await?;
    let mut looks = Vec::with_capacity(rows.len());
    for row in &rows {
        let of = row.opt_text("ticket_id")?.unwrap_or_default();
        looks.push(Link { name: row.text("id")?, seq: 0, of, hash: row.bytes("mac")? });
    }
    looks.sort();
    Ok(looks)
}
