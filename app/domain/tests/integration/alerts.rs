//! Alerts: each mistake that others made is a test, and what holds for any input is a property.

use std::sync::LazyLock;

use crate::clock_support::*;
use domain::Kind;
use domain::alert::{Done, Missed, Threshold, missed, new_moment, next, thresholds};
use domain::clock::{ClockName, History, Pause, PauseReason, PromiseTerm, Source, TermUnit};
use domain::pack::{Audience, Escalation, Pack, Point};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use crate::clock_support::random::cases;

/// The rows that a pack has which says nothing.
static HOUSE: LazyLock<Vec<Escalation>> = LazyLock::new(|| {
    let policy = include_str!("../fixtures/third.toml");
    let policy = policy.split("[[escalations]]").next().unwrap();
    Pack::parse("third", policy, include_str!("../fixtures/third.processors.toml")).unwrap().escalations().to_vec()
});

const MONDAY: &str = "2026-03-02T10:00";

fn of(kind: Kind, history: &History, claimed: bool, now: &str) -> Vec<Threshold> {
    let all = run(kind, Some("HK"), (kind == Kind::Deletion).then_some(1), &OFFICE, history, hkt(now));
    thresholds(&all, history, claimed, &OFFICE, &HOUSE).unwrap()
}

fn find(list: &[Threshold], clock: ClockName, code: &str) -> Option<(String, String)> {
    let one = list.iter().find(|one| one.clock == clock && one.code() == code)?;
    Some((civil(&OFFICE, one.due_at), civil(&OFFICE, one.fire_at)))
}

fn moments(due_at: &str, fire_at: &str) -> Option<(String, String)> {
    Some((due_at.to_owned(), fire_at.to_owned()))
}

fn codes(list: &[Threshold]) -> Vec<String> {
    list.iter().map(|one| format!("{} {}", one.clock.code(), one.code())).collect()
}

/// What the house does with what is due: it notes all of it.
fn deal(done: &mut Vec<Done>, found: &Missed) {
    for (list, fired) in [(&found.fire, true), (&found.superseded, false)] {
        done.extend(list.iter().map(|one| Done { clock: one.clock, code: one.code(), fired }));
    }
}

#[test]
fn a_deletion_of_monday_morning() {
    let all = of(Kind::Deletion, &History::received(hkt(MONDAY)), false, MONDAY);
    assert_eq!(find(&all, ClockName::Promise, "unclaimed"), moments("2026-03-02T12:00", "2026-03-02T12:00"));
    assert_eq!(find(&all, ClockName::Promise, "amber"), moments("2026-03-03T14:00", "2026-03-03T14:00"));
    assert_eq!(find(&all, ClockName::Promise, "breach"), moments("2026-03-03T18:00:00.001", "2026-03-03T18:00:00.001"));
    assert_eq!(find(&all, ClockName::Law, "unclaimed"), None, "nobody has it once, not once for each clock");
    let held = of(Kind::Deletion, &History::received(hkt(MONDAY)), true, MONDAY);
    assert_eq!(find(&held, ClockName::Promise, "unclaimed"), None);
    let access = of(Kind::Access, &History::received(hkt(MONDAY)), false, MONDAY);
    assert_eq!(find(&access, ClockName::Law, "unclaimed"), moments("2026-03-02T12:00", "2026-03-02T12:00"));
}

#[test]
fn a_report_goes_to_the_lead_and_then_to_who_is_on_call() {
    // Friday evening: the lead's reminder waits until Monday, the page does not.
    let all = of(Kind::Report, &History::received(hkt("2026-03-06T18:30")), false, "2026-03-06T18:30");
    assert_eq!(find(&all, ClockName::Review, "unclaimed"), moments("2026-03-06T22:30", "2026-03-09T09:00"));
    assert_eq!(find(&all, ClockName::Review, "elapsed"), moments("2026-03-07T06:30", "2026-03-07T06:30"));
    let page = all.iter().find(|one| one.point == Point::Elapsed).unwrap();
    assert_eq!(page.to, [Audience::OnCall]);
    let breach = all.iter().find(|one| one.point == Point::Breach).unwrap();
    assert!(breach.to.contains(&Audience::Manager) && breach.fire_at == breach.due_at);
}

/// glpi PR#22678: "an hour before" became midnight.
#[test]
fn an_hour_before_is_an_hour_before() {
    let all = of(Kind::Deletion, &History::received(hkt("2026-03-06T23:50")), false, MONDAY);
    assert_eq!(find(&all, ClockName::Promise, "red"), moments("2026-03-09T17:00", "2026-03-09T17:00"));
}

