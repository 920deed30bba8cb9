//! Sessions: what a browser's cookie opens. Only the cookie's hash is stored.

use jiff::{SignedDuration, Timestamp};

use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

/// What a cookie opens: one ticket, or what a member of staff or an account may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The public handle by which its owner lists and ends it. It opens nothing.
    pub id: String,
    /// The ticket that a requester may see.
    pub ticket_id: Option<String>,
    /// The report under it, for a reporter.
    pub report_id: Option<String>,
    /// The member of staff.
    pub staff_id: Option<String>,
    /// The account.
    pub account_id: Option<String>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Option<Timestamp>,
    /// When the second factor was entered in it.
    pub second_at: Option<Timestamp>,
    /// Until when downloads may begin, and personal data be disclosed or changed: a fresh code, password or second factor was
    /// entered.
    pub fresh_until: Option<Timestamp>,
    /// The browser and system, such as `Firefox|Android`. Sealed in the database.
    pub label: Option<String>,
}

impl Session {
    /// A session that begins now, of nobody yet.
    #[must_use]
    pub fn begin(now: Timestamp, lasts: SignedDuration) -> Self {
        Self {
            id: crate::random::id(now),
            ticket_id: None,
            report_id: None,
            staff_id: None,
            account_id: None,
            created_at: now,
            expires_at: now.saturating_add(lasts).unwrap_or(now),
            seen_at: Some(now),
            second_at: None,
            fresh_until: None,
            label: None,
        }
    }

    const fn kind(&self) -> &'static str {
        if self.staff_id.is_some() {
            "staff"
        } else if self.account_id.is_some() {
            "account"
        } else {
            "requester"
        }
    }
}

/// Whose sessions are meant.
#[derive(Debug, Clone, Copy)]
pub enum Owner<'a> {
    /// An account's, by its identifier.
    Account(&'a str),
    /// A member of staff's, by their identifier.
    Staff(&'a str),
}

impl<'a> Owner<'a> {
    const fn parts(self) -> (&'static str, &'a str) {
        match self {
            Self::Account(id) => ("account", id),
            Self::Staff(id) => ("staff", id),
        }
    }
}

/// Adds a session.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, vault: &Vault, token: &[u8], session: &Session) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO sessions (token_hash, id, kind, ticket_id, report_id, staff_id, account_id, created_at, expires_at, seen_at, \
         second_at, fresh_until, label) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            token,
            &session.id,
            session.kind(),
            session.ticket_id.as_deref(),
            session.report_id.as_deref(),
            session.staff_id.as_deref(),
            session.account_id.as_deref(),
            session.created_at,
            session.expires_at,
            session.seen_at,
            session.second_at,
            session.fresh_until,
            session.label.as_deref().map(|label| vault.seal(Place("sessions.label", &session.id), label.as_bytes())),
        ],
    )
    .await
    .map(drop)
}

/// The session of this cookie, while it lasts.
///
/// # Errors
/// The database's, or a label that cannot be opened.
pub async fn get(conn: &mut Conn, vault: &Vault, token: &[u8], now: Timestamp) -> Result<Option<Session>, StoreError> {
    conn.one("SELECT * FROM sessions WHERE token_hash = $1 AND expires_at > $2", args![token, now])
        .await?
        .map(|row| read(vault, &row))
        .transpose()
}

/// The sessions of somebody that last, the newest first.
///
/// # Errors
/// As [`get`].
pub async fn list(conn: &mut Conn, vault: &Vault, owner: Owner<'_>, now: Timestamp) -> Result<Vec<Session>, StoreError> {
    let (kind, id) = owner.parts();
    conn.all(
        "SELECT * FROM sessions WHERE kind = $1 AND (account_id = $2 OR staff_id = $2) AND expires_at > $3 ORDER BY created_at DESC, id DESC",
        args![kind, id, now],
    )
    .await?
    .iter()
    .map(|row| read(vault, row))
    .collect()
}

fn read(vault: &Vault, row: &Row) -> Result<Session, StoreError> {
    let id = row.text("id")?;
    let label = row.opt_bytes("label")?.map(|sealed| vault.open(Place("sessions.label", &id), &sealed)).transpose()?;
    Ok(Session {
        ticket_id: row.opt_text("ticket_id")?,
        report_id: row.opt_text("report_id")?,
        staff_id: row.opt_text("staff_id")?,
        account_id: row.opt_text("account_id")?,
        created_at: row.moment("created_at")?,
        expires_at: row.moment("expires_at")?,
        seen_at: row.opt_moment("seen_at")?,
        second_at: row.opt_moment("second_at")?,
        fresh_until: row.opt_moment("fresh_until")?,
        label: label.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        id,
    })
}

