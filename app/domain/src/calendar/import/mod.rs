//! One year of one calendar from a text that somebody pasted or uploaded: TOML, in the form of `policies/calendars/*.toml` (a
//! `[[year]]` block alone, or a whole file), or iCalendar (RFC 5545) as governments publish their holidays.
//!
//! Nothing is guessed in silence. Each day comes with why it is open or closed; what an iCalendar leaves in doubt is told, and a
//! person chooses; what cannot be read is refused with its line.

mod decode;
mod diff;
mod error;
mod event;
mod icalendar;
mod line;
mod repeat;
mod says;
mod tables;
mod write;
mod year;

pub use decode::decode;
pub use diff::{DayChange, DayState, diff};
pub use error::{ImportError, Problem};
pub use says::{DayWhy, DoubtWhy};
pub use year::ImportedYear;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Calendar, YearStatus};

/// The longest text that is read, in bytes. The feeds of governments have some tens of kilobytes.
pub const MAX_BYTES: usize = 1 << 20;

/// What a text is to be read as.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The calendar that gets the year.
    pub calendar: &'a Calendar,
    /// The year to take; `None` takes the only one that the text has.
    pub year: Option<i16>,
    /// The status of an iCalendar's year. TOML says its own.
    pub status: YearStatus,
    /// The source of an iCalendar's year, an address or a notice's name. TOML says its own.
    pub source: &'a str,
    /// What a person chose for the days that an iCalendar leaves in doubt; of other days it changes nothing.
    pub chosen: &'a BTreeMap<Date, Choice>,
}

/// What a person chooses for a day in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// A workday, whatever day of the week it is.
    Open,
    /// A holiday.
    Closed,
    /// No entry: the day is what its day of the week is.
    Out,
}

impl Choice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Closed, Self::Out];

    /// The name used in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Out => "out",
        }
    }

    /// The choice with this name, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == code)
    }
}

/// A day of which the text does not say whether it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The date.
    pub date: Date,
    /// Its names.
    pub name: String,
    /// What the doubt is.
    pub why: DoubtWhy,
    /// The line on which its first entry begins.
    pub line: usize,
}

/// A day that the text names and that changes nothing: an observance, or one that a person left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observance {
    /// The date.
    pub date: Date,
    /// Its name.
    pub name: String,
}

/// The form of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `[[year]]` tables.
    Toml,
    /// RFC 5545.
    ICalendar,
}

/// A year that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The year.
    pub year: ImportedYear,
    /// In which form it was written.
    pub form: Form,
    /// Why each day of an iCalendar is open or closed. Empty for TOML, which says so itself.
    pub why: BTreeMap<Date, DayWhy>,
    /// The days that nobody has chosen yet. While there are any, the year is not whole.
    pub doubts: Vec<Doubt>,
    /// The days that the text names and that are what their day of the week is.
    pub observances: Vec<Observance>,
    /// The lines that are none of an iCalendar, as far as their first words, with their numbers.
    pub unread: Vec<(usize, String)>,
    /// The other years of the text, which were left.
    pub left: Vec<i16>,
}

/// The most names that one date may have: a calendar of holidays has one or two.
pub const MOST_NAMES: usize = 12;
/// The longest name or source, in characters.
pub const MOST_CHARS: usize = 300;

/// The beginning of what somebody wrote, to be shown in an error.
fn start(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Refuses what is longer than any name or source is.
fn short(text: &str) -> Result<(), Problem> {
    if text.chars().nth(MOST_CHARS).is_none() { Ok(()) } else { Err(Problem::Wordy(text.chars().take(40).collect())) }
}

/// Reads one year. The form is told from the text itself; a byte order mark and either kind of line end are fine.
/// A file's bytes become a text by [`decode`].
///
/// An iCalendar's year gets the version after the one that the calendar has; TOML says its own.
///
/// # Errors
/// [`ImportError`], with the line and with what to write instead.
pub fn read(text: &str, wanted: &Wanted<'_>) -> Result<Imported, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_BYTES {
        return Err(ImportError::whole(Problem::TooLong));
    }
    if let Some(at) = text.find('\u{fffd}') {
        let line = 1 + text.get(..at).unwrap_or_default().bytes().filter(|byte| *byte == b'\n').count();
        return Err(ImportError::at(line, Problem::Unreadable));
    }
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).ok_or_else(|| ImportError::whole(Problem::Empty))?;
    if first.to_ascii_uppercase().starts_with("BEGIN:") {
        return icalendar::read(text, wanted);
    }
    let found = tables::read(text, wanted)?;
    for words in found.year.entries.iter().map(|entry| &entry.name).chain([&found.year.source]) {
        short(words).map_err(ImportError::whole)?;
    }
    Ok(found)
}

/// The year to take of those that a text has.
fn choose(have: &[i16], wanted: Option<i16>) -> Result<i16, ImportError> {
    match (wanted, have) {
        (_, []) => Err(ImportError::whole(Problem::NoDays)),
        (Some(year), _) if have.contains(&year) => Ok(year),
        (Some(year), _) => Err(ImportError::whole(Problem::NoSuchYear { wanted: year, have: have.to_vec() })),
        (None, [only]) => Ok(*only),
        (None, _) => Err(ImportError::whole(Problem::WhichYear { have: have.to_vec() })),
    }
}
