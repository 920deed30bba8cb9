//! The ruler and the walk give the same answers: on random calendars, on every change of the clocks, and where the ruler ends.

use crate::clock_support::random::*;
use crate::clock_support::*;
use domain::calendar::{BusinessTime, Calendar, CalendarError, CalendarYear, DayEntry, OpenInterval, YearStatus};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

/// The same business time without a ruler: one that was asked nothing yet.
fn walking(business: &BusinessTime) -> BusinessTime {
    let fresh = business.clone().with_join(business.join());
    assert!(!fresh.is_measured());
    fresh
}

/// Every question, to one that measures and to one that walks.
fn same(measured: &BusinessTime, from: Timestamp, to: Timestamp, open: SignedDuration, n: u32) -> Result<(), TestCaseError> {
    let walking = walking(measured);
    let (one, other) = (measured, &walking);
    prop_assert_eq!(one.open_between(from, to), other.open_between(from, to));
    prop_assert_eq!(one.add_open(from, open), other.add_open(from, open));
    prop_assert_eq!(one.add_open(from, -open), other.add_open(from, -open));
    prop_assert_eq!(one.back_open(to, open, from.min(to)), other.back_open(to, open, from.min(to)));
    prop_assert_eq!(one.is_open(from), other.is_open(from));
    prop_assert_eq!(one.next_open(from), other.next_open(from));
    prop_assert_eq!((one.date_of(from), one.offset(from)), (other.date_of(from), other.offset(from)));
    days(one, other, one.date_of(from), n)?;
    prop_assert!(!walking.is_measured(), "it walked");
    Ok(())
}

fn days(one: &BusinessTime, other: &BusinessTime, day: Date, n: u32) -> Result<(), TestCaseError> {
    prop_assert_eq!(one.is_open_day(day), other.is_open_day(day));
    prop_assert_eq!(one.open_day_from(day), other.open_day_from(day));
    prop_assert_eq!(one.nth_business_day(day, n), other.nth_business_day(day, n));
    prop_assert_eq!(one.nth_close(day, n), other.nth_close(day, n));
    prop_assert_eq!((one.opening(day), one.close(day)), (other.opening(day), other.close(day)));
    prop_assert_eq!(one.end_of_day(day), other.end_of_day(day));
    Ok(())
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn inside_its_years(
        business in a_business(), from in a_moment(), to in a_moment(), millis in 0..300 * 3_600_000_i64, n in 0..12_u32, nanos in 0..2_i64,
    ) {
        let business = business.measured();
        prop_assert!(business.is_measured());
        let open = SignedDuration::from_millis(millis);
        same(&business, from + SignedDuration::from_nanos(nanos), to, open, n)?;
        // On an opening and on a close, where an amount ends exactly.
        let opening = business.next_open(from).unwrap();
        let close = business.close(business.date_of(opening)).unwrap().unwrap();
        same(&business, opening, close, business.open_between(opening, close).unwrap(), n)?;
        same(&business, close, opening, open, n)?;
    }

    #[test]
    fn over_its_edges(business in a_business(), hours in -2000..2000_i64, more in 0..3000_i64, open in 0..500_i64, last in any::<bool>()) {
        // The calendars have 2024 to 2028: it ends with 2029 and begins with 2023.
        let business = business.measured();
        let edge = date(if last { "2030-01-01" } else { "2023-01-01" });
        let from = business.instant(edge.at(0, 0, 0, 0)).unwrap() + SignedDuration::from_hours(hours);
        same(&business, from, from + SignedDuration::from_hours(more), SignedDuration::from_hours(open), 5)?;
    }

    #[test]
    fn on_the_days_on_which_the_clocks_change(hours in some_hours(), zone in prop::sample::select(ZONES.to_vec()), open in 0..40 * 60_i64) {
        let business = business_in(zone, calendar(&[], [])).with_hours(hours).unwrap().measured();
        let begin = business.instant(date("2026-01-01").at(0, 0, 0, 0)).unwrap();
        let turns: Vec<Timestamp> = business.zone().following(begin).take(2).map(|turn| turn.timestamp()).collect();
        for turn in turns.into_iter().filter(|turn| *turn < hkt("2029-01-01T00:00")) {
            for minutes in [-1500, -61, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 61, 1500] {
                let from = turn + SignedDuration::from_mins(minutes);
                same(&business, from, from + SignedDuration::from_hours(30), SignedDuration::from_mins(open), 1)?;
            }
        }
    }
}

