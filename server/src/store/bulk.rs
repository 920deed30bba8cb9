//! Many rows at once: how a demonstration is filled. Rows are sealed on whatever thread makes them, and inserted by the hundred.
//!
//! The rows are those that [`super::ticket`], [`super::message`] and the others write one by one; a test reads them back through
//! those files, so that the two cannot drift apart.

mod past;

use jiff::Timestamp;
use serde_json::Value;

use super::account::Account;
use super::authority::{self, Authority};
use super::child::Child;
use super::codes::Code;
use super::event::{GENESIS, hash};
use super::file::File;
use super::message::Message;
use super::outcome::Outcome;
use super::report::Report;
use super::ticket::{Hashes, Ticket};
use super::{Arg, Conn, StoreError, pause};
use crate::args;
use crate::vault::{Place, Vault};

pub use past::{PastAlert, PastMail, PastPause, Told};

/// Each table with its columns, in an order in which no row names one that is not there yet.
const TABLES: [(&str, &str); 15] = [
    (
        "tickets",
        "id, reference, product, kind, state, version, lang, zone, country, received_at, proved_at, proof_in_time, expires_at, \
         reminded_at, cycle, cycle_started_at, stopped_at, promise_due_at, law_due_at, review_due_at, governing, sort_at, at_risk_at, \
         breach_at, paused_until, calendar_version, policy_version, assignee, claimed_at, urgent, email_hash, app_id_hash, \
         app_id_confirmed_at, same_hash, duplicate_of, delay_told_at, subject, details, on_queue, account_id, authority_id, \
         child_key, minor, risk, handover_until, rules, reckoned_at, alert_at",
    ),
    ("reports", "id, ticket_id, reference, received_at, lang, zone, harm, email_hash, email_proved_at, body"),
    ("pauses", "id, ticket_id, cycle, reason, started_at, max_end_at, ended_at"),
    ("messages", "id, ticket_id, report_id, at, kind, author, mail_id, body"),
    (
        "files",
        "id, ticket_id, report_id, message_id, role, mime, size, sha256, created_at, expires_at, downloads, max_downloads, \
         destroyed_at, name, key",
    ),
    (
        "outcomes",
        "id, ticket_id, cycle, state, closed_at, closed_by, promise_due_at, law_due_at, review_due_at, body, started_at, product, kind, \
         policy_version",
    ),
    ("outbox", "id, ticket_id, kind, once, message_id, state, tries, created_at, next_at, sent_at, last_error, payload"),
    ("codes", "id, purpose, ticket_id, report_id, holder, code_hash, link_hash, created_at, expires_at, tries, used_at, secret"),
    ("events", "stream, seq, at, actor, kind, data, prev, hash"),
    ("heads", "stream, seq, hash, dirty"),
    ("accounts", "id, email_hash, created_at, lang, zone, password, person"),
    ("children", "id, account_id, product, country, child_key, email_hash, created_at, person"),
    ("authorities", authority::COLUMNS),
    ("alerts", "id, ticket_id, cycle, clock, threshold, due_at, at, state, product, kind"),
    ("alert_people", "alert_id, staff_id, seen_at, product, kind"),
];
const TICKETS: usize = 0;
const REPORTS: usize = 1;
const PAUSES: usize = 2;
const MESSAGES: usize = 3;
const FILES: usize = 4;
const OUTCOMES: usize = 5;
const OUTBOX: usize = 6;
const CODES: usize = 7;
const EVENTS: usize = 8;
const HEADS: usize = 9;
const ACCOUNTS: usize = 10;
const CHILDREN: usize = 11;
const AUTHORITIES: usize = 12;
const ALERTS: usize = 13;
const ALERT_PEOPLE: usize = 14;

/// The most values that one statement binds. Few, and so the statement is the same nearly each time and is prepared once: SQLite
/// looks every `$n` up among those before it, so that a statement of thousands takes seconds to prepare.
const MOST_ARGS: usize = 400;

/// The setting that marks a database of invented tickets.
const MARK: &str = "demonstration";

