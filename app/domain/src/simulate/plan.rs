//! What is played: arrivals, work, shifts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time, Weekday};

use super::PlanError;
use crate::Kind;
use crate::country::Country;

/// Hours of a week, Monday 00:00 first.
pub const HOURS_OF_WEEK: usize = 168;
/// Days that are played at most: two years.
pub const MOST_DAYS: u16 = 731;
/// Tickets that are expected at most, so that a plan with a slip of the pen does not take all memory.
pub const MOST_ARRIVALS: f64 = 2_000_000.0;
/// Agents of one shift at most.
pub const MOST_AGENTS: u32 = 500;
/// What stands in place of a country's code for those who told none.
pub const UNKNOWN_COUNTRY: &str = "unknown";

/// How long something takes: a log-normal spread, as most work has, by two numbers that people can tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Half take less: minutes.
    pub median: f64,
    /// Nineteen of twenty take less: minutes, not below the median.
    pub p95: f64,
}

/// Of the normal distribution nineteen of twenty lie below.
const Z95: f64 = 1.644_853_626_951_472_6;
/// No piece of work is longer than this, whatever the tail says: 30 days in milliseconds.
const LONGEST: f64 = 30.0 * 24.0 * 3_600_000.0;

impl Spread {
    /// The length, in whole milliseconds and at least one, that belongs to a deviate of the normal distribution.
    pub(super) fn at(self, z: f64) -> i64 {
        let sigma = (self.p95 / self.median).ln() / Z95;
        let millis = self.median * 60_000.0 * (sigma * z).exp();
        millis.clamp(1.0, LONGEST).round() as i64
    }
}

/// What arrives of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Traffic {
    /// Mean arrivals in each hour of the week in the office's zone, Monday 00:00 first: [`HOURS_OF_WEEK`] numbers.
    pub week: Vec<f64>,
    /// How long an agent works at one.
    pub handling: Spread,
}

impl Traffic {
    /// Tickets a day, the mean over a whole week.
    #[must_use]
    pub fn per_day(&self) -> f64 {
        self.week.iter().sum::<f64>() / 7.0
    }

    /// The same hours with so many tickets a day; even hours if nothing arrived before.
    #[must_use]
    pub fn with_per_day(self, per_day: f64) -> Self {
        let before = self.per_day();
        let week = if before > 0.0 { self.week.iter().map(|mean| mean * per_day / before).collect() } else { week_of(per_day, 1.0, &[]) };
        Self { week, ..self }
    }
}

/// The tickets on which a shift works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Desk {
    /// Privacy requests, and proofs of guardians.
    Requests,
    /// Reports, and hints about a child's account.
    Reports,
    /// Both, the first due first.
    Both,
}

impl Desk {
    /// The name in plans and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Reports => "reports",
            Self::Both => "both",
        }
    }

    /// The desk with this code, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Requests, Self::Reports, Self::Both].into_iter().find(|desk| desk.code() == code)
    }

    /// The desk that tickets of this kind lie on: never [`Desk::Both`].
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        if crate::role::REVIEWED.contains(&kind.code()) { Self::Reports } else { Self::Requests }
    }

    /// Whether who works here works on that desk's tickets.
    #[must_use]
    pub fn works_on(self, side: Self) -> bool {
        self == Self::Both || self == side
    }
}

/// People who work at the same hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// What it is called; no two have the same name.
    pub name: String,
    /// What it works on.
    pub desk: Desk,
    /// The weekdays on which it begins, Monday 0 to Sunday 6; empty: any. With neither weekdays nor work on closed days, it works when the office does,
    /// make-up Saturdays included.
    pub weekdays: BTreeSet<i8>,
    /// When it begins, civil time in the office's zone.
    pub from: Time,
    /// When it ends; not after the beginning: on the next day.
    pub to: Time,
    /// Whether it works on days that the office's calendar closes.
    pub closed_days: bool,
    /// How many work in it.
    pub agents: u32,
}

impl Shift {
    /// Whether it begins on a day of this weekday that is open or closed.
    pub(super) fn begins(&self, weekday: Weekday, open: bool) -> bool {
        (open || self.closed_days) && (self.weekdays.is_empty() || self.weekdays.contains(&weekday.to_monday_zero_offset()))
    }
}

/// Questions to requesters: each pauses the clocks that may pause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Questions {
    /// The share of requests that need one, 0 to 1. Reports never pause.
    pub share: f64,
    /// How long the answer takes, in minutes.
    pub answer: Spread,
    /// After so many days the pause ends by itself, answered or not: 1 to 30.
    pub at_most_days: u16,
}

/// A plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What chance begins with. The same seed gives the same year.
    pub seed: u64,
    /// The first civil day in the office's zone.
    pub first_day: Date,
    /// How many days are played: 1 to [`MOST_DAYS`].
    pub days: u16,
    /// What arrives.
    pub kinds: BTreeMap<Kind, Traffic>,
    /// Who works when.
    pub shifts: Vec<Shift>,
    /// What is asked back.
    pub questions: Questions,
    /// Where requesters live: codes, or [`UNKNOWN_COUNTRY`], by their weights. Empty: nobody tells.
    pub countries: BTreeMap<String, f64>,
}

