//! Questions from the command line: how moments are read, and what the answer looks like.

use crate::clock_support::*;
use domain::Kind;
use domain::clock::{
    CalendarChoice, ClockError, DueQuery, Evaluation, PauseReason, Rules, parse_moment, parse_pause, parse_time, to_json, to_text,
};
use serde_json::{Value, json};

fn ask(query: &DueQuery) -> Evaluation {
    let term = one_day();
    let rules = Rules {
        kind: Kind::Access,
        country: None,
        promise: Some(&term),
        business: &OFFICE,
        law: &LAW,
        review_hours: Some(24),
        calendar_version: "",
        explain: false,
    };
    query.evaluate(&rules).unwrap()
}

fn steps(clock: &Value) -> Vec<&str> {
    clock["steps"].as_array().unwrap().iter().map(|step| step.as_str().unwrap()).collect()
}

#[test]
fn the_answer_as_json() {
    let mut query = DueQuery::new(Kind::Deletion, at("2026-04-02T02:00Z"));
    query.country = Some("GB".to_owned());
    query.calendar = Some(CalendarChoice::One("hk".to_owned()));
    let answer = to_json(&ask(&query));
    assert_eq!(answer["promise"]["due"], "2026-04-08T18:00:00+08:00");
    assert_eq!(answer["promise"]["calendar"], "hk");
    assert_eq!(answer["promise"]["provisional"], false);
    assert_eq!(answer["law"]["due"], "2026-05-05T23:59:59+08:00", "2 May is a Saturday, the 4th a bank holiday");
    assert_eq!(answer["law"]["provisional"], true, "moved by a holiday of an unofficial list");
    assert_eq!(answer["review"], Value::Null);
    assert_eq!(answer["governing"], "promise");
    assert_eq!(
        steps(&answer["promise"]),
        [
            "received Thu 2026-04-02 10:00 +08:00",
            "promised: 1 business day, due at the close of the last",
            "the day of receipt, Thu 2026-04-02, does not count",
            "Fri 2026-04-03 is closed (hk: Good Friday)",
            "Sat 2026-04-04 is closed (hk: The day following Good Friday)",
            "Sun 2026-04-05 is closed (hk: weekend)",
            "Mon 2026-04-06 is closed (hk: The day following Ching Ming Festival)",
            "Tue 2026-04-07 is closed (hk: The day following Easter Monday)",
            "business day 1: Wed 2026-04-08",
            "due Wed 2026-04-08 18:00 +08:00",
            "governs: it is due first",
        ]
    );
    assert!(steps(&answer["law"]).contains(&"Sat 2026-05-02 is no working day (uk): moved to Tue 2026-05-05"));
}

#[test]
fn a_report_has_its_review_alone_in_the_offices_zone() {
    let answer = to_json(&ask(&DueQuery::new(Kind::Report, at("2026-03-28T23:30Z"))));
    assert_eq!(answer["review"]["due"], "2026-03-30T07:30:00+08:00");
    assert_eq!((&answer["promise"], &answer["law"]), (&Value::Null, &Value::Null));
    assert_eq!(answer["governing"], "review");
}

