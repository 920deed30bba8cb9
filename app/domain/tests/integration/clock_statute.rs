//! The law's clock: counting, rolling, pausing, and what holds where the law is silent.

use crate::clock_support::*;
use domain::Kind;
use domain::clock::{Extended, History, Pause, PauseReason, StateSource};
use domain::law::{Found, LawBook, LawError};

const ALL: [Kind; 5] = Kind::REQUESTS;

#[test]
fn the_required_countries() {
    for (country, kind, expected) in [
        ("FR", Kind::Access, "2026-04-02T23:59:59"),
        ("EU", Kind::Deletion, "2026-04-02T23:59:59"),
        ("NO", Kind::AdvertisingOptOut, "2026-04-02T23:59:59"),
        ("GB", Kind::Access, "2026-04-02T23:59:59"),
        ("GB", Kind::AiTrainingWithdrawal, "2026-04-02T23:59:59"),
        // Still the first of March in California, and a Sunday.
        ("US-CA", Kind::Access, "2026-04-16T14:59:59"),
        ("us-ca", Kind::Deletion, "2026-04-16T14:59:59"),
        ("US-CA", Kind::AdvertisingOptOut, "2026-03-21T14:59:59"),
        // Days end an hour earlier in Seoul.
        ("KR", Kind::Access, "2026-03-12T22:59:59"),
        ("KR", Kind::AiTrainingWithdrawal, "2026-03-12T22:59:59"),
        ("KR", Kind::AdvertisingOptOut, "2026-03-12T22:59:59"),
        ("HK", Kind::Access, "2026-04-11T23:59:59"),
        ("HK", Kind::Correction, "2026-04-11T23:59:59"),
        ("CN", Kind::Deletion, "2026-03-23T23:59:59"),
        ("TW", Kind::Access, "2026-03-17T23:59:59"),
        ("ID", Kind::Access, "2026-03-05T10:00"),
        ("VN", Kind::AiTrainingWithdrawal, "2026-03-17T23:59:59"),
        ("TR", Kind::AdvertisingOptOut, "2026-04-01T23:59:59"),
        ("NZ", Kind::Access, "2026-03-30T18:14:59"),
    ] {
        assert_eq!(law_due(kind, Some(country), "2026-03-02T10:00"), expected, "{country} {kind:?}");
    }
}

#[test]
fn all_thirty_countries_of_the_eea_have_the_unions_rules() {
    let eea = [
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT",
        "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO",
    ];
    assert_eq!(eea.len(), 30);
    for country in eea {
        assert!(
            matches!(LAW.find(Kind::Access, Some(country), date("2026-03-02")), Found::Rule(rule, _) if rule.jurisdiction == "EU"),
            "{country}"
        );
    }
}

#[test]
fn an_unknown_country_has_ten_days_and_says_so() {
    let received = hkt("2026-03-02T10:00");
    for country in [None, Some(""), Some("  ")] {
        let law = run(Kind::Access, country, None, &OFFICE, &History::received(received), received).law.unwrap();
        assert_eq!(civil(&OFFICE, law.due), "2026-03-12T23:59:59");
        assert_eq!(law.source, StateSource::UnknownCountry { days: 10 });
        assert!(law.source.to_string().contains("strictest supported"));
    }
}

#[test]
fn no_row_and_no_number_have_the_house_limit_and_say_so() {
    let received = hkt("2026-03-02T10:00");
    for (country, kind, due) in [
        ("HK", Kind::Deletion, "2026-04-01T23:59:59"),
        ("CL", Kind::Access, "2026-04-01T10:59:59"),
        ("US", Kind::Access, "2026-04-01T11:59:59"),
        ("US-CA", Kind::AiTrainingWithdrawal, "2026-04-01T14:59:59"),
    ] {
        let law = run(kind, Some(country), None, &OFFICE, &History::received(received), received).law.unwrap();
        assert_eq!(civil(&OFFICE, law.due), due, "{country}");
        assert!(law.source.to_string().starts_with("house limit of 30 days: no rule for"), "{}", law.source);
    }
    for (country, due) in [("JP", "2026-04-01T22:59:59"), ("CN", "2026-04-01T23:59:59")] {
        let law = run(Kind::Access, Some(country), None, &OFFICE, &History::received(received), received).law.unwrap();
        assert_eq!(civil(&OFFICE, law.due), due, "{country}");
        assert!(law.source.to_string().ends_with("gives no number"), "{}", law.source);
    }
}

