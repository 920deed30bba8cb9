//! What takes old tickets away: first their words, later their rows. Everything here is called from [`crate::desk::retention`], which
//! knows when, inside a transaction that holds the ticket.

use domain::request::Subject;
use domain::retention::{Closed, bare};
use domain::{Kind, State};
use jiff::Timestamp;

use super::outcome::{self, Mark, OutcomeBody, list as outcomes};
use super::report::ReportBody;
use super::ticket::Ticket;
use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

/// A closed ticket as the search for old ones sees it: nothing of it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Old {
    /// Identifier.
    pub id: String,
    /// The pack's slug.
    pub product: String,
    /// How it ended, and when.
    pub closed: Closed,
    /// Whether its words are gone already.
    pub pseudonymised: bool,
    /// Whether a young person may still answer whether it goes on.
    pub handover: bool,
    /// Whether it is the case of an authority that is not over.
    pub authority: bool,
}

/// Tickets closed before a moment, after the one with this identifier, in the order of their identifiers; 200 at most.
///
/// # Errors
/// The database's, or a row that cannot be read.
pub async fn old(conn: &mut Conn, before: Timestamp, after: &str) -> Result<Vec<Old>, StoreError> {
    conn.all(
        "SELECT id, product, kind, state, cycle, proved_at, stopped_at, pseudonymised_at, handover_until, \
         CAST(CASE WHEN kind = 'guardian_authority' AND EXISTS (SELECT 1 FROM authorities WHERE authorities.ticket_id = tickets.id \
         AND authorities.state IN ('pending', 'granted', 'suspended')) THEN 1 ELSE 0 END AS BIGINT) AS authority \
         FROM tickets WHERE stopped_at < $1 AND on_queue = 0 AND id > $2 ORDER BY id LIMIT 200",
        args![before, after],
    )
    .await?
    .iter()
    .map(read)
    .collect()
}

fn read(row: &Row) -> Result<Old, StoreError> {
    let id = row.text("id")?;
    let wrong = |column: &'static str| StoreError::Inconsistent { table: "tickets", column, row: id.clone() };
    Ok(Old {
        product: row.text("product")?,
        closed: Closed {
            kind: Kind::from_code(&row.text("kind")?).ok_or_else(|| wrong("kind"))?,
            state: State::from_code(&row.text("state")?).ok_or_else(|| wrong("state"))?,
            proved: row.opt_int("proved_at")?.is_some(),
            cycle: row.int("cycle")?,
            at: row.moment("stopped_at")?,
        },
        pseudonymised: row.opt_int("pseudonymised_at")?.is_some(),
        handover: row.opt_int("handover_until")?.is_some(),
        authority: row.int("authority")? != 0,
        id,
    })
}

/// Whether the ticket is the case of an authority that is not over.
///
/// # Errors
/// The database's.
pub async fn carries_authority(conn: &mut Conn, ticket: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS one FROM authorities WHERE ticket_id = $1 AND state IN ('pending', 'granted', 'suspended') LIMIT 1";
    Ok(conn.one(sql, args![ticket]).await?.is_some())
}

/// The files of a ticket whose bytes are still there.
///
/// # Errors
/// The database's.
pub async fn remaining_files(conn: &mut Conn, ticket: &str) -> Result<Vec<String>, StoreError> {
    conn.all("SELECT id FROM files WHERE ticket_id = $1 AND destroyed_at IS NULL ORDER BY id", args![ticket])
        .await?
        .iter()
        .map(|row| row.text("id"))
        .collect()
}

/// Takes everything personal out of a ticket and of what hangs on it. Codes of reasons, of what was ticked and of what is kept stay:
/// the log of refusals and the figures are made of them. Its files' bytes must be gone already. Gives the marks of what is left of its
/// outcomes, for the event that says so.
///
/// # Errors
/// The database's, or a field that cannot be opened.
pub async fn pseudonymise(conn: &mut Conn, vault: &Vault, ticket: &Ticket, now: Timestamp) -> Result<Vec<Mark>, StoreError> {
    let id = ticket.id.as_str();
    conn.run(
        "UPDATE tickets SET subject = $2, details = $3, email_hash = NULL, app_id_hash = NULL, same_hash = NULL, child_key = NULL, \
         zone = NULL, pseudonymised_at = $4, version = version + 1 WHERE id = $1",
        args![
            id,
            vault.seal_json(Place("tickets.subject", id), &Subject::default()),
            vault.seal_json(Place("tickets.details", id), &bare(&ticket.details)),
            now,
        ],
    )
    .await?;
    for message in ids(conn, "SELECT id FROM messages WHERE ticket_id = $1", id).await? {
        let nothing = vault.seal(Place("messages.body", &message), b"");
        conn.run("UPDATE messages SET body = $2 WHERE id = $1", args![&message, nothing]).await?;
    }
    for report in ids(conn, "SELECT id FROM reports WHERE ticket_id = $1", id).await? {
        let nothing = vault.seal_json(Place("reports.body", &report), &ReportBody::default());
        conn.run("UPDATE reports SET body = $2, email_hash = NULL, zone = NULL WHERE id = $1", args![&report, nothing]).await?;
    }
    for file in ids(conn, "SELECT id FROM files WHERE ticket_id = $1", id).await? {
        let nothing = vault.seal(Place("files.name", &file), b"");
        // What a file's bytes hash to would still tell whether somebody had sent this very file.
        conn.run("UPDATE files SET name = $2, sha256 = $3, key = NULL WHERE id = $1", args![&file, nothing, Vec::<u8>::new()]).await?;
    }
    let left = outcome::replace(conn, vault, id, wordless).await?;
    // A mail that has waited for months will not be sent any more.
    conn.run("DELETE FROM outbox WHERE ticket_id = $1 AND state = 'queued'", args![id]).await?;
    conn.run("UPDATE outbox SET payload = NULL WHERE ticket_id = $1", args![id]).await?;
    conn.run("DELETE FROM codes WHERE ticket_id = $1", args![id]).await?;
    Ok(left)
}

