//! Events: the record of what was done, by whom and when. Each stream (one for each ticket, others for the house) is a hash chain;
//! seals link the heads of all streams into one global chain. Nothing deletes an event, and nothing personal stands in one.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{same, sha256};

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

/// How many heads one seal takes at most.
const SEAL_LIMIT: i64 = 5000;

/// Links the heads that have moved since the last seal into the global chain; answers how many they were.
///
/// # Errors
/// The database's; a unique violation when another instance sealed at the same time (it has then done the work).
pub async fn seal(conn: &mut Conn, now: Timestamp) -> Result<usize, StoreError> {
    conn.hold("seals").await?;
    let heads = conn.all("SELECT stream, seq, hash FROM heads WHERE dirty = 1 ORDER BY stream LIMIT $1", args![SEAL_LIMIT]).await?;
    if heads.is_empty() {
        return Ok(0);
    }
    let last = conn.one("SELECT seq, hash FROM seals ORDER BY seq DESC LIMIT 1", &[]).await?;
    let (seq, prev) = match &last {
        Some(row) => (row.int("seq")? + 1, row.bytes("hash")?),
        None => (1, GENESIS.to_vec()),
    };
    let mut sealed = Vec::with_capacity(heads.len());
    for row in &heads {
        sealed.push((row.text("stream")?, row.int("seq")?, row.bytes("hash")?));
    }
    sealed.sort(); // By bytes, whatever the database's collation.
    let next = seal_hash(seq, now.as_millisecond(), &prev, &sealed);
    conn.run("INSERT INTO seals (seq, at, prev, hash) VALUES ($1, $2, $3, $4)", args![seq, now, prev, next]).await?;
    for (stream, at, hash) in &sealed {
        conn.run("INSERT INTO sealed_heads (seal, stream, seq, hash) VALUES ($1, $2, $3, $4)", args![seq, stream, *at, hash.as_slice()])
            .await?;
        // Only if it has not moved again: on PostgreSQL others append meanwhile.
        conn.run("UPDATE heads SET dirty = 0 WHERE stream = $1 AND seq = $2", args![stream, *at]).await?;
    }
    Ok(sealed.len())
}

fn seal_hash(seq: i64, at: i64, prev: &[u8], heads: &[(String, i64, Vec<u8>)]) -> [u8; 32] {
    let (seq, at) = (seq.to_be_bytes(), at.to_be_bytes());
    let mut parts: Vec<&[u8]> = vec![b"habeas seal 1", &seq, &at, prev];
    let numbers: Vec<[u8; 8]> = heads.iter().map(|(_, seq, _)| seq.to_be_bytes()).collect();
    for ((stream, _, hash), number) in heads.iter().zip(&numbers) {
        parts.extend([stream.as_bytes(), number.as_slice(), hash.as_slice()]);
    }
    sha256(&parts)
}

/// Something that the record shows to have been tampered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where: a stream and a place in it, or a seal.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

/// What a verification saw.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many events were read.
    pub events: u64,
    /// How many chains.
    pub streams: u64,
    /// How many seals.
    pub seals: u64,
    /// The hash of the last seal, in hexadecimal: the head of the global chain, which can be published.
    pub head: String,
    /// What is wrong; empty: nothing.
    pub findings: Vec<Finding>,
}

/// Reads the whole record again and checks every link: of each chain, of each chain with its head, of the seals, of the seals
/// with the chains, that each ticket has its chain, and that each chain has its ticket or says at its end that it was erased. All of it
/// as it stood at one point in time: the portal may go on writing.
///
/// # Errors
/// The database's. A record that was tampered with is no error but findings.
pub async fn verify(conn: &mut Conn) -> Result<Verified, StoreError> {
    conn.begin_snapshot().await?;
    // With an error the connection is closed, and its snapshot with it.
    let seen = verify_now(conn).await?;
    conn.end_snapshot().await?;
    Ok(seen)
}

async fn verify_now(conn: &mut Conn) -> Result<Verified, StoreError> {
    let mut seen = Verified::default();
    let mut sealed: BTreeMap<(String, i64), (i64, Vec<u8>)> = BTreeMap::new();
    verify_seals(conn, &mut seen, &mut sealed).await?;
    verify_chains(conn, &mut seen, &mut sealed).await?;
    for ((stream, seq), (seal, _)) in sealed {
        seen.findings.push(Finding { place: format!("{stream} event {seq}"), what: format!("missing, but seal {seal} holds it") });
    }
    for row in conn
        .all("SELECT id FROM tickets WHERE NOT EXISTS (SELECT 1 FROM heads WHERE stream = 'ticket:' || tickets.id) LIMIT 100", &[])
        .await?
    {
        seen.findings.push(Finding { place: ticket_stream(&row.text("id")?), what: "the ticket has no events at all".into() });
    }
    verify_erased(conn, &mut seen).await?;
    Ok(seen)
}

/// A ticket goes only by being erased, and says so as the last word of its chain; and whatever was erased is gone.
async fn verify_erased(conn: &mut Conn, seen: &mut Verified) -> Result<(), StoreError> {
    for (sql, what) in [
        (
            "SELECT heads.stream AS stream FROM heads JOIN events ON events.stream = heads.stream AND events.seq = heads.seq \
             WHERE heads.stream LIKE 'ticket:%' AND events.kind <> 'erased' \
             AND NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.id = substr(heads.stream, 8)) ORDER BY heads.stream LIMIT 100",
            "the ticket is missing, and was not erased",
        ),
        (
            "SELECT heads.stream AS stream FROM heads JOIN events ON events.stream = heads.stream AND events.seq = heads.seq \
             WHERE heads.stream LIKE 'ticket:%' AND events.kind = 'erased' \
             AND EXISTS (SELECT 1 FROM tickets WHERE tickets.id = substr(heads.stream, 8)) ORDER BY heads.stream LIMIT 100",
            "the ticket was erased, and is still there",
        ),
    ] {
        for row in conn.all(sql, &[]).await? {
            seen.findings.push(Finding { place: row.text("stream")?, what: what.to_owned() });
        }
    }
    Ok(())
}

