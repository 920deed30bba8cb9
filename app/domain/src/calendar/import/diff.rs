//! What an import would change, day by day.

use jiff::civil::Date;

use super::ImportedYear;
use crate::calendar::{Calendar, DayEntry, DayKind, OpenInterval};

/// What a date is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayState {
    /// Open or closed.
    pub open: bool,
    /// The entry's name; `None` for a plain working or weekend day.
    pub name: Option<String>,
    /// Hours of this date alone. Empty: the usual ones.
    pub hours: Vec<OpenInterval>,
}

impl From<DayKind<'_>> for DayState {
    fn from(kind: DayKind<'_>) -> Self {
        match kind {
            DayKind::Entry(DayEntry { open, name, hours, .. }) => Self { open: *open, name: Some(name.clone()), hours: hours.clone() },
            DayKind::Workday | DayKind::Weekend => Self { open: kind.is_open(), name: None, hours: Vec::new() },
        }
    }
}

/// One date that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayChange {
    /// The date.
    pub date: Date,
    /// What it is in the calendar now.
    pub was: DayState,
    /// What it would be.
    pub becomes: DayState,
}

impl DayChange {
    /// Whether a due can move by it: it opens, closes or has other hours. Else only the name is new.
    #[must_use]
    pub fn moves_clocks(&self) -> bool {
        self.was.open != self.becomes.open || self.was.hours != self.becomes.hours
    }
}

/// What would change in the calendar with this year in place, in the order of the dates. A year that was not listed is compared
/// with what it counted as: its weekends closed and nothing else.
#[must_use]
pub fn diff(old: &Calendar, new: &ImportedYear) -> Vec<DayChange> {
    let after = new.put_into(old.clone());
    let mut changes = Vec::new();
    let mut next = Date::new(new.year, 1, 1).ok();
    while let Some(date) = next.filter(|date| date.year() == new.year) {
        let (was, becomes) = (DayState::from(old.day(date)), DayState::from(after.day(date)));
        if was != becomes {
            changes.push(DayChange { date, was, becomes });
        }
        next = date.tomorrow().ok();
    }
    changes
}
