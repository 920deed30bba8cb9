//! Changes that staff make to the calendars, once a second person has approved them.

use serde::{Deserialize, Serialize};

use super::import::DayWhy;
use super::{Calendar, CalendarError, CalendarYear, DayEntry, OpenInterval, YearStatus, parse_date};

/// A date as it is written down: `YYYY-MM-DD`, open or closed, with hours of its own (`09:00-12:30`) or none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DatedDay {
    /// The civil date.
    pub date: String,
    /// Whether it is open.
    pub open: bool,
    /// Why: shown in explanations.
    pub name: String,
    /// Hours of this date alone. Empty: closed, or the usual ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<String>,
    /// Why the day of an imported list is open or closed. For the people who approve it; it changes no clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<DayWhy>,
}

impl DatedDay {
    /// How an entry is written down.
    #[must_use]
    pub fn of(entry: &DayEntry) -> Self {
        Self {
            date: entry.date.to_string(),
            open: entry.open,
            name: entry.name.clone(),
            hours: entry.hours.iter().map(ToString::to_string).collect(),
            because: None,
        }
    }

    /// The entry. `calendar` is named in the errors.
    ///
    /// # Errors
    /// [`CalendarError`]: no date, hours that overlap, hours on a closed day.
    pub fn entry(&self, calendar: &str) -> Result<DayEntry, CalendarError> {
        let date = parse_date(calendar, &self.date)?;
        if self.hours.is_empty() {
            return Ok(DayEntry { date, open: self.open, name: self.name.clone(), hours: Vec::new() });
        }
        if !self.open {
            return Err(CalendarError::ClosedWithHours { calendar: calendar.to_owned(), date });
        }
        DayEntry::with_hours(date, self.name.clone(), OpenInterval::parse_list(&self.hours)?)
    }
}

/// A change of the calendars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum CalendarChange {
    /// One date of one calendar: a holiday that was moved after its publication.
    Day {
        /// The calendar's id.
        calendar: String,
        /// The date.
        day: DatedDay,
    },
    /// One date of a product's office, whatever its calendars say: a typhoon, black rain, a move.
    Office {
        /// The product's slug.
        product: String,
        /// The date.
        day: DatedDay,
    },
    /// The list of a whole year, in place of an earlier one.
    Year {
        /// The calendar's id.
        calendar: String,
        /// The year.
        year: i16,
        /// Whether the list is final.
        status: YearStatus,
        /// Where it was taken from.
        source: String,
        /// Its days.
        days: Vec<DatedDay>,
        /// Days that the list names and that are what their day of the week is: observances. For the people who approve it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        observances: Vec<(String, String)>,
    },
}

impl CalendarChange {
    /// Whether it touches this calendar.
    #[must_use]
    pub fn is_of_calendar(&self, id: &str) -> bool {
        matches!(self, Self::Day { calendar, .. } | Self::Year { calendar, .. } if calendar == id)
    }

    /// The date of an office's change, for this product; `None` if it is none of those.
    ///
    /// # Errors
    /// As [`DatedDay::entry`].
    pub fn office_entry(&self, slug: &str) -> Result<Option<DayEntry>, CalendarError> {
        match self {
            Self::Office { product, day } if product == slug => day.entry(slug).map(Some),
            _ => Ok(None),
        }
    }

