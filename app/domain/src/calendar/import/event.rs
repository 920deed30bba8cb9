//! An event of an iCalendar as whole days, and what it says about them.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan as _};

use super::error::{ImportError, Problem};
use super::line::Line;
use super::repeat::Yearly;
use super::says::{DayWhy, DoubtWhy, Says, described, named, special_day};

/// Whole days with a name.
#[derive(Debug, Clone)]
pub(super) struct Event {
    /// The line on which it begins.
    pub(super) line: usize,
    /// The first days on which it begins: one, or several of an entry that comes back.
    pub(super) begins: Begins,
    /// How many days it has.
    pub(super) length: Span,
    pub(super) name: String,
    /// What it says; `None` if it is listed and nothing more.
    pub(super) says: Option<Says>,
    /// Its identifier, and which of its repetitions it takes the place of.
    pub(super) of: (String, Option<Date>),
    /// Whether it was called off, and only takes the place of another.
    pub(super) off: bool,
}

/// When an event begins.
#[derive(Debug, Clone)]
pub(super) struct Begins {
    pub(super) first: Date,
    rule: Option<Yearly>,
    more: Vec<Date>,
    except: BTreeSet<Date>,
}

impl Begins {
    /// Its dates to the end of this year.
    pub(super) fn dates(&self, last_year: i16) -> Vec<Date> {
        let mut dates = self.rule.as_ref().map_or_else(|| vec![self.first], |rule| rule.dates(self.first, last_year));
        dates.extend(&self.more);
        dates.retain(|date| !self.except.contains(date));
        dates.sort_unstable();
        dates.dedup();
        dates
    }

    /// Without some of its dates.
    pub(super) fn leave_out(&mut self, dates: &BTreeSet<Date>) {
        self.except.extend(dates);
    }
}

/// Properties with dates that an event has besides its first, or does not have. As many as any list of holidays needs.
const MOST_DATES: usize = 400;

/// A start or an end: a date, and a time of day that is not midnight.
struct At {
    date: Date,
    time: Option<Time>,
}

impl Event {
    /// Reads an event from its own lines, those of components inside it left out. `None` if it was called off. Times are read in
    /// the calendar's zone where they are written in UTC.
    pub(super) fn read(begin: usize, lines: &[&Line], zone: &TimeZone) -> Result<Option<Self>, ImportError> {
        let one = |name: &str| lines.iter().find(|line| line.name == name);
        let uid = || one("UID").map(|line| line.value.trim().to_owned()).unwrap_or_default();
        let instead = one("RECURRENCE-ID").map(|line| at("RECURRENCE-ID", line, zone)).transpose()?.map(|at| at.date);
        if one("STATUS").is_some_and(|line| line.value.trim().eq_ignore_ascii_case("CANCELLED")) {
            // One repetition that was called off takes its date away from the others.
            return Ok(instead.map(|date| Self::called_off(begin, date, uid())));
        }
        let start = one("DTSTART").ok_or_else(|| ImportError::at(begin, Problem::NoStart))?;
        let first = at("DTSTART", start, zone)?;
        let (last, timed) = match (one("DTEND"), one("DURATION")) {
            (Some(line), _) => last(&first, &at("DTEND", line, zone)?, line.number)?,
            (None, Some(line)) => {
                let wrong = || ImportError::at(line.number, Problem::Duration(line.value.clone()));
                match days(line.value.trim()).ok_or_else(wrong)? {
                    Some(days) => (first.date.checked_add((days - 1).days()).map_err(|_| wrong())?, false),
                    None => (first.date, true),
                }
            }
            (None, None) => (first.date, false),
        };
        let name = one("SUMMARY").map(|line| line.words()).filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| ImportError::at(begin, Problem::NoName))?;
        super::short(&name).map_err(|problem| ImportError::at(begin, problem))?;
        let rule = match one("RRULE") {
            Some(line) => Some(line.value.parse().map_err(|()| ImportError::at(line.number, Problem::Repeats(super::start(&line.value))))?),
            None => None,
        };
        if let Some(line) = one("EXRULE") {
            return Err(ImportError::at(line.number, Problem::Repeats(line.name.clone())));
        }
        let listed = |name: &'static str| dates(name, lines, zone);
        let broken = lines.iter().any(|line| line.is_unread()).then_some(Says::Doubt(DoubtWhy::Line));
        let timed = (timed || first.time.is_some()).then_some(Says::Doubt(DoubtWhy::Time));
        Ok(Some(Self {
            line: begin,
            begins: Begins { first: first.date, rule, more: listed("RDATE")?, except: listed("EXDATE")?.into_iter().collect() },
            length: last.since(first.date).map_err(|_| ImportError::at(begin, Problem::NoStart))?,
            says: broken.or(timed).or_else(|| says(lines, &name)),
            name,
            of: (uid(), instead),
            off: false,
        }))
    }

    fn called_off(line: usize, date: Date, uid: String) -> Self {
        Self {
            line,
            begins: Begins { first: date, rule: None, more: Vec::new(), except: BTreeSet::new() },
            length: Span::new(),
            name: String::new(),
            says: None,
            of: (uid, Some(date)),
            off: true,
        }
    }
}

