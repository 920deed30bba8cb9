//! Events: the record of what was done, by whom and when. Each stream (one for each ticket, others for the house) is a hash chain;
//! seals link the heads of all streams into one global chain ([`super::record`]). Nothing deletes an event, and nothing personal stands
//! in one.

use jiff::Timestamp;
use serde_json::Value;

use super::{Conn, StoreError};
use crate::args;
use crate::vault::sha256;

/// What came to pass.
#[derive(Debug, Clone)]
pub struct Event {
    /// The chain that it belongs to: `ticket:ID`, or `house`.
    pub stream: String,
    /// Its place in the chain, from 1.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who: `requester`, `system`, or `staff:ID`.
    pub actor: String,
    /// What, such as `claimed`.
    pub kind: String,
    /// Codes, moments and identifiers; never anything personal.
    pub data: Value,
}

/// The start of every chain.
pub(super) const GENESIS: [u8; 32] = [0; 32];

/// The chain of a ticket.
#[must_use]
pub fn ticket_stream(id: &str) -> String {
    format!("ticket:{id}")
}

pub(super) fn hash(stream: &str, seq: i64, at: i64, actor: &str, kind: &str, data: &str, prev: &[u8]) -> [u8; 32] {
    sha256(&[
        b"habeas event 1",
        stream.as_bytes(),
        &seq.to_be_bytes(),
        &at.to_be_bytes(),
        actor.as_bytes(),
        kind.as_bytes(),
        data.as_bytes(),
        prev,
    ])
}

/// Appends an event to its chain. Inside the transaction of the change that it records.
///
/// # Errors
/// The database's; a unique violation when another transaction appended at the same place (the write is then rolled back).
pub async fn append(conn: &mut Conn, stream: &str, at: Timestamp, actor: &str, kind: &str, data: &Value) -> Result<(), StoreError> {
    append_all(conn, stream, &[(at, actor.to_owned(), kind.to_owned(), data.clone())]).await
}

/// Appends several events to one chain.
///
/// # Errors
/// As [`append`].
pub async fn append_all(conn: &mut Conn, stream: &str, list: &[(Timestamp, String, String, Value)]) -> Result<(), StoreError> {
    // One writer for each chain: two that append at once follow one another.
    conn.hold(stream).await?;
    let head = conn.one("SELECT seq, hash FROM heads WHERE stream = $1", args![stream]).await?;
    let (mut seq, mut prev) = match &head {
        Some(row) => (row.int("seq")?, row.bytes("hash")?),
        None => (0, GENESIS.to_vec()),
    };
    for (at, actor, kind, data) in list {
        seq += 1;
        let data = data.to_string();
        let next = hash(stream, seq, at.as_millisecond(), actor, kind, &data, &prev);
        conn.run(
            "INSERT INTO events (stream, seq, at, actor, kind, data, prev, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            args![stream, seq, *at, actor, kind, data, prev, next],
        )
        .await?;
        prev = next.to_vec();
    }
    conn.run(
        "INSERT INTO heads (stream, seq, hash, dirty) VALUES ($1, $2, $3, 1) \
         ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, dirty = 1",
        args![stream, seq, prev],
    )
    .await?;
    Ok(())
}

/// Whether this was recorded in a chain already, with these very data.
///
/// # Errors
/// The database's.
pub async fn is_recorded(conn: &mut Conn, stream: &str, kind: &str, data: &Value) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS one FROM events WHERE stream = $1 AND kind = $2 AND data = $3 LIMIT 1";
    Ok(conn.one(sql, args![stream, kind, data.to_string()]).await?.is_some())
}

/// The last event of a kind in the house's own chain: when, and its data.
///
/// # Errors
/// The database's, or data that cannot be read.
pub async fn last_of_house(conn: &mut Conn, kind: &str) -> Result<Option<(Timestamp, Value)>, StoreError> {
    // The chain's name stands in the text, so that the index of this chain is found.
    let sql = "SELECT seq, at, data FROM events WHERE stream = 'house' AND kind = $1 ORDER BY seq DESC LIMIT 1";
    let Some(row) = conn.one(sql, args![kind]).await? else { return Ok(None) };
    let wrong = |seq: i64| StoreError::Inconsistent { table: "events", column: "data", row: format!("house {seq}") };
    let seq = row.int("seq")?;
    Ok(Some((row.moment("at")?, serde_json::from_str(&row.text("data")?).map_err(|_| wrong(seq))?)))
}

/// The events of a chain, in order.
///
/// # Errors
/// The database's.
pub async fn list(conn: &mut Conn, stream: &str) -> Result<Vec<Event>, StoreError> {
    conn.all("SELECT stream, seq, at, actor, kind, data FROM events WHERE stream = $1 ORDER BY seq", args![stream])
        .await?
        .iter()
        .map(|row| {
            let seq = row.int("seq")?;
            Ok(Event {
                stream: row.text("stream")?,
                seq,
                at: row.moment("at")?,
                actor: row.text("actor")?,
                kind: row.text("kind")?,
                data: serde_json::from_str(&row.text("data")?).map_err(|_| StoreError::Inconsistent {
                    table: "events",
                    column: "data",
                    row: format!("{stream} {seq}"),
                })?,
            })
        })
        .collect()
}

/// The place of the last event of a chain; 0 when it has none.
///
/// # Errors
/// The database's.
pub async fn last(conn: &mut Conn, stream: &str) -> Result<i64, StoreError> {
    conn.one("SELECT seq FROM heads WHERE stream = $1", args![stream]).await?.map_or(Ok(0), |row| row.int("seq"))
}
