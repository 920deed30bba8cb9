//! How a cycle ended. A later cycle leaves it as it is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Conn, Row, StoreError};
use crate::args;
use crate::store::ticket::Ticket;
use crate::vault::{Place, Vault, VaultError, hex};

/// The name under which the event of a closing holds its [`Mark`].
pub const KEY: &str = "outcome";
/// The name under which the event of a retention holds those of all that is left.
pub const KEYS: &str = "outcomes";

/// A part that was withheld, or the whole that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What: a category's code, or empty for the whole.
    pub item: String,
    /// The reason's code.
    pub reason: String,
    /// The law as cited.
    pub law: String,
    /// The explanation in plain words, written for the requester.
    pub words: String,
    /// For records that the law makes the product keep: which, and until when.
    pub record: Option<(String, String)>,
}

/// An answered line of a withdrawal from AI training.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectAnswer {
    /// The effect's code.
    pub code: String,
    /// The state's code, a moment, or a date; empty where it only has to be said.
    pub value: String,
    /// A word about it.
    pub words: String,
}

/// What an outcome says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeBody {
    /// The agent's words to the requester (or to the reporters).
    pub words: String,
    /// What was done, where part or all was refused.
    pub done_anyway: String,
    /// Each refusal.
    pub refusals: Vec<Refusal>,
    /// What was ticked.
    pub checklist: Vec<String>,
    /// Access: nothing is held.
    pub nothing_held: bool,
    /// The lines of a withdrawal from AI training.
    pub effects: Vec<EffectAnswer>,
    /// Retention rules' ids of what is kept after a deletion.
    pub kept: Vec<String>,
    /// A report's decision.
    pub decision: String,
    /// What stays inside.
    pub inside: String,
}

/// How a cycle ended.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Which cycle.
    pub cycle: i64,
    /// The state that it ended in.
    pub state: String,
    /// When.
    pub closed_at: Timestamp,
    /// The member of staff who closed it.
    pub closed_by: Option<String>,
    /// The promise's due moment, as it stood.
    pub promise_due_at: Option<Timestamp>,
    /// The law's.
    pub law_due_at: Option<Timestamp>,
    /// The review's.
    pub review_due_at: Option<Timestamp>,
    /// When its cycle began; `None` of some from before that was kept.
    pub started_at: Option<Timestamp>,
    /// What it says.
    pub body: OutcomeBody,
}

/// What the event of a closing says of its outcome: a keyed hash of all that stands in it, so that nobody without the portal's key can
/// guess its words by it, and nobody can change it unseen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "it belongs into the event of the closing"]
pub struct Mark {
    id: String,
    hash: String,
}

impl Mark {
    /// As it stands in an event.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({"id": self.id, "hash": self.hash})
    }

    fn new(vault: &Vault, whole: &Whole<'_>) -> Self {
        let bytes = |number: i64| number.to_be_bytes().to_vec();
        let maybe = |part: Option<Vec<u8>>| [vec![u8::from(part.is_some())], part.unwrap_or_default()].concat();
        let mut parts: Vec<Vec<u8>> = [whole.id, whole.ticket, whole.state, whole.product, whole.kind, whole.policy_version]
            .map(|text| text.as_bytes().to_vec())
            .into();
        parts.extend([bytes(whole.cycle), bytes(whole.closed_at), maybe(whole.closed_by.map(|by| by.as_bytes().to_vec()))]);
        parts.extend(whole.dues.map(|at| maybe(at.map(bytes))));
        parts.extend([maybe(whole.started_at.map(bytes)), whole.body.to_vec()]);
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        Self { id: whole.id.to_owned(), hash: hex(&vault.record_mac("an outcome", &parts)) }
    }
}

/// All that stands in an outcome's row, save when it was taken back: that has an event of its own. Timestamps are Unix time in milliseconds.
struct Whole<'a> {
    id: &'a str,
    ticket: &'a str,
    cycle: i64,
    state: &'a str,
    closed_at: i64,
    closed_by: Option<&'a str>,
    /// The promise's, the law's and the review's.
    dues: [Option<i64>; 3],
    started_at: Option<i64>,
    product: &'a str,
    kind: &'a str,
    policy_version: &'a str,
    /// What it says, in the clear, byte by byte as it was sealed.
    body: &'a [u8],
}

