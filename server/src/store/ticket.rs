//! Tickets: privacy requests and report cases.

use domain::request::{Details, Subject};
use domain::{Kind, Lang, State};
use jiff::Timestamp;

use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

mod delay;
mod due;
mod ids;
mod joined;

pub use ids::{old_ids, set_id_hashes};
pub use joined::{Asker, candidates, joined_to, move_joined, reference_of};

pub use delay::{clear_delay_told, new_moment, set_delay_told, set_new_moment};
pub use due::{CLAIM_IDLE, Due, REMINDER_BEFORE, ids_due, ids_of_age, ids_unanswered, ids_waiting};

/// A ticket, its personal fields opened.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// Identifier, never shown.
    pub id: String,
    /// What the requester is given.
    pub reference: String,
    /// The pack's slug.
    pub product: String,
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Counts its changes: the optimistic lock.
    pub version: i64,
    /// The requester's language.
    pub lang: Lang,
    /// The requester's IANA zone, if known.
    pub zone: Option<String>,
    /// The requester's country, if told.
    pub country: Option<String>,
    /// When the server received it.
    pub received_at: Timestamp,
    /// When the e-mail was proved.
    pub proved_at: Option<Timestamp>,
    /// Whether the first code was entered while it was valid: then the promise runs from the receipt.
    pub proof_in_time: bool,
    /// When an unproved request expires.
    pub expires_at: Option<Timestamp>,
    /// Which cycle of the clocks runs; an appeal starts the next.
    pub cycle: i64,
    /// When this cycle started: the receipt, or the appeal.
    pub cycle_started_at: Timestamp,
    /// When this cycle was closed.
    pub stopped_at: Option<Timestamp>,
    /// The clocks' results, as they were computed last.
    pub cached: Cached,
    /// The calendars' versions that the clocks were computed with.
    pub calendar_version: String,
    /// The rule set that its clocks keep; `None` only before it is first kept.
    pub rules: Option<String>,
    /// For which moment its clocks were computed last.
    pub reckoned_at: Option<Timestamp>,
    /// The policy's version that was in force at the receipt.
    pub policy_version: String,
    /// The agent who holds it.
    pub assignee: Option<String>,
    /// Since when.
    pub claimed_at: Option<Timestamp>,
    /// Escalated the moment it came.
    pub urgent: bool,
    /// When the code sent inside the app came back.
    pub app_id_confirmed_at: Option<Timestamp>,
    /// The earlier request that this one was joined to.
    pub duplicate_of: Option<String>,
    /// The account, the authority and the child that it hangs on.
    pub ties: Ties,
    /// Who asks.
    pub subject: Subject,
    /// What for.
    pub details: Details,
}

/// What a ticket hangs on beside its requester's address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// The account in whose session it was made.
    pub account_id: Option<String>,
    /// The guardian's authority that it rests on.
    pub authority_id: Option<String>,
    /// The keyed hash of the child's account of the product.
    pub child_key: Option<Vec<u8>>,
    /// It is about a child: only staff with the capability open it, each with a purpose.
    pub minor: bool,
    /// Staff suspect that the account was taken over.
    pub takeover: bool,
    /// Until when the young person may answer whether it goes on.
    pub handover_until: Option<Timestamp>,
    /// When what is personal in it was taken out.
    pub pseudonymised_at: Option<Timestamp>,
}

/// What `domain::clock::evaluate` found, kept for the queue's order and filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cached {
    /// The promise's due moment.
    pub promise_due_at: Option<Timestamp>,
    /// The law's.
    pub law_due_at: Option<Timestamp>,
    /// The review's.
    pub review_due_at: Option<Timestamp>,
    /// Which of them governs: `promise`, `law` or `review`.
    pub governing: Option<&'static str>,
    /// The moment that the queue is sorted by.
    pub sort_at: Timestamp,
    /// When the governing clock becomes at risk.
    pub at_risk_at: Option<Timestamp>,
    /// When the governing clock is breached.
    pub breach_at: Option<Timestamp>,
    /// When the pause ends by itself, while there is one.
    pub paused_until: Option<Timestamp>,
    /// When the next alert is due, or somebody must look whether one is.
    pub alert_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, reference, product, kind, state, version, lang, zone, country, received_at, proved_at, proof_in_time, \
    expires_at, cycle, cycle_started_at, stopped_at, promise_due_at, law_due_at, review_due_at, governing, sort_at, at_risk_at, \
    breach_at, paused_until, calendar_version, policy_version, assignee, claimed_at, urgent, app_id_confirmed_at, duplicate_of, \
    subject, details, account_id, authority_id, child_key, minor, risk, handover_until, pseudonymised_at, rules, reckoned_at, alert_at";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, reference, product, kind, state, version, lang, zone, country, received_at, proved_at, proof_in_time, ",
            "expires_at, cycle, cycle_started_at, stopped_at, promise_due_at, law_due_at, review_due_at, governing, sort_at, ",
            "at_risk_at, breach_at, paused_until, calendar_version, policy_version, assignee, claimed_at, urgent, ",
            "app_id_confirmed_at, duplicate_of, subject, details, account_id, authority_id, child_key, minor, risk, handover_until, ",
            "pseudonymised_at, rules, reckoned_at, alert_at FROM tickets ",
            $rest
        )
    };
}

