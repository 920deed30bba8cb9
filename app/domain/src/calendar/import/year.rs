//! A year on its way into a calendar.

use crate::calendar::{Calendar, CalendarYear, DayEntry, YearStatus};

/// One year of one calendar: a draft, until somebody puts it in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedYear {
    /// The calendar's id.
    pub calendar: String,
    /// The year.
    pub year: i16,
    /// Whether its list is final.
    pub status: YearStatus,
    /// The notice, page or program from which it was taken.
    pub source: String,
    /// Counts the changes to the year's list.
    pub version: u32,
    /// The dated entries, in order, each date once.
    pub entries: Vec<DayEntry>,
}

impl ImportedYear {
    /// A calendar's year as it stands; `None` if it is not listed.
    #[must_use]
    pub fn of(calendar: &Calendar, year: i16) -> Option<Self> {
        let listed = calendar.years().find(|listed| listed.year == year)?;
        Some(Self {
            calendar: calendar.id().to_owned(),
            year,
            status: listed.status,
            source: listed.source.clone(),
            version: listed.version,
            entries: calendar.entries().filter(|entry| entry.date.year() == year).cloned().collect(),
        })
    }

    /// The calendar with this year in place of what it had for it, dated entries included. Entries of other years are left out.
    #[must_use]
    pub fn put_into(&self, calendar: Calendar) -> Calendar {
        let listed = CalendarYear { year: self.year, status: self.status, source: self.source.clone(), version: self.version };
        let entries = self.entries.iter().filter(|entry| entry.date.year() == self.year).cloned();
        entries.fold(calendar.without_year(self.year).with_year(listed), Calendar::with_entry)
    }
}
