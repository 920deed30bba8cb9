//! Correspondence and internal notes. The words are encrypted.

use jiff::Timestamp;

use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

/// One message of a ticket.
#[derive(Debug, Clone)]
pub struct Message {
    /// Identifier.
    pub id: String,
    /// The ticket.
    pub ticket_id: String,
    /// The report that it belongs to, if it is a word with one reporter.
    pub report_id: Option<String>,
    /// When.
    pub at: Timestamp,
    /// `from_requester`, `from_agent`, `question`, `answer`, `note`, `outcome` or `decision`.
    pub kind: String,
    /// The member of staff who wrote it.
    pub author: Option<String>,
    /// The mail that carries it.
    pub mail_id: Option<String>,
    /// The words.
    pub body: String,
}

/// Adds a message.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, vault: &Vault, message: &Message) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO messages (id, ticket_id, report_id, at, kind, author, mail_id, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            &message.id,
            &message.ticket_id,
            message.report_id.as_deref(),
            message.at,
            &message.kind,
            message.author.as_deref(),
            message.mail_id.as_deref(),
            vault.seal(Place("messages.body", &message.id), message.body.as_bytes()),
        ],
    )
    .await
    .map(drop)
}

/// The messages of a ticket, oldest first.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn list(conn: &mut Conn, vault: &Vault, ticket: &str) -> Result<Vec<Message>, StoreError> {
    conn.all(
        "SELECT id, ticket_id, report_id, at, kind, author, mail_id, body FROM messages WHERE ticket_id = $1 ORDER BY at, id",
        args![ticket],
    )
    .await?
    .iter()
    .map(|row| read(vault, row))
    .collect()
}

/// How many messages of the requester a ticket got since a moment.
///
/// # Errors
/// The database's.
pub async fn count_from_requester(conn: &mut Conn, ticket: &str, since: Timestamp) -> Result<i64, StoreError> {
    conn.one(
        "SELECT COUNT(*) AS n FROM messages WHERE ticket_id = $1 AND at >= $2 AND kind IN ('from_requester', 'answer')",
        args![ticket, since],
    )
    .await?
    .map_or(Ok(0), |row| row.int("n"))
}

/// Whether a message is one of support.
///
/// # Errors
/// The database's.
pub async fn is_from_agent(conn: &mut Conn, id: &str) -> Result<bool, StoreError> {
    Ok(conn.one("SELECT 1 AS one FROM messages WHERE id = $1 AND kind = 'from_agent'", args![id]).await?.is_some())
}

fn read(vault: &Vault, row: &Row) -> Result<Message, StoreError> {
    let id = row.text("id")?;
    let body = vault.open(Place("messages.body", &id), &row.bytes("body")?)?;
    let body = String::from_utf8(body).map_err(|_| StoreError::Inconsistent { table: "messages", column: "body", row: id.clone() })?;
    Ok(Message {
        ticket_id: row.text("ticket_id")?,
        report_id: row.opt_text("report_id")?,
        at: row.moment("at")?,
        kind: row.text("kind")?,
        author: row.opt_text("author")?,
        mail_id: row.opt_text("mail_id")?,
        body,
        id,
    })
}
