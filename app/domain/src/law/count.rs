//! Counting a limit in civil dates.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::book::LawBook;
use super::file::LawError;
use super::rule::{LawRule, Limit, Roll};
use crate::calendar::{Calendar, CalendarError};

impl LawBook {
    /// The last day of a limit, counted from the civil date of receipt, which itself does not count. Elapsed hours have no
    /// last day: `None`.
    ///
    /// Months end on the same-numbered day, or on the last day of a shorter month (Regulation 1182/71, article 3; the ICO's
    /// guidance for the United Kingdom).
    ///
    /// # Errors
    /// [`LawError::Calendar`] if the date is out of range or 400 days are closed; [`LawError::NoCalendar`].
    pub fn last_day(&self, jurisdiction: &str, limit: &Limit, received: Date) -> Result<Option<Date>, LawError> {
        let out_of_range = |_| LawError::Calendar(CalendarError::OutOfRange);
        Ok(Some(match limit {
            Limit::Hours(_) => return Ok(None),
            Limit::Days(n) => Span::new().try_days(*n).and_then(|span| received.checked_add(span)).map_err(out_of_range)?,
            Limit::Months(n) => Span::new().try_months(*n).and_then(|span| received.checked_add(span)).map_err(out_of_range)?,
            Limit::BusinessDays { count, calendar: Some(id) } => self.calendar_of(jurisdiction, id)?.nth_open_day(received, *count)?,
            Limit::BusinessDays { count, calendar: None } => {
                let mut day = received;
                for _ in 0..*count {
                    day = after_weekend(day.tomorrow().map_err(out_of_range)?)?;
                }
                day
            }
        }))
    }

    /// The rule's limit with its extension, if it has one that is a number.
    ///
    /// Of the same unit, both are counted together from the day of receipt, so that a month and two more are three months and
    /// not one after the other.
    ///
    /// # Errors
    /// As [`LawBook::last_day`].
    pub fn last_extended_day(&self, rule: &LawRule, received: Date) -> Result<Option<Date>, LawError> {
        let (Some(limit), Some(extension)) = (&rule.limit, &rule.extension) else { return Ok(None) };
        if let Some(both) = limit.plus(&extension.by) {
            return self.last_day(&rule.jurisdiction, &both, received);
        }
        match self.last_day(&rule.jurisdiction, limit, received)? {
            None => Ok(None),
            Some(first) => self.last_day(&rule.jurisdiction, &extension.by, first),
        }
    }

    /// The date itself, or the next working day if the rule moves it.
    ///
    /// # Errors
    /// As [`LawBook::last_day`].
    pub fn rolled(&self, rule: &LawRule, day: Date) -> Result<Date, LawError> {
        match &rule.roll {
            None => Ok(day),
            Some(Roll::Weekend) => after_weekend(day),
            Some(Roll::Calendar(id)) => Ok(self.calendar_of(&rule.jurisdiction, id)?.open_day_from(day)?),
        }
    }

    fn calendar_of(&self, jurisdiction: &str, id: &str) -> Result<&Calendar, LawError> {
        self.calendar(id).ok_or_else(|| LawError::NoCalendar { jurisdiction: jurisdiction.to_owned(), calendar: id.to_owned() })
    }
}

/// The date itself, or the Monday after a Saturday or Sunday.
fn after_weekend(mut day: Date) -> Result<Date, LawError> {
    while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        day = day.tomorrow().map_err(|_| LawError::Calendar(CalendarError::OutOfRange))?;
    }
    Ok(day)
}
