//! Random calendars, hours, zones and moments.

use std::sync::Arc;

use domain::calendar::{BusinessTime, Calendar, DayEntry, Join, OpenInterval};
use domain::clock::{Pause, PauseReason};
use jiff::civil::{Date, Time, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

use crate::clock_support::{calendar, date, hkt};

/// How many random cases a law is held against: so many, and as many times more as `HABEAS_SOAK` says (`make soak`).
pub fn cases(sample: u32) -> ProptestConfig {
    let times = std::env::var("HABEAS_SOAK").map_or(1, |times| times.parse().expect("HABEAS_SOAK is a number"));
    ProptestConfig::with_cases(sample * times)
}

/// Whole hours and quarters of them, with daylight saving of an hour, of half an hour, and without.
pub const ZONES: [&str; 7] =
    ["Asia/Hong_Kong", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Chatham"];
const MONDAY: &str = "2026-01-05";

/// A date within the first 320 days of 2026: all changes of the clocks lie within them.
pub fn a_date() -> impl Strategy<Value = Date> {
    (0..320_i64).prop_map(|n| date(MONDAY) + n.days())
}

/// A moment within them.
pub fn a_moment() -> impl Strategy<Value = Timestamp> {
    (0..320 * 24 * 3600_i64).prop_map(|n| hkt("2026-01-05T00:00") + SignedDuration::from_secs(n))
}

/// One to three intervals, the first of them perhaps in the night in which the clocks change.
pub fn some_hours() -> impl Strategy<Value = Vec<OpenInterval>> {
    (0..600_u16, prop::collection::vec((0..120_u16, 1..240_u16), 1..4)).prop_map(|(start, parts)| {
        let mut from = start;
        let mut list = Vec::new();
        for (gap, length) in parts {
            let begin = if list.is_empty() { from } else { from + gap };
            let end = (begin + length).min(24 * 60);
            if begin < end {
                list.push(OpenInterval::new(begin, end).unwrap());
            }
            from = end;
        }
        list
    })
}

/// A week and up to thirty dates: holidays, make-up workdays, days with hours of their own.
pub fn a_calendar() -> impl Strategy<Value = Calendar> {
    let weekends = prop::sample::select(vec![
        vec![],
        vec![Weekday::Sunday],
        vec![Weekday::Saturday, Weekday::Sunday],
        vec![Weekday::Friday, Weekday::Saturday],
        vec![Weekday::Monday, Weekday::Thursday],
    ]);
    (weekends, prop::collection::vec(an_entry(), 0..30)).prop_map(|(weekend, entries)| calendar(&weekend, entries))
}

/// A dated exception to the week.
pub fn an_entry() -> impl Strategy<Value = DayEntry> {
    (a_date(), prop::option::of(prop::option::of(some_hours()))).prop_map(|(day, open)| match open {
        None => DayEntry::closed(day, "holiday"),
        Some(None) => DayEntry::open(day, "make-up"),
        Some(Some(hours)) => DayEntry::with_hours(day, "short", hours).unwrap(),
    })
}

/// One to three calendars, joined either way, in any zone, with and without a cut-off and exceptions.
pub fn a_business() -> impl Strategy<Value = BusinessTime> {
    let join = prop::sample::select(vec![Join::AnyOpen, Join::AllOpen]);
    let cut_off = prop::option::of((0..24_i8).prop_map(|hour| Time::constant(hour, 30, 0, 0)));
    let calendars = prop::collection::vec(a_calendar(), 1..4);
    let exceptions = prop::collection::vec(an_entry(), 0..4);
    (calendars, join, some_hours(), cut_off, prop::sample::select(ZONES.to_vec()), exceptions).prop_map(
        |(calendars, join, hours, cut_off, zone, exceptions)| {
            BusinessTime::new(calendars.into_iter().map(Arc::new).collect(), zone)
                .unwrap()
                .with_join(join)
                .with_hours(hours)
                .unwrap()
                .with_cut_off(cut_off)
                .with_exceptions(exceptions)
        },
    )
}

/// A closed pause, so many seconds after a moment and so many long.
pub fn a_pause(after: Timestamp, from: i64, length: i64) -> Pause {
    let start = after + SignedDuration::from_secs(from);
    let end = start + SignedDuration::from_secs(length);
    Pause { start, end: Some(end), max_end: end, reason: PauseReason::Clarification }
}
