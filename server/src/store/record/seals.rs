//! The seals: each links to the one before it, holds what its hash says, and was written by the portal's key; the end names the last.

use std::collections::VecDeque;

use super::verify::Verified;
use super::{Link, MOST_HEADS, MOST_LOOKS, end, seal_hash, seal_mac};
use crate::args;
use crate::store::event::GENESIS;
use crate::store::{Conn, StoreError};
use crate::vault::{Vault, hex, same};

/// How many rows are read at a time.
const PAGE: i64 = 500;

/// The last seal.
pub(super) struct Last {
    seq: i64,
    /// Unix time in milliseconds.
    pub(super) at: i64,
    pub(super) hash: Vec<u8>,
}

/// Walks the seals; gives the last of them.
pub(super) async fn verify(conn: &mut Conn, vault: &Vault, seen: &mut Verified, wanted: &[String]) -> Result<Last, StoreError> {
    let mut last = Last { seq: 0, at: 0, hash: GENESIS.to_vec() };
    let mut wanted: Vec<&String> = wanted.iter().filter(|head| !head.eq_ignore_ascii_case(&hex(&GENESIS))).collect();
    let mut heads = Links::new(HEADS, MOST_HEADS);
    let mut looks = Links::new(LOOKS, MOST_LOOKS);
    loop {
        let rows =
            conn.all("SELECT seq, at, prev, hash, mac FROM seals WHERE seq > $1 ORDER BY seq LIMIT $2", args![last.seq, PAGE]).await?;
        for row in &rows {
            let (seq, at, prev, stored) = (row.int("seq")?, row.int("at")?, row.bytes("prev")?, row.bytes("hash")?);
            let place = format!("seal {seq}");
            if seq != last.seq + 1 {
                seen.wrong(format!("seal {}", last.seq + 1), format!("missing: seal {seq} follows"));
            }
            if !same(&prev, &last.hash) {
                seen.wrong(place.clone(), "does not link to the seal before it");
            }
            let holds = (heads.of(conn, seq).await?, looks.of(conn, seq).await?);
            let fits = match &holds {
                (Some(heads), Some(looks)) => same(&seal_hash(seq, at, &prev, heads, looks), &stored),
                // More than any seal takes.
                _ => false,
            };
            if !fits {
                seen.wrong(place, "altered: its hash does not fit what it holds");
            } else if !same(&row.bytes("mac")?, &seal_mac(vault, seq, &stored)) {
                seen.wrong(place, "replaced: the portal's key has not written it");
            }
            let head = hex(&stored);
            wanted.retain(|one| !one.eq_ignore_ascii_case(&head));
            last = Last { seq, at, hash: stored };
            seen.seals += 1;
        }
        if rows.len() < PAGE as usize {
            break;
        }
    }
    match end(conn, vault).await? {
        None => seen.wrong("the end of the record", "missing, or the portal's key has not written it"),
        Some(end) if end.seals > last.seq => {
            seen.wrong(format!("seal {}", last.seq + 1), format!("missing: the record had {} seals", end.seals));
        }
        Some(end) if end.seals != last.seq || !same(&end.hash, &last.hash) => {
            seen.wrong(format!("seal {}", last.seq), format!("the end of the record, seal {}, is another", end.seals));
        }
        Some(_) => {}
    }
    for head in wanted {
        seen.wrong(format!("head {head}"), "no seal has it: the record was put back to before it, or is another one");
    }
    Ok(last)
}

const HEADS: &str = "SELECT seal, stream AS name, seq, CAST('' AS TEXT) AS whose, hash FROM sealed_heads WHERE (seal, stream) > ($1, $2) \
                     ORDER BY seal, stream LIMIT $3";
const LOOKS: &str = "SELECT seal, look AS name, CAST(0 AS BIGINT) AS seq, COALESCE(ticket_id, '') AS whose, mac AS hash FROM sealed_looks \
                     WHERE (seal, look) > ($1, $2) ORDER BY seal, look LIMIT $3";

/// What seals hold, read in pages beside the seals themselves.
struct Links {
    sql: &'static str,
    most: usize,
    page: VecDeque<(i64, Link)>,
    after: (i64, String),
    over: bool,
}

impl Links {
    fn new(sql: &'static str, most: i64) -> Self {
        Self { sql, most: most as usize, page: VecDeque::new(), after: (0, String::new()), over: false }
    }

    /// What a seal holds, in the order of its hash; `None` when that is more than a seal takes. What is of no seal is passed over.
    async fn of(&mut self, conn: &mut Conn, seal: i64) -> Result<Option<Vec<Link>>, StoreError> {
        let (mut list, mut count) = (Vec::new(), 0);
        loop {
            while self.page.front().is_some_and(|(of, _)| *of <= seal) {
                if let Some((of, link)) = self.page.pop_front()
                    && of == seal
                {
                    count += 1;
                    if count <= self.most {
                        list.push(link);
                    }
                }
            }
            if self.over || !self.page.is_empty() {
                list.sort();
                return Ok(Some(list).filter(|_| count <= self.most));
            }
            self.read(conn).await?;
        }
    }

    async fn read(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let rows = conn.all(self.sql, args![self.after.0, &self.after.1, PAGE]).await?;
        for row in &rows {
            let link = Link { name: row.text("name")?, seq: row.int("seq")?, of: row.text("whose")?, hash: row.bytes("hash")? };
            self.page.push_back((row.int("seal")?, link));
        }
        if let Some((seal, link)) = self.page.back() {
            self.after = (*seal, link.name.clone());
        }
        self.over = rows.len() < PAGE as usize;
        Ok(())
    }
}
