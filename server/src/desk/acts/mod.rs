//! The acts on a ticket that move its clocks: pause and go on, extend, set a due, reopen, join, cancel, wait for processors. Each is
//! shown before it is done ([`super::preview`]), and each is one transaction.

mod cancel;
mod due;
mod extend;
mod merge;
mod page;
mod reopen;
mod wait;

use domain::{Act, Capability, Kind, State};
use jiff::Timestamp;

use super::agent::{AgentDesk, Question};
use super::intake::MOST_WORDS;
use super::preview::{self, Proposed};
use super::{DeskError, Fields};
use crate::store::ticket::Ticket;

pub use cancel::REASONS as CANCEL_REASONS;
pub use extend::take_up as take_up_notice;
pub use page::ActPage;

/// The name of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActName {
    /// To ask the requester, and to wait.
    Pause,
    /// To go on.
    Resume,
    /// To take the longer limit of the law.
    Extend,
    /// To join it with others of the same person.
    Merge,
    /// To wait for processors.
    Await,
    /// To end it without an answer.
    Cancel,
    /// To set the promise's due by hand.
    Due,
    /// To take it up again.
    Reopen,
}

impl ActName {
    /// All of them, in the order in which pages offer them.
    pub const ALL: [Self; 8] = [Self::Pause, Self::Resume, Self::Await, Self::Extend, Self::Merge, Self::Cancel, Self::Due, Self::Reopen];

    /// The name in addresses and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Extend => "extend",
            Self::Merge => "merge",
            Self::Await => "await",
            Self::Cancel => "cancel",
            Self::Due => "due",
            Self::Reopen => "reopen",
        }
    }

    /// The act with this code, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }

    /// Whether it needs [`Capability::SetClocks`]: what changes a promise, or takes an outcome back, is not for who works alone.
    #[must_use]
    pub const fn is_senior(self) -> bool {
        matches!(self, Self::Due | Self::Reopen)
    }

    /// Whether tickets of this kind know it, whatever their state.
    #[must_use]
    pub fn is_for(self, kind: Kind) -> bool {
        match self {
            // What was decided about a report can have been our mistake; else its clock is nobody's to move.
            Self::Reopen => kind != Kind::GuardianAuthority,
            Self::Extend | Self::Merge | Self::Cancel => !kind.is_decided() && kind != Kind::GuardianAuthority,
            Self::Pause | Self::Resume | Self::Await | Self::Due => !kind.is_decided(),
        }
    }

    /// Whether the ticket's state allows it now.
    #[must_use]
    pub fn fits(self, ticket: &Ticket) -> bool {
        let may = |act| ticket.state.after(act, ticket.kind).is_ok();
        self.is_for(ticket.kind)
            && match self {
                Self::Pause => may(Act::Ask),
                Self::Resume => may(Act::Resume),
                Self::Extend => ticket.state.on_queue() && ticket.state != State::HandoverPending && ticket.cached.law_due_at.is_some(),
                Self::Merge => ticket.state.on_queue() && ticket.cycle == 1 && may(Act::FindDuplicate),
                Self::Await => may(Act::AwaitProcessors),
                Self::Cancel => may(Act::Cancel),
                Self::Due => ticket.state.on_queue(),
                Self::Reopen => may(Act::Reopen) && ticket.ties.pseudonymised_at.is_none(),
            }
    }
}

/// An act with all that it needs, as it comes from its form.
#[derive(Debug, Clone)]
pub enum Deed {
    /// To ask the requester, and to wait.
    Pause(Question),
    /// To go on.
    Resume,
    /// To take the longer limit of the law; the words are its reason, to the requester.
    Extend(String),
    /// To join it with these: reference, and the place of the last event that the page showed of it.
    Merge(Vec<(String, i64)>),
    /// To wait for processors; the words stay inside.
    Await(String),
    /// To end it without an answer.
    Cancel {
        /// One of [`CANCEL_REASONS`].
        reason: String,
        /// To the requester.
        words: String,
    },
    /// To set the promise's due by hand; the words stay inside.
    Due {
        /// The due; `None` when what was typed is no moment.
        at: Option<Timestamp>,
        /// Why.
        words: String,
    },
    /// To take it up again.
    Reopen {
        /// `same` or `new`.
        how: String,
        /// To the requester, or to the reporters.
        words: String,
    },
}

impl Deed {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> ActName {
        match self {
            Self::Pause(_) => ActName::Pause,
            Self::Resume => ActName::Resume,
            Self::Extend(_) => ActName::Extend,
            Self::Merge(_) => ActName::Merge,
            Self::Await(_) => ActName::Await,
            Self::Cancel { .. } => ActName::Cancel,
            Self::Due { .. } => ActName::Due,
            Self::Reopen { .. } => ActName::Reopen,
        }
    }

