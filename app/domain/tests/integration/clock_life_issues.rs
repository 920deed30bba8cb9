//! Mistakes that other trackers made with the life of a ticket, its alerts and its assignment, as far as the clocks decide them. Each
//! test is named after the report.

use std::collections::BTreeSet;

use crate::clock_support::*;
use domain::Kind;
use domain::calendar::{BusinessTime, DayEntry};
use domain::clock::{
    ClockError, ClockName, Evaluation, Event, Fact, PauseReason, Risk, Rules, Standing, cycles, evaluate_events, governing_of_merged,
};
use jiff::{SignedDuration, Timestamp};

fn event(at: &str, fact: Fact) -> Event {
    Event { at: hkt(at), fact }
}

/// A deletion received and proved at this moment, and what followed.
fn life(received: &str, more: &[(&str, Fact)]) -> Vec<Event> {
    let mut events = vec![event(received, Fact::Received), event(received, Fact::Proved { in_time: true })];
    events.extend(more.iter().map(|(at, fact)| event(at, *fact)));
    events
}

fn ask(until: &str) -> Fact {
    Fact::Paused { reason: PauseReason::Clarification, max_end: hkt(until) }
}

fn on(business: &BusinessTime, events: &[Event], term: u32, now: Timestamp) -> Vec<Evaluation> {
    let term = days(term);
    let rules = Rules {
        kind: Kind::Deletion,
        country: Some("HK"),
        promise: Some(&term),
        business,
        law: &LAW,
        review_hours: None,
        calendar_version: "test",
        explain: false,
    };
    evaluate_events(events, &rules, now).unwrap()
}

fn told(events: &[Event], now: &str) -> Evaluation {
    on(&HONG_KONG, events, 1, hkt(now)).pop().unwrap()
}

/// What an alert is known by: clock, cycle, threshold and its moment.
fn alerts(events: &[Event], now: Timestamp) -> BTreeSet<(ClockName, usize, &'static str, Timestamp)> {
    let mut found = BTreeSet::new();
    for (cycle, all) in on(&HONG_KONG, events, 1, now).iter().enumerate() {
        for clock in all.clocks() {
            let marks = [("amber", clock.amber_at), ("red", clock.red_at), ("breach", clock.red_at.map(|_| clock.due))];
            found.extend(marks.into_iter().filter_map(|(name, at)| Some((clock.name, cycle, name, at?))).filter(|mark| mark.3 <= now));
        }
    }
    found
}

#[test]
fn zammad_188_osticket_5206_osticket_5955_a_reopening_for_something_new_is_not_overdue_at_once() {
    let events = life("2026-03-02T10:00", &[("2026-03-03T12:00", Fact::Stopped), ("2026-03-20T10:00", Fact::Renewed)]);
    let all = on(&HONG_KONG, &events, 1, hkt("2026-03-20T10:00"));
    assert!(all[1].clocks().all(|clock| clock.status == Standing::Running), "nothing to mail about");
    assert_eq!(all[1].promise.as_ref().unwrap().due, hkt("2026-03-23T18:00"));
    assert_eq!(all[0].promise.as_ref().unwrap().status, Standing::Met, "and the old outcome stays");
    assert!(alerts(&events, hkt("2026-03-20T10:00")).is_empty());
}

#[test]
fn chatwoot_10178_libredesk_70_no_threshold_after_the_close() {
    let events = life("2026-03-02T10:00", &[("2026-03-02T12:00", Fact::Stopped)]);
    for now in ["2026-03-02T12:00", "2026-03-03T17:30", "2026-03-03T18:01", "2027-03-03T18:00"] {
        assert!(alerts(&events, hkt(now)).is_empty(), "{now}");
    }
}