/// zammad#4432: reminders came on Sunday night.
#[test]
fn no_reminder_on_a_sunday_night() {
    // Law: 40 days for access in Hong Kong, so that amber lies seven days before its end, on whatever day that is.
    for day in 1..=28 {
        let received = hkt(&format!("2026-05-{day:02}T21:17"));
        for one in of(Kind::Access, &History::received(received), false, "2026-05-29T10:00") {
            if one.point != Point::Breach {
                assert!(OFFICE.is_open(one.fire_at).unwrap(), "{} {}", one.code(), civil(&OFFICE, one.fire_at));
            }
            assert!(one.fire_at >= one.due_at);
        }
    }
}

/// zammad#6296: a breach was not red while the ticket was pending.
#[test]
fn a_breach_before_the_pause_is_told_in_the_pause() {
    let late = History { pauses: vec![open_pause("2026-03-04T09:00", "2026-03-11T09:00")], ..History::received(hkt(MONDAY)) };
    let all = of(Kind::Deletion, &late, true, "2026-03-05T10:00");
    assert!(find(&all, ClockName::Promise, "breach").is_some());
}

/// glpi#24481, frappe/helpdesk#1554: breaches while paused.
#[test]
fn nothing_is_told_of_a_clock_that_waits() {
    let paused = History { pauses: vec![open_pause("2026-03-03T09:00", "2026-03-10T09:00")], ..History::received(hkt(MONDAY)) };
    let all = of(Kind::Deletion, &paused, true, "2026-03-05T10:00");
    assert!(all.iter().all(|one| one.clock != ClockName::Promise), "{:?}", codes(&all));
}

/// chatwoot#10178, libredesk#70: alerts after the close. zammad#904, znuny#200, odoo#179266: merged tickets escalate.
#[test]
fn nothing_is_told_after_the_end() {
    let mut closed = History::received(hkt(MONDAY));
    closed.stop(hkt("2026-03-04T09:00"));
    assert_eq!(of(Kind::Deletion, &closed, true, "2026-03-09T10:00"), []);
    let joined = History { cancelled: true, ..History::received(hkt(MONDAY)) };
    assert_eq!(of(Kind::Deletion, &joined, false, "2026-03-09T10:00"), []);
}

/// zammad#188, osTicket#5206 and #5955: reopening mailed "overdue" at once.
#[test]
fn reopening_tells_nobody_what_was_reached_meanwhile() {
    let all = of(Kind::Deletion, &History::received(hkt(MONDAY)), true, "2026-03-09T10:00");
    let (now, reopened) = (hkt("2026-03-09T10:00"), Some(hkt("2026-03-09T09:59")));
    let found = missed(&all, &[], reopened, now);
    assert_eq!(found.fire, []);
    assert_eq!(codes(&found.superseded), ["promise amber", "promise red", "promise breach"]);
    assert_eq!(codes(&missed(&all, &[], None, now).fire), ["promise breach"], "the same without that");
}

#[test]
fn after_downtime_the_gravest_is_told_and_the_others_are_superseded() {
    let all = of(Kind::Deletion, &History::received(hkt(MONDAY)), false, "2026-03-03T17:30");
    let found = missed(&all, &[], None, hkt("2026-03-03T17:30"));
    assert_eq!(codes(&found.fire), ["promise red"]);
    assert_eq!(codes(&found.superseded), ["promise unclaimed", "promise amber"]);
    let mut done = Vec::new();
    deal(&mut done, &found);
    assert_eq!(missed(&all, &done, None, hkt("2026-03-03T17:31")), Missed::default());
    assert_eq!(next(&all, &done).map(|at| civil(&OFFICE, at)).as_deref(), Some("2026-03-03T18:00:00.001"));
}

/// A reminder that waits for the office is not told after a graver one was.
#[test]
fn what_waits_for_the_office_is_superseded_by_what_does_not() {
    let all = of(Kind::Report, &History::received(hkt("2026-03-06T18:30")), false, "2026-03-07T06:30");
    let found = missed(&all, &[], None, hkt("2026-03-07T06:30"));
    assert_eq!(codes(&found.fire), ["review elapsed"]);
    assert_eq!(codes(&found.superseded), ["review unclaimed"]);
}

/// airflow#21072, glpi#2408: alerts that repeat. What moves the due later tells nobody again what they were told.
#[test]
fn a_due_that_moves_repeats_nothing() {
    let mut history = History::received(hkt(MONDAY));
    let (mut done, mut told) = (Vec::new(), Vec::new());
    let step = |history: &History, now: &str, done: &mut Vec<Done>, told: &mut Vec<String>| {
        let found = missed(&of(Kind::Deletion, history, true, now), done, None, hkt(now));
        told.extend(codes(&found.fire));
        deal(done, &found);
    };
    step(&history, "2026-03-03T15:00", &mut done, &mut told);
    history.pause(hkt("2026-03-03T15:00"), hkt("2026-03-10T15:00"), PauseReason::Clarification).unwrap();
    history.resume(hkt("2026-03-05T11:00"));
    for now in ["2026-03-05T11:00", "2026-03-05T12:00", "2026-03-05T13:30", "2026-03-05T14:30", "2026-03-06T09:00"] {
        step(&history, now, &mut done, &mut told);
    }
    assert_eq!(told, ["promise amber", "promise red", "promise breach"]);
}

