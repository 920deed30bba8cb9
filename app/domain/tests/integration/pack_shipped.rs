//! The two packs that come with Habeas hold what the policies say, whole.

use domain::pack::{Basis, GuardianRight, Limit, Pack, Problem, Source, StreamEffect};
use domain::{Kind, Lang};

fn told(problems: Vec<Problem>) -> String {
    problems.iter().map(|problem| format!("\n{problem}")).collect()
}

fn hellotalk() -> Result<Pack, String> {
    Pack::parse(
        "hellotalk",
        include_str!("../../../../policies/hellotalk.toml"),
        include_str!("../../../../policies/hellotalk.processors.toml"),
    )
    .map_err(told)
}

fn japanese_ai() -> Result<Pack, String> {
    Pack::parse(
        "japanese-ai",
        include_str!("../../../../policies/japanese-ai.toml"),
        include_str!("../../../../policies/japanese-ai.processors.toml"),
    )
    .map_err(told)
}

fn promises_of(pack: &Pack, source: Source) -> usize {
    pack.promises.iter().filter(|promise| promise.source == source).count()
}

/// The term of a kind in short: its limit, who says it, and where.
fn term(pack: &Pack, kind: Kind) -> Option<(Limit, Source, Option<&str>)> {
    pack.term(kind).map(|term| (term.duty.limit, term.duty.source, term.duty.section.as_deref()))
}

#[test]
fn nothing_of_hellotalks_policy_is_lost() -> Result<(), String> {
    let pack = hellotalk()?;
    assert_eq!(promises_of(&pack, Source::Policy), 37);
    assert_eq!(pack.categories.len(), 34);
    assert_eq!(pack.self_service.len(), 14);
    assert_eq!(pack.streams().len(), 3);
    assert_eq!(pack.retention().len(), 13, "the twelve rules and the legal hold");
    assert_eq!(pack.exceptions.as_ref().map(|exceptions| exceptions.items.len()), Some(9));
    assert_eq!(pack.processors.processors.len(), 48);
    assert_eq!(pack.ads.as_ref().map(|ads| (ads.partners.len(), ads.processors.len())), Some((4, 14)));
    assert_eq!(pack.reference_prefix, "HT");
    assert_eq!(pack.policy.version.to_string(), "2026-03-17");
    assert_eq!(pack.ages.minimum, Some(12));
    assert_eq!((pack.tickets.years, pack.tickets.complaint_years), (4, 5));
    Ok(())
}

#[test]
fn nothing_of_japanese_ais_policy_is_lost() -> Result<(), String> {
    let pack = japanese_ai()?;
    assert_eq!(promises_of(&pack, Source::Policy), 18);
    assert_eq!(pack.categories.len(), 25);
    assert_eq!(pack.self_service.len(), 4);
    assert_eq!(pack.streams().len(), 3);
    assert_eq!(pack.retention().len(), 6, "the five rules and the legal hold");
    assert_eq!(pack.exceptions.as_ref().map(|exceptions| exceptions.items.len()), Some(9));
    assert_eq!(pack.processors.processors.len(), 12);
    assert!(pack.ads.is_none() && !pack.takes(Kind::AdvertisingOptOut));
    assert_eq!(pack.ages.minimum, None);
    assert!(pack.contacts.portal_is_channel, "section 7 names nobody");
    assert_eq!((pack.tickets.years, pack.tickets.complaint_years), (4, 4));
    Ok(())
}

#[test]
fn the_clocks_are_those_of_the_policy_and_the_house() -> Result<(), String> {
    let day = Limit::BusinessDays(1);
    let pack = hellotalk()?;
    assert_eq!(term(&pack, Kind::Access), None);
    assert_eq!(term(&pack, Kind::Correction), None);
    assert_eq!(term(&pack, Kind::Deletion), Some((day, Source::Policy, Some("3(4)"))));
    assert_eq!(term(&pack, Kind::AiTrainingWithdrawal), Some((day, Source::House, None)));
    assert_eq!(term(&pack, Kind::AdvertisingOptOut), Some((day, Source::House, None)));
    assert_eq!(term(&pack, Kind::Report), Some((Limit::Hours(24), Source::Policy, Some("4"))));

    let pack = japanese_ai()?;
    assert_eq!(term(&pack, Kind::Deletion), Some((day, Source::House, None)));
    assert_eq!(term(&pack, Kind::AiTrainingWithdrawal), Some((day, Source::House, None)));
    assert_eq!(term(&pack, Kind::AdvertisingOptOut), None);
    assert_eq!(term(&pack, Kind::Report), Some((Limit::Hours(24), Source::House, None)));
    Ok(())
}

#[test]
fn guardians_of_children_under_14_may_revoke_within_a_business_day() -> Result<(), String> {
    for pack in [hellotalk()?, japanese_ai()?] {
        let guardians = pack.guardians.ok_or("guardians are missing")?;
        assert_eq!(guardians.under_age, 14);
        assert_eq!(guardians.rights, [GuardianRight::View, GuardianRight::Update, GuardianRight::RevokeConsent]);
        assert_eq!((guardians.revocation.limit, guardians.revocation.source), (Limit::BusinessDays(1), Source::House));
    }
    Ok(())
}

