//! Mistakes that other trackers made with pauses, stops and the governing clock. Each test is named after the report.

use crate::clock_support::*;
use domain::Kind;
use domain::clock::{ClockError, ClockName, History, PauseReason, Standing, governing_of_merged, open_hours_after};

fn received() -> History {
    History::received(hkt("2026-03-02T10:00"))
}

fn with(pauses: Vec<domain::clock::Pause>) -> History {
    History { pauses, ..received() }
}

#[test]
fn glpi_10594_erpnext_49414_a_hold_counts_in_open_time() {
    // Over a weekend: 1 open hour on Friday and 1 on Monday, of 64 elapsed.
    let history = History { pauses: vec![pause("2026-03-06T17:00", "2026-03-09T10:00")], ..History::received(hkt("2026-03-05T10:00")) };
    assert_eq!(promise(&HONG_KONG, &history, "2026-03-09T10:00").due, hkt("2026-03-09T11:00"));
}

#[test]
fn glpi_9082_a_resumed_due_lies_in_open_hours() {
    let mut history = received();
    history.pause(hkt("2026-03-03T17:00"), hkt("2026-03-17T17:00"), PauseReason::Clarification).unwrap();
    history.resume(hkt("2026-03-03T23:00"));
    assert_eq!(promise(&HONG_KONG, &history, "2026-03-03T23:00").due, hkt("2026-03-04T10:00"));
}

#[test]
fn frappe_helpdesk_3776_paused_then_resolved_keeps_the_hold() {
    let mut history = received();
    history.pause(hkt("2026-03-02T16:00"), hkt("2026-03-16T16:00"), PauseReason::IdentityCheck).unwrap();
    history.stop(hkt("2026-03-04T11:00"));
    assert_eq!(history.pauses[0].end, Some(hkt("2026-03-04T11:00")), "the pause is closed first");
    let state = promise(&HONG_KONG, &history, "2026-03-20T10:00");
    assert_eq!((state.due, state.status), (hkt("2026-03-05T13:00"), Standing::Met));
    // The same if the pause was left open by whoever recorded the stop.
    history.pauses[0].end = None;
    assert_eq!(promise(&HONG_KONG, &history, "2026-03-20T10:00").due, hkt("2026-03-05T13:00"));
}

#[test]
fn glpi_24481_frappe_helpdesk_1554_nothing_breaches_while_paused() {
    let history = with(vec![open_pause("2026-03-03T17:30", "2026-03-17T17:30")]);
    for now in ["2026-03-03T18:30", "2026-03-04T02:00", "2026-03-04T12:00", "2026-03-10T12:00", "2026-03-17T17:29"] {
        let state = promise(&HONG_KONG, &history, now);
        assert_eq!(state.status, Standing::Paused { until: hkt("2026-03-17T17:30") }, "{now}");
        assert_eq!((state.amber_at, state.red_at), (None, None), "{now}");
    }
}

#[test]
fn a_pause_ends_by_itself() {
    let history = with(vec![open_pause("2026-03-03T17:30", "2026-03-04T12:00")]);
    // 0.5 open hours on Tuesday and 3 on Wednesday; the half hour that was left comes on top.
    let state = promise(&HONG_KONG, &history, "2026-03-04T12:00");
    assert_eq!((state.due, state.status.code()), (hkt("2026-03-04T12:30"), "red"));
    assert_eq!(promise(&HONG_KONG, &history, "2026-03-05T12:00").status, Standing::Breached);
    // An end recorded later than that does not count.
    let mut late = history.clone();
    late.pauses[0].end = Some(hkt("2026-03-09T12:00"));
    assert_eq!(promise(&HONG_KONG, &late, "2026-03-10T12:00").due, hkt("2026-03-04T12:30"));
}

#[test]
fn alga_psa_3091_created_paused() {
    let history = with(vec![open_pause("2026-03-02T10:00", "2026-03-16T10:00")]);
    let state = promise(&HONG_KONG, &history, "2026-03-02T10:00");
    assert_eq!(state.status, Standing::Paused { until: hkt("2026-03-16T10:00") });
    assert_eq!(state.due, hkt("2026-03-03T18:00"));
    assert_eq!(promise(&HONG_KONG, &history, "2026-03-02T12:00").due, hkt("2026-03-04T11:00"));
    // A pause from before the receipt counts from the receipt.
    let early = with(vec![pause("2026-03-02T09:00", "2026-03-02T12:00")]);
    assert_eq!(promise(&HONG_KONG, &early, "2026-03-02T12:00").due, hkt("2026-03-04T11:00"));
}

