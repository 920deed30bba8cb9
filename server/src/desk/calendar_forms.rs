//! Changes of the calendars as people type them: one date, or the text of a year.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::calendar::import::{self, Choice, Doubt, Form, ImportError, Wanted};
use domain::calendar::{Calendar, CalendarChange, DatedDay, OpenInterval, YearStatus, parse_date};
use domain::typed;
use jiff::civil::Date;

use super::calendars::CalendarDesk;
use super::{DeskError, FieldError, Fields};

/// One date, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct TypedDate {
    /// `calendar:ID` or `office:PRODUCT`.
    pub place: String,
    /// `2026-09-08`.
    pub date: String,
    /// `yes`, `no`, or nothing.
    pub open: String,
    /// `09:00-12:30, 14:00-18:00`, or nothing.
    pub hours: String,
    /// Why: it becomes the day's name, and the reason of the draft.
    pub why: String,
}

impl TypedDate {
    /// The change.
    ///
    /// # Errors
    /// [`DeskError::Invalid`], each error under the name of its field.
    pub fn change(&self) -> Result<CalendarChange, DeskError> {
        let mut wrong = Fields::default();
        let hours: Vec<String> = self.hours.split([',', '，', ';', '；']).map(typed::line).filter(|one| !one.is_empty()).collect();
        let date = typed::date(&self.date).map(|date| date.to_string()).unwrap_or_default();
        wrong.check(!self.date.is_empty(), "date", "date_required");
        wrong.check(self.date.is_empty() || parse_date("", &date).is_ok(), "date", "date_wrong");
        wrong.check(matches!(self.open.as_str(), "yes" | "no"), "open", "choose_one");
        if !hours.is_empty() {
            wrong.check(self.open != "no", "hours", "hours_closed");
            wrong.check(OpenInterval::parse_list(&hours).is_ok(), "hours", "hours_wrong");
        }
        wrong.check(!self.why.is_empty(), "why", "change_reason_required");
        wrong.check(self.why.chars().count() <= 100, "why", "too_long");
        let place = self.place.split_once(':');
        wrong.check(place.is_some(), "place", "choose_one");
        wrong.in_order(&["place", "date", "open", "hours", "why"]).done()?;
        let day = DatedDay { date, open: self.open == "yes", name: self.why.clone(), hours, because: None };
        match place {
            Some(("calendar", id)) => Ok(CalendarChange::Day { calendar: id.to_owned(), day }),
            Some(("office", slug)) => Ok(CalendarChange::Office { product: slug.to_owned(), day }),
            _ => Err(Fields::one("place", "choose_one")),
        }
    }
}

/// A year, as it was typed or sent.
#[derive(Debug, Clone, Default)]
pub struct TypedYear {
    /// The calendar's id.
    pub calendar: String,
    /// The year, or nothing.
    pub year: String,
    /// The text: TOML or iCalendar.
    pub text: String,
    /// `official`, `provisional`, or nothing: as the text says.
    pub status: String,
    /// Where it was taken from, or nothing: as the text says.
    pub source: String,
    /// Why it is imported now.
    pub why: String,
    /// What was chosen for the days that the text leaves in doubt.
    pub chosen: BTreeMap<Date, Choice>,
}

/// The name of the field in which one chooses for a day: `day-2027-05-01`.
#[must_use]
pub fn day_field(date: Date) -> String {
    format!("day-{date}")
}

/// Why a year cannot be imported.
#[derive(Debug)]
pub enum YearRefused {
    /// Fields are wrong, those in which a person chooses for the days in doubt among them: these days.
    Fields(Vec<Doubt>, Vec<FieldError>),
    /// The text cannot be read; and what else is wrong.
    Text(ImportError, Vec<FieldError>),
}

