//! The laws that hold for any life of a ticket, on random calendars, zones and hours.

use crate::clock_support::lives::*;
use crate::clock_support::random::*;
use crate::clock_support::*;
use domain::Kind;
use domain::calendar::BusinessTime;
use domain::clock::{
    Carried, ClockName, ClockState, Evaluation, Event, Extended, Fact, History, Pause, PromiseTerm, Risk, Rules, Source, Standing,
    TermUnit, cycles, evaluate, evaluate_events,
};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

const COUNTRIES: [&str; 9] = ["FR", "GB", "US-CA", "KR", "HK", "CN", "ID", "XX", ""];

/// What binds a ticket, owned.
#[derive(Debug, Clone)]
struct Ground {
    business: BusinessTime,
    country: &'static str,
    term: PromiseTerm,
}

fn a_ground() -> impl Strategy<Value = Ground> {
    let term = (1..6_u32, any::<bool>()).prop_map(|(value, days)| PromiseTerm {
        value,
        unit: if days { TermUnit::BusinessDays } else { TermUnit::OpenHours },
        source: Source::House,
        section: None,
    });
    (a_business(), prop::sample::select(COUNTRIES.to_vec()), term).prop_map(|(business, country, term)| Ground { business, country, term })
}

impl Ground {
    fn rules(&self) -> Rules<'_> {
        Rules {
            kind: Kind::Deletion,
            country: Some(self.country),
            promise: Some(&self.term),
            business: &self.business,
            law: &LAW,
            review_hours: None,
            calendar_version: "test",
            explain: false,
        }
    }

    fn at(&self, history: &History, now: Timestamp) -> Evaluation {
        evaluate(history, &self.rules(), now).unwrap()
    }

    fn life(&self, events: &[Event], now: Timestamp) -> Vec<Evaluation> {
        evaluate_events(events, &self.rules(), now).unwrap()
    }

    fn dues(&self, history: &History, now: Timestamp) -> Vec<(ClockName, Timestamp)> {
        self.at(history, now).clocks().map(|clock| (clock.name, clock.due)).collect()
    }
}

fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

fn last(events: &[Event]) -> Timestamp {
    events.iter().map(|event| event.at).max().unwrap()
}

/// Closed pauses one after the other, from the receipt on.
fn pauses(received: Timestamp, parts: &[(i64, i64)]) -> Vec<Pause> {
    let mut from = 0;
    let mut all = Vec::new();
    for (gap, length) in parts {
        let reason = a_reason(*length);
        all.push(Pause { reason, ..a_pause(received, from + gap, *length) });
        from += gap + length;
    }
    all
}

/// Each clock of the second is due when it is in the first, or later.
fn none_earlier(first: &[(ClockName, Timestamp)], second: &[(ClockName, Timestamp)]) -> bool {
    first.len() == second.len() && first.iter().zip(second).all(|(one, other)| one.0 == other.0 && one.1 <= other.1)
}

