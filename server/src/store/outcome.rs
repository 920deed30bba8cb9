//! How a cycle ended. A later cycle leaves it as it is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Conn, Row, StoreError};
use crate::args;
use crate::store::ticket::Ticket;
use crate::vault::{Place, Vault};

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

/// Records how the ticket's present cycle ended.
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
) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO outcomes (id, ticket_id, cycle, state, closed_at, closed_by, promise_due_at, law_due_at, review_due_at, body, \
         started_at, product, kind, policy_version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        args![
            id,
            &ticket.id,
            ticket.cycle,
            ticket.state.code(),
            at,
            closed_by,
            ticket.cached.promise_due_at,
            ticket.cached.law_due_at,
            ticket.cached.review_due_at,
            vault.seal_json(Place("outcomes.body", id), body),
            ticket.cycle_started_at,
            &ticket.product,
            ticket.kind.code(),
            &ticket.policy_version,
        ],
    )
    .await
    .map(drop)
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
