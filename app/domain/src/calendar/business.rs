//! Business time: calendars, a zone and hours together.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, tz::Offset};

use super::{Calendar, CalendarError, DayEntry, OpenInterval, YearStatus};

/// A search for an open day gives up after so many closed days in a row (the clocks' rules, "Laws that hold for any input").
pub const SEARCH_LIMIT: u32 = 400;

/// How several calendars become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Join {
    /// A day is open if any calendar has it open: the stricter promise, and the default (the clocks' rules, "Calendars").
    #[default]
    AnyOpen,
    /// A day is open only if every calendar has it open.
    AllOpen,
}

impl Join {
    /// The name used in packs and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AnyOpen => "any-open",
            Self::AllOpen => "all-open",
        }
    }
}

impl fmt::Display for Join {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Join {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, CalendarError> {
        match text {
            "any-open" => Ok(Self::AnyOpen),
            "all-open" => Ok(Self::AllOpen),
            other => Err(CalendarError::Unknown(other.to_owned())),
        }
    }
}

/// The business time of a pack: joined calendars, a zone, hours, a cut-off, and the dates that staff changed.
#[derive(Debug, Clone)]
pub struct BusinessTime {
    pub(super) calendars: Vec<Arc<Calendar>>,
    pub(super) join: Join,
    zone: TimeZone,
    zone_name: String,
    hours: Vec<OpenInterval>,
    cut_off: Option<Time>,
    pub(super) exceptions: BTreeMap<Date, DayEntry>,
    label: String,
}

impl BusinessTime {
    /// Calendars joined as [`Join::AnyOpen`], open from 09:00 to 18:00 in `zone` (an IANA name), without a cut-off.
    ///
    /// # Errors
    /// [`CalendarError::Zone`] for a zone that the IANA database does not have, [`CalendarError::Unknown`] without calendars.
    pub fn new(calendars: Vec<Arc<Calendar>>, zone: &str) -> Result<Self, CalendarError> {
        if calendars.is_empty() {
            return Err(CalendarError::Unknown("(none was given)".to_owned()));
        }
        let tz = TimeZone::get(zone).map_err(|_| CalendarError::Zone(zone.to_owned()))?;
        let mut this = Self {
            calendars,
            join: Join::AnyOpen,
            zone: tz,
            zone_name: zone.to_owned(),
            hours: vec![OpenInterval::NINE_TO_SIX],
            cut_off: None,
            exceptions: BTreeMap::new(),
            label: String::new(),
        };
        this.relabel();
        Ok(this)
    }

    /// The same, joined in this way.
    #[must_use]
    pub fn with_join(mut self, join: Join) -> Self {
        self.join = join;
        self.relabel();
        self
    }

    /// The same with these usual hours, for example two intervals around a lunch break.
    ///
    /// # Errors
    /// [`CalendarError::Hours`] if they are empty or overlap.
    pub fn with_hours(mut self, hours: Vec<OpenInterval>) -> Result<Self, CalendarError> {
        self.hours = OpenInterval::checked(hours)?;
        Ok(self)
    }

    /// The same with a cut-off: receipt after it, or on a closed day, counts as received on the next business day. `None`,
    /// the default, has no such rule.
    #[must_use]
    pub fn with_cut_off(mut self, cut_off: Option<Time>) -> Self {
        self.cut_off = cut_off;
        self
    }

    /// The same with dates that override all calendars: a typhoon, black rain, a company's own day. A later entry for a date
    /// replaces an earlier one.
    #[must_use]
    pub fn with_exceptions(mut self, exceptions: impl IntoIterator<Item = DayEntry>) -> Self {
        self.exceptions.extend(exceptions.into_iter().map(|entry| (entry.date, entry)));
        self
    }

    /// The same on one of its calendars alone.
    ///
    /// # Errors
    /// [`CalendarError::Unknown`] if no calendar has this id.
    pub fn with_only(mut self, id: &str) -> Result<Self, CalendarError> {
        self.calendars.retain(|calendar| calendar.id() == id);
        if self.calendars.is_empty() {
            return Err(CalendarError::Unknown(id.to_owned()));
        }
        self.relabel();
        Ok(self)
    }

