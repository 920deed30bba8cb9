//! Mistakes that other trackers made with calendars and zones. Each test is named after the report.

use std::sync::Arc;

use crate::clock_support::*;
use domain::calendar::{BusinessTime, Calendar, CalendarError, CalendarYear, DayEntry, OpenInterval, YearStatus};
use domain::clock::History;
use jiff::SignedDuration;
use jiff::civil::Weekday;

fn hours(list: &[&str]) -> Vec<OpenInterval> {
    OpenInterval::parse_list(list).unwrap()
}

#[test]
fn zendesk_biz_80_zendesk_biz_73_a_day_after_a_weekend_does_not_depend_on_the_hour() {
    for hour in ["00:00", "08:59", "09:00", "12:00", "18:00", "23:59"] {
        assert_eq!(due(&HONG_KONG, hkt(&format!("2026-03-07T{hour}")), &[]), "2026-03-09T18:00", "Saturday {hour}");
        assert_eq!(due(&HONG_KONG, hkt(&format!("2026-03-08T{hour}")), &[]), "2026-03-09T18:00", "Sunday {hour}");
        assert_eq!(due(&HONG_KONG, hkt(&format!("2026-03-06T{hour}")), &[]), "2026-03-09T18:00", "Friday {hour}");
    }
}

#[test]
fn business_time_192_business_time_196_working_hours_38_sunday_plus_one_is_monday() {
    assert_eq!(HONG_KONG.nth_business_day(date("2026-03-08"), 1), Ok(date("2026-03-09")));
    assert_eq!(HONG_KONG.nth_business_day(date("2026-03-07"), 1), Ok(date("2026-03-09")));
}

#[test]
fn osticket_6739_a_week_without_monday_and_thursday() {
    let office = business(calendar(&[Weekday::Monday, Weekday::Thursday], []));
    assert_eq!(due(&office, hkt("2026-03-01T10:00"), &[]), "2026-03-03T18:00", "Sunday, then Tuesday");
    assert_eq!(due(&office, hkt("2026-03-04T10:00"), &[]), "2026-03-06T18:00", "Wednesday, then Friday");
}

#[test]
fn osticket_6847_chatwoot_14009_frappe_helpdesk_2212_a_lunch_break_is_closed() {
    let office = HONG_KONG.clone().with_hours(hours(&["09:00-12:30", "13:30-18:00"])).unwrap();
    let open = |from, to| office.open_between(hkt(from), hkt(to)).unwrap();
    assert_eq!(open("2026-03-02T12:00", "2026-03-02T14:00"), SignedDuration::from_hours(1));
    assert_eq!(office.add_open(hkt("2026-03-02T12:00"), SignedDuration::from_hours(1)), Ok(hkt("2026-03-02T14:00")));
    assert!(!office.is_open(hkt("2026-03-02T13:00")).unwrap());
    assert_eq!(office.next_open(hkt("2026-03-02T13:00")), Ok(hkt("2026-03-02T13:30")));
    assert_eq!(office.add_open(hkt("2026-03-02T12:00"), SignedDuration::from_mins(30)), Ok(hkt("2026-03-02T12:30")));
    let pauses = [pause("2026-03-02T12:30", "2026-03-02T13:30")];
    assert_eq!(due(&office, hkt("2026-03-02T10:00"), &pauses), "2026-03-03T18:00", "a pause over lunch moves nothing");
}

#[test]
fn zendesk_biz_122_a_short_day_before_a_holiday() {
    let eve = DayEntry::with_hours(date("2026-12-24"), "Christmas Eve", hours(&["09:00-13:00"])).unwrap();
    let office = business(calendar(&WEEKEND, [eve, DayEntry::closed(date("2026-12-25"), "Christmas Day")]));
    assert_eq!(due(&office, hkt("2026-12-23T17:00"), &[]), "2026-12-24T13:00");
    assert_eq!(due(&office, hkt("2026-12-24T10:00"), &[]), "2026-12-28T18:00");
    assert_eq!(office.add_open(hkt("2026-12-24T12:00"), SignedDuration::from_hours(2)), Ok(hkt("2026-12-28T10:00")));
}

#[test]
fn zammad_1396_empty_hours_are_refused_when_they_are_written() {
    assert!(matches!(HONG_KONG.clone().with_hours(vec![]), Err(CalendarError::Hours { .. })));
    assert!(matches!(DayEntry::with_hours(date("2026-03-02"), "x", vec![]), Err(CalendarError::Hours { .. })));
    let text = file("{ date = \"2026-03-02\", open = true, name = \"x\", hours = [] }");
    assert!(matches!(Calendar::parse(&text), Err(CalendarError::Hours { .. })));
    for bad in ["18:00-09:00", "09:00-09:00", "09:00-24:30", "9-18", "09:60-10:00"] {
        assert!(bad.parse::<OpenInterval>().is_err(), "{bad}");
    }
    assert!(OpenInterval::parse_list(&["09:00-13:00", "12:00-18:00"]).is_err(), "overlap");
    assert_eq!("00:00-24:00".parse::<OpenInterval>().unwrap().end(), 1440);
}

