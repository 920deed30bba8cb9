//! What is over already when a demonstration begins.

use jiff::Timestamp;

use crate::store::outbox::Letter;

/// A mail that has left or failed, as the outbox keeps it.
#[derive(Debug, Clone)]
pub struct PastMail {
    /// Identifier.
    pub id: String,
    /// The ticket that it belongs to.
    pub ticket_id: String,
    /// Its topic's code.
    pub kind: &'static str,
    /// What makes it unique.
    pub once: String,
    /// The Message-ID.
    pub message_id: String,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When the mail server took it; `None`: it failed for good.
    pub sent_at: Option<Timestamp>,
    /// How often it was tried.
    pub tries: i64,
    /// Why it failed.
    pub last_error: Option<String>,
    /// The words of a failed mail; those of a sent one are forgotten.
    pub letter: Option<Letter>,
}

/// A pause of one cycle.
#[derive(Debug, Clone)]
pub struct PastPause {
    /// Identifier.
    pub id: String,
    /// The cycle of the clocks.
    pub cycle: i64,
    /// The pause.
    pub pause: domain::clock::Pause,
}

/// An alert that was told.
#[derive(Debug, Clone)]
pub struct PastAlert {
    /// Identifier.
    pub id: String,
    /// The cycle of the clocks.
    pub cycle: i64,
    /// The clock's code.
    pub clock: &'static str,
    /// The threshold's code.
    pub threshold: String,
    /// When the threshold was reached.
    pub due_at: Timestamp,
    /// When it was told.
    pub at: Timestamp,
    /// Who was told, by identifier, and when they saw it.
    pub people: Vec<(String, Option<Timestamp>)>,
}

/// What the jobs noted on a ticket, beside what it holds itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told {
    /// When the reminder of an unproved request was queued.
    pub reminded_at: Option<Timestamp>,
    /// When the requester was told of a delay.
    pub delay_told_at: Option<Timestamp>,
}
