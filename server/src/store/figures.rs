//! Figures of how requests ended: without persons, from the outcomes of tickets that are still there and from what stays of those
//! that were erased (`closed_figures`).

use jiff::Timestamp;

use super::outcome::OutcomeBody;
use super::{Conn, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

/// How one cycle of one ticket ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Identifier: it names no person, and no ticket that is gone.
    pub id: String,
    /// The pack's slug.
    pub product: String,
    /// The kind's code.
    pub kind: String,
    /// The requester's country, if told.
    pub country: Option<String>,
    /// The policy's version that was in force at the receipt.
    pub policy_version: String,
    /// Which cycle; the second is an appeal.
    pub cycle: i64,
    /// When the cycle began (UTC): the receipt, or the appeal.
    pub received_at: Timestamp,
    /// When it was closed (UTC).
    pub closed_at: Timestamp,
    /// The state's code that it ended in.
    pub state: String,
    /// The codes of the reasons for refusing all or part, each once.
    pub reasons: Vec<String>,
    /// Whether the promise was kept; of a report, the promised review. `None` where there was none.
    pub promise_kept: Option<bool>,
    /// Whether the law's limit was kept. `None` where there was none.
    pub law_kept: Option<bool>,
}

/// Whether something was closed in time: at the due moment is in time.
#[must_use]
pub fn kept(closed_at: Timestamp, due: Option<Timestamp>) -> Option<bool> {
    due.map(|due| closed_at <= due)
}

/// The codes of the reasons in an outcome, each once, in order.
#[must_use]
pub fn reasons(body: &OutcomeBody) -> Vec<String> {
    let mut codes: Vec<String> = body.refusals.iter().map(|refusal| refusal.reason.clone()).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// Adds what stays of a ticket that is erased at this moment.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, figure: &Figure, erased_at: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO closed_figures (id, product, kind, country, policy_version, cycle, received_at, closed_at, state, reasons, \
         promise_kept, law_kept, erased_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            &figure.id,
            &figure.product,
            &figure.kind,
            figure.country.as_deref(),
            &figure.policy_version,
            figure.cycle,
            figure.received_at,
            figure.closed_at,
            &figure.state,
            figure.reasons.join(" "),
            figure.promise_kept.map(i64::from),
            figure.law_kept.map(i64::from),
            erased_at,
        ],
    )
    .await
    .map(drop)
}

/// The figures of everything that was closed from one moment on and before another, oldest first: of tickets that are still there
/// and of those that were erased alike. A request that ended without an outcome (withdrawn, joined to another) has its figure only
/// once it is erased.
///
/// # Errors
/// The database's, or an outcome that cannot be opened.
pub async fn between(conn: &mut Conn, vault: &Vault, from: Timestamp, before: Timestamp) -> Result<Vec<Figure>, StoreError> {
    let mut list = Vec::new();
    for row in conn
        .all(
            "SELECT outcomes.id AS id, outcomes.cycle AS cycle, outcomes.state AS state, outcomes.closed_at AS closed_at, \
             outcomes.promise_due_at AS promise_due_at, outcomes.law_due_at AS law_due_at, outcomes.review_due_at AS review_due_at, \
             outcomes.body AS body, tickets.product AS product, tickets.kind AS kind, tickets.country AS country, \
             tickets.policy_version AS policy_version, tickets.received_at AS received_at, tickets.cycle_started_at AS started_at \
             FROM outcomes JOIN tickets ON tickets.id = outcomes.ticket_id WHERE outcomes.closed_at >= $1 AND outcomes.closed_at < $2 \
             AND outcomes.withdrawn_at IS NULL \
             ORDER BY outcomes.closed_at, outcomes.id",
            args![from, before],
        )
        .await?
    {
        let (id, cycle, closed_at) = (row.text("id")?, row.int("cycle")?, row.moment("closed_at")?);
        let body: OutcomeBody = vault.open_json(Place("outcomes.body", &id), &row.bytes("body")?)?;
        let promise = row.opt_moment("promise_due_at")?.or(row.opt_moment("review_due_at")?);
        list.push(Figure {
            product: row.text("product")?,
            kind: row.text("kind")?,
            country: row.opt_text("country")?,
            policy_version: row.text("policy_version")?,
            received_at: row.moment(if cycle > 1 { "started_at" } else { "received_at" })?,
            state: row.text("state")?,
            reasons: reasons(&body),
            promise_kept: kept(closed_at, promise),
            law_kept: kept(closed_at, row.opt_moment("law_due_at")?),
            id,
            cycle,
            closed_at,
        });
    }
    for row in conn
        .all("SELECT * FROM closed_figures WHERE closed_at >= $1 AND closed_at < $2 ORDER BY closed_at, id", args![from, before])
        .await?
    {
        list.push(Figure {
            id: row.text("id")?,
            product: row.text("product")?,
            kind: row.text("kind")?,
            country: row.opt_text("country")?,
            policy_version: row.text("policy_version")?,
            cycle: row.int("cycle")?,
            received_at: row.moment("received_at")?,
            closed_at: row.moment("closed_at")?,
            state: row.text("state")?,
            reasons: row.text("reasons")?.split_whitespace().map(str::to_owned).collect(),
            promise_kept: row.opt_int("promise_kept")?.map(|kept| kept != 0),
            law_kept: row.opt_int("law_kept")?.map(|kept| kept != 0),
        });
    }
    list.sort_by(|a, b| (a.closed_at, &a.id).cmp(&(b.closed_at, &b.id)));
    Ok(list)
}

/// The figures of refusals among them: all or part was refused. The log of refusals, as the Hong Kong PDPO asks for it
/// (section 27): the reasons, and nobody's name.
///
/// # Errors
/// As [`between`].
pub async fn refusals(conn: &mut Conn, vault: &Vault, from: Timestamp, before: Timestamp) -> Result<Vec<Figure>, StoreError> {
    let mut list = between(conn, vault, from, before).await?;
    list.retain(|figure| matches!(figure.state.as_str(), "denied" | "partially_fulfilled"));
    Ok(list)
}