#[test]
fn a_number_of_zero_sets_no_law_clock() {
    let received = hkt("2026-03-02T10:00");
    let all = run(Kind::AiTrainingWithdrawal, Some("DE"), Some(1), &OFFICE, &History::received(received), received);
    assert!(all.law.is_none());
    assert_eq!(all.governor().unwrap().due, hkt("2026-03-03T18:00"));
}

#[test]
fn an_unconfirmed_source_is_labelled() {
    let received = hkt("2026-03-02T10:00");
    let label = |kind| {
        let all = run(kind, Some("HK"), None, &OFFICE, &History::received(received), received);
        all.law.unwrap().source.to_string()
    };
    assert!(!label(Kind::Access).contains("not confirmed"));
    assert!(label(Kind::Correction).contains("source not confirmed"));
}

#[test]
fn months_end_on_the_same_number_or_on_the_last_day() {
    for (received, expected) in [
        ("2027-01-31T10:00", "2027-03-01T23:59:59"), // 28 February is a Sunday, moved to Monday
        ("2028-01-31T10:00", "2028-02-29T23:59:59"),
        ("2026-03-31T10:00", "2026-04-30T23:59:59"),
        ("2026-08-31T10:00", "2026-09-30T23:59:59"),
        ("2025-12-31T10:00", "2026-02-02T23:59:59"), // 31 January is a Saturday
        ("2026-02-27T10:00", "2026-03-27T23:59:59"),
    ] {
        assert_eq!(law_due(Kind::Access, Some("IE"), received), expected, "{received}");
    }
}

#[test]
fn an_end_on_a_holiday_moves_in_the_united_kingdom_and_only_there() {
    // 3 April 2026 is Good Friday, the 6th Easter Monday, on which Scotland works.
    assert_eq!(law_due(Kind::Access, Some("GB"), "2026-03-03T10:00"), "2026-04-06T23:59:59");
    // The last Monday of August is a holiday in England and none in Scotland, and the first of January one in both.
    assert_eq!(law_due(Kind::Access, Some("GB"), "2026-07-31T10:00"), "2026-08-31T23:59:59");
    assert_eq!(law_due(Kind::Access, Some("GB"), "2026-12-01T10:00"), "2027-01-04T23:59:59");
    assert_eq!(law_due(Kind::Access, Some("FR"), "2026-03-03T10:00"), "2026-04-03T23:59:59");
    // A weekend moves in both.
    assert_eq!(law_due(Kind::Access, Some("GB"), "2026-03-18T10:00"), "2026-04-20T23:59:59");
    assert_eq!(law_due(Kind::Access, Some("FR"), "2026-03-18T10:00"), "2026-04-20T23:59:59");
    // Neither moves in South Korea, Hong Kong or California.
    assert_eq!(law_due(Kind::Access, Some("KR"), "2026-03-04T10:00"), "2026-03-14T22:59:59");
}