/// The keyed hashes that a ticket is found by.
#[derive(Debug, Clone, Default)]
pub struct Hashes {
    /// Of the e-mail.
    pub email: Option<Vec<u8>>,
    /// Of the app ID.
    pub app_id: Option<Vec<u8>>,
    /// Of everything that makes two requests identical.
    pub same: Option<Vec<u8>>,
}

/// Adds a ticket.
///
/// # Errors
/// The database's; a unique violation when the reference is taken.
pub async fn insert(conn: &mut Conn, vault: &Vault, ticket: &Ticket, hashes: &Hashes) -> Result<(), StoreError> {
    let cached = &ticket.cached;
    conn.run_built(
        format!(
            "INSERT INTO tickets ({COLUMNS}, on_queue, email_hash, app_id_hash, same_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, \
             $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, \
             $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47)"
        ),
        args![
            &ticket.id,
            &ticket.reference,
            &ticket.product,
            ticket.kind.code(),
            ticket.state.code(),
            ticket.version,
            ticket.lang.tag(),
            ticket.zone.as_deref(),
            ticket.country.as_deref(),
            ticket.received_at,
            ticket.proved_at,
            ticket.proof_in_time,
            ticket.expires_at,
            ticket.cycle,
            ticket.cycle_started_at,
            ticket.stopped_at,
            cached.promise_due_at,
            cached.law_due_at,
            cached.review_due_at,
            cached.governing,
            cached.sort_at,
            cached.at_risk_at,
            cached.breach_at,
            cached.paused_until,
            &ticket.calendar_version,
            &ticket.policy_version,
            ticket.assignee.as_deref(),
            ticket.claimed_at,
            ticket.urgent,
            ticket.app_id_confirmed_at,
            ticket.duplicate_of.as_deref(),
            vault.seal_json(Place("tickets.subject", &ticket.id), &ticket.subject),
            vault.seal_json(Place("tickets.details", &ticket.id), &ticket.details),
            ticket.ties.account_id.as_deref(),
            ticket.ties.authority_id.as_deref(),
            ticket.ties.child_key.clone(),
            ticket.ties.minor,
            ticket.ties.takeover.then_some("takeover"),
            ticket.ties.handover_until,
            ticket.ties.pseudonymised_at,
            ticket.rules.as_deref(),
            ticket.reckoned_at,
            cached.alert_at,
            ticket.state.on_queue(),
            hashes.email.clone(),
            hashes.app_id.clone(),
            hashes.same.clone(),
        ],
    )
    .await?;
    Ok(())
}

/// Saves what may change, if nobody has saved since it was read; answers whether it was saved, and counts the version up.
///
/// # Errors
/// The database's.
pub async fn save(conn: &mut Conn, ticket: &mut Ticket) -> Result<bool, StoreError> {
    let cached = &ticket.cached;
    let saved = conn
        .run(
            "UPDATE tickets SET version = version + 1, state = $3, on_queue = $4, proved_at = $5, proof_in_time = $6, cycle = $7, \
             cycle_started_at = $8, stopped_at = $9, promise_due_at = $10, law_due_at = $11, review_due_at = $12, governing = $13, \
             sort_at = $14, at_risk_at = $15, breach_at = $16, paused_until = $17, assignee = $18, claimed_at = $19, \
             app_id_confirmed_at = $20, duplicate_of = $21, expires_at = $22, zone = $23, urgent = $24, \
             account_id = $25, authority_id = $26, child_key = $27, minor = $28, risk = $29, handover_until = $30, \
             rules = $31, reckoned_at = $32, calendar_version = $33, alert_at = $34 \
             WHERE id = $1 AND version = $2",
            args![
                &ticket.id,
                ticket.version,
                ticket.state.code(),
                ticket.state.on_queue(),
                ticket.proved_at,
                ticket.proof_in_time,
                ticket.cycle,
                ticket.cycle_started_at,
                ticket.stopped_at,
                cached.promise_due_at,
                cached.law_due_at,
                cached.review_due_at,
                cached.governing,
                cached.sort_at,
                cached.at_risk_at,
                cached.breach_at,
                cached.paused_until,
                ticket.assignee.as_deref(),
                ticket.claimed_at,
                ticket.app_id_confirmed_at,
                ticket.duplicate_of.as_deref(),
                ticket.expires_at,
                ticket.zone.as_deref(),
                ticket.urgent,
                ticket.ties.account_id.as_deref(),
                ticket.ties.authority_id.as_deref(),
                ticket.ties.child_key.clone(),
                ticket.ties.minor,
                ticket.ties.takeover.then_some("takeover"),
                ticket.ties.handover_until,
                ticket.rules.as_deref(),
                ticket.reckoned_at,
                &ticket.calendar_version,
                cached.alert_at,
            ],
        )
        .await?;
    if saved == 1 {
        ticket.version += 1;
    }
    Ok(saved == 1)
}

