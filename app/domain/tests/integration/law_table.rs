//! The whole table of the law's limits, as it stands in `policies/law`. A slip in a file shows here as one line.
//!
//! One line is one rule: jurisdiction, request types, limit, extension with what its notice must say, acknowledgement, what may
//! pause it, over which days its end moves, how far the source was checked, and the first day on which it is in force. A limit of
//! `-` gives no number, so the house limit holds; `~` is a postponement without a number.

use crate::clock_support::*;
use domain::Kind;
use domain::law::{Found, LawBook, LawRule, Limit, Roll};

const TABLE: &str = "
AR    | access                                             | 10 days        | -                                             | -            | -                            | -  | GK | -
AR    | correction deletion                                | 5 business     | -                                             | -            | -                            | -  | GK | -
AU    | access                                             | 30 days        | -                                             | -            | -                            | -  | V2 | -
AU    | correction                                         | 30 days        | -                                             | -            | -                            | -  | GK | -
BR    | access                                             | 15 days        | -                                             | -            | -                            | -  | V1 | -
BR    | correction deletion consent_withdrawal             | -              | -                                             | -            | -                            | -  | GK | -
BR    | access_simplified                                  | 0 days         | -                                             | -            | -                            | -  | V1 | -
CA-QC | access correction                                  | 30 days        | -                                             | -            | -                            | -  | V2 | -
CA    | access                                             | 30 days        | +30 days new_limit reasons complaint_right    | -            | -                            | -  | V1 | -
CH    | access                                             | 30 days        | ~                                             | -            | -                            | -  | V2 | -
CN    | access                                             | -              | -                                             | -            | -                            | -  | V1 | -
CN    | correction deletion account_cancellation complaint | 15 business cn | -                                             | -            | -                            | -  | V2 | -
CN    | correction                                         | -              | -                                             | -            | -                            | -  | V1 | -
CN    | deletion                                           | -              | -                                             | -            | -                            | -  | V1 | -
CN    | minor_or_guardian                                  | -              | -                                             | -            | -                            | -  | V1 | -
CN    | ai_user                                            | -              | -                                             | -            | -                            | -  | V2 | -
CN    | all_rights                                         | 30 days        | -                                             | -            | -                            | -  | GK | -
EU    | access                                             | 1 months       | +2 months reasons                             | -            | identity_check               | eu | V1 | -
EU    | correction                                         | 1 months       | +2 months reasons                             | -            | identity_check               | eu | V1 | -
EU    | deletion                                           | 1 months       | +2 months reasons                             | -            | identity_check               | eu | V1 | -
EU    | restriction                                        | 1 months       | +2 months reasons                             | -            | identity_check               | eu | V1 | -
EU    | portability                                        | 1 months       | +2 months reasons                             | -            | identity_check               | eu | V1 | -
EU    | objection                                          | 1 months       | +2 months reasons                             | -            | identity_check               | eu | V1 | -
EU    | consent_withdrawal                                 | 0 days         | -                                             | -            | -                            | -  | GK | -
EU    | breach_notice                                      | -              | -                                             | -            | -                            | -  | GK | -
GB    | access                                             | 1 months       | +2 months reasons                             | -            | identity_check clarification | uk | V1 | -
GB    | correction                                         | 1 months       | +2 months reasons                             | -            | identity_check clarification | uk | V1 | -
GB    | deletion                                           | 1 months       | +2 months reasons                             | -            | identity_check clarification | uk | V1 | -
GB    | objection                                          | 1 months       | +2 months reasons                             | -            | identity_check clarification | uk | V1 | -
GB    | complaint                                          | -              | -                                             | 30 days      | -                            | -  | V1 | 2026-06-19
HK    | access                                             | 40 days        | ~                                             | -            | -                            | -  | V1 | -
HK    | correction                                         | 40 days        | ~                                             | -            | -                            | -  | GK | -
ID    | access correction                                  | 72 hours       | -                                             | -            | -                            | -  | V2 | -
ID    | consent_withdrawal                                 | 72 hours       | -                                             | -            | -                            | -  | GK | -
IN    | all_rights                                         | 90 days        | -                                             | -            | -                            | -  | V2 | 2027-05-14
JP    | access                                             | -              | -                                             | -            | -                            | -  | V2 | -
JP    | correction                                         | -              | -                                             | -            | -                            | -  | GK | -
JP    | deletion suspension_or_consent_withdrawal          | -              | -                                             | -            | -                            | -  | GK | -
KR    | access                                             | 10 days        | ~                                             | -            | -                            | -  | V1 | -
KR    | correction                                         | 10 days        | -                                             | -            | -                            | -  | V1 | -
KR    | deletion                                           | 10 days        | -                                             | -            | -                            | -  | V1 | -
KR    | suspension_or_consent_withdrawal                   | 10 days        | -                                             | -            | -                            | -  | V1 | -
MX    | access correction deletion objection               | 20 business    | +20 business                                  | -            | -                            | -  | GK | -
MY    | access correction                                  | 21 days        | +14 days                                      | -            | -                            | -  | V2 | -
NZ    | access correction                                  | 20 business    | ~                                             | -            | -                            | -  | GK | -
RU    | access                                             | 10 business ru | +5 business ru                                | -            | -                            | -  | GK | -
SA    | all_rights                                         | 30 days        | +30 days reasons                              | -            | -                            | -  | V2 | -
SG    | access                                             | 30 days        | ~                                             | -            | -                            | -  | V2 | -
SG    | consent_withdrawal                                 | 10 business    | -                                             | -            | -                            | -  | GK | -
TH    | access                                             | 30 days        | -                                             | -            | -                            | -  | V1 | -
TR    | all_rights                                         | 30 days        | -                                             | -            | -                            | -  | V1 | -
TW    | access                                             | 15 days        | +15 days in_writing reasons                   | -            | -                            | -  | V1 | -
TW    | correction deletion suspension_or_consent_withdrawal | 30 days      | +30 days in_writing reasons                   | -            | -                            | -  | V1 | -
US    | guardian_review_delete_refuse                      | -              | -                                             | -            | -                            | -  | V1 | -
US-CA | access                                             | 45 days        | +45 days reasons                              | 10 business us | -                          | -  | V1 | -
US-CA | correction                                         | 45 days        | +45 days reasons                              | 10 business us | -                          | -  | V1 | -
US-CA | deletion                                           | 45 days        | +45 days reasons                              | 10 business us | -                          | -  | V1 | -
US-CA | opt_out_sale_sharing                               | 15 business us | -                                             | -            | -                            | -  | V2 | -
US-CA | limit_sensitive                                    | 15 business us | -                                             | -            | -                            | -  | GK | -
US-CO | access correction deletion                         | 45 days        | +45 days reasons                              | -            | -                            | -  | V2 | -
US-TX | access correction deletion                         | 45 days        | +45 days reasons                              | -            | -                            | -  | V2 | -
US-VA | access correction deletion                         | 45 days        | +45 days reasons                              | -            | -                            | -  | V2 | -
VN    | consent_withdrawal restriction objection           | 15 days        | +15 days                                      | 2 business vn | -                           | -  | V2 | 2026-01-01
VN    | access correction deletion all_rights              | 10 days        | -                                             | 2 business vn | -                           | -  | V2 | 2026-01-01
ZA    | access                                             | 30 days        | +30 days                                      | -            | -                            | -  | V2 | -
";

