//! What happened to a ticket, as far as its clocks care.

use jiff::Timestamp;

use super::ClockError;
use super::state::ClockName;
use crate::law::PauseReason;

/// A time during which a ticket waited for its requester.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// When it began.
    pub start: Timestamp,
    /// When it ended; `None` while it is open.
    pub end: Option<Timestamp>,
    /// When it ends by itself. A later `end` does not count.
    pub max_end: Timestamp,
    /// Why.
    pub reason: PauseReason,
}

/// An extension of the law's limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extended {
    /// When the notice, with its reason, left. Valid only up to the first limit (the clocks' rules, "Stop").
    pub notified_at: Timestamp,
}

/// The due of a duplicate that was joined to this ticket (the clocks' rules, "Merge": the earliest-due clock is kept).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    /// Which clock.
    pub clock: ClockName,
    /// When it was due. Pauses that begin after `at` move it, earlier ones were its own.
    pub due: Timestamp,
    /// When it was joined.
    pub at: Timestamp,
}

/// The facts of one cycle of a ticket. Built from its events.
///
/// A reopening for something new begins another cycle and another history; one for our own mistake goes on with the same,
/// and the time in between counts: [`History::reopen_same_cycle`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// When the server received the request, or a report case its first report. Never a time that the client told.
    pub received_at: Timestamp,
    /// When the requester proved the e-mail address; `None` as long as they have not. A report needs no proof.
    pub proved_at: Option<Timestamp>,
    /// Whether the code was entered while it was valid, ten minutes. Then the promise starts at receipt, else at the proof.
    pub proof_in_time: bool,
    /// All pauses, in any order.
    pub pauses: Vec<Pause>,
    /// When the completion or the decision was recorded; `None` while the ticket is open.
    pub stopped_at: Option<Timestamp>,
    /// A due that staff set by hand for the promise. Nothing moves it. The law's and the review's clocks have none.
    pub manual_due: Option<Timestamp>,
    /// The due, before pauses, that the requester was told while the year's calendar was provisional. Once the calendar is
    /// official the earlier of the two holds (the clocks' rules, "Calendars").
    pub promised_due: Option<Timestamp>,
    /// The notice of an extension of the law's limit.
    pub extension: Option<Extended>,
    /// When the requester was told that the request arrived.
    pub acknowledged_at: Option<Timestamp>,
    /// The dues of duplicates that were joined to it: of each clock the earliest holds.
    pub carried: Vec<Carried>,
    /// Whether it ended by being joined to another ticket: its clocks are then cancelled, neither met nor breached.
    pub cancelled: bool,
}

impl History {
    /// A request that was proved at once, or a report.
    #[must_use]
    pub fn received(at: Timestamp) -> Self {
        Self { received_at: at, proved_at: Some(at), proof_in_time: true, ..Self::default() }
    }

    /// The next cycle: something new came, and was confirmed where it came in.
    #[must_use]
    pub fn renewed(at: Timestamp) -> Self {
        Self { acknowledged_at: Some(at), ..Self::received(at) }
    }

    /// When the promise starts: at receipt, or at a late proof; `None` while nothing is proved.
    #[must_use]
    pub fn promise_start(&self) -> Option<Timestamp> {
        let proved = self.proved_at?;
        Some(if self.proof_in_time { self.received_at } else { proved.max(self.received_at) })
    }

    /// Begins a pause.
    ///
    /// # Errors
    /// [`ClockError::CannotPause`] if one is open or the ticket is done, [`ClockError::PauseReversed`].
    pub fn pause(&mut self, start: Timestamp, max_end: Timestamp, reason: PauseReason) -> Result<(), ClockError> {
        if self.stopped_at.is_some() || self.pauses.iter().any(|pause| pause.end.is_none() && start < pause.max_end) {
            return Err(ClockError::CannotPause);
        }
        if max_end < start {
            return Err(ClockError::PauseReversed { start, end: max_end });
        }
        self.pauses.push(Pause { start, end: None, max_end, reason });
        Ok(())
    }

    /// Ends the open pause, if there is one: the requester answered, or an agent took the ticket up again.
    pub fn resume(&mut self, at: Timestamp) {
        for pause in self.pauses.iter_mut().filter(|pause| pause.end.is_none()) {
            pause.end = Some(at.min(pause.max_end).max(pause.start));
        }
    }

    /// Records the completion or decision. An open pause is closed first, so that its time is not lost.
    pub fn stop(&mut self, at: Timestamp) {
        self.resume(at);
        self.stopped_at = Some(at);
    }

    /// Takes back a completion that was our mistake: the same cycle goes on, and the closed time counts.
    pub fn reopen_same_cycle(&mut self) {
        self.stopped_at = None;
    }
}