#[test]
fn glpi_6902_a_pause_survives_a_change_of_the_policy() {
    let history = with(vec![pause("2026-03-02T16:00", "2026-03-04T11:00")]);
    let now = hkt("2026-03-04T11:00");
    let due = |n| run(Kind::Deletion, Some("HK"), Some(n), &HONG_KONG, &history, now).promise.unwrap().due;
    assert_eq!(due(1), hkt("2026-03-05T13:00"));
    assert_eq!(due(2), hkt("2026-03-06T13:00"), "the thirteen hours count under the new term too");
}

#[test]
fn glpi_17186_a_due_set_by_hand_never_moves() {
    let history = History { manual_due: Some(hkt("2026-03-10T12:00")), ..with(vec![pause("2026-03-02T16:00", "2026-03-04T11:00")]) };
    let state = promise(&HONG_KONG, &history, "2026-03-04T11:00");
    assert_eq!((state.due, state.base_due), (hkt("2026-03-10T12:00"), hkt("2026-03-10T12:00")));
    assert_eq!(state.source.to_string(), "set by hand");
    // It gives a promise to a kind that has none, too.
    let all = run(Kind::Access, Some("HK"), None, &HONG_KONG, &history, hkt("2026-03-04T11:00"));
    assert_eq!((all.governing, all.sort_at), (Some(ClockName::Promise), hkt("2026-03-10T12:00")));
}

#[test]
fn zammad_3551_a_reply_and_a_pause_in_one_save() {
    let mut history = received();
    let now = hkt("2026-03-02T14:00");
    history.pause(now, hkt("2026-03-16T14:00"), PauseReason::Clarification).unwrap();
    history.resume(now);
    assert_eq!(promise(&HONG_KONG, &history, "2026-03-02T14:00").due, hkt("2026-03-03T18:00"));
    history.pause(now, hkt("2026-03-16T14:00"), PauseReason::Clarification).unwrap();
    assert_eq!(promise(&HONG_KONG, &history, "2026-03-02T14:00").status.code(), "paused");
    let again = history.pause(now, hkt("2026-03-16T14:00"), PauseReason::Clarification);
    assert_eq!(again, Err(ClockError::CannotPause));
}

#[test]
fn zammad_6296_a_breach_stays_red_while_pending() {
    let history = with(vec![open_pause("2026-03-03T18:00:01", "2026-03-17T18:00")]);
    let state = promise(&HONG_KONG, &history, "2026-03-04T12:00");
    assert_eq!((state.status, state.due), (Standing::Breached, hkt("2026-03-03T18:00")));
    assert!(state.remaining < 0);
}

#[test]
fn overlapping_pauses_count_once() {
    let one = with(vec![pause("2026-03-02T16:00", "2026-03-04T11:00")]);
    let two = with(vec![pause("2026-03-03T10:00", "2026-03-04T11:00"), pause("2026-03-02T16:00", "2026-03-03T12:00")]);
    let now = "2026-03-04T11:00";
    assert_eq!(promise(&HONG_KONG, &one, now).due, promise(&HONG_KONG, &two, now).due);
}

#[test]
fn a_review_never_pauses() {
    let history = with(vec![open_pause("2026-03-02T11:00", "2026-03-16T10:00")]);
    let all = run(Kind::Report, None, None, &OFFICE, &history, hkt("2026-03-02T12:00"));
    let review = all.review.unwrap();
    assert_eq!((review.due, review.status.code()), (hkt("2026-03-03T10:00"), "running"));
}

#[test]
fn zammad_188_osticket_5206_osticket_5955_a_reopening_of_ours_counts_the_closed_time() {
    let mut history = received();
    history.stop(hkt("2026-03-03T12:00"));
    assert_eq!(promise(&HONG_KONG, &history, "2026-03-06T10:00").status, Standing::Met);
    history.reopen_same_cycle();
    let state = promise(&HONG_KONG, &history, "2026-03-06T10:00");
    assert_eq!((state.status, state.due), (Standing::Breached, hkt("2026-03-03T18:00")));
    // Something new from the requester is a new cycle: another history, not overdue at once.
    let fresh = History::received(hkt("2026-03-06T10:00"));
    assert_eq!(promise(&HONG_KONG, &fresh, "2026-03-06T10:00").status, Standing::Running);
}

