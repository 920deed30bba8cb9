//! The calendars as the desk sees them, and what a change does to their days.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::calendar::import::{DayChange, DayState, ImportedYear, diff};
use domain::calendar::{BusinessTime, Calendar, CalendarChange, DayEntry, parse_date};
use jiff::civil::Date;

use super::DeskError;
use super::calendars::{CalendarDesk, unfit};
use crate::rules::{RuleSet, RulesError};

impl CalendarDesk {
    /// The calendars of the present rules of the products that this member sees, by id.
    #[must_use]
    pub fn calendars(&self) -> Vec<Arc<Calendar>> {
        let mut found: BTreeMap<String, Arc<Calendar>> = BTreeMap::new();
        for calendar in self.current().iter().flat_map(|set| &set.calendars) {
            found.entry(calendar.id().to_owned()).or_insert_with(|| Arc::clone(calendar));
        }
        found.into_values().collect()
    }

    /// The dates that a set's office has of its own, in the order of their approval; of one date the last counts.
    #[must_use]
    pub fn office_days(set: &RuleSet) -> Vec<DayEntry> {
        let mut days: BTreeMap<Date, DayEntry> = BTreeMap::new();
        for entry in set.source.changes.iter().filter_map(|change| change.office_entry(&set.source.product).ok().flatten()) {
            days.insert(entry.date, entry);
        }
        days.into_values().collect()
    }

    /// What a change does, day by day, to the calendars as they are now.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when its calendar or product is gone; [`DeskError::Invalid`] when it does not fit.
    pub fn days(&self, change: &CalendarChange) -> Result<Vec<DayChange>, DeskError> {
        self.compared(change).map_err(unfit)
    }

    fn compared(&self, change: &CalendarChange) -> Result<Vec<DayChange>, DeskError> {
        if let CalendarChange::Office { product, day } = change {
            let set = self.current().into_iter().find(|set| set.source.product == *product).ok_or(DeskError::NotFound)?;
            let wrong = |source| RulesError::Calendar { product: product.clone(), source };
            let date = parse_date(product, &day.date).map_err(wrong)?;
            let entry = day.entry(product).map_err(wrong)?;
            let (was, becomes) = (office_day(&set.business, date), office_day(&set.business.clone().with_exceptions([entry]), date));
            return Ok(if was == becomes { Vec::new() } else { vec![DayChange { date, was, becomes }] });
        }
        let old = self.calendars().into_iter().find(|calendar| change.is_of_calendar(calendar.id())).ok_or(DeskError::NotFound)?;
        let wrong = |source| RulesError::Calendar { product: old.id().to_owned(), source };
        let new = change.apply((*old).clone()).map_err(wrong)?;
        match change {
            CalendarChange::Year { year, .. } => Ok(ImportedYear::of(&new, *year).map(|listed| diff(&old, &listed)).unwrap_or_default()),
            CalendarChange::Day { calendar, day } => {
                let date = parse_date(calendar, &day.date).map_err(wrong)?;
                let (was, becomes) = (DayState::from(old.day(date)), DayState::from(new.day(date)));
                Ok(if was == becomes { Vec::new() } else { vec![DayChange { date, was, becomes }] })
            }
            CalendarChange::Office { .. } => Ok(Vec::new()),
        }
    }
}

/// What a date is for an office, all its calendars and its own dates joined.
fn office_day(business: &BusinessTime, date: Date) -> DayState {
    let hours = business.intervals(date).to_vec();
    let name = match business.opened_by(date) {
        Some((_, entry)) => Some(entry.name.clone()),
        None => business.why_closed(date).into_iter().find_map(|why| why.name).filter(|_| hours.is_empty()),
    };
    DayState { open: !hours.is_empty(), name, hours: if hours == business.hours() { Vec::new() } else { hours } }
}
