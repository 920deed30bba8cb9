//! What the other guardians of a child say to a step that they were told of.

use domain::guardian::{Agreement, Step};
use jiff::Timestamp;

use super::ticket::Ticket;
use super::{Conn, StoreError};
use crate::args;

/// A question to another guardian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The ticket that it is about.
    pub ticket_id: String,
    /// The other guardian's authority.
    pub authority_id: String,
    /// When they were told.
    pub asked_at: Timestamp,
    /// `agreed` or `objected`; `None`: nothing yet.
    pub answer: Option<String>,
}

/// Notes that another guardian was told of a ticket, once.
///
/// # Errors
/// The database's.
pub async fn ask(conn: &mut Conn, ticket: &str, authority: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(conn
        .run(
            "INSERT INTO agreements (ticket_id, authority_id, asked_at) VALUES ($1, $2, $3) ON CONFLICT (ticket_id, authority_id) DO NOTHING",
            args![ticket, authority, now],
        )
        .await?
        == 1)
}

/// Notes an answer; answers whether this guardian had been told of this ticket. They may think again until the ticket is closed.
///
/// # Errors
/// The database's.
pub async fn answer(conn: &mut Conn, ticket: &str, authority: &str, answer: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(conn
        .run(
            "UPDATE agreements SET answer = $3, answered_at = $4 WHERE ticket_id = $1 AND authority_id = $2",
            args![ticket, authority, answer, now],
        )
        .await?
        == 1)
}

/// What all other guardians together say to a ticket, out of those whose authority stands now. Who was granted after the request came
/// is one of them, asked or not: until they agree, not all do. To a step that needs nobody else, nobody else is asked.
///
/// # Errors
/// The database's.
pub async fn standing(conn: &mut Conn, ticket: &Ticket) -> Result<Agreement, StoreError> {
    let (Some(key), Some(account)) = (&ticket.ties.child_key, &ticket.ties.account_id) else { return Ok(Agreement::Alone) };
    if Step::of(ticket.kind) == Step::Protective {
        return Ok(Agreement::Alone);
    }
    let rows = conn
        .all(
            "SELECT agreements.answer AS answer FROM authorities \
             LEFT JOIN agreements ON agreements.authority_id = authorities.id AND agreements.ticket_id = $1 \
             WHERE authorities.child_key = $2 AND authorities.account_id <> $3 AND authorities.state = 'granted'",
            args![&ticket.id, key.as_slice(), account],
        )
        .await?;
    let answers = rows.iter().map(|row| row.opt_text("answer")).collect::<Result<Vec<_>, _>>()?;
    Ok(if answers.is_empty() {
        Agreement::Alone
    } else if answers.iter().any(|answer| answer.as_deref() == Some("objected")) {
        Agreement::Objected
    } else if answers.iter().all(|answer| answer.as_deref() == Some("agreed")) {
        Agreement::Agreed
    } else {
        Agreement::Open
    })
}

/// The open requests of guardians for a child, oldest first: those that are still a guardian's.
///
/// # Errors
/// The database's.
pub async fn open_requests(conn: &mut Conn, child_key: &[u8]) -> Result<Vec<String>, StoreError> {
    conn.all(
        "SELECT id FROM tickets WHERE child_key = $1 AND on_queue = 1 AND authority_id IS NOT NULL AND handover_until IS NULL \
         ORDER BY received_at, id LIMIT 500",
        args![child_key],
    )
    .await?
    .iter()
    .map(|row| row.text("id"))
    .collect()
}

/// What this account was told of and may still answer: the tickets that are open, and still a guardian's. What was handed over to
/// the young person is no other guardian's matter. An authority that is held back shows the same: its guardian does not know.
///
/// # Errors
/// The database's.
pub async fn of_account(conn: &mut Conn, account: &str) -> Result<Vec<Asked>, StoreError> {
    conn.all(
        "SELECT agreements.ticket_id, agreements.authority_id, agreements.asked_at, agreements.answer FROM agreements \
         JOIN authorities ON authorities.id = agreements.authority_id JOIN tickets ON tickets.id = agreements.ticket_id \
         WHERE authorities.account_id = $1 AND tickets.on_queue = 1 AND (authorities.state = 'granted' \
         OR (authorities.state = 'suspended' AND authorities.granted_at IS NOT NULL)) AND tickets.handover_until IS NULL \
         AND tickets.authority_id IS NOT NULL ORDER BY agreements.asked_at",
        args![account],
    )
    .await?
    .iter()
    .map(|row| {
        Ok(Asked {
            ticket_id: row.text("ticket_id")?,
            authority_id: row.text("authority_id")?,
            asked_at: row.moment("asked_at")?,
            answer: row.opt_text("answer")?,
        })
    })
    .collect()
}