#[test]
fn zammad_390_every_year_names_its_source_and_computed_lists_are_not_official() {
    for calendar in calendars() {
        assert!(calendar.years().all(|year| !year.source.is_empty()), "{}", calendar.id());
        for year in calendar.years().filter(|year| year.source.contains("unofficial") || year.source.contains("computed")) {
            assert!(!year.status.is_settled(), "{} {}", calendar.id(), year.year);
        }
        // What the pack promises on waits for a notice; what only laws count on does not.
        let promised = ["hk", "cn"].contains(&calendar.id());
        assert!(calendar.years().all(|year| (year.status == YearStatus::Unofficial) != promised), "{}", calendar.id());
        assert_eq!(calendar.years().map(|year| year.year).collect::<Vec<_>>(), [2025, 2026, 2027]);
    }
}

fn file(day: &str) -> String {
    format!(
        "id = \"x\"\nname = \"X\"\nzone = \"Asia/Hong_Kong\"\nweekend = [\"sat\", \"sun\"]\n[[year]]\nyear = 2026\n\
         status = \"official\"\nsource = \"s\"\nversion = 1\ndays = [{day}]\n"
    )
}

#[test]
fn zammad_3706_zammad_2229_business_time_36_dates_are_never_instants() {
    for text in ["2026-03-02T00:00:00Z", "2026-03-02T00:00", "2026-3-2", "2026-02-30", "20260302"] {
        let day = format!("{{ date = \"{text}\", open = false, name = \"x\" }}");
        assert!(matches!(Calendar::parse(&file(&day)), Err(CalendarError::Date { .. })), "{text}");
    }
    // The holiday stays on its date whatever the office's zone.
    let holiday = DayEntry::closed(date("2026-03-03"), "holiday");
    for zone in ["Pacific/Kiritimati", "Asia/Hong_Kong", "UTC", "America/Los_Angeles", "Pacific/Pago_Pago"] {
        let office = business_in(zone, calendar(&WEEKEND, [holiday.clone()]));
        let received = office.instant(date("2026-03-02").at(10, 0, 0, 0)).unwrap();
        assert_eq!(due(&office, received, &[]), "2026-03-04T18:00", "{zone}");
        assert!(!office.is_open_day(date("2026-03-03")) && office.is_open_day(date("2026-03-02")), "{zone}");
    }
}

#[test]
fn rickar_cal_106_make_up_workdays_are_open_weekends_with_the_usual_hours() {
    for day in ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"] {
        assert!(CN.is_open_day(date(day)), "{day}");
        assert!(matches!(date(day).weekday(), Weekday::Saturday | Weekday::Sunday), "{day}");
        assert!(!HK.is_open_day(date(day)), "{day}");
        assert_eq!(OFFICE.intervals(date(day)).as_ref(), [OpenInterval::NINE_TO_SIX]);
    }
}

#[test]
fn vacanza_holidays_2444_vacanza_holidays_3315_nager_date_960_hong_kong_has_good_friday_and_the_seventh_of_april() {
    for day in ["2025-04-18", "2025-04-21", "2026-04-03", "2026-04-06", "2026-04-07", "2027-03-26"] {
        assert!(!HK.is_open_day(date(day)), "{day}");
    }
    assert!(HK.is_open_day(date("2026-04-08")));
}

#[test]
fn workalendar_477_hong_kong_does_not_move_a_saturday_holiday() {
    // Saturday 26 September 2026 is a holiday; Monday the 28th is not.
    assert!(!HK.is_open_day(date("2026-09-26")));
    assert!(HK.is_open_day(date("2026-09-28")));
    assert!(HK.is_open_day(date("2025-06-02")), "after Saturday 31 May 2025");
}

#[test]
fn chinese_calendar_54_a_changed_list_has_another_version_and_the_old_one_still_answers() {
    let before = CN.as_ref().clone();
    let year = before.years().find(|year| year.year == 2026).unwrap().clone();
    let after = before
        .clone()
        .with_year(CalendarYear { version: year.version + 1, ..year })
        .with_entry(DayEntry::closed(date("2026-03-03"), "new holiday"));
    assert_ne!(before.version(), after.version());
    assert_eq!(due(&business(before), hkt("2026-03-02T10:00"), &[]), "2026-03-03T18:00");
    assert_eq!(due(&business(after), hkt("2026-03-02T10:00"), &[]), "2026-03-04T18:00");
}

#[test]
fn chinese_days_44_a_year_without_its_notice_is_provisional_and_says_so() {
    let state = |received: &str| promise(&OFFICE, &History::received(hkt(received)), received);
    assert!(!state("2026-03-02T10:00").provisional);
    let listed = state("2027-03-02T10:00");
    assert!(listed.provisional);
    assert!(listed.steps.iter().any(|step| step.to_string().contains("the list of cn for 2027 is not final")));
    let missing = state("2029-03-02T10:00");
    assert!(missing.provisional);
    assert!(missing.steps.iter().any(|step| step.to_string().contains("no calendar hk for 2029 yet")));
    assert!(state("2026-12-31T10:00").provisional, "due in 2027");
}

