//! Weeks and months of an office.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// A stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// What it is called by: a week's Monday, a month's first day, even where the stretch begins later. A civil date in the
    /// office's zone.
    pub name: Date,
    /// The first moment in it (UTC).
    pub from: Timestamp,
    /// The first moment after it (UTC).
    pub before: Timestamp,
}

/// A time that cannot be cut into periods: its end lies before its beginning, or it leaves the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such time")]
pub struct PeriodError;

impl From<jiff::Error> for PeriodError {
    fn from(_: jiff::Error) -> Self {
        Self
    }
}

fn start(date: Date, zone: &TimeZone) -> Result<Timestamp, PeriodError> {
    Ok(date.to_zoned(zone.clone())?.timestamp())
}

/// The weeks (ISO 8601: Monday to Sunday) from one day to another, both counted, in the office's zone. The first and the last are
/// cut where the time asked for begins and ends, so that the weeks together are that time and nothing else.
///
/// # Errors
/// [`PeriodError`] when `to` is before `from`, or a day leaves the calendar.
pub fn weeks(from: Date, to: Date, zone: &TimeZone) -> Result<Vec<Period>, PeriodError> {
    if to < from {
        return Err(PeriodError);
    }
    let end = to.checked_add(1.day())?;
    let mut monday = from.checked_sub(i64::from(from.weekday().since(Weekday::Monday)).days())?;
    let mut list = Vec::new();
    while monday < end {
        let next = monday.checked_add(7.days())?;
        list.push(Period { name: monday, from: start(monday.max(from), zone)?, before: start(next.min(end), zone)? });
        monday = next;
    }
    Ok(list)
}

/// So many whole months before the month of this day, the oldest first, in the office's zone.
///
/// # Errors
/// [`PeriodError`] when a month leaves the calendar.
pub fn months_before(today: Date, count: i64, zone: &TimeZone) -> Result<Vec<Period>, PeriodError> {
    let mut month = today.first_of_month().checked_sub(count.max(0).months())?;
    let mut list = Vec::new();
    for _ in 0..count {
        let next = month.checked_add(1.month())?;
        list.push(Period { name: month, from: start(month, zone)?, before: start(next, zone)? });
        month = next;
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap_or(TimeZone::UTC)
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn weeks_begin_on_monday_and_are_cut_at_the_ends() {
        let list = weeks(day("2026-03-04"), day("2026-03-16"), &zone("Asia/Hong_Kong")).unwrap_or_default();
        let shown: Vec<_> = list.iter().map(|week| format!("{} {} {}", week.name, week.from, week.before)).collect();
        assert_eq!(
            shown,
            [
                "2026-03-02 2026-03-03T16:00:00Z 2026-03-08T16:00:00Z",
                "2026-03-09 2026-03-08T16:00:00Z 2026-03-15T16:00:00Z",
                "2026-03-16 2026-03-15T16:00:00Z 2026-03-16T16:00:00Z",
            ]
        );
        assert_eq!(weeks(day("2026-03-04"), day("2026-03-03"), &TimeZone::UTC), Err(PeriodError));
        assert_eq!(weeks(Date::MIN, Date::MAX, &TimeZone::UTC), Err(PeriodError));
    }

    #[test]
    fn a_week_of_summer_time_is_an_hour_shorter() {
        let list = weeks(day("2026-03-23"), day("2026-03-29"), &zone("Europe/London")).unwrap_or_default();
        let hours: Vec<_> = list.iter().map(|week| week.before.duration_since(week.from).as_hours()).collect();
        assert_eq!(hours, [7 * 24 - 1]);
    }

    #[test]
    fn twelve_full_months_leave_this_one_out() {
        let list = months_before(day("2026-03-31"), 12, &zone("Asia/Hong_Kong")).unwrap_or_default();
        assert_eq!(list.len(), 12);
        assert_eq!(list.first().map(|month| month.name), Some(day("2025-03-01")));
        assert_eq!(list.last().map(|month| month.before.to_string()).as_deref(), Some("2026-02-28T16:00:00Z"));
    }

    proptest! {
        #[test]
        fn weeks_follow_each_other_without_a_gap(from in 0_i64..20_000, days in 0_i64..1100, name in 0_usize..3) {
            let zone = zone(["Asia/Hong_Kong", "Europe/London", "Australia/Lord_Howe"][name]);
            let from = day("1980-01-01") + from.days();
            let to = from + days.days();
            let list = weeks(from, to, &zone).unwrap_or_default();
            prop_assert_eq!(list.first().map(|week| week.from), start(from, &zone).ok());
            prop_assert_eq!(list.last().map(|week| week.before), start(to + 1.day(), &zone).ok());
            for pair in list.windows(2) {
                prop_assert_eq!(pair[0].before, pair[1].from);
            }
            prop_assert!(list.iter().all(|week| week.name.weekday() == Weekday::Monday && week.from < week.before));
        }
    }
}
