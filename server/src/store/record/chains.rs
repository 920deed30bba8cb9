//! The chains: each event links to the one before it, the last is the head, and what the seals hold is there.

use serde_json::Value;

use super::outcomes::{self, Said};
use super::verify::Verified;
use crate::args;
use crate::store::event::{GENESIS, hash, ticket_stream};
use crate::store::{Conn, Row, StoreError};
use crate::vault::{Vault, same};

/// How many events are read at a time.
const PAGE: i64 = 2000;

/// Walks all chains, each with its head, its seals and the outcomes that it speaks of.
pub(super) async fn verify(conn: &mut Conn, vault: &Vault, seen: &mut Verified) -> Result<(), StoreError> {
    let mut at = (String::new(), 0_i64);
    let mut chain = Chain::default();
    let mut said = Vec::new();
    loop {
        // An erased ticket's last event says how many looks went with it: here is how many there were.
        let rows = conn
            .all(
                "SELECT events.stream AS stream, events.seq AS seq, events.at AS at, actor, kind, data, prev, events.hash AS hash, \
                 heads.seq AS head_seq, heads.hash AS head_hash, sealed_heads.seal AS seal, sealed_heads.hash AS sealed_hash, \
                 CASE WHEN kind = 'erased' THEN (SELECT COUNT(*) FROM sealed_looks WHERE sealed_looks.ticket_id = substr(events.stream, 8)) \
                 END AS looks FROM events LEFT JOIN heads ON heads.stream = events.stream \
                 LEFT JOIN sealed_heads ON sealed_heads.stream = events.stream AND sealed_heads.seq = events.seq \
                 WHERE (events.stream, events.seq) > ($1, $2) ORDER BY events.stream, events.seq LIMIT $3",
                args![&at.0, at.1, PAGE],
            )
            .await?;
        for row in &rows {
            let (stream, seq) = (row.text("stream")?, row.int("seq")?);
            if stream != chain.stream {
                said.extend(chain.close(seen));
                chain = Chain::begin(&stream, row)?;
                seen.streams += 1;
            }
            if let Err(error) = chain.take(row, seen) {
                // What cannot be read was not written by the portal, and keeps nothing else from being looked at.
                seen.wrong(format!("{stream} event {seq}"), format!("cannot be read: {error}"));
            }
            at = (stream, seq);
        }
        outcomes::verify(conn, vault, seen, &mut said).await?;
        if rows.len() < PAGE as usize {
            break;
        }
    }
    said.extend(chain.close(seen));
    outcomes::verify(conn, vault, seen, &mut said).await?;
    for row in conn
        .all("SELECT stream FROM heads WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.stream = heads.stream) LIMIT 100", &[])
        .await?
    {
        seen.wrong(row.text("stream")?, "all its events are missing");
    }
    Ok(())
}

/// Every head has its seal, save those that have moved since (`due`, Unix time in milliseconds); and what a seal holds is there.
pub(super) async fn verify_heads(conn: &mut Conn, seen: &mut Verified, due: i64) -> Result<(), StoreError> {
    for row in conn
        .all(
            "SELECT stream, seq, seal FROM sealed_heads WHERE NOT EXISTS (SELECT 1 FROM events \
             WHERE events.stream = sealed_heads.stream AND events.seq = sealed_heads.seq) ORDER BY seal, stream LIMIT 100",
            &[],
        )
        .await?
    {
        let place = format!("{} event {}", row.text("stream")?, row.int("seq")?);
        seen.wrong(place, format!("missing, but seal {} holds it", row.int("seal")?));
    }
    for row in conn
        .all(
            "SELECT heads.stream AS stream, heads.seq AS seq FROM heads JOIN events ON events.stream = heads.stream AND events.seq = heads.seq \
             WHERE (heads.dirty = 0 OR events.at < $1) AND NOT EXISTS (SELECT 1 FROM sealed_heads JOIN seals ON seals.seq = sealed_heads.seal \
             WHERE sealed_heads.stream = heads.stream AND sealed_heads.seq >= heads.seq) ORDER BY heads.stream LIMIT 100",
            args![due],
        )
        .await?
    {
        seen.wrong(format!("{} event {}", row.text("stream")?, row.int("seq")?), "no seal holds the head of its chain");
    }
    // What no seal holds, whatever it says: a number of a seal that there is not covers nothing.
    for (sql, what) in [
        (
            "SELECT seal, stream AS name FROM sealed_heads WHERE seal < 1 OR seal NOT IN (SELECT seq FROM seals) ORDER BY seal LIMIT 100",
            "chain",
        ),
        (
            "SELECT seal, look AS name FROM sealed_looks WHERE seal < 1 OR seal NOT IN (SELECT seq FROM seals) ORDER BY seal LIMIT 100",
            "look",
        ),
        ("SELECT seq AS seal, '' AS name FROM seals WHERE seq < 1 LIMIT 100", "seal"),
    ] {
        for row in conn.all(sql, &[]).await? {
            let place = format!("{what} {}", row.text("name")?);
            seen.wrong(place.trim(), format!("put in: there is no seal {}", row.int("seal")?));
        }
    }
    let count = conn.one("SELECT COUNT(*) AS n FROM heads WHERE dirty = 1", &[]).await?;
    seen.unsealed = count.map_or(Ok(0), |row| row.int("n"))?.unsigned_abs();
    Ok(())
}

