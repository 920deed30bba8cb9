//! The laws that hold for any input, on random calendars, hours and zones.

use crate::clock_support::random::*;
use crate::clock_support::*;
use domain::Kind;
use domain::calendar::{BusinessTime, CalendarError, DayEntry, OpenInterval};
use domain::clock::{History, Pause, PauseReason};
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

/// The due of a promise of `n` business days.
fn promise_due(business: &BusinessTime, received: Timestamp, n: u32, pauses: &[Pause]) -> Timestamp {
    let history = History { pauses: pauses.to_vec(), ..History::received(received) };
    let now = received + SignedDuration::from_hours(24 * 400);
    run(Kind::Deletion, Some("HK"), Some(n), business, &history, now).promise.unwrap().due
}

/// Inside open time, or exactly at a close: something is open just before it.
fn is_open_or_close(business: &BusinessTime, at: Timestamp) -> bool {
    business.is_open(at).unwrap() || business.is_open(at - SignedDuration::from_secs(1)).unwrap()
}

const PAUSE: std::ops::Range<i64> = 0..6 * 24 * 3600;

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_later_receipt_never_has_an_earlier_due(
        business in a_business(), one in a_moment(), other in a_moment(), n in 1..6_u32, from in PAUSE, length in PAUSE,
    ) {
        let (first, second) = (one.min(other), one.max(other));
        prop_assert!(promise_due(&business, first, n, &[]) <= promise_due(&business, second, n, &[]));
        let pauses = [a_pause(second, from, length)];
        prop_assert!(promise_due(&business, first, n, &pauses) <= promise_due(&business, second, n, &pauses));
    }

    #[test]
    fn the_due_is_open_or_a_close(
        business in a_business(), received in a_moment(), n in 1..6_u32, from in PAUSE, length in PAUSE,
    ) {
        let plain = promise_due(&business, received, n, &[]);
        prop_assert!(plain > received);
        prop_assert_eq!(Some(plain), business.close(business.date_of(plain - SignedDuration::from_secs(1))).unwrap());
        prop_assert!(is_open_or_close(&business, promise_due(&business, received, n, &[a_pause(received, from, length)])));
    }

    #[test]
    fn a_pause_outside_open_hours_changes_nothing(business in a_business(), received in a_moment(), n in 1..6_u32) {
        let plain = promise_due(&business, received, n, &[]);
        // From every close until the next opening, up to the due and beyond it.
        let mut pauses = Vec::new();
        let mut day = business.date_of(received);
        for _ in 0..20 {
            if let Some(close) = business.close(day).unwrap().filter(|close| *close >= received) {
                let end = business.next_open(close).unwrap();
                pauses.push(Pause { start: close, end: Some(end), max_end: end, reason: PauseReason::IdentityCheck });
            }
            day = day.tomorrow().unwrap();
        }
        prop_assert_eq!(plain, promise_due(&business, received, n, &pauses));
    }

    #[test]
    fn pauses_sum_and_commute(
        business in a_business(), received in a_moment(), n in 1..6_u32,
        a in 0..3600 * 40_i64, b in 0..3600 * 40_i64, gap in 0..3600 * 10_i64, from in 0..3600 * 10_i64,
    ) {
        let first = a_pause(received, from, a);
        let second = a_pause(received, from + a + gap, b);
        let base = promise_due(&business, received, n, &[]);
        let both = promise_due(&business, received, n, &[first, second]);
        prop_assert_eq!(both, promise_due(&business, received, n, &[second, first]), "in any order");
        let open = |pause: &Pause, due: Timestamp| {
            if pause.start > due { SignedDuration::ZERO } else { business.open_between(pause.start, pause.max_end).unwrap() }
        };
        let after_first = business.add_open(base, open(&first, base)).unwrap();
        prop_assert_eq!(after_first, promise_due(&business, received, n, &[first]));
        let sum = open(&first, base) + open(&second, after_first);
        prop_assert_eq!(both, business.add_open(base, sum).unwrap(), "one pause as long as both");
        // Two pauses that touch are one.
        let touching = a_pause(received, from + a, b);
        prop_assert_eq!(
            promise_due(&business, received, n, &[first, touching]),
            promise_due(&business, received, n, &[a_pause(received, from, a + b)])
        );
    }

    #[test]
    fn many_pauses_move_the_due_by_the_sum_of_their_open_time(
        business in a_business(), received in a_moment(), n in 1..4_u32,
        parts in prop::collection::vec((0..3600 * 20_i64, 0..3600 * 20_i64), 0..6), turn in any::<prop::sample::Index>(),
    ) {
        let (mut pauses, mut from) = (Vec::new(), 0);
        for (gap, length) in parts {
            pauses.push(a_pause(received, from + gap, length));
            from += gap + length;
        }
        let base = promise_due(&business, received, n, &[]);
        let mut sum = SignedDuration::ZERO;
        for pause in &pauses {
            // One that begins after the due, as it stands by then, changes nothing.
            if pause.start <= business.add_open(base, sum).unwrap() {
                sum += business.open_between(pause.start, pause.max_end).unwrap();
            }
        }
        let expected = business.add_open(base, sum).unwrap();
        if !pauses.is_empty() {
            let turn = turn.index(pauses.len());
            pauses.rotate_left(turn);
        }
        prop_assert_eq!(promise_due(&business, received, n, &pauses), expected);
    }

    #[test]
    fn a_holiday_never_makes_a_due_earlier_nor_a_make_up_workday_later(
        one in a_calendar(), hours in some_hours(), received in a_moment(), n in 1..6_u32, days in prop::collection::vec(0..14_i64, 1..4),
    ) {
        let plain = business(one.clone()).with_hours(hours.clone()).unwrap();
        let due = promise_due(&plain, received, n, &[]);
        for offset in days {
            let day = plain.date_of(received) + offset.days();
            let closed = business(one.clone().with_entry(DayEntry::closed(day, "new"))).with_hours(hours.clone()).unwrap();
            prop_assert!(promise_due(&closed, received, n, &[]) >= due);
            if !plain.is_open_day(day) {
                let open = business(one.clone().with_entry(DayEntry::open(day, "new"))).with_hours(hours.clone()).unwrap();
                prop_assert!(promise_due(&open, received, n, &[]) <= due);
            }
            // The same for a date that staff enter over the calendars.
            let storm = plain.clone().with_exceptions([DayEntry::closed(day, "typhoon")]);
            prop_assert!(promise_due(&storm, received, n, &[]) >= due);
        }
    }

    #[test]
    fn with_a_pause_begun_after_the_day_of_receipt_too(
        one in a_calendar(), received in a_moment(), offset in 0..14_i64, from in 0..14_i64, length in PAUSE,
    ) {
        let plain = business(one.clone());
        let tomorrow = plain.end_of_day(plain.date_of(received)).unwrap() + SignedDuration::from_secs(1);
        let pauses = [a_pause(tomorrow, from * 3600, length)];
        let day = plain.date_of(received) + offset.days();
        let closed = business(one.with_entry(DayEntry::closed(day, "new")));
        let (before, after) = (promise_due(&plain, received, 1, &pauses), promise_due(&closed, received, 1, &pauses));
        // Where the day was part of the pause, the pause moves the due by that much less.
        let paused = |business: &BusinessTime| business.open_between(pauses[0].start, pauses[0].max_end).unwrap();
        let less = paused(&plain) - paused(&closed);
        prop_assert!(closed.open_between(after, before).unwrap() <= less);
        prop_assert!(after >= before || less > SignedDuration::ZERO);
    }

    #[test]
    fn open_time_adds_up(business in a_business(), a in a_moment(), b in a_moment(), c in a_moment()) {
        let open = |from, to| business.open_between(from, to).unwrap();
        prop_assert_eq!(open(a, c), open(a, b) + open(b, c));
        prop_assert_eq!(open(a, b), -open(b, a));
        prop_assert!(open(a.min(b), a.max(b)) <= a.max(b).duration_since(a.min(b)));
    }

    #[test]
    fn adding_the_open_time_to_an_open_moment_leads_there(business in a_business(), a in a_moment(), b in a_moment()) {
        let (from, to) = (a.min(b), business.next_open(a.max(b)).unwrap() + SignedDuration::from_secs(1));
        let open = business.open_between(from, to).unwrap();
        prop_assert_eq!(business.add_open(from, open).unwrap(), to);
        // A close is reached as itself, not as the next opening.
        let close = business.close(business.date_of(to - SignedDuration::from_secs(1))).unwrap().unwrap();
        prop_assert_eq!(business.add_open(from, business.open_between(from, close).unwrap()).unwrap(), close);
    }

    #[test]
    fn adding_nothing_changes_nothing(business in a_business(), at in a_moment(), n in 1..4_u32) {
        prop_assert_eq!(business.add_open(at, SignedDuration::ZERO).unwrap(), at);
        let close = business.nth_close(business.date_of(at), n).unwrap();
        prop_assert_eq!(business.add_open(close, SignedDuration::ZERO).unwrap(), close);
    }

    #[test]
    fn going_back_is_the_inverse_of_adding(business in a_business(), at in a_moment(), minutes in 1..3000_i64) {
        let open = SignedDuration::from_mins(minutes);
        let later = business.add_open(at, open).unwrap();
        let back = business.add_open(later, -open).unwrap();
        prop_assert_eq!(business.open_between(back, later).unwrap(), open);
        prop_assert!(back >= at);
    }

    #[test]
    fn the_wall_clock_ignores_calendars(one in a_business(), other in a_business(), received in a_moment()) {
        let review = |business: &BusinessTime| {
            run(Kind::Report, None, None, business, &History::received(received), received).review.unwrap().due
        };
        prop_assert_eq!(review(&one), received + SignedDuration::from_hours(24));
        prop_assert_eq!(review(&one), review(&other));
    }

    #[test]
    fn four_hundred_closed_days_are_an_error(business in a_business(), at in a_moment(), closed in 395..405_i64, measured in any::<bool>()) {
        let today = business.date_of(at);
        let entries: Vec<DayEntry> = (0..=closed).map(|n| DayEntry::closed(today + n.days(), "closed")).collect();
        let shut = business.clone().with_exceptions(entries);
        let shut = shut.with_exceptions([DayEntry::open(today + (closed + 1).days(), "open again")]);
        let shut = if measured { shut.measured() } else { shut };
        // Today and `closed` days more are closed: tomorrow is the first that is searched.
        let found = shut.nth_business_day(today, 1);
        if closed < 400 {
            prop_assert_eq!(found, Ok(today + (closed + 1).days()));
        } else {
            let refused = matches!(found, Err(CalendarError::NoOpenDay { .. }));
            prop_assert!(refused);
            prop_assert!(shut.add_open(at, SignedDuration::from_hours(1)).is_err());
            prop_assert!(shut.next_open(at).is_err());
        }
    }

    #[test]
    fn the_laws_clock_is_monotone_too(
        one in a_moment(), other in a_moment(), from in PAUSE, length in PAUSE,
        country in prop::sample::select(vec!["FR", "GB", "US-CA", "KR", "HK", "CN", "ID", "XX", ""]),
    ) {
        let (first, second) = (one.min(other), one.max(other));
        let pause = a_pause(second, from, length);
        let due = |received: Timestamp, pauses: Vec<Pause>| {
            let history = History { pauses, ..History::received(received) };
            let now = received + SignedDuration::from_hours(24 * 300);
            run(Kind::Access, Some(country), None, &OFFICE, &history, now).law.unwrap().due
        };
        prop_assert!(due(first, vec![]) <= due(second, vec![]));
        prop_assert!(due(first, vec![pause]) <= due(second, vec![pause]));
        prop_assert!(due(first, vec![pause]) >= due(first, vec![]));
    }
}

/// A day that closes can make a due earlier: a pause in it costs nothing any more, and the day after it is short.
#[test]
fn a_pause_in_a_day_that_closes_moves_nothing() {
    let short = DayEntry::with_hours(date("2026-08-28"), "short", vec![OpenInterval::new(0, 1).unwrap()]).unwrap();
    let one = calendar(&[], [short]);
    let received = hkt("2026-08-26T00:00");
    let pauses = [a_pause(hkt("2026-08-27T00:00"), 0, 9 * 3600 + 61)];
    let plain = business(one.clone());
    assert_eq!(promise_due(&plain, received, 1, &pauses), hkt("2026-08-29T09:00:01"), "61 s: a minute of the short day, and a second");
    let closed = business(one.with_entry(DayEntry::closed(date("2026-08-27"), "new")));
    assert_eq!(promise_due(&closed, received, 1, &pauses), hkt("2026-08-28T00:01"));
}
