//! Facts about a cycle's clocks, beside its pauses: extensions, dues set by hand, promised and joined dues.

use domain::clock::{Carried, ClockName, Extended, History};
use jiff::Timestamp;

use super::{Conn, Row, StoreError};
use crate::args;
use crate::random;

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    /// The law's limit is extended; its value is when the notice left.
    Extended,
    /// Staff set the promise's due.
    ManualDue,
    /// An earlier promised due holds on.
    PromisedDue,
    /// The due of a duplicate's clock.
    Carried(ClockName),
}

impl FactKind {
    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Extended => "extended",
            Self::ManualDue => "manual_due",
            Self::PromisedDue => "promised_due",
            Self::Carried(ClockName::Promise) => "carried_promise",
            Self::Carried(ClockName::Law) => "carried_law",
            Self::Carried(ClockName::Review) => "carried_review",
        }
    }

    /// Takes a row up into a history. An extension whose notice has not left is none yet.
    fn fold(code: &str, at: Timestamp, value: Option<Timestamp>, history: &mut History) -> Option<()> {
        let carried = |clock| value.map(|due| Carried { clock, due, at });
        match code {
            "extended" => history.extension = history.extension.or(value.map(|notified_at| Extended { notified_at })),
            "manual_due" => history.manual_due = value,
            "promised_due" => history.promised_due = [history.promised_due, value].into_iter().flatten().min(),
            "carried_promise" => history.carried.extend(carried(ClockName::Promise)),
            "carried_law" => history.carried.extend(carried(ClockName::Law)),
            "carried_review" => history.carried.extend(carried(ClockName::Review)),
            _ => return None,
        }
        Some(())
    }
}

/// A fact to be recorded.
#[derive(Debug, Clone)]
pub struct Fact<'a> {
    /// The ticket's identifier.
    pub ticket: &'a str,
    /// Its cycle.
    pub cycle: i64,
    /// What it is about.
    pub kind: FactKind,
    /// When it was done.
    pub at: Timestamp,
    /// The moment that it is about; `None` for a notice that has not left yet.
    pub value: Option<Timestamp>,
    /// The letter whose leaving gives the value.
    pub mail: Option<&'a str>,
    /// Who did it: `system` or `staff:ID`.
    pub actor: &'a str,
}

/// Records a fact.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, fact: &Fact<'_>) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO clock_facts (id, ticket_id, cycle, kind, at, value, mail_id, actor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![random::id(fact.at), fact.ticket, fact.cycle, fact.kind.code(), fact.at, fact.value, fact.mail, fact.actor],
    )
    .await
    .map(drop)
}

/// Takes the facts of a cycle up into its history, in the order in which they were recorded.
///
/// # Errors
/// The database's, or a kind that is not known.
pub async fn fold(conn: &mut Conn, ticket: &str, cycle: i64, history: &mut History) -> Result<(), StoreError> {
    let rows = conn
        .all("SELECT id, kind, at, value FROM clock_facts WHERE ticket_id = $1 AND cycle = $2 ORDER BY at, id", args![ticket, cycle])
        .await?;
    for row in rows {
        Kept::read(&row)?.fold(history)?;
    }
    Ok(())
}

/// A fact as it was kept.
#[derive(Debug, Clone)]
pub struct Kept {
    id: String,
    kind: String,
    at: Timestamp,
    value: Option<Timestamp>,
}

impl Kept {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self { id: row.text("id")?, kind: row.text("kind")?, at: row.moment("at")?, value: row.opt_moment("value")? })
    }

    /// Takes it up into a history.
    ///
    /// # Errors
    /// When its kind is not known.
    pub fn fold(self, history: &mut History) -> Result<(), StoreError> {
        let known = FactKind::fold(&self.kind, self.at, self.value, history);
        known.ok_or(StoreError::Inconsistent { table: "clock_facts", column: "kind", row: self.id })
    }
}

