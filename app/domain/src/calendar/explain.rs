//! Why a day is closed, or not yet settled: for explanations.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{BusinessTime, Calendar, DayEntry, DayKind, YearStatus};

/// Why one calendar has a date closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedWhy {
    /// The calendar's id, or `exception` for a date that staff entered.
    pub calendar: String,
    /// The holiday's name; `None` for a weekend.
    pub name: Option<String>,
}

/// A year on which a due rests and whose list is not official.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsettled {
    /// The calendar's id.
    pub calendar: String,
    /// The year.
    pub year: i16,
    /// Whether the calendar lacks the year altogether, so that only its weekends were closed.
    pub missing: bool,
    /// Whether the list was computed by a program: it is not waiting for a notice. Never with `missing`.
    #[serde(default)]
    pub unofficial: bool,
}

impl Calendar {
    /// The years from `from` to `to` whose list is provisional, unofficial or missing.
    #[must_use]
    pub fn unsettled(&self, from: Date, to: Date) -> Vec<Unsettled> {
        (from.year()..=to.year()).filter_map(|year| self.unsettled_year(year)).collect()
    }

    fn unsettled_year(&self, year: i16) -> Option<Unsettled> {
        let status = self.year_status(year);
        (!status.is_some_and(YearStatus::is_settled)).then(|| Unsettled {
            calendar: self.id().to_owned(),
            year,
            missing: status.is_none(),
            unofficial: status == Some(YearStatus::Unofficial),
        })
    }
}

impl BusinessTime {
    /// Why the date is closed, one entry for each calendar that has it closed.
    #[must_use]
    pub fn why_closed(&self, date: Date) -> Vec<ClosedWhy> {
        if let Some(entry) = self.exceptions.get(&date) {
            return vec![ClosedWhy { calendar: "exception".to_owned(), name: Some(entry.name.clone()) }];
        }
        self.calendars
            .iter()
            .filter_map(|calendar| {
                let name = match calendar.day(date) {
                    DayKind::Entry(entry) if !entry.open => Some(entry.name.clone()),
                    DayKind::Weekend => None,
                    DayKind::Entry(_) | DayKind::Workday => return None,
                };
                Some(ClosedWhy { calendar: calendar.id().to_owned(), name })
            })
            .collect()
    }

    /// The entry that opens a date, with the id of its calendar: a make-up workday, for example.
    #[must_use]
    pub fn opened_by(&self, date: Date) -> Option<(&str, &DayEntry)> {
        if let Some(entry) = self.exceptions.get(&date) {
            return entry.open.then_some(("exception", entry));
        }
        self.calendars.iter().find_map(|calendar| match calendar.day(date) {
            DayKind::Entry(entry) if entry.open => Some((calendar.id(), entry)),
            _ => None,
        })
    }

    /// The years from `from` to `to` whose list is provisional, unofficial or missing, by year and then by calendar.
    #[must_use]
    pub fn unsettled(&self, from: Date, to: Date) -> Vec<Unsettled> {
        (from.year()..=to.year()).flat_map(|year| self.calendars.iter().filter_map(move |calendar| calendar.unsettled_year(year))).collect()
    }
}