/// Each ticket has its chain. It goes only by being erased, and says so as the last word of its chain; and whatever was erased is gone.
pub(super) async fn verify_tickets(conn: &mut Conn, seen: &mut Verified) -> Result<(), StoreError> {
    for row in conn
        .all("SELECT id FROM tickets WHERE NOT EXISTS (SELECT 1 FROM heads WHERE stream = 'ticket:' || tickets.id) LIMIT 100", &[])
        .await?
    {
        seen.wrong(ticket_stream(&row.text("id")?), "the ticket has no events at all");
    }
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
            seen.wrong(row.text("stream")?, what);
        }
    }
    Ok(())
}

/// A chain while it is read.
#[derive(Default)]
struct Chain {
    stream: String,
    seq: i64,
    hash: Vec<u8>,
    head: Option<(i64, Vec<u8>)>,
    said: Said,
}

impl Chain {
    fn begin(stream: &str, row: &Row) -> Result<Self, StoreError> {
        let head = match row.opt_int("head_seq")? {
            Some(seq) => Some((seq, row.bytes("head_hash")?)),
            None => None,
        };
        let said = Said::of(stream.strip_prefix("ticket:").unwrap_or_default());
        Ok(Self { stream: stream.to_owned(), seq: 0, hash: GENESIS.to_vec(), head, said })
    }

    fn take(&mut self, row: &Row, seen: &mut Verified) -> Result<(), StoreError> {
        let (seq, stored, prev) = (row.int("seq")?, row.bytes("hash")?, row.bytes("prev")?);
        let place = format!("{} event {seq}", self.stream);
        if let Some(seal) = row.opt_int("seal")?
            && !same(&row.bytes("sealed_hash")?, &stored)
        {
            seen.wrong(place.clone(), format!("replaced: seal {seal} holds another"));
        }
        if seq < 1 {
            seen.wrong(place, "put in: no event has this number");
            return Ok(());
        }
        let again = seq == self.seq && same(&stored, &self.hash);
        if again {
            // The same event once more, which a second seal holds: what it says is compared with its hash all the same.
        } else if seq != self.seq + 1 {
            seen.wrong(format!("{} event {}", self.stream, self.seq + 1), format!("missing: event {seq} follows"));
        } else if !same(&prev, &self.hash) {
            seen.wrong(place.clone(), "reordered or replaced: it does not link to the event before it");
        }
        let (at, kind, data) = (row.int("at")?, row.text("kind")?, row.text("data")?);
        if !same(&hash(&self.stream, seq, at, &row.text("actor")?, &kind, &data, &prev), &stored) {
            seen.wrong(place.clone(), "altered: its hash does not fit what it says");
        }
        if again {
            return Ok(());
        }
        if let Some(sealed) = row.opt_int("looks")? {
            let gone = serde_json::from_str::<Value>(&data).ok().and_then(|data| data["looks"].as_i64()).unwrap_or_default();
            if sealed != gone {
                seen.wrong(place, format!("says that {gone} looks at it went with the ticket, but there were {sealed}"));
            }
        }
        self.said.hear(at, &kind, &data);
        (self.seq, self.hash) = (seq, stored);
        seen.events += 1;
        Ok(())
    }

    /// Ends the chain; gives what it says of the outcomes of its ticket, if it is one's.
    fn close(&mut self, seen: &mut Verified) -> Option<Said> {
        if self.stream.is_empty() {
            return None;
        }
        let place = || format!("{} after event {}", self.stream, self.seq);
        match &self.head {
            None => seen.wrong(place(), "the chain has no head"),
            Some((seq, _)) if *seq > self.seq => seen.wrong(place(), format!("missing: the chain had {seq} events")),
            Some((seq, _)) if *seq < self.seq => seen.wrong(place(), format!("the head of the chain names event {seq}")),
            Some((_, hash)) if !same(hash, &self.hash) => seen.wrong(place(), "the last event is not the one that was written"),
            Some(_) => {}
        }
        Some(std::mem::take(&mut self.said)).filter(|said| !said.ticket.is_empty())
    }
}