/// Notes that a session was used.
///
/// # Errors
/// The database's.
pub async fn touch(conn: &mut Conn, token: &[u8], now: Timestamp) -> Result<(), StoreError> {
    conn.run("UPDATE sessions SET seen_at = $2 WHERE token_hash = $1", args![token, now]).await.map(drop)
}

/// The second factor was entered, or chosen, in this session.
///
/// # Errors
/// The database's.
pub async fn set_second(conn: &mut Conn, token: &[u8], now: Timestamp) -> Result<(), StoreError> {
    conn.run("UPDATE sessions SET second_at = $2 WHERE token_hash = $1", args![token, now]).await.map(drop)
}

/// Lets downloads begin, and data be disclosed or changed, until a moment.
///
/// # Errors
/// The database's.
pub async fn set_fresh(conn: &mut Conn, token: &[u8], until: Timestamp) -> Result<(), StoreError> {
    conn.run("UPDATE sessions SET fresh_until = $2 WHERE token_hash = $1", args![token, until]).await.map(drop)
}

/// Gives a session another secret and lets data be disclosed or changed until a moment: the old secret opens nothing any more.
/// Returns whether there was such a session.
///
/// # Errors
/// The database's.
pub async fn renew(conn: &mut Conn, token: &[u8], new: &[u8], fresh_until: Timestamp) -> Result<bool, StoreError> {
    let renewed = "UPDATE sessions SET token_hash = $2, fresh_until = $3 WHERE token_hash = $1";
    Ok(conn.run(renewed, args![token, new, fresh_until]).await? > 0)
}

/// The same by the session's public handle.
///
/// # Errors
/// The database's.
pub async fn renew_one(conn: &mut Conn, owner: Owner<'_>, session: &str, new: &[u8], fresh_until: Timestamp) -> Result<bool, StoreError> {
    let (kind, id) = owner.parts();
    let renewed =
        "UPDATE sessions SET token_hash = $4, fresh_until = $5 WHERE id = $3 AND kind = $1 AND (account_id = $2 OR staff_id = $2)";
    Ok(conn.run(renewed, args![kind, id, session, new, fresh_until]).await? > 0)
}

/// Ends a session.
///
/// # Errors
/// The database's.
pub async fn end(conn: &mut Conn, token: &[u8]) -> Result<(), StoreError> {
    conn.run("DELETE FROM sessions WHERE token_hash = $1", args![token]).await.map(drop)
}

/// Ends one session of somebody by its public handle; answers whether there was one. A handle of somebody else's ends nothing.
///
/// # Errors
/// The database's.
pub async fn end_one(conn: &mut Conn, owner: Owner<'_>, session: &str) -> Result<bool, StoreError> {
    let (kind, id) = owner.parts();
    Ok(conn
        .run("DELETE FROM sessions WHERE id = $3 AND kind = $1 AND (account_id = $2 OR staff_id = $2)", args![kind, id, session])
        .await?
        > 0)
}

/// Ends all sessions of somebody but one (by its public handle), or all; returns how many. Their browsers are not known any more.
///
/// # Errors
/// The database's.
pub async fn end_all_but(conn: &mut Conn, owner: Owner<'_>, keep: Option<&str>) -> Result<u64, StoreError> {
    let (kind, id) = owner.parts();
    super::device::forget(conn, &format!("{kind}:{id}")).await?;
    conn.run(
        "DELETE FROM sessions WHERE kind = $1 AND (account_id = $2 OR staff_id = $2) AND id <> $3",
        args![kind, id, keep.unwrap_or_default()],
    )
    .await
}

/// Ends every session of requesters of this ticket.
///
/// # Errors
/// The database's.
pub async fn end_of_ticket(conn: &mut Conn, ticket: &str) -> Result<u64, StoreError> {
    conn.run("DELETE FROM sessions WHERE ticket_id = $1", args![ticket]).await
}

/// Ends every session of requesters of an account's tickets.
///
/// # Errors
/// The database's.
pub async fn end_of_accounts_tickets(conn: &mut Conn, account: &str) -> Result<u64, StoreError> {
    conn.run("DELETE FROM sessions WHERE ticket_id IN (SELECT id FROM tickets WHERE account_id = $1)", args![account]).await
}

/// Forgets sessions that are over.
///
/// # Errors
/// The database's.
pub async fn forget(conn: &mut Conn, now: Timestamp) -> Result<u64, StoreError> {
    conn.run("DELETE FROM sessions WHERE expires_at <= $1", args![now]).await
}
