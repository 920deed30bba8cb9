//! Alerts: which thresholds of a ticket's clocks were dealt with, who was told, and who has seen it.

use domain::alert::{Done, Threshold};
use domain::clock::ClockName;
use domain::{Capability, Kind, Role};
use jiff::Timestamp;

use super::queue::{For, Within};
use super::{Conn, Row, StoreError};
use crate::args;

/// An alert as its reader's page shows it. Nothing personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Identifier.
    pub id: String,
    /// The ticket's reference.
    pub reference: String,
    /// Its product.
    pub product: String,
    /// Its kind.
    pub kind: Kind,
    /// Whether the ticket is done meanwhile.
    pub closed: bool,
    /// Which clock.
    pub clock: String,
    /// Which threshold.
    pub threshold: String,
    /// When the threshold was reached (UTC).
    pub due_at: Timestamp,
    /// When it was told (UTC).
    pub at: Timestamp,
    /// When this reader saw it (UTC).
    pub seen_at: Option<Timestamp>,
}

/// A late clock of which nobody has said yet why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexplained {
    /// The ticket's reference.
    pub reference: String,
    /// Its product.
    pub product: String,
    /// Its kind.
    pub kind: Kind,
    /// Which clock.
    pub clock: String,
    /// Since when it is late (UTC).
    pub due_at: Timestamp,
}

/// How many alerts a page has, and how many late clocks without a reason; and where the count of new ones stops.
pub const MOST: usize = 100;

/// Records a threshold as told or superseded; answers the new row's identifier, or nothing when it was dealt with before.
///
/// # Errors
/// The database's.
pub async fn insert(
    conn: &mut Conn,
    ticket: &str,
    cycle: i64,
    threshold: &Threshold,
    fired: bool,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let id = crate::random::id(now);
    let added = conn
        .run(
            "INSERT INTO alerts (id, ticket_id, cycle, clock, threshold, due_at, at, state, product, kind, explained) \
             SELECT $1, tickets.id, $3, $4, $5, $6, $7, $8, tickets.product, tickets.kind, CASE WHEN EXISTS (SELECT 1 FROM breach_reasons \
             WHERE breach_reasons.ticket_id = tickets.id AND breach_reasons.cycle = $3 AND breach_reasons.clock = $4) THEN 1 ELSE 0 END \
             FROM tickets WHERE tickets.id = $2 ON CONFLICT (ticket_id, cycle, clock, threshold) DO NOTHING",
            args![
                &id,
                ticket,
                cycle,
                threshold.clock.code(),
                threshold.code(),
                threshold.due_at,
                now,
                if fired { "fired" } else { "superseded" },
            ],
        )
        .await?;
    Ok((added == 1).then_some(id))
}

/// Records that somebody is told of an alert: by this mail, or by one that is still to come.
///
/// # Errors
/// The database's.
pub async fn tell(conn: &mut Conn, alert: &str, staff: &str, mail: Option<&str>) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO alert_people (alert_id, staff_id, mail_id, product, kind) SELECT alerts.id, $2, $3, alerts.product, alerts.kind \
         FROM alerts WHERE alerts.id = $1 ON CONFLICT (alert_id, staff_id) DO NOTHING",
        args![alert, staff, mail],
    )
    .await
    .map(drop)
}

/// The thresholds of a cycle that were dealt with.
///
/// # Errors
/// The database's, or a clock that is not known.
pub async fn of_cycle(conn: &mut Conn, ticket: &str, cycle: i64) -> Result<Vec<Done>, StoreError> {
    conn.all("SELECT id, clock, threshold, state FROM alerts WHERE ticket_id = $1 AND cycle = $2", args![ticket, cycle])
        .await?
        .iter()
        .map(|row| {
            let wrong = || StoreError::Inconsistent { table: "alerts", column: "clock", row: row.text("id").unwrap_or_default() };
            Ok(Done {
                clock: ClockName::from_code(&row.text("clock")?).ok_or_else(wrong)?,
                code: row.text("threshold")?,
                fired: row.text("state")? == "fired",
            })
        })
        .collect()
}

/// When this cycle was taken up again because its end was our mistake, the last time.
///
/// # Errors
/// The database's.
pub async fn reopened_at(conn: &mut Conn, ticket: &str, cycle: i64) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT MAX(withdrawn_at) AS at FROM outcomes WHERE ticket_id = $1 AND cycle = $2";
    conn.one(sql, args![ticket, cycle]).await?.map_or(Ok(None), |row| row.opt_moment("at"))
}

