//! What arrives: every ticket of the plan's days, drawn from its seed.

use jiff::Timestamp;

use super::dice::Dice;
use super::roster::Day;
use super::{Plan, PlanError, UNKNOWN_COUNTRY};
use crate::Kind;
use crate::calendar::BusinessTime;

/// A ticket as chance made it. None of it depends on who works.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn<'p> {
    /// When it is received: UTC milliseconds.
    pub(super) at: i64,
    pub(super) kind: Kind,
    /// Where the requester lives, if told.
    pub(super) country: Option<&'p str>,
    /// How long an agent works at it, in milliseconds.
    pub(super) work: i64,
    /// If it needs a question: how long the answer takes, in milliseconds.
    pub(super) answer: Option<i64>,
}

/// Streams of dice: each kind has two of its own, so that more of one kind changes nothing about another.
const WHEN: u64 = 0x100;
const WHAT: u64 = 0x200;

/// The tickets in order of receipt.
pub(super) fn draw<'p>(plan: &'p Plan, days: &[Day], business: &BusinessTime) -> Result<Vec<Drawn<'p>>, PlanError> {
    let hours = hours(days, business)?;
    let places: Vec<(Option<&str>, f64)> =
        plan.countries.iter().map(|(code, weight)| (Some(code.as_str()).filter(|code| *code != UNKNOWN_COUNTRY), *weight)).collect();
    let weights: f64 = places.iter().map(|(_, weight)| weight).sum();
    let mut list = Vec::new();
    for (stream, kind) in (0_u64..).zip(Kind::ALL) {
        let Some(traffic) = plan.kinds.get(&kind) else { continue };
        let (mut when, mut what) = (Dice::of(plan.seed, WHEN + stream), Dice::of(plan.seed, WHAT + stream));
        for hour in &hours {
            let mean = traffic.week.get(hour.of_week).copied().unwrap_or(0.0) * hour.span as f64 / 3_600_000.0;
            if mean <= 0.0 {
                continue;
            }
            // Independent arrivals: exponential gaps, begun anew each hour, which they do not mind.
            let mut passed = when.wait() / mean;
            while passed < 1.0 {
                let at = hour.start + (passed * hour.span as f64) as i64;
                // Every ticket throws as often, whatever comes of it.
                let (work, chance, answer, place) = (what.normal(), what.unit(), what.normal(), what.unit());
                let asks = !kind.is_decided() && chance <= plan.questions.share;
                list.push(Drawn {
                    at,
                    kind,
                    country: pick(&places, place * weights),
                    work: traffic.handling.at(work),
                    answer: asks.then(|| plan.questions.answer.at(answer)),
                });
                passed += when.wait() / mean;
            }
        }
    }
    list.sort_by_key(|drawn| drawn.at);
    Ok(list)
}

fn pick<'p>(places: &[(Option<&'p str>, f64)], mut at: f64) -> Option<&'p str> {
    for (place, weight) in places {
        at -= weight;
        if at <= 0.0 && *weight > 0.0 {
            return *place;
        }
    }
    None
}

/// A civil hour of a day: of daylight saving, one that is skipped is empty and one that is repeated is twice as long.
struct Hour {
    of_week: usize,
    start: i64,
    span: i64,
}

fn hours(days: &[Day], business: &BusinessTime) -> Result<Vec<Hour>, PlanError> {
    let mut list = Vec::with_capacity(days.len() * 24);
    for day in days {
        let weekday = usize::try_from(day.date.weekday().to_monday_zero_offset()).unwrap_or(0);
        let starts = (0..24_i8)
            .map(|hour| business.instant(day.date.at(hour, 0, 0, 0)).map(Timestamp::as_millisecond))
            .collect::<Result<Vec<i64>, _>>()?;
        let ends = starts.iter().skip(1).copied().chain(std::iter::once(day.end));
        for (hour, (start, end)) in starts.iter().copied().zip(ends).enumerate() {
            if start < end {
                list.push(Hour { of_week: weekday * 24 + hour, start, span: end - start });
            }
        }
    }
    Ok(list)
}