/// What an outcome says, as the bytes that are sealed.
fn words(body: &OutcomeBody) -> Vec<u8> {
    // A plain struct: writing it as JSON cannot fail.
    serde_json::to_vec(body).unwrap_or_default()
}

/// The mark of an outcome that is written otherwise than by [`insert`].
pub fn mark(vault: &Vault, id: &str, ticket: &Ticket, outcome: &Outcome) -> Mark {
    let millis = |at: Option<Timestamp>| at.map(Timestamp::as_millisecond);
    let whole = Whole {
        id,
        ticket: &ticket.id,
        cycle: outcome.cycle,
        state: &outcome.state,
        closed_at: outcome.closed_at.as_millisecond(),
        closed_by: outcome.closed_by.as_deref(),
        dues: [outcome.promise_due_at, outcome.law_due_at, outcome.review_due_at].map(millis),
        started_at: millis(outcome.started_at),
        product: &ticket.product,
        kind: ticket.kind.code(),
        policy_version: &ticket.policy_version,
        body: &words(&outcome.body),
    };
    Mark::new(vault, &whole)
}

/// The hash of an outcome as it stands in its row; `None` when no key of the ring opens its words.
///
/// # Errors
/// The database's.
pub(super) fn mark_of(vault: &Vault, row: &Row) -> Result<Option<String>, StoreError> {
    match vault.open(Place("outcomes.body", &row.text("id")?), &row.bytes("body")?) {
        Ok(body) => Ok(Some(of_row(vault, row, &body)?.hash)),
        Err(VaultError::Field(_) | VaultError::UnknownKey(..)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn of_row(vault: &Vault, row: &Row, body: &[u8]) -> Result<Mark, StoreError> {
    let closed_by = row.opt_text("closed_by")?;
    let whole = Whole {
        id: &row.text("id")?,
        ticket: &row.text("ticket_id")?,
        cycle: row.int("cycle")?,
        state: &row.text("state")?,
        closed_at: row.int("closed_at")?,
        closed_by: closed_by.as_deref(),
        dues: [row.opt_int("promise_due_at")?, row.opt_int("law_due_at")?, row.opt_int("review_due_at")?],
        started_at: row.opt_int("started_at")?,
        product: &row.text("product")?,
        kind: &row.text("kind")?,
        policy_version: &row.text("policy_version")?,
        body,
    };
    Ok(Mark::new(vault, &whole))
}

/// Leaves of each outcome of a ticket what `bare` leaves of it; gives their marks, which belong into the event that says so.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub(super) async fn replace(
    conn: &mut Conn,
    vault: &Vault,
    ticket: &str,
    bare: impl Fn(OutcomeBody) -> OutcomeBody,
) -> Result<Vec<Mark>, StoreError> {
    let mut marks = Vec::new();
    for row in conn.all("SELECT * FROM outcomes WHERE ticket_id = $1 ORDER BY cycle, id", args![ticket]).await? {
        let id = row.text("id")?;
        let place = Place("outcomes.body", &id);
        let body = words(&bare(vault.open_json(place, &row.bytes("body")?)?));
        conn.run("UPDATE outcomes SET body = $2 WHERE id = $1", args![&id, vault.seal(place, &body)]).await?;
        marks.push(of_row(vault, &row, &body)?);
    }
    Ok(marks)
}

/// Records how the ticket's present cycle ended; gives its mark, which belongs into the event of the closing.
///
/// # Errors
/// The database's; a unique violation when the cycle has its outcome already.
pub async fn insert(
    conn: &mut Conn,
    vault: &Vault,
    id: &str,
    ticket: &Ticket,
    closed_by: Option<&str>,
    at: Timestamp,
    body: &OutcomeBody,
) -> Result<Mark, StoreError> {
    let outcome = Outcome {
        cycle: ticket.cycle,
        state: ticket.state.code().to_owned(),
        closed_at: at,
        closed_by: closed_by.map(str::to_owned),
        promise_due_at: ticket.cached.promise_due_at,
        law_due_at: ticket.cached.law_due_at,
        review_due_at: ticket.cached.review_due_at,
        started_at: Some(ticket.cycle_started_at),
        body: body.clone(),
    };
    conn.run(
        "INSERT INTO outcomes (id, ticket_id, cycle, state, closed_at, closed_by, promise_due_at, law_due_at, review_due_at, body, \
         started_at, product, kind, policy_version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        args![
            id,
            &ticket.id,
            outcome.cycle,
            &outcome.state,
            at,
            closed_by,
            outcome.promise_due_at,
            outcome.law_due_at,
            outcome.review_due_at,
            vault.seal(Place("outcomes.body", id), &words(body)),
            outcome.started_at,
            &ticket.product,
            ticket.kind.code(),
            &ticket.policy_version,
        ],
    )
    .await?;
    Ok(mark(vault, id, ticket, &outcome))
}

/// The outcomes of a ticket, one for each closed cycle, in order.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn list(conn: &mut Conn, vault: &Vault, ticket: &str) -> Result<Vec<Outcome>, StoreError> {
    conn.all("SELECT * FROM outcomes WHERE ticket_id = $1 AND withdrawn_at IS NULL ORDER BY cycle", args![ticket])
        .await?
        .iter()
        .map(|row| read(vault, row))
        .collect()
}

