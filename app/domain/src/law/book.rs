//! All rules together, found by country and kind.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use super::file::{File, LawError};
use super::request::types_of;
use super::rule::{LawRule, Limit, Roll};
use crate::Kind;
use crate::calendar::Calendar;

/// The limits of all jurisdictions, and the house's own where they are silent.
#[derive(Debug, Clone, Default)]
pub struct LawBook {
    rules: Vec<LawRule>,
    /// From a country code to the jurisdiction whose rules hold there.
    codes: HashMap<String, String>,
    /// From a jurisdiction to the indices of its rules.
    places: HashMap<String, Vec<usize>>,
    calendars: BTreeMap<String, Arc<Calendar>>,
    unknown_country_days: Option<u32>,
    no_number_days: Option<u32>,
}

/// What binds a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'a> {
    /// A rule with a number.
    Rule(&'a LawRule, &'a Limit),
    /// A rule that wants it at once: no law clock, the promise does.
    Immediate(&'a LawRule),
    /// A rule without a number: the house limit, in days.
    NoNumber(&'a LawRule, u32),
    /// No rule for this country and kind: the house limit, in days.
    NoRule(u32),
    /// The country is not known: the strictest supported limit, in days.
    UnknownCountry(u32),
    /// A report, a notice about a child, or the proof of an authority: no law clock.
    None,
}

impl LawBook {
    /// The limit for a request from an unknown country, unless a file says otherwise: South Korea's, the shortest that is
    /// supported (the clocks' rules, first table).
    pub const UNKNOWN_COUNTRY_DAYS: u32 = 10;

    /// The house limit where no law gives a number, unless a file says otherwise (the clocks' rules, first table).
    pub const NO_NUMBER_DAYS: u32 = 30;

    /// Reads the files, given as name and text, and the calendars on which their rules count.
    ///
    /// # Errors
    /// [`LawError`]: a file's form, a request type that is not known, a country in two files, a calendar that is missing.
    pub fn from_files(files: &[(&str, &str)], calendars: &[Arc<Calendar>]) -> Result<Self, LawError> {
        let mut book = Self {
            calendars: calendars.iter().map(|calendar| (calendar.id().to_owned(), Arc::clone(calendar))).collect(),
            ..Self::default()
        };
        for (name, text) in files {
            let file = File::read(name, text)?;
            if let Some(house) = &file.house {
                book.unknown_country_days = Some(house.unknown_country_days);
                book.no_number_days = Some(house.no_number_days);
            }
            if let Some(place) = &file.jurisdiction {
                for code in std::iter::once(&place.code).chain(&place.also) {
                    if let Some(first) = book.codes.insert(code.to_ascii_uppercase(), place.code.clone()) {
                        return Err(LawError::Twice { code: code.clone(), first, second: place.code.clone() });
                    }
                }
            }
            for rule in file.rules(name)? {
                book.check_calendars(&rule)?;
                book.places.entry(rule.jurisdiction.clone()).or_default().push(book.rules.len());
                book.rules.push(rule);
            }
        }
        Ok(book)
    }

    fn check_calendars(&self, rule: &LawRule) -> Result<(), LawError> {
        let of_limit = |limit: &Limit| match limit {
            Limit::BusinessDays { calendar, .. } => calendar.clone(),
            Limit::Days(_) | Limit::Months(_) | Limit::Hours(_) => None,
        };
        let of_roll = match &rule.roll {
            Some(Roll::Calendar(id)) => Some(id.clone()),
            Some(Roll::Weekend) | None => None,
        };
        let limits = [&rule.limit, &rule.acknowledge].into_iter().flatten().chain(rule.extension.iter().map(|e| &e.by));
        for id in limits.filter_map(of_limit).chain(of_roll) {
            if !self.calendars.contains_key(&id) {
                return Err(LawError::NoCalendar { jurisdiction: rule.jurisdiction.clone(), calendar: id });
            }
        }
        Ok(())
    }

    /// What binds a request of this kind, received on this civil date by a person of this country.
    ///
    /// `country` is an ISO 3166-1 code, or a subdivision with its hyphen (`US-CA`); case does not matter. A subdivision
    /// without a rule of its own falls back to its country. `None` is a country that nobody told.
    #[must_use]
    pub fn find(&self, kind: Kind, country: Option<&str>, received: Date) -> Found<'_> {
        // Reports and notices are nobody's right, and the proof of an authority has the house's own clock.
        if kind.is_decided() || kind == Kind::GuardianAuthority {
            return Found::None;
        }
        let Some(country) = country.map(str::trim).filter(|code| !code.is_empty()) else {
            return Found::UnknownCountry(self.unknown_country_days.unwrap_or(Self::UNKNOWN_COUNTRY_DAYS));
        };
        let country = country.to_ascii_uppercase();
        let parent = country.split_once('-').map(|(parent, _)| parent);
        let rule =
            [Some(country.as_str()), parent].into_iter().flatten().find_map(|code| self.rule_of(self.codes.get(code)?, kind, received));
        let house = self.no_number_days.unwrap_or(Self::NO_NUMBER_DAYS);
        match rule {
            None => Found::NoRule(house),
            Some(rule) => match &rule.limit {
                None => Found::NoNumber(rule, house),
                Some(limit) if limit.value() == 0 => Found::Immediate(rule),
                Some(limit) => Found::Rule(rule, limit),
            },
        }
    }

    fn rule_of(&self, jurisdiction: &str, kind: Kind, received: Date) -> Option<&LawRule> {
        let rules = self.places.get(jurisdiction)?;
        types_of(kind).iter().find_map(|wanted| {
            rules
                .iter()
                .filter_map(|index| self.rules.get(*index))
                .find(|rule| rule.from.is_none_or(|from| received >= from) && rule.request.iter().any(|name| name == wanted))
        })
    }

    /// Every rule, in the order of the files.
    #[must_use]
    pub fn rules(&self) -> &[LawRule] {
        &self.rules
    }

    /// The country codes that have a jurisdiction, sorted.
    #[must_use]
    pub fn countries(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = self.codes.keys().map(String::as_str).collect();
        codes.sort_unstable();
        codes
    }

    /// The calendar with this id.
    #[must_use]
    pub fn calendar(&self, id: &str) -> Option<&Calendar> {
        self.calendars.get(id).map(AsRef::as_ref)
    }
}
