//! What the clocks of a ticket have before them.

use jiff::{SignedDuration, Timestamp};

use crate::calendar::BusinessTime;
use crate::clock::{ClockError, ClockName, ClockState, Evaluation, History, Standing};
use crate::pack::{Audience, Escalation, Point};

/// The due itself is in time; late is the first moment after it, and moments are milliseconds.
const AFTER_DUE: SignedDuration = SignedDuration::from_millis(1);

/// A moment in the life of a ticket's clock of which somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// Whose moment.
    pub clock: ClockName,
    /// Which moment. The later it stands in [`Point::ALL`], the graver it is.
    pub point: Point,
    /// The how-manieth of its point on this clock, from 1, the shortest first.
    pub number: u32,
    /// When it is reached.
    pub due_at: Timestamp,
    /// When it is told: at once, or when the office opens next.
    pub fire_at: Timestamp,
    /// Who is told.
    pub to: Vec<Audience>,
}

impl Threshold {
    /// Its name beside the clock and the cycle: `amber`, or `unclaimed_2` of a second one. It holds no number of hours, so that a
    /// pack that changes one tells nobody twice.
    #[must_use]
    pub fn code(&self) -> String {
        if self.number < 2 { self.point.code().to_owned() } else { format!("{}_{}", self.point.code(), self.number) }
    }

    /// How grave it is among those of its clock.
    pub(super) const fn rank(&self) -> (Point, u32) {
        (self.point, self.number)
    }
}

/// The point and the number that a [`Threshold::code`] says; `None` for what is none.
pub(super) fn read_code(code: &str) -> Option<(Point, u32)> {
    match code.rsplit_once('_').and_then(|(point, number)| Some((Point::from_code(point)?, number.parse().ok()?))) {
        Some(found) => Some(found),
        None => Point::from_code(code).map(|point| (point, 1)),
    }
}

/// The thresholds of all clocks of a ticket, those that are reached included. None for clocks that were stopped, cancelled or wait
/// in a pause; one that was late before its pause began does not wait, and keeps its breach.
///
/// `claimed`: somebody holds the ticket, or nobody can take it at present. `business`: the office whose open hours reminders wait
/// for. Nobody has the ticket once, and not once for each clock: the first of [`ClockName::ALL`] says it.
///
/// # Errors
/// [`ClockError`] if 400 days in a row are closed, or a moment is out of range.
pub fn thresholds(
    all: &Evaluation,
    history: &History,
    claimed: bool,
    business: &BusinessTime,
    escalations: &[Escalation],
) -> Result<Vec<Threshold>, ClockError> {
    let mut found = Vec::new();
    if history.stopped_at.is_some() || history.cancelled {
        return Ok(found);
    }
    let says_unclaimed = all.clocks().map(|clock| clock.name).find(|name| has(escalations, *name, Point::Unclaimed));
    for clock in all.clocks().filter(|clock| runs(clock)) {
        for point in Point::ALL {
            if point == Point::Unclaimed && (claimed || says_unclaimed != Some(clock.name)) {
                continue;
            }
            let mut rows: Vec<&Escalation> = escalations.iter().filter(|row| row.clock == clock.name && row.at == point).collect();
            rows.sort_by_key(|row| row.open_hours.or(row.hours));
            for (row, number) in rows.into_iter().zip(1..) {
                let Some(due_at) = reached(row, clock, history, business)? else { continue };
                let fire_at = if row.wait_for_open { business.next_open(due_at)? } else { due_at };
                found.push(Threshold { clock: clock.name, point, number, due_at, fire_at, to: row.to.clone() });
            }
        }
    }
    Ok(found)
}

fn has(escalations: &[Escalation], clock: ClockName, point: Point) -> bool {
    escalations.iter().any(|row| row.clock == clock && row.at == point)
}

fn runs(clock: &ClockState) -> bool {
    matches!(clock.status, Standing::Running | Standing::AtRisk { .. } | Standing::Breached)
}

/// When a row's moment comes; `None` if it never does.
fn reached(row: &Escalation, clock: &ClockState, history: &History, business: &BusinessTime) -> Result<Option<Timestamp>, ClockError> {
    let after = |hours: u32| SignedDuration::from_hours(i64::from(hours));
    Ok(match (row.at, row.open_hours, row.hours) {
        (Point::Amber, ..) => clock.amber_at,
        (Point::Red, ..) => clock.red_at,
        (Point::Breach, ..) => Some(clock.due.checked_add(AFTER_DUE)?),
        (Point::Unclaimed | Point::Elapsed, Some(open), _) => {
            let mut at = business.add_open(clock.start, after(open))?;
            for (from, to) in pauses(clock, history) {
                if from < at {
                    at = business.add_open(at, business.open_between(from, to)?)?;
                }
            }
            Some(at)
        }
        (Point::Unclaimed | Point::Elapsed, None, Some(hours)) => {
            let mut at = clock.start.checked_add(after(hours))?;
            for (from, to) in pauses(clock, history) {
                if from < at {
                    at = at.checked_add(to.duration_since(from))?;
                }
            }
            Some(at)
        }
        (Point::Unclaimed | Point::Elapsed, None, None) => None,
    })
}

/// The pauses that moved this clock, in order and apart: the time in them is no time in which anybody was waited for here. A clock
/// that no pause has moved knows none; nor does a pause that is still open, for then the clock waits itself, or does not pause.
fn pauses(clock: &ClockState, history: &History) -> Vec<(Timestamp, Timestamp)> {
    if clock.due == clock.base_due {
        return Vec::new();
    }
    let mut list: Vec<_> =
        history.pauses.iter().filter_map(|pause| Some((pause.start.max(clock.start), pause.end?.min(pause.max_end)))).collect();
    list.sort_unstable();
    let mut until = clock.start;
    list.into_iter()
        .filter_map(|(from, to)| {
            let from = from.max(until);
            until = until.max(to);
            (from < to).then_some((from, to))
        })
        .collect()
}
