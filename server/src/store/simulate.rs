//! What a forecast learns from: the tickets of a product, when somebody took them on, and when they waited. Nothing personal.

use std::collections::HashMap;

use domain::Kind;
use domain::simulate::Came;
use jiff::{SignedDuration, Timestamp};

use super::{Conn, StoreError};
use crate::args;

/// Between two acts of the same person on the same ticket, with no other between them, they were at work on it, if it was not longer
/// than this: an hour. After a longer one they had gone away.
const AT_WORK: SignedDuration = SignedDuration::from_hours(1);

/// The tickets of a product that came from one moment on and before another, oldest first, with their first rounds. Unproved
/// requests, and those that were joined to an earlier one, are no work and left out; so are tickets whose rows are erased.
///
/// # Errors
/// The database's, or a kind that is not known.
pub async fn came(conn: &mut Conn, product: &str, from: Timestamp, before: Timestamp) -> Result<Vec<Came>, StoreError> {
    let mut pauses: HashMap<String, Vec<(Timestamp, Option<Timestamp>)>> = HashMap::new();
    for row in conn
        .all(
            "SELECT pauses.ticket_id AS ticket_id, pauses.started_at AS started_at, pauses.ended_at AS ended_at FROM pauses \
             JOIN tickets ON tickets.id = pauses.ticket_id WHERE tickets.product = $1 AND tickets.received_at >= $2 \
             AND tickets.received_at < $3 AND pauses.cycle = 1 ORDER BY pauses.started_at, pauses.id",
            args![product, from, before],
        )
        .await?
    {
        pauses.entry(row.text("ticket_id")?).or_default().push((row.moment("started_at")?, row.opt_moment("ended_at")?));
    }
    conn.all(
        "SELECT tickets.id AS id, tickets.kind AS kind, tickets.country AS country, tickets.received_at AS received_at, \
         CASE WHEN outcomes.id IS NULL THEN NULL ELSE seen.worked END AS worked FROM tickets \
         LEFT JOIN outcomes ON outcomes.ticket_id = tickets.id AND outcomes.cycle = 1 AND outcomes.withdrawn_at IS NULL \
         LEFT JOIN (SELECT stream, CAST(SUM(gap) AS BIGINT) AS worked FROM (SELECT stream, \
         at - LAG(at) OVER (PARTITION BY actor ORDER BY at, stream, seq) AS gap, \
         LAG(stream) OVER (PARTITION BY actor ORDER BY at, stream, seq) AS before FROM events \
         WHERE actor LIKE 'staff:%' AND stream LIKE 'ticket:%' AND at >= $2 AND at < $3) AS acts \
         WHERE acts.before = acts.stream AND acts.gap <= $4 GROUP BY stream) AS seen ON seen.stream = 'ticket:' || tickets.id \
         WHERE tickets.product = $1 AND tickets.received_at >= $2 AND tickets.received_at < $3 \
         AND tickets.state NOT IN ('identity_unverified', 'expired', 'duplicate') ORDER BY tickets.received_at, tickets.id",
        args![product, from, before, i64::try_from(AT_WORK.as_millis()).unwrap_or(i64::MAX)],
    )
    .await?
    .iter()
    .map(|row| {
        let id = row.text("id")?;
        let kind = Kind::from_code(&row.text("kind")?);
        let kind = kind.ok_or_else(|| StoreError::Inconsistent { table: "tickets", column: "kind", row: id.clone() })?;
        Ok(Came {
            kind,
            country: row.opt_text("country")?,
            received_at: row.moment("received_at")?,
            worked: row.opt_int("worked")?.map(SignedDuration::from_millis),
            pauses: pauses.remove(&id).unwrap_or_default(),
        })
    })
    .collect()
}
