//! The outcomes: each is what its event says. The event of a closing holds the hash of its outcome, the event of a retention the hash of
//! what was left of it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::verify::Verified;
use crate::store::event::ticket_stream;
use crate::store::outcome::{KEY, KEYS, mark_of};
use crate::store::{Arg, Conn, Row, StoreError};
use crate::vault::{Vault, same};

/// The outcomes of how many tickets are read at a time.
const PAGE: usize = 200;

/// What the chain of a ticket says of its outcomes.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) ticket: String,
    erased: bool,
    outcomes: BTreeMap<String, Mark>,
}

#[derive(Debug)]
struct Mark {
    hash: String,
    cycle: i64,
    /// When it was taken back: Unix time in milliseconds.
    withdrawn_at: Option<i64>,
}

impl Said {
    pub(super) fn of(ticket: &str) -> Self {
        Self { ticket: ticket.to_owned(), ..Self::default() }
    }

    /// Takes up what the next event of the chain says.
    pub(super) fn hear(&mut self, at: i64, kind: &str, data: &str) {
        self.erased = kind == "erased";
        if kind != "reopened" && !data.contains(KEY) {
            return;
        }
        // What cannot be read says nothing, and what it should say is missed.
        let Ok(data) = serde_json::from_str::<Value>(data) else { return };
        let cycle = data["cycle"].as_i64().unwrap_or_default();
        if kind == "reopened" && data["how"] == "same" {
            for mark in self.outcomes.values_mut().filter(|mark| mark.cycle == cycle && mark.withdrawn_at.is_none()) {
                mark.withdrawn_at = Some(at);
            }
        }
        let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
        if data[KEY].is_object() {
            let mark = Mark { hash: text(&data[KEY], "hash"), cycle, withdrawn_at: None };
            self.outcomes.insert(text(&data[KEY], "id"), mark);
        }
        // Their words are gone; their hashes are others.
        for one in data[KEYS].as_array().into_iter().flatten() {
            if let Some(mark) = self.outcomes.get_mut(&text(one, "id")) {
                mark.hash = text(one, "hash");
            }
        }
    }
}

/// Compares the outcomes of these tickets with what their chains say.
pub(super) async fn verify(conn: &mut Conn, vault: &Vault, seen: &mut Verified, said: &mut Vec<Said>) -> Result<(), StoreError> {
    for page in said.chunks_mut(PAGE) {
        let ids: Vec<Arg> = page.iter().map(|said| Arg::from(&said.ticket)).collect();
        let list = (1..=ids.len()).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ");
        let mut marks: BTreeMap<String, &mut Said> = page.iter_mut().map(|said| (said.ticket.clone(), said)).collect();
        for row in conn.all_built(format!("SELECT * FROM outcomes WHERE ticket_id IN ({list})"), &ids).await? {
            let (id, ticket, cycle) = (row.text("id")?, row.text("ticket_id")?, row.int("cycle")?);
            let mark = marks.get_mut(&ticket).and_then(|said| said.outcomes.remove(&id));
            if let Some(what) = compare(vault, &row, mark.as_ref())? {
                seen.wrong(place(&ticket, cycle), what);
            }
            seen.outcomes += 1;
        }
        // A ticket that is gone has taken its outcomes with it; whether it may be gone is asked elsewhere.
        for row in conn.all_built(format!("SELECT id FROM tickets WHERE id IN ({list})"), &ids).await? {
            let ticket = row.text("id")?;
            let Some(said) = marks.remove(&ticket).filter(|said| !said.erased) else { continue };
            for mark in said.outcomes.values() {
                seen.wrong(place(&ticket, mark.cycle), "missing, but its event is there");
            }
        }
    }
    said.clear();
    Ok(())
}

/// Outcomes of tickets that are not there.
pub(super) async fn verify_lone(conn: &mut Conn, seen: &mut Verified) -> Result<(), StoreError> {
    let sql =
        "SELECT ticket_id, cycle FROM outcomes WHERE NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.id = outcomes.ticket_id) LIMIT 100";
    for row in conn.all(sql, &[]).await? {
        seen.wrong(place(&row.text("ticket_id")?, row.int("cycle")?), "it has no ticket");
    }
    Ok(())
}

fn place(ticket: &str, cycle: i64) -> String {
    format!("{} outcome of cycle {cycle}", ticket_stream(ticket))
}

/// What is wrong with an outcome, if anything is.
fn compare(vault: &Vault, row: &Row, mark: Option<&Mark>) -> Result<Option<&'static str>, StoreError> {
    let Some(mark) = mark else { return Ok(Some("put in: no event speaks of it")) };
    Ok(match mark_of(vault, row)? {
        None => Some("altered: its words cannot be opened"),
        Some(real) if !same(real.as_bytes(), mark.hash.as_bytes()) => Some("altered: it is not what its event says"),
        Some(_) if row.opt_int("withdrawn_at")? != mark.withdrawn_at => Some("taken back, or put back, and no event says so"),
        Some(_) => None,
    })
}
