//! Tickets whose moment has come: what the jobs ask for.

use jiff::Timestamp;

use crate::args;
use crate::store::{Arg, Conn, StoreError};

/// Identifiers of tickets whose moment in a fixed query has come: for the jobs.
///
/// # Errors
/// The database's.
pub async fn ids_due(conn: &mut Conn, which: Due, now: Timestamp) -> Result<Vec<String>, StoreError> {
    let sql = match which {
        Due::Expiry => "SELECT id FROM tickets WHERE state = 'identity_unverified' AND expires_at <= $1 ORDER BY expires_at LIMIT 100",
        Due::Reminder => {
            "SELECT id FROM tickets WHERE state = 'identity_unverified' AND reminded_at IS NULL AND expires_at <= $1 AND expires_at > $2 \
             ORDER BY expires_at LIMIT 100"
        }
        Due::IdleClaim => {
            "SELECT id FROM tickets WHERE on_queue = 1 AND kind = 'report' AND claimed_at <= $1 ORDER BY claimed_at LIMIT 100"
        }
        Due::Breach => {
            "SELECT id FROM tickets WHERE on_queue = 1 AND breach_at <= $1 AND delay_told_at IS NULL \
             ORDER BY breach_at LIMIT 100"
        }
        // Who waits for an answer is not late by our doing.
        Due::NewMoment => {
            "SELECT id FROM tickets WHERE on_queue = 1 AND new_moment_at < $1 AND state NOT IN ('requires_input', 'handover_pending') \
             ORDER BY new_moment_at LIMIT 100"
        }
        Due::Alert => "SELECT id FROM tickets WHERE on_queue = 1 AND alert_at <= $1 ORDER BY alert_at LIMIT 200",
    };
    let args: Vec<Arg> = match which {
        // A reminder leaves two days before the request expires.
        Due::Reminder => vec![now.saturating_add(REMINDER_BEFORE).unwrap_or(now).into(), now.into()],
        Due::IdleClaim => vec![now.saturating_sub(CLAIM_IDLE).unwrap_or(now).into()],
        _ => vec![now.into()],
    };
    conn.all(sql, &args).await?.iter().map(|row| row.text("id")).collect()
}

/// How long before an unproved request expires its one reminder leaves: two days.
pub const REMINDER_BEFORE: jiff::SignedDuration = jiff::SignedDuration::from_hours(48);

/// How long a claim of a report case lasts without an act of who holds it: thirty minutes.
pub const CLAIM_IDLE: jiff::SignedDuration = jiff::SignedDuration::from_mins(30);

/// What [`ids_due`] looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Unproved requests whose seven days are over.
    Expiry,
    /// Unproved requests that want their one reminder.
    Reminder,
    /// Claims of report cases that have been idle too long.
    IdleClaim,
    /// Breached tickets whose requester has not been told.
    Breach,
    /// Late tickets whose new moment has passed too.
    NewMoment,
    /// Tickets one of whose clocks has reached a threshold.
    Alert,
}

/// Identifiers of guardians' tickets whose child has come of age since: open, or answered with a package that nobody has fetched.
///
/// # Errors
/// The database's.
pub async fn ids_of_age(conn: &mut Conn, now: Timestamp) -> Result<Vec<String>, StoreError> {
    conn.all(
        "SELECT tickets.id AS id FROM tickets JOIN authorities ON authorities.id = tickets.authority_id \
         WHERE authorities.rights_end_at <= $1 AND tickets.handover_until IS NULL AND (tickets.kind <> 'guardian_authority' OR \
         authorities.consent_ends_at IS NULL OR authorities.consent_ends_at <= $1) AND (tickets.on_queue = 1 OR EXISTS \
         (SELECT 1 FROM files WHERE files.ticket_id = tickets.id AND files.role = 'package' AND files.destroyed_at IS NULL \
         AND files.downloads = 0 AND files.expires_at > $1)) ORDER BY tickets.authority_id, tickets.id LIMIT 100",
        args![now],
    )
    .await?
    .iter()
    .map(|row| row.text("id"))
    .collect()
}

/// Identifiers of tickets whose young person has not answered in time.
///
/// # Errors
/// The database's.
pub async fn ids_unanswered(conn: &mut Conn, now: Timestamp) -> Result<Vec<String>, StoreError> {
    conn.all(
        "SELECT id FROM tickets WHERE handover_until IS NOT NULL AND handover_until <= $1 ORDER BY handover_until LIMIT 100",
        args![now],
    )
    .await?
    .iter()
    .map(|row| row.text("id"))
    .collect()
}

/// The open tickets that wait for an authority to be decided.
///
/// # Errors
/// The database's.
pub async fn ids_waiting(conn: &mut Conn, authority: &str) -> Result<Vec<String>, StoreError> {
    conn.all("SELECT id FROM tickets WHERE authority_id = $1 AND state = 'authority_pending' ORDER BY received_at, id", args![authority])
        .await?
        .iter()
        .map(|row| row.text("id"))
        .collect()
}