/// What marks say goes before words, unless the words say the opposite.
fn says(lines: &[&Line], name: &str) -> Option<Says> {
    let marked = lines.iter().find(|line| line.name == "X-APPLE-SPECIAL-DAY").map(|line| special_day(&line.value));
    let listed = lines
        .iter()
        .filter(|line| matches!(line.name.as_str(), "DESCRIPTION" | "CATEGORIES"))
        .find_map(|line| described(&line.first_words()));
    let words = named(name);
    match (marked.or(listed), words) {
        (Some(Says::Sure(mark, _)), Some(Says::Sure(word, _))) if mark != word => Some(Says::Doubt(DoubtWhy::Both)),
        (Some(Says::Sure(false, _)), Some(part @ Says::Doubt(DoubtWhy::Part))) => Some(part),
        (Some(Says::Observance), Some(Says::Sure(_, DayWhy::Named))) => Some(Says::Doubt(DoubtWhy::Both)),
        (Some(mark), _) => Some(mark),
        (None, words) => words,
    }
}

/// The last day of an event, and whether it ends within a day.
fn last(first: &At, end: &At, line: usize) -> Result<(Date, bool), ImportError> {
    let (start, until) = (first.date, end.date);
    if until > start.saturating_add(366.days()) {
        return Err(ImportError::at(line, Problem::Long { end: until }));
    }
    if until < start {
        return Err(ImportError::at(line, Problem::EndsFirst { start, end: until }));
    }
    Ok(match end.time {
        // The end is the day after the last one (RFC 5545, section 3.6.1); many write the same day for an event of one day.
        None if until == start => (start, false),
        None => (until.yesterday().unwrap_or(start), false),
        // To the last minute of a day, as people write it.
        Some(time) if (time.hour(), time.minute()) == (23, 59) => (until, false),
        Some(_) => (until, true),
    })
}

/// A date, or a date with a time. Some feeds leave out `VALUE=DATE`; eight digits are a date all the same. A zone moves no date.
fn at(property: &'static str, line: &Line, zone: &TimeZone) -> Result<At, ImportError> {
    let value = line.value.trim();
    read_at(value, zone).ok_or_else(|| ImportError::at(line.number, Problem::Date { property, value: super::start(value) }))
}

fn read_at(value: &str, zone: &TimeZone) -> Option<At> {
    let Some((day, time)) = value.split_once(['T', 't']) else {
        return Some(At { date: civil(value)?, time: None });
    };
    let (time, utc) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, true),
        None => (time, false),
    };
    let mut at = civil(day)?.to_datetime(clock(time)?);
    if utc {
        // Midnight where the calendar is, written in UTC; or midnight in UTC, which means the date and no more.
        let there: DateTime = TimeZone::UTC.to_timestamp(at).ok()?.to_zoned(zone.clone()).datetime();
        if at.time() != Time::midnight() || there.time() == Time::midnight() {
            at = there;
        }
    }
    Some(At { date: at.date(), time: (at.time() != Time::midnight()).then(|| at.time()) })
}

/// The years of calendars that anybody uses: an entry that comes back each year has some hundred dates, and not ten thousand.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// `20270206`.
pub(super) fn civil(value: &str) -> Option<Date> {
    if value.len() != 8 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| value.get(from..to)?.parse::<i16>().ok();
    let small = |from, to| i8::try_from(part(from, to)?).ok();
    Date::new(part(0, 4)?, small(4, 6)?, small(6, 8)?).ok().filter(|date| YEARS.contains(&date.year()))
}

/// `090000`. A leap second is the second before it.
fn clock(value: &str) -> Option<Time> {
    if value.len() != 6 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize| value.get(from..from + 2)?.parse::<i8>().ok();
    Time::new(part(0)?, part(2)?, part(4)?.min(59), 0).ok()
}

/// The dates of all lines of this name, commas between them; of periods their beginning.
fn dates(property: &'static str, lines: &[&Line], zone: &TimeZone) -> Result<Vec<Date>, ImportError> {
    let mut found = Vec::new();
    for line in lines.iter().filter(|line| line.name == property) {
        for value in line.value.split(',').map(str::trim).filter(|value| !value.is_empty()) {
            let wrong = || ImportError::at(line.number, Problem::Date { property, value: super::start(value) });
            let begin = value.split('/').next().unwrap_or(value);
            found.push(read_at(begin, zone).ok_or_else(wrong)?.date);
            if found.len() > MOST_DATES {
                return Err(wrong());
            }
        }
    }
    Ok(found)
}

/// The days of `P3D`, `P1W` or `PT24H`, at least one and at most a year; inside, `None` for a length that is not whole days.
#[allow(clippy::option_option, reason = "wrong, and right but not in days, are two things")]
fn days(text: &str) -> Option<Option<i32>> {
    let text = text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?;
    if let Some(time) = text.strip_prefix('T') {
        let hours = time.strip_suffix('H').and_then(|hours| hours.parse::<i32>().ok());
        let whole = hours.filter(|hours| hours % 24 == 0 && (24..=366 * 24).contains(hours)).map(|hours| hours / 24);
        let written = !time.is_empty() && time.bytes().all(|byte| byte.is_ascii_digit() || b"HMS".contains(&byte));
        return written.then_some(whole);
    }
    let days = match (text.strip_suffix('D'), text.strip_suffix('W')) {
        (Some(days), _) => days.parse::<i32>().ok()?,
        (None, Some(weeks)) => weeks.parse::<i32>().ok()?.checked_mul(7)?,
        (None, None) => return None,
    };
    (1..=366).contains(&days).then_some(Some(days))
}