impl TypedYear {
    /// The change, for one of these calendars.
    ///
    /// # Errors
    /// [`YearRefused`].
    pub fn change(&self, calendars: &[Arc<Calendar>]) -> Result<CalendarChange, YearRefused> {
        let mut wrong = Fields::default();
        let calendar = calendars.iter().find(|calendar| calendar.id() == self.calendar);
        wrong.check(calendar.is_some(), "calendar", "choose_one");
        let year: Option<i16> = typed::number(&self.year).and_then(|year| year.try_into().ok()).filter(|year| (1000..=9999).contains(year));
        wrong.check(self.year.is_empty() || year.is_some(), "year", "import_year_wrong");
        let status = match self.status.as_str() {
            "official" => Some(YearStatus::Official),
            "provisional" => Some(YearStatus::Provisional),
            _ => None,
        };
        wrong.check(self.status.is_empty() || status.is_some(), "status", "choose_one");
        wrong.check(self.source.chars().count() <= 300, "source", "too_long");
        wrong.check(!self.why.is_empty(), "why", "change_reason_required");
        wrong.check(self.why.chars().count() <= 300, "why", "too_long");
        let order = ["calendar", "year", "text", "status", "source", "why"];
        let Some(calendar) = calendar else { return Err(YearRefused::Fields(Vec::new(), wrong.in_order(&order).0)) };
        // What an iCalendar does not say stands in the form, or is asked for.
        let nothing = BTreeMap::new();
        let wanted = Wanted { calendar, year, status: status.unwrap_or(YearStatus::Provisional), source: &self.source, chosen: &nothing };
        let read = match import::read(&self.text, &wanted) {
            Ok(read) => read,
            Err(error) => return Err(YearRefused::Text(error, wrong.in_order(&order).0)),
        };
        if read.form == Form::ICalendar {
            wrong.check(status.is_some() || !self.status.is_empty(), "status", "status_required");
            wrong.check(!self.source.is_empty(), "source", "source_required");
        }
        let mut errors = wrong.in_order(&order);
        for doubt in &read.doubts {
            errors.check(self.chosen.contains_key(&doubt.date), &day_field(doubt.date), "import_day_required");
        }
        if !errors.0.is_empty() {
            return Err(YearRefused::Fields(read.doubts, errors.0));
        }
        let read = if read.doubts.is_empty() {
            read
        } else {
            let wanted = Wanted { chosen: &self.chosen, ..wanted };
            import::read(&self.text, &wanted).map_err(|error| YearRefused::Text(error, Vec::new()))?
        };
        let source = if self.source.is_empty() { read.year.source } else { self.source.clone() };
        Ok(CalendarChange::Year {
            calendar: self.calendar.clone(),
            year: read.year.year,
            status: status.unwrap_or(read.year.status),
            source,
            days: read
                .year
                .entries
                .iter()
                .map(|entry| DatedDay { because: read.why.get(&entry.date).copied(), ..DatedDay::of(entry) })
                .collect(),
            observances: read.observances.into_iter().map(|one| (one.date.to_string(), one.name)).collect(),
        })
    }
}

impl CalendarDesk {
    /// Drafts one date; answers the draft's identifier.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] under the names of [`TypedDate`]'s fields; the store's.
    pub async fn draft_date(&self, typed: &TypedDate) -> Result<String, DeskError> {
        let change = typed.change()?;
        self.draft(change, &typed.why).await.map_err(|error| renamed(error, &[("calendar", "place"), ("days", "date"), ("reason", "why")]))
    }

    /// Drafts a year; answers the draft's identifier.
    ///
    /// # Errors
    /// [`YearRefused`] inside; the store's outside.
    pub async fn draft_year(&self, typed: &TypedYear) -> Result<Result<String, YearRefused>, DeskError> {
        // A list of thousands of entries takes a moment: no other request waits for it.
        let (own, calendars) = (typed.clone(), self.calendars());
        let read = tokio::task::spawn_blocking(move || own.change(&calendars)).await.map_err(std::io::Error::other)?;
        let change = match read {
            Ok(change) => change,
            Err(refused) => return Ok(Err(refused)),
        };
        match self.draft(change, &typed.why).await.map_err(|error| renamed(error, &[("days", "text"), ("reason", "why")])) {
            Ok(id) => Ok(Ok(id)),
            Err(DeskError::Invalid(errors)) => Ok(Err(YearRefused::Fields(Vec::new(), errors))),
            Err(error) => Err(error),
        }
    }
}

/// The same errors under the names that a form has for the fields.
fn renamed(error: DeskError, names: &[(&str, &str)]) -> DeskError {
    let DeskError::Invalid(mut errors) = error else { return error };
    for error in &mut errors {
        if let Some((_, name)) = names.iter().find(|(from, _)| *from == error.field) {
            (*name).clone_into(&mut error.field);
        }
    }
    DeskError::Invalid(errors)
}
