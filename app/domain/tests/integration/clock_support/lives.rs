//! Random lives of tickets: events that may follow one another.

use domain::clock::{ClockName, Event, Fact, PauseReason};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

/// What a step would like to do; what may not follow is left out by [`a_life`].
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// Minutes since the step before.
    pub wait: i64,
    /// Which fact.
    pub what: u8,
    /// Hours, for whatever length the fact has.
    pub hours: i64,
}

pub fn a_step() -> impl Strategy<Value = Step> {
    (0..4 * 24 * 60_i64, 0..13_u8, 1..10 * 24_i64).prop_map(|(wait, what, hours)| Step { wait, what, hours })
}

pub fn a_reason(number: i64) -> PauseReason {
    if number % 2 == 0 { PauseReason::IdentityCheck } else { PauseReason::Clarification }
}

/// The fact that a step names, at a moment.
pub fn fact(step: Step, at: Timestamp) -> Fact {
    let due = at + SignedDuration::from_hours(step.hours);
    match step.what {
        0 | 1 => Fact::Paused { reason: a_reason(step.hours), max_end: due },
        2 | 3 => Fact::Resumed,
        4 => Fact::Acknowledged,
        5 => Fact::NoticeLeft,
        6 => Fact::Proved { in_time: step.hours % 2 == 0 },
        7 => Fact::DuePromised { due },
        8 => Fact::Carried { clock: ClockName::ALL[usize::try_from(step.hours % 2).unwrap()], due },
        9 => Fact::Stopped,
        10 => Fact::Resurrected,
        11 => Fact::Renewed,
        _ => Fact::DueSet { due },
    }
}

/// A life that is possible: received, proved, and of the steps those that may follow what was before.
pub fn a_life() -> impl Strategy<Value = Vec<Event>> {
    (super::random::a_moment(), prop::collection::vec(a_step(), 0..24)).prop_map(|(received, steps)| {
        let mut events = vec![Event { at: received, fact: Fact::Received }, Event { at: received, fact: Fact::Proved { in_time: true } }];
        let (mut at, mut closed, mut paused) = (received, false, None);
        for step in steps {
            at += SignedDuration::from_mins(step.wait);
            let fact = fact(step, at);
            let may = match fact {
                Fact::Resurrected | Fact::Renewed => closed,
                _ if closed => false,
                Fact::Paused { .. } => paused.is_none_or(|until| at >= until),
                _ => true,
            };
            if !may {
                continue;
            }
            match fact {
                Fact::Paused { max_end, .. } => paused = Some(max_end),
                Fact::Resumed => paused = None,
                Fact::Stopped => (closed, paused) = (true, None),
                Fact::Resurrected | Fact::Renewed => closed = false,
                _ => {}
            }
            events.push(Event { at, fact });
        }
        events
    })
}
