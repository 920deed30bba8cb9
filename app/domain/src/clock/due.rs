//! What all clocks share: which pauses count, and the state that follows from a due.

use std::borrow::Cow;

use jiff::Timestamp;

use super::ClockError;
use super::days::Days;
use super::history::{Carried, History, Pause};
use super::rules::Rules;
use super::state::{Acknowledge, ClockName, ClockState, Risk, Standing, StateSource};
use super::step::Step;
use crate::law::PauseReason;

/// A pause as far as it counts for one clock: cut to the clock's life and not overlapping an earlier one.
pub(super) struct Hold {
    /// When the pause began, or the clock if that is later.
    pub(super) begun: Timestamp,
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
    /// When it ends by itself, if the ticket is in it at `now`.
    pub(super) active_until: Option<Timestamp>,
    pub(super) reason: PauseReason,
}

/// The pauses for which a clock stands still, in order: those whose reason `counts`. Time that two of them share counts once.
///
/// An open pause counts up to `now`, up to its automatic end, or up to the stop, whichever is first: resolving a paused ticket
/// closes the pause.
pub(super) fn holds(history: &History, from: Timestamp, now: Timestamp, counts: impl Fn(PauseReason) -> bool) -> Vec<Hold> {
    let key = |pause: &Pause| (pause.start, pause.end, pause.max_end);
    // Events come in order, so that there is seldom anything to sort.
    let pauses = if history.pauses.is_sorted_by_key(key) {
        Cow::Borrowed(history.pauses.as_slice())
    } else {
        let mut sorted = history.pauses.clone();
        sorted.sort_unstable_by_key(key);
        Cow::Owned(sorted)
    };
    let last = history.stopped_at.unwrap_or(Timestamp::MAX);
    let mut counted = from;
    let mut found = Vec::with_capacity(pauses.len());
    for pause in pauses.iter().filter(|pause| counts(pause.reason)) {
        let automatic = pause.end.unwrap_or(Timestamp::MAX).min(pause.max_end);
        let end = pause.end.unwrap_or(now).min(pause.max_end).min(last);
        let active = history.stopped_at.is_none() && pause.start <= now && now < automatic;
        let start = pause.start.max(counted);
        if end > start || (active && now >= from) {
            let end = end.max(start);
            found.push(Hold { begun: pause.start.max(from), start, end, active_until: active.then_some(automatic), reason: pause.reason });
            counted = counted.max(end);
        }
    }
    found
}

/// A clock whose due is known, before its state is.
pub(super) struct Draft<'a> {
    pub(super) name: ClockName,
    pub(super) start: Timestamp,
    pub(super) base_due: Timestamp,
    pub(super) due: Timestamp,
    pub(super) calendar: String,
    pub(super) provisional: bool,
    pub(super) source: StateSource,
    /// When the pause in which the clock stands ends by itself.
    pub(super) paused_until: Option<Timestamp>,
    pub(super) amber_at: Timestamp,
    pub(super) red_at: Timestamp,
    pub(super) acknowledge: Option<Acknowledge>,
    pub(super) steps: Vec<Step>,
    /// In whose zone the due is meant.
    pub(super) days: Days<'a>,
}

/// The earliest due that duplicates lent this clock, with when that one was joined.
pub(super) fn carried(history: &History, clock: ClockName) -> Option<Carried> {
    history.carried.iter().filter(|one| one.clock == clock).min_by_key(|one| one.due).copied()
}

impl Draft<'_> {
    /// The state at `now`.
    ///
    /// A stop exactly at the due is in time. A pause that began before the due holds the clock; one that began after it was
    /// left out by the caller, so that a breach stays a breach while the ticket waits.
    pub(super) fn finish(mut self, history: &History, rules: &Rules<'_>, now: Timestamp) -> ClockState {
        let ended = history.stopped_at;
        let remaining = self.due.duration_since(ended.unwrap_or(now));
        let (status, shown) = if history.cancelled {
            (Standing::Cancelled, false)
        } else if ended.is_some() {
            (if remaining.is_negative() { Standing::Breached } else { Standing::Met }, false)
        } else if let Some(until) = self.paused_until {
            (Standing::Paused { until }, false)
        } else if remaining.is_negative() {
            (Standing::Breached, true)
        } else if now >= self.red_at {
            (Standing::AtRisk { risk: Risk::Red }, true)
        } else if now >= self.amber_at {
            (Standing::AtRisk { risk: Risk::Amber }, true)
        } else {
            (Standing::Running, true)
        };
        if rules.explain {
            self.steps.push(Step::Due { at: self.days.moment(self.due) });
        }
        ClockState {
            name: self.name,
            start: self.start,
            due: self.due,
            base_due: self.base_due,
            zone: self.days.name().to_owned(),
            offset: self.days.offset(self.due),
            calendar: self.calendar,
            provisional: self.provisional,
            source: self.source,
            status,
            amber_at: shown.then_some(self.amber_at),
            red_at: shown.then_some(self.red_at),
            remaining: i64::try_from(remaining.as_millis()).unwrap_or(i64::MAX),
            acknowledge: self.acknowledge,
            steps: self.steps,
        }
    }
}

/// The moment so many elapsed hours before the due, and not before the clock began.
pub(super) fn hours_before(due: Timestamp, hours: i64, start: Timestamp) -> Result<Timestamp, ClockError> {
    Ok(Timestamp::new(due.as_second() - hours * 3600, due.subsec_nanosecond())?.max(start).min(due))
}