    fn relabel(&mut self) {
        let ids: Vec<&str> = self.calendars.iter().map(|calendar| calendar.id()).collect();
        self.label = ids.join("+");
        if ids.len() > 1 {
            self.label.push(' ');
            self.label.push_str(self.join.code());
        }
    }

    /// The calendars.
    #[must_use]
    pub fn calendars(&self) -> &[Arc<Calendar>] {
        &self.calendars
    }

    /// How they are joined.
    #[must_use]
    pub const fn join(&self) -> Join {
        self.join
    }

    /// The zone in which the hours are meant.
    #[must_use]
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Its IANA name.
    #[must_use]
    pub fn zone_name(&self) -> &str {
        &self.zone_name
    }

    /// The usual hours.
    #[must_use]
    pub fn hours(&self) -> &[OpenInterval] {
        &self.hours
    }

    /// The cut-off, if there is one.
    #[must_use]
    pub const fn cut_off(&self) -> Option<Time> {
        self.cut_off
    }

    /// What the calendars are called together, for example `hk+cn any-open`.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The versions of all calendars. A clock keeps them.
    #[must_use]
    pub fn version(&self) -> String {
        let versions: Vec<String> = self.calendars.iter().map(|calendar| calendar.version()).collect();
        versions.join(" ")
    }

    /// The civil date of an instant in the office's zone.
    #[must_use]
    pub fn date_of(&self, at: Timestamp) -> Date {
        self.civil(at).date()
    }

    /// The civil date and time of an instant in the office's zone.
    #[must_use]
    pub fn civil(&self, at: Timestamp) -> DateTime {
        self.offset(at).to_datetime(at)
    }

    /// The zone's offset at that instant: the one of its own day, never today's.
    #[must_use]
    pub fn offset(&self, at: Timestamp) -> Offset {
        self.zone.to_offset(at)
    }

    /// The instant of a civil date and time in the office's zone. A time that daylight saving skips is the same span after
    /// the gap; of a time that it repeats, the first.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn instant(&self, civil: DateTime) -> Result<Timestamp, CalendarError> {
        Ok(self.zone.to_ambiguous_timestamp(civil).compatible()?)
    }

    /// Whether the date has any open hours.
    #[must_use]
    pub fn is_open_day(&self, date: Date) -> bool {
        !self.intervals(date).is_empty()
    }

    /// The open hours of the date, in order; empty if it is closed.
    ///
    /// A date with hours of its own in some calendar has the hours of any open one, or those common to all, as the join says.
    #[must_use]
    pub fn intervals(&self, date: Date) -> Cow<'_, [OpenInterval]> {
        if let Some(entry) = self.exceptions.get(&date) {
            return Cow::Borrowed(self.hours_of(entry));
        }
        let mut joined: Option<Cow<'_, [OpenInterval]>> = None;
        for calendar in &self.calendars {
            let hours: &[OpenInterval] = match calendar.day(date) {
                super::DayKind::Workday => &self.hours,
                super::DayKind::Weekend => &[],
                super::DayKind::Entry(entry) => self.hours_of(entry),
            };
            joined = Some(match joined {
                None => Cow::Borrowed(hours),
                Some(before) if *before == *hours => before,
                Some(before) => match self.join {
                    Join::AnyOpen if before.is_empty() => Cow::Borrowed(hours),
                    Join::AnyOpen if hours.is_empty() => before,
                    Join::AnyOpen => Cow::Owned(OpenInterval::union(&before, hours)),
                    Join::AllOpen => Cow::Owned(OpenInterval::intersection(&before, hours)),
                },
            });
        }
        joined.unwrap_or(Cow::Borrowed(&[]))
    }

    fn hours_of<'a>(&'a self, entry: &'a DayEntry) -> &'a [OpenInterval] {
        if !entry.open {
            &[]
        } else if entry.hours.is_empty() {
            &self.hours
        } else {
            &entry.hours
        }
    }

    /// Whether any day from `from` to `to` lies in a year whose list is not official in some calendar: provisional, unofficial or
    /// missing.
    #[must_use]
    pub fn is_provisional(&self, from: Date, to: Date) -> bool {
        (from.year()..=to.year())
            .any(|year| self.calendars.iter().any(|calendar| !calendar.year_status(year).is_some_and(YearStatus::is_settled)))
    }
}