/// The ticket with this identifier, for reading.
///
/// # Errors
/// The database's, or a row that cannot be read.
pub async fn by_id(conn: &mut Conn, vault: &Vault, id: &str) -> Result<Option<Ticket>, StoreError> {
    conn.one(select!("WHERE id = $1"), args![id]).await?.map(|row| read(vault, &row)).transpose()
}

/// The ticket with this identifier, held against other writers until the transaction ends.
///
/// # Errors
/// The database's, or a row that cannot be read.
pub async fn lock(conn: &mut Conn, vault: &Vault, id: &str) -> Result<Option<Ticket>, StoreError> {
    // SQLite has one writer: whoever is inside a write holds everything.
    let sql = conn.pick(select!("WHERE id = $1"), select!("WHERE id = $1 FOR UPDATE"));
    conn.one(sql, args![id]).await?.map(|row| read(vault, &row)).transpose()
}

/// The identifier of the ticket with this reference.
///
/// # Errors
/// The database's.
pub async fn id_by_reference(conn: &mut Conn, reference: &str) -> Result<Option<String>, StoreError> {
    conn.one("SELECT id FROM tickets WHERE reference = $1", args![reference]).await?.map(|row| row.text("id")).transpose()
}

/// The oldest other ticket on the queue that asks for the same thing.
///
/// # Errors
/// The database's.
pub async fn id_of_same(conn: &mut Conn, same: &[u8], but: &str) -> Result<Option<String>, StoreError> {
    hold_same(conn, same).await?;
    // What asks for the same as one that was joined to another is found at that other.
    let sql = "SELECT id FROM tickets WHERE on_queue = 1 AND id <> $2 AND id IN (SELECT id FROM tickets WHERE same_hash = $1 AND on_queue = 1 \
               UNION SELECT duplicate_of FROM tickets WHERE same_hash = $1 AND duplicate_of IS NOT NULL) ORDER BY received_at, id LIMIT 1";
    conn.one(sql, args![same, but]).await?.map(|row| row.text("id")).transpose()
}

/// The hash of everything that makes two requests identical, as it was stored with this ticket.
///
/// # Errors
/// The database's.
pub async fn same_hash(conn: &mut Conn, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(conn
        .one("SELECT same_hash FROM tickets WHERE id = $1", args![id])
        .await?
        .map(|row| row.opt_bytes("same_hash"))
        .transpose()?
        .flatten())
}

/// Gives a ticket to another person: the subject is sealed anew, and it is found by the new address alone.
///
/// # Errors
/// The database's.
pub async fn set_subject(conn: &mut Conn, vault: &Vault, ticket: &Ticket) -> Result<(), StoreError> {
    conn.run(
        "UPDATE tickets SET subject = $2, email_hash = $3, same_hash = NULL WHERE id = $1",
        args![&ticket.id, vault.seal_json(Place("tickets.subject", &ticket.id), &ticket.subject), vault.hash_email(&ticket.subject.email),],
    )
    .await
    .map(drop)
}

/// The tickets of an account about one child, newest first.
///
/// # Errors
/// The database's, or a row that cannot be read.
pub async fn of_child(conn: &mut Conn, vault: &Vault, account: &str, child_key: &[u8]) -> Result<Vec<Ticket>, StoreError> {
    conn.all(select!("WHERE account_id = $1 AND child_key = $2 ORDER BY received_at DESC, id DESC LIMIT 200"), args![account, child_key])
        .await?
        .iter()
        .map(|row| read(vault, row))
        .collect()
}

