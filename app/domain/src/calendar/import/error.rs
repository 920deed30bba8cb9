//! What can be wrong with a text that is imported.

use std::fmt;

use jiff::civil::Date;
use thiserror::Error;

use crate::calendar::CalendarError;

/// A text that cannot be read, with its line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ImportError {
    /// The line of the text, from 1; `None` if it is about the text as a whole.
    pub line: Option<usize>,
    /// What is wrong there.
    pub problem: Problem,
}

impl ImportError {
    pub(super) const fn at(line: usize, problem: Problem) -> Self {
        Self { line: Some(line), problem }
    }

    pub(super) const fn whole(problem: Problem) -> Self {
        Self { line: None, problem }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        self.problem.fmt(f)
    }
}

/// What is wrong, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// Nothing was written.
    #[error("there is no text: paste a [[year]] block of TOML, or an iCalendar from BEGIN:VCALENDAR to END:VCALENDAR")]
    Empty,
    /// More than [`MAX_BYTES`](super::MAX_BYTES).
    #[error("the text is longer than a megabyte: leave in it the year's entries alone")]
    TooLong,
    /// A character that was lost before: the file is not UTF-8, or was opened as if it were.
    #[error("a character cannot be read: save the file as UTF-8, and choose it again")]
    Unreadable,
    /// No year, or an iCalendar without events.
    #[error("the text lists no days: write a [[year]] block, or an event (BEGIN:VEVENT) for each day")]
    NoDays,
    /// Several years, and none was chosen.
    #[error("the text has the years {}: say which of them to take", list(.have))]
    WhichYear {
        /// The years that it has.
        have: Vec<i16>,
    },
    /// The year that was chosen is not there.
    #[error("the text has nothing for {wanted}, only for {}: choose one of these, or another text", list(.have))]
    NoSuchYear {
        /// The year that was chosen.
        wanted: i16,
        /// The years that it has.
        have: Vec<i16>,
    },
    /// Not the TOML that a year needs.
    #[error("{0}; write it as in policies/calendars: [[year]], then year, status, source, version and days")]
    Toml(String),
    /// A file of another calendar.
    #[error("this is the calendar `{found}`, and the year is for `{wanted}`: choose that calendar, or correct the id")]
    OtherCalendar {
        /// The id in the text.
        found: String,
        /// The id of the calendar that gets the year.
        wanted: String,
    },
    /// A file with another weekend.
    #[error("an import changes one year and not the weekend, which is {wanted}: leave the weekend out, or write that")]
    OtherWeekend {
        /// The calendar's weekend.
        wanted: String,
    },
    /// A date, a day's hours, or a date that is listed twice or under another year.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// Not `NAME:VALUE`, and more lines like that before it.
    #[error("`{0}` is not a line of an iCalendar: write NAME:VALUE, and begin a line that goes on with a space")]
    Line(String),
    /// An `END` that does not fit, or none.
    #[error("END:{found} where END:{expected} belongs: close each BEGIN by its own END")]
    End {
        /// What was written; empty if the text ends before it.
        found: String,
        /// What is open.
        expected: String,
    },
    /// The text ends inside a component.
    #[error("the text ends before END:{0}: paste it whole")]
    Cut(String),
    /// Something stands outside `BEGIN:VCALENDAR` and its end.
    #[error("`{0}` stands outside BEGIN:VCALENDAR and END:VCALENDAR: paste the calendar alone and whole")]
    Outside(String),
    /// Not a date.
    #[error("{property} `{value}` is not a date: write {property};VALUE=DATE:20261225")]
    Date {
        /// `DTSTART`, `DTEND` or another property with a date.
        property: &'static str,
        /// What was written.
        value: String,
    },
    /// The end is before the start.
    #[error("the event ends on {end} and begins on {start}: DTEND is the day after the last one")]
    EndsFirst {
        /// The first day.
        start: Date,
        /// What was written as the end.
        end: Date,
    },
    /// An event of more than 366 days.
    #[error("the event goes on for more than a year, to {end}: write an event for each holiday")]
    Long {
        /// What was written as the end.
        end: Date,
    },
    /// A length that cannot be read, or is longer than a year.
    #[error("DURATION `{0}` is not a length: write P1D, or a DTEND")]
    Duration(String),
    /// An event that repeats by a rule that is not one of holidays.
    #[error("{0}: the event repeats by a rule that is not read here: write an event for each day")]
    Repeats(String),
    /// An event without a start.
    #[error("the event has no DTSTART: write DTSTART;VALUE=DATE:20261225")]
    NoStart,
    /// An event without a name.
    #[error("the event has no SUMMARY: write the day's name, SUMMARY:Christmas Day")]
    NoName,
    /// One date with more names than [`MOST_NAMES`](super::MOST_NAMES).
    #[error("{date} has more than twelve names: leave the ones that matter")]
    Crowded {
        /// The date.
        date: Date,
    },
    /// A name, or a source, longer than [`MOST_CHARS`](super::MOST_CHARS).
    #[error("`{0}…` is longer than 300 characters: shorten it")]
    Wordy(String),
}

/// `2026, 2027`.
fn list(years: &[i16]) -> String {
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    years.join(", ")
}
