//! The outbox: mails that are queued in the transaction that causes them, and delivered at least once with one Message-ID.

use jiff::{SignedDuration, Timestamp};
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
    /// Which leaves first when many wait: the lowest.
    pub rank: i64,
    /// When it is worth nothing any more, and is not sent; `None`: never.
    pub until: Option<Timestamp>,
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
    /// When it was queued.
    pub created_at: Timestamp,
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
            "INSERT INTO outbox (id, ticket_id, kind, once, message_id, state, tries, created_at, next_at, payload, rank, until) \
             VALUES ($1, $2, $3, $4, $5, 'queued', 0, $6, $7, $8, $9, $10) ON CONFLICT (once) DO NOTHING",
            args![
                &mail.id,
                mail.ticket_id.as_deref(),
                &mail.kind,
                &mail.once,
                &mail.message_id,
                now,
                at,
                vault.seal_json(Place("outbox.payload", &mail.id), &mail.letter),
                mail.rank,
                mail.until,
            ],
        )
        .await?;
    Ok(queued == 1)
}

/// By how much the clocks of two instances may differ: a lease that ends later than that after the longest one was taken by a clock that was
/// wrong.
const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// Takes the mails that are due, for as long as the lease: who dies with a lease leaves them to others. A mail that cannot be
/// opened (another key sealed it) is put off until the end of the lease: it is not lost, and does not hold up all the others.
///
/// A mail that was never put off is due at whatever time it was made, and a lease that would last longer than one does is none: a clock
/// that was wrong, and is right again, holds nothing up.
///
/// # Errors
/// The database's.
pub async fn lease(conn: &mut Conn, vault: &Vault, now: Timestamp, until: Timestamp, most: i64) -> Result<Vec<Due>, StoreError> {
    // Over when it is worth nothing: a code that nobody can enter any more would only puzzle.
    let over = "UPDATE outbox SET state = 'failed', last_error = $2, payload = NULL WHERE id IN (SELECT id FROM outbox WHERE state = 'queued' \
                AND until <= $1 AND (lease_until IS NULL OR lease_until <= $1) LIMIT 100)";
    conn.run(over, args![now, OVER]).await?;
    let sql = conn.pick(
        "UPDATE outbox SET lease_until = $2, tries = tries + 1 WHERE id IN (SELECT id FROM outbox WHERE state = 'queued' \
         AND (next_at <= $1 OR next_at = created_at) AND (lease_until IS NULL OR lease_until <= $1 OR lease_until > $4) ORDER BY rank, next_at, id LIMIT $3) \
         RETURNING id, kind, message_id, tries, created_at, payload",
        "UPDATE outbox SET lease_until = $2, tries = tries + 1 WHERE id IN (SELECT id FROM outbox WHERE state = 'queued' \
         AND (next_at <= $1 OR next_at = created_at) AND (lease_until IS NULL OR lease_until <= $1 OR lease_until > $4) ORDER BY rank, next_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) \
         RETURNING id, kind, message_id, tries, created_at, payload",
    );
    let mut due = Vec::new();
    for row in conn.all(sql, args![now, until, most, until.saturating_add(SKEW).unwrap_or(until)]).await? {
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
        created_at: row.moment("created_at")?,
        letter: vault.open_json(Place("outbox.payload", &id), &row.bytes("payload")?)?,
        id,
    })
}

/// Why a mail was not sent that was worth nothing any more.
pub const OVER: &str = "its time was over before it could be sent";

/// Puts a mail back that the server was not asked about: it is the next again, and has not been tried.
///
/// # Errors
/// The database's.
pub async fn put_back(conn: &mut Conn, id: &str, error: &str) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET lease_until = NULL, last_error = $2, tries = CASE WHEN tries > 0 THEN tries - 1 ELSE 0 END \
               WHERE id = $1 AND state = 'queued'";
    conn.run(sql, args![id, error]).await.map(drop)
}

