//! Until when the authorities' lists reach, and when to look for the next one.

use std::sync::Arc;

use jiff::civil::{Date, date};

use super::{Calendar, YearStatus};

/// So many days before official coverage ends, and from then on, the alarm is on.
pub const ALARM_DAYS: i32 = 45;

/// How far a calendar's official lists reach, seen from one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covered {
    /// This year's list is official, and so is every one up to this date: the last day of the unbroken run.
    Until(Date),
    /// This year's list is provisional or computed, or there is none.
    NotToday,
    /// A program computes every year of the calendar, and no notice is waited for.
    Never,
}

/// The coverage of one calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The calendar's id.
    pub calendar: String,
    /// How far it is covered.
    pub covered: Covered,
    /// The days that are left, today not counted: zero on the last one; `None` if today is not covered.
    pub days_left: Option<i32>,
    /// Whether somebody has to look for the next year's list: at most [`ALARM_DAYS`] are left, or today is not covered. Never on
    /// for a calendar that a program computes.
    pub alarm: bool,
}

/// The official coverage of each calendar, in their order. `today` is the office's civil date.
#[must_use]
pub fn coverage(calendars: &[Arc<Calendar>], today: Date) -> Vec<Coverage> {
    calendars.iter().map(|calendar| of_one(calendar, today)).collect()
}

fn of_one(calendar: &Calendar, today: Date) -> Coverage {
    let official = |year: i16| calendar.year_status(year) == Some(YearStatus::Official);
    let last = (today.year()..=Date::MAX.year()).take_while(|year| official(*year)).last();
    let covered = match last {
        Some(year) => Covered::Until(date(year, 12, 31)),
        None if calendar.years().next().is_some() && calendar.years().all(|year| year.status == YearStatus::Unofficial) => Covered::Never,
        None => Covered::NotToday,
    };
    let days_left = match covered {
        Covered::Until(end) => Some(today.until(end).map_or(i32::MAX, |span| span.get_days())),
        Covered::NotToday | Covered::Never => None,
    };
    let alarm = match covered {
        Covered::Until(_) => days_left.is_some_and(|days| days <= ALARM_DAYS),
        Covered::NotToday => true,
        Covered::Never => false,
    };
    Coverage { calendar: calendar.id().to_owned(), covered, days_left, alarm }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::CalendarYear;

    fn calendar(years: &[(i16, YearStatus)]) -> Arc<Calendar> {
        let empty = Calendar::new("hk", "Hong Kong", "Asia/Hong_Kong", &[]).unwrap();
        Arc::new(years.iter().fold(empty, |calendar, (year, status)| {
            calendar.with_year(CalendarYear { year: *year, status: *status, source: "test".to_owned(), version: 1 })
        }))
    }

    fn one(years: &[(i16, YearStatus)], today: &str) -> Coverage {
        coverage(&[calendar(years)], today.parse().unwrap()).remove(0)
    }

    use YearStatus::{Official, Provisional, Unofficial};

    #[test]
    fn the_alarm_begins_forty_five_days_before_the_end() {
        let years = [(2025, Official), (2026, Official), (2027, Provisional)];
        for (today, left, alarm) in [
            ("2026-11-15", 46, false),
            ("2026-11-16", 45, true),
            ("2026-12-31", 0, true),
            ("2025-12-31", 365, false),
            ("2026-01-01", 364, false),
        ] {
            let found = one(&years, today);
            assert_eq!(found.covered, Covered::Until(date(2026, 12, 31)), "{today}");
            assert_eq!((found.days_left, found.alarm), (Some(left), alarm), "{today}");
        }
    }

    #[test]
    fn a_gap_ends_the_coverage() {
        let years = [(2025, Official), (2026, Provisional), (2027, Official)];
        assert_eq!(one(&years, "2025-11-20").covered, Covered::Until(date(2025, 12, 31)), "2027 does not help 2026");
        assert!(one(&years, "2025-11-20").alarm);
        assert!(!one(&years, "2025-11-15").alarm);
        let inside = one(&years, "2026-06-01");
        assert_eq!((inside.covered, inside.days_left, inside.alarm), (Covered::NotToday, None, true));
        let missing = [(2025, Official), (2027, Official)];
        assert_eq!(one(&missing, "2025-03-01").covered, Covered::Until(date(2025, 12, 31)), "a year that is not listed is a gap too");
        assert_eq!(one(&missing, "2028-03-01").covered, Covered::NotToday);
    }

    #[test]
    fn a_computed_calendar_waits_for_no_notice() {
        let computed = one(&[(2026, Unofficial), (2027, Unofficial)], "2026-12-31");
        assert_eq!((computed.covered, computed.alarm), (Covered::Never, false));
        for waiting in [vec![], vec![(2026, Provisional)], vec![(2025, Official), (2026, Unofficial)]] {
            let found = one(&waiting, "2026-12-31");
            assert_eq!((found.covered, found.alarm), (Covered::NotToday, true), "{waiting:?}");
        }
        let first_official = [(2025, Unofficial), (2026, Official)];
        assert_eq!(one(&first_official, "2026-12-31").covered, Covered::Until(date(2026, 12, 31)));
    }
}