/// Notes when somebody must look after a ticket's alerts again; `None`: not before it changes.
///
/// # Errors
/// The database's.
pub async fn set_alert(conn: &mut Conn, id: &str, at: Option<Timestamp>) -> Result<(), StoreError> {
    conn.run("UPDATE tickets SET alert_at = $2 WHERE id = $1", args![id, at]).await.map(drop)
}

/// Notes that the reminder of an unproved request was queued; answers whether it had not been.
///
/// # Errors
/// The database's.
pub async fn set_reminded(conn: &mut Conn, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(conn.run("UPDATE tickets SET reminded_at = $2 WHERE id = $1 AND reminded_at IS NULL", args![id, now]).await? == 1)
}

/// The open case about this target, if there is one. Two reports of one target at once follow one another.
///
/// # Errors
/// The database's.
pub async fn open_case(conn: &mut Conn, target: &[u8]) -> Result<Option<String>, StoreError> {
    hold_same(conn, target).await?;
    conn.one("SELECT id FROM tickets WHERE same_hash = $1 AND on_queue = 1 AND kind = 'report' LIMIT 1", args![target])
        .await?
        .map(|row| row.text("id"))
        .transpose()
}

/// Holds everything that asks for the same thing until the transaction ends.
///
/// # Errors
/// The database's.
pub async fn hold_same(conn: &mut Conn, same: &[u8]) -> Result<(), StoreError> {
    let name = crate::vault::hex(same);
    conn.hold(&name).await
}

fn read(vault: &Vault, row: &Row) -> Result<Ticket, StoreError> {
    let id = row.text("id")?;
    let wrong = |column: &'static str| StoreError::Inconsistent { table: "tickets", column, row: id.clone() };
    let subject = vault.open_json(Place("tickets.subject", &id), &row.bytes("subject")?)?;
    let details = vault.open_json(Place("tickets.details", &id), &row.bytes("details")?)?;
    Ok(Ticket {
        reference: row.text("reference")?,
        product: row.text("product")?,
        kind: Kind::from_code(&row.text("kind")?).ok_or_else(|| wrong("kind"))?,
        state: State::from_code(&row.text("state")?).ok_or_else(|| wrong("state"))?,
        version: row.int("version")?,
        lang: Lang::from_tag(&row.text("lang")?).ok_or_else(|| wrong("lang"))?,
        zone: row.opt_text("zone")?,
        country: row.opt_text("country")?,
        received_at: row.moment("received_at")?,
        proved_at: row.opt_moment("proved_at")?,
        proof_in_time: row.truth("proof_in_time")?,
        expires_at: row.opt_moment("expires_at")?,
        cycle: row.int("cycle")?,
        cycle_started_at: row.moment("cycle_started_at")?,
        stopped_at: row.opt_moment("stopped_at")?,
        cached: cached(row)?,
        calendar_version: row.text("calendar_version")?,
        rules: row.opt_text("rules")?,
        reckoned_at: row.opt_moment("reckoned_at")?,
        policy_version: row.text("policy_version")?,
        assignee: row.opt_text("assignee")?,
        claimed_at: row.opt_moment("claimed_at")?,
        urgent: row.truth("urgent")?,
        app_id_confirmed_at: row.opt_moment("app_id_confirmed_at")?,
        duplicate_of: row.opt_text("duplicate_of")?,
        ties: Ties {
            account_id: row.opt_text("account_id")?,
            authority_id: row.opt_text("authority_id")?,
            child_key: row.opt_bytes("child_key")?,
            minor: row.truth("minor")?,
            takeover: row.opt_text("risk")?.is_some(),
            handover_until: row.opt_moment("handover_until")?,
            pseudonymised_at: row.opt_moment("pseudonymised_at")?,
        },
        subject,
        details,
        id,
    })
}

pub(super) fn cached(row: &Row) -> Result<Cached, StoreError> {
    Ok(Cached {
        promise_due_at: row.opt_moment("promise_due_at")?,
        law_due_at: row.opt_moment("law_due_at")?,
        review_due_at: row.opt_moment("review_due_at")?,
        governing: row.opt_text("governing")?.and_then(|name| ["promise", "law", "review"].into_iter().find(|known| *known == name)),
        sort_at: row.moment("sort_at")?,
        at_risk_at: row.opt_moment("at_risk_at")?,
        breach_at: row.opt_moment("breach_at")?,
        paused_until: row.opt_moment("paused_until")?,
        alert_at: row.opt_moment("alert_at")?,
    })
}