#[test]
fn the_new_moment_is_the_promise_anew_and_never_after_the_law() {
    let now = hkt("2026-03-06T18:00");
    let term = one_day();
    assert_eq!(civil(&OFFICE, new_moment(&OFFICE, Some(&term), None, now).unwrap()), "2026-03-09T18:00");
    assert_eq!(civil(&OFFICE, new_moment(&OFFICE, None, None, now).unwrap()), "2026-03-09T18:00");
    let law = hkt("2026-03-08T23:59");
    assert_eq!(new_moment(&OFFICE, Some(&term), Some(law), now).unwrap(), law);
    let past = hkt("2026-03-01T23:59");
    assert_eq!(civil(&OFFICE, new_moment(&OFFICE, Some(&term), Some(past), now).unwrap()), "2026-03-09T18:00", "it is past already");
    let hours = PromiseTerm { value: 10, unit: TermUnit::OpenHours, source: Source::House, section: None };
    assert_eq!(civil(&OFFICE, new_moment(&OFFICE, Some(&hours), None, now).unwrap()), "2026-03-10T10:00");
}

fn a_moment() -> impl Strategy<Value = Timestamp> {
    (0..60 * 24 * 60_i64).prop_map(|n| hkt("2026-03-02T00:00") + SignedDuration::from_mins(n))
}

/// A life: when it came, whether it was paused, when somebody took it, and when the jobs ran.
fn a_life() -> impl Strategy<Value = (Kind, Timestamp, Option<(i64, i64)>, i64, Vec<i64>)> {
    let kind = prop::sample::select(vec![Kind::Deletion, Kind::Access, Kind::Report]);
    let pause = prop::option::of((1..4000_i64, 1..6000_i64));
    (kind, a_moment(), pause, 0..4000_i64, prop::collection::vec(1..20_000_i64, 1..12))
}

proptest! {
    #![proptest_config(cases(200))]

    /// Whatever the steps of the clock: a waiting reminder leaves in open hours, nothing is dealt with twice, what is told of one clock
    /// only gets graver, nothing that was reached is left lying, and the next look is never in the past.
    #[test]
    fn whatever_the_downtime((kind, received, pause, taken, steps) in a_life()) {
        let after = |minutes: i64| received + SignedDuration::from_mins(minutes);
        let mut history = History::received(received);
        if let (Some((from, long)), true) = (pause, kind != Kind::Report) {
            history.pauses.push(Pause { start: after(from), end: Some(after(from + long)), max_end: after(from + long), reason: PauseReason::Clarification });
        }
        let (mut done, mut now, mut gravest) = (Vec::<Done>::new(), received, std::collections::BTreeMap::new());
        for step in steps {
            now += SignedDuration::from_mins(step);
            // What is not known yet has not happened.
            let mut known = history.clone();
            known.pauses.retain(|pause| pause.start <= now);
            for pause in &mut known.pauses {
                pause.end = pause.end.filter(|end| *end <= now);
            }
            let all = run(kind, Some("HK"), (kind == Kind::Deletion).then_some(1), &OFFICE, &known, now);
            let list = thresholds(&all, &known, now >= after(taken), &OFFICE, &HOUSE).unwrap();
            for one in &list {
                prop_assert!(one.fire_at >= one.due_at);
                let waits = HOUSE.iter().any(|row| row.clock == one.clock && row.at == one.point && row.wait_for_open);
                prop_assert!(!waits || OFFICE.is_open(one.fire_at).unwrap());
            }
            let found = missed(&list, &done, None, now);
            for one in found.fire.iter().chain(&found.superseded) {
                prop_assert!(one.due_at <= now);
                prop_assert!(!done.iter().any(|had| had.clock == one.clock && had.code == one.code()), "twice: {}", one.code());
            }
            for one in &found.fire {
                prop_assert!(one.fire_at <= now);
                let before = gravest.insert(one.clock, one.point);
                prop_assert!(before.is_none_or(|before| before < one.point), "{before:?} and then {:?}", one.point);
            }
            deal(&mut done, &found);
            prop_assert_eq!(missed(&list, &done, None, now), Missed::default());
            prop_assert!(next(&list, &done).is_none_or(|at| at > now));
            for one in list.iter().filter(|one| one.fire_at <= now) {
                prop_assert!(done.iter().any(|had| had.clock == one.clock && had.code == one.code()), "left: {}", one.code());
            }
        }
    }
}
