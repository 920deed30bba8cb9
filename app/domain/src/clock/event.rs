//! The events of a ticket that its clocks care about, and the histories that they make.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ClockError;
use super::evaluate::evaluate;
use super::history::{Carried, Extended, History};
use super::rules::Rules;
use super::state::{ClockName, Evaluation};
use crate::law::PauseReason;

/// Something that happened to a ticket's clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// The server received it: the first cycle begins.
    Received,
    /// The requester proved the e-mail address.
    Proved {
        /// Whether the code was entered while it was valid.
        in_time: bool,
    },
    /// The requester was told that the request arrived.
    Acknowledged,
    /// It waits for the requester.
    Paused {
        /// Why.
        reason: PauseReason,
        /// When the pause ends by itself.
        #[serde(with = "super::wire::millis")]
        max_end: Timestamp,
    },
    /// The requester answered, or an agent took it up again. Without an open pause it changes nothing.
    Resumed,
    /// The notice of an extension of the law's limit left.
    NoticeLeft,
    /// Staff set the promise's due by hand.
    DueSet {
        /// The due.
        #[serde(with = "super::wire::millis")]
        due: Timestamp,
    },
    /// The rules changed, and this earlier due, told while a year was provisional, holds on.
    DuePromised {
        /// The due before pauses.
        #[serde(with = "super::wire::millis")]
        due: Timestamp,
    },
    /// A duplicate was joined to this ticket, and its clock was due then.
    Carried {
        /// Which of its clocks.
        clock: ClockName,
        /// When it was due.
        #[serde(with = "super::wire::millis")]
        due: Timestamp,
    },
    /// The completion or the decision was recorded.
    Stopped,
    /// It was joined to another ticket: its clocks are cancelled.
    Cancelled,
    /// The completion was our mistake: the same cycle goes on.
    Resurrected,
    /// Something new came from the requester: the next cycle begins, and this one is frozen.
    Renewed,
}

/// A fact with its moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When it happened, by the server's clock.
    #[serde(with = "super::wire::millis")]
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub fact: Fact,
}

/// The histories of a ticket's cycles, in order, from its events in the order in which they were recorded.
///
/// # Errors
/// [`ClockError::Story`] when an event cannot follow those before it, [`ClockError::CannotPause`], [`ClockError::PauseReversed`].
pub fn cycles(events: &[Event]) -> Result<Vec<History>, ClockError> {
    let mut done: Vec<History> = Vec::new();
    let mut present: Option<History> = None;
    for Event { at, fact } in events {
        let Some(history) = present.as_mut() else {
            let Fact::Received = fact else { return Err(ClockError::Story("it begins with its receipt")) };
            present = Some(History { received_at: *at, ..History::default() });
            continue;
        };
        if *fact == Fact::Renewed {
            if history.stopped_at.is_none() {
                return Err(ClockError::Story("what is open cannot be reopened"));
            }
            done.push(std::mem::replace(history, History::renewed(*at)));
        } else {
            history.take(*at, *fact)?;
        }
    }
    done.extend(present);
    Ok(done)
}

/// All cycles of a ticket at the moment `now`: the closed ones as they ended, the last one as it stands.
///
/// # Errors
/// As [`cycles`] and [`evaluate`].
pub fn evaluate_events(events: &[Event], rules: &Rules<'_>, now: Timestamp) -> Result<Vec<Evaluation>, ClockError> {
    cycles(events)?.iter().map(|history| evaluate(history, rules, history.stopped_at.unwrap_or(now))).collect()
}

impl History {
    /// Takes up an event of this cycle.
    ///
    /// # Errors
    /// [`ClockError::Story`] when it cannot follow, [`ClockError::CannotPause`], [`ClockError::PauseReversed`].
    pub fn take(&mut self, at: Timestamp, fact: Fact) -> Result<(), ClockError> {
        let closed = self.stopped_at.is_some();
        match fact {
            Fact::Received => return Err(ClockError::Story("it was received already")),
            Fact::Renewed => return Err(ClockError::Story("the next cycle has a history of its own")),
            Fact::Resurrected if !closed || self.cancelled => return Err(ClockError::Story("only what was completed goes on")),
            Fact::Resurrected => self.reopen_same_cycle(),
            _ if closed => return Err(ClockError::Story("it is closed")),
            // Who proves an address again was proved already: the promise does not begin anew.
            Fact::Proved { .. } if self.proved_at.is_some() => {}
            Fact::Proved { in_time } => (self.proved_at, self.proof_in_time) = (Some(at), in_time),
            Fact::Acknowledged => self.acknowledged_at = self.acknowledged_at.or(Some(at)),
            Fact::Paused { reason, max_end } => self.pause(at, max_end, reason)?,
            Fact::Resumed => self.resume(at),
            // A second notice extends nothing further: the first one counts.
            Fact::NoticeLeft => self.extension = self.extension.or(Some(Extended { notified_at: at })),
            Fact::DueSet { due } => self.manual_due = Some(due),
            Fact::DuePromised { due } => self.promised_due = Some(self.promised_due.map_or(due, |first| first.min(due))),
            Fact::Carried { clock, due } => self.carried.push(Carried { clock, due, at }),
            Fact::Stopped => self.stop(at),
            Fact::Cancelled => {
                self.stop(at);
                self.cancelled = true;
            }
        }
        Ok(())
    }
}
