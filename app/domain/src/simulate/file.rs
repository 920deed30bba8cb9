//! A plan as a TOML file.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use jiff::civil::Time;
use serde::Deserialize;

use super::{Desk, Plan, PlanError, Questions, Shift, Spread, Traffic, week_of};
use crate::Kind;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanFile {
    seed: Option<u64>,
    first_day: Option<String>,
    days: Option<u16>,
    /// Weights of the 24 hours, for kinds without their own.
    #[serde(default)]
    hours: Vec<f64>,
    /// A day of the weekend as a multiple of a weekday, for kinds without their own.
    weekend: Option<f64>,
    #[serde(default)]
    kinds: BTreeMap<Kind, KindFile>,
    shifts: Option<Vec<ShiftFile>>,
    questions: Option<QuestionsFile>,
    countries: Option<BTreeMap<String, f64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindFile {
    per_day: Option<f64>,
    weekend: Option<f64>,
    hours: Option<Vec<f64>>,
    week: Option<Vec<f64>>,
    handling: Option<SpreadFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpreadFile {
    median: f64,
    p95: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShiftFile {
    name: String,
    desk: String,
    #[serde(default)]
    weekdays: Vec<String>,
    from: String,
    to: String,
    #[serde(default)]
    closed_days: bool,
    agents: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionsFile {
    share: Option<f64>,
    answer: Option<SpreadFile>,
    at_most_days: Option<u16>,
}

impl From<SpreadFile> for Spread {
    fn from(file: SpreadFile) -> Self {
        Self { median: file.median, p95: file.p95 }
    }
}

/// The weekdays as plans write them, Monday first.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What is wrong so far, with its place.
type Wrong = Vec<(String, String)>;

impl Plan {
    /// Reads a plan from TOML. What it leaves out is taken from `usual`: see [`super::usual`]. Only the kinds that it names arrive;
    /// if it names none, those of `usual` do.
    ///
    /// # Errors
    /// [`PlanError::Toml`] with line and column, or [`PlanError::Wrong`] with everything that is wrong.
    pub fn parse(text: &str, usual: &Self) -> Result<Self, PlanError> {
        let file: PlanFile = toml::from_str(text).map_err(|error| PlanError::Toml(error.to_string()))?;
        let mut wrong = Wrong::new();
        let first_day = match &file.first_day {
            Some(text) => read(text, "first_day", "write a date as 2026-01-01", &mut wrong),
            None => Some(usual.first_day),
        };
        hours(&file.hours, "hours", &mut wrong);
        let mut kinds = BTreeMap::new();
        for (kind, own) in file.kinds {
            if let Some(traffic) = traffic(kind, own, (&file.hours, file.weekend), usual, &mut wrong) {
                kinds.insert(kind, traffic);
            }
        }
        if kinds.is_empty() && wrong.is_empty() {
            kinds = usual.kinds.clone();
        }
        let shifts = match file.shifts {
            Some(list) => list.into_iter().filter_map(|own| shift(own, &mut wrong)).collect(),
            None => usual.shifts.clone(),
        };
        let asked = file.questions.map_or(usual.questions, |own| Questions {
            share: own.share.unwrap_or(usual.questions.share),
            answer: own.answer.map_or(usual.questions.answer, Spread::from),
            at_most_days: own.at_most_days.unwrap_or(usual.questions.at_most_days),
        });
        let plan = Self {
            seed: file.seed.unwrap_or(usual.seed),
            first_day: first_day.unwrap_or(usual.first_day),
            days: file.days.unwrap_or(usual.days),
            kinds,
            shifts,
            questions: asked,
            countries: file.countries.unwrap_or_else(|| usual.countries.clone()),
        };
        if !wrong.is_empty() {
            return Err(PlanError::Wrong(wrong));
        }
        plan.check()?;
        Ok(plan)
    }
}

fn read<V: FromStr>(text: &str, place: &str, why: &str, wrong: &mut Wrong) -> Option<V> {
    let found = text.trim().parse().ok();
    if found.is_none() {
        wrong.push((place.to_owned(), format!("`{text}`: {why}")));
    }
    found
}

fn hours(list: &[f64], place: &str, wrong: &mut Wrong) {
    let fine =
        list.is_empty() || (list.len() == 24 && list.iter().all(|hour| hour.is_finite() && *hour >= 0.0) && list.iter().sum::<f64>() > 0.0);
    if !fine {
        wrong.push((place.to_owned(), "24 weights from 0 on, midnight first, not all of them 0".to_owned()));
    }
}

fn traffic(kind: Kind, own: KindFile, shared: (&[f64], Option<f64>), usual: &Plan, wrong: &mut Wrong) -> Option<Traffic> {
    let place = format!("kinds.{}", kind.code());
    let weekend = own.weekend.or(shared.1).unwrap_or(1.0);
    if !(weekend.is_finite() && weekend >= 0.0) {
        wrong.push((format!("{place}.weekend"), "a multiple of a weekday, from 0 on".to_owned()));
    }
    let weights = own.hours.as_deref().unwrap_or(shared.0);
    hours(weights, &format!("{place}.hours"), wrong);
    let week = match (own.per_day, own.week) {
        (Some(per_day), None) => week_of(per_day, weekend, weights),
        (None, Some(week)) => week,
        _ => {
            wrong.push((place, "say either per_day or week".to_owned()));
            return None;
        }
    };
    let handling = own.handling.map(Spread::from).or_else(|| usual.kinds.get(&kind).map(|usual| usual.handling));
    if handling.is_none() {
        wrong.push((format!("{place}.handling"), "say how long one takes: { median = 8, p95 = 30 }, in minutes".to_owned()));
    }
    Some(Traffic { week, handling: handling? })
}

fn shift(own: ShiftFile, wrong: &mut Wrong) -> Option<Shift> {
    let place = format!("shifts.{}", own.name);
    let desk = Desk::from_code(&own.desk);
    if desk.is_none() {
        wrong.push((format!("{place}.desk"), format!("`{}` is none of requests, reports, both", own.desk)));
    }
    let mut weekdays = BTreeSet::new();
    for name in &own.weekdays {
        match (0_i8..).zip(WEEKDAYS).find(|(_, day)| day == name) {
            Some((day, _)) => drop(weekdays.insert(day)),
            None => wrong.push((format!("{place}.weekdays"), format!("`{name}` is none of {}", WEEKDAYS.join(", ")))),
        }
    }
    let mut time = |text: &str, field: &str| {
        // 24:00 is how people write the end of a day.
        let text = if text.trim() == "24:00" { "00:00" } else { text };
        read::<Time>(text, &format!("{place}.{field}"), "write a time of day as 09:00", wrong)
    };
    let (from, to) = (time(&own.from, "from"), time(&own.to, "to"));
    Some(Shift { name: own.name, desk: desk?, weekdays, from: from?, to: to?, closed_days: own.closed_days, agents: own.agents })
}