fn amount(limit: &Limit) -> String {
    match limit {
        Limit::Days(n) => format!("{n} days"),
        Limit::Months(n) => format!("{n} months"),
        Limit::Hours(n) => format!("{n} hours"),
        Limit::BusinessDays { count, calendar: None } => format!("{count} business"),
        Limit::BusinessDays { count, calendar: Some(id) } => format!("{count} business {id}"),
    }
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "-".to_owned() } else { text }
}

fn line(rule: &LawRule) -> Vec<String> {
    let none = || "-".to_owned();
    let extension = match (&rule.extension, &rule.postpone) {
        (Some(_), Some(_)) => panic!("{}: an extension with a number and one without", rule.jurisdiction),
        (Some(extension), None) => {
            let notice = extension.notice.iter().map(|part| format!(" {}", part.code())).collect::<String>();
            format!("+{}{notice}", amount(&extension.by))
        }
        (None, Some(_)) => "~".to_owned(),
        (None, None) => none(),
    };
    vec![
        rule.jurisdiction.clone(),
        rule.request.join(" "),
        rule.limit.as_ref().map_or_else(none, amount),
        extension,
        rule.acknowledge.as_ref().map_or_else(none, amount),
        or_dash(rule.pause.iter().map(|reason| reason.code()).collect::<Vec<_>>().join(" ")),
        match &rule.roll {
            None => none(),
            Some(Roll::Weekend) => "weekend".to_owned(),
            Some(Roll::Calendar(id)) => id.clone(),
        },
        format!("{:?}", rule.mark).to_ascii_uppercase(),
        rule.from.map_or_else(none, |from| from.to_string()),
    ]
}

#[test]
fn every_rule_is_the_one_of_the_table() {
    let wanted: Vec<Vec<String>> =
        TABLE.lines().filter(|row| !row.is_empty()).map(|row| row.split('|').map(|cell| cell.trim().to_owned()).collect()).collect();
    for (rule, row) in LAW.rules().iter().zip(&wanted) {
        assert_eq!(&line(rule), row);
    }
    assert_eq!(LAW.rules().len(), wanted.len());
}

#[test]
fn every_rule_names_its_law_article_and_source() {
    for rule in LAW.rules() {
        let at = format!("{} {:?}", rule.jurisdiction, rule.request);
        assert!(!rule.law.is_empty() && !rule.article.is_empty() && !rule.source.is_empty(), "{at}");
        let read = ["https://", "http://", "github:", "public code test table"].iter().any(|start| rule.source.starts_with(start));
        assert!(!rule.mark.is_confirmed() || read, "{at}: confirmed by {}", rule.source);
    }
    assert!(LAW.rules().iter().any(|rule| !rule.mark.is_confirmed()));
}

