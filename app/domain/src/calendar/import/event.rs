//! An event of an iCalendar as whole days.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::error::{ImportError, Problem};
use super::line::Line;

/// Whole days with a name.
#[derive(Debug)]
pub(super) struct Event {
    /// The line on which it begins.
    pub(super) line: usize,
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) name: String,
}

/// Properties that make an event repeat, or change one repetition of another.
const REPEATS: [&str; 5] = ["RRULE", "RDATE", "EXRULE", "EXDATE", "RECURRENCE-ID"];

impl Event {
    /// Reads an event from its own lines, those of components inside it left out. `None` if it was called off.
    pub(super) fn read(begin: usize, lines: &[&Line]) -> Result<Option<Self>, ImportError> {
        let one = |name: &str| lines.iter().find(|line| line.name == name);
        if one("STATUS").is_some_and(|line| line.value.trim().eq_ignore_ascii_case("CANCELLED")) {
            return Ok(None);
        }
        if let Some(line) = lines.iter().find(|line| REPEATS.contains(&line.name.as_str())) {
            return Err(ImportError::at(line.number, Problem::Repeats(line.name.clone())));
        }
        let start = one("DTSTART").ok_or_else(|| ImportError::at(begin, Problem::NoStart))?;
        let first = date("DTSTART", start)?;
        let last = match (one("DTEND"), one("DURATION")) {
            (Some(line), _) => {
                // The end is the day after the last one (RFC 5545, section 3.6.1).
                let end = date("DTEND", line)?;
                if end > first.saturating_add(366.days()) {
                    return Err(ImportError::at(line.number, Problem::Long { end }));
                }
                let before = || ImportError::at(line.number, Problem::EndsFirst { start: first, end });
                end.yesterday().ok().filter(|last| *last >= first).ok_or_else(before)?
            }
            (None, Some(line)) => {
                let wrong = || ImportError::at(line.number, Problem::Duration(line.value.clone()));
                let days = days(line.value.trim()).ok_or_else(wrong)?;
                first.checked_add((days - 1).days()).map_err(|_| wrong())?
            }
            (None, None) => first,
        };
        let name = one("SUMMARY").map(|line| line.words()).filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| ImportError::at(begin, Problem::NoName))?;
        super::short(&name).map_err(|problem| ImportError::at(begin, problem))?;
        Ok(Some(Self { line: begin, first, last, name }))
    }

    /// Whether its name makes it a make-up workday. Chinese feeds write 班, 补班 or 上班 for those and 休 for holidays; with 停班 and
    /// the like an office is closed.
    pub(super) fn is_open(&self) -> bool {
        const CLOSED: [&str; 5] = ["停班", "休班", "不上班", "免上班", "下班"];
        self.name.contains('班') && !CLOSED.iter().any(|closed| self.name.contains(closed))
    }
}

/// A civil date. Some feeds leave out `VALUE=DATE`; eight digits are a date all the same.
fn date(property: &'static str, line: &Line) -> Result<Date, ImportError> {
    let value = line.value.trim();
    let wrong = || ImportError::at(line.number, Problem::Date { property, value: value.to_owned() });
    let time = line.parameter("VALUE").is_some_and(|kind| kind.eq_ignore_ascii_case("DATE-TIME"));
    if time || line.parameter("TZID").is_some() || value.contains(['T', 't']) {
        return Err(ImportError::at(line.number, Problem::TimeOfDay { property }));
    }
    if value.len() != 8 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let part = |from: usize, to: usize| value.get(from..to).and_then(|digits| digits.parse::<i16>().ok()).ok_or_else(wrong);
    let small = |from, to| part(from, to).and_then(|number| i8::try_from(number).map_err(|_| wrong()));
    Date::new(part(0, 4)?, small(4, 6)?, small(6, 8)?).map_err(|_| wrong())
}

/// The days of `P3D` or `P1W`, at least one and at most a year.
fn days(text: &str) -> Option<i32> {
    let text = text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?;
    let days = match (text.strip_suffix('D'), text.strip_suffix('W')) {
        (Some(days), _) => days.parse::<i32>().ok()?,
        (None, Some(weeks)) => weeks.parse::<i32>().ok()?.checked_mul(7)?,
        (None, None) => return None,
    };
    (1..=366).contains(&days).then_some(days)
}
