//! A plan learned from what really came.

use std::collections::BTreeMap;
use std::fmt;

use jiff::{SignedDuration, Timestamp};

use super::outlook::percentile;
use super::{Desk, HOURS_OF_WEEK, Plan, Spread, UNKNOWN_COUNTRY};
use crate::Kind;
use crate::calendar::BusinessTime;
use crate::country::Country;

/// Fewer tickets than this tell nothing about the hours of a week.
pub const FEWEST_TICKETS: u32 = 200;
/// A shorter time knows no weekends to speak of.
pub const FEWEST_DAYS: u32 = 28;
/// From fewer pieces of work no twentieth can be told.
pub const FEWEST_HANDLED: usize = 20;

/// A ticket that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// The kind.
    pub kind: Kind,
    /// The country's code, if told.
    pub country: Option<String>,
    /// When it was received.
    pub received_at: Timestamp,
    /// How long agents were seen at work on it until it was closed; `None` while it is open, or if nothing was seen.
    pub worked: Option<SignedDuration>,
    /// Pauses for a question: beginning, and end if it is over.
    pub pauses: Vec<(Timestamp, Option<Timestamp>)>,
}

/// Where a kind's handling times come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Its own tickets.
    Own,
    /// Those of its desk together: it has too few of its own.
    Desk,
    /// Nothing that came: the built-in plan, or the file.
    Given,
}

/// What was learned, and from how much.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// The plan.
    pub plan: Plan,
    /// How many days the tickets span.
    pub days: u32,
    /// How many tickets came.
    pub tickets: u32,
    /// For each kind of the plan: how many came, how many of them were closed with work seen, and where the handling times come from.
    pub kinds: BTreeMap<Kind, (u32, u32, Basis)>,
    /// How many questions were answered, or ran out.
    pub answers: u32,
}

/// Too little to learn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLittle {
    /// Tickets that came.
    pub tickets: u32,
    /// Days that they span.
    pub days: u32,
    /// Those that were closed with work seen.
    pub handled: u32,
}

impl fmt::Display for TooLittle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "too little to learn from: {} tickets over {} days, {} of them closed with work seen; needed are {FEWEST_TICKETS} tickets over \
             {FEWEST_DAYS} days, {FEWEST_HANDLED} of them closed with work seen",
            self.tickets, self.days, self.handled
        )
    }
}

impl std::error::Error for TooLittle {}

/// Learns arrivals by kind and hour of the week, handling times, questions and countries from the tickets that came up to `now`.
/// Shifts, and what cannot be learned, are those of `base`; so are the kinds.
///
/// Handling is the time in which agents were seen at work on a ticket (see [`Came::worked`]), not the time for which somebody held
/// it: who waits for another company holds many at once. What was done before the first act, or in one single act, is not seen, so
/// that this is rather too little than too much.
///
/// # Errors
/// [`TooLittle`], with how much there is.
pub fn learn(base: &Plan, came: &[Came], business: &BusinessTime, now: Timestamp) -> Result<Learned, TooLittle> {
    let first = came.iter().map(|one| one.received_at).min().unwrap_or(now);
    let hours = now.duration_since(first).as_hours();
    let days = u32::try_from(hours / 24).unwrap_or(0);
    let tickets = count(came.len());
    let mut work: BTreeMap<Kind, Vec<i64>> = BTreeMap::new();
    for one in came {
        if let Some(took) = one.worked.filter(|took| took.is_positive()) {
            work.entry(one.kind).or_default().push(i64::try_from(took.as_millis()).unwrap_or(i64::MAX));
        }
    }
    let handled: usize = work.values().map(Vec::len).sum();
    if tickets < FEWEST_TICKETS || days < FEWEST_DAYS || handled < FEWEST_HANDLED {
        return Err(TooLittle { tickets, days, handled: count(handled) });
    }
    let mut plan = base.clone();
    let weeks = hours as f64 / 168.0;
    let mut kinds = BTreeMap::new();
    for (kind, traffic) in &mut plan.kinds {
        traffic.week = vec![0.0; HOURS_OF_WEEK];
        let own: Vec<&Came> = came.iter().filter(|one| one.kind == *kind).collect();
        for one in &own {
            let civil = business.civil(one.received_at);
            let weekday = usize::try_from(civil.date().weekday().to_monday_zero_offset()).unwrap_or(0);
            let hour = usize::try_from(civil.hour()).unwrap_or(0);
            if let Some(mean) = traffic.week.get_mut(weekday * 24 + hour) {
                *mean += 1.0 / weeks;
            }
        }
        let mine = work.get(kind).cloned().unwrap_or_default();
        let desk: Vec<i64> =
            work.iter().filter(|(other, _)| Desk::of(**other) == Desk::of(*kind)).flat_map(|(_, took)| took).copied().collect();
        let basis = match (spread(mine.clone()), spread(desk)) {
            (Some(own), _) => {
                traffic.handling = own;
                Basis::Own
            }
            (None, Some(desk)) => {
                traffic.handling = desk;
                Basis::Desk
            }
            (None, None) => Basis::Given,
        };
        kinds.insert(*kind, (count(own.len()), count(mine.len()), basis));
    }
    let answers = questions(&mut plan, came);
    places(&mut plan, came);
    Ok(Learned { plan, days, tickets, kinds, answers })
}

