//! The form of a calendar's file and of one year in it, for reading.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::{CalendarError, CalendarYear, DayEntry, OpenInterval, YearStatus, parse_date};

/// One `[[year]]` table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileYear {
    pub(super) year: Spanned<i16>,
    status: YearStatus,
    source: String,
    version: u32,
    #[serde(default)]
    days: Vec<FileDay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileDay {
    date: Spanned<String>,
    open: bool,
    name: String,
    hours: Option<Vec<String>>,
}

/// What is wrong in a year, and at which bytes of the text.
pub(super) struct Misfit {
    pub(super) at: Range<usize>,
    pub(super) why: CalendarError,
}

impl FileYear {
    /// The year and its dated entries, in the order of the dates.
    pub(super) fn read(self, calendar: &str) -> Result<(CalendarYear, Vec<DayEntry>), Misfit> {
        let year = self.year.into_inner();
        let mut seen = BTreeSet::new();
        let mut entries = Vec::with_capacity(self.days.len());
        for day in self.days {
            let at = day.date.span();
            let entry = day.read(calendar, year, &mut seen).map_err(|why| Misfit { at, why })?;
            entries.push(entry);
        }
        entries.sort_by_key(|entry| entry.date);
        Ok((CalendarYear { year, status: self.status, source: self.source, version: self.version }, entries))
    }
}

impl FileDay {
    fn read(self, calendar: &str, year: i16, seen: &mut BTreeSet<Date>) -> Result<DayEntry, CalendarError> {
        let id = || calendar.to_owned();
        let date = parse_date(calendar, self.date.get_ref())?;
        if date.year() != year {
            return Err(CalendarError::WrongYear { calendar: id(), date, year });
        }
        if !seen.insert(date) {
            return Err(CalendarError::Twice { calendar: id(), what: date.to_string() });
        }
        let hours = match self.hours {
            None => Vec::new(),
            Some(_) if !self.open => return Err(CalendarError::ClosedWithHours { calendar: id(), date }),
            Some(list) => OpenInterval::parse_list(&list)?,
        };
        Ok(DayEntry { date, open: self.open, name: self.name, hours })
    }
}