#[test]
fn every_file_of_the_folder_is_in_the_table() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/law");
    let mut found: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    found.sort();
    let mut known: Vec<&str> = LAW_FILES.iter().map(|(name, _)| *name).collect();
    known.sort_unstable();
    assert_eq!(found, known);
}

#[test]
fn the_end_of_a_month_moves_in_the_union_only_over_days_that_are_closed_everywhere() {
    for (received, expected) in [
        ("2026-11-25T10:00", "2026-12-28T23:59:59"), // Christmas Day is a Friday, then a weekend
        ("2026-11-26T10:00", "2026-12-28T23:59:59"), // 26 December is a Saturday
        ("2025-12-01T10:00", "2026-01-02T23:59:59"), // 1 January
        ("2026-03-06T10:00", "2026-04-06T23:59:59"), // Easter Monday is no holiday in Portugal
        ("2026-04-01T10:00", "2026-05-01T23:59:59"), // 1 May is none in Denmark
    ] {
        assert_eq!(law_due(Kind::Access, Some("DE"), received), expected, "{received}");
    }
    // The United Kingdom has 28 December too, in place of Saturday the 26th.
    assert_eq!(law_due(Kind::Access, Some("GB"), "2026-11-25T10:00"), "2026-12-29T23:59:59");
}

#[test]
fn a_working_saturday_counts_where_there_are_some() {
    // 1 November 2025 was a working Saturday in Russia: the tenth working day after 20 October.
    assert_eq!(law_due(Kind::Access, Some("RU"), "2025-10-20T10:00"), "2025-11-01T19:59:59", "in Kamchatka");
    assert_eq!(law_due(Kind::Access, Some("NZ"), "2025-10-20T10:00"), "2025-11-17T18:14:59", "Monday to Friday elsewhere");
}

#[test]
fn an_acknowledgement_has_a_last_day() {
    let by = |kind, country, received: &str| LAW.acknowledge_by(kind, country, date(received)).unwrap();
    for (country, kind, received, expected) in [
        ("US-CA", Kind::Access, "2026-03-02", "2026-03-16"),
        ("us-ca", Kind::Deletion, "2026-03-06", "2026-03-20"),
        ("US-CA", Kind::Correction, "2026-03-07", "2026-03-20"), // a Saturday
        ("US-CA", Kind::Access, "2026-11-20", "2026-12-07"),     // Thanksgiving lies between
        ("US-CA", Kind::Access, "2025-12-19", "2026-01-06"),     // Christmas Day and New Year's Day
        ("VN", Kind::Access, "2026-03-02", "2026-03-04"),
        ("VN", Kind::AiTrainingWithdrawal, "2026-08-21", "2026-08-24"), // Saturday the 22nd is a working day
        ("VN", Kind::Deletion, "2026-08-28", "2026-09-04"),             // 31 August to 2 September are closed
    ] {
        let found = by(kind, Some(country), received).unwrap_or_else(|| panic!("{country} {kind:?} wants none"));
        assert_eq!(found.last_day, date(expected), "{country} {kind:?} {received}");
        assert!(found.rule.acknowledge.as_ref() == Some(found.limit) && !found.unsettled.is_empty());
        assert!(found.unsettled.iter().all(|year| year.unofficial && !year.missing), "{:?}", found.unsettled);
    }
    for (country, kind) in [
        (Some("US-CA"), Kind::AdvertisingOptOut),
        (Some("US-VA"), Kind::Access),
        (Some("FR"), Kind::Access),
        (Some("GB"), Kind::Access),
        (Some("US"), Kind::Access),
        (Some("JP"), Kind::Access),
        (Some("US-CA"), Kind::Report),
        (None, Kind::Access),
    ] {
        assert_eq!(by(kind, country, "2026-03-02"), None, "{country:?} {kind:?}");
    }
    assert_eq!(by(Kind::Access, Some("VN"), "2025-12-31"), None, "not in force yet");
}

#[test]
fn an_acknowledgement_in_hours_is_refused() {
    let file = "[jurisdiction]\ncode = \"X\"\nname = \"X\"\n[[rule]]\nrequest = [\"access\"]\nlaw = \"L\"\narticle = \"1\"\n\
                source = \"s\"\nmark = \"V1\"\nacknowledge = { value = 24, unit = \"hours\" }\n";
    let error = LawBook::from_files(&[("x.toml", file)], &[]).unwrap_err().to_string();
    assert_eq!(error, "law file x.toml, rule 1: an acknowledgement has a last day: write days, months or business_days");
}

#[test]
fn the_parent_of_a_young_child_in_the_united_states_has_a_right_without_a_number() {
    for country in ["US", "US-CA", "US-NY"] {
        let found = LAW.find(Kind::ConsentRevocation, Some(country), date("2026-03-02"));
        assert!(matches!(found, Found::NoNumber(rule, 30) if rule.article == "312.6(a)"), "{country}: {found:?}");
    }
    assert_eq!(LAW.find(Kind::AiTrainingWithdrawal, Some("US"), date("2026-03-02")), Found::NoRule(30));
}
