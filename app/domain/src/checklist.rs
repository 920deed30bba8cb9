//! What an agent ticks before a request of each kind is closed as done. A closing without its ticks is refused.

use crate::Kind;
use crate::request::Subject;

/// The ticks that must stand before a request of this kind may be closed as fulfilled, wholly or in part. Codes name their texts.
///
/// Access and deletion ask for two data points of the account that were matched in the product's console, since control of an
/// e-mail alone is not a log-in (identity tier 2; after 11 CCR 7062).
#[must_use]
pub fn for_closing(kind: Kind, subject: &Subject, app_id_confirmed: bool) -> Vec<&'static str> {
    let mut list = match kind {
        Kind::Access => vec!["matched_first", "matched_second", "third_parties_left_out", "secrets_left_out"],
        Kind::Correction => vec!["account_found", "datum_changed", "processors_told"],
        Kind::Deletion => {
            vec!["matched_first", "matched_second", "identifiers_read_before_erasing", "erased", "processors_told", "kept_records_listed"]
        }
        Kind::AiTrainingWithdrawal => vec!["account_found", "switch_set"],
        Kind::AdvertisingOptOut => vec!["account_found", "switch_set", "partners_told"],
        Kind::Report => vec![],
    };
    if kind != Kind::Report && subject.contact_only {
        list.insert(0, "in_app_code_confirmed");
    }
    // A second identity that nobody confirmed must never reach another person's data.
    if kind != Kind::Report && !subject.contact_only && subject.app_id.is_some() && !app_id_confirmed {
        list.insert(0, "claimed_id_not_used");
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_was_only_typed_is_not_acted_on() {
        let typed = Subject { app_id: Some("mika".into()), ..Subject::default() };
        for kind in Kind::REQUESTS {
            assert!(for_closing(kind, &typed, false).contains(&"claimed_id_not_used"), "{kind:?}");
            assert!(!for_closing(kind, &typed, true).contains(&"claimed_id_not_used"), "{kind:?}");
        }
    }

    #[test]
    fn no_power_without_the_code_from_the_app() {
        let with = Subject { contact_only: true, ..Subject::default() };
        for kind in Kind::REQUESTS {
            assert!(for_closing(kind, &with, false).contains(&"in_app_code_confirmed"), "{kind:?}");
            assert!(!for_closing(kind, &Subject::default(), false).contains(&"in_app_code_confirmed"), "{kind:?}");
        }
    }
}