#[test]
fn a_law_counts_in_the_days_that_end_first_and_not_on_the_offices_calendar() {
    // The next day has begun in Seoul: the office's day counts. From midnight on both have the same, and Seoul's ends first.
    assert_eq!(law_due(Kind::Access, Some("KR"), "2026-03-02T23:59:59"), "2026-03-12T23:59:59");
    assert_eq!(law_due(Kind::Access, Some("KR"), "2026-03-03T00:00"), "2026-03-13T22:59:59");
    let received = hkt("2026-02-13T15:00");
    let history = History::received(received);
    let plain = run(Kind::Access, Some("KR"), None, &OFFICE, &history, received).law.unwrap();
    let other = run(Kind::Access, Some("KR"), None, &business(calendar(&[], [])), &history, received).law.unwrap();
    assert_eq!(plain.due, other.due);
}

#[test]
fn the_earlier_of_the_offices_and_the_persons_days_counts_and_the_steps_say_whose() {
    let law = |country: &str, received: &str| {
        let received = at(received);
        run(Kind::Access, Some(country), None, &OFFICE, &History::received(received), received).law.unwrap()
    };
    // A German evening is the next day in Hong Kong, from which the month would end on a Saturday.
    let german = law("DE", "2026-05-12T18:30+02:00");
    assert_eq!((german.due, german.zone.as_str(), german.offset), (at("2026-06-12T23:59:59+02:00"), "Europe/Berlin", 7200));
    let steps: Vec<String> = german.steps.iter().map(ToString::to_string).collect();
    assert_eq!(
        steps[2..],
        [
            "counted in days of Europe/Berlin, where it ends before it does at the office (Asia/Hong_Kong)",
            "the day of receipt, Tue 2026-05-12, does not count",
            "1 month: the same-numbered day, Fri 2026-06-12",
            "due Fri 2026-06-12 23:59:59 +02:00",
            "governs: it is due first",
        ]
    );
    // Where both ends are moved to the same Monday, it ends first where it begins first.
    let moved = law("DE", "2026-05-13T18:30+02:00");
    assert_eq!((moved.due, moved.zone.as_str()), (hkt("2026-06-15T23:59:59"), "Asia/Hong_Kong"));
    // By day both have the same date, and the office's ends first.
    assert_eq!(law("DE", "2026-05-12T10:00+02:00").due, hkt("2026-06-12T23:59:59"));
    let korean = law("KR", "2026-11-30T10:00+09:00");
    assert_eq!((korean.due, korean.zone.as_str()), (at("2026-12-10T23:59:59+09:00"), "Asia/Seoul"));
    // Of several zones the earliest: at 23:30 in New York it is the day before in Los Angeles no more than in Chicago.
    assert_eq!(law("US", "2026-07-01T23:30-04:00").due, at("2026-07-31T23:59:59-04:00"));
    assert_eq!(law("US", "2026-07-02T00:30-04:00").due, at("2026-07-31T23:59:59-05:00"), "still the first in Chicago");
}

fn paused(reason: PauseReason) -> History {
    let pause = Pause { start: hkt("2026-03-04T12:00"), end: Some(hkt("2026-03-06T12:00")), max_end: hkt("2026-03-18T12:00"), reason };
    History { pauses: vec![pause], ..History::received(hkt("2026-03-02T10:00")) }
}

#[test]
fn who_may_pause_is_a_fact_of_the_rule() {
    use PauseReason::{Clarification, IdentityCheck};
    for (country, reason, expected) in [
        ("US-CA", IdentityCheck, "2026-04-16T14:59:59"),
        ("US-CA", Clarification, "2026-04-16T14:59:59"),
        ("KR", IdentityCheck, "2026-03-12T22:59:59"),
        ("HK", Clarification, "2026-04-11T23:59:59"),
        ("FR", IdentityCheck, "2026-04-06T23:59:59"), // the 4th is a Saturday
        ("FR", Clarification, "2026-04-02T23:59:59"),
        ("GB", IdentityCheck, "2026-04-06T23:59:59"), // over Easter, as far as all of the kingdom keeps it
        ("GB", Clarification, "2026-04-06T23:59:59"),
    ] {
        let all = run(Kind::Access, Some(country), None, &OFFICE, &paused(reason), hkt("2026-03-10T10:00"));
        assert_eq!(civil(&OFFICE, all.law.unwrap().due), expected, "{country} {reason:?}");
    }
    let all = run(Kind::Access, None, None, &OFFICE, &paused(IdentityCheck), hkt("2026-03-10T10:00"));
    assert_eq!(civil(&OFFICE, all.law.unwrap().due), "2026-03-12T23:59:59", "unknown country");
}

