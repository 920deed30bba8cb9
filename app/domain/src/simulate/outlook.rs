//! What a play says, in numbers.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::roster::Day;
use super::world::Dues;
use super::{Desk, Played, World};
use crate::Kind;
use crate::clock::ClockName;

/// How many were kept. What is open and not yet due counts as neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Done at the due or before.
    pub met: u32,
    /// Done later, or still open and past the due.
    pub breached: u32,
    /// Open, and due after the last day.
    pub undecided: u32,
}

impl Share {
    /// The share kept of what is decided, 0 to 1; `None` if nothing is.
    #[must_use]
    pub fn kept(self) -> Option<f64> {
        let decided = self.met + self.breached;
        (decided > 0).then(|| f64::from(self.met) / f64::from(decided))
    }

    /// Whether at least so much is kept, 0 to 1. Nothing breached keeps anything.
    #[must_use]
    pub fn reaches(self, target: f64) -> bool {
        // A share of a hundredth is no exact binary fraction.
        self.breached == 0 || self.kept().is_some_and(|kept| kept + 1e-12 >= target)
    }

    fn add(&mut self, done: Option<i64>, due: i64, end: i64) {
        match done {
            Some(done) if done <= due => self.met += 1,
            None if due >= end => self.undecided += 1,
            _ => self.breached += 1,
        }
    }
}

/// One clock of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockShare {
    /// Which.
    pub name: ClockName,
    /// How many of the tickets that have it kept it.
    pub share: Share,
}

/// What comes of a kind of ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct KindOutlook {
    /// The kind.
    pub kind: Kind,
    /// How many arrive.
    pub arrived: u32,
    /// How many are done.
    pub done: u32,
    /// How many keep every clock that they have.
    pub share: Share,
    /// Each clock by itself.
    pub clocks: Vec<ClockShare>,
    /// Half of those done took less from receipt to completion: elapsed milliseconds. `None` if none was done.
    pub median: Option<i64>,
    /// Nineteen of twenty of them took less.
    pub p95: Option<i64>,
}

/// A day of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayLoad {
    /// The civil day in the office's zone.
    pub date: Date,
    /// Whether the office has any open hours.
    pub open: bool,
    /// Tickets received on it.
    pub arrived: u32,
    /// Tickets done on it.
    pub done: u32,
    /// Requests open at its end, those that wait for their requester among them.
    pub requests: u32,
    /// Reports open at its end.
    pub reports: u32,
}

impl DayLoad {
    /// All that is open at its end.
    #[must_use]
    pub fn backlog(&self) -> u32 {
        self.requests + self.reports
    }
}

/// A week, Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekLoad {
    /// Its first day that is played.
    pub first: Date,
    /// Tickets received in it.
    pub arrived: u32,
    /// The most that were open at the end of one of its days.
    pub backlog: u32,
}

/// A shift.
#[derive(Debug, Clone, PartialEq)]
pub struct ShiftLoad {
    /// Its name.
    pub name: String,
    /// What it works on.
    pub desk: Desk,
    /// How many work in it.
    pub agents: u32,
    /// Their hours on duty over all days.
    pub hours: f64,
    /// The share of these hours that was work, 0 to 1; `None` without hours.
    pub busy: Option<f64>,
}

/// What a play says.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// What chance began with.
    pub seed: u64,
    /// The zone of its days, an IANA name.
    pub zone: String,
    /// Each kind of the plan, in the portal's order.
    pub kinds: Vec<KindOutlook>,
    /// Each day.
    pub days: Vec<DayLoad>,
    /// Each shift, in the plan's order.
    pub shifts: Vec<ShiftLoad>,
}

impl Outlook {
    /// How many arrived.
    #[must_use]
    pub fn arrived(&self) -> u32 {
        self.kinds.iter().map(|kind| kind.arrived).sum()
    }

    /// How many were done.
    #[must_use]
    pub fn done(&self) -> u32 {
        self.kinds.iter().map(|kind| kind.done).sum()
    }

    /// How many are open when the last day is over.
    #[must_use]
    pub fn backlog(&self) -> u32 {
        self.arrived() - self.done()
    }

    /// The day at whose end most is open; the first of equals.
    #[must_use]
    pub fn peak(&self) -> Option<&DayLoad> {
        self.days.iter().rev().max_by_key(|day| day.backlog())
    }

