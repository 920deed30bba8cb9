//! When each shift really works: its occurrences on the plan's days.

use jiff::Timestamp;

use super::{Plan, PlanError};
use crate::calendar::BusinessTime;

/// One occurrence of a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Duty {
    /// The place of the shift in the plan.
    pub(super) shift: usize,
    /// When it begins: UTC milliseconds.
    pub(super) start: i64,
    /// When it ends.
    pub(super) end: i64,
}

/// A day of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    /// The civil day in the office's zone.
    pub(super) date: jiff::civil::Date,
    /// Its midnight: UTC milliseconds.
    pub(super) start: i64,
    /// The next one.
    pub(super) end: i64,
    /// Whether the office has any open hours.
    pub(super) open: bool,
}

pub(super) fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// The plan's days in the office's zone. A day of daylight saving has 23 or 25 hours.
pub(super) fn days(plan: &Plan, business: &BusinessTime) -> Result<Vec<Day>, PlanError> {
    let mut list = Vec::with_capacity(usize::from(plan.days));
    let mut date = plan.first_day;
    for _ in 0..plan.days {
        let next = date.tomorrow()?;
        let midnight = |date: jiff::civil::Date| business.instant(date.at(0, 0, 0, 0)).map(millis);
        list.push(Day { date, start: midnight(date)?, end: midnight(next)?, open: business.is_open_day(date) });
        date = next;
    }
    Ok(list)
}

/// Every occurrence of every shift, in order of beginning. One that the day before the first began runs into it as well.
pub(super) fn duties(plan: &Plan, days: &[Day], business: &BusinessTime) -> Result<Vec<Duty>, PlanError> {
    let mut list = Vec::new();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(list) };
    let before = first.date.yesterday()?;
    let all = std::iter::once((before, business.is_open_day(before))).chain(days.iter().map(|day| (day.date, day.open)));
    for (date, open) in all {
        for (at, shift) in plan.shifts.iter().enumerate().filter(|(_, shift)| shift.begins(date.weekday(), open)) {
            let until = if shift.to > shift.from { date } else { date.tomorrow()? };
            let start = millis(business.instant(date.to_datetime(shift.from))?).max(first.start);
            let end = millis(business.instant(until.to_datetime(shift.to))?).min(last.end);
            if start < end {
                list.push(Duty { shift: at, start, end });
            }
        }
    }
    list.sort_unstable_by_key(|duty| (duty.start, duty.shift, duty.end));
    Ok(list)
}
