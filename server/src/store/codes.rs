//! Six-digit codes, links, and the codes sent inside an app. Stored as keyed hashes; a link works once.

use jiff::Timestamp;

use super::{Conn, Row, StoreError};
use crate::args;

/// What a code is for, and how far it has been used.
#[derive(Debug, Clone)]
pub struct Code {
    /// Identifier.
    pub id: String,
    /// `prove`, `open`, `in_app` or `download`.
    pub purpose: String,
    /// The ticket; `None` when there is none, and nobody is to notice.
    pub ticket_id: Option<String>,
    /// The report under the ticket.
    pub report_id: Option<String>,
    /// The hash of the cookie of the browser that may enter it.
    pub holder: Option<Vec<u8>>,
    /// The hash of the code.
    pub code_hash: Option<Vec<u8>>,
    /// The hash of the link's secret.
    pub link_hash: Option<Vec<u8>>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// How often a wrong code was entered.
    pub tries: i64,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// The hash of the cookie of the browser in which its link was used.
    pub used_by: Option<Vec<u8>>,
    /// The code sent inside an app, sealed: the agent must be able to read it again.
    pub secret: Option<Vec<u8>>,
}

impl Code {
    /// A code of nothing yet: for `..`.
    #[must_use]
    pub const fn blank(id: String) -> Self {
        Self {
            id,
            purpose: String::new(),
            ticket_id: None,
            report_id: None,
            holder: None,
            code_hash: None,
            link_hash: None,
            created_at: Timestamp::UNIX_EPOCH,
            expires_at: Timestamp::UNIX_EPOCH,
            tries: 0,
            used_at: None,
            used_by: None,
            secret: None,
        }
    }
}

/// Adds a code.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, code: &Code) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO codes (id, purpose, ticket_id, report_id, holder, code_hash, link_hash, created_at, expires_at, tries, used_at, secret) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            &code.id,
            &code.purpose,
            code.ticket_id.as_deref(),
            code.report_id.as_deref(),
            code.holder.clone(),
            code.code_hash.clone(),
            code.link_hash.clone(),
            code.created_at,
            code.expires_at,
            code.tries,
            code.used_at,
            code.secret.clone(),
        ],
    )
    .await
    .map(drop)
}

/// The newest code that the browser with this cookie may enter.
///
/// # Errors
/// The database's.
pub async fn by_holder(conn: &mut Conn, holder: &[u8]) -> Result<Option<Code>, StoreError> {
    conn.one("SELECT * FROM codes WHERE holder = $1 ORDER BY created_at DESC, id DESC LIMIT 1", args![holder])
        .await?
        .map(|row| read(&row))
        .transpose()
}

/// When the code was made that is so many codes back among those of the browser with this cookie; 1 is the newest.
///
/// # Errors
/// The database's.
pub async fn made_at(conn: &mut Conn, holder: &[u8], back: i64) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT created_at FROM codes WHERE holder = $1 ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET $2";
    conn.one(sql, args![holder, back - 1]).await?.map(|row| row.moment("created_at")).transpose()
}

/// The code whose link has this hash.
///
/// # Errors
/// The database's.
pub async fn by_link(conn: &mut Conn, link: &[u8]) -> Result<Option<Code>, StoreError> {
    conn.one("SELECT * FROM codes WHERE link_hash = $1", args![link]).await?.map(|row| read(&row)).transpose()
}

/// The newest code of this purpose for a ticket.
///
/// # Errors
/// The database's.
pub async fn of_ticket(conn: &mut Conn, ticket: &str, purpose: &str) -> Result<Option<Code>, StoreError> {
    conn.one("SELECT * FROM codes WHERE ticket_id = $1 AND purpose = $2 ORDER BY created_at DESC, id DESC LIMIT 1", args![ticket, purpose])
        .await?
        .map(|row| read(&row))
        .transpose()
}

/// How many codes of this purpose somebody asked for since a moment; links that left with a mail do not count.
///
/// # Errors
/// The database's.
pub async fn count_since(conn: &mut Conn, ticket: &str, purpose: &str, since: Timestamp) -> Result<i64, StoreError> {
    conn.one(
        "SELECT COUNT(*) AS n FROM codes WHERE ticket_id = $1 AND purpose = $2 AND holder IS NOT NULL AND created_at >= $3",
        args![ticket, purpose, since],
    )
    .await?
    .map_or(Ok(0), |row| row.int("n"))
}

/// How many lookups are taken at a time.
pub const LOOKUPS: usize = 100;