    /// A calendar with this change; the calendar itself where the change is of another one. The version of the year counts up.
    ///
    /// # Errors
    /// As [`DatedDay::entry`]; [`CalendarError::WrongYear`] and [`CalendarError::Twice`] for a year's list.
    pub fn apply(&self, calendar: Calendar) -> Result<Calendar, CalendarError> {
        if !self.is_of_calendar(calendar.id()) {
            return Ok(calendar);
        }
        let id = calendar.id().to_owned();
        let listed = |calendar: &Calendar, year: i16| calendar.years().find(|listed| listed.year == year).cloned();
        match self {
            Self::Office { .. } => Ok(calendar),
            Self::Day { day, .. } => {
                let entry = day.entry(&id)?;
                Ok(match listed(&calendar, entry.date.year()) {
                    Some(year) => calendar.with_year(CalendarYear { version: year.version.saturating_add(1), ..year }),
                    None => calendar,
                }
                .with_entry(entry))
            }
            Self::Year { year, status, source, days, .. } => {
                let version = listed(&calendar, *year).map_or(1, |listed| listed.version.saturating_add(1));
                let mut changed =
                    calendar.without_year(*year).with_year(CalendarYear { year: *year, status: *status, source: source.clone(), version });
                let mut seen = std::collections::BTreeSet::new();
                for day in days {
                    let entry = day.entry(&id)?;
                    if entry.date.year() != *year {
                        return Err(CalendarError::WrongYear { calendar: id, date: entry.date, year: *year });
                    }
                    if !seen.insert(entry.date) {
                        return Err(CalendarError::Twice { calendar: id, what: entry.date.to_string() });
                    }
                    changed = changed.with_entry(entry);
                }
                Ok(changed)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::*;

    fn calendar() -> Calendar {
        let official = |year| CalendarYear { year, status: YearStatus::Official, source: "gazette".to_owned(), version: 3 };
        Calendar::new("hk", "Hong Kong", "Asia/Hong_Kong", &[Weekday::Saturday, Weekday::Sunday])
            .unwrap()
            .with_year(official(2026))
            .with_year(official(2027))
            .with_entry(DayEntry::closed("2026-01-01".parse().unwrap(), "New Year"))
            .with_entry(DayEntry::closed("2027-01-01".parse().unwrap(), "New Year"))
    }

    fn day(date: &str, open: bool) -> DatedDay {
        DatedDay { date: date.to_owned(), open, name: "typhoon".to_owned(), hours: vec![], because: None }
    }

    #[test]
    fn a_day_counts_the_years_version_up() {
        let change = CalendarChange::Day { calendar: "hk".to_owned(), day: day("2026-09-08", false) };
        let after = change.apply(calendar()).unwrap();
        assert!(!after.is_open_day("2026-09-08".parse().unwrap()));
        assert_eq!(after.version(), "hk:2026.4,2027.3");
        let other = CalendarChange::Day { calendar: "cn".to_owned(), day: day("2026-09-08", false) };
        assert_eq!(other.apply(calendar()).unwrap(), calendar(), "another calendar's");
    }

    #[test]
    fn a_years_list_takes_the_place_of_the_earlier_one() {
        let change = |days| CalendarChange::Year {
            calendar: "hk".to_owned(),
            year: 2027,
            status: YearStatus::Official,
            source: "gazette 2027".to_owned(),
            days,
            observances: Vec::new(),
        };
        let after = change(vec![day("2027-02-08", false)]).apply(calendar()).unwrap();
        assert!(after.is_open_day("2027-01-01".parse().unwrap()), "the old list is gone");
        assert!(!after.is_open_day("2027-02-08".parse().unwrap()));
        assert!(!after.is_open_day("2026-01-01".parse().unwrap()), "the other year stays");
        assert_eq!(after.version(), "hk:2026.3,2027.4");
        assert!(matches!(change(vec![day("2026-02-08", false)]).apply(calendar()), Err(CalendarError::WrongYear { .. })));
        assert!(matches!(
            change(vec![day("2027-02-08", false), day("2027-02-08", true)]).apply(calendar()),
            Err(CalendarError::Twice { .. })
        ));
    }

    #[test]
    fn hours_and_dates_are_checked() {
        let short = DatedDay { hours: vec!["09:00-12:30".to_owned()], ..day("2026-12-24", true) };
        assert_eq!(DatedDay::of(&short.entry("hk").unwrap()), short);
        assert!(DatedDay { open: false, ..short.clone() }.entry("hk").is_err(), "a closed day has no hours");
        assert!(DatedDay { hours: vec!["12:00-09:00".to_owned()], ..short }.entry("hk").is_err());
        assert!(day("2026-02-30", false).entry("hk").is_err());
        assert!(day("2026-02-03T00:00:00Z", false).entry("hk").is_err(), "an instant is no date");
        let office = CalendarChange::Office { product: "hellotalk".to_owned(), day: day("2026-09-08", false) };
        assert!(office.office_entry("hellotalk").unwrap().is_some());
        assert!(office.office_entry("japanese-ai").unwrap().is_none());
        assert_eq!(office.apply(calendar()).unwrap(), calendar());
    }
}
