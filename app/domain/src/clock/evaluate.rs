//! The one function that decides.

use jiff::{SignedDuration, Timestamp};

use super::days::Days;
use super::due::{Draft, carried, hours_before};
use super::history::History;
use super::moment::Moment;
use super::rules::Rules;
use super::state::{ClockName, ClockState, Evaluation, Standing, StateSource};
use super::step::Step;
use super::{ClockError, legal, promise};
use crate::Kind;

/// Hours of a report's review unless the pack says otherwise (HelloTalk's policy, section 4).
const REVIEW_HOURS: u32 = 24;
/// Elapsed hours left at which the review turns amber and red (the clocks' rules, "States shown").
const AMBER_HOURS: i64 = 8;
const RED_HOURS: i64 = 2;
/// The section of the policy that gives the review its hours.
const REVIEW_SECTION: &str = "4";

/// All clocks of a ticket at the moment `now`. Pure: the same history, rules and moment always give the same answer.
///
/// A request has a promise, if its kind has one and it is proved, and a law's limit, if its country's rule has a number or a
/// house limit stands in for it. A report has its review alone. Days are civil days in the zone of `rules.business`.
///
/// # Errors
/// [`ClockError`] if 400 days in a row are closed, a law counts on a calendar that was not given, a promise is of nothing, or a
/// moment is out of range.
pub fn evaluate(history: &History, rules: &Rules<'_>, now: Timestamp) -> Result<Evaluation, ClockError> {
    let mut all = if rules.kind == Kind::Report {
        let review = review(history, rules, now)?;
        Evaluation { review: Some(review), ..empty(history, rules) }
    } else {
        let (promise, law) = (promise::promise(history, rules, now)?, legal::law(history, rules, now)?);
        Evaluation { promise, law, ..empty(history, rules) }
    };
    // The earlier one governs. `min_by_key` keeps the first of equals, so the promise goes before the law.
    all.governing = all.clocks().filter(|clock| !clock.is_paused()).min_by_key(|clock| clock.due).map(|clock| clock.name);
    all.sort_at = match all.governor() {
        Some(clock) => clock.due,
        None => all.clocks().filter_map(pause_end).min().unwrap_or(history.received_at),
    };
    if rules.explain {
        let governing = all.governing;
        for clock in [&mut all.promise, &mut all.law, &mut all.review].into_iter().flatten() {
            if governing == Some(clock.name) {
                clock.steps.push(Step::Governs);
            }
        }
    }
    Ok(all)
}

fn empty(history: &History, rules: &Rules<'_>) -> Evaluation {
    Evaluation {
        promise: None,
        law: None,
        review: None,
        governing: None,
        sort_at: history.received_at,
        calendar_version: rules.calendar_version.to_owned(),
    }
}

fn pause_end(clock: &ClockState) -> Option<Timestamp> {
    match clock.status {
        Standing::Paused { until } => Some(until),
        _ => None,
    }
}

/// The review of a report: elapsed hours since the first one, no calendar and no pause.
fn review(history: &History, rules: &Rules<'_>, now: Timestamp) -> Result<ClockState, ClockError> {
    let hours = rules.review_hours.unwrap_or(REVIEW_HOURS);
    let base = history.received_at.checked_add(SignedDuration::from_hours(i64::from(hours)))?;
    let mut steps = Vec::new();
    if rules.explain {
        steps.push(Step::Received { at: Moment::of(rules.business, history.received_at) });
        steps.push(Step::ElapsedHours { hours });
    }
    let joined = carried(history, ClockName::Review).filter(|one| one.due < base);
    let due = joined.map_or(base, |one| one.due);
    if let (true, Some(one)) = (rules.explain, joined) {
        steps.push(Step::Carried { joined: Moment::of(rules.business, one.at), due: Moment::of(rules.business, one.due) });
    }
    let draft = Draft {
        name: ClockName::Review,
        start: history.received_at,
        base_due: base,
        due,
        calendar: format!("{hours} elapsed hours"),
        provisional: false,
        source: match rules.promise.map(|term| (term.source, &term.section)) {
            Some((super::Source::House, _)) => StateSource::House,
            Some((super::Source::Policy, section)) => StateSource::Policy { section: section.clone() },
            None => StateSource::Policy { section: Some(REVIEW_SECTION.to_owned()) },
        },
        paused_until: None,
        amber_at: hours_before(due, AMBER_HOURS, history.received_at)?,
        red_at: hours_before(due, RED_HOURS, history.received_at)?,
        acknowledge: None,
        steps,
        days: Days::Office(rules.business),
    };
    Ok(draft.finish(history, rules, now))
}

/// Which of several merged tickets goes on: the one that sorts first. The others' clocks are cancelled. `None` of none.
///
/// The position is that of the given slice; of equals it is the first.
#[must_use]
pub fn governing_of_merged(tickets: &[Evaluation]) -> Option<usize> {
    let due = |all: &Evaluation| all.clocks().map(|clock| clock.due).min().unwrap_or(all.sort_at);
    tickets.iter().enumerate().min_by_key(|(_, all)| due(all)).map(|(at, _)| at)
}