#[test]
fn an_extension_holds_only_if_its_notice_left_before_the_first_limit() {
    let due = |notified: &str, country: &str| {
        let history = History { extension: Some(Extended { notified_at: hkt(notified) }), ..History::received(hkt("2026-03-02T10:00")) };
        let all = run(Kind::Access, Some(country), None, &OFFICE, &history, hkt("2026-03-02T10:00"));
        civil(&OFFICE, all.law.unwrap().due)
    };
    assert_eq!(due("2026-04-02T23:59:59", "FR"), "2026-06-02T23:59:59", "one month and two are three");
    assert_eq!(due("2026-04-03T00:00", "FR"), "2026-04-02T23:59:59", "too late");
    assert_eq!(due("2026-03-10T10:00", "US-CA"), "2026-05-31T14:59:59", "ninety days in all");
    assert_eq!(due("2026-03-10T10:00", "KR"), "2026-03-12T22:59:59", "no such extension");
}

#[test]
fn a_rule_that_is_not_in_force_yet_does_not_bind() {
    assert_eq!(law_due(Kind::Access, Some("IN"), "2026-03-02T10:00"), "2026-04-01T23:59:59");
    assert_eq!(law_due(Kind::Access, Some("IN"), "2027-06-01T10:00"), "2027-08-30T23:59:59");
}

#[test]
fn reports_have_no_law() {
    assert_eq!(law_due(Kind::Report, Some("FR"), "2026-03-02T10:00"), "none");
    for kind in ALL {
        assert_ne!(LAW.find(kind, None, date("2026-03-02")), Found::None);
    }
}

#[test]
fn a_place_without_its_own_rule_has_its_countrys() {
    assert_eq!(law_due(Kind::Access, Some("GB-SCT"), "2026-03-02T10:00"), "2026-04-02T23:59:59");
    assert_eq!(law_due(Kind::Access, Some("CA"), "2026-03-02T10:00"), "2026-04-01T10:29:59");
    let Found::Rule(rule, _) = LAW.find(Kind::Correction, Some("CA-QC"), date("2026-03-02")) else { panic!() };
    assert_eq!(rule.name, "Quebec");
}

#[test]
fn a_bad_law_file_is_refused_with_its_name() {
    let read = |text: &str| LawBook::from_files(&[("x.toml", text)], &[]);
    let head = "[jurisdiction]\ncode = \"X\"\nname = \"X\"\n[[rule]]\nlaw = \"L\"\narticle = \"1\"\nsource = \"s\"\nmark = \"V1\"\n";
    let unknown = read(&format!("{head}request = [\"acess\"]\n")).unwrap_err();
    assert!(unknown.to_string().contains("x.toml, rule 1: unknown request type `acess`"), "{unknown}");
    let calendar =
        read(&format!("{head}request = [\"access\"]\nrespond = {{ value = 5, unit = \"business_days\", calendar = \"mars\" }}\n"));
    assert!(matches!(calendar, Err(LawError::NoCalendar { .. })));
    assert!(matches!(read("[house]\nunknown_country_days = 1\n"), Err(LawError::Toml { .. })));
    let twice = LawBook::from_files(
        &[
            ("a.toml", "[jurisdiction]\ncode = \"A\"\nname = \"A\"\nalso = [\"Q\"]"),
            ("b.toml", "[jurisdiction]\ncode = \"q\"\nname = \"B\""),
        ],
        &[],
    );
    assert!(matches!(twice, Err(LawError::Twice { .. })));
}