/// The lookups that nobody has resolved yet: identifier and sealed words.
///
/// # Errors
/// The database's.
pub async fn lookups(conn: &mut Conn) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    conn.all(
        "SELECT id, secret FROM codes WHERE purpose = 'open' AND secret IS NOT NULL AND code_hash IS NULL ORDER BY created_at LIMIT $1",
        args![LOOKUPS as i64],
    )
    .await?
    .iter()
    .map(|row| Ok((row.text("id")?, row.bytes("secret")?)))
    .collect()
}

/// Resolves a lookup: from now on this code opens this ticket, or nothing; answers whether nobody else had resolved it.
///
/// # Errors
/// The database's.
pub async fn resolve(
    conn: &mut Conn,
    id: &str,
    ticket: Option<&str>,
    report: Option<&str>,
    code: &[u8],
    link: &[u8],
) -> Result<bool, StoreError> {
    Ok(conn
        .run(
            "UPDATE codes SET ticket_id = $2, report_id = $3, code_hash = $4, link_hash = $5, secret = NULL WHERE id = $1 AND code_hash IS NULL",
            args![id, ticket, report, code, link],
        )
        .await?
        == 1)
}

/// Forgets every code and link of a ticket: whoever held one holds nothing any more.
///
/// # Errors
/// The database's.
pub async fn forget_of_ticket(conn: &mut Conn, ticket: &str) -> Result<u64, StoreError> {
    conn.run("DELETE FROM codes WHERE ticket_id = $1", args![ticket]).await
}

/// Ends the codes and links that open, prove or fetch an account's tickets.
///
/// # Errors
/// The database's.
pub async fn end_of_accounts_tickets(conn: &mut Conn, account: &str, now: Timestamp) -> Result<u64, StoreError> {
    let sql = "UPDATE codes SET expires_at = $2 WHERE expires_at > $2 AND purpose IN ('prove', 'open', 'download') \
               AND ticket_id IN (SELECT id FROM tickets WHERE account_id = $1)";
    conn.run(sql, args![account, now]).await
}

/// The same but for one, which is over for what it opens.
///
/// # Errors
/// The database's.
pub async fn forget_of_ticket_but(conn: &mut Conn, ticket: &str, kept: &str) -> Result<u64, StoreError> {
    conn.run("DELETE FROM codes WHERE ticket_id = $1 AND id <> $2", args![ticket, kept]).await
}

/// Takes a try; returns whether one was left. Counting before comparing: two at once do not get one try for the price of none. Who
/// enters a code again that was used has tries like any other.
///
/// # Errors
/// The database's.
pub async fn take_try(conn: &mut Conn, id: &str, most: i64) -> Result<bool, StoreError> {
    Ok(conn.run("UPDATE codes SET tries = tries + 1 WHERE id = $1 AND tries < $2", args![id, most]).await? == 1)
}

/// Uses a code up; answers whether it was still unused.
///
/// # Errors
/// The database's.
pub async fn use_up(conn: &mut Conn, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(conn.run("UPDATE codes SET used_at = $2 WHERE id = $1 AND used_at IS NULL", args![id, now]).await? == 1)
}

/// The same by pressing its link in the browser with this cookie (its hash).
///
/// # Errors
/// The database's.
pub async fn use_up_in(conn: &mut Conn, id: &str, browser: Option<&[u8]>, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE codes SET used_at = $2, used_by = $3 WHERE id = $1 AND used_at IS NULL";
    Ok(conn.run(sql, args![id, now, browser.map(<[u8]>::to_vec)]).await? == 1)
}

/// Forgets the codes that ended before a moment.
///
/// # Errors
/// The database's.
pub async fn forget(conn: &mut Conn, before: Timestamp) -> Result<u64, StoreError> {
    conn.run("DELETE FROM codes WHERE expires_at < $1", args![before]).await
}

fn read(row: &Row) -> Result<Code, StoreError> {
    Ok(Code {
        id: row.text("id")?,
        purpose: row.text("purpose")?,
        ticket_id: row.opt_text("ticket_id")?,
        report_id: row.opt_text("report_id")?,
        holder: row.opt_bytes("holder")?,
        code_hash: row.opt_bytes("code_hash")?,
        link_hash: row.opt_bytes("link_hash")?,
        created_at: row.moment("created_at")?,
        expires_at: row.moment("expires_at")?,
        tries: row.int("tries")?,
        used_at: row.opt_moment("used_at")?,
        used_by: row.opt_bytes("used_by")?,
        secret: row.opt_bytes("secret")?,
    })
}
