//! What the tests of the play share: the real calendars and laws, and plans small and large.

use std::collections::{BTreeMap, BTreeSet};

use domain::Kind;
use domain::calendar::BusinessTime;
use domain::clock::{PromiseTerm, Rules};
use domain::simulate::{Desk, Office, Outlook, Plan, Questions, Shift, Spread, Traffic, World, usual, week_of};
use jiff::civil::{Time, time};

use crate::clock_support::{LAW, OFFICE, date, one_day};

/// Hong Kong and mainland China, any-open; one business day for all requests but access and correction.
pub struct House(pub PromiseTerm);

impl Office for House {
    fn rules<'a>(&'a self, kind: Kind, country: Option<&'a str>) -> Rules<'a> {
        let promised = !matches!(kind, Kind::Access | Kind::Correction | Kind::Report);
        let promise = promised.then_some(&self.0);
        Rules { kind, country, promise, business: &OFFICE, law: &LAW, review_hours: Some(24), calendar_version: "test", explain: false }
    }

    fn business(&self) -> &BusinessTime {
        &OFFICE
    }
}

pub fn house() -> House {
    House(one_day())
}

pub fn shift(name: &str, desk: Desk, from: Time, to: Time, closed_days: bool, agents: u32) -> Shift {
    Shift { name: name.to_owned(), desk, weekdays: BTreeSet::new(), from, to, closed_days, agents }
}

/// Deletions of exactly `minutes` of work, so many a day in the hour from 10:00 on, one shift in the office's hours.
pub fn small(per_day: f64, minutes: f64, agents: u32, first_day: &str, days: u16) -> Plan {
    let mut hours = [0.0; 24];
    hours[10] = 1.0;
    let traffic = Traffic { week: week_of(per_day, 1.0, &hours), handling: Spread { median: minutes, p95: minutes } };
    Plan {
        seed: 7,
        first_day: date(first_day),
        days,
        kinds: BTreeMap::from([(Kind::Deletion, traffic)]),
        shifts: vec![shift("office", Desk::Requests, time(9, 0, 0, 0), time(18, 0, 0, 0), false, agents)],
        questions: Questions { share: 0.0, answer: Spread { median: 60.0, p95: 60.0 }, at_most_days: 14 },
        countries: BTreeMap::from([("HK".to_owned(), 1.0)]),
    }
}

pub fn played(plan: &Plan) -> Outlook {
    let house = house();
    let world = World::of(plan, &house).unwrap();
    let played = world.play(&plan.agents()).unwrap();
    world.outlook(&played)
}

pub fn office() -> (Time, Time) {
    (time(9, 0, 0, 0), time(18, 0, 0, 0))
}

/// A year with every kind that HelloTalk takes.
pub fn year() -> Plan {
    usual(
        &[Kind::Access, Kind::Correction, Kind::Deletion, Kind::AiTrainingWithdrawal, Kind::AdvertisingOptOut, Kind::Report],
        office(),
        date("2026-01-01"),
    )
}