#[test]
fn the_three_streams_are_three_different_switches() -> Result<(), String> {
    for pack in [hellotalk()?, japanese_ai()?] {
        let read: Vec<_> = pack.streams().iter().map(|s| (s.id.as_str(), s.basis, s.effect)).collect();
        assert_eq!(
            read,
            [
                ("voice", Basis::Consent, StreamEffect::StopTraining),
                ("other", Basis::Request, StreamEffect::StopTraining),
                ("page_info", Basis::OptOut, StreamEffect::StopCollection),
            ]
        );
    }
    Ok(())
}

#[test]
fn a_deletion_names_what_stays() -> Result<(), String> {
    let kept = |pack: &Pack| pack.kept_after_deletion().map(|rule| rule.id.clone()).collect::<Vec<_>>();
    let pack = hellotalk()?;
    assert_eq!(kept(&pack), ["phone-number", "contract-records", "payment-records", "complaint-records", "login-records", "legal-hold"]);
    for id in ["complaint-records", "login-records"] {
        let rule = pack.retention().iter().find(|rule| rule.id == id).ok_or(id)?;
        assert!(rule.note.is_some() && rule.law.is_some(), "{id}: its period is disputed");
    }
    assert_eq!(kept(&japanese_ai()?), ["legal-hold"]);
    Ok(())
}

#[test]
fn what_people_can_do_themselves_stands_beside_the_right_request() -> Result<(), String> {
    let pack = hellotalk()?;
    let ids = |kind| pack.self_service(kind).map(|path| path.id.as_str()).collect::<Vec<_>>();
    assert!(ids(Kind::Deletion).contains(&"delete-account"));
    assert!(ids(Kind::AdvertisingOptOut).contains(&"personalised-ads"));
    assert!(ids(Kind::Report).contains(&"in-app-report"));
    assert!(ids(Kind::AiTrainingWithdrawal).is_empty(), "no policy gives a switch inside the app");
    Ok(())
}

#[test]
fn a_form_offers_the_categories_that_fit() -> Result<(), String> {
    let pack = hellotalk()?;
    let has = |kind, id| pack.categories_for(kind).any(|category| category.id == id);
    assert!(has(Kind::Access, "statutory-records") && !has(Kind::Deletion, "statutory-records"));
    assert!(!has(Kind::Access, "third-party-pi-in-chat"), "it is other people's");
    assert!(has(Kind::Correction, "profile") && !has(Kind::Correction, "log"));
    assert!(has(Kind::Access, "face"), "named only in the list of processors, asked for all the same");
    Ok(())
}

#[test]
fn every_processor_is_told_in_both_languages_and_the_unnamed_one_is_called_so() -> Result<(), String> {
    for pack in [hellotalk()?, japanese_ai()?] {
        for row in &pack.processors.processors {
            for lang in Lang::ALL {
                assert_eq!(pack.processors.data_of(row, lang).count(), row.data.len(), "{}", row.id);
                assert!(!row.display_name(lang).is_empty() && !row.purpose.get(lang).is_empty(), "{}", row.id);
                assert_ne!(pack.processors.group(&row.category, lang), row.category, "{}", row.id);
            }
        }
    }
    let pack = japanese_ai()?;
    let rows = &pack.processors.processors;
    let unnamed: Vec<_> = rows.iter().filter(|row| row.name.is_none()).map(|row| row.id.as_str()).collect();
    let unlinked: Vec<_> = rows.iter().filter(|row| row.link.is_none()).map(|row| row.id.as_str()).collect();
    assert_eq!(unnamed, ["ja-sdk-06"]);
    assert_eq!(unlinked, ["ja-sdk-02", "ja-sdk-08"]);
    Ok(())
}

/// A text that was not translated would read the same in both languages; names are no `Text`, so no text may.
#[test]
fn chinese_texts_are_chinese() -> Result<(), String> {
    fn texts(value: &serde_json::Value, found: &mut Vec<(String, String)>) {
        match value {
            serde_json::Value::Object(map) => {
                if let (Some(en), Some(zh)) = (map.get("en").and_then(|v| v.as_str()), map.get("zh-CN").and_then(|v| v.as_str())) {
                    found.push((en.to_owned(), zh.to_owned()));
                }
                map.values().for_each(|value| texts(value, found));
            }
            serde_json::Value::Array(list) => list.iter().for_each(|value| texts(value, found)),
            _ => {}
        }
    }
    // The names of some types of data are the same everywhere.
    let same = ["Android ID", "IMSI", "IDFV", "Cookies"];
    for pack in [hellotalk()?, japanese_ai()?] {
        let mut found = Vec::new();
        texts(&serde_json::to_value(&pack).map_err(|error| error.to_string())?, &mut found);
        assert!(found.len() > 100);
        for (en, zh) in found {
            let chinese = zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(chinese || same.contains(&en.as_str()) || zh == "Cookie", "{en} / {zh}");
            assert!(!en.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{en}");
        }
    }
    Ok(())
}

#[test]
fn figures_are_published_only_where_the_pack_says_so() -> Result<(), String> {
    assert!(hellotalk()?.publish.promises);
    assert!(!japanese_ai()?.publish.promises);
    Ok(())
}