#[test]
fn the_promised_due_is_kept_if_the_official_list_makes_it_later() {
    let received = hkt("2026-03-02T10:00");
    let late = HONG_KONG.clone().with_exceptions([DayEntry::closed(date("2026-03-03"), "typhoon, signal 8")]);
    let mut history = History { promised_due: Some(hkt("2026-03-03T18:00")), ..History::received(received) };
    assert_eq!(promise(&late, &history, "2026-03-02T10:00").due, hkt("2026-03-03T18:00"));
    history.promised_due = Some(hkt("2026-03-09T18:00"));
    assert_eq!(promise(&late, &history, "2026-03-02T10:00").due, hkt("2026-03-04T18:00"), "an earlier one wins");
}

#[test]
fn the_reference_year_has_all_its_days() {
    assert_eq!(HK.entries().filter(|entry| entry.date.year() == 2026).count(), 17);
    assert_eq!(CN.entries().filter(|entry| entry.date.year() == 2026 && !entry.open).count(), 19);
    assert_eq!(CN.entries().filter(|entry| entry.date.year() == 2026 && entry.open).count(), 6);
}

#[test]
fn a_bad_calendar_file_is_refused() {
    let twice = "{ date = \"2026-03-02\", open = false, name = \"x\" }, { date = \"2026-03-02\", open = true, name = \"y\" }";
    assert!(matches!(Calendar::parse(&file(twice)), Err(CalendarError::Twice { .. })));
    let year = "{ date = \"2027-03-02\", open = false, name = \"x\" }";
    assert!(matches!(Calendar::parse(&file(year)), Err(CalendarError::WrongYear { .. })));
    let hours = "{ date = \"2026-03-02\", open = false, name = \"x\", hours = [\"09:00-10:00\"] }";
    assert!(matches!(Calendar::parse(&file(hours)), Err(CalendarError::ClosedWithHours { .. })));
    assert!(Calendar::parse(&file("").replace("\"sun\"", "\"son\"")).is_err());
    let all: Vec<Weekday> = Weekday::Monday.cycle_forward().take(7).collect();
    assert!(Calendar::new("x", "X", "UTC", &all).is_err());
    assert!(matches!(BusinessTime::new(vec![HK.clone()], "Mars/Base"), Err(CalendarError::Zone(_))));
    assert!(BusinessTime::new(Vec::<Arc<Calendar>>::new(), "UTC").is_err());
}

#[test]
fn otrs_787_moment_business_time_58_grafana_oncall_3261_daylight_saving_keeps_the_office_hours() {
    let office = business_in("Europe/London", calendar(&WEEKEND, []));
    // 29 March 2026, a Sunday, has 23 hours.
    assert_eq!(due(&office, at("2026-03-27T23:30Z"), &[]), "2026-03-30T18:00");
    assert_eq!(office.close(date("2026-03-27")).unwrap(), Some(at("2026-03-27T18:00Z")));
    assert_eq!(office.close(date("2026-03-30")).unwrap(), Some(at("2026-03-30T17:00Z")));
    // A night shift over the repeated hour of 25 October is an hour longer, and over the skipped one an hour shorter.
    let nights = business_in("Europe/London", calendar(&[], [])).with_hours(hours(&["00:00-06:00"])).unwrap();
    let open = |from, to| nights.open_between(at(from), at(to)).unwrap();
    assert_eq!(open("2026-10-24T22:00Z", "2026-10-25T12:00Z"), SignedDuration::from_hours(7));
    assert_eq!(open("2026-03-28T22:00Z", "2026-03-29T12:00Z"), SignedDuration::from_hours(5));
}

#[test]
fn dbt_zendesk_25_each_moment_has_its_own_days_offset() {
    let office = business_in("Europe/London", calendar(&WEEKEND, []));
    assert_eq!(office.offset(at("2026-01-15T12:00Z")).seconds(), 0);
    assert_eq!(office.offset(at("2026-07-15T12:00Z")).seconds(), 3600);
    // Evaluated in July, a receipt of January still has January's hours.
    let history = History::received(at("2026-01-15T12:00Z"));
    let state = promise(&office, &history, "2026-07-15T12:00");
    assert_eq!((state.due, state.offset), (at("2026-01-16T18:00Z"), 0));
}

#[test]
fn redmine_time_tracker_38_a_skewed_clock_moves_no_due() {
    let history = History::received(hkt("2026-03-02T10:00"));
    for now in ["2020-01-01T00:00", "2026-03-02T10:00", "2030-01-01T00:00"] {
        assert_eq!(promise(&HONG_KONG, &history, now).due, hkt("2026-03-03T18:00"), "now {now}");
    }
}
