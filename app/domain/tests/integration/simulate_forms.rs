//! A plan as a file, and a play as text, JSON and picture.

use std::collections::BTreeSet;

use crate::simulate_support::{played, year};
use domain::simulate::{Plan, PlanError, SvgWords, svg, svg_file, to_json, to_text};

#[test]
fn a_file_says_all_that_is_wrong_with_it() {
    let usual = year();
    let read = |text: &str| Plan::parse(text, &usual);
    assert_eq!(read("").unwrap(), usual);
    let plan = read(
        "seed = 3\nfirst_day = \"2026-02-01\"\ndays = 28\nweekend = 0.5\n[kinds.deletion]\nper_day = 90\nhandling = { median = 6, p95 = 20 }\n\
         [[shifts]]\nname = \"day\"\ndesk = \"both\"\nweekdays = [\"mon\", \"sun\"]\nfrom = \"09:00\"\nto = \"24:00\"\nclosed_days = true\nagents = 2\n\
         [questions]\nshare = 0.2\n[countries]\nJP = 3\nunknown = 1\n",
    )
    .unwrap();
    assert_eq!((plan.seed, plan.days, plan.kinds.len(), plan.shifts.len()), (3, 28, 1, 1));
    assert!((plan.expected() - 90.0 * 28.0).abs() < 1e-6);
    assert_eq!(plan.shifts[0].weekdays, BTreeSet::from([0, 6]));
    assert_eq!(plan.questions.answer, usual.questions.answer, "what is left out is the usual");
    let wrong = |text: &str| read(text).unwrap_err().to_string();
    assert!(wrong("sede = 3").contains("sede") && wrong("days = 0").contains("days: from 1 to 731"));
    assert!(matches!(read("days = \"x\""), Err(PlanError::Toml(_))));
    let both = wrong(
        "first_day = \"tomorrow\"\n[kinds.deletion]\nper_day = 1\nweek = [1]\n[[shifts]]\nname = \"a\"\ndesk = \"c\"\nfrom = \"9\"\nto = \"18:00\"\nagents = 1\n",
    );
    for part in ["first_day: `tomorrow`", "kinds.deletion: say either", "shifts.a.desk: `c`", "shifts.a.from: `9`"] {
        assert!(both.contains(part), "{part} in {both}");
    }
    let week = wrong("[kinds.report]\nweek = [1, 2]\n[countries]\nXX = 1\n");
    assert!(week.contains("168 hours") && week.contains("countries.XX"), "{week}");
    assert!(wrong("[kinds.deletion]\nper_day = 1e9\n").contains("two million"));
    assert!(wrong("[kinds.consent_revocation]\nper_day = 1\n").contains("kinds.consent_revocation.handling"), "no usual for it");
}

#[test]
fn the_shipped_example_is_a_plan() {
    let plan = Plan::parse(include_str!("../../../../docs/simulate-example.toml"), &year()).unwrap();
    assert!(plan.kinds.len() >= 4 && plan.shifts.len() >= 3 && plan.expected() > 1000.0);
}

#[test]
fn the_picture_and_the_words_are_whole() {
    let plan = year();
    let outlook = played(&plan);
    let day = |date: jiff::civil::Date| date.to_string();
    let words = SvgWords {
        title: "Backlog <2026>",
        description: "Up & down",
        requests: "Requests",
        reports: "Reports",
        closed: "Office closed",
        open: "Open",
        day: &day,
    };
    let picture = svg(&outlook, &words);
    assert!(picture.contains("<title id=\"backlog-title\">Backlog &lt;2026&gt;</title>") && picture.contains("Up &amp; down</desc>"));
    assert!(!picture.contains("<script") && !picture.contains("style") && !picture.contains("NaN") && !picture.contains("inf"));
    assert!(picture.contains("2026-02-01") && picture.contains("var(--action, #0c5165)"));
    assert!(svg_file(&outlook, &words).contains("prefers-color-scheme: dark"));
    let json = to_json(&plan, &outlook, None);
    assert_eq!(json["arrived"], outlook.arrived());
    assert_eq!(json["days"].as_array().unwrap().len(), 365);
    assert!(json["needs"].is_null() && json["kinds"][0]["all_clocks"]["kept_percent"].is_number());
    let text = to_text(&plan, &outlook, None);
    assert!(text.contains("365 days from 2026-01-01 (Asia/Hong_Kong), seed 1") && text.contains("Weeks with the highest backlog"));
}
