//! How far the authorities' lists of holidays reach, for every calendar that a clock rests on, and who has to be told.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::calendar::{Calendar, Coverage, Covered, coverage};
use jiff::civil::Date;

use crate::house::House;

/// How near the end of a calendar's official list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Threshold {
    /// At most 45 days are left.
    Days45,
    /// At most 14 days are left.
    Days14,
    /// Today stands on no official list.
    Ended,
}

impl Threshold {
    /// The name in events and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Days45 => "45_days",
            Self::Days14 => "14_days",
            Self::Ended => "ended",
        }
    }
}

/// How far one calendar reaches.
#[derive(Debug, Clone)]
pub struct Reach {
    /// The calendar, with the staff's changes.
    pub calendar: Arc<Calendar>,
    /// How far its official lists reach.
    pub coverage: Coverage,
    /// The first year, from today's on, whose list is not official.
    pub missing: i16,
    /// The nearest threshold that is reached, if somebody has to act.
    pub threshold: Option<Threshold>,
}

/// Every calendar that new tickets' clocks rest on, by id: those of the offices and those of the law. Days are the offices' own.
#[must_use]
pub fn reaches(house: &House) -> Vec<Reach> {
    let mut found: BTreeMap<String, Reach> = BTreeMap::new();
    for set in house.products.all().filter_map(|product| house.rulebook.current(&product.pack.slug)) {
        let today = set.business.date_of(house.now());
        for (calendar, seen) in set.calendars.iter().zip(coverage(&set.calendars, today)) {
            found.entry(calendar.id().to_owned()).or_insert_with(|| reach(calendar, seen, today));
        }
    }
    found.into_values().collect()
}

fn reach(calendar: &Arc<Calendar>, coverage: Coverage, today: Date) -> Reach {
    let missing = match coverage.covered {
        Covered::Until(end) => end.year().saturating_add(1),
        Covered::NotToday | Covered::Never => today.year(),
    };
    let threshold = match coverage.days_left {
        _ if !coverage.alarm => None,
        None => Some(Threshold::Ended),
        Some(days) if days <= 14 => Some(Threshold::Days14),
        Some(_) => Some(Threshold::Days45),
    };
    Reach { calendar: Arc::clone(calendar), coverage, missing, threshold }
}