async fn verify_seals(
    conn: &mut Conn,
    seen: &mut Verified,
    sealed: &mut BTreeMap<(String, i64), (i64, Vec<u8>)>,
) -> Result<(), StoreError> {
    let mut prev = GENESIS.to_vec();
    let mut expected = 1;
    for row in conn.all("SELECT seq, at, prev, hash FROM seals ORDER BY seq", &[]).await? {
        let (seq, at, stored) = (row.int("seq")?, row.int("at")?, row.bytes("hash")?);
        let mut heads = Vec::new();
        for head in conn.all("SELECT stream, seq, hash FROM sealed_heads WHERE seal = $1 ORDER BY stream", args![seq]).await? {
            heads.push((head.text("stream")?, head.int("seq")?, head.bytes("hash")?));
        }
        // PostgreSQL may sort by another collation than the one in which the seal was written: bytes decide.
        heads.sort();
        let place = format!("seal {seq}");
        if seq != expected {
            seen.findings.push(Finding { place: format!("seal {expected}"), what: format!("missing: seal {seq} follows") });
        }
        if !same(&row.bytes("prev")?, &prev) {
            seen.findings.push(Finding { place: place.clone(), what: "does not link to the seal before it".into() });
        }
        if !same(&seal_hash(seq, at, &row.bytes("prev")?, &heads), &stored) {
            seen.findings.push(Finding { place, what: "altered: its hash does not fit what it holds".into() });
        }
        for (stream, at, hash) in heads {
            sealed.insert((stream, at), (seq, hash));
        }
        prev = stored;
        expected = seq + 1;
        seen.seals += 1;
    }
    seen.head = prev.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(())
}

/// How many events are read at a time.
const READ: i64 = 10_000;

async fn verify_chains(
    conn: &mut Conn,
    seen: &mut Verified,
    sealed: &mut BTreeMap<(String, i64), (i64, Vec<u8>)>,
) -> Result<(), StoreError> {
    let mut at = (String::new(), 0_i64);
    let mut chain = Chain::default();
    loop {
        let rows = conn
            .all(
                "SELECT stream, seq, at, actor, kind, data, prev, hash FROM events WHERE (stream, seq) > ($1, $2) ORDER BY stream, seq LIMIT $3",
                args![&at.0, at.1, READ],
            )
            .await?;
        for row in &rows {
            let stream = row.text("stream")?;
            if stream != chain.stream {
                chain.close(conn, seen).await?;
                chain = Chain { stream: stream.clone(), seq: 0, hash: GENESIS.to_vec() };
                seen.streams += 1;
            }
            chain.take(row, seen, sealed)?;
            at = (stream, row.int("seq")?);
        }
        if rows.len() < READ as usize {
            break;
        }
    }
    chain.close(conn, seen).await?;
    for row in conn
        .all("SELECT stream FROM heads WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.stream = heads.stream) LIMIT 100", &[])
        .await?
    {
        seen.findings.push(Finding { place: row.text("stream")?, what: "all its events are missing".into() });
    }
    Ok(())
}

/// A chain while it is read.
#[derive(Default)]
struct Chain {
    stream: String,
    seq: i64,
    hash: Vec<u8>,
}

impl Chain {
    fn take(&mut self, row: &Row, seen: &mut Verified, sealed: &mut BTreeMap<(String, i64), (i64, Vec<u8>)>) -> Result<(), StoreError> {
        let (seq, stored, prev) = (row.int("seq")?, row.bytes("hash")?, row.bytes("prev")?);
        let place = format!("{} event {seq}", self.stream);
        let mut wrong = |place: String, what: String| seen.findings.push(Finding { place, what });
        if seq != self.seq + 1 {
            wrong(format!("{} event {}", self.stream, self.seq + 1), format!("missing: event {seq} follows"));
        } else if !same(&prev, &self.hash) {
            wrong(place.clone(), "reordered or replaced: it does not link to the event before it".into());
        }
        let real = hash(&self.stream, seq, row.int("at")?, &row.text("actor")?, &row.text("kind")?, &row.text("data")?, &prev);
        if !same(&real, &stored) {
            wrong(place.clone(), "altered: its hash does not fit what it says".into());
        }
        if let Some((seal, hash)) = sealed.remove(&(self.stream.clone(), seq))
            && !same(&hash, &stored)
        {
            wrong(place, format!("replaced: seal {seal} holds another"));
        }
        (self.seq, self.hash) = (seq, stored);
        seen.events += 1;
        Ok(())
    }

    async fn close(&self, conn: &mut Conn, seen: &mut Verified) -> Result<(), StoreError> {
        if self.stream.is_empty() {
            return Ok(());
        }
        let mut wrong = |what: String| seen.findings.push(Finding { place: format!("{} after event {}", self.stream, self.seq), what });
        match conn.one("SELECT seq, hash FROM heads WHERE stream = $1", args![&self.stream]).await? {
            None => wrong("the chain has no head".into()),
            Some(row) => {
                if row.int("seq")? > self.seq {
                    wrong(format!("missing: the chain had {} events", row.int("seq")?));
                } else if !same(&row.bytes("hash")?, &self.hash) {
                    wrong("the last event is not the one that was written".into());
                }
            }
        }
        Ok(())
    }
}
