//! What a plan starts from when nobody has said or learned anything.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time};

use super::{Desk, Plan, Questions, Shift, Spread, Traffic, UNKNOWN_COUNTRY, week_of};
use crate::Kind;

/// A day's weights by hour: people write when they are awake, most in the evening. Invented.
const HOURS: [f64; 24] =
    [3.0, 2.0, 1.0, 1.0, 1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 5.0, 6.0, 5.0, 5.0, 5.0, 5.0, 5.0, 6.0, 7.0, 8.0, 8.0, 7.0, 5.0];

/// Tickets a day, and the minutes that half and nineteen of twenty of them take. Invented: to be replaced by what was learned.
const fn invented(kind: Kind) -> (f64, f64, f64) {
    match kind {
        Kind::Access => (6.0, 25.0, 90.0),
        Kind::Correction => (4.0, 12.0, 45.0),
        Kind::Deletion => (40.0, 8.0, 30.0),
        Kind::AiTrainingWithdrawal => (10.0, 6.0, 20.0),
        Kind::AdvertisingOptOut => (6.0, 4.0, 12.0),
        Kind::ConsentRevocation => (1.0, 10.0, 40.0),
        Kind::GuardianAuthority => (2.0, 20.0, 60.0),
        Kind::ChildAccount => (3.0, 12.0, 40.0),
        Kind::Report => (120.0, 5.0, 20.0),
    }
}

/// A plan with invented numbers: these kinds, a shift for requests in the office's hours, and three for reports round the clock.
///
/// The shifts are called `office`, `night`, `day` and `evening`. The day's numbers are nobody's forecast: a page or a command that
/// shows them says so.
#[must_use]
pub fn usual(kinds: &[Kind], office: (Time, Time), first_day: Date) -> Plan {
    let traffic = |kind: &Kind| {
        let (per_day, median, p95) = invented(*kind);
        (*kind, Traffic { week: week_of(per_day, 0.8, &HOURS), handling: Spread { median, p95 } })
    };
    let shift = |name: &str, desk, (from, to), closed_days, agents| Shift {
        name: name.to_owned(),
        desk,
        weekdays: BTreeSet::new(),
        from,
        to,
        closed_days,
        agents,
    };
    let hour = |hour| Time::midnight().saturating_add(jiff::SignedDuration::from_hours(hour));
    Plan {
        seed: 1,
        first_day,
        days: 365,
        kinds: kinds.iter().map(traffic).collect(),
        shifts: vec![
            shift("office", Desk::Requests, office, false, 3),
            shift("night", Desk::Reports, (hour(0), hour(8)), true, 1),
            shift("day", Desk::Reports, (hour(8), hour(16)), true, 1),
            shift("evening", Desk::Reports, (hour(16), Time::midnight()), true, 1),
        ],
        questions: Questions { share: 0.1, answer: Spread { median: 600.0, p95: 4320.0 }, at_most_days: 14 },
        countries: BTreeMap::from([(UNKNOWN_COUNTRY.to_owned(), 1.0)]),
    }
}