/// Somebody's alerts, those that are new first, then the newest; [`MOST`] at most.
///
/// # Errors
/// The database's, or a row that cannot be read.
pub async fn list(conn: &mut Conn, staff: &str, within: &Within) -> Result<Vec<Line>, StoreError> {
    let mut list = Vec::new();
    // Two questions, each in the order of an index: identifiers stand in the order of the moments at which alerts were told.
    for seen in ["IS NULL", "IS NOT NULL"] {
        let mut args = vec![staff.into()];
        let limits = within.sql_of("alert_people", For::list(conn), &mut args);
        args.push(((MOST - list.len()) as i64).into());
        let sql = format!(
            "SELECT alerts.id AS id, reference, tickets.product AS product, tickets.kind AS kind, on_queue, clock, threshold, \
             alerts.due_at AS due_at, alerts.at AS at, seen_at FROM (SELECT alert_id, seen_at FROM alert_people \
             WHERE alert_people.staff_id = $1 AND alert_people.seen_at {seen}{limits} ORDER BY alert_id DESC LIMIT ${}) AS own \
             CROSS JOIN alerts CROSS JOIN tickets WHERE alerts.id = own.alert_id AND tickets.id = alerts.ticket_id",
            args.len()
        );
        let mut lines = conn.all_built(sql, &args).await?.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        lines.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        list.extend(lines);
        if list.len() >= MOST {
            break;
        }
    }
    Ok(list)
}

fn read(row: &Row) -> Result<Line, StoreError> {
    Ok(Line {
        id: row.text("id")?,
        reference: row.text("reference")?,
        product: row.text("product")?,
        kind: kind(row)?,
        closed: !row.truth("on_queue")?,
        clock: row.text("clock")?,
        threshold: row.text("threshold")?,
        due_at: row.moment("due_at")?,
        at: row.moment("at")?,
        seen_at: row.opt_moment("seen_at")?,
    })
}

fn kind(row: &Row) -> Result<Kind, StoreError> {
    let wrong = || StoreError::Inconsistent { table: "tickets", column: "kind", row: row.text("reference").unwrap_or_default() };
    Kind::from_code(&row.text("kind")?).ok_or_else(wrong)
}

/// How many alerts somebody has not seen, of those that they may see; at most [`MOST`]: every page of the staff asks.
///
/// # Errors
/// The database's.
pub async fn unseen(conn: &mut Conn, staff: &str, within: &Within) -> Result<i64, StoreError> {
    let mut args = vec![staff.into()];
    let limits = within.sql_of("alert_people", For::list(conn), &mut args);
    args.push((MOST as i64).into());
    let inner = format!("SELECT 1 AS one FROM alert_people WHERE staff_id = $1 AND seen_at IS NULL{limits} LIMIT ${}", args.len());
    conn.count_built(&inner, &args).await
}

/// Notes that somebody has seen an alert, or (`None`) all of theirs.
///
/// # Errors
/// The database's.
pub async fn see(conn: &mut Conn, staff: &str, alert: Option<&str>, now: Timestamp) -> Result<u64, StoreError> {
    conn.run(
        "UPDATE alert_people SET seen_at = $2 WHERE staff_id = $1 AND seen_at IS NULL AND ($3 IS NULL OR alert_id = $3)",
        args![staff, now, alert],
    )
    .await
}

/// Whether somebody has not seen an alert about this ticket.
///
/// # Errors
/// The database's.
pub async fn waits(conn: &mut Conn, staff: &str, ticket: &str) -> Result<bool, StoreError> {
    // From the ticket to its alerts, of which there are few: not from all that somebody has not seen.
    let sql = "SELECT 1 AS one FROM alerts CROSS JOIN alert_people WHERE alerts.ticket_id = $2 AND alert_people.alert_id = alerts.id \
               AND alert_people.staff_id = $1 AND seen_at IS NULL LIMIT 1";
    Ok(conn.one(sql, args![staff, ticket]).await?.is_some())
}

/// Notes that somebody has opened a ticket: what they were told about it is seen.
///
/// # Errors
/// The database's.
pub async fn see_ticket(conn: &mut Conn, staff: &str, ticket: &str, now: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "UPDATE alert_people SET seen_at = $3 WHERE staff_id = $1 AND seen_at IS NULL \
         AND alert_id IN (SELECT id FROM alerts WHERE ticket_id = $2)",
        args![staff, ticket, now],
    )
    .await
    .map(drop)
}

/// The late clocks of which nobody has said why, the oldest first; [`MOST`] at most. Only for those who work on tickets.
///
/// # Errors
/// The database's, or a row that cannot be read.
pub async fn unexplained(conn: &mut Conn, role: Role, within: &Within) -> Result<Vec<Unexplained>, StoreError> {
    if !role.can(Capability::WorkRequests) && !role.can(Capability::WorkReports) {
        return Ok(Vec::new());
    }
    let mut args = Vec::new();
    let limits = within.sql_of("alerts", For::list(conn), &mut args);
    args.push((MOST as i64).into());
    let sql = format!(
        "SELECT reference, tickets.product AS product, tickets.kind AS kind, clock, late.due_at AS due_at FROM (SELECT id, ticket_id, clock, \
         due_at FROM alerts WHERE threshold = 'breach' AND explained = 0{limits} ORDER BY due_at, id LIMIT ${}) AS late CROSS JOIN tickets \
         WHERE tickets.id = late.ticket_id ORDER BY late.due_at, late.id",
        args.len()
    );
    conn.all_built(sql, &args)
        .await?
        .iter()
        .map(|row| {
            Ok(Unexplained {
                reference: row.text("reference")?,
                product: row.text("product")?,
                kind: kind(row)?,
                clock: row.text("clock")?,
                due_at: row.moment("due_at")?,
            })
        })
        .collect()
}
