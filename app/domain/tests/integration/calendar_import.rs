//! A year from a text: TOML and iCalendar, back again, and what it would change.

use crate::clock_support::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::calendar::import::{
    Choice, DayWhy, DoubtWhy, Form, ImportError, Imported, ImportedYear, Observance, Problem, Wanted, decode, diff, read,
};
use domain::calendar::{Calendar, CalendarError, DayEntry, OpenInterval, YearStatus};
use jiff::civil::Date;
use proptest::prelude::*;

/// Nothing was chosen by hand.
static NOTHING: LazyLock<BTreeMap<Date, Choice>> = LazyLock::new(BTreeMap::new);

fn wanted(calendar: &Calendar, year: Option<i16>) -> Wanted<'_> {
    Wanted { calendar, year, status: YearStatus::Official, source: "https://www.1823.gov.hk/common/ical/en.ics", chosen: &NOTHING }
}

fn hk(text: &str, year: Option<i16>) -> Result<Imported, ImportError> {
    read(text, &wanted(&HK, year))
}

/// The lines of an iCalendar around these.
fn feed(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n{events}\nEND:VCALENDAR\n")
}

fn event(lines: &str) -> String {
    feed(&format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT"))
}

fn refusal(text: &str) -> (Option<usize>, Problem) {
    let error = hk(text, None).unwrap_err();
    (error.line, error.problem)
}

/// In the form of Hong Kong's feed: CRLF, a byte order mark, two years, one event for each day.
const HONG_KONG_FEED: &str = "\u{feff}BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//1823 Call Centre, Efficiency Office, HKSAR Government//Hong Kong Public Holidays//EN\r
CALSCALE:GREGORIAN\r
X-WR-TIMEZONE:Asia/Hong_Kong\r
X-WR-CALNAME:Hong Kong Public Holidays\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20271225\r
DTEND;VALUE=DATE:20271226\r
TRANSP:TRANSPARENT\r
UID:20271225@1823.gov.hk\r
SUMMARY:Christmas Day\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20271227\r
DTEND;VALUE=DATE:20271228\r
TRANSP:TRANSPARENT\r
UID:20271227@1823.gov.hk\r
SUMMARY:The first weekday after\r
  Christmas Day\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20280101\r
DTEND;VALUE=DATE:20280102\r
TRANSP:TRANSPARENT\r
UID:20280101@1823.gov.hk\r
SUMMARY:The first day of January\r
END:VEVENT\r
END:VCALENDAR\r
";

#[test]
fn hong_kongs_feed_gives_the_year_that_was_chosen() {
    let found = hk(HONG_KONG_FEED, Some(2027)).unwrap();
    assert_eq!((found.form, found.left, found.doubts), (Form::ICalendar, vec![2028], vec![]));
    assert!(found.why.values().all(|why| *why == DayWhy::Listed));
    let year = found.year;
    assert_eq!((year.calendar.as_str(), year.year, year.status, year.version), ("hk", 2027, YearStatus::Official, 2));
    assert_eq!(year.source, "https://www.1823.gov.hk/common/ical/en.ics");
    assert_eq!(
        year.entries,
        [
            DayEntry::closed(date("2027-12-25"), "Christmas Day"),
            DayEntry::closed(date("2027-12-27"), "The first weekday after Christmas Day"),
        ]
    );
    assert_eq!(hk(HONG_KONG_FEED, Some(2028)).unwrap().year.version, 1, "a year that the calendar does not have");
    let error = hk(HONG_KONG_FEED, None).unwrap_err();
    assert_eq!(error.to_string(), "the text has the years 2027, 2028: say which of them to take");
    assert_eq!(hk(HONG_KONG_FEED, Some(2026)).unwrap_err().problem, Problem::NoSuchYear { wanted: 2026, have: vec![2027, 2028] });
}

#[test]
fn chinese_names_tell_make_up_workdays_from_holidays() {
    let names = [
        ("20270206", "补班", true),
        ("20270207", "春节 休", false),
        ("20270220", "春节（班）", true),
        ("20270221", "調休上班", true),
        ("20270227", "國慶節補行上班日", true),
        ("20270304", "颱風停班停課", false),
        ("20270305", "不上班", false),
        ("20270306", "休班", false),
        ("20270405", "清明节", false),
        ("20270501", "Labour Day", false),
    ];
    let events: Vec<String> =
        names.iter().map(|(day, name, _)| format!("BEGIN:VEVENT\nDTSTART;VALUE=DATE:{day}\nSUMMARY:{name}\nEND:VEVENT")).collect();
    let found = read(&feed(&events.join("\n")), &wanted(&CN, None)).unwrap();
    assert_eq!(found.year.entries.iter().map(|entry| entry.open).collect::<Vec<_>>(), names.map(|(_, _, open)| open));
    let open = ["2027-02-06", "2027-02-20", "2027-02-21", "2027-02-27"];
    assert_eq!(found.year.entries.iter().filter(|entry| entry.open).map(|entry| entry.date).collect::<Vec<_>>(), open.map(date));
    assert!(open.iter().all(|day| found.why[&date(day)] == DayWhy::Named));
    assert!(found.year.put_into(CN.as_ref().clone()).is_open_day(date("2027-02-06")), "a Saturday");
}

#[test]
fn an_event_of_several_days_ends_the_day_before_its_end() {
    let days = |lines: &str| -> Vec<String> {
        let found = hk(&event(&format!("{lines}\nSUMMARY:x")), Some(2027)).unwrap();
        found.year.entries.iter().map(|entry| entry.date.to_string()).collect()
    };
    assert_eq!(days("DTSTART;VALUE=DATE:20270206\nDTEND;VALUE=DATE:20270209"), ["2027-02-06", "2027-02-07", "2027-02-08"]);
    assert_eq!(days("DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270102"), ["2027-01-01"], "the part in the year");
    assert_eq!(days("DTSTART:20270206\nDURATION:P2D"), ["2027-02-06", "2027-02-07"]);
    assert_eq!(days("DTSTART;VALUE=DATE:20270206\nDURATION:P1W").len(), 7);
    assert_eq!(days("DTSTART;VALUE=DATE:20270206"), ["2027-02-06"]);
    assert_eq!(days("DTSTART;X-A=\"b;c:d\";VALUE=DATE:20270206"), ["2027-02-06"], "a quoted parameter");
}

#[test]
fn names_lose_their_escapes_and_folds() {
    let name = |summary: &str| hk(&event(&format!("DTSTART;VALUE=DATE:20270206\n{summary}")), None).unwrap().year.entries[0].name.clone();
    assert_eq!(name("SUMMARY:a\\, b\\; c\\\\d\\nnext"), "a, b; c\\d next");
    assert_eq!(name("SUMMARY;LANGUAGE=zh-Hant:農曆\n 年初一"), "農曆年初一");
    assert_eq!(name("summary:lower\r\n\tcase"), "lowercase");
    assert_eq!(name("SUMMARY: colon: stays"), "colon: stays");
}

#[test]
fn two_events_of_one_day_are_one_entry_and_contradictions_are_asked_about() {
    let two = |second: &str| {
        feed(&format!(
            "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270206\nSUMMARY:One\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270206\nSUMMARY:{second}\nEND:VEVENT"
        ))
    };
    assert_eq!(hk(&two("Other"), None).unwrap().year.entries, [DayEntry::closed(date("2027-02-06"), "One / Other")]);
    assert_eq!(hk(&two("One"), None).unwrap().year.entries, [DayEntry::closed(date("2027-02-06"), "One")]);
    let found = hk(&two("补班"), None).unwrap();
    assert!(found.year.entries.is_empty());
    let [doubt] = found.doubts.as_slice() else { panic!("{found:?}") };
    assert_eq!((doubt.date, doubt.name.as_str(), doubt.why, doubt.line), (date("2027-02-06"), "One / 补班", DoubtWhy::Both, 4));
}

#[test]
fn what_is_not_a_holiday_of_a_feed_is_left_alone() {
    let text = feed(
        "BEGIN:VTIMEZONE\nTZID:Asia/Hong_Kong\nBEGIN:STANDARD\nDTSTART:19700101T000000\nRRULE:FREQ=YEARLY\nEND:STANDARD\nEND:VTIMEZONE\n\
         BEGIN:VTODO\nDTSTART:20260101T090000\nEND:VTODO\n\
         BEGIN:VEVENT\nSTATUS:CANCELLED\nDTSTART:20270301T090000\nEND:VEVENT\n\
         BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270206\nBEGIN:VALARM\nTRIGGER:-PT15M\nDTSTART:20270206T090000\nSUMMARY:alarm\nEND:VALARM\nSUMMARY:Day\nEND:VEVENT",
    );
    assert_eq!(hk(&text, None).unwrap().year.entries, [DayEntry::closed(date("2027-02-06"), "Day")]);
}

#[test]
fn each_refusal_names_the_line_and_what_to_write() {
    let at = |lines: &str| refusal(&event(lines));
    assert_eq!(at("SUMMARY:x\nDTSTART;VALUE=DATE:20270230"), (Some(6), Problem::Date { property: "DTSTART", value: "20270230".into() }));
    assert_eq!(
        at("SUMMARY:x\nDTSTART;VALUE=DATE:2027-02-06"),
        (Some(6), Problem::Date { property: "DTSTART", value: "2027-02-06".into() })
    );
    for rule in ["FREQ=WEEKLY", "FREQ=YEARLY;BYSETPOS=1"] {
        let found = at(&format!("SUMMARY:x\nDTSTART;VALUE=DATE:20270206\nRRULE:{rule}"));
        assert_eq!(found, (Some(7), Problem::Repeats(rule.into())));
    }
    assert_eq!(at("SUMMARY:x\nDTSTART;VALUE=DATE:20270206\nEXRULE:FREQ=YEARLY"), (Some(7), Problem::Repeats("EXRULE".into())));
    for property in ["RDATE", "EXDATE", "RECURRENCE-ID"] {
        let found = at(&format!("SUMMARY:x\nDTSTART;VALUE=DATE:20270206\n{property}:soon"));
        assert_eq!(found, (Some(7), Problem::Date { property, value: "soon".into() }));
    }
    let (start, end) = (date("2027-02-06"), date("2027-02-05"));
    assert_eq!(at("SUMMARY:x\nDTSTART;VALUE=DATE:20270206\nDTEND;VALUE=DATE:20270205"), (Some(7), Problem::EndsFirst { start, end }));
    let end = date("2028-02-08");
    assert_eq!(at("SUMMARY:x\nDTSTART;VALUE=DATE:20270206\nDTEND;VALUE=DATE:20280208"), (Some(7), Problem::Long { end }));
    for length in ["P0D", "P-1D", "P400D", "P99999999W", "1D"] {
        let found = at(&format!("SUMMARY:x\nDTSTART;VALUE=DATE:20270206\nDURATION:{length}"));
        assert_eq!(found, (Some(7), Problem::Duration(length.into())));
    }
    assert_eq!(at("SUMMARY:x"), (Some(4), Problem::NoStart));
    assert_eq!(at("DTSTART;VALUE=DATE:20270206\nSUMMARY: "), (Some(4), Problem::NoName));
    let wrong = || Problem::Date { property: "DTSTART", value: "20270206T9".into() };
    let folded = "SUMMARY:a\n b\n c\nDTSTART:20270206T9";
    assert_eq!(at(folded), (Some(8), wrong()), "lines are those of the text, folds included");
    assert_eq!(
        hk(&event("SUMMARY:x\nDTSTART:20270206T9"), None).unwrap_err().to_string(),
        "line 6: DTSTART `20270206T9` is not a date: write DTSTART;VALUE=DATE:20261225"
    );
    assert_eq!(at("SUMMARY:春\u{fffd}\nDTSTART;VALUE=DATE:20270206"), (Some(5), Problem::Unreadable), "a character that was lost before");
    let junk = "junk\n".repeat(51);
    assert_eq!(refusal(&feed(&junk)), (Some(54), Problem::Line("junk".into())), "fifty lines are passed over, and no more");
}

#[test]
fn a_text_that_is_not_whole_is_refused() {
    for empty in ["", "  \n\n", "\u{feff}"] {
        assert_eq!(refusal(empty), (None, Problem::Empty));
    }
    assert_eq!(refusal("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270206\n"), (None, Problem::Cut("VEVENT".into())));
    assert_eq!(refusal("BEGIN:VCALENDAR\n"), (None, Problem::Cut("VCALENDAR".into())));
    assert_eq!(refusal(&feed("")), (None, Problem::NoDays));
    assert_eq!(refusal("BEGIN:VEVENT\nEND:VEVENT"), (Some(1), Problem::Outside("BEGIN:VEVENT".into())));
    assert_eq!(refusal(&format!("{}X:y", feed(""))), (Some(6), Problem::Outside("X:y".into())));
    let crossed = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\nEND:VEVENT";
    assert_eq!(refusal(crossed), (Some(3), Problem::End { found: "VCALENDAR".into(), expected: "VEVENT".into() }));
    assert_eq!(refusal(&"x".repeat((1 << 20) + 1)), (None, Problem::TooLong));
    let event = |name: &str| format!("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270101\nSUMMARY:{name}\nEND:VEVENT\n");
    let many: String = (0..13).map(|number| event(&format!("Day {number}"))).collect();
    assert_eq!(refusal(&feed(&many)).1, Problem::Crowded { date: date("2027-01-01") });
    assert_eq!(refusal(&feed(&event(&"x".repeat(301)))).1, Problem::Wordy("x".repeat(40)));
}

fn seen(found: &Imported) -> Vec<(String, bool, DayWhy)> {
    found.year.entries.iter().map(|entry| (entry.date.to_string(), entry.open, found.why[&entry.date])).collect()
}

fn row(day: &str, open: bool, why: DayWhy) -> (String, bool, DayWhy) {
    (day.to_owned(), open, why)
}

/// In the form of a telephone maker's feed: marks for programs, names in the reader's language, solar terms and days of love between.
const MARKED: &str = "\
BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270429\nDTEND;VALUE=DATE:20270501\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY\nSUMMARY:Labour Day (day off)\nEND:VEVENT
BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270508\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY\nSUMMARY:Labour Day\nEND:VEVENT
BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270505\nSUMMARY:立夏\nEND:VEVENT
BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260214\nRRULE:FREQ=YEARLY;COUNT=5\nSUMMARY:情人节\nEND:VEVENT
BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270510\nX-APPLE-SPECIAL-DAY:HALF\nSUMMARY:Bridge\nEND:VEVENT
BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270511\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY\nSUMMARY:补班\nEND:VEVENT";

#[test]
fn marks_for_programs_decide_and_what_has_none_is_an_observance() {
    let found = read(&feed(MARKED), &wanted(&CN, Some(2027))).unwrap();
    let marked = |day, open| row(day, open, DayWhy::Marked);
    assert_eq!(seen(&found), [marked("2027-04-29", false), marked("2027-04-30", false), marked("2027-05-08", true)]);
    let days: Vec<(String, &str)> = found.observances.iter().map(|one| (one.date.to_string(), one.name.as_str())).collect();
    assert_eq!(days, [("2027-02-14".to_owned(), "情人节"), ("2027-05-05".to_owned(), "立夏")]);
    let doubts: Vec<(String, DoubtWhy)> = found.doubts.iter().map(|one| (one.date.to_string(), one.why)).collect();
    assert_eq!(doubts, [("2027-05-10".to_owned(), DoubtWhy::Mark), ("2027-05-11".to_owned(), DoubtWhy::Both)]);
    assert_eq!(found.left, [2026]);
}

#[test]
fn what_a_feed_calls_an_observance_closes_nothing() {
    let one = |more: &str| event(&format!("DTSTART;VALUE=DATE:20270214\nSUMMARY:Valentine's Day\n{more}"));
    let day = || Observance { date: date("2027-02-14"), name: "Valentine's Day".to_owned() };
    for more in ["DESCRIPTION:Observance\\nTo hide observances\\, go to the settings", "CATEGORIES:Observance", "DESCRIPTION:Season"] {
        let found = hk(&one(more), Some(2027)).unwrap();
        assert_eq!((found.year.entries, found.observances), (vec![], vec![day()]), "{more}");
    }
    let found = hk(&one("DESCRIPTION:Public holiday"), None).unwrap();
    assert_eq!(seen(&found), [row("2027-02-14", false, DayWhy::Marked)]);
    assert_eq!(seen(&hk(&one("DESCRIPTION:Roses are red"), None).unwrap()), [row("2027-02-14", false, DayWhy::Listed)]);
}

#[test]
fn what_is_in_doubt_is_chosen_by_hand() {
    let days = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270501\nSUMMARY:劳动节（加班三倍工资）\nEND:VEVENT\n\
                BEGIN:VEVENT\nDTSTART:20270502T090000\nSUMMARY:Parade\nEND:VEVENT\n\
                BEGIN:VEVENT\nDTSTART;VALUE=DATE:20271224\nSUMMARY:Christmas Eve (half day)\nEND:VEVENT\n\
                BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270503\nSUMMARY:春节补\n班\nEND:VEVENT\n\
                BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270601\nSUMMARY:Day\nEND:VEVENT";
    let found = hk(&feed(days), None).unwrap();
    let doubts: Vec<(String, DoubtWhy)> = found.doubts.iter().map(|one| (one.date.to_string(), one.why)).collect();
    let told = |day: &str, why| (day.to_owned(), why);
    assert_eq!(
        doubts,
        [
            told("2027-05-01", DoubtWhy::Word),
            told("2027-05-02", DoubtWhy::Time),
            told("2027-05-03", DoubtWhy::Line),
            told("2027-12-24", DoubtWhy::Part),
        ]
    );
    assert_eq!(found.unread, [(19, "班".to_owned())]);
    assert_eq!(seen(&found), [row("2027-06-01", false, DayWhy::Listed)]);
    let chosen: BTreeMap<Date, Choice> = [
        (date("2027-05-01"), Choice::Closed),
        (date("2027-05-02"), Choice::Out),
        (date("2027-05-03"), Choice::Open),
        (date("2027-06-01"), Choice::Open),
    ]
    .into();
    let found = read(&feed(days), &Wanted { chosen: &chosen, ..wanted(&HK, None) }).unwrap();
    assert_eq!(
        seen(&found),
        [row("2027-05-01", false, DayWhy::Chosen), row("2027-05-03", true, DayWhy::Chosen), row("2027-06-01", false, DayWhy::Listed),],
        "of what is sure nothing is chosen"
    );
    assert_eq!(found.doubts.len(), 1, "the half day waits");
    assert_eq!(found.observances, [Observance { date: date("2027-05-02"), name: "Parade".to_owned() }]);
}

#[test]
fn a_day_is_a_day_however_its_ends_are_written() {
    let days = |lines: &str| -> Vec<String> {
        let found = read(&event(&format!("{lines}\nSUMMARY:x")), &wanted(&CN, Some(2027))).unwrap();
        assert!(found.doubts.is_empty(), "{lines}: {found:?}");
        found.year.entries.iter().map(|entry| entry.date.to_string()).collect()
    };
    for (start, end) in [
        (";VALUE=DATE:20270101", ";VALUE=DATE:20270101"),
        (";VALUE=DATE;TZID=Asia/Shanghai:20270101", ";VALUE=DATE;TZID=Asia/Shanghai:20270102"),
        (":20270101T000000", ":20270102T000000"),
        (";TZID=America/New_York:20270101T000000", ";TZID=America/New_York:20270102T000000"),
        (":20261231T160000Z", ":20270101T160000Z"),
        (":20270101T000000Z", ":20270102T000000Z"),
        (":20270101T000000", ":20270101T235959"),
        (";VALUE=DATE:20270101", ";VALUE=DATE:20270102"),
    ] {
        assert_eq!(days(&format!("DTSTART{start}\nDTEND{end}")), ["2027-01-01"], "{start} to {end}");
    }
    assert_eq!(days("DTSTART:20270101T000000\nDURATION:PT48H"), ["2027-01-01", "2027-01-02"]);
    let timed = |lines: &str| hk(&event(&format!("{lines}\nSUMMARY:x")), None).unwrap().doubts[0].why;
    assert_eq!(timed("DTSTART:20270101T090000"), DoubtWhy::Time);
    assert_eq!(timed("DTSTART:20270101T000000\nDTEND:20270101T120000"), DoubtWhy::Time);
    assert_eq!(timed("DTSTART:20270101T000000\nDURATION:PT4H"), DoubtWhy::Time);
    assert_eq!(timed("DTSTART:20270101T150000Z"), DoubtWhy::Time, "neither midnight here nor in UTC");
}

#[test]
fn what_comes_back_each_year_is_read_for_the_year_that_was_chosen() {
    let days = |lines: &str, year| -> Vec<String> {
        let found = hk(&feed(lines), Some(year)).unwrap();
        found.year.entries.iter().map(|entry| format!("{} {}", entry.date, entry.name)).collect()
    };
    let christmas = "BEGIN:VEVENT\nUID:x\nDTSTART;VALUE=DATE:20241225\nDTEND;VALUE=DATE:20241227\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20281225\nSUMMARY:Christmas\nEND:VEVENT";
    assert_eq!(days(christmas, 2027), ["2027-12-25 Christmas", "2027-12-26 Christmas"]);
    assert_eq!(
        hk(&feed(christmas), Some(2028)).unwrap_err().problem,
        Problem::NoSuchYear { wanted: 2028, have: vec![2024, 2025, 2026, 2027] }
    );
    let moved = format!(
        "{christmas}\nBEGIN:VEVENT\nUID:x\nRECURRENCE-ID;VALUE=DATE:20271225\nDTSTART;VALUE=DATE:20271227\nSUMMARY:Christmas (moved)\nEND:VEVENT"
    );
    assert_eq!(days(&moved, 2027), ["2027-12-27 Christmas (moved)"]);
    assert_eq!(days(&moved, 2026).len(), 2);
    let thanks = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20241128\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\nRDATE;VALUE=DATE:20271224,20261224\nSUMMARY:x\nEND:VEVENT";
    assert_eq!(days(thanks, 2027), ["2027-11-25 x", "2027-12-24 x"]);
}

#[test]
fn bytes_are_unfolded_before_they_are_read_and_other_codings_are_refused() {
    let folded = "SUMMARY:春节补班\r\nDTSTART;VALUE=DATE:20270220".as_bytes();
    let at = folded.iter().position(|byte| *byte == 0xe7).unwrap() + 1;
    let mut bytes = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n".to_vec();
    bytes.extend_from_slice(&folded[..at]);
    bytes.extend_from_slice(b"\r\n ");
    bytes.extend_from_slice(&folded[at..]);
    bytes.extend_from_slice(b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    assert!(std::str::from_utf8(&bytes).is_err());
    let found = read(&decode(&bytes), &wanted(&CN, None)).unwrap();
    assert_eq!(seen(&found), [row("2027-02-20", true, DayWhy::Named)]);
    assert_eq!(found.year.entries[0].name, "春节补班");
    // 班 in GBK and in Big5, and a file in UTF-16.
    for wrong in [&b"\xb0\xe0"[..], b"\xaf\x5a"] {
        let mut bytes = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270220\nSUMMARY:".to_vec();
        bytes.extend_from_slice(wrong);
        bytes.extend_from_slice(b"\nEND:VEVENT\nEND:VCALENDAR\n");
        let error = read(&decode(&bytes), &wanted(&CN, None)).unwrap_err();
        assert_eq!((error.line, error.problem), (Some(4), Problem::Unreadable));
    }
}

const BLOCK: &str = "\
[[year]]
year = 2027
status = \"official\"
source = \"https://www.gov.hk/en/about/abouthk/holiday/2027.htm\"
version = 3
days = [
    { date = \"2027-12-27\", open = false, name = \"The first weekday after Christmas Day\" },
    { date = \"2027-12-24\", open = true, name = \"Christmas Eve\", hours = [\"13:30-16:00\", \"09:00-12:30\"] },
]
";

#[test]
fn a_block_of_toml_is_one_year() {
    let found = hk(BLOCK, None).unwrap();
    assert_eq!((found.form, found.year.year, found.year.version), (Form::Toml, 2027, 3), "as it says itself");
    assert!(found.why.is_empty() && found.doubts.is_empty(), "nothing was guessed");
    assert_eq!(found.year.source, "https://www.gov.hk/en/about/abouthk/holiday/2027.htm");
    let hours = OpenInterval::parse_list(&["09:00-12:30", "13:30-16:00"]).unwrap();
    assert_eq!(found.year.entries[0], DayEntry::with_hours(date("2027-12-24"), "Christmas Eve", hours).unwrap());
    assert_eq!(hk(&BLOCK.replace('\n', "\r\n"), Some(2027)).unwrap().year, found.year);
}

#[test]
fn a_whole_file_gives_the_year_that_was_chosen() {
    let file = HK.to_toml();
    for year in [2025, 2026, 2027] {
        let found = hk(&file, Some(year)).unwrap();
        assert_eq!(Some(found.year), ImportedYear::of(&HK, year));
        assert_eq!(found.left.len(), 2);
    }
    assert_eq!(refusal(&file), (None, Problem::WhichYear { have: vec![2025, 2026, 2027] }));
    let error = read(&file, &wanted(&CN, Some(2026))).unwrap_err();
    assert_eq!((error.line, error.problem), (Some(1), Problem::OtherCalendar { found: "hk".into(), wanted: "cn".into() }));
    let error = hk(&file.replace("[\"sat\", \"sun\"]", "[\"fri\", \"sat\"]"), Some(2026)).unwrap_err();
    assert_eq!((error.line, error.problem), (Some(4), Problem::OtherWeekend { wanted: "sat, sun".into() }));
}

#[test]
fn a_mistake_in_toml_has_its_line() {
    let at = |from: &str, to: &str| refusal(&BLOCK.replace(from, to));
    let calendar = || "hk".to_owned();
    assert_eq!(at("2027-12-24", "2027-12-4"), (Some(8), CalendarError::Date { calendar: calendar(), text: "2027-12-4".into() }.into()));
    assert_eq!(
        at("2027-12-24", "2026-12-24"),
        (Some(8), CalendarError::WrongYear { calendar: calendar(), date: date("2026-12-24"), year: 2027 }.into())
    );
    assert_eq!(at("2027-12-24", "2027-12-27"), (Some(8), CalendarError::Twice { calendar: calendar(), what: "2027-12-27".into() }.into()));
    assert_eq!(
        at("open = true", "open = false"),
        (Some(8), CalendarError::ClosedWithHours { calendar: calendar(), date: date("2027-12-24") }.into())
    );
    assert!(matches!(at("13:30", "10:30"), (Some(8), Problem::Calendar(CalendarError::Hours { .. }))));
    assert!(matches!(at("\"official\"", "\"final\""), (Some(3), Problem::Toml(why)) if why.contains("unofficial")));
    assert!(matches!(at("version = 3", "version = x"), (Some(5), Problem::Toml(_))));
    assert!(matches!(at("version = 3", "edition = 3"), (Some(5), Problem::Toml(_))));
    assert!(matches!(at("[[year]]\n", ""), (Some(_), Problem::Toml(_))));
    let error = hk(&BLOCK.replace("[[year]]\n", ""), None).unwrap_err().to_string();
    assert!(error.ends_with("write it as in policies/calendars: [[year]], then year, status, source, version and days"), "{error}");
    let twice = format!("{BLOCK}\n{BLOCK}");
    assert_eq!(refusal(&twice), (Some(12), CalendarError::Twice { calendar: calendar(), what: "2027".into() }.into()));
}

#[test]
fn the_changes_of_an_import_are_told_day_by_day() {
    let now = ImportedYear::of(&CN, 2026).unwrap();
    assert!(diff(&CN, &now).is_empty());
    let mut next = now.clone();
    next.entries.retain(|entry| entry.date != date("2026-05-09") && entry.date != date("2026-05-05"));
    next.entries.push(DayEntry::closed(date("2026-09-03"), "Memorial Day"));
    next.entries.iter_mut().find(|entry| entry.date == date("2026-01-01")).unwrap().name = "New Year".to_owned();
    let hours = OpenInterval::parse_list(&["09:00-12:00"]).unwrap();
    next.entries.push(DayEntry::with_hours(date("2026-12-31"), "short day", hours).unwrap());
    let changes = diff(&CN, &next);
    let told: Vec<(String, bool, bool, bool)> =
        changes.iter().map(|change| (change.date.to_string(), change.was.open, change.becomes.open, change.moves_clocks())).collect();
    let row = |day: &str, was, becomes, moves| (day.to_owned(), was, becomes, moves);
    assert_eq!(
        told,
        [
            row("2026-01-01", false, false, false),
            row("2026-05-05", false, true, true),
            row("2026-05-09", true, false, true),
            row("2026-09-03", true, false, true),
            row("2026-12-31", true, true, true),
        ]
    );
    assert_eq!(changes[0].was.name.as_deref(), Some("New Year's Day"));
    assert_eq!(changes[2].becomes.name, None, "a plain Saturday again");
    // A year that is not there is compared with its weekends alone.
    let fresh = ImportedYear { year: 2031, entries: vec![DayEntry::closed(date("2031-01-01"), "New Year's Day")], ..now };
    assert_eq!(diff(&CN, &fresh).len(), 1);
}

#[test]
fn a_year_that_is_put_in_place_replaces_all_of_it_and_nothing_else() {
    let mut year = ImportedYear::of(&HK, 2027).unwrap();
    (year.status, year.version) = (YearStatus::Official, 9);
    year.entries = vec![DayEntry::closed(date("2027-01-01"), "x"), DayEntry::closed(date("2026-03-03"), "not of this year")];
    let after = year.put_into(HK.as_ref().clone());
    assert_eq!(after.version(), "hk:2025.1,2026.1,2027.9");
    assert_eq!(after.entries().filter(|entry| entry.date.year() == 2027).count(), 1);
    assert_eq!(ImportedYear::of(&after, 2026), ImportedYear::of(&HK, 2026));
    assert_eq!(after.year_status(2027), Some(YearStatus::Official));
    assert_eq!(ImportedYear::of(&HK, 2030), None);
}

#[test]
fn every_shipped_calendar_survives_being_written() {
    for calendar in calendars() {
        assert_eq!(&Calendar::parse(&calendar.to_toml()).unwrap(), calendar.as_ref());
    }
}

fn an_entry() -> impl Strategy<Value = DayEntry> {
    let hours = prop::collection::btree_set(0_u16..=1439, 0..=3);
    (1_i8..=12, 1_i8..=28, any::<bool>(), "[^\\n\u{fffd}]{0,12}", hours).prop_map(|(month, day, open, name, starts)| {
        let starts: Vec<u16> = starts.into_iter().collect();
        let hours = starts.iter().enumerate().filter(|_| open).map(|(at, start)| {
            let end = starts.get(at + 1).copied().unwrap_or(1440);
            format!("{:02}:{:02}-{:02}:{:02}", start / 60, start % 60, end / 60, end % 60).parse().unwrap()
        });
        DayEntry { date: jiff::civil::date(2027, month, day), open, name, hours: hours.collect() }
    })
}

fn a_year() -> impl Strategy<Value = ImportedYear> {
    let status = prop::sample::select(YearStatus::ALL.to_vec());
    (status, "[^\\n\u{fffd}]{0,40}", any::<u32>(), prop::collection::vec(an_entry(), 0..20)).prop_map(
        |(status, source, version, entries)| {
            let entries: std::collections::BTreeMap<_, _> = entries.into_iter().map(|entry| (entry.date, entry)).collect();
            let entries = entries.into_values().collect();
            ImportedYear { calendar: "hk".to_owned(), year: 2027, status, source, version, entries }
        },
    )
}

proptest! {
    #[test]
    fn a_year_that_is_written_reads_back_the_same(year in a_year()) {
        prop_assert_eq!(&hk(&year.to_toml(), None).unwrap().year, &year);
        let file = year.put_into(HK.as_ref().clone());
        let back = Calendar::parse(&file.to_toml()).unwrap();
        prop_assert_eq!(&back, &file);
        prop_assert_eq!(ImportedYear::of(&back, 2027), Some(year.clone()));
        prop_assert!(diff(&file, &year).is_empty());
    }

    #[test]
    fn no_text_makes_it_stumble(text in r"(BEGIN:V(CALENDAR|EVENT)\n|END:V(EVENT|CALENDAR)\n|[A-Z;:=\\ \t\r\n0-9班T-]{0,20}|DT(START|END);VALUE=DATE:[0-9]{8}\n|SUMMARY:.\n){0,12}") {
        let _ = hk(&text, None);
        let _ = hk(&format!("BEGIN:VCALENDAR\n{text}"), Some(2027));
    }
}