/// What holds for the state of every clock, whatever happened.
fn consistent(clock: &ClockState, history: &History, now: Timestamp) -> Result<(), TestCaseError> {
    let end = history.stopped_at.unwrap_or(now);
    prop_assert_eq!(i128::from(clock.remaining), clock.due.duration_since(end).as_millis());
    prop_assert_eq!(clock.amber_at.is_some(), clock.red_at.is_some());
    if let (Some(amber), Some(red)) = (clock.amber_at, clock.red_at) {
        prop_assert!(amber <= red && red <= clock.due, "{} <= {} <= {}", amber, red, clock.due);
    }
    let (amber, red) = (clock.amber_at.unwrap_or(now), clock.red_at.unwrap_or(now));
    match clock.status {
        Standing::Met => prop_assert!(history.stopped_at.is_some_and(|at| at <= clock.due)),
        Standing::Breached if history.stopped_at.is_some() => prop_assert!(end > clock.due),
        Standing::Breached => prop_assert!(now > clock.due && clock.amber_at.is_some()),
        Standing::Cancelled => prop_assert!(history.cancelled),
        Standing::Paused { until } => {
            prop_assert!(until > now && clock.amber_at.is_none() && history.stopped_at.is_none());
            prop_assert!(history.pauses.iter().any(|pause| pause.end.is_none() && pause.start <= now && pause.max_end == until));
        }
        Standing::Running => prop_assert!(now < amber && now <= clock.due),
        Standing::AtRisk { risk: Risk::Amber } => prop_assert!(amber <= now && now < red && now <= clock.due),
        Standing::AtRisk { risk: Risk::Red } => prop_assert!(red <= now && now <= clock.due),
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_later_now_changes_nothing_that_is_closed(ground in a_ground(), events in a_life(), wait in 0..5000_i64) {
        let now = last(&events);
        let (before, after) = (ground.life(&events, now), ground.life(&events, now + hours(wait)));
        for (number, history) in cycles(&events).unwrap().iter().enumerate() {
            let Some(stopped) = history.stopped_at else { continue };
            prop_assert_eq!(&before[number], &after[number]);
            // Not because it is always asked as of its end: it is the same asked as of any later moment.
            prop_assert_eq!(&ground.at(history, stopped + hours(wait)), &before[number]);
        }
    }

    #[test]
    fn what_comes_later_changes_no_cycle_before_it(ground in a_ground(), events in a_life()) {
        let all = ground.life(&events, last(&events));
        for (number, at) in events.iter().enumerate().filter(|(_, event)| event.fact == Fact::Renewed) {
            let before = ground.life(&events[..number], at.at);
            prop_assert_eq!(&all[..before.len()], &before[..]);
        }
    }

    #[test]
    fn any_order_of_events_has_an_answer_or_an_error(ground in a_ground(), start in a_moment(), steps in prop::collection::vec(a_step(), 0..12)) {
        let event = |step: Step| {
            let at = start + SignedDuration::from_mins(step.wait - 2000);
            // Here and there a receipt, or a cancellation, where none belongs.
            let fact = if step.hours % 11 == 0 { Fact::Received } else if step.hours % 13 == 0 { Fact::Cancelled } else { fact(step, at) };
            Event { at, fact }
        };
        let events: Vec<Event> = steps.into_iter().map(event).collect();
        let first = [Event { at: start, fact: Fact::Received }];
        for life in [events.clone(), first.into_iter().chain(events).collect()] {
            if let Ok(histories) = cycles(&life) {
                prop_assert_eq!(histories.len(), ground.life(&life, start).len());
                prop_assert_eq!(histories.is_empty(), life.is_empty());
            }
        }
    }

    #[test]
    fn states_agree_with_the_moments_they_show(ground in a_ground(), events in a_life(), wait in 0..2000_i64) {
        let now = last(&events) + hours(wait);
        for (history, all) in cycles(&events).unwrap().iter().zip(ground.life(&events, now)) {
            for clock in all.clocks() {
                consistent(clock, history, now)?;
            }
            // The earliest that is not paused governs, and the ticket is sorted by it.
            let running = all.clocks().filter(|clock| !clock.is_paused()).map(|clock| clock.due).min();
            prop_assert_eq!(all.governor().map(|clock| clock.due), running);
            match running {
                Some(due) => prop_assert_eq!(all.sort_at, due),
                None => prop_assert!(all.sort_at > now || all.clocks().count() == 0),
            }
        }
    }

    #[test]
    fn each_state_begins_at_its_moment(ground in a_ground(), received in a_moment(), parts in prop::collection::vec((0..40_000_i64, 0..40_000_i64), 0..4)) {
        let all = pauses(received, &parts);
        let now = all.last().map_or(received, |pause| pause.max_end);
        let history = History { pauses: all, ..History::received(received) };
        for clock in ground.at(&history, now).clocks().filter(|clock| clock.due > now) {
            let state = |at: Timestamp| ground.at(&history, at.max(now)).clock(clock.name).unwrap().status;
            let (amber, red) = (clock.amber_at.unwrap(), clock.red_at.unwrap());
            let nanosecond = SignedDuration::from_nanos(1);
            if amber > now {
                prop_assert_eq!(state(amber - nanosecond), Standing::Running);
            }
            prop_assert_eq!(state(amber), Standing::AtRisk { risk: if amber < red.max(now) && now < red { Risk::Amber } else { Risk::Red } });
            prop_assert_eq!(state(red), Standing::AtRisk { risk: Risk::Red });
            prop_assert_eq!(state(clock.due), Standing::AtRisk { risk: Risk::Red }, "the due itself is in time");
            prop_assert_eq!(state(clock.due + nanosecond), Standing::Breached);
        }
    }

    #[test]
    fn a_pause_never_makes_a_due_earlier(
        ground in a_ground(), received in a_moment(), parts in prop::collection::vec((0..40_000_i64, 0..90_000_i64), 0..4),
        from in 0..300_000_i64, length in 0..200_000_i64,
    ) {
        let now = received + hours(24 * 300);
        let mut history = History { pauses: pauses(received, &parts), ..History::received(received) };
        let without = ground.dues(&history, now);
        // It may overlap the others, cross the due, or begin after it.
        history.pauses.push(Pause { reason: a_reason(length), ..a_pause(received, from, length) });
        prop_assert!(none_earlier(&without, &ground.dues(&history, now)));
        history.pauses.reverse();
        prop_assert!(none_earlier(&without, &ground.dues(&history, now)));
    }

    #[test]
    fn a_pause_begun_after_the_due_changes_nothing(
        ground in a_ground(), received in a_moment(), parts in prop::collection::vec((0..40_000_i64, 0..40_000_i64), 0..4),
        late in 1..1_000_000_i64, longest in 1..500_i64, wait in 0..600_i64,
    ) {
        let history = History { pauses: pauses(received, &parts), ..History::received(received) };
        let dues = ground.dues(&history, received + hours(24 * 300));
        let begun = dues.iter().map(|(_, due)| *due).max().unwrap() + SignedDuration::from_secs(late);
        let begun = begun.max(history.pauses.last().map_or(begun, |pause| pause.max_end));
        let mut paused = history.clone();
        paused.pause(begun, begun + hours(longest), a_reason(late)).unwrap();
        let all = ground.at(&paused, begun + hours(wait));
        prop_assert_eq!(all.clocks().map(|clock| (clock.name, clock.due)).collect::<Vec<_>>(), dues);
        prop_assert!(all.clocks().all(|clock| clock.status == Standing::Breached), "a breach stays one while it waits");
    }

    #[test]
    fn nothing_breaches_in_a_pause_begun_before_the_due(
        ground in a_ground(), received in a_moment(), parts in prop::collection::vec((0..20_000_i64, 0..20_000_i64), 0..3),
        gap in 0..200_000_i64, longest in 1..2000_i64, by_hand in prop::option::of(0..300_i64), part in 0..100_i64,
    ) {
        let mut history = History { pauses: pauses(received, &parts), ..History::received(received) };
        history.manual_due = by_hand.map(|after| received + hours(after));
        let begun = history.pauses.last().map_or(received, |pause| pause.max_end) + SignedDuration::from_secs(gap);
        let before = ground.at(&history, begun);
        history.pause(begun, begun + hours(longest), a_reason(gap)).unwrap();
        let now = begun + SignedDuration::from_secs(longest * 36 * part);
        for clock in ground.at(&history, now).clocks() {
            let was = before.clock(clock.name).unwrap();
            let paused = clock.status == Standing::Paused { until: begun + hours(longest) };
            // A promise pauses for any reason; whether the law's clock does is its rule's matter.
            if clock.name == ClockName::Promise {
                prop_assert_eq!(paused, begun <= was.due);
            } else if !paused {
                prop_assert_eq!(clock.due, was.due, "what does not wait does not move");
            }
            prop_assert!(!paused || clock.due >= was.due);
        }
    }

    #[test]
    fn a_stop_in_a_pause_is_a_resumption_and_a_stop(
        ground in a_ground(), received in a_moment(), gap in 0..100_000_i64, longest in 1..500_i64, length in 0..800_i64, wait in 0..500_i64,
    ) {
        let begun = received + SignedDuration::from_secs(gap);
        let stopped = begun + hours(length);
        let mut one = History::received(received);
        one.pause(begun, begun + hours(longest), a_reason(gap)).unwrap();
        let mut open = one.clone();
        open.stopped_at = Some(stopped);
        let mut other = one.clone();
        one.stop(stopped);
        other.resume(stopped);
        other.stop(stopped);
        let now = stopped + hours(wait);
        prop_assert_eq!(&ground.at(&one, now), &ground.at(&other, now));
        prop_assert_eq!(ground.dues(&one, now), ground.dues(&open, now), "and whoever left the pause open gets the same");
    }

    #[test]
    fn our_mistake_counts_the_closed_time(ground in a_ground(), events in a_life(), closed in 0..500_i64, wait in 0..500_i64) {
        // Up to the first stop, with no pause open by then.
        let mut life: Vec<Event> = events.into_iter().take_while(|event| !matches!(event.fact, Fact::Stopped)).collect();
        let stopped = last(&life);
        life.push(Event { at: stopped, fact: Fact::Resumed });
        let never = life.clone();
        let resurrected = stopped + hours(closed);
        life.push(Event { at: stopped, fact: Fact::Stopped });
        life.push(Event { at: resurrected, fact: Fact::Resurrected });
        let now = resurrected + hours(wait);
        prop_assert_eq!(ground.life(&life, now), ground.life(&never, now), "as if it had never been closed");
    }

    #[test]
    fn a_new_cycle_takes_nothing_with_it(ground in a_ground(), events in a_life(), wait in 0..500_i64) {
        let mut life = events;
        let now = last(&life) + hours(wait);
        if cycles(&life).unwrap().last().unwrap().stopped_at.is_none() {
            life.push(Event { at: now, fact: Fact::Stopped });
        }
        life.push(Event { at: now, fact: Fact::Renewed });
        let fresh = History { acknowledged_at: Some(now), ..History::received(now) };
        prop_assert_eq!(cycles(&life).unwrap().pop(), Some(fresh.clone()));
        prop_assert_eq!(ground.life(&life, now).pop(), Some(ground.at(&fresh, now)));
    }

    #[test]
    fn a_joined_due_never_makes_a_due_later(
        ground in a_ground(), received in a_moment(), parts in prop::collection::vec((0..40_000_i64, 0..40_000_i64), 0..4),
        joined in 0..200_i64, due in 0..900_i64, which in 0..2_usize,
    ) {
        let now = received + hours(24 * 300);
        let mut history = History { pauses: pauses(received, &parts), ..History::received(received) };
        let without = ground.dues(&history, now);
        let (clock, due) = (ClockName::ALL[which], received + hours(due));
        history.carried.push(Carried { clock, due, at: received + hours(joined) });
        let with = ground.dues(&history, now);
        prop_assert!(none_earlier(&with, &without));
        // Without pauses it is the earlier of both, to the moment.
        history.pauses.clear();
        let plain = ground.dues(&History::received(received), now);
        for ((name, found), (_, own)) in ground.dues(&history, now).into_iter().zip(plain) {
            prop_assert_eq!(found, if name == clock { own.min(due) } else { own });
        }
    }

    #[test]
    fn a_due_set_by_hand_never_moves(ground in a_ground(), events in a_life(), by_hand in 0..500_i64, wait in 0..500_i64) {
        let now = last(&events) + hours(wait);
        for history in cycles(&events).unwrap() {
            let due = history.received_at + hours(by_hand);
            let history = History { manual_due: Some(due), ..history };
            let promise = ground.at(&history, now).promise.unwrap();
            prop_assert_eq!((promise.due, promise.base_due, promise.provisional), (due, due, false));
        }
    }

    #[test]
    fn californias_clock_never_pauses(ground in a_ground(), events in a_life(), wait in 0..500_i64) {
        let ground = Ground { country: "US-CA", ..ground };
        let now = last(&events) + hours(wait);
        for history in cycles(&events).unwrap() {
            let law = ground.at(&history, now).law.unwrap();
            prop_assert!(!law.is_paused());
            let never = History { pauses: vec![], ..history };
            prop_assert_eq!(law.due, ground.at(&never, now).law.unwrap().due);
        }
    }

    #[test]
    fn an_extension_is_valid_if_its_notice_left_by_the_first_limit_and_only_then(
        ground in a_ground(), received in a_moment(), parts in prop::collection::vec((0..90_000_i64, 0..200_000_i64), 0..4),
        left in 0..2000_i64, exact in prop::option::of(-1..2_i64),
    ) {
        let now = received + hours(24 * 300);
        let plain = History { pauses: pauses(received, &parts), ..History::received(received) };
        let limit = |until: Timestamp| {
            let begun = plain.pauses.iter().filter(|pause| pause.start <= until).copied().collect();
            ground.at(&History { pauses: begun, ..plain.clone() }, now).law.unwrap().due
        };
        // Anywhere, or within a second of the limit.
        let notified_at = exact.map_or(received + hours(left), |second| limit(now) + SignedDuration::from_secs(second));
        let with = History { extension: Some(Extended { notified_at }), ..plain.clone() };
        let (short, long) = (ground.at(&plain, now).law.unwrap().due, ground.at(&with, now).law.unwrap().due);
        let extends = matches!(ground.country, "FR" | "GB" | "US-CA");
        if extends {
            prop_assert_eq!(long > short, notified_at <= limit(notified_at), "left {}, limit {}", notified_at, limit(notified_at));
        } else if notified_at > limit(notified_at) {
            prop_assert_eq!(long, short);
        }
        prop_assert!(long >= short);
    }
}