#[test]
fn calendar_cut_off_and_pauses_of_the_question_are_used() {
    let mut query = DueQuery::new(Kind::Deletion, hkt("2026-02-13T15:00"));
    for (choice, due) in [
        ("hk", "2026-02-16T18:00:00+08:00"),
        ("cn", "2026-02-14T18:00:00+08:00"),
        ("any-open", "2026-02-14T18:00:00+08:00"),
        ("all-open", "2026-02-24T18:00:00+08:00"),
    ] {
        query.calendar = Some(choice.parse().unwrap());
        assert_eq!(to_json(&ask(&query))["promise"]["due"], due, "{choice}");
    }
    query = DueQuery::new(Kind::Deletion, hkt("2026-03-06T23:50"));
    query.cut_off = Some(parse_time("18:00").unwrap());
    assert_eq!(to_json(&ask(&query))["promise"]["due"], "2026-03-10T18:00:00+08:00");
    query = DueQuery::new(Kind::Deletion, hkt("2026-03-02T10:00"));
    query.calendar = Some("hk".parse().unwrap());
    query.pauses = vec![parse_pause("2026-03-02T16:00+08:00/2026-03-04T11:00+08:00").unwrap()];
    let answer = to_json(&ask(&query));
    assert_eq!(answer["promise"]["due"], "2026-03-05T13:00:00+08:00");
    assert!(steps(&answer["promise"]).iter().any(|step| step.contains("moved by 13 open hours")));
    query.calendar = Some("mars".parse().unwrap());
    let term = one_day();
    let rules = Rules {
        kind: Kind::Deletion,
        country: None,
        promise: Some(&term),
        business: &OFFICE,
        law: &LAW,
        review_hours: None,
        calendar_version: "",
        explain: true,
    };
    assert_eq!(query.evaluate(&rules).unwrap_err().to_string(), "no calendar `mars`");
}

#[test]
fn erpnext_38745_frappe_helpdesk_3776_a_time_without_an_offset_is_refused() {
    for good in ["2026-03-06T23:50+08:00", "2026-03-06T23:50:00+08:00", "2026-03-06T15:50Z", " 2026-03-06T15:50:00Z "] {
        assert_eq!(parse_moment(good), Ok(hkt("2026-03-06T23:50")), "{good}");
    }
    for bad in [
        "",
        "2026-03-06",
        "2026-03-06T23:50",
        "tomorrow",
        "2026-02-30T10:00Z",
        "2026-03-06T25:00Z",
        "2026-03-06T23:50+08:00[Asia/Hong_Kong]",
    ] {
        assert_eq!(parse_moment(bad), Err(ClockError::Moment(bad.to_owned())), "{bad}");
    }
}

#[test]
fn pauses_are_read_with_their_reason() {
    let pause = parse_pause("2026-03-02T16:00+08:00/2026-03-04T03:00Z").unwrap();
    assert_eq!((pause.start, pause.end), (hkt("2026-03-02T16:00"), Some(hkt("2026-03-04T11:00"))));
    assert_eq!(pause.reason, PauseReason::IdentityCheck);
    let pause = parse_pause("2026-03-02T16:00Z/2026-03-04T03:00Z/clarification").unwrap();
    assert_eq!(pause.reason, PauseReason::Clarification);
    assert!(matches!(parse_pause("2026-03-02T16:00Z"), Err(ClockError::PauseForm(_))));
    assert!(matches!(parse_pause("2026-03-02T16:00Z/2026-03-02T17:00Z/lunch"), Err(ClockError::PauseForm(_))));
    assert!(matches!(parse_pause("2026-03-02T16:00Z/2026-03-02T15:00Z"), Err(ClockError::PauseReversed { .. })));
    assert!(matches!(parse_pause("now/2026-03-02T15:00Z"), Err(ClockError::Moment(_))));
    assert!(parse_time("24:30").is_err());
}

#[test]
fn the_answer_as_text() {
    let text = to_text(&ask(&DueQuery::new(Kind::Deletion, hkt("2026-03-02T10:00"))));
    assert!(text.starts_with("promise: due Tue 2026-03-03 18:00 +08:00 (hk+cn any-open, governs)\n"), "{text}");
    assert!(text.contains("law: due Thu 2026-03-12 23:59:59 +08:00 (calendar days)\n"), "{text}");
    assert!(text.contains("  country unknown: strictest supported limit, 10 days\n"), "{text}");
}

#[test]
fn an_evaluation_survives_the_wire() {
    let all = ask(&DueQuery::new(Kind::Deletion, hkt("2026-03-02T10:00")));
    let text = serde_json::to_string(&all).unwrap();
    assert_eq!(serde_json::from_str::<Evaluation>(&text).unwrap(), all);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["promise"]["due"], json!(hkt("2026-03-03T18:00").as_millisecond()));
    assert_eq!(value["promise"]["steps"][0]["step"], "received");
}
