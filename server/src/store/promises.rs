//! How promises were kept, counted by the database: nothing personal is opened, and nothing is read row by row.
//!
//! What ended is read from `outcomes`, and from `closed_figures` for tickets that were erased. Each question is
//! asked of both, in the words of [`Source`]. Every one is for products of one office's zone, so that weeks begin for all of them
//! at the same moments.

use domain::Kind;
use domain::clock::ClockName;
use domain::figures::{Open, Period, Tally};
use jiff::Timestamp;

use super::{Arg, Conn, Row, StoreError};

/// What is counted together: a product's kind under one version of its policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// The product's slug.
    pub product: String,
    /// The kind.
    pub kind: Kind,
    /// The policy's version at the receipt.
    pub version: String,
}

/// Where what ended is read, and what its columns are called there.
struct Source {
    from: &'static str,
    product: &'static str,
    kind: &'static str,
    version: &'static str,
    /// For each clock of [`ClockName::ALL`]: whether it was kept (1), broken (0), or was not there (nothing).
    kept: [&'static str; 3],
    /// How long its cycle took, in whole minutes; nothing where the beginning is not known.
    minutes: &'static str,
    /// The moment at which it ended.
    at: &'static str,
    /// What keeps out that which had no clock or counts no more.
    only: &'static str,
}

/// Those that are still there; what ended without an answer owed nothing any more.
const PRESENT: Source = Source {
    from: "outcomes",
    product: "outcomes.product",
    kind: "outcomes.kind",
    version: "outcomes.policy_version",
    kept: [
        "CASE WHEN outcomes.promise_due_at IS NULL THEN NULL WHEN outcomes.closed_at <= outcomes.promise_due_at THEN 1 ELSE 0 END",
        "CASE WHEN outcomes.law_due_at IS NULL THEN NULL WHEN outcomes.closed_at <= outcomes.law_due_at THEN 1 ELSE 0 END",
        "CASE WHEN outcomes.review_due_at IS NULL THEN NULL WHEN outcomes.closed_at <= outcomes.review_due_at THEN 1 ELSE 0 END",
    ],
    minutes: "(outcomes.closed_at - outcomes.started_at) / 60000",
    at: "outcomes.closed_at",
    only: "outcomes.withdrawn_at IS NULL AND outcomes.state NOT IN ('revoked', 'cancelled', 'duplicate')",
};

/// What stays of those that were erased. Of a report the kept promise is the review.
const ERASED: Source = Source {
    from: "closed_figures",
    product: "closed_figures.product",
    kind: "closed_figures.kind",
    version: "closed_figures.policy_version",
    kept: [
        "CASE WHEN closed_figures.kind = 'report' THEN NULL ELSE closed_figures.promise_kept END",
        "closed_figures.law_kept",
        "CASE WHEN closed_figures.kind = 'report' THEN closed_figures.promise_kept END",
    ],
    minutes: "(closed_figures.closed_at - closed_figures.received_at) / 60000",
    at: "closed_figures.closed_at",
    only: "closed_figures.state NOT IN ('revoked', 'cancelled', 'duplicate')",
};

fn bind(args: &mut Vec<Arg>, arg: Arg) -> String {
    args.push(arg);
    format!("${}", args.len())
}

/// `IN (…)` with these products, or a condition that nothing fulfils.
pub(super) fn within(column: &str, products: &[String], args: &mut Vec<Arg>) -> String {
    let list: Vec<_> = products.iter().map(|slug| bind(args, slug.into())).collect();
    if list.is_empty() { "1 = 0".to_owned() } else { format!("{column} IN ({})", list.join(", ")) }
}

fn group(row: &Row) -> Result<Group, StoreError> {
    let kind = row.text("kind")?;
    Ok(Group {
        product: row.text("product")?,
        kind: Kind::from_code(&kind).ok_or(StoreError::Inconsistent { table: "(figures)", column: "kind", row: kind })?,
        version: row.text("version")?,
    })
}

fn count(row: &Row, column: &str) -> Result<u64, StoreError> {
    // SUM of nothing is nothing.
    Ok(row.opt_int(column)?.unwrap_or(0).unsigned_abs())
}

/// What ended of a group in a period, for each clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Whose.
    pub group: Group,
    /// The place of the period in the list that was asked for.
    pub period: usize,
    /// Kept and broken, for each clock of [`ClockName::ALL`].
    pub clocks: [Tally; 3],
    /// Whether their tickets were erased.
    pub erased: bool,
}

