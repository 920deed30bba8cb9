//! Who set a clock.

use domain::clock::StateSource;
use domain::country::Country;

use crate::texts::T;

/// Who set a clock, in the reader's language. Names of laws stay as the law's own language cites them.
#[must_use]
pub fn source(t: T, source: &StateSource) -> String {
    match source {
        StateSource::Policy { section: Some(section) } => t.source_policy(section.as_str()),
        StateSource::Policy { section: None } => t.source_policy_whole(),
        StateSource::House => t.source_house(),
        StateSource::Manual => t.source_manual(),
        StateSource::Law { jurisdiction, law, article, mark } => {
            let place = place(t, jurisdiction);
            if mark.is_confirmed() {
                t.source_law(law.as_str(), article.as_str(), place)
            } else {
                t.source_law_unconfirmed(law.as_str(), article.as_str(), place)
            }
        }
        StateSource::UnknownCountry { days } => t.source_unknown_country(t.count_days(*days)),
        StateSource::NoNumber { jurisdiction, law, article, days } => {
            t.source_no_number(law.as_str(), article.as_str(), place(t, jurisdiction), t.count_days(*days))
        }
        StateSource::NoRule { country, days } => t.source_no_rule(place(t, country), t.count_days(*days)),
    }
}

/// The name of a country or jurisdiction; its code where the list has none.
fn place(t: T, code: &str) -> String {
    match code {
        "EU" => t.place_eu(),
        "GB" => t.place_gb(),
        _ => Country::find(code).map_or_else(|| code.to_owned(), |country| country.name(t.lang()).to_owned()),
    }
}
