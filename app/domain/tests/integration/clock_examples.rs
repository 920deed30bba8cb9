//! The worked examples of the rules, cell by cell.

use crate::clock_support::*;
use domain::Kind;
use domain::calendar::{BusinessTime, Join};
use domain::clock::{ClockName, History, Standing, parse_time};

fn on(name: &str) -> BusinessTime {
    match name {
        "hk" | "cn" => OFFICE.clone().with_only(name).unwrap(),
        join => OFFICE.clone().with_join(join.parse().unwrap()),
    }
}

#[test]
fn every_cell_of_the_table() {
    const COLUMNS: [&str; 4] = ["hk", "cn", "any-open", "all-open"];
    let rows = [
        ("2026-03-02T10:00", ["2026-03-03", "2026-03-03", "2026-03-03", "2026-03-03"]),
        ("2026-03-06T23:50", ["2026-03-09", "2026-03-09", "2026-03-09", "2026-03-09"]),
        ("2026-03-09T00:01", ["2026-03-10", "2026-03-10", "2026-03-10", "2026-03-10"]),
        ("2026-04-02T10:00", ["2026-04-08", "2026-04-03", "2026-04-03", "2026-04-08"]),
        ("2026-02-13T15:00", ["2026-02-16", "2026-02-14", "2026-02-14", "2026-02-24"]),
        ("2026-09-30T17:00", ["2026-10-02", "2026-10-08", "2026-10-02", "2026-10-08"]),
    ];
    for (received, dues) in rows {
        for (column, expected) in COLUMNS.into_iter().zip(dues) {
            assert_eq!(due(&on(column), hkt(received), &[]), format!("{expected}T18:00"), "{received} on {column}");
        }
    }
}

#[test]
fn any_open_is_the_default_join() {
    assert_eq!(OFFICE.join(), Join::AnyOpen);
    assert_eq!(OFFICE.label(), "hk+cn any-open");
    assert_eq!(on("hk").label(), "hk");
}

#[test]
fn a_cut_off_counts_a_late_receipt_on_the_next_business_day() {
    let office = HONG_KONG.clone().with_cut_off(Some(parse_time("18:00").unwrap()));
    assert_eq!(due(&office, hkt("2026-03-06T23:50"), &[]), "2026-03-10T18:00");
    assert_eq!(due(&office, hkt("2026-03-06T18:00"), &[]), "2026-03-09T18:00", "at the cut-off is not after it");
    assert_eq!(due(&office, hkt("2026-03-07T10:00"), &[]), "2026-03-10T18:00", "a closed day counts as the next open one");
    assert_eq!(due(&office, hkt("2026-03-06T10:00"), &[]), "2026-03-09T18:00");
}

#[test]
fn a_pause_outside_open_hours_leaves_the_due() {
    let pauses = [pause("2026-03-02T19:00", "2026-03-03T08:00")];
    assert_eq!(due(&HONG_KONG, hkt("2026-03-02T10:00"), &pauses), "2026-03-03T18:00");
}

#[test]
fn a_pause_of_thirteen_open_hours_moves_the_due_by_them() {
    let pauses = [pause("2026-03-02T16:00", "2026-03-04T11:00")];
    assert_eq!(due(&HONG_KONG, hkt("2026-03-02T10:00"), &pauses), "2026-03-05T13:00");
}

#[test]
fn the_review_runs_through_the_change_of_the_clocks_in_london() {
    let office = business_in("Europe/London", calendar(&WEEKEND, []));
    let received = at("2026-03-28T23:30Z");
    let all = run(Kind::Report, None, None, &office, &History::received(received), received);
    let review = all.review.unwrap();
    assert_eq!(civil(&office, review.due), "2026-03-30T00:30");
    assert_eq!(review.offset, 3600, "British Summer Time");
    assert_eq!(all.governing, Some(ClockName::Review));
    assert!(all.promise.is_none() && all.law.is_none());
}

#[test]
fn states_turn_at_their_hours() {
    // Due Tue 18:00: amber from 14:00, red from 17:00, breached after 18:00.
    let history = History::received(hkt("2026-03-02T10:00"));
    for (now, state) in [
        ("2026-03-03T13:59:59", "running"),
        ("2026-03-03T14:00", "amber"),
        ("2026-03-03T16:59:59", "amber"),
        ("2026-03-03T17:00", "red"),
        ("2026-03-03T18:00", "red"),
        ("2026-03-03T18:00:01", "breached"),
    ] {
        assert_eq!(promise(&HONG_KONG, &history, now).status.code(), state, "{now}");
    }
    let late = promise(&HONG_KONG, &history, "2026-03-03T18:00:01");
    assert_eq!(late.remaining, -1000);
    assert_eq!(late.amber_at, Some(hkt("2026-03-03T14:00")));
}

