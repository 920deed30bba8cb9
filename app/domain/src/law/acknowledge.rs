//! By when receipt must be acknowledged.

use jiff::civil::Date;

use super::book::{Found, LawBook};
use super::file::LawError;
use super::rule::{LawRule, Limit};
use crate::Kind;
use crate::calendar::Unsettled;

/// An acknowledgement of receipt that a law wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement<'a> {
    /// The rule that wants it.
    pub rule: &'a LawRule,
    /// How long it allows.
    pub limit: &'a Limit,
    /// The last day, a civil date in the office's zone. The end of that day is the caller's (`BusinessTime::end_of_day`).
    pub last_day: Date,
    /// The years, on whose list that day rests, that are not official. Empty where no calendar was counted.
    pub unsettled: Vec<Unsettled>,
}

impl LawBook {
    /// The acknowledgement that the law wants for a request of this kind, received on this civil date by a person of this
    /// country; `None` if it wants none. The country is written as for [`LawBook::find`]; an unknown country has no law to want it.
    ///
    /// # Errors
    /// As [`LawBook::last_day`].
    pub fn acknowledge_by(&self, kind: Kind, country: Option<&str>, received: Date) -> Result<Option<Acknowledgement<'_>>, LawError> {
        let rule = match self.find(kind, country, received) {
            Found::Rule(rule, _) | Found::Immediate(rule) | Found::NoNumber(rule, _) => rule,
            Found::NoRule(_) | Found::UnknownCountry(_) | Found::None => return Ok(None),
        };
        let Some(limit) = &rule.acknowledge else { return Ok(None) };
        let Some(counted) = self.last_day(&rule.jurisdiction, limit, received)? else { return Ok(None) };
        let last_day = self.rolled(rule, counted)?;
        let unsettled = match limit {
            Limit::BusinessDays { calendar: Some(id), .. } => {
                self.calendar(id).map_or_else(Vec::new, |calendar| calendar.unsettled(received, last_day))
            }
            Limit::BusinessDays { calendar: None, .. } | Limit::Days(_) | Limit::Months(_) | Limit::Hours(_) => Vec::new(),
        };
        Ok(Some(Acknowledgement { rule, limit, last_day, unsettled }))
    }
}