    /// The weeks with the highest backlog, the highest first; of equals those with more arrivals.
    #[must_use]
    pub fn busiest(&self, most: usize) -> Vec<WeekLoad> {
        let mut weeks: Vec<WeekLoad> = Vec::new();
        for day in &self.days {
            match weeks.last_mut() {
                Some(week) if day.date.weekday() != Weekday::Monday => {
                    week.arrived += day.arrived;
                    week.backlog = week.backlog.max(day.backlog());
                }
                _ => weeks.push(WeekLoad { first: day.date, arrived: day.arrived, backlog: day.backlog() }),
            }
        }
        weeks.sort_by_key(|week| std::cmp::Reverse((week.backlog, week.arrived)));
        weeks.truncate(most);
        weeks
    }
}

/// The share of each kind that keeps every clock it has. Kinds without any clock are left out.
pub(super) fn shares(world: &World<'_>, played: &Played, side: Desk) -> BTreeMap<Kind, Share> {
    let mut shares: BTreeMap<Kind, Share> = BTreeMap::new();
    let end = world.end();
    for (case, at_end) in world.cases.iter().zip(&played.ends).filter(|(case, _)| side.works_on(case.desk)) {
        if let Some(due) = at_end.dues.first() {
            shares.entry(case.kind).or_default().add(at_end.done, due, end);
        }
    }
    shares
}

impl World<'_> {
    /// What a play of this world says.
    #[must_use]
    pub fn outlook(&self, played: &Played) -> Outlook {
        let all = shares(self, played, Desk::Both);
        let kinds = self.plan.kinds.keys().map(|kind| self.kind(*kind, played, all.get(kind).copied().unwrap_or_default())).collect();
        let shifts = self.plan.shifts.iter().enumerate().map(|(at, shift)| {
            let (busy, offered) = (played.busy.get(at).copied().unwrap_or(0), played.offered.get(at).copied().unwrap_or(0));
            ShiftLoad {
                name: shift.name.clone(),
                desk: shift.desk,
                agents: played.agents.get(at).copied().unwrap_or(0),
                hours: offered as f64 / 3_600_000.0,
                busy: (offered > 0).then(|| busy as f64 / offered as f64),
            }
        });
        Outlook {
            seed: self.plan.seed,
            zone: self.office.business().zone_name().to_owned(),
            kinds,
            days: self.loads(played),
            shifts: shifts.collect(),
        }
    }

    fn kind(&self, kind: Kind, played: &Played, share: Share) -> KindOutlook {
        let end = self.end();
        let own = || self.cases.iter().zip(&played.ends).filter(move |(case, _)| case.kind == kind);
        let clock = |name| {
            let mut share = Share::default();
            for (_, at_end) in own() {
                if let Some(due) = Dues::of_clock(&at_end.dues, name) {
                    share.add(at_end.done, due, end);
                }
            }
            (share != Share::default()).then_some(ClockShare { name, share })
        };
        let mut took: Vec<i64> = own().filter_map(|(case, at_end)| Some(at_end.done? - case.at)).collect();
        took.sort_unstable();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        KindOutlook {
            kind,
            arrived: count(own().count()),
            done: count(took.len()),
            share,
            clocks: ClockName::ALL.into_iter().filter_map(clock).collect(),
            median: percentile(&took, 50),
            p95: percentile(&took, 95),
        }
    }

    fn loads(&self, played: &Played) -> Vec<DayLoad> {
        let load = |day: &Day| DayLoad { date: day.date, open: day.open, arrived: 0, done: 0, requests: 0, reports: 0 };
        let mut loads: Vec<DayLoad> = self.days.iter().map(load).collect();
        // Net change of a day and a desk first, then the sums.
        let mut net = vec![(0_i64, 0_i64); loads.len()];
        let day_of = |at: i64| self.days.partition_point(|day| day.end <= at).min(self.days.len().saturating_sub(1));
        for (case, at_end) in self.cases.iter().zip(&played.ends) {
            for (at, sign) in [(Some(case.at), 1), (at_end.done, -1)] {
                let Some(day) = at.map(day_of) else { continue };
                if let (Some(load), Some((requests, reports))) = (loads.get_mut(day), net.get_mut(day)) {
                    *(if sign > 0 { &mut load.arrived } else { &mut load.done }) += 1;
                    *(if case.desk == Desk::Reports { reports } else { requests }) += sign;
                }
            }
        }
        let mut open = (0, 0);
        for (load, change) in loads.iter_mut().zip(net) {
            open = (open.0 + change.0, open.1 + change.1);
            let count = |open: i64| u32::try_from(open).unwrap_or(0);
            (load.requests, load.reports) = (count(open.0), count(open.1));
        }
        loads
    }
}

/// The value below which so many of a hundred lie: nearest rank. `None` of an empty list, which must be sorted.
#[must_use]
pub(super) fn percentile(sorted: &[i64], of_hundred: usize) -> Option<i64> {
    let rank = (sorted.len() * of_hundred).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}