#[test]
fn zammad_904_znuny_200_odoo_179266_a_joined_ticket_escalates_no_more_and_lends_its_due() {
    let joined = life("2026-03-02T10:00", &[("2026-03-03T09:00", Fact::Cancelled)]);
    let kept = life("2026-03-02T23:00", &[]);
    let before = [told(&life("2026-03-03T08:00", &[]), "2026-03-03T09:00"), told(&life("2026-03-02T10:00", &[]), "2026-03-03T09:00")];
    assert_eq!(governing_of_merged(&before), Some(1));
    // The one that was joined: no state of a running clock, and no alert, whatever the hour.
    for now in ["2026-03-03T17:30", "2026-03-03T18:01", "2026-05-03T18:01"] {
        assert!(told(&joined, now).clocks().all(|clock| clock.status == Standing::Cancelled), "{now}");
        assert!(alerts(&joined, hkt(now)).is_empty(), "{now}");
    }
    // The one that stays keeps the earlier due of both.
    let mut kept = kept;
    kept.push(event("2026-03-03T09:00", Fact::Carried { clock: ClockName::Promise, due: hkt("2026-03-03T12:00") }));
    assert_eq!(told(&kept, "2026-03-03T12:01").promise.unwrap().status, Standing::Breached);
}

#[test]
fn behaviors_39_a_new_cycle_copies_no_clock() {
    let events = life(
        "2026-03-02T10:00",
        &[
            ("2026-03-02T11:00", Fact::DueSet { due: hkt("2026-03-02T12:00") }),
            ("2026-03-02T12:00", Fact::NoticeLeft),
            ("2026-03-02T12:30", Fact::Carried { clock: ClockName::Law, due: hkt("2026-03-04T12:00") }),
            ("2026-03-02T13:00", ask("2026-03-16T13:00")),
            ("2026-03-04T13:00", Fact::Stopped),
            ("2026-03-10T10:00", Fact::Renewed),
        ],
    );
    let (renewed, fresh) = (told(&events, "2026-03-10T11:00"), told(&life("2026-03-10T10:00", &[]), "2026-03-10T11:00"));
    assert_eq!(renewed, fresh, "no due by hand, no extension, no joined due and no pause of the old one");
}

#[test]
fn zammad_1322_an_answer_is_one_fact_whatever_way_it_came() {
    // An answer in a pause ends it, without one it changes nothing; a second answer by the other way changes nothing more.
    let asked = [("2026-03-02T16:00", ask("2026-03-16T16:00")), ("2026-03-04T11:00", Fact::Resumed)];
    let once = told(&life("2026-03-02T10:00", &asked), "2026-03-04T12:00");
    assert_eq!(once.promise.as_ref().unwrap().due, hkt("2026-03-05T13:00"));
    let mut again = asked.to_vec();
    again.push(("2026-03-04T11:30", Fact::Resumed));
    assert_eq!(told(&life("2026-03-02T10:00", &again), "2026-03-04T12:00"), once);
}

#[test]
fn zammad_534_zammad_4353_zammad_5624_osticket_5160_a_changed_policy_leaves_no_stale_due() {
    // One function tells every figure of a clock, so that none of them can be the old policy's.
    let open = life("2026-03-02T10:00", &[("2026-03-02T16:00", ask("2026-03-16T16:00")), ("2026-03-02T17:00", Fact::Resumed)]);
    let now = hkt("2026-03-02T18:00");
    for (term, due) in [(1, "2026-03-04T10:00"), (2, "2026-03-05T10:00"), (3, "2026-03-06T10:00")] {
        let all = on(&HONG_KONG, &open, term, now).remove(0);
        let promise = all.promise.as_ref().unwrap();
        assert_eq!((promise.due, all.sort_at), (hkt(due), hkt(due)), "{term} days");
        let left = HONG_KONG.open_between(promise.amber_at.unwrap(), promise.due).unwrap();
        assert_eq!(left, SignedDuration::from_hours(4), "its thresholds move with it");
        assert_eq!(i128::from(promise.remaining), promise.due.duration_since(now).as_millis());
    }
    // A calendar that changed likewise.
    let storm = HONG_KONG.clone().with_exceptions([DayEntry::closed(date("2026-03-03"), "typhoon, signal 8")]);
    assert_eq!(on(&storm, &open, 1, now)[0].sort_at, hkt("2026-03-05T10:00"));
    // A due that was told and is earlier holds on.
    let mut promised = open.clone();
    promised.push(event("2026-03-02T17:30", Fact::DuePromised { due: hkt("2026-03-03T18:00") }));
    assert_eq!(on(&storm, &promised, 1, now)[0].sort_at, hkt("2026-03-04T10:00").min(hkt("2026-03-05T10:00")));
}

