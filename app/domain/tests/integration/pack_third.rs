//! A third product is two new files and no code.

use domain::pack::{Join, Limit, Pack, Problem};
use domain::{Kind, Lang};

const POLICY: &str = include_str!("../fixtures/third.toml");
const PROCESSORS: &str = include_str!("../fixtures/third.processors.toml");

fn told(problems: Vec<Problem>) -> String {
    problems.iter().map(|problem| format!("\n{problem}")).collect()
}

#[test]
fn a_third_product_needs_no_code() -> Result<(), String> {
    let pack = Pack::parse("third", POLICY, PROCESSORS).map_err(told)?;
    assert_eq!(pack.kinds, Kind::REQUESTS.into_iter().chain([Kind::Report]).collect::<Vec<_>>());
    assert_eq!(pack.policy.version_tag(), "2026-01-31.3");
    assert_eq!(pack.calendars.join, Join::AllOpen);
    assert_eq!(pack.office.open.len(), 2);
    assert_eq!(pack.office.cut_off.map(|time| time.to_string()).as_deref(), Some("17:00:00"));
    assert_eq!(pack.term(Kind::Deletion).map(|term| term.limit()), Some(Limit::BusinessDays(2)));
    assert_eq!(pack.term(Kind::AiTrainingWithdrawal).map(|term| term.limit()), Some(Limit::Hours(48)));
    assert!(pack.term(Kind::Access).is_none());
    assert_eq!(pack.stream("entries").map(|stream| stream.covers.get(Lang::ZhCn)), Some("您写下的内容"));
    let rows = &pack.processors.processors;
    assert_eq!(rows[1].display_name(Lang::En), "Not named in the policy");
    assert_eq!(pack.processors.data_of(&rows[0], Lang::ZhCn).collect::<Vec<_>>(), ["广告标识符", "位置"]);
    Ok(())
}

/// What a struct writes the schema must know, and the other way round: the fixture holds every key.
#[test]
fn a_pack_survives_being_written_and_read() -> Result<(), String> {
    let pack = Pack::parse("third", POLICY, PROCESSORS).map_err(told)?;

    let stored = serde_json::to_string(&pack).map_err(|error| error.to_string())?;
    assert_eq!(serde_json::from_str::<Pack>(&stored).map_err(|error| error.to_string())?, pack);

    let processors = toml::to_string(&pack.processors).map_err(|error| error.to_string())?;
    let mut table = toml::Table::try_from(&pack).map_err(|error| error.to_string())?;
    table.remove("processors");
    // A time is stored with its seconds and written in a file without them.
    let policy = toml::to_string(&table).map_err(|error| error.to_string())?.replace(":00:00\"", ":00\"").replace(":30:00\"", ":30\"");
    assert_eq!(Pack::parse("third", &policy, &processors).map_err(told)?, pack);
    Ok(())
}

#[test]
fn advertising_and_training_may_be_left_out() -> Result<(), String> {
    let mut table: toml::Table = POLICY.parse().map_err(|error: toml::de::Error| error.to_string())?;
    for key in ["ai_training", "exceptions", "guardians", "transfers", "ads"] {
        table.remove(key);
    }
    table.insert("kinds".to_owned(), toml::Value::from(vec!["access", "correction", "deletion", "report"]));
    if let Some(terms) = table.get_mut("terms").and_then(toml::Value::as_array_mut) {
        terms.retain(|term| matches!(term.get("kind").and_then(toml::Value::as_str), Some("deletion" | "report")));
    }
    if let Some(paths) = table.get_mut("self_service").and_then(toml::Value::as_array_mut) {
        paths.clear();
    }
    let policy = toml::to_string(&table).map_err(|error| error.to_string())?;
    let pack = Pack::parse("third", &policy, PROCESSORS).map_err(told)?;
    assert!(pack.streams().is_empty());
    assert!(!pack.takes(Kind::AdvertisingOptOut));
    Ok(())
}
