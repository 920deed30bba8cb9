//! What the tests of the clocks share: the real calendars and laws, and short ways to ask.

pub mod lives;
pub mod random;

use std::sync::{Arc, LazyLock};

use domain::Kind;
use domain::calendar::{BusinessTime, Calendar, CalendarYear, DayEntry, YearStatus};
use domain::clock::{ClockState, Evaluation, History, Pause, PauseReason, PromiseTerm, Rules, Source, TermUnit, evaluate, parse_moment};
use domain::law::LawBook;
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

macro_rules! law_files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../../policies/law/", $name, ".toml")))),+]
    };
}

/// Every file of `policies/law`.
pub const LAW_FILES: &[(&str, &str)] = law_files![
    "ar", "au", "br", "ca-qc", "ca", "ch", "cn", "eu", "gb", "hk", "house", "id", "in", "jp", "kr", "mx", "my", "nz", "ru", "sa", "sg",
    "th", "tr", "tw", "us", "us-ca", "us-co", "us-tx", "us-va", "vn", "za",
];

fn read(text: &str) -> Arc<Calendar> {
    Arc::new(Calendar::parse(text).unwrap())
}

pub static HK: LazyLock<Arc<Calendar>> = LazyLock::new(|| read(include_str!("../../../../../policies/calendars/hk.toml")));
pub static CN: LazyLock<Arc<Calendar>> = LazyLock::new(|| read(include_str!("../../../../../policies/calendars/cn.toml")));
pub static GB: LazyLock<Arc<Calendar>> = LazyLock::new(|| read(include_str!("../../../../../policies/calendars/gb.toml")));
pub static UK: LazyLock<Arc<Calendar>> = LazyLock::new(|| read(include_str!("../../../../../policies/calendars/uk.toml")));
pub static US: LazyLock<Arc<Calendar>> = LazyLock::new(|| read(include_str!("../../../../../policies/calendars/us.toml")));
pub static EU: LazyLock<Arc<Calendar>> = LazyLock::new(|| read(include_str!("../../../../../policies/calendars/eu.toml")));
pub static RU: LazyLock<Arc<Calendar>> = LazyLock::new(|| read(include_str!("../../../../../policies/calendars/ru.toml")));
pub static VN: LazyLock<Arc<Calendar>> = LazyLock::new(|| read(include_str!("../../../../../policies/calendars/vn.toml")));

/// Every calendar of `policies/calendars`.
pub fn calendars() -> Vec<Arc<Calendar>> {
    [&HK, &CN, &GB, &UK, &US, &EU, &RU, &VN].map(|calendar| Arc::clone(calendar)).to_vec()
}

pub static LAW: LazyLock<LawBook> = LazyLock::new(|| LawBook::from_files(LAW_FILES, &calendars()).unwrap());
/// Hong Kong and mainland China, any-open: the pack's business time.
pub static OFFICE: LazyLock<BusinessTime> = LazyLock::new(|| BusinessTime::new(vec![HK.clone(), CN.clone()], "Asia/Hong_Kong").unwrap());
/// Hong Kong alone.
pub static HONG_KONG: LazyLock<BusinessTime> = LazyLock::new(|| BusinessTime::new(vec![HK.clone()], "Asia/Hong_Kong").unwrap());

/// One business day.
pub fn one_day() -> PromiseTerm {
    days(1)
}

pub fn days(value: u32) -> PromiseTerm {
    PromiseTerm { value, unit: TermUnit::BusinessDays, source: Source::Policy, section: Some("3(4)".to_owned()) }
}

/// A moment with its offset.
pub fn at(text: &str) -> Timestamp {
    parse_moment(text).unwrap()
}

/// A moment in Hong Kong's offset.
pub fn hkt(text: &str) -> Timestamp {
    at(&format!("{text}+08:00"))
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A closed pause.
pub fn pause(start: &str, end: &str) -> Pause {
    Pause { start: hkt(start), end: Some(hkt(end)), max_end: hkt(end), reason: PauseReason::Clarification }
}

/// An open pause that ends by itself at `max_end`.
pub fn open_pause(start: &str, max_end: &str) -> Pause {
    Pause { start: hkt(start), end: None, max_end: hkt(max_end), reason: PauseReason::IdentityCheck }
}

/// Evaluates with a promise of `term` business days.
pub fn run(kind: Kind, country: Option<&str>, term: Option<u32>, business: &BusinessTime, history: &History, now: Timestamp) -> Evaluation {
    let term = term.map(days);
    let rules =
        Rules { kind, country, promise: term.as_ref(), business, law: &LAW, review_hours: None, calendar_version: "test", explain: true };
    evaluate(history, &rules, now).unwrap()
}

/// The promise of a deletion, one business day.
pub fn promise(business: &BusinessTime, history: &History, now: &str) -> ClockState {
    run(Kind::Deletion, Some("HK"), Some(1), business, history, hkt(now)).promise.unwrap()
}

/// The due of a one-day promise, as civil time in the office's zone: `2026-03-03T18:00`.
pub fn due(business: &BusinessTime, received: Timestamp, pauses: &[Pause]) -> String {
    let history = History { pauses: pauses.to_vec(), ..History::received(received) };
    let last = pauses.iter().filter_map(|pause| pause.end).max().unwrap_or(received).max(received);
    let all = run(Kind::Deletion, Some("HK"), Some(1), business, &history, last);
    civil(business, all.promise.unwrap().due)
}

/// The due of the law's clock, as civil time in Hong Kong.
pub fn law_due(kind: Kind, country: Option<&str>, received: &str) -> String {
    let received = hkt(received);
    let all = run(kind, country, Some(1), &OFFICE, &History::received(received), received);
    all.law.map_or_else(|| "none".to_owned(), |law| civil(&OFFICE, law.due))
}

pub fn civil(business: &BusinessTime, moment: Timestamp) -> String {
    let text = business.civil(moment).to_string();
    text.strip_suffix(":00").map_or(text.clone(), ToOwned::to_owned)
}

/// A calendar with every year from 2024 to 2028 official.
pub fn calendar(weekend: &[Weekday], entries: impl IntoIterator<Item = DayEntry>) -> Calendar {
    let mut calendar = Calendar::new("test", "Test", "Asia/Hong_Kong", weekend).unwrap();
    for year in 2024..=2028 {
        calendar = calendar.with_year(CalendarYear { year, status: YearStatus::Official, source: "test".to_owned(), version: 1 });
    }
    entries.into_iter().fold(calendar, Calendar::with_entry)
}

/// Saturday and Sunday.
pub const WEEKEND: [Weekday; 2] = [Weekday::Saturday, Weekday::Sunday];

/// One calendar as business time, 09:00 to 18:00, in this zone.
pub fn business_in(zone: &str, calendar: Calendar) -> BusinessTime {
    BusinessTime::new(vec![Arc::new(calendar)], zone).unwrap()
}

/// The same in Hong Kong's zone.
pub fn business(calendar: Calendar) -> BusinessTime {
    business_in("Asia/Hong_Kong", calendar)
}
