//! The tickets behind a number of a promise: references and moments, nothing personal.

use domain::Kind;
use domain::clock::ClockName;
use jiff::Timestamp;

use super::promises::{OpenState, standing};
use super::queue::COUNT_LIMIT;
use super::{Arg, Conn, Row, StoreError};

/// Which tickets of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Ended in the time asked for.
    Ended,
    /// Ended in time.
    Kept,
    /// Ended late.
    Broken,
    /// Open now, by how the clock stands.
    Open(OpenState),
    /// Ended without an answer in the time asked for.
    Unanswered,
}

impl Which {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Ended,
        Self::Kept,
        Self::Broken,
        Self::Open(OpenState::Open),
        Self::Open(OpenState::AtRisk),
        Self::Open(OpenState::Overdue),
        Self::Open(OpenState::Paused),
        Self::Unanswered,
    ];

    /// The name in addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Open(OpenState::Open) => "open",
            Self::Open(OpenState::AtRisk) => "at_risk",
            Self::Open(OpenState::Overdue) => "overdue",
            Self::Open(OpenState::Paused) => "paused",
            Self::Unanswered => "unanswered",
        }
    }

    /// The one with this code, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|which| which.code() == code)
    }
}

/// What the list is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The product's slug.
    pub product: String,
    /// The kind.
    pub kind: Kind,
    /// The policy's version.
    pub version: String,
    /// The clock.
    pub clock: ClockName,
    /// Which.
    pub which: Which,
    /// What ended from this moment on (UTC).
    pub from: Timestamp,
    /// And before this one.
    pub before: Timestamp,
    /// The present moment, by which open ones stand.
    pub now: Timestamp,
}

/// A line: one cycle of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// For paging: an outcome's identifier, or a ticket's.
    pub id: String,
    /// What the list is sorted by.
    pub at: Timestamp,
    /// The ticket's reference.
    pub reference: String,
    /// When the clock was or is due.
    pub due: Option<Timestamp>,
    /// When the cycle ended; nothing while it is open.
    pub closed: Option<Timestamp>,
    /// The state's code: that in which the cycle ended, or that of the open ticket.
    pub state: String,
}

/// How many lines a page has.
pub const PAGE: usize = 50;

const fn due(clock: ClockName) -> &'static str {
    match clock {
        ClockName::Promise => "promise_due_at",
        ClockName::Law => "law_due_at",
        ClockName::Review => "review_due_at",
    }
}

