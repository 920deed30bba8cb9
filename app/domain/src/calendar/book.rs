//! A calendar and its file.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::file::FileYear;
use super::{CalendarError, CalendarYear, DayEntry, DayKind, SEARCH_LIMIT, YearStatus, parse_weekday};

/// The civil dates of one place, open or closed.
///
/// A year that is not listed has only its weekends closed and is not settled: see [`Calendar::year_status`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    id: String,
    name: String,
    zone: String,
    weekend: [bool; 7],
    years: BTreeMap<i16, CalendarYear>,
    days: BTreeMap<Date, DayEntry>,
}

/// The file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    name: String,
    zone: String,
    weekend: Vec<String>,
    #[serde(default)]
    year: Vec<FileYear>,
}

impl Calendar {
    /// A calendar without dated entries. `id` is short and lower-case (`hk`), `zone` an IANA name.
    ///
    /// # Errors
    /// [`CalendarError::Weekend`] if the week has no open day.
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        zone: impl Into<String>,
        weekend: &[Weekday],
    ) -> Result<Self, CalendarError> {
        let id = id.into();
        let mut closed = [false; 7];
        for day in weekend {
            if let Some(slot) = closed.get_mut(index(*day)) {
                *slot = true;
            }
        }
        if closed == [true; 7] {
            return Err(CalendarError::Weekend { calendar: id, text: "all seven days".to_owned() });
        }
        Ok(Self { id, name: name.into(), zone: zone.into(), weekend: closed, years: BTreeMap::new(), days: BTreeMap::new() })
    }

    /// Reads a file of `policies/calendars`.
    ///
    /// # Errors
    /// [`CalendarError`]: the file's form, a date that is not one, hours that are empty or overlap, a date listed twice or
    /// under another year.
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        let file: File = toml::from_str(text).map_err(|error| CalendarError::Toml(error.to_string()))?;
        let mut weekend = Vec::new();
        for day in &file.weekend {
            weekend.push(parse_weekday(day).ok_or_else(|| CalendarError::Weekend { calendar: file.id.clone(), text: day.clone() })?);
        }
        let mut calendar = Self::new(file.id, file.name, file.zone, &weekend)?;
        for year in file.year {
            let (listed, entries) = year.read(&calendar.id).map_err(|misfit| misfit.why)?;
            if calendar.years.contains_key(&listed.year) {
                return Err(CalendarError::Twice { calendar: calendar.id, what: listed.year.to_string() });
            }
            calendar = entries.into_iter().fold(calendar.with_year(listed), Self::with_entry);
        }
        Ok(calendar)
    }

    /// The same calendar with this year listed, in place of an earlier listing.
    #[must_use]
    pub fn with_year(mut self, year: CalendarYear) -> Self {
        self.years.insert(year.year, year);
        self
    }

    /// The same calendar without this year's listing and its dated entries.
    #[must_use]
    pub fn without_year(mut self, year: i16) -> Self {
        self.years.remove(&year);
        self.days.retain(|date, _| date.year() != year);
        self
    }

    /// The same calendar with this date, in place of an earlier entry for it.
    #[must_use]
    pub fn with_entry(mut self, entry: DayEntry) -> Self {
        self.days.insert(entry.date, entry);
        self
    }

    /// The short id, for example `hk`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name, in English.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The IANA zone of the place. It says where the calendar belongs and moves no date.
    #[must_use]
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// The days of the week that are closed without an entry, from Monday.
    #[must_use]
    pub fn weekend(&self) -> Vec<Weekday> {
        Weekday::Monday.cycle_forward().take(7).filter(|day| self.weekend.get(index(*day)).copied().unwrap_or(false)).collect()
    }

    /// The listed years, in order.
    pub fn years(&self) -> impl Iterator<Item = &CalendarYear> {
        self.years.values()
    }

    /// The dated entries, in order.
    pub fn entries(&self) -> impl Iterator<Item = &DayEntry> {
        self.days.values()
    }

    /// Whether the list of the year is final; `None` if the year is not listed at all, which is no better than provisional.
    #[must_use]
    pub fn year_status(&self, year: i16) -> Option<YearStatus> {
        self.years.get(&year).map(|listed| listed.status)
    }

    /// Id and version of every year, for example `hk:2025.1,2026.1`. A clock keeps it.
    #[must_use]
    pub fn version(&self) -> String {
        let years: Vec<String> = self.years.values().map(|year| format!("{}.{}", year.year, year.version)).collect();
        format!("{}:{}", self.id, years.join(","))
    }

    /// What the date is here, and why.
    #[must_use]
    pub fn day(&self, date: Date) -> DayKind<'_> {
        if let Some(entry) = self.days.get(&date) {
            DayKind::Entry(entry)
        } else if self.weekend.get(index(date.weekday())).copied().unwrap_or(false) {
            DayKind::Weekend
        } else {
            DayKind::Workday
        }
    }

    /// Whether the date is open.
    #[must_use]
    pub fn is_open_day(&self, date: Date) -> bool {
        self.day(date).is_open()
    }

    /// The date itself if it is open, else the next open one.
    ///
    /// # Errors
    /// [`CalendarError::NoOpenDay`] after 400 closed days in a row.
    pub fn open_day_from(&self, date: Date) -> Result<Date, CalendarError> {
        let mut day = date;
        for _ in 0..SEARCH_LIMIT {
            if self.is_open_day(day) {
                return Ok(day);
            }
            day = day.tomorrow()?;
        }
        Err(CalendarError::NoOpenDay { from: date })
    }

    /// The `n`-th open day after `date`, which itself does not count; `date` if `n` is zero.
    ///
    /// # Errors
    /// [`CalendarError::NoOpenDay`] after 400 closed days in a row.
    pub fn nth_open_day(&self, date: Date, n: u32) -> Result<Date, CalendarError> {
        let mut day = date;
        for _ in 0..n {
            day = self.open_day_from(day.tomorrow()?)?;
        }
        Ok(day)
    }
}

/// Monday is 0.
fn index(day: Weekday) -> usize {
    usize::try_from(day.to_monday_zero_offset()).unwrap_or(0)
}