#[test]
fn airflow_21072_glpi_2408_an_alert_is_found_once_however_often_it_is_looked_for() {
    let events = life("2026-03-02T10:00", &[]);
    let mut ever = BTreeSet::new();
    let mut now = hkt("2026-03-02T10:00");
    while now < hkt("2026-03-05T10:00") {
        ever.extend(alerts(&events, now));
        now += SignedDuration::from_mins(1);
    }
    // The promise's three thresholds, each with one moment; the law's come next month.
    let found: Vec<_> = ever.iter().map(|(clock, cycle, threshold, _)| (*clock, *cycle, *threshold)).collect();
    let promise = |threshold| (ClockName::Promise, 0, threshold);
    assert_eq!(found, [promise("amber"), promise("breach"), promise("red")]);
    assert_eq!(alerts(&events, now), ever, "after downtime the same ones are found at once");
}

#[test]
fn zammad_4432_no_threshold_of_a_promise_falls_on_a_sunday_night() {
    // Due Monday 10:00, with four hours of Friday's before it.
    let events = life("2026-03-05T10:00", &[("2026-03-05T17:00", ask("2026-03-19T17:00")), ("2026-03-05T18:00", Fact::Resumed)]);
    let promise = told(&events, "2026-03-06T10:00").promise.unwrap();
    assert_eq!(promise.due, hkt("2026-03-09T10:00"));
    assert_eq!((promise.amber_at, promise.red_at), (Some(hkt("2026-03-06T15:00")), Some(hkt("2026-03-09T09:00"))));
    for at in [promise.amber_at, promise.red_at].into_iter().flatten() {
        assert!(HONG_KONG.is_open(at).unwrap());
    }
}

#[test]
fn zammad_6296_a_breach_is_told_while_the_ticket_is_pending() {
    let events = life("2026-03-02T10:00", &[("2026-03-03T18:30", ask("2026-03-17T18:30"))]);
    for now in ["2026-03-03T18:30", "2026-03-10T12:00"] {
        let all = told(&events, now);
        assert_eq!((all.promise.as_ref().unwrap().status, all.governing), (Standing::Breached, Some(ClockName::Promise)), "{now}");
    }
    // One that begins in time is red no more: it waits.
    let asked = life("2026-03-02T10:00", &[("2026-03-03T17:30", ask("2026-03-17T17:30"))]);
    assert_eq!(told(&asked, "2026-03-10T12:00").promise.unwrap().status.code(), "paused");
    assert_eq!(told(&life("2026-03-02T10:00", &[]), "2026-03-03T17:30").promise.unwrap().status, Standing::AtRisk { risk: Risk::Red });
}

#[test]
fn discourse_41790_what_was_decided_takes_no_further_event() {
    let decided = life("2026-03-02T10:00", &[("2026-03-02T12:00", Fact::Stopped)]);
    for late in [Fact::Resumed, ask("2026-03-16T10:00"), Fact::DueSet { due: hkt("2026-03-16T10:00") }, Fact::Stopped] {
        let mut events = decided.clone();
        events.push(event("2026-03-03T10:00", late));
        assert!(matches!(cycles(&events), Err(ClockError::Story(_))), "{late:?}");
    }
}

#[test]
fn chatwoot_10376_the_older_of_two_sorts_first() {
    let sorted = |received: &str| told(&life(received, &[]), "2026-03-04T10:00").sort_at;
    assert!(sorted("2026-03-02T10:00") < sorted("2026-03-03T09:00"));
    assert!(sorted("2026-03-03T09:00") <= sorted("2026-03-03T10:00"));
}