/// A page of the list after the line at `after`, and whether there is another. What ended is listed the newest first, what is open
/// by its due moment. Erased tickets are not in it.
///
/// # Errors
/// The database's.
pub async fn page(conn: &mut Conn, filter: &Filter, after: Option<(Timestamp, String)>) -> Result<(Vec<Line>, bool), StoreError> {
    let due = due(filter.clock);
    let mut args: Vec<Arg> = vec![(&filter.product).into(), filter.kind.code().into(), (&filter.version).into()];
    let mut bind = |arg: Arg| {
        args.push(arg);
        format!("${}", args.len())
    };
    let after = after.map(|(at, id)| (bind(at.into()), bind(id.into())));
    let of = |table: &str| format!("{table}.product = $1 AND {table}.kind = $2 AND {table}.policy_version = $3");
    let sql = match filter.which {
        Which::Ended | Which::Kept | Which::Broken => {
            let (from, before) = (bind(filter.from.into()), bind(filter.before.into()));
            let only = match filter.which {
                Which::Kept => format!("outcomes.closed_at <= outcomes.{due}"),
                Which::Broken => format!("outcomes.closed_at > outcomes.{due}"),
                _ => format!("outcomes.{due} IS NOT NULL"),
            };
            let next = after.map(|(at, id)| format!(" AND (outcomes.closed_at, outcomes.id) < ({at}, {id})")).unwrap_or_default();
            let ours = of("outcomes");
            format!(
                "SELECT outcomes.id AS id, outcomes.closed_at AS at, tickets.reference AS reference, outcomes.{due} AS due, \
                 outcomes.closed_at AS closed, outcomes.state AS state FROM outcomes CROSS JOIN tickets \
                 WHERE outcomes.closed_at >= {from} AND outcomes.closed_at < {before} AND tickets.id = outcomes.ticket_id \
                 AND outcomes.withdrawn_at IS NULL AND outcomes.state NOT IN ('revoked', 'cancelled', 'duplicate') AND {ours} AND {only}{next} \
                 ORDER BY outcomes.closed_at DESC, outcomes.id DESC"
            )
        }
        Which::Unanswered => {
            let (from, before) = (bind(filter.from.into()), bind(filter.before.into()));
            let next = after.map(|(at, id)| format!(" AND (stopped_at, id) < ({at}, {id})")).unwrap_or_default();
            let ours = of("tickets");
            format!(
                "SELECT id, stopped_at AS at, reference, {due} AS due, stopped_at AS closed, state FROM tickets \
                 WHERE stopped_at >= {from} AND stopped_at < {before} AND state IN ('revoked', 'cancelled', 'duplicate') AND {ours}{next} \
                 ORDER BY stopped_at DESC, id DESC"
            )
        }
        Which::Open(state) => {
            let now = bind(filter.now.into());
            let only = standing(filter.clock, state, &now);
            let next = after.map(|(at, id)| format!(" AND ({due}, id) > ({at}, {id})")).unwrap_or_default();
            let ours = of("tickets");
            format!(
                "SELECT id, {due} AS at, reference, {due} AS due, stopped_at AS closed, state FROM tickets WHERE on_queue = 1 AND {ours} \
                 AND {due} IS NOT NULL AND {only}{next} ORDER BY {due}, id"
            )
        }
    };
    let limit = bind((PAGE as i64 + 1).into());
    let mut lines = conn.all_built(format!("{sql} LIMIT {limit}"), &args).await?.iter().map(line).collect::<Result<Vec<_>, _>>()?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    Ok((lines, more))
}

fn line(row: &Row) -> Result<Line, StoreError> {
    Ok(Line {
        id: row.text("id")?,
        at: row.moment("at")?,
        reference: row.text("reference")?,
        due: row.opt_moment("due")?,
        closed: row.opt_moment("closed")?,
        state: row.text("state")?,
    })
}

/// How many that the list is of were erased since: they are counted, and have no line. At most [`COUNT_LIMIT`].
///
/// # Errors
/// The database's.
pub async fn erased(conn: &mut Conn, filter: &Filter) -> Result<i64, StoreError> {
    let kept = match filter.clock {
        ClockName::Law => "law_kept",
        ClockName::Promise | ClockName::Review => "promise_kept",
    };
    let only = match filter.which {
        Which::Open(_) => return Ok(0),
        Which::Ended => format!("{kept} IS NOT NULL AND state NOT IN ('revoked', 'cancelled', 'duplicate')"),
        Which::Kept => format!("{kept} = 1 AND state NOT IN ('revoked', 'cancelled', 'duplicate')"),
        Which::Broken => format!("{kept} = 0 AND state NOT IN ('revoked', 'cancelled', 'duplicate')"),
        Which::Unanswered => "state IN ('revoked', 'cancelled', 'duplicate')".to_owned(),
    };
    let sql = format!(
        "SELECT 1 AS one FROM closed_figures WHERE closed_at >= $1 AND closed_at < $2 AND product = $3 AND kind = $4 \
         AND policy_version = $5 AND {only} LIMIT $6"
    );
    let args: Vec<Arg> = vec![
        filter.from.into(),
        filter.before.into(),
        (&filter.product).into(),
        filter.kind.code().into(),
        (&filter.version).into(),
        COUNT_LIMIT.into(),
    ];
    conn.count_built(&sql, &args).await
}
