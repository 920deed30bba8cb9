//! The dated lines of a calendar.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::{CalendarError, OpenInterval};

/// Where a year's list comes from, and so whether it is final. Only an official one is settled: a due that rests on another says
/// so, and an earlier due that was told is kept when the official list comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearStatus {
    /// The year's notice is out and the list follows it.
    Official,
    /// The notice is not out yet: fixed statutory days only. An official list will replace it.
    Provisional,
    /// Computed by a program from general rules. No authority's list, and none is waited for.
    Unofficial,
}

impl YearStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Official, Self::Provisional, Self::Unofficial];

    /// The name used in files, databases and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Provisional => "provisional",
            Self::Unofficial => "unofficial",
        }
    }

    /// The status with this code, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Whether the list is final. A provisional and an unofficial one are not.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Official)
    }
}

/// One year of a calendar: where its list comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarYear {
    /// The year.
    pub year: i16,
    /// Whether its list is final.
    pub status: YearStatus,
    /// The notice, page or program from which it was taken.
    pub source: String,
    /// Counts the changes to this year's list; a clock keeps the version with which it was computed.
    pub version: u32,
}

/// A date that differs from the rule of the week: a holiday, a make-up workday, a short day, a typhoon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayEntry {
    /// The civil date, without a zone.
    pub date: Date,
    /// Open or closed.
    pub open: bool,
    /// Its name, shown in explanations.
    pub name: String,
    /// Hours of this date alone, in the office's zone. Empty: the usual hours. Always empty on a closed day.
    pub hours: Vec<OpenInterval>,
}

impl DayEntry {
    /// A closed date.
    #[must_use]
    pub fn closed(date: Date, name: impl Into<String>) -> Self {
        Self { date, open: false, name: name.into(), hours: Vec::new() }
    }

    /// An open date with the usual hours, as a make-up workday (调休) has.
    #[must_use]
    pub fn open(date: Date, name: impl Into<String>) -> Self {
        Self { date, open: true, name: name.into(), hours: Vec::new() }
    }

    /// An open date with hours of its own.
    ///
    /// # Errors
    /// [`CalendarError::Hours`] if they are empty or overlap.
    pub fn with_hours(date: Date, name: impl Into<String>, hours: Vec<OpenInterval>) -> Result<Self, CalendarError> {
        Ok(Self { date, open: true, name: name.into(), hours: OpenInterval::checked(hours)? })
    }
}

/// Why a date is open or closed in one calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// A day of the working week without an entry: open.
    Workday,
    /// A weekend day without an entry: closed.
    Weekend,
    /// A dated entry decides.
    Entry(&'a DayEntry),
}

impl DayKind<'_> {
    /// Whether the day is open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        match self {
            Self::Workday => true,
            Self::Weekend => false,
            Self::Entry(entry) => entry.open,
        }
    }
}

/// Reads a civil date written `YYYY-MM-DD`, and nothing else: a date and time is an instant, whose date depends on a zone,
/// and holidays kept so shift by a day.
///
/// # Errors
/// [`CalendarError::Date`].
pub fn parse_date(calendar: &str, text: &str) -> Result<Date, CalendarError> {
    let wrong = || CalendarError::Date { calendar: calendar.to_owned(), text: text.to_owned() };
    if text.len() != 10 {
        return Err(wrong());
    }
    text.parse().map_err(|_| wrong())
}

/// Reads `mon` to `sun`; `None` for anything else.
#[must_use]
pub fn parse_weekday(text: &str) -> Option<Weekday> {
    Some(match text.to_ascii_lowercase().as_str() {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}