/// An event to append: when, who, what, and its facts.
pub type Entry = (Timestamp, String, &'static str, Value);

/// Rows of several tables, sealed and ready.
#[derive(Debug, Default)]
pub struct Rows([Vec<Arg>; TABLES.len()]);

impl Rows {
    /// Adds a ticket.
    pub fn ticket(&mut self, vault: &Vault, ticket: &Ticket, hashes: &Hashes, told: Told) {
        let cached = &ticket.cached;
        self.0[TICKETS].extend_from_slice(args![
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
            told.reminded_at,
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
            hashes.email.clone(),
            hashes.app_id.clone(),
            ticket.app_id_confirmed_at,
            hashes.same.clone(),
            ticket.duplicate_of.as_deref(),
            told.delay_told_at,
            vault.seal_json(Place("tickets.subject", &ticket.id), &ticket.subject),
            vault.seal_json(Place("tickets.details", &ticket.id), &ticket.details),
            ticket.state.on_queue(),
            ticket.ties.account_id.as_deref(),
            ticket.ties.authority_id.as_deref(),
            ticket.ties.child_key.clone(),
            ticket.ties.minor,
            ticket.ties.takeover.then_some("takeover"),
            ticket.ties.handover_until,
            ticket.rules.as_deref(),
            ticket.reckoned_at,
            cached.alert_at,
        ]);
    }

    /// Adds an account.
    pub fn account(&mut self, vault: &Vault, account: &Account) {
        self.0[ACCOUNTS].extend_from_slice(args![
            &account.id,
            vault.hash_email(&account.person.email),
            account.created_at,
            account.lang.tag(),
            account.zone.as_deref(),
            &account.password,
            vault.seal_json(Place("accounts.person", &account.id), &account.person),
        ]);
    }

    /// Adds a child to an account.
    pub fn child(&mut self, vault: &Vault, child: &Child) {
        self.0[CHILDREN].extend_from_slice(args![
            &child.id,
            &child.account_id,
            &child.product,
            &child.country,
            child.child_key.as_slice(),
            child.person.email.as_deref().map(|email| vault.hash_email(email)),
            child.created_at,
            vault.seal_json(Place("children.person", &child.id), &child.person),
        ]);
    }

    /// Adds a guardian's authority over a child.
    pub fn authority(&mut self, one: &Authority) {
        self.0[AUTHORITIES].extend(authority::values(one));
    }

    /// Adds a report under its case.
    pub fn report(&mut self, vault: &Vault, report: &Report) {
        self.0[REPORTS].extend_from_slice(args![
            &report.id,
            &report.ticket_id,
            &report.reference,
            report.received_at,
            report.lang.tag(),
            report.zone.as_deref(),
            &report.harm,
            report.body.email.as_deref().map(|email| vault.hash_email(email)),
            report.email_proved_at,
            vault.seal_json(Place("reports.body", &report.id), &report.body),
        ]);
    }

    /// Adds a pause of a ticket.
    pub fn pause(&mut self, ticket: &str, past: &PastPause) {
        let PastPause { id, cycle, pause } = past;
        self.0[PAUSES].extend_from_slice(args![
            id,
            ticket,
            *cycle,
            pause::reason_code(pause.reason),
            pause.start,
            pause.max_end,
            pause.end
        ]);
    }

    /// Adds an alert of a ticket.
    pub fn alert(&mut self, ticket: &Ticket, past: &PastAlert) {
        let PastAlert { id, cycle, clock, threshold, due_at, at, people } = past;
        let (product, kind) = (&ticket.product, ticket.kind.code());
        self.0[ALERTS].extend_from_slice(args![id, &ticket.id, *cycle, *clock, threshold, *due_at, *at, "fired", product, kind]);
        for (member, seen_at) in people {
            self.0[ALERT_PEOPLE].extend_from_slice(args![id, member, *seen_at, product, kind]);
        }
    }

    /// Adds a message.
    pub fn message(&mut self, vault: &Vault, message: &Message) {
        self.0[MESSAGES].extend_from_slice(args![
            &message.id,
            &message.ticket_id,
            message.report_id.as_deref(),
            message.at,
            &message.kind,
            message.author.as_deref(),
            message.mail_id.as_deref(),
            vault.seal(Place("messages.body", &message.id), message.body.as_bytes()),
        ]);
    }

    /// Adds a file; its bytes must lie in their place, sealed with its key, or be destroyed.
    pub fn file(&mut self, vault: &Vault, file: &File) {
        self.0[FILES].extend_from_slice(args![
            &file.id,
            &file.ticket_id,
            file.report_id.as_deref(),
            file.message_id.as_deref(),
            &file.role,
            &file.mime,
            file.size,
            file.sha256.as_slice(),
            file.created_at,
            file.expires_at,
            file.downloads,
            file.max_downloads,
            file.destroyed_at,
            vault.seal(Place("files.name", &file.id), file.name.as_bytes()),
            file.key.clone(),
        ]);
    }

    /// Adds how a cycle of a ticket ended that began at this moment.
    pub fn outcome(&mut self, vault: &Vault, id: &str, ticket: &Ticket, outcome: &Outcome) {
        self.0[OUTCOMES].extend_from_slice(args![
            id,
            &ticket.id,
            outcome.cycle,
            &outcome.state,
            outcome.closed_at,
            outcome.closed_by.as_deref(),
            outcome.promise_due_at,
            outcome.law_due_at,
            outcome.review_due_at,
            vault.seal_json(Place("outcomes.body", id), &outcome.body),
            outcome.started_at,
            &ticket.product,
            ticket.kind.code(),
            &ticket.policy_version,
        ]);
    }

    /// Adds a mail that is over: nothing of it will be sent.
    pub fn mail(&mut self, vault: &Vault, mail: &PastMail) {
        self.0[OUTBOX].extend_from_slice(args![
            &mail.id,
            mail.ticket_id.as_str(),
            mail.kind,
            &mail.once,
            &mail.message_id,
            if mail.sent_at.is_some() { "sent" } else { "failed" },
            mail.tries,
            mail.created_at,
            mail.created_at,
            mail.sent_at,
            mail.last_error.as_deref(),
            mail.letter.as_ref().map(|letter| vault.seal_json(Place("outbox.payload", &mail.id), letter)),
        ]);
    }

    /// Adds a code.
    pub fn code(&mut self, code: &Code) {
        self.0[CODES].extend_from_slice(args![
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
        ]);
    }

    /// Adds a whole chain of events with its head: the stream must have none yet.
    pub fn chain(&mut self, stream: &str, list: &[Entry]) {
        let mut prev = GENESIS.to_vec();
        for (seq, (at, actor, kind, data)) in (1_i64..).zip(list) {
            let data = data.to_string();
            let next = hash(stream, seq, at.as_millisecond(), actor, kind, &data, &prev);
            self.0[EVENTS].extend_from_slice(args![stream, seq, *at, actor, *kind, data, prev, next]);
            prev = next.to_vec();
        }
        if !list.is_empty() {
            self.0[HEADS].extend_from_slice(args![stream, list.len() as i64, prev, true]);
        }
    }

    /// Inserts all of it. Inside a transaction.
    ///
    /// # Errors
    /// The database's.
    pub async fn insert(self, conn: &mut Conn) -> Result<(), StoreError> {
        for ((table, columns), list) in TABLES.into_iter().zip(self.0) {
            let width = columns.split(',').count();
            for chunk in list.chunks(MOST_ARGS / width * width) {
                conn.run_built(statement(table, columns, width, chunk.len() / width), chunk).await?;
            }
        }
        Ok(())
    }
}

fn statement(table: &str, columns: &str, width: usize, rows: usize) -> String {
    let mut sql = format!("INSERT INTO {table} ({columns}) VALUES ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=width {
            sql.push_str(if column == 1 { "$" } else { ", $" });
            sql.push_str(&(row * width + column).to_string());
        }
        sql.push(')');
    }
    sql
}

/// Whether nobody has worked here yet: no ticket, no member of staff, no event.
///
/// # Errors
/// The database's.
pub async fn is_empty(conn: &mut Conn) -> Result<bool, StoreError> {
    let any = "SELECT 1 AS one WHERE EXISTS (SELECT 1 FROM tickets) OR EXISTS (SELECT 1 FROM staff) OR EXISTS (SELECT 1 FROM events)";
    Ok(conn.one(any, &[]).await?.is_none())
}

/// Marks the database as one of invented tickets. Inside a transaction, before the first of them.
///
/// # Errors
/// The database's.
pub async fn mark(conn: &mut Conn) -> Result<(), StoreError> {
    conn.run("INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING", args![MARK, MARK.as_bytes()]).await.map(drop)
}

/// Whether the database is marked as one of invented tickets.
///
/// # Errors
/// The database's.
pub async fn is_marked(conn: &mut Conn) -> Result<bool, StoreError> {
    Ok(conn.one("SELECT 1 AS one FROM settings WHERE key = $1", args![MARK]).await?.is_some())
}