/// Takes back the outcome of a cycle: it was our mistake. It stays in the record, and the cycle will have another.
///
/// # Errors
/// The database's.
pub async fn withdraw(conn: &mut Conn, ticket: &str, cycle: i64, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE outcomes SET withdrawn_at = $3 WHERE ticket_id = $1 AND cycle = $2 AND withdrawn_at IS NULL";
    conn.run(sql, args![ticket, cycle, at]).await.map(drop)
}

/// How many outcomes of a cycle were taken back.
///
/// # Errors
/// The database's.
pub async fn withdrawn(conn: &mut Conn, ticket: &str, cycle: i64) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM outcomes WHERE ticket_id = $1 AND cycle = $2 AND withdrawn_at IS NOT NULL";
    conn.one(sql, args![ticket, cycle]).await?.map_or(Ok(0), |row| row.int("n"))
}

/// The dues with which a cycle was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    /// Which cycle.
    pub cycle: i64,
    /// The promise's.
    pub promise: Option<Timestamp>,
    /// The law's.
    pub law: Option<Timestamp>,
    /// The review's.
    pub review: Option<Timestamp>,
}

/// The dues with which cycles were closed, of the tickets whose identifiers lie after one and up to another.
///
/// # Errors
/// The database's.
pub async fn between(conn: &mut Conn, after: &str, last: &str) -> Result<Vec<(String, Closed)>, StoreError> {
    conn.all(
        "SELECT ticket_id, cycle, promise_due_at, law_due_at, review_due_at FROM outcomes WHERE withdrawn_at IS NULL \
         AND ticket_id > $1 AND ticket_id <= $2",
        args![after, last],
    )
    .await?
    .iter()
    .map(|row| {
        let closed = Closed {
            cycle: row.int("cycle")?,
            promise: row.opt_moment("promise_due_at")?,
            law: row.opt_moment("law_due_at")?,
            review: row.opt_moment("review_due_at")?,
        };
        Ok((row.text("ticket_id")?, closed))
    })
    .collect()
}

fn read(vault: &Vault, row: &Row) -> Result<Outcome, StoreError> {
    let id = row.text("id")?;
    Ok(Outcome {
        cycle: row.int("cycle")?,
        state: row.text("state")?,
        closed_at: row.moment("closed_at")?,
        closed_by: row.opt_text("closed_by")?,
        promise_due_at: row.opt_moment("promise_due_at")?,
        law_due_at: row.opt_moment("law_due_at")?,
        review_due_at: row.opt_moment("review_due_at")?,
        started_at: row.opt_moment("started_at")?,
        body: vault.open_json(Place("outcomes.body", &id), &row.bytes("body")?)?,
    })
}