/// Makes due what waits after a failure: the server takes mails again. Returns how many.
///
/// # Errors
/// The database's.
pub async fn bring_forward(conn: &mut Conn, now: Timestamp) -> Result<u64, StoreError> {
    let sql = "UPDATE outbox SET next_at = $1 WHERE state = 'queued' AND next_at > $1 AND last_error IS NOT NULL AND tries > 0";
    conn.run(sql, args![now]).await
}

/// When the next mail is due, or the next lease is over; `None`: nothing waits. A mail that was never put off has been due since it was made.
///
/// # Errors
/// The database's.
pub async fn next_due(conn: &mut Conn) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT MIN(CASE WHEN lease_until > next_at THEN lease_until ELSE next_at END) AS at FROM outbox WHERE state = 'queued'";
    Ok(conn.one(sql, &[]).await?.map(|row| row.opt_moment("at")).transpose()?.flatten())
}

/// How the outbox stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// How many wait, how many of them failed before.
    pub waiting: (i64, i64),
    /// How many were given up.
    pub failed: i64,
    /// Since when the oldest waits.
    pub oldest: Option<Timestamp>,
    /// When the last left.
    pub last_sent: Option<Timestamp>,
    /// The reasons of those that wait or were given up, the most frequent first, with how many: ten at most.
    pub reasons: Vec<(String, i64)>,
}

/// How the outbox stands.
///
/// # Errors
/// The database's.
pub async fn standing(conn: &mut Conn) -> Result<Standing, StoreError> {
    let mut found = Standing::default();
    let sql = "SELECT COUNT(*) AS n, COALESCE(SUM(CASE WHEN last_error IS NULL THEN 0 ELSE 1 END), 0) AS tried, MIN(created_at) AS oldest \
               FROM outbox WHERE state = 'queued'";
    if let Some(row) = conn.one(sql, &[]).await? {
        (found.waiting, found.oldest) = ((row.int("n")?, row.int("tried")?), row.opt_moment("oldest")?);
    }
    if let Some(row) = conn.one("SELECT COUNT(*) AS n FROM outbox WHERE state = 'failed'", &[]).await? {
        found.failed = row.int("n")?;
    }
    if let Some(row) = conn.one("SELECT MAX(sent_at) AS at FROM outbox WHERE state = 'sent'", &[]).await? {
        found.last_sent = row.opt_moment("at")?;
    }
    let sql = "SELECT last_error, COUNT(*) AS n FROM outbox WHERE state <> 'sent' AND last_error IS NOT NULL \
               GROUP BY last_error ORDER BY COUNT(*) DESC, last_error LIMIT 10";
    for row in conn.all(sql, &[]).await? {
        found.reasons.push((row.text("last_error")?, row.int("n")?));
    }
    Ok(found)
}

/// Makes due at once what waits, and what was given up while its words are there; returns how many.
///
/// # Errors
/// The database's.
pub async fn retry(conn: &mut Conn, given_up: bool, now: Timestamp) -> Result<u64, StoreError> {
    let mut done =
        conn.run("UPDATE outbox SET next_at = $1 WHERE state = 'queued' AND next_at > $1 AND last_error IS NOT NULL", args![now]).await?;
    if given_up {
        let sql = "UPDATE outbox SET state = 'queued', next_at = $1, tries = 0 WHERE state = 'failed' AND payload IS NOT NULL \
                   AND (until IS NULL OR until > $1)";
        done += conn.run(sql, args![now]).await?;
    }
    Ok(done)
}

/// Takes all leases back: at the start of the only process that has this database, whoever held them is gone.
///
/// # Errors
/// The database's.
pub async fn release_all(conn: &mut Conn) -> Result<(), StoreError> {
    conn.run("UPDATE outbox SET lease_until = NULL WHERE state = 'queued' AND lease_until IS NOT NULL", &[]).await.map(drop)
}

/// Holds a mail for longer, that is being sent.
///
/// # Errors
/// The database's.
pub async fn renew(conn: &mut Conn, id: &str, until: Timestamp) -> Result<(), StoreError> {
    conn.run("UPDATE outbox SET lease_until = $2 WHERE id = $1 AND state = 'queued'", args![id, until]).await.map(drop)
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
