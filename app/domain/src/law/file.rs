//! The form of `policies/law/*.toml`.

use serde::Deserialize;
use thiserror::Error;

use super::request::KNOWN;
use super::rule::{Extension, LawRule, Limit, Mark, NoticePart, PauseReason, Roll};
use crate::calendar::{CalendarError, parse_date};

/// What can be wrong with the law's files.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LawError {
    /// The file is not the TOML that a law needs; the text names the line.
    #[error("law file {file}: {why}")]
    Toml {
        /// The file's name.
        file: String,
        /// The parser's message.
        why: String,
    },
    /// A rule says something that cannot be.
    #[error("law file {file}, rule {number}: {why}")]
    Rule {
        /// The file's name.
        file: String,
        /// The rule's number in its file, from 1.
        number: usize,
        /// What is wrong.
        why: String,
    },
    /// Two files claim the same country code.
    #[error("country code {code} is claimed by {first} and by {second}")]
    Twice {
        /// The code.
        code: String,
        /// The jurisdiction that has it.
        first: String,
        /// The one that claims it too.
        second: String,
    },
    /// A rule counts on a calendar that was not given.
    #[error("law of {jurisdiction}: no calendar `{calendar}`")]
    NoCalendar {
        /// The jurisdiction.
        jurisdiction: String,
        /// The calendar's id.
        calendar: String,
    },
    /// A calendar search failed.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

/// A file: one jurisdiction, or the house's own limits.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) house: Option<House>,
    pub(super) jurisdiction: Option<Jurisdiction>,
    #[serde(default)]
    rule: Vec<FileRule>,
}

/// The limits where no law gives one, in calendar days.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct House {
    pub(super) unknown_country_days: u32,
    pub(super) no_number_days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Jurisdiction {
    pub(super) code: String,
    name: String,
    /// Other country codes under the same law.
    #[serde(default)]
    pub(super) also: Vec<String>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Unit {
    Days,
    Months,
    BusinessDays,
    Hours,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Amount {
    value: u32,
    unit: Unit,
    calendar: Option<String>,
}

/// An amount with what its notice must say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileExtension {
    value: u32,
    unit: Unit,
    calendar: Option<String>,
    #[serde(default)]
    notice: Vec<NoticePart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRule {
    request: Vec<String>,
    law: String,
    article: String,
    source: String,
    mark: Mark,
    /// Absent where the law gives no number.
    respond: Option<Amount>,
    extension: Option<FileExtension>,
    postpone: Option<String>,
    acknowledge: Option<Amount>,
    #[serde(default)]
    pause: Vec<PauseReason>,
    /// `weekend`, or a calendar's id.
    roll: Option<String>,
    from: Option<String>,
}

impl Amount {
    fn limit(self) -> Result<Limit, String> {
        if self.calendar.is_some() && self.unit != Unit::BusinessDays {
            return Err("only business days have a calendar".to_owned());
        }
        Ok(match self.unit {
            Unit::Days => Limit::Days(self.value),
            Unit::Months => Limit::Months(self.value),
            Unit::Hours => Limit::Hours(self.value),
            Unit::BusinessDays => Limit::BusinessDays { count: self.value, calendar: self.calendar },
        })
    }
}

impl FileExtension {
    fn extension(self) -> Result<Extension, String> {
        let Self { value, unit, calendar, notice } = self;
        Ok(Extension { by: Amount { value, unit, calendar }.limit()?, notice })
    }
}

impl File {
    /// Reads a file.
    pub(super) fn read(file: &str, text: &str) -> Result<Self, LawError> {
        let wrong = |why: String| LawError::Toml { file: file.to_owned(), why };
        let read: Self = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
        match (&read.house, &read.jurisdiction) {
            (Some(_), None) if read.rule.is_empty() => Ok(read),
            (None, Some(_)) => Ok(read),
            _ => Err(wrong("write either [house] alone, or [jurisdiction] with its [[rule]] tables".to_owned())),
        }
    }

    /// Its rules.
    pub(super) fn rules(self, file: &str) -> Result<Vec<LawRule>, LawError> {
        let Some(place) = self.jurisdiction else { return Ok(Vec::new()) };
        self.rule
            .into_iter()
            .enumerate()
            .map(|(at, rule)| rule.build(&place).map_err(|why| LawError::Rule { file: file.to_owned(), number: at + 1, why }))
            .collect()
    }
}

impl FileRule {
    fn build(self, place: &Jurisdiction) -> Result<LawRule, String> {
        if self.request.is_empty() {
            return Err("it names no request type".to_owned());
        }
        if let Some(unknown) = self.request.iter().find(|name| !KNOWN.contains(&name.as_str())) {
            return Err(format!("unknown request type `{unknown}`; known are {}", KNOWN.join(", ")));
        }
        let acknowledge = self.acknowledge.map(Amount::limit).transpose()?;
        if matches!(acknowledge, Some(Limit::Hours(_))) {
            return Err("an acknowledgement has a last day: write days, months or business_days".to_owned());
        }
        let from = match self.from {
            None => None,
            Some(text) => Some(parse_date(&place.code, &text).map_err(|error| error.to_string())?),
        };
        Ok(LawRule {
            jurisdiction: place.code.clone(),
            name: place.name.clone(),
            law: self.law,
            request: self.request,
            limit: self.respond.map(Amount::limit).transpose()?,
            extension: self.extension.map(FileExtension::extension).transpose()?,
            postpone: self.postpone,
            acknowledge,
            pause: self.pause,
            roll: self.roll.map(|roll| if roll == "weekend" { Roll::Weekend } else { Roll::Calendar(roll) }),
            article: self.article,
            source: self.source,
            mark: self.mark,
            from,
        })
    }
}