/// How long what ended took, and how often that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Took {
    /// Whose.
    pub group: Group,
    /// Which clocks it had, in the order of [`ClockName::ALL`].
    pub clocks: [bool; 3],
    /// How long, in whole minutes from the beginning of the cycle.
    pub minutes: u64,
    /// How often.
    pub times: u64,
}

/// What ended in each of these periods, which follow each other, and how long it took. Cycles of which the beginning is not known
/// are left out of the times. Both are summed from one reading: with a million tickets reading is what takes long.
///
/// # Errors
/// The database's.
pub async fn ended(conn: &mut Conn, products: &[String], periods: &[Period]) -> Result<(Vec<Ended>, Vec<Took>), StoreError> {
    let (mut ended, mut took) = (Vec::new(), Vec::new());
    if periods.is_empty() {
        return Ok((ended, took));
    }
    for (source, erased) in [(&PRESENT, false), (&ERASED, true)] {
        let mut args = Vec::new();
        let sql = reading(source, products, periods, &mut args);
        for row in conn.all_built(sql, &args).await? {
            match row.opt_int("minutes")? {
                None => ended.push(read_ended(&row, erased)?),
                Some(minutes) => took.push(Took {
                    group: group(&row)?,
                    clocks: [row.int("promise_all")? > 0, row.int("law_all")? > 0, row.int("review_all")? > 0],
                    minutes: u64::try_from(minutes).unwrap_or(0),
                    times: count(&row, "n")?,
                }),
            }
        }
    }
    Ok((ended, took))
}

fn read_ended(row: &Row, erased: bool) -> Result<Ended, StoreError> {
    let mut clocks = [Tally::default(); 3];
    for (tally, name) in clocks.iter_mut().zip(ClockName::ALL) {
        let kept = count(row, &format!("{}_kept", name.code()))?;
        let all = count(row, &format!("{}_all", name.code()))?;
        *tally = Tally { kept, broken: all.saturating_sub(kept) };
    }
    let period = usize::try_from(row.int("place")?).unwrap_or(usize::MAX);
    Ok(Ended { group: group(row)?, period, clocks, erased })
}

/// The question of [`ended`]: rows of periods (without `minutes`), then rows of times (without a place).
fn reading(source: &Source, products: &[String], periods: &[Period], args: &mut Vec<Arg>) -> String {
    let mut rows = Vec::new();
    for (place, period) in periods.iter().enumerate() {
        let (from, before) = (bind(args, period.from.into()), bind(args, period.before.into()));
        // The places are our own numbers; PostgreSQL has to be told what the moments are.
        rows.push(format!("({place}, CAST({from} AS BIGINT), CAST({before} AS BIGINT))"));
    }
    let (rows, within) = (rows.join(", "), within(source.product, products, args));
    let Source { from, product, kind, version, kept: [promise, law, review], minutes, at, only } = source;
    let mut sums = String::new();
    let mut there = String::new();
    for clock in ClockName::ALL {
        let name = clock.code();
        sums.push_str(&format!(", CAST(SUM({name}) AS BIGINT) AS {name}_kept, COUNT({name}) AS {name}_all"));
        there.push_str(&format!(", CAST(NULL AS BIGINT), COUNT({name})"));
    }
    // PostgreSQL takes a small number for one of four bytes; everything is read as eight.
    format!(
        "WITH periods (place, starts, ends) AS (VALUES {rows}), closed AS MATERIALIZED (SELECT CAST(periods.place AS BIGINT) AS place, \
         {product} AS product, {kind} AS kind, {version} AS version, {promise} AS promise, {law} AS law, {review} AS review, \
         {minutes} AS minutes FROM periods CROSS JOIN {from} WHERE {at} >= periods.starts AND {at} < periods.ends AND {only} \
         AND {within}) SELECT place, product, kind, version{sums}, CAST(NULL AS BIGINT) AS minutes, COUNT(*) AS n FROM closed \
         GROUP BY place, product, kind, version UNION ALL SELECT NULL, product, kind, version{there}, minutes, COUNT(*) FROM closed \
         WHERE minutes IS NOT NULL GROUP BY product, kind, version, CASE WHEN promise IS NULL THEN 0 ELSE 1 END, \
         CASE WHEN law IS NULL THEN 0 ELSE 1 END, CASE WHEN review IS NULL THEN 0 ELSE 1 END, minutes"
    )
}

