//! How tickets stand: what their clocks rest on and what was kept of them, read in bulk and without anything personal. For checks
//! and for moving clocks to other rules.

use std::collections::HashMap;

use domain::clock::{History, Pause};
use domain::{Kind, State};
use jiff::Timestamp;

use super::outcome::{self, Closed};
use super::queue::COUNT_LIMIT;
use super::ticket::{Cached, cached};
use super::{Conn, Row, StoreError, fact, pause};
use crate::args;

/// What a ticket's clocks rest on.
#[derive(Debug, Clone)]
pub struct Stand {
    /// The ticket's identifier.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// The pack's slug.
    pub product: String,
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// The requester's country, if told.
    pub country: Option<String>,
    /// When the server received it.
    pub received_at: Timestamp,
    /// When the e-mail was proved.
    pub proved_at: Option<Timestamp>,
    /// Whether that was in time.
    pub proof_in_time: bool,
    /// Which cycle runs.
    pub cycle: i64,
    /// Since when.
    pub cycle_started_at: Timestamp,
    /// When this cycle was closed.
    pub stopped_at: Option<Timestamp>,
    /// Escalated the moment it came.
    pub urgent: bool,
    /// The rule set that it keeps.
    pub rules: Option<String>,
    /// For which moment its clocks were computed.
    pub reckoned_at: Option<Timestamp>,
    /// The calendars' versions that were kept.
    pub calendar_version: String,
    /// What was kept.
    pub cached: Cached,
    /// Whether it is kept as one on the queue.
    pub on_queue: bool,
    /// The dues with which this cycle was closed. Read with [`Which::All`] alone.
    pub closed: Option<Closed>,
    /// The pauses of this cycle.
    pub pauses: Vec<Pause>,
    /// The other facts of this cycle, folded into an otherwise empty history.
    pub facts: Option<Box<History>>,
}

/// Which tickets are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which<'a> {
    /// Those on the queue, and those that are not closed.
    Open,
    /// All of them, the closed ones as well.
    All,
    /// Those on the queue that keep this rule set.
    OfRules(&'a str),
}

const COLUMNS: &str = "SELECT id, reference, product, kind, state, country, received_at, proved_at, proof_in_time, cycle, \
    cycle_started_at, stopped_at, urgent, rules, reckoned_at, calendar_version, promise_due_at, law_due_at, review_due_at, governing, \
    sort_at, at_risk_at, breach_at, paused_until, alert_at, on_queue FROM tickets";

/// A page of tickets after an identifier, in the order of identifiers.
///
/// # Errors
/// The database's, or a row that cannot be read.
pub async fn page(conn: &mut Conn, which: Which<'_>, after: &str, most: i64) -> Result<Vec<Stand>, StoreError> {
    let rows = match which {
        Which::Open => {
            conn.all_built(
                format!("{COLUMNS} WHERE (on_queue = 1 OR stopped_at IS NULL) AND id > $1 ORDER BY id LIMIT $2"),
                args![after, most],
            )
            .await?
        }
        Which::All => conn.all_built(format!("{COLUMNS} WHERE id > $1 ORDER BY id LIMIT $2"), args![after, most]).await?,
        Which::OfRules(rules) => {
            conn.all_built(
                format!("{COLUMNS} WHERE on_queue = 1 AND rules = $3 AND id > $1 ORDER BY id LIMIT $2"),
                args![after, most, rules],
            )
            .await?
        }
    };
    let mut list = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let Some(last) = list.last().map(|stand| stand.id.clone()) else { return Ok(list) };
    let rules = if let Which::OfRules(rules) = which { Some(rules) } else { None };
    let pauses = pause::between(conn, after, &last, rules).await?;
    let facts = fact::between(conn, after, &last, rules).await?;
    let closed = if which == Which::All { outcome::between(conn, after, &last).await? } else { Vec::new() };
    if !pauses.is_empty() || !facts.is_empty() || !closed.is_empty() {
        let places: HashMap<(String, i64), usize> =
            list.iter().enumerate().map(|(at, stand)| ((stand.id.clone(), stand.cycle), at)).collect();
        for (ticket, cycle, pause) in pauses {
            if let Some(stand) = places.get(&(ticket, cycle)).and_then(|at| list.get_mut(*at)) {
                stand.pauses.push(pause);
            }
        }
        for (ticket, closed) in closed {
            if let Some(stand) = places.get(&(ticket, closed.cycle)).and_then(|at| list.get_mut(*at)) {
                stand.closed = Some(closed);
            }
        }
        for (ticket, cycle, one) in facts {
            if let Some(stand) = places.get(&(ticket, cycle)).and_then(|at| list.get_mut(*at)) {
                one.fold(stand.facts.get_or_insert_default())?;
            }
        }
    }
    Ok(list)
}

fn read(row: &Row) -> Result<Stand, StoreError> {
    let id = row.text("id")?;
    let wrong = |column: &'static str| StoreError::Inconsistent { table: "tickets", column, row: id.clone() };
    Ok(Stand {
        reference: row.text("reference")?,
        product: row.text("product")?,
        kind: Kind::from_code(&row.text("kind")?).ok_or_else(|| wrong("kind"))?,
        state: State::from_code(&row.text("state")?).ok_or_else(|| wrong("state"))?,
        country: row.opt_text("country")?,
        received_at: row.moment("received_at")?,
        proved_at: row.opt_moment("proved_at")?,
        proof_in_time: row.truth("proof_in_time")?,
        cycle: row.int("cycle")?,
        cycle_started_at: row.moment("cycle_started_at")?,
        stopped_at: row.opt_moment("stopped_at")?,
        urgent: row.truth("urgent")?,
        rules: row.opt_text("rules")?,
        reckoned_at: row.opt_moment("reckoned_at")?,
        calendar_version: row.text("calendar_version")?,
        cached: cached(row)?,
        on_queue: row.truth("on_queue")?,
        closed: None,
        pauses: Vec::new(),
        facts: None,
        id,
    })
}

/// How many tickets on the queue keep each rule set, by product; each count stops at [`COUNT_LIMIT`].
///
/// # Errors
/// The database's.
pub async fn sets(conn: &mut Conn) -> Result<Vec<(String, String, i64)>, StoreError> {
    let kept = "SELECT id, product FROM rule_sets WHERE EXISTS (SELECT 1 FROM tickets WHERE tickets.on_queue = 1 \
                AND tickets.rules = rule_sets.id) ORDER BY product, id";
    let mut list = Vec::new();
    for row in conn.all(kept, args![]).await? {
        let (product, id) = (row.text("product")?, row.text("id")?);
        let count = "SELECT 1 AS one FROM tickets WHERE on_queue = 1 AND rules = $1 LIMIT $2";
        let tickets = conn.count_built(count, args![&id, COUNT_LIMIT]).await?;
        list.push((product, id, tickets));
    }
    Ok(list)
}