    /// Checks the form as a whole.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with all that is wrong.
    pub fn check(&self) -> Result<(), DeskError> {
        let mut wrong = Fields::default();
        let mut words = |text: &str, needed: bool| {
            wrong.check(!needed || !text.is_empty(), "words", "words_required");
            wrong.check(text.chars().count() <= MOST_WORDS, "words", "too_long");
        };
        match self {
            Self::Pause(question) => return question.check(),
            Self::Resume => {}
            Self::Extend(text) => words(text, true),
            Self::Await(text) => words(text, false),
            Self::Cancel { reason, words: text } => {
                words(text, true);
                wrong.check(CANCEL_REASONS.contains(&reason.as_str()), "reason", "choose_one");
            }
            Self::Due { at, words: text } => {
                words(text, true);
                wrong.check(at.is_some(), "due", "due_required");
            }
            Self::Reopen { how, words: text } => {
                words(text, true);
                wrong.check(matches!(how.as_str(), "same" | "new"), "how", "choose_one");
            }
            Self::Merge(others) => wrong.check(!others.is_empty(), "others", "choose_one"),
        }
        wrong.in_order(&["others", "how", "due", "reason", "words"]).done()
    }

    /// What it proposes for the ticket; `None` for a joining, which is about several, and for what [`Deed::check`] refuses.
    #[must_use]
    pub fn proposed(&self) -> Option<Proposed> {
        Some(match self {
            Self::Pause(question) => Proposed::Pause { reason: question.reason, days: question.days },
            Self::Resume => Proposed::Resume,
            Self::Extend(_) => Proposed::Extend,
            Self::Merge(_) => return None,
            Self::Await(_) => Proposed::AwaitProcessors,
            Self::Cancel { .. } => Proposed::Cancel,
            Self::Due { at, .. } => Proposed::SetDue((*at)?),
            Self::Reopen { how, .. } if how == "new" => Proposed::ReopenNew,
            Self::Reopen { .. } => Proposed::ReopenSame,
        })
    }
}

impl AgentDesk {
    /// Whether this desk may do this to any ticket.
    #[must_use]
    pub fn knows(&self, act: ActName) -> bool {
        !act.is_senior() || self.member.can(Capability::SetClocks)
    }

    /// Whether this desk may do this to this ticket, its state aside.
    #[must_use]
    pub fn may(&self, act: ActName, ticket: &Ticket) -> bool {
        act.is_for(ticket.kind) && self.knows(act)
    }

    /// The acts that this desk may do to this ticket now.
    #[must_use]
    pub fn acts(&self, ticket: &Ticket) -> Vec<ActName> {
        if !self.admits(&ticket.product, ticket.kind, super::access::Errand::Work) {
            return Vec::new();
        }
        ActName::ALL.into_iter().filter(|act| self.may(*act, ticket) && act.fits(ticket)).collect()
    }

    /// Does what the form says.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::Changed`] when something happened that the page had not seen; [`DeskError::Moved`];
    /// [`DeskError::NotFound`] for what this desk may not do.
    pub async fn perform(&self, reference: &str, seen: i64, deed: Deed) -> Result<(), DeskError> {
        deed.check()?;
        match deed {
            Deed::Pause(question) => self.ask(reference, seen, question).await,
            Deed::Resume => self.resume(reference, seen).await,
            Deed::Extend(words) => self.extend(reference, seen, words).await,
            Deed::Merge(others) => self.merge(reference, seen, others).await.map(drop),
            Deed::Await(note) => self.await_processors(reference, seen, note).await,
            Deed::Cancel { reason, words } => self.cancel(reference, seen, reason, words).await,
            Deed::Due { at, words } => self.set_due(reference, seen, at.ok_or(DeskError::NotFound)?, words).await,
            Deed::Reopen { how, words } => self.reopen(reference, seen, how == "new", words).await,
        }
    }
}

/// Refuses who may not do this, and what is not done to tickets of this kind.
fn guard(desk: &AgentDesk, act: ActName, ticket: &Ticket) -> Result<(), DeskError> {
    if desk.may(act, ticket) { Ok(()) } else { Err(DeskError::NotFound) }
}

/// The same look ahead by which the page showed it, once more inside the transaction: what it refuses is not done.
async fn look_ahead(
    desk: &AgentDesk,
    conn: &mut crate::store::Conn,
    ticket: &Ticket,
    proposed: Proposed,
    now: Timestamp,
) -> Result<preview::Prospect, DeskError> {
    preview::of(&desk.house, conn, ticket, proposed, now).await
}
