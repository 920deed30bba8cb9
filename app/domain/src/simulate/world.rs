//! The plan's tickets with their dues, and its shifts: everything that does not depend on how many agents there are.

use jiff::{SignedDuration, Timestamp};

use super::arrive::draw;
use super::roster::{Day, Duty, days, duties};
use super::{Desk, Plan, PlanError, Played};
use crate::Kind;
use crate::calendar::BusinessTime;
use crate::clock::{ClockName, Evaluation, History, Pause, PauseReason, Rules, evaluate};

/// Who knows the rules of a product: its promises, its business time and the law.
pub trait Office {
    /// The rules for a ticket of this kind, from a requester of this country.
    fn rules<'a>(&'a self, kind: Kind, country: Option<&'a str>) -> Rules<'a>;

    /// The business time, in whose zone days and shifts are meant.
    fn business(&self) -> &BusinessTime;
}

/// When a ticket's clocks are due, as the engine says: UTC milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Dues {
    /// Its place in the queue.
    pub(super) sort_at: i64,
    pub(super) promise: Option<i64>,
    pub(super) law: Option<i64>,
    pub(super) review: Option<i64>,
}

impl Dues {
    fn of(all: &Evaluation) -> Self {
        let due = |name| all.clock(name).map(|clock| clock.due.as_millisecond());
        Self {
            sort_at: all.sort_at.as_millisecond(),
            promise: due(ClockName::Promise),
            law: due(ClockName::Law),
            review: due(ClockName::Review),
        }
    }

    pub(super) fn of_clock(&self, name: ClockName) -> Option<i64> {
        match name {
            ClockName::Promise => self.promise,
            ClockName::Law => self.law,
            ClockName::Review => self.review,
        }
    }

    /// The due of the first of its clocks: what must be met for the ticket to be kept. `None` if it has no clock.
    pub(super) fn first(&self) -> Option<i64> {
        [self.promise, self.law, self.review].into_iter().flatten().min()
    }
}

/// A ticket before anybody has worked at it.
#[derive(Debug, Clone)]
pub(super) struct Case<'w> {
    pub(super) at: i64,
    pub(super) kind: Kind,
    pub(super) desk: Desk,
    pub(super) country: Option<&'w str>,
    pub(super) work: i64,
    pub(super) answer: Option<i64>,
    pub(super) dues: Dues,
}

/// A ticket as a play left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket<'w> {
    /// The kind.
    pub kind: Kind,
    /// Where the requester lives, if told.
    pub country: Option<&'w str>,
    /// When it was received.
    pub received_at: Timestamp,
    /// When it was done; `None` while it is open.
    pub done_at: Option<Timestamp>,
}

/// Tickets, shifts and rules, ready to be played with any numbers of agents.
pub struct World<'w> {
    pub(super) plan: &'w Plan,
    pub(super) office: &'w dyn Office,
    pub(super) cases: Vec<Case<'w>>,
    pub(super) days: Vec<Day>,
    pub(super) duties: Vec<Duty>,
}

impl<'w> World<'w> {
    /// Draws the tickets and asks the engine for their dues.
    ///
    /// # Errors
    /// [`PlanError`] if the plan is wrong, or the engine cannot answer (400 closed days in a row).
    pub fn of(plan: &'w Plan, office: &'w dyn Office) -> Result<Self, PlanError> {
        plan.check()?;
        let business = office.business();
        let days = days(plan, business)?;
        let duties = duties(plan, &days, business)?;
        let mut world = Self { plan, office, cases: Vec::new(), days, duties };
        let drawn = draw(plan, &world.days, business)?;
        world.cases.reserve_exact(drawn.len());
        for one in drawn {
            let mut case = Case {
                at: one.at,
                kind: one.kind,
                desk: Desk::of(one.kind),
                country: one.country,
                work: one.work,
                answer: one.answer,
                dues: Dues::default(),
            };
            case.dues = world.dues(&case, None)?;
            world.cases.push(case);
        }
        Ok(world)
    }

    /// How many tickets arrive.
    #[must_use]
    pub fn arrived(&self) -> usize {
        self.cases.len()
    }

    /// Every ticket as a play left it, in order of receipt.
    pub fn tickets<'s>(&'s self, played: &'s Played) -> impl Iterator<Item = Ticket<'w>> + 's {
        let moment = |at| Timestamp::from_millisecond(at).ok();
        self.cases.iter().zip(&played.ends).filter_map(move |(case, end)| {
            Some(Ticket { kind: case.kind, country: case.country, received_at: moment(case.at)?, done_at: end.done.and_then(moment) })
        })
    }

    /// The end of the last day: UTC milliseconds.
    pub(super) fn end(&self) -> i64 {
        self.days.last().map_or(0, |day| day.end)
    }

    /// The longest that a pause lasts, in milliseconds.
    pub(super) fn longest_pause(&self) -> i64 {
        i64::from(self.plan.questions.at_most_days) * 86_400_000
    }

    /// The dues of a ticket, after a pause if it had one (its beginning, and its end), as the engine says.
    pub(super) fn dues(&self, case: &Case<'_>, pause: Option<(i64, i64)>) -> Result<Dues, PlanError> {
        let received = Timestamp::from_millisecond(case.at)?;
        let mut history = History { ..History::received(received) };
        let mut now = received;
        if let Some((start, end)) = pause {
            let (start, end) = (Timestamp::from_millisecond(start)?, Timestamp::from_millisecond(end)?);
            let max_end = start.checked_add(SignedDuration::from_millis(self.longest_pause()))?;
            history.pauses.push(Pause { start, end: Some(end), max_end, reason: PauseReason::Clarification });
            now = end;
        }
        let rules = Rules { explain: false, ..self.office.rules(case.kind, case.country) };
        Ok(Dues::of(&evaluate(&history, &rules, now)?))
    }
}
