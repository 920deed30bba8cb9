//! Several intervals a day, short days, make-up workdays, exceptions and versions, alone and joined.

use std::sync::Arc;

use crate::clock_support::*;
use domain::calendar::import::ImportedYear;
use domain::calendar::{BusinessTime, Calendar, CalendarYear, Covered, DayEntry, Join, OpenInterval, Unsettled, YearStatus, coverage};
use domain::clock::History;
use jiff::SignedDuration;

fn hours(list: &[&str]) -> Vec<OpenInterval> {
    OpenInterval::parse_list(list).unwrap()
}

fn short(day: &str, list: &[&str]) -> DayEntry {
    DayEntry::with_hours(date(day), "short day", hours(list)).unwrap()
}

fn two(first: DayEntry, second: DayEntry, join: Join) -> BusinessTime {
    let calendars = [first, second].map(|entry| Arc::new(calendar(&WEEKEND, [entry]))).to_vec();
    BusinessTime::new(calendars, "Asia/Hong_Kong").unwrap().with_join(join)
}

fn shown(office: &BusinessTime, day: &str) -> String {
    office.intervals(date(day)).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_day_has_as_many_intervals_as_it_is_given_and_closes_with_the_last() {
    let office = business(calendar(&WEEKEND, [short("2026-03-03", &["16:00-17:30", "09:00-10:00", "11:00-12:15"])]));
    assert_eq!(shown(&office, "2026-03-03"), "09:00-10:00 11:00-12:15 16:00-17:30", "sorted");
    assert_eq!(due(&office, hkt("2026-03-02T10:00"), &[]), "2026-03-03T17:30");
    let open = |from: &str, to: &str| office.open_between(hkt(&format!("2026-03-03T{from}")), hkt(&format!("2026-03-03T{to}"))).unwrap();
    assert_eq!(open("00:00", "23:59"), SignedDuration::from_mins(60 + 75 + 90));
    assert_eq!(open("09:30", "16:30"), SignedDuration::from_mins(30 + 75 + 30));
    assert_eq!(open("10:00", "11:00"), SignedDuration::ZERO);
    // Adding stops at a close, and goes on from there at the next opening.
    assert_eq!(office.add_open(hkt("2026-03-03T09:00"), SignedDuration::from_hours(1)), Ok(hkt("2026-03-03T10:00")));
    assert_eq!(office.add_open(hkt("2026-03-03T09:00"), SignedDuration::from_mins(61)), Ok(hkt("2026-03-03T11:01")));
    assert_eq!(office.add_open(hkt("2026-03-03T12:15"), SignedDuration::from_mins(120)), Ok(hkt("2026-03-04T09:30")));
    // A pause over one interval moves by that interval.
    let pauses = [pause("2026-03-03T10:30", "2026-03-03T12:30")];
    assert_eq!(due(&office, hkt("2026-03-02T10:00"), &pauses), "2026-03-04T10:15", "75 minutes, and the day was over");
}

#[test]
fn joined_calendars_have_the_hours_of_any_or_those_of_all() {
    let (morning, middle) = (short("2026-03-03", &["09:00-13:00"]), short("2026-03-03", &["11:00-12:00", "14:00-15:00"]));
    assert_eq!(shown(&two(morning.clone(), middle.clone(), Join::AnyOpen), "2026-03-03"), "09:00-13:00 14:00-15:00");
    assert_eq!(shown(&two(morning.clone(), middle, Join::AllOpen), "2026-03-03"), "11:00-12:00");
    let apart = short("2026-03-03", &["14:00-18:00"]);
    let closed = two(morning.clone(), apart, Join::AllOpen);
    assert!(!closed.is_open_day(date("2026-03-03")), "open nowhere at the same time");
    assert_eq!(due(&closed, hkt("2026-03-02T10:00"), &[]), "2026-03-04T18:00");
    let holiday = DayEntry::closed(date("2026-03-03"), "holiday");
    assert_eq!(shown(&two(morning.clone(), holiday.clone(), Join::AnyOpen), "2026-03-03"), "09:00-13:00");
    assert_eq!(shown(&two(morning, holiday, Join::AllOpen), "2026-03-03"), "");
}

#[test]
fn a_make_up_workday_has_the_usual_hours_or_its_own() {
    // Saturday 28 February 2026 is worked in mainland China.
    let lunch = OFFICE.clone().with_hours(hours(&["09:00-12:00", "13:00-18:00"])).unwrap();
    assert_eq!(shown(&lunch, "2026-02-28"), "09:00-12:00 13:00-18:00");
    assert_eq!(shown(&lunch.clone().with_join(Join::AllOpen), "2026-02-28"), "", "a Saturday in Hong Kong");
    let half = business(calendar(&WEEKEND, [short("2026-03-07", &["09:00-12:00"])]));
    assert_eq!(due(&half, hkt("2026-03-06T10:00"), &[]), "2026-03-07T12:00");
    assert_eq!(due(&half, hkt("2026-03-07T10:00"), &[]), "2026-03-09T18:00", "Sunday is closed as ever");
}

#[test]
fn an_exception_overrides_every_calendar() {
    let typhoon = OFFICE.clone().with_exceptions([DayEntry::closed(date("2026-03-03"), "typhoon, signal 8")]);
    assert_eq!(due(&typhoon, hkt("2026-03-02T10:00"), &[]), "2026-03-04T18:00");
    let part = OFFICE.clone().with_exceptions([short("2026-03-03", &["14:00-18:00"])]);
    assert_eq!(shown(&part, "2026-03-03"), "14:00-18:00");
    assert!(!part.is_open(hkt("2026-03-03T10:00")).unwrap());
    let again = typhoon.with_exceptions([DayEntry::open(date("2026-03-03"), "signal lowered")]);
    assert_eq!(due(&again, hkt("2026-03-02T10:00"), &[]), "2026-03-03T18:00", "the later entry holds");
}

#[test]
fn a_clock_knows_the_version_of_every_year_of_every_calendar() {
    let before = OFFICE.version();
    let mut year = ImportedYear::of(&CN, 2027).unwrap();
    assert!(before.starts_with("hk:2025.") && before.ends_with(&format!(",2027.{}", year.version)), "{before}");
    (year.status, year.version) = (YearStatus::Official, 99);
    let cn = Arc::new(year.put_into(CN.as_ref().clone()));
    let office = BusinessTime::new(vec![HK.clone(), cn], "Asia/Hong_Kong").unwrap();
    let (all_but_the_last, _) = before.rsplit_once('.').unwrap();
    assert_eq!(office.version(), format!("{all_but_the_last}.99"));
    assert_eq!(OFFICE.version(), before, "the one that was is as it was");
}

#[test]
fn only_an_official_year_is_settled() {
    let one = |status| {
        let year = CalendarYear { year: 2026, status, source: "test".to_owned(), version: 1 };
        business(Calendar::new("test", "Test", "Asia/Hong_Kong", &WEEKEND).unwrap().with_year(year))
    };
    let history = History::received(hkt("2026-03-02T10:00"));
    for (status, provisional, words) in [
        (YearStatus::Official, false, ""),
        (YearStatus::Provisional, true, "provisional: the list of test for 2026 is not final"),
        (YearStatus::Unofficial, true, "unofficial: the list of test for 2026 was computed by a program"),
    ] {
        let state = promise(&one(status), &history, "2026-03-02T10:00");
        assert_eq!(state.provisional, provisional, "{status:?}");
        assert!(words.is_empty() || state.steps.iter().any(|step| step.to_string() == words), "{:?}", state.steps);
        assert_eq!(status.is_settled(), !provisional);
        assert_eq!(YearStatus::from_code(status.code()), Some(status));
    }
    let missing = GB.unsettled(date("2027-12-31"), date("2028-01-02"));
    let year = |year, missing| Unsettled { calendar: "gb".to_owned(), year, missing, unofficial: !missing };
    assert_eq!(missing, [year(2027, false), year(2028, true)]);
    // What was kept before there were unofficial years is read as it was.
    let kept: Unsettled = serde_json::from_str(r#"{"calendar":"hk","year":2027,"missing":false}"#).unwrap();
    assert!(!kept.unofficial);
}

#[test]
fn the_shipped_calendars_say_how_far_they_are_covered() {
    let today = date("2026-11-22");
    let found = coverage(&calendars(), today);
    assert_eq!(found.len(), 8);
    for coverage in &found {
        match (coverage.calendar.as_str(), coverage.covered) {
            ("hk" | "cn", Covered::Until(end)) => {
                assert!(end >= date("2026-12-31"), "{coverage:?}");
                assert_eq!(coverage.alarm, end == date("2026-12-31"), "39 days are left, or more than a year");
            }
            ("hk" | "cn", _) => panic!("{coverage:?}"),
            (_, covered) => assert_eq!((covered, coverage.alarm), (Covered::Never, false), "{coverage:?}"),
        }
    }
    assert!(coverage(&calendars(), date("2026-10-01")).iter().all(|coverage| !coverage.alarm));
}