#[test]
fn chatwoot_10178_libredesk_70_a_stopped_clock_announces_nothing() {
    let mut history = received();
    history.stop(hkt("2026-03-02T12:00"));
    let all = run(Kind::Deletion, Some("US-CA"), Some(1), &OFFICE, &history, hkt("2027-03-02T12:00"));
    for clock in all.clocks() {
        assert_eq!((clock.status, clock.amber_at, clock.red_at), (Standing::Met, None, None));
    }
}

#[test]
fn zammad_904_znuny_200_odoo_179266_a_merge_keeps_the_clock_that_is_due_first() {
    let at = |text| {
        let history = History::received(hkt(text));
        run(Kind::Deletion, Some("HK"), Some(1), &OFFICE, &history, hkt("2026-03-06T10:00"))
    };
    let tickets = [at("2026-03-05T10:00"), at("2026-03-03T10:00"), at("2026-03-04T10:00")];
    assert_eq!(governing_of_merged(&tickets), Some(1));
    assert_eq!(governing_of_merged(&[]), None);
}

#[test]
fn zammad_5177_the_earlier_clock_governs_whichever_it_is() {
    let history = received();
    let now = hkt("2026-03-02T10:00");
    let governing = |n| run(Kind::Deletion, Some("KR"), Some(n), &OFFICE, &history, now).governing;
    assert_eq!(governing(1), Some(ClockName::Promise));
    assert_eq!(governing(20), Some(ClockName::Law));
    // A breached promise still governs.
    let late = run(Kind::Deletion, Some("KR"), Some(1), &OFFICE, &history, hkt("2026-03-09T10:00"));
    assert_eq!(late.governing, Some(ClockName::Promise));
}

#[test]
fn glpi_22678_an_open_hour_before_is_no_midnight() {
    // Due Wed 10:00: one open hour before it is Wed 09:00, four are Tue 15:00.
    let history = with(vec![pause("2026-03-03T10:00", "2026-03-03T11:00")]);
    let state = promise(&HONG_KONG, &history, "2026-03-03T11:00");
    assert_eq!(state.due, hkt("2026-03-04T10:00"));
    assert_eq!((state.amber_at, state.red_at), (Some(hkt("2026-03-03T15:00")), Some(hkt("2026-03-04T09:00"))));
}

#[test]
fn zammad_4432_open_hours_after_a_sunday_night_are_on_monday() {
    assert_eq!(open_hours_after(&HONG_KONG, hkt("2026-03-08T23:00"), 2), Ok(hkt("2026-03-09T11:00")));
    assert_eq!(open_hours_after(&HONG_KONG, hkt("2026-03-06T17:00"), 2), Ok(hkt("2026-03-09T10:00")));
}

#[test]
fn a_pause_at_the_very_due_counts_and_one_after_it_does_not() {
    let begun = |start: &str| with(vec![pause(start, "2026-03-04T11:00")]);
    assert_eq!(promise(&HONG_KONG, &begun("2026-03-03T18:00"), "2026-03-04T11:00").due, hkt("2026-03-04T11:00"));
    assert_eq!(promise(&HONG_KONG, &begun("2026-03-03T18:00:00.001"), "2026-03-04T11:00").due, hkt("2026-03-03T18:00"));
    // The law's clock likewise: France, a month, and two days of an identity check.
    let law = |start: &str| {
        let pause = domain::clock::Pause { reason: PauseReason::IdentityCheck, ..pause(start, "2026-04-04T23:59:59") };
        let now = hkt("2026-04-05T10:00");
        civil(&HONG_KONG, run(Kind::Access, Some("FR"), None, &HONG_KONG, &with(vec![pause]), now).law.unwrap().due)
    };
    assert_eq!(law("2026-04-02T23:59:59"), "2026-04-06T23:59:59", "the 4th is a Saturday");
    assert_eq!(law("2026-04-02T23:59:59.001"), "2026-04-02T23:59:59");
}
