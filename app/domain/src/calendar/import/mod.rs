//! One year of one calendar from a text that somebody pasted or uploaded: TOML, in the form of `policies/calendars/*.toml` (a
//! `[[year]]` block alone, or a whole file), or iCalendar (RFC 5545) as governments publish their holidays.
//!
//! Nothing is guessed in silence. What is not a whole day is refused with its line, and where the name of an iCalendar entry made
//! it an open day, the caller is told.

mod diff;
mod error;
mod event;
mod icalendar;
mod line;
mod tables;
mod write;
mod year;

pub use diff::{DayChange, DayState, diff};
pub use error::{ImportError, Problem};
pub use year::ImportedYear;

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
    /// The dates that are open because of what their iCalendar entry is called (班, 补班, 上班): somebody should look at them.
    pub taken_as_open: Vec<Date>,
    /// The other years of the text, which were left.
    pub left: Vec<i16>,
}

/// The most names that one date may have: a calendar of holidays has one or two.
pub const MOST_NAMES: usize = 12;
/// The longest name or source, in characters.
pub const MOST_CHARS: usize = 300;

/// Refuses what is longer than any name or source is.
fn short(text: &str) -> Result<(), Problem> {
    if text.chars().nth(MOST_CHARS).is_none() { Ok(()) } else { Err(Problem::Wordy(text.chars().take(40).collect())) }
}

/// Reads one year. The form is told from the text itself; a byte order mark and either kind of line end are fine.
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