/// The hours of a week from a mean day: `per_day` over the whole week, a weekend's day so many times a weekday, and the weights of
/// the 24 hours, which need not sum to anything. An empty list of weights is even.
#[must_use]
pub fn week_of(per_day: f64, weekend: f64, hours: &[f64]) -> Vec<f64> {
    let weekday = 7.0 * per_day / 2.0_f64.mul_add(weekend, 5.0);
    let sum: f64 = hours.iter().sum();
    let hour = |at: usize| if sum > 0.0 { hours.get(at).copied().unwrap_or(0.0) / sum } else { 1.0 / 24.0 };
    (0..HOURS_OF_WEEK).map(|at| if at < 5 * 24 { weekday } else { weekday * weekend } * hour(at % 24)).collect()
}

impl Plan {
    /// How many tickets are expected over all days.
    #[must_use]
    pub fn expected(&self) -> f64 {
        let week: f64 = self.kinds.values().flat_map(|traffic| &traffic.week).sum();
        week / 7.0 * f64::from(self.days)
    }

    /// The numbers of agents, in the order of the shifts.
    #[must_use]
    pub fn agents(&self) -> Vec<u32> {
        self.shifts.iter().map(|shift| shift.agents).collect()
    }

    /// The same on other days.
    #[must_use]
    pub fn on(self, first_day: Date, days: u16) -> Self {
        Self { first_day, days, ..self }
    }

    /// Sees that it can be played.
    ///
    /// # Errors
    /// [`PlanError::Wrong`] with everything that is wrong.
    pub fn check(&self) -> Result<(), PlanError> {
        let mut wrong = Vec::new();
        let mut see = |fine: bool, place: &str, why: &str| {
            if !fine {
                wrong.push((place.to_owned(), why.to_owned()));
            }
        };
        let amount = |number: f64| number.is_finite() && number >= 0.0;
        let spread =
            |spread: Spread| spread.median.is_finite() && spread.median > 0.0 && spread.p95.is_finite() && spread.p95 >= spread.median;
        see((1..=MOST_DAYS).contains(&self.days), "days", "from 1 to 731");
        see(!self.kinds.is_empty(), "kinds", "say at least one kind that arrives");
        for (kind, traffic) in &self.kinds {
            let place = format!("kinds.{}", kind.code());
            see(traffic.week.len() == HOURS_OF_WEEK, &place, "a week has 168 hours");
            see(traffic.week.iter().all(|mean| amount(*mean)), &place, "arrivals are numbers from 0 on");
            see(spread(traffic.handling), &format!("{place}.handling"), SPREAD);
        }
        see(self.expected() <= MOST_ARRIVALS, "kinds", "more than two million tickets would arrive; play fewer days");
        see(!self.shifts.is_empty(), "shifts", "say at least one shift");
        let mut names = BTreeSet::new();
        for shift in &self.shifts {
            let place = format!("shifts.{}", shift.name);
            see(!shift.name.trim().is_empty(), "shifts", "every shift needs a name");
            see(names.insert(&shift.name), &place, "two shifts have this name");
            see(shift.agents <= MOST_AGENTS, &place, "at most 500 agents");
        }
        see((0.0..=1.0).contains(&self.questions.share), "questions.share", "a share from 0 to 1");
        see(spread(self.questions.answer), "questions.answer", SPREAD);
        see((1..=30).contains(&self.questions.at_most_days), "questions.at_most_days", "from 1 to 30");
        for (code, weight) in &self.countries {
            let place = format!("countries.{code}");
            see(
                code == UNKNOWN_COUNTRY || Country::find(code).is_some(),
                &place,
                "no country that the form offers; write `unknown` for none",
            );
            see(amount(*weight), &place, "a weight is a number from 0 on");
        }
        see(self.countries.is_empty() || self.countries.values().sum::<f64>() > 0.0, "countries", "at least one needs a weight");
        if wrong.is_empty() { Ok(()) } else { Err(PlanError::Wrong(wrong)) }
    }
}

/// What a spread must be.
const SPREAD: &str = "minutes: a median above 0, and a 95th percentile that is not below it";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_has_its_median_and_its_twentieth() {
        let spread = Spread { median: 10.0, p95: 40.0 };
        assert_eq!(spread.at(0.0), 600_000);
        assert_eq!(spread.at(Z95), 2_400_000);
        assert_eq!(Spread { median: 5.0, p95: 5.0 }.at(3.0), 300_000, "without a spread all take the same");
        assert_eq!(spread.at(1e6), LONGEST as i64);
    }

    #[test]
    fn a_week_keeps_its_mean() {
        let week = week_of(10.0, 0.5, &[0.0, 1.0, 3.0]);
        assert_eq!(week.len(), HOURS_OF_WEEK);
        assert!((week.iter().sum::<f64>() - 70.0).abs() < 1e-9);
        assert!((week[2] / week[1] - 3.0).abs() < 1e-9 && week[0].abs() < 1e-9 && week[3].abs() < 1e-9);
        assert!((week[5 * 24 + 1] / week[1] - 0.5).abs() < 1e-9);
        assert!((week_of(24.0, 1.0, &[])[100] - 1.0).abs() < 1e-9, "without weights every hour is alike");
    }
}
