//! The promise: business time of the pack.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::ClockError;
use super::days::Days;
use super::due::{Draft, Hold, carried, holds};
use super::history::History;
use super::moment::Moment;
use super::rules::{PromiseTerm, Rules, Source, TermUnit};
use super::state::{ClockName, ClockState, StateSource};
use super::step::{Step, Unmoved};
use crate::calendar::BusinessTime;

/// Open hours left at which the promise turns amber and red (the clocks' rules, "States shown").
const AMBER_HOURS: i64 = 4;
const RED_HOURS: i64 = 1;

/// The promise's clock; `None` if the kind has none or the request is not proved.
pub(super) fn promise(history: &History, rules: &Rules<'_>, now: Timestamp) -> Result<Option<ClockState>, ClockError> {
    let Some(start) = history.promise_start() else { return Ok(None) };
    if rules.promise.is_none() && history.manual_due.is_none() {
        return Ok(None);
    }
    let business = rules.business;
    let mut steps = Vec::new();
    if rules.explain {
        steps.push(Step::Received { at: Moment::of(business, history.received_at) });
        if start != history.received_at {
            steps.push(Step::StartsAtProof { at: Moment::of(business, start) });
        }
    }
    let (mut base_due, mut source) = match rules.promise {
        None => (start, StateSource::Manual),
        Some(term) => (base(business, term, start, rules.explain.then_some(&mut steps))?, source_of(term)),
    };
    let mut settled_until = base_due;
    if let Some(at) = history.promised_due.filter(|at| *at < base_due) {
        base_due = at;
        if rules.explain {
            steps.push(Step::KeptPromise { at: Moment::of(business, at) });
        }
    }
    if let Some(at) = history.manual_due {
        (base_due, source) = (at, StateSource::Manual);
        if rules.explain {
            steps.push(Step::SetByHand { at: Moment::of(business, at) });
        }
    }
    let seen = holds(history, start, now, |_| true);
    let mut due = base_due;
    let mut paused_until = None;
    for hold in &seen {
        if hold.begun > due {
            if rules.explain {
                let from = Moment::of(business, hold.begun);
                steps.push(Step::PauseUnmoved { from, reason: hold.reason, why: Unmoved::AfterDue });
            }
            continue;
        }
        paused_until = paused_until.max(hold.active_until);
        let open = business.open_between(hold.start, hold.end)?;
        if history.manual_due.is_none() {
            due = business.add_open(due, open)?;
        }
        if rules.explain {
            let from = Moment::of(business, hold.begun);
            let why = match history.manual_due {
                Some(_) => Some(Unmoved::SetByHand),
                None if open.is_zero() => Some(Unmoved::OutsideHours),
                None => None,
            };
            steps.push(match why {
                Some(why) => Step::PauseUnmoved { from, reason: hold.reason, why },
                None => Step::Paused {
                    from,
                    to: Moment::of(business, hold.end),
                    reason: hold.reason,
                    moved: i64::try_from(open.as_millis()).unwrap_or(i64::MAX),
                    open: true,
                    due: Moment::of(business, due),
                },
            });
        }
    }
    if let Some(one) = carried(history, ClockName::Promise).filter(|_| history.manual_due.is_none()) {
        let joined = moved(business, one.due, seen.iter().filter(|hold| hold.begun >= one.at))?;
        if joined < due {
            due = joined;
            if rules.explain {
                steps.push(Step::Carried { joined: Moment::of(business, one.at), due: Moment::of(business, due) });
            }
        }
    }
    settled_until = settled_until.max(due);
    // A date that staff chose rests on no calendar.
    let (first, last) = (business.date_of(start), business.date_of(settled_until));
    let provisional = history.manual_due.is_none() && business.is_provisional(first, last);
    if rules.explain && provisional {
        steps.extend(business.unsettled(first, last).into_iter().map(|year| Step::Provisional { year }));
    }
    let before = |hours| business.back_open(due, SignedDuration::from_hours(hours), start.min(due));
    let draft = Draft {
        name: ClockName::Promise,
        start,
        base_due,
        due,
        calendar: business.label().to_owned(),
        provisional,
        source,
        paused_until,
        amber_at: before(AMBER_HOURS)?,
        red_at: before(RED_HOURS)?,
        acknowledge: None,
        steps,
        days: Days::Office(business),
    };
    Ok(Some(draft.finish(history, rules, now)))
}

/// A due moved by the open time of pauses.
fn moved<'h>(business: &BusinessTime, due: Timestamp, holds: impl Iterator<Item = &'h Hold>) -> Result<Timestamp, ClockError> {
    let mut due = due;
    for hold in holds {
        if hold.begun <= due {
            due = business.add_open(due, business.open_between(hold.start, hold.end)?)?;
        }
    }
    Ok(due)
}

fn source_of(term: &PromiseTerm) -> StateSource {
    match term.source {
        Source::Policy => StateSource::Policy { section: term.section.clone() },
        Source::House => StateSource::House,
    }
}

/// The due before any pause. The day of receipt does not count: the ticket is due at the close of the n-th business day after
/// it, whatever the hour of receipt.
fn base(business: &BusinessTime, term: &PromiseTerm, start: Timestamp, mut steps: Option<&mut Vec<Step>>) -> Result<Timestamp, ClockError> {
    if term.value == 0 {
        return Err(ClockError::EmptyPromise);
    }
    let mut say = |step: Step| {
        if let Some(steps) = steps.as_deref_mut() {
            steps.push(step);
        }
    };
    say(Step::Promise { term: term.clone() });
    let received = business.date_of(start);
    let counted = counted_day(business, start)?;
    if let Some(counted) = counted {
        say(Step::CutOff { closed_day: !business.is_open_day(received), counted });
    }
    match term.unit {
        TermUnit::OpenHours => {
            let from = match counted {
                None => start,
                Some(day) => business.opening(day)?.unwrap_or(start),
            };
            Ok(business.add_open(from, SignedDuration::from_hours(i64::from(term.value)))?)
        }
        TermUnit::BusinessDays => {
            let first = counted.unwrap_or(received);
            say(Step::ReceiptDay { date: first });
            if steps.is_none() {
                return Ok(business.nth_close(first, term.value)?);
            }
            let mut day = first;
            for number in 1..=term.value {
                let next = business.nth_business_day(day, 1)?;
                if let Some(steps) = steps.as_deref_mut() {
                    tell_days(business, day, next, number, steps)?;
                }
                day = next;
            }
            Ok(business.nth_close(day, 0)?)
        }
    }
}

/// The day on which the cut-off makes a receipt count; `None` if it counts on its own day.
fn counted_day(business: &BusinessTime, start: Timestamp) -> Result<Option<Date>, ClockError> {
    let Some(cut_off) = business.cut_off() else { return Ok(None) };
    let civil = business.civil(start);
    if business.is_open_day(civil.date()) && civil.time() <= cut_off {
        return Ok(None);
    }
    Ok(Some(business.nth_business_day(civil.date(), 1)?))
}

/// Tells the days between two, both of them left out, and the second.
fn tell_days(business: &BusinessTime, after: Date, open: Date, number: u32, steps: &mut Vec<Step>) -> Result<(), ClockError> {
    let mut day = after.tomorrow()?;
    while day < open {
        steps.push(Step::ClosedDay { date: day, why: business.why_closed(day) });
        day = day.tomorrow()?;
    }
    if let Some((calendar, entry)) = business.opened_by(open) {
        steps.push(Step::OpenedDay { date: open, calendar: calendar.to_owned(), name: entry.name.clone() });
    }
    steps.push(Step::BusinessDay { number, date: open });
    Ok(())
}
