//! The outbox: mails that are queued in the transaction that causes them, and delivered at least once with one Message-ID.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

/// A written mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The address.
    pub to: String,
    /// The language tag.
    pub lang: String,
    /// The subject line; nothing personal, since it may be seen on a locked screen.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// A mail to queue.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Identifier.
    pub id: String,
    /// The ticket that it belongs to.
    pub ticket_id: Option<String>,
    /// Its kind, such as `receipt`.
    pub kind: String,
    /// What makes it unique: the same cause queues it once.
    pub once: String,
    /// The Message-ID, the same for each attempt.
    pub message_id: String,
    /// The mail.
    pub letter: Letter,
}

/// A mail that is to be sent now.
#[derive(Debug, Clone)]
pub struct Due {
    /// Identifier.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// The Message-ID.
    pub message_id: String,
    /// How often it was tried.
    pub tries: i64,
    /// The mail.
    pub letter: Letter,
}

/// The state of a mail as the ticket shows it.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Identifier.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// `queued`, `sent` or `failed`.
    pub state: String,
    /// How often it was tried.
    pub tries: i64,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// The last failure, without anything personal.
    pub last_error: Option<String>,
}

/// Queues a mail, unless the same cause has queued it already.
///
/// # Errors
/// The database's.
pub async fn queue(conn: &mut Conn, vault: &Vault, mail: &Outgoing, now: Timestamp) -> Result<(), StoreError> {
    queue_until(conn, vault, mail, now, now).await.map(drop)
}

/// Queues a mail that is sent at a timestamp; returns whether it was queued now, and not by the same cause before.
///
/// # Errors
/// The database's.
pub async fn queue_until(conn: &mut Conn, vault: &Vault, mail: &Outgoing, now: Timestamp, at: Timestamp) -> Result<bool, StoreError> {
    let queued = conn
        .run(
            "INSERT INTO outbox (id, ticket_id, kind, once, message_id, state, tries, created_at, next_at, payload) \
             VALUES ($1, $2, $3, $4, $5, 'queued', 0, $6, $7, $8) ON CONFLICT (once) DO NOTHING",
            args![
                &mail.id,
                mail.ticket_id.as_deref(),
                &mail.kind,
                &mail.once,
                &mail.message_id,
                now,
                at,
                vault.seal_json(Place("outbox.payload", &mail.id), &mail.letter),
            ],
        )
        .await?;
    Ok(queued == 1)
}

/// Takes the mails that are due, for as long as the lease: who dies with a lease leaves them to others. A mail that cannot be
/// opened (another key sealed it) is put off until the end of the lease: it is not lost, and does not hold up all the others.
///
/// # Errors
/// The database's.
pub async fn lease(conn: &mut Conn, vault: &Vault, now: Timestamp, until: Timestamp, most: i64) -> Result<Vec<Due>, StoreError> {
    let sql = conn.pick(
        "UPDATE outbox SET lease_until = $2, tries = tries + 1 WHERE id IN (SELECT id FROM outbox WHERE state = 'queued' AND next_at <= $1 \
         AND (lease_until IS NULL OR lease_until <= $1) ORDER BY next_at, id LIMIT $3) RETURNING id, kind, message_id, tries, payload",
        "UPDATE outbox SET lease_until = $2, tries = tries + 1 WHERE id IN (SELECT id FROM outbox WHERE state = 'queued' AND next_at <= $1 \
         AND (lease_until IS NULL OR lease_until <= $1) ORDER BY next_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) \
         RETURNING id, kind, message_id, tries, payload",
    );
    let mut due = Vec::new();
    for row in conn.all(sql, args![now, until, most]).await? {
        match read(vault, &row) {
            Ok(mail) => due.push(mail),
            Err(error) => {
                let id = row.text("id")?;
                tracing::error!(mail = id, %error, "a mail cannot be opened");
                set_failed(conn, &id, "the mail cannot be opened", Some(until), now).await?;
            }
        }
    }
    Ok(due)
}

fn read(vault: &Vault, row: &Row) -> Result<Due, StoreError> {
    let id = row.text("id")?;
    Ok(Due {
        kind: row.text("kind")?,
        message_id: row.text("message_id")?,
        tries: row.int("tries")?,
        letter: vault.open_json(Place("outbox.payload", &id), &row.bytes("payload")?)?,
        id,
    })
}

/// Takes all leases back: at the start of the only process that has this database, whoever held them is gone.
///
/// # Errors
/// The database's.
pub async fn release_all(conn: &mut Conn) -> Result<(), StoreError> {
    conn.run("UPDATE outbox SET lease_until = NULL WHERE state = 'queued' AND lease_until IS NOT NULL", &[]).await.map(drop)
}

/// Records that a mail was taken by the server; its words are forgotten.
///
/// # Errors
/// The database's.
pub async fn set_sent(conn: &mut Conn, id: &str, now: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "UPDATE outbox SET state = 'sent', sent_at = $2, lease_until = NULL, payload = NULL, last_error = NULL WHERE id = $1",
        args![id, now],
    )
    .await
    .map(drop)
}

/// Records a failure: to be tried again at a moment, or never (`None`). A mail that somebody else has sent meanwhile stays sent.
///
/// # Errors
/// The database's.
pub async fn set_failed(conn: &mut Conn, id: &str, error: &str, again: Option<Timestamp>, now: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "UPDATE outbox SET state = $2, next_at = $3, lease_until = NULL, last_error = $4 WHERE id = $1 AND state = 'queued'",
        args![id, if again.is_some() { "queued" } else { "failed" }, again.unwrap_or(now), error],
    )
    .await
    .map(drop)
}

/// The mails of a ticket, oldest first.
///
/// # Errors
/// The database's.
pub async fn of_ticket(conn: &mut Conn, ticket: &str) -> Result<Vec<Delivery>, StoreError> {
    conn.all(
        "SELECT id, kind, state, tries, created_at, sent_at, last_error FROM outbox WHERE ticket_id = $1 ORDER BY created_at, id",
        args![ticket],
    )
    .await?
    .iter()
    .map(|row| {
        Ok(Delivery {
            id: row.text("id")?,
            kind: row.text("kind")?,
            state: row.text("state")?,
            tries: row.int("tries")?,
            created_at: row.moment("created_at")?,
            sent_at: row.opt_moment("sent_at")?,
            last_error: row.opt_text("last_error")?,
        })
    })
    .collect()
}

/// Whether any mail still waits to be sent.
///
/// # Errors
/// The database's.
pub async fn any_queued(conn: &mut Conn) -> Result<bool, StoreError> {
    Ok(conn.one("SELECT 1 AS one FROM outbox WHERE state = 'queued' LIMIT 1", &[]).await?.is_some())
}
