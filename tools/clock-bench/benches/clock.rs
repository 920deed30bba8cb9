//! How long the clocks take: one ticket with twenty events, and a million due moments. `cargo bench -p clock-bench`.
//!
//! Beside criterion's figures it measures each budget by itself, on one core, prints both, and ends with an error if one is
//! not kept.
#![allow(missing_docs, clippy::unwrap_used, reason = "a measurement stops at the first surprise")]

#[path = "../../../app/domain/tests/integration/clock_support/mod.rs"]
#[allow(dead_code, reason = "a measurement uses a part of it")]
mod clock_support;

use std::hint::black_box;
use std::time::{Duration, Instant};

use clock_support::*;
use criterion::{BatchSize, Criterion};
use domain::Kind;
use domain::calendar::BusinessTime;
use domain::clock::{ClockName, Event, Fact, History, PauseReason, PromiseTerm, Rules, cycles, evaluate, evaluate_events};
use jiff::{SignedDuration, Timestamp};

/// One evaluation of a ticket with twenty events. Of two cycles each is an evaluation of its own.
const EVALUATION: Duration = Duration::from_micros(2);
/// A million due moments.
const MILLION: Duration = Duration::from_secs(2);
const DUES: usize = 1_000_000;

/// A busy life: an identity check, four questions, an extension, a joined duplicate, a completion that was our mistake.
fn twenty_events() -> Vec<Event> {
    let event = |at: &str, fact| Event { at: hkt(at), fact };
    let ask = |at: &str, until: &str, reason| event(at, Fact::Paused { reason, max_end: hkt(until) });
    let carried = |clock, due: &str| Fact::Carried { clock, due: hkt(due) };
    let events = vec![
        event("2026-03-02T10:00", Fact::Received),
        event("2026-03-02T10:04", Fact::Proved { in_time: true }),
        event("2026-03-02T10:04", Fact::Acknowledged),
        ask("2026-03-02T11:00", "2026-03-16T11:00", PauseReason::IdentityCheck),
        event("2026-03-03T09:30", Fact::Resumed),
        ask("2026-03-03T15:00", "2026-03-17T15:00", PauseReason::Clarification),
        event("2026-03-06T20:00", Fact::Resumed),
        ask("2026-03-09T12:00", "2026-03-23T12:00", PauseReason::IdentityCheck),
        event("2026-03-12T10:00", Fact::Resumed),
        event("2026-03-12T10:30", Fact::DuePromised { due: hkt("2026-03-03T18:00") }),
        event("2026-03-12T11:00", carried(ClockName::Promise, "2026-03-13T18:00")),
        event("2026-03-12T11:00", carried(ClockName::Law, "2026-04-20T23:59:59")),
        ask("2026-03-12T15:00", "2026-03-26T15:00", PauseReason::Clarification),
        event("2026-03-13T23:00", Fact::Resumed),
        event("2026-03-16T09:00", Fact::NoticeLeft),
        ask("2026-03-16T10:00", "2026-03-30T10:00", PauseReason::IdentityCheck),
        event("2026-03-18T10:00", Fact::Resumed),
        event("2026-03-18T16:00", Fact::Stopped),
        event("2026-03-19T10:00", Fact::Resurrected),
        event("2026-03-19T10:05", Fact::Acknowledged),
    ];
    assert_eq!(events.len(), 20);
    events
}

/// The same life, but the requester came back with something new: two cycles.
fn twenty_events_renewed() -> Vec<Event> {
    let mut events = twenty_events();
    events.truncate(18);
    events.push(Event { at: hkt("2026-03-20T10:00"), fact: Fact::Renewed });
    events.push(Event { at: hkt("2026-03-20T10:01"), fact: Fact::Acknowledged });
    assert_eq!((events.len(), cycles(&events).unwrap().len()), (20, 2));
    events
}

fn rules<'a>(kind: Kind, country: &'a str, term: &'a PromiseTerm, business: &'a BusinessTime) -> Rules<'a> {
    Rules {
        kind,
        country: Some(country),
        promise: Some(term),
        business,
        law: &LAW,
        review_hours: None,
        calendar_version: "",
        explain: false,
    }
}

/// Receipts spread evenly over 2025 and 2026.
fn receipts() -> impl Iterator<Item = Timestamp> + Clone {
    let first = hkt("2025-01-01T00:00");
    (0..DUES).map(move |n| first + SignedDuration::from_secs(63 * i64::try_from(n).unwrap()))
}

/// The sum keeps the work from being left out.
fn dues(rules: &Rules<'_>) {
    let due = |received: Timestamp| {
        let all = evaluate(&History::received(received), rules, received).unwrap();
        all.governor().unwrap().due.as_second()
    };
    black_box(receipts().map(due).fold(0, i64::wrapping_add));
}

#[expect(clippy::disallowed_methods, reason = "this program measures time")]
fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

/// Prints what was measured beside its budget. The best of several runs: what else the machine does can only add to it.
fn kept(what: &str, budget: Duration, runs: usize, per: u32, mut work: impl FnMut()) -> bool {
    let best = (0..runs).map(|_| timed(&mut work)).min().unwrap() / per;
    let kept = best <= budget;
    println!("{what:<62} {best:>10.3?} of {budget:?}{}", if kept { "" } else { "  NOT KEPT" });
    kept
}

fn main() {
    let (term, now) = (one_day(), hkt("2026-03-20T12:00"));
    let (one, two) = (twenty_events(), twenty_events_renewed());
    let busy = rules(Kind::Deletion, "GB", &term, &OFFICE);
    // The Union wants a withdrawal of consent at once: no law clock. California's has a confirmation of receipt as well.
    let promise = rules(Kind::AiTrainingWithdrawal, "DE", &term, &OFFICE);
    let both = ["FR", "KR", "US-CA", "GB"].map(|country| rules(Kind::Deletion, country, &term, &OFFICE));
    let life = |events: &[Event]| {
        black_box(evaluate_events(black_box(events), &busy, now).unwrap());
    };

    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("a ticket with 20 events, promise and law", |b| b.iter(|| life(&one)));
    criterion.bench_function("a ticket with 20 events in two cycles, promise and law", |b| b.iter(|| life(&two)));
    let mut moments = receipts().cycle();
    criterion.bench_function("one due moment, promise", |b| {
        b.iter_batched(
            || moments.next().unwrap(),
            |received| evaluate(&History::received(received), &promise, received).unwrap(),
            BatchSize::SmallInput,
        );
    });
    criterion.final_summary();
    if std::env::args().any(|word| word == "--test") {
        return;
    }

    println!("\nBudgets, on one core, the best of several runs");
    let often = |events: &[Event]| (0..1000).for_each(|_| life(events));
    let all = [
        kept("a ticket with 20 events, promise and law", EVALUATION, 1000, 1000, || often(&one)),
        kept("a ticket with 20 events in two cycles, promise and law", 2 * EVALUATION, 1000, 1000, || often(&two)),
        kept("1 000 000 due moments, promise", MILLION, 3, 1, || dues(&promise)),
        kept("1 000 000 due moments, promise and law (France)", MILLION, 3, 1, || dues(&both[0])),
        kept("1 000 000 due moments, promise and law (South Korea)", MILLION, 3, 1, || dues(&both[1])),
        kept("1 000 000 due moments, promise and law (California)", MILLION, 3, 1, || dues(&both[2])),
        kept("1 000 000 due moments, promise and law (United Kingdom)", MILLION, 3, 1, || dues(&both[3])),
    ];
    if all.contains(&false) {
        eprintln!("a budget is not kept");
        std::process::exit(1);
    }
}