#[test]
fn a_change_begins_a_new_ruler() {
    let office = HONG_KONG.clone().measured();
    let tuesday = date("2026-03-03");
    assert!(office.is_measured() && office.is_open_day(tuesday));
    let storm = office.clone().with_exceptions([DayEntry::closed(tuesday, "typhoon, signal 8")]).measured();
    assert!(storm.is_measured() && !storm.is_open_day(tuesday));
    assert!(office.is_open_day(tuesday), "the one before keeps its own");
    let short = office.clone().with_hours(vec!["10:00-11:00".parse().unwrap()]).unwrap().measured();
    assert_eq!(short.close(tuesday), Ok(Some(hkt("2026-03-03T11:00"))));
    let both = OFFICE.clone().measured();
    assert!(both.is_open_day(date("2026-02-14")), "a make-up workday in China");
    assert!(!both.with_only("hk").unwrap().measured().is_open_day(date("2026-02-14")));
}

#[test]
fn it_is_made_when_it_is_asked_for_often() {
    let office = walking(&HONG_KONG);
    for _ in 0..1000 {
        assert!(office.is_open_day(date("2026-03-03")));
    }
    assert!(office.is_measured());
}

fn listed(zone: &str, year: i16, entries: impl IntoIterator<Item = DayEntry>) -> BusinessTime {
    let listed = CalendarYear { year, status: YearStatus::Official, source: "test".to_owned(), version: 1 };
    let calendar = Calendar::new("x", "X", zone, &[]).unwrap().with_year(listed);
    business_in(zone, entries.into_iter().fold(calendar, Calendar::with_entry))
}

#[test]
fn a_date_that_a_zone_skipped_is_no_day() {
    // Samoa had no 30 December 2011.
    let samoa = listed("Pacific/Apia", 2011, []).measured();
    assert!(!samoa.is_measured(), "its days are not one after the other");
    let (before, skipped, after) = (date("2011-12-29"), date("2011-12-30"), date("2011-12-31"));
    assert!(samoa.is_open_day(before) && !samoa.is_open_day(skipped) && samoa.is_open_day(after));
    assert_eq!(samoa.nth_business_day(before, 1), Ok(after));
    let noon = |day: Date| samoa.instant(day.at(12, 0, 0, 0)).unwrap();
    assert_eq!(samoa.open_between(noon(before), noon(after)), Ok(SignedDuration::from_hours(9)));
}

#[test]
fn hours_that_the_clocks_skip_are_never_worked() {
    // Lord Howe goes from 02:00 to 02:30 on 4 October 2026, New York from 02:00 to 03:00 on 8 March.
    let open = |zone: &str, day: &str, hours: &str| {
        let office = business_in(zone, calendar(&[], [])).with_hours(OpenInterval::parse_list(&[hours]).unwrap()).unwrap();
        let day = date(day);
        let close = office.close(day).unwrap();
        let next = office.nth_close(day.yesterday().unwrap(), 1).unwrap();
        (office.opening(day).unwrap().map(|at| civil(&office, at)), close.map(|at| civil(&office, at)), civil(&office, next))
    };
    let some = |text: &str| Some(text.to_owned());
    let (opening, close, due) = open("America/New_York", "2026-03-08", "02:15-03:10");
    assert_eq!((opening, close, due.as_str()), (some("2026-03-08T03:00"), some("2026-03-08T03:10"), "2026-03-08T03:10"));
    let (opening, close, _) = open("Australia/Lord_Howe", "2026-10-04", "02:05-02:25");
    assert_eq!((opening, close), (some("2026-10-04T02:35"), some("2026-10-04T02:55")));
    // From the skip to its end nothing is left: the day has no open time, and the next one is due.
    let (opening, close, due) = open("America/New_York", "2026-03-08", "02:00-03:00");
    assert_eq!((opening, close, due.as_str()), (None, None, "2026-03-09T03:00"));
}

#[test]
fn four_hundred_closed_days_are_walked() {
    let closed = (0..450_i64).map(|n| DayEntry::closed(date("2026-01-01") + n.days(), "closed"));
    let shut = business(calendar(&[], closed)).measured();
    assert!(!shut.is_measured());
    assert!(matches!(shut.nth_business_day(date("2026-01-01"), 1), Err(CalendarError::NoOpenDay { .. })));
}
