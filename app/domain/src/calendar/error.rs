//! What can be wrong with a calendar, or with a question to one.

use jiff::civil::Date;
use thiserror::Error;

/// An error in a calendar file, in opening hours, or in a search over them.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// The file is not the TOML that a calendar needs; the text names the line.
    #[error("calendar file: {0}")]
    Toml(String),
    /// A date is not a civil date written `YYYY-MM-DD`. An instant is refused: dates have no zone.
    #[error("calendar {calendar}: `{text}` is not a date written YYYY-MM-DD")]
    Date {
        /// The calendar's id.
        calendar: String,
        /// What was written.
        text: String,
    },
    /// A date stands under a year that it is not in.
    #[error("calendar {calendar}: {date} is listed under {year}")]
    WrongYear {
        /// The calendar's id.
        calendar: String,
        /// The date.
        date: Date,
        /// The year under which it was listed.
        year: i16,
    },
    /// A date or a year is listed twice.
    #[error("calendar {calendar}: {what} is listed twice")]
    Twice {
        /// The calendar's id.
        calendar: String,
        /// The date or the year.
        what: String,
    },
    /// A weekday is not one of `mon` to `sun`, or all seven are weekend.
    #[error("calendar {calendar}: bad weekend `{text}`: use mon, tue, wed, thu, fri, sat, sun, and leave a day open")]
    Weekend {
        /// The calendar's id.
        calendar: String,
        /// What was written.
        text: String,
    },
    /// Opening hours are empty, overlap, or are not written `HH:MM-HH:MM`.
    #[error("opening hours `{text}`: {why}")]
    Hours {
        /// What was written.
        text: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A closed day has hours.
    #[error("calendar {calendar}: {date} is closed and has opening hours")]
    ClosedWithHours {
        /// The calendar's id.
        calendar: String,
        /// The date.
        date: Date,
    },
    /// The zone is not in the IANA database.
    #[error("unknown time zone `{0}`")]
    Zone(String),
    /// No calendar was given, or none with this id.
    #[error("no calendar `{0}`")]
    Unknown(String),
    /// Four hundred closed days in a row: no due moment can be found.
    #[error("no open day within 400 days of {from}")]
    NoOpenDay {
        /// The date from which the search began.
        from: Date,
    },
    /// A moment or a date beyond the years that can be written (-9999 to 9999).
    #[error("the moment lies outside the years that can be computed")]
    OutOfRange,
}

impl From<jiff::Error> for CalendarError {
    /// Arithmetic on dates and instants fails for one reason only: the result is out of range.
    fn from(_: jiff::Error) -> Self {
        Self::OutOfRange
    }
}