/// An outcome with its codes alone.
fn wordless(body: OutcomeBody) -> OutcomeBody {
    let mut bare = body;
    for words in [&mut bare.words, &mut bare.done_anyway, &mut bare.inside] {
        words.clear();
    }
    for refusal in &mut bare.refusals {
        refusal.words.clear();
        // Which record, in the agent's words; until when is a date.
        if let Some((record, _)) = &mut refusal.record {
            record.clear();
        }
    }
    for effect in &mut bare.effects {
        effect.words.clear();
    }
    bare
}

/// What is left of a ticket's cycles, as figures: one for each outcome, and one for a last cycle that ended without.
///
/// # Errors
/// The database's, or an outcome that cannot be opened.
pub async fn figures(conn: &mut Conn, vault: &Vault, ticket: &Ticket, now: Timestamp) -> Result<Vec<super::figures::Figure>, StoreError> {
    use super::figures::{Figure, kept, reasons};
    let figure = |cycle: i64, closed_at: Timestamp, state: &str| Figure {
        id: crate::random::id(now),
        product: ticket.product.clone(),
        kind: ticket.kind.code().to_owned(),
        country: ticket.country.clone(),
        policy_version: ticket.policy_version.clone(),
        cycle,
        received_at: if cycle > 1 { ticket.cycle_started_at } else { ticket.received_at },
        closed_at,
        state: state.to_owned(),
        reasons: Vec::new(),
        promise_kept: None,
        law_kept: None,
    };
    let ended = outcomes(conn, vault, &ticket.id).await?;
    let mut list: Vec<Figure> = ended
        .iter()
        .map(|outcome| Figure {
            reasons: reasons(&outcome.body),
            promise_kept: kept(outcome.closed_at, outcome.promise_due_at.or(outcome.review_due_at)),
            law_kept: kept(outcome.closed_at, outcome.law_due_at),
            ..figure(outcome.cycle, outcome.closed_at, &outcome.state)
        })
        .collect();
    if let Some(at) = ticket.stopped_at.filter(|_| ended.iter().all(|outcome| outcome.cycle != ticket.cycle)) {
        // Withdrawn, cancelled or joined to another: nothing was owed any more, so nothing was kept or breached.
        list.push(figure(ticket.cycle, at, ticket.state.code()));
    }
    Ok(list)
}

/// Removes a ticket and everything that hangs on it. Its events stay. Gives how many looks went that a seal holds, for its last event.
///
/// # Errors
/// The database's.
pub async fn erase(conn: &mut Conn, ticket: &str) -> Result<usize, StoreError> {
    // Whether a look was sealed is known as it goes: on PostgreSQL a sealing may run beside this.
    let looks = conn.all("DELETE FROM looks WHERE ticket_id = $1 RETURNING sealed", args![ticket]).await?;
    let sealed = looks.iter().map(|row| row.truth("sealed")).collect::<Result<Vec<_>, _>>()?;
    for sql in [
        "DELETE FROM sessions WHERE ticket_id = $1",
        "DELETE FROM codes WHERE ticket_id = $1",
        "DELETE FROM outbox WHERE ticket_id = $1",
        "DELETE FROM agreements WHERE ticket_id = $1",
        // What is noted of an authority from now on goes to the house's record: this chain has ended.
        "UPDATE authorities SET ticket_id = NULL WHERE ticket_id = $1",
        "DELETE FROM outcomes WHERE ticket_id = $1",
        "DELETE FROM pauses WHERE ticket_id = $1",
        "DELETE FROM clock_facts WHERE ticket_id = $1",
        "DELETE FROM breach_reasons WHERE ticket_id = $1",
        "DELETE FROM staff_notices WHERE ticket_id = $1",
        "DELETE FROM alert_people WHERE alert_id IN (SELECT id FROM alerts WHERE ticket_id = $1)",
        "DELETE FROM alerts WHERE ticket_id = $1",
        "DELETE FROM files WHERE ticket_id = $1",
        "DELETE FROM messages WHERE ticket_id = $1",
        "DELETE FROM reports WHERE ticket_id = $1",
        "DELETE FROM tickets WHERE id = $1",
    ] {
        conn.run(sql, args![ticket]).await?;
    }
    Ok(sealed.into_iter().filter(|sealed| *sealed).count())
}

async fn ids(conn: &mut Conn, sql: &'static str, ticket: &str) -> Result<Vec<String>, StoreError> {
    conn.all(sql, args![ticket]).await?.iter().map(|row| row.text("id")).collect()
}

/// How far the job of today has come: its day, and the identifier after which it goes on; `None` before the first day.
///
/// # Errors
/// The database's.
pub async fn progress(conn: &mut Conn) -> Result<Option<(String, String)>, StoreError> {
    let Some(row) = conn.one("SELECT value FROM settings WHERE key = 'retention'", &[]).await? else { return Ok(None) };
    let text = String::from_utf8_lossy(&row.bytes("value")?).into_owned();
    Ok(text.split_once(' ').map(|(day, after)| (day.to_owned(), after.to_owned())))
}

/// Remembers how far the job has come.
///
/// # Errors
/// The database's.
pub async fn set_progress(conn: &mut Conn, day: &str, after: &str) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO settings (key, value) VALUES ('retention', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        args![format!("{day} {after}").into_bytes()],
    )
    .await
    .map(drop)
}