/// The facts of the tickets whose identifiers lie after one and up to another, with ticket and cycle, oldest first; only of those on
/// the queue that keep this rule set, if one is given.
///
/// # Errors
/// The database's.
pub async fn between(conn: &mut Conn, after: &str, last: &str, rules: Option<&str>) -> Result<Vec<(String, i64, Kept)>, StoreError> {
    let rows = match rules {
        None => {
            let sql = "SELECT id, ticket_id, cycle, kind, at, value FROM clock_facts WHERE ticket_id > $1 AND ticket_id <= $2 \
                       ORDER BY ticket_id, at, id";
            conn.all(sql, args![after, last]).await?
        }
        Some(rules) => {
            // As with the pauses: from the tickets to what was done to their clocks.
            let sql = "SELECT clock_facts.id AS id, ticket_id, clock_facts.cycle AS cycle, clock_facts.kind AS kind, at, value \
                       FROM tickets CROSS JOIN clock_facts WHERE tickets.on_queue = 1 AND tickets.rules = $3 AND tickets.id > $1 \
                       AND tickets.id <= $2 AND clock_facts.ticket_id = tickets.id ORDER BY ticket_id, at, clock_facts.id";
            conn.all(sql, args![after, last, rules]).await?
        }
    };
    rows.iter().map(|row| Ok((row.text("ticket_id")?, row.int("cycle")?, Kept::read(row)?))).collect()
}

/// The notice of an extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When its letter left; `None` while it has not.
    pub left_at: Option<Timestamp>,
    /// The state of its letter: `queued`, `sent` or `failed`; `None` when it was let go, since the ticket had ended before.
    pub mail: Option<String>,
}

/// The newest notice of an extension in this cycle.
///
/// # Errors
/// The database's.
pub async fn notice(conn: &mut Conn, ticket: &str, cycle: i64) -> Result<Option<Notice>, StoreError> {
    let sql = "SELECT clock_facts.at AS at, clock_facts.value AS value, outbox.state AS mail FROM clock_facts \
               LEFT JOIN outbox ON outbox.id = clock_facts.mail_id WHERE clock_facts.ticket_id = $1 AND clock_facts.cycle = $2 \
               AND clock_facts.kind = 'extended' ORDER BY clock_facts.at DESC, clock_facts.id DESC LIMIT 1";
    conn.one(sql, args![ticket, cycle])
        .await?
        .map(|row| Ok(Notice { asked_at: row.moment("at")?, left_at: row.opt_moment("value")?, mail: row.opt_text("mail")? }))
        .transpose()
}

/// Lets a notice go whose ticket had ended before it was taken up: closed outcomes never change.
///
/// # Errors
/// The database's.
pub async fn let_go(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    conn.run("UPDATE clock_facts SET mail_id = NULL WHERE id = $1 AND value IS NULL", args![id]).await.map(drop)
}

/// An extension whose notice has left since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The fact.
    pub fact: String,
    /// Its ticket.
    pub ticket: String,
    /// Its cycle.
    pub cycle: i64,
    /// When the letter left.
    pub at: Timestamp,
}

/// Extensions whose notice has left since.
///
/// # Errors
/// The database's.
pub async fn left(conn: &mut Conn) -> Result<Vec<Left>, StoreError> {
    conn.all(
        "SELECT clock_facts.id AS id, clock_facts.ticket_id AS ticket_id, clock_facts.cycle AS cycle, outbox.sent_at AS sent_at \
         FROM clock_facts \
         JOIN outbox ON outbox.id = clock_facts.mail_id WHERE clock_facts.kind = 'extended' AND clock_facts.value IS NULL \
         AND outbox.sent_at IS NOT NULL LIMIT 200",
        args![],
    )
    .await?
    .iter()
    .map(|row| Ok(Left { fact: row.text("id")?, ticket: row.text("ticket_id")?, cycle: row.int("cycle")?, at: row.moment("sent_at")? }))
    .collect()
}

/// Notes when an extension's notice left; answers whether it was not known.
///
/// # Errors
/// The database's.
pub async fn set_left(conn: &mut Conn, id: &str, at: Timestamp) -> Result<bool, StoreError> {
    Ok(conn.run("UPDATE clock_facts SET value = $2 WHERE id = $1 AND value IS NULL", args![id, at]).await? == 1)
}