/// What is open of a group now, by clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whose.
    pub group: Group,
    /// For each clock of [`ClockName::ALL`].
    pub clocks: [Open; 3],
}

/// Hours left at which a clock is at risk, where that is a matter of elapsed time (the clocks' rules, "States shown"). The
/// promise's are open hours, which the kept `at_risk_at` knows.
const LAW_RISK_HOURS: i64 = 7 * 24;
const REVIEW_RISK_HOURS: i64 = 8;

/// What a clock must fulfil for a state that is asked for, as SQL over `tickets`; `now` is the place of the moment. A pause holds the
/// promise always, and the law's clock unless it is the one that governs; a review never.
#[must_use]
pub fn standing(clock: ClockName, state: OpenState, now: &str) -> String {
    let (due, paused) = match clock {
        ClockName::Promise => ("promise_due_at", "(paused_until IS NOT NULL)"),
        ClockName::Law => ("law_due_at", "(paused_until IS NOT NULL AND (governing IS NULL OR governing <> 'law'))"),
        ClockName::Review => ("review_due_at", "(1 = 0)"),
    };
    let risk = match clock {
        ClockName::Promise => format!("governing = 'promise' AND at_risk_at <= {now}"),
        // Written so, the end of a range in an index.
        ClockName::Law => format!("law_due_at <= {now} + {}", LAW_RISK_HOURS * 3_600_000),
        ClockName::Review => format!("review_due_at <= {now} + {}", REVIEW_RISK_HOURS * 3_600_000),
    };
    match state {
        OpenState::Open => format!("{due} IS NOT NULL"),
        OpenState::Paused => format!("({due} IS NOT NULL AND {paused})"),
        OpenState::Overdue => format!("({due} < {now} AND NOT {paused})"),
        OpenState::AtRisk => format!("({due} >= {now} AND NOT {paused} AND {risk})"),
    }
}

/// How an open ticket's clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenState {
    /// It has this clock.
    Open,
    /// Soon due.
    AtRisk,
    /// Past its due moment.
    Overdue,
    /// Waiting for the requester.
    Paused,
}

/// What is open at this moment.
///
/// # Errors
/// The database's.
pub async fn open(conn: &mut Conn, products: &[String], now: Timestamp) -> Result<Vec<Standing>, StoreError> {
    let mut args = vec![now.into()];
    let within = within("product", products, &mut args);
    let mut columns = String::new();
    for clock in ClockName::ALL {
        for (state, name) in STATES {
            let condition = standing(clock, state, "$1");
            columns.push_str(&format!(", COUNT(CASE WHEN {condition} THEN 1 END) AS {}_{name}", clock.code()));
        }
    }
    let sql = format!(
        "SELECT product, kind, policy_version AS version{columns} FROM tickets WHERE on_queue = 1 AND {within} \
         GROUP BY product, kind, policy_version"
    );
    let mut list = Vec::new();
    for row in conn.all_built(sql, &args).await? {
        let mut clocks = [Open::default(); 3];
        for (open, clock) in clocks.iter_mut().zip(ClockName::ALL) {
            let read = |name: &str| count(&row, &format!("{}_{name}", clock.code()));
            *open = Open { open: read("open")?, at_risk: read("at_risk")?, overdue: read("overdue")?, paused: read("paused")? };
        }
        list.push(Standing { group: group(&row)?, clocks });
    }
    Ok(list)
}