#[test]
fn the_review_and_the_law_have_their_own_thresholds() {
    let received = hkt("2026-03-02T10:00");
    let review = run(Kind::Report, None, None, &OFFICE, &History::received(received), received).review.unwrap();
    assert_eq!(review.amber_at, Some(hkt("2026-03-03T02:00")));
    assert_eq!(review.red_at, Some(hkt("2026-03-03T08:00")));
    let law = run(Kind::Access, Some("HK"), None, &OFFICE, &History::received(received), received).law.unwrap();
    assert_eq!(civil(&OFFICE, law.due), "2026-04-11T23:59:59");
    assert_eq!(law.amber_at, Some(hkt("2026-04-04T23:59:59")));
    assert_eq!(law.red_at, Some(hkt("2026-04-09T23:59:59")));
}

#[test]
fn a_stop_at_the_due_is_met_and_one_after_it_is_not() {
    let mut history = History::received(hkt("2026-03-02T10:00"));
    history.stop(hkt("2026-03-03T18:00"));
    assert_eq!(promise(&HONG_KONG, &history, "2026-03-09T10:00").status, Standing::Met);
    let mut history = History::received(hkt("2026-03-02T10:00"));
    history.stop(hkt("2026-03-03T18:01"));
    let state = promise(&HONG_KONG, &history, "2026-03-09T10:00");
    assert_eq!((state.status, state.remaining), (Standing::Breached, -60_000));
}

#[test]
fn a_late_proof_starts_the_promise_and_not_the_law() {
    let received = hkt("2026-03-02T10:00");
    let mut history = History { proved_at: Some(hkt("2026-03-05T09:00")), proof_in_time: false, ..History::received(received) };
    let all = run(Kind::Deletion, Some("HK"), Some(1), &HONG_KONG, &history, hkt("2026-03-05T09:00"));
    assert_eq!(civil(&HONG_KONG, all.promise.unwrap().due), "2026-03-06T18:00");
    assert_eq!(civil(&HONG_KONG, all.law.unwrap().due), "2026-04-01T23:59:59");

    // Within the code's ten minutes, over midnight too, the receipt counts.
    history = History { proved_at: Some(hkt("2026-03-03T00:04")), ..History::received(hkt("2026-03-02T23:58")) };
    assert_eq!(civil(&HONG_KONG, promise(&HONG_KONG, &history, "2026-03-03T00:04").due), "2026-03-03T18:00");

    history = History { proved_at: None, proof_in_time: false, ..History::received(received) };
    let all = run(Kind::Deletion, Some("HK"), Some(1), &HONG_KONG, &history, received);
    assert!(all.promise.is_none(), "an unproved request has no promise");
}

#[test]
fn the_stricter_clock_governs_and_a_paused_one_does_not() {
    let mut history = History::received(hkt("2026-03-02T10:00"));
    history.pause(hkt("2026-03-02T11:00"), hkt("2026-03-16T11:00"), domain::clock::PauseReason::Clarification).unwrap();
    let now = hkt("2026-03-02T12:00");
    // California never pauses: its clock governs while the promise waits.
    let all = run(Kind::Deletion, Some("US-CA"), Some(1), &OFFICE, &history, now);
    assert_eq!(all.governing, Some(ClockName::Law));
    assert_eq!(all.sort_at, all.law.unwrap().due);
    // In the United Kingdom both wait: the ticket is sorted by the end of the pause.
    let all = run(Kind::Deletion, Some("GB"), Some(1), &OFFICE, &history, now);
    assert_eq!((all.governing, all.sort_at), (None, hkt("2026-03-16T11:00")));
    assert_eq!(all.promise.unwrap().status, Standing::Paused { until: hkt("2026-03-16T11:00") });
    // Unpaused, the promise is first.
    history.resume(now);
    let all = run(Kind::Deletion, Some("GB"), Some(1), &OFFICE, &history, now);
    assert_eq!(all.governing, Some(ClockName::Promise));
}
