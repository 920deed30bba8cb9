//! From events to histories: what may follow what, and what each event changes.

use crate::clock_support::*;
use domain::Kind;
use domain::clock::{ClockError, ClockName, Evaluation, Event, Fact, History, PauseReason, Rules, Standing, cycles, evaluate_events};
use serde_json::json;

fn event(at: &str, fact: Fact) -> Event {
    Event { at: hkt(at), fact }
}

fn life(facts: &[(&str, Fact)]) -> Vec<Event> {
    facts.iter().map(|(at, fact)| event(at, *fact)).collect()
}

fn ask(until: &str) -> Fact {
    Fact::Paused { reason: PauseReason::Clarification, max_end: hkt(until) }
}

const PROVED: Fact = Fact::Proved { in_time: true };

/// A proved request of Monday, 10:00, and what followed.
fn monday(more: &[(&str, Fact)]) -> Vec<Event> {
    let mut events = life(&[("2026-03-02T10:00", Fact::Received), ("2026-03-02T10:05", PROVED)]);
    events.extend(life(more));
    events
}

fn one(events: &[Event]) -> History {
    let mut all = cycles(events).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn told(events: &[Event], country: &str, now: &str) -> Vec<Evaluation> {
    let term = one_day();
    let rules = Rules {
        kind: Kind::Deletion,
        country: Some(country),
        promise: Some(&term),
        business: &HONG_KONG,
        law: &LAW,
        review_hours: None,
        calendar_version: "test",
        explain: true,
    };
    evaluate_events(events, &rules, hkt(now)).unwrap()
}

fn story_fails(more: &[(&str, Fact)]) -> ClockError {
    cycles(&monday(more)).unwrap_err()
}

#[test]
fn nothing_makes_no_cycle_and_a_life_begins_with_its_receipt() {
    assert_eq!(cycles(&[]), Ok(vec![]));
    assert!(matches!(cycles(&life(&[("2026-03-02T10:00", PROVED)])), Err(ClockError::Story(_))));
    assert!(matches!(story_fails(&[("2026-03-02T11:00", Fact::Received)]), ClockError::Story(_)));
}

#[test]
fn the_receipt_alone_has_a_law_and_no_promise() {
    let history = one(&life(&[("2026-03-02T10:00", Fact::Received)]));
    assert_eq!(history, History { received_at: hkt("2026-03-02T10:00"), ..History::default() });
    let all = told(&life(&[("2026-03-02T10:00", Fact::Received)]), "HK", "2026-03-02T10:00").remove(0);
    assert!(all.promise.is_none() && all.law.is_some());
}

#[test]
fn a_proof_in_time_leaves_the_start_and_a_late_one_moves_it() {
    assert_eq!(one(&monday(&[])).promise_start(), Some(hkt("2026-03-02T10:00")));
    let late = life(&[("2026-03-02T10:00", Fact::Received), ("2026-03-04T09:00", Fact::Proved { in_time: false })]);
    assert_eq!(one(&late).promise_start(), Some(hkt("2026-03-04T09:00")));
    // Who proves the address again does not begin anew.
    let again = monday(&[("2026-03-03T09:00", Fact::Proved { in_time: false })]);
    assert_eq!(one(&again).promise_start(), Some(hkt("2026-03-02T10:00")));
}

#[test]
fn the_first_confirmation_and_the_first_notice_count() {
    let history = one(&monday(&[
        ("2026-03-02T10:06", Fact::Acknowledged),
        ("2026-03-03T10:00", Fact::NoticeLeft),
        ("2026-03-04T10:00", Fact::Acknowledged),
        ("2026-03-05T10:00", Fact::NoticeLeft),
    ]));
    assert_eq!(history.acknowledged_at, Some(hkt("2026-03-02T10:06")));
    assert_eq!(history.extension.map(|one| one.notified_at), Some(hkt("2026-03-03T10:00")));
}

#[test]
fn california_wants_receipt_confirmed_within_ten_business_days() {
    let done = |more: &[(&str, Fact)]| told(&monday(more), "US-CA", "2026-03-05T10:00").remove(0).law.unwrap().acknowledge.unwrap();
    let open = done(&[]);
    assert_eq!((civil(&HONG_KONG, open.due).as_str(), open.done), ("2026-03-14T14:59:59", None));
    assert_eq!(done(&[("2026-03-03T10:00", Fact::Acknowledged)]).done, Some(hkt("2026-03-03T10:00")));
}

#[test]
fn pauses_open_and_close() {
    let history = one(&monday(&[
        ("2026-03-02T16:00", ask("2026-03-09T16:00")),
        ("2026-03-04T11:00", Fact::Resumed),
        ("2026-03-04T12:00", Fact::Resumed),
        ("2026-03-05T09:00", ask("2026-03-06T09:00")),
    ]));
    assert_eq!(history.pauses[0].end, Some(hkt("2026-03-04T11:00")), "a resumption without a pause changes nothing");
    assert_eq!((history.pauses.len(), history.pauses[1].end), (2, None));
    // A second pause within the first is refused; after its longest time the first is over.
    assert_eq!(
        story_fails(&[("2026-03-02T16:00", ask("2026-03-09T16:00")), ("2026-03-03T16:00", ask("2026-03-10T16:00"))]),
        ClockError::CannotPause
    );
    let two = one(&monday(&[
        ("2026-03-02T16:00", ask("2026-03-03T16:00")),
        ("2026-03-04T10:00", ask("2026-03-10T16:00")),
        ("2026-03-05T10:00", Fact::Resumed),
    ]));
    assert_eq!(
        two.pauses.iter().map(|pause| pause.end).collect::<Vec<_>>(),
        [Some(hkt("2026-03-03T16:00")), Some(hkt("2026-03-05T10:00"))]
    );
    assert!(matches!(story_fails(&[("2026-03-02T16:00", ask("2026-03-01T16:00"))]), ClockError::PauseReversed { .. }));
}

#[test]
fn dues_by_hand_promised_and_carried() {
    let history = one(&monday(&[
        ("2026-03-02T11:00", Fact::DueSet { due: hkt("2026-03-10T12:00") }),
        ("2026-03-02T12:00", Fact::DueSet { due: hkt("2026-03-11T12:00") }),
        ("2026-03-02T13:00", Fact::DuePromised { due: hkt("2026-03-03T18:00") }),
        ("2026-03-02T14:00", Fact::DuePromised { due: hkt("2026-03-04T18:00") }),
        ("2026-03-02T15:00", Fact::Carried { clock: ClockName::Law, due: hkt("2026-03-20T23:59:59") }),
    ]));
    assert_eq!(history.manual_due, Some(hkt("2026-03-11T12:00")), "the last one that staff set");
    assert_eq!(history.promised_due, Some(hkt("2026-03-03T18:00")), "the earliest one that was told");
    assert_eq!((history.carried[0].clock, history.carried[0].at), (ClockName::Law, hkt("2026-03-02T15:00")));
}

#[test]
fn a_joined_duplicate_lends_its_earlier_due_and_no_later_one() {
    let with = |due: &str| {
        let events = monday(&[("2026-03-02T15:00", Fact::Carried { clock: ClockName::Promise, due: hkt(due) })]);
        told(&events, "HK", "2026-03-02T16:00").remove(0).promise.unwrap().due
    };
    assert_eq!(with("2026-03-02T18:00"), hkt("2026-03-02T18:00"));
    assert_eq!(with("2026-03-05T18:00"), hkt("2026-03-03T18:00"));
    // Pauses after it was joined move it, one before it was its own matter.
    let events = monday(&[
        ("2026-03-02T11:00", ask("2026-03-09T11:00")),
        ("2026-03-02T12:00", Fact::Resumed),
        ("2026-03-02T15:00", Fact::Carried { clock: ClockName::Promise, due: hkt("2026-03-02T18:00") }),
        ("2026-03-02T16:00", ask("2026-03-09T16:00")),
        ("2026-03-02T17:00", Fact::Resumed),
    ]);
    assert_eq!(told(&events, "HK", "2026-03-02T17:00")[0].promise.as_ref().unwrap().due, hkt("2026-03-03T10:00"));
}

#[test]
fn a_stop_closes_the_pause_and_what_is_closed_takes_no_more() {
    let stopped = [("2026-03-02T16:00", ask("2026-03-09T16:00")), ("2026-03-04T11:00", Fact::Stopped)];
    let history = one(&monday(&stopped));
    assert_eq!((history.pauses[0].end, history.stopped_at), (Some(hkt("2026-03-04T11:00")), Some(hkt("2026-03-04T11:00"))));
    for late in [PROVED, Fact::Resumed, Fact::Stopped, Fact::NoticeLeft, Fact::Acknowledged, Fact::Cancelled, ask("2026-03-20T10:00")] {
        let mut facts = stopped.to_vec();
        facts.push(("2026-03-05T10:00", late));
        assert!(matches!(cycles(&monday(&facts)), Err(ClockError::Story(_))), "{late:?}");
    }
}

#[test]
fn what_was_cancelled_is_neither_met_nor_breached_and_does_not_go_on() {
    let events = monday(&[("2026-03-09T10:00", Fact::Cancelled)]);
    let all = told(&events, "HK", "2026-03-10T10:00").remove(0);
    assert!(all.clocks().all(|clock| clock.status == Standing::Cancelled && clock.amber_at.is_none()));
    let again = monday(&[("2026-03-09T10:00", Fact::Cancelled), ("2026-03-10T10:00", Fact::Resurrected)]);
    assert!(matches!(cycles(&again), Err(ClockError::Story(_))));
}

#[test]
fn only_what_was_completed_is_reopened() {
    assert!(matches!(story_fails(&[("2026-03-03T10:00", Fact::Resurrected)]), ClockError::Story(_)));
    assert!(matches!(story_fails(&[("2026-03-03T10:00", Fact::Renewed)]), ClockError::Story(_)));
}

#[test]
fn something_new_begins_a_cycle_and_freezes_the_one_before() {
    let mut events = monday(&[("2026-03-02T16:00", Fact::Stopped), ("2026-03-10T10:00", Fact::Renewed)]);
    let all = told(&events, "HK", "2026-03-10T12:00");
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].promise.as_ref().unwrap().status, Standing::Met);
    let second = all[1].promise.as_ref().unwrap();
    assert_eq!((second.start, second.due, second.status), (hkt("2026-03-10T10:00"), hkt("2026-03-11T18:00"), Standing::Running));
    events.push(event("2026-03-20T10:00", Fact::Stopped));
    let later = told(&events, "HK", "2026-04-10T12:00");
    assert_eq!(later[0], all[0]);
    assert_eq!(later[1].promise.as_ref().unwrap().status, Standing::Breached);
}

#[test]
fn our_mistake_goes_on_with_the_same_clock() {
    let events = monday(&[("2026-03-02T16:00", Fact::Stopped), ("2026-03-03T17:00", Fact::Resurrected)]);
    let promise = told(&events, "HK", "2026-03-03T17:30").remove(0).promise.unwrap();
    assert_eq!((promise.due, promise.status.code()), (hkt("2026-03-03T18:00"), "red"), "the closed time counts");
}

#[test]
fn an_event_survives_the_wire() {
    let paused = event("2026-03-02T16:00", ask("2026-03-09T16:00"));
    let written = serde_json::to_value(paused).unwrap();
    assert_eq!(
        written,
        json!({"at": hkt("2026-03-02T16:00").as_millisecond(), "fact": "paused", "reason": "clarification",
               "max_end": hkt("2026-03-09T16:00").as_millisecond()})
    );
    for fact in [Fact::Received, PROVED, ask("2026-03-09T16:00"), Fact::Carried { clock: ClockName::Law, due: hkt("2026-03-09T16:00") }] {
        let one = event("2026-03-02T16:00", fact);
        assert_eq!(serde_json::from_value::<Event>(serde_json::to_value(one).unwrap()).unwrap(), one);
    }
}
