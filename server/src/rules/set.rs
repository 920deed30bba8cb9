//! A rule set, ready for use.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::Kind;
use domain::calendar::{BusinessTime, Calendar, CalendarError, OpenInterval};
use domain::clock::{PromiseTerm, Rules, parse_time};
use domain::law::LawBook;

use super::{RuleSource, RulesError};

/// The rules of a product by which tickets are evaluated.
#[derive(Debug)]
pub struct RuleSet {
    /// Identifier: a hash of its source.
    pub id: String,
    /// What it was made from.
    pub source: RuleSource,
    /// When the office is open.
    pub business: BusinessTime,
    /// The law.
    pub law: LawBook,
    /// Its calendars, by id, those of the law alone included.
    pub calendars: Vec<Arc<Calendar>>,
    /// The versions of its calendars.
    pub calendar_version: String,
    terms: BTreeMap<Kind, (Option<PromiseTerm>, Option<u32>)>,
}

impl RuleSet {
    /// Reads a source.
    ///
    /// # Errors
    /// [`RulesError`] when anything in it cannot be read.
    pub fn build(id: String, source: RuleSource) -> Result<Self, RulesError> {
        let of_calendar = |error: CalendarError| RulesError::Calendar { product: source.product.clone(), source: error };
        let mut calendars = BTreeMap::new();
        for text in source.calendars.values() {
            let mut calendar = Calendar::parse(text).map_err(of_calendar)?;
            for change in &source.changes {
                calendar = change.apply(calendar).map_err(of_calendar)?;
            }
            calendars.insert(calendar.id().to_owned(), Arc::new(calendar));
        }
        let members = source
            .members
            .iter()
            .map(|id| calendars.get(id).cloned().ok_or_else(|| CalendarError::Unknown(id.clone())))
            .collect::<Result<Vec<_>, _>>()
            .map_err(of_calendar)?;
        let mut exceptions = Vec::new();
        for change in &source.changes {
            exceptions.extend(change.office_entry(&source.product).map_err(of_calendar)?);
        }
        let cut_off = source.cut_off.as_deref().map(parse_time).transpose().map_err(|error| body(&id, &error))?;
        let business = BusinessTime::new(members, &source.zone)
            .and_then(|business| business.with_join(source.join.parse()?).with_hours(OpenInterval::parse_list(&source.hours)?))
            .map_err(of_calendar)?
            .with_cut_off(cut_off)
            .with_exceptions(exceptions);
        let files: Vec<(&str, &str)> = source.law.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let calendars: Vec<_> = calendars.into_values().collect();
        let law =
            LawBook::from_files(&files, &calendars).map_err(|error| RulesError::Law { product: source.product.clone(), source: error })?;
        let terms = source.terms.iter().map(|term| (term.kind, (term.promise.clone(), term.review_hours))).collect();
        Ok(Self { calendar_version: business.version(), calendars, id, source, business, law, terms })
    }

    /// Reads what was kept.
    ///
    /// # Errors
    /// [`RulesError`].
    pub fn read(id: &str, text: &str) -> Result<Self, RulesError> {
        let source = serde_json::from_str(text).map_err(|error| body(id, &error))?;
        Self::build(id.to_owned(), source)
    }

    /// The rules for a ticket.
    #[must_use]
    pub fn rules<'a>(&'a self, kind: Kind, country: Option<&'a str>, explain: bool) -> Rules<'a> {
        let term = self.terms.get(&kind);
        Rules {
            kind,
            country,
            promise: term.and_then(|(promise, _)| promise.as_ref()),
            business: &self.business,
            law: &self.law,
            review_hours: term.and_then(|(_, hours)| *hours),
            calendar_version: &self.calendar_version,
            explain,
        }
    }
}

fn body(id: &str, why: &dyn std::fmt::Display) -> RulesError {
    RulesError::Body { id: id.to_owned(), why: why.to_string() }
}