const STATES: [(OpenState, &str); 4] =
    [(OpenState::Open, "open"), (OpenState::AtRisk, "at_risk"), (OpenState::Overdue, "overdue"), (OpenState::Paused, "paused")];

/// How many of a group ended without an answer from one moment on and before another, by the state's code: withdrawn, cancelled,
/// joined to another.
///
/// # Errors
/// The database's.
pub async fn unanswered(
    conn: &mut Conn,
    products: &[String],
    from: Timestamp,
    before: Timestamp,
) -> Result<Vec<(Group, String, u64)>, StoreError> {
    let mut list = Vec::new();
    for (table, version, at) in [("tickets", "policy_version", "stopped_at"), ("closed_figures", "policy_version", "closed_at")] {
        let mut args = vec![from.into(), before.into()];
        let within = within("product", products, &mut args);
        let sql = format!(
            "SELECT product, kind, {version} AS version, state, COUNT(*) AS n FROM {table} WHERE {at} >= $1 AND {at} < $2 \
             AND state IN ('revoked', 'cancelled', 'duplicate') AND {within} GROUP BY product, kind, {version}, state"
        );
        for row in conn.all_built(sql, &args).await? {
            list.push((group(&row)?, row.text("state")?, count(&row, "n")?));
        }
    }
    Ok(list)
}

/// Why clocks were late that ended from one moment on and before another: whose, which clock, the reason's code, how often. A late
/// one without a reason is not in the list.
///
/// # Errors
/// The database's.
pub async fn reasons(
    conn: &mut Conn,
    products: &[String],
    from: Timestamp,
    before: Timestamp,
) -> Result<Vec<(Group, ClockName, String, u64)>, StoreError> {
    let mut args = vec![from.into(), before.into()];
    let within = within("outcomes.product", products, &mut args);
    let sql = format!(
        "SELECT outcomes.product AS product, outcomes.kind AS kind, outcomes.policy_version AS version, breach_reasons.clock AS clock, \
         breach_reasons.code AS code, COUNT(*) AS n FROM outcomes CROSS JOIN breach_reasons \
         WHERE outcomes.closed_at >= $1 AND outcomes.closed_at < $2 AND outcomes.withdrawn_at IS NULL \
         AND (outcomes.closed_at > outcomes.promise_due_at OR outcomes.closed_at > outcomes.law_due_at \
         OR outcomes.closed_at > outcomes.review_due_at) AND breach_reasons.ticket_id = outcomes.ticket_id \
         AND breach_reasons.cycle = outcomes.cycle AND outcomes.closed_at > CASE breach_reasons.clock \
         WHEN 'promise' THEN outcomes.promise_due_at WHEN 'law' THEN outcomes.law_due_at ELSE outcomes.review_due_at END AND {within} \
         GROUP BY outcomes.product, outcomes.kind, outcomes.policy_version, breach_reasons.clock, breach_reasons.code"
    );
    let mut list = Vec::new();
    for row in conn.all_built(sql, &args).await? {
        let clock = row.text("clock")?;
        let clock =
            ClockName::from_code(&clock).ok_or(StoreError::Inconsistent { table: "breach_reasons", column: "clock", row: clock })?;
        list.push((group(&row)?, clock, row.text("code")?, count(&row, "n")?));
    }
    Ok(list)
}