/// The spread of some lengths in milliseconds, half a minute at least; `None` of too few.
fn spread(mut took: Vec<i64>) -> Option<Spread> {
    if took.len() < FEWEST_HANDLED {
        return None;
    }
    took.sort_unstable();
    let minutes = |of_hundred| percentile(&took, of_hundred).map(|millis| (millis as f64 / 60_000.0).max(0.5));
    Some(Spread { median: minutes(50)?, p95: minutes(95)? })
}

/// The share of requests that were asked something, and how long the answers took. How many answers there were.
fn questions(plan: &mut Plan, came: &[Came]) -> u32 {
    let requests = || came.iter().filter(|one| !one.kind.is_decided());
    let asked = requests().filter(|one| !one.pauses.is_empty()).count();
    plan.questions.share = asked as f64 / (requests().count().max(1)) as f64;
    let answers: Vec<i64> =
        requests().flat_map(|one| &one.pauses).filter_map(|(start, end)| Some((*end)?.as_millisecond() - start.as_millisecond())).collect();
    let known = count(answers.len());
    if let Some(answer) = spread(answers) {
        plan.questions.answer = answer;
    }
    known
}

/// Where requesters live. Reports have no country that matters.
fn places(plan: &mut Plan, came: &[Came]) {
    plan.countries.clear();
    for one in came.iter().filter(|one| !one.kind.is_decided()) {
        let code = one.country.as_deref().filter(|code| Country::find(code).is_some()).unwrap_or(UNKNOWN_COUNTRY);
        *plan.countries.entry(code.to_owned()).or_default() += 1.0;
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::simulate::usual;
    use jiff::civil::{Weekday, date, time};
    use std::sync::Arc;

    fn office() -> BusinessTime {
        let calendar = Calendar::new("test", "Test", "Asia/Hong_Kong", &[Weekday::Saturday, Weekday::Sunday]).unwrap();
        BusinessTime::new(vec![Arc::new(calendar)], "Asia/Hong_Kong").unwrap()
    }

    /// So many deletions, one every three hours from a Monday at noon on in Hong Kong.
    fn some(many: i64, worked: Option<i64>) -> Vec<Came> {
        let first: Timestamp = "2026-03-02T12:00:00+08:00".parse().unwrap();
        let came = |at: i64| Came {
            kind: if at % 4 == 0 { Kind::Access } else { Kind::Deletion },
            country: (at % 2 == 0).then(|| "JP".to_owned()),
            received_at: first + SignedDuration::from_hours(3 * at),
            worked: worked.map(|minutes| SignedDuration::from_mins(minutes + at % 10)),
            pauses: if at % 5 == 0 { vec![(first, Some(first + SignedDuration::from_hours(24)))] } else { Vec::new() },
        };
        (0..many).map(came).collect()
    }

    fn base() -> Plan {
        usual(&[Kind::Access, Kind::Deletion, Kind::Correction], (time(9, 0, 0, 0), time(18, 0, 0, 0)), date(2026, 6, 1))
    }

    #[test]
    fn what_came_is_what_is_expected() {
        let came = some(320, Some(10));
        // Forty days of eight a day.
        let now: Timestamp = "2026-04-11T12:00:00+08:00".parse().unwrap();
        let learned = learn(&base(), &came, &office(), now).unwrap();
        assert_eq!((learned.tickets, learned.days, learned.answers), (320, 40, 64));
        assert_eq!(learned.kinds[&Kind::Access], (80, 80, Basis::Own));
        assert_eq!(learned.kinds[&Kind::Correction], (0, 0, Basis::Desk));
        let deletion = &learned.plan.kinds[&Kind::Deletion];
        assert!((deletion.per_day() - 6.0).abs() < 1e-9 && (learned.plan.kinds[&Kind::Access].per_day() - 2.0).abs() < 1e-9);
        assert!(learned.plan.kinds[&Kind::Correction].per_day().abs() < 1e-9, "none came");
        // Every third hour of the office's zone, and no other.
        assert!(deletion.week.iter().enumerate().all(|(hour, mean)| hour % 3 == 0 || mean.abs() < 1e-9));
        assert_eq!((deletion.handling.median, deletion.handling.p95), (15.0, 19.0));
        assert!((learned.plan.questions.share - 0.2).abs() < 1e-9);
        assert_eq!(learned.plan.questions.answer, Spread { median: 1440.0, p95: 1440.0 });
        assert_eq!(learned.plan.countries, BTreeMap::from([("JP".to_owned(), 160.0), (UNKNOWN_COUNTRY.to_owned(), 160.0)]));
        learned.plan.check().unwrap();
        assert_eq!(learned.plan.shifts, base().shifts);
    }

    #[test]
    fn too_little_says_how_much_there_is() {
        let now: Timestamp = "2026-04-11T12:00:00+08:00".parse().unwrap();
        let asked = |came: &[Came], now| learn(&base(), came, &office(), now).unwrap_err();
        assert_eq!(asked(&[], now), TooLittle { tickets: 0, days: 0, handled: 0 });
        assert_eq!(asked(&some(320, None), now), TooLittle { tickets: 320, days: 40, handled: 0 });
        assert_eq!(asked(&some(199, Some(5)), now), TooLittle { tickets: 199, days: 40, handled: 199 });
        let early = "2026-03-29T12:00:00+08:00".parse().unwrap();
        let words = asked(&some(216, Some(5)), early).to_string();
        assert!(words.contains("216 tickets over 27 days, 216 of them"), "{words}");
    }
}
