//! The requests that were received in a year, counted by how they were answered: what 11 CCR 7102 asks for.

use domain::Kind;
use domain::figures::Right;
use jiff::Timestamp;

use super::{Arg, Conn, Row, StoreError};

/// Whose requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The product's slug.
    pub product: String,
    /// The year's first moment (UTC).
    pub from: Timestamp,
    /// The first moment after it.
    pub before: Timestamp,
    /// Only requesters who told this country; nothing: everybody.
    pub country: Option<&'static str>,
}

/// Requests that stand alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The kind.
    pub kind: Kind,
    /// The state of the last valid outcome.
    pub outcome: Option<String>,
    /// The ticket's state.
    pub state: String,
    /// The days within which the first answer came; a day that has begun counts.
    pub days: Option<u64>,
    /// How many.
    pub count: u64,
}

const ANSWERS: &str = "('fulfilled', 'partially_fulfilled', 'denied')";

/// What the questions are asked with, and what the rows of this table must fulfil.
fn arguments(filter: &Filter, table: &str) -> (Vec<Arg>, String) {
    let mut args: Vec<Arg> = vec![filter.from.into(), filter.before.into(), (&filter.product).into()];
    let mut kinds = Vec::new();
    for kind in Right::ALL.into_iter().filter_map(Right::kind) {
        args.push(kind.code().into());
        kinds.push(format!("${}", args.len()));
    }
    let kinds = kinds.join(", ");
    let mut sql = format!("{table}.received_at >= $1 AND {table}.received_at < $2 AND {table}.product = $3 AND {table}.kind IN ({kinds})");
    if let Some(country) = filter.country {
        args.push(country.into());
        sql.push_str(&format!(" AND {table}.country = ${}", args.len()));
    }
    (args, sql)
}

/// Every request received in the year, proved, and of a right that 7102 counts. Of an erased one its first answer counts: which
/// appeal belonged to it is not known any more.
///
/// # Errors
/// The database's.
pub async fn received(conn: &mut Conn, filter: &Filter) -> Result<Vec<Received>, StoreError> {
    let (args, limits) = arguments(filter, "tickets");
    let mut list = Vec::new();
    // What is closed and was received in the year was closed since it began: so the index of closed tickets bounds what is read.
    // Materialized, so that no ticket's outcomes are looked for twice.
    for reach in ["on_queue = 1", "on_queue = 0 AND stopped_at >= $1"] {
        let sql = format!(
            "WITH received AS MATERIALIZED (SELECT tickets.kind AS kind, tickets.state AS state, \
             (SELECT outcomes.state FROM outcomes WHERE outcomes.ticket_id = tickets.id AND outcomes.withdrawn_at IS NULL \
             AND outcomes.state IN {ANSWERS} ORDER BY outcomes.cycle DESC LIMIT 1) AS outcome, \
             ((SELECT MIN(outcomes.closed_at) FROM outcomes WHERE outcomes.ticket_id = tickets.id AND outcomes.withdrawn_at IS NULL \
             AND outcomes.state IN {ANSWERS}) - tickets.received_at + 86399999) / 86400000 AS days FROM tickets \
             WHERE {reach} AND state NOT IN ('identity_unverified', 'expired') AND {limits}) \
             SELECT kind, outcome, state, days, COUNT(*) AS n FROM received GROUP BY kind, outcome, state, days"
        );
        for row in conn.all_built(sql, &args).await? {
            list.push(read(&row)?);
        }
    }
    let (args, limits) = arguments(filter, "closed_figures");
    let sql = format!(
        "SELECT kind, outcome, state, days, COUNT(*) AS n FROM (SELECT kind, state, CASE WHEN state IN {ANSWERS} THEN state END AS outcome, \
         CASE WHEN state IN {ANSWERS} THEN (closed_at - received_at + 86399999) / 86400000 END AS days FROM closed_figures \
         WHERE closed_at >= $1 AND cycle = 1 AND {limits}) AS received GROUP BY kind, outcome, state, days"
    );
    for row in conn.all_built(sql, &args).await? {
        list.push(read(&row)?);
    }
    Ok(list)
}

fn read(row: &Row) -> Result<Received, StoreError> {
    Ok(Received {
        kind: kind(row)?,
        outcome: row.opt_text("outcome")?,
        state: row.text("state")?,
        days: row.opt_int("days")?.map(|days| days.unsigned_abs().max(1)),
        count: row.int("n")?.unsigned_abs(),
    })
}

fn kind(row: &Row) -> Result<Kind, StoreError> {
    let code = row.text("kind")?;
    Kind::from_code(&code).ok_or(StoreError::Inconsistent { table: "tickets", column: "kind", row: code })
}

/// The codes of the reasons of each request of the year whose last outcome denied all or part. They are read from the record and
/// from the figures of erased requests: no outcome is opened.
///
/// # Errors
/// The database's, or an event that is not as it was written.
pub async fn denied(conn: &mut Conn, filter: &Filter) -> Result<Vec<(Kind, Vec<String>)>, StoreError> {
    let (args, limits) = arguments(filter, "tickets");
    let sql = format!(
        "SELECT tickets.kind AS kind, events.data AS data FROM outcomes CROSS JOIN tickets CROSS JOIN events \
         WHERE outcomes.closed_at >= $1 AND outcomes.withdrawn_at IS NULL AND outcomes.state IN ('denied', 'partially_fulfilled') \
         AND tickets.id = outcomes.ticket_id AND NOT EXISTS (SELECT 1 FROM outcomes AS later WHERE later.ticket_id = outcomes.ticket_id \
         AND later.withdrawn_at IS NULL AND later.state IN {ANSWERS} AND later.cycle > outcomes.cycle) \
         AND events.stream = 'ticket:' || tickets.id AND events.kind = 'closed' AND events.at = outcomes.closed_at AND {limits}"
    );
    let mut list = Vec::new();
    for row in conn.all_built(sql, &args).await? {
        let data: serde_json::Value = serde_json::from_str(&row.text("data")?).map_err(|_| StoreError::Inconsistent {
            table: "events",
            column: "data",
            row: "closed".to_owned(),
        })?;
        let codes = data["reasons"].as_array().map_or(&[][..], Vec::as_slice);
        list.push((kind(&row)?, codes.iter().filter_map(|code| code.as_str().map(str::to_owned)).collect()));
    }
    let (args, limits) = arguments(filter, "closed_figures");
    let sql = format!(
        "SELECT kind, reasons FROM closed_figures WHERE closed_at >= $1 AND cycle = 1 AND state IN ('denied', 'partially_fulfilled') \
         AND {limits}"
    );
    for row in conn.all_built(sql, &args).await? {
        list.push((kind(&row)?, row.text("reasons")?.split_whitespace().map(str::to_owned).collect()));
    }
    Ok(list)
}
