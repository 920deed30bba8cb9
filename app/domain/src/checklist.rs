//! What an agent ticks before a request of each kind is closed as done. A closing without its ticks is refused.

use crate::Kind;
use crate::guardian::{Flags, Step};
use crate::identity::{Risk, Tier, needed};
use crate::request::Subject;

/// What is known about who asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asker {
    /// Whether the claimed ID was confirmed by the code from inside the app.
    pub app_id_confirmed: bool,
    /// What raises the proof that is needed.
    pub risk: Risk,
    /// What stands over the child that a guardian asks for.
    pub flags: Flags,
    /// Whether the child can only be told inside the app that a guardian acts, and should be.
    pub tell_in_app: bool,
}

/// The ticks that must stand before a request of this kind may be closed as fulfilled, wholly or in part. Codes name their texts.
///
/// Access and deletion ask for two data points of the account that were matched in the product's console, since control of an
/// e-mail alone is not a log-in (identity tier 2; after 11 CCR 7062).
#[must_use]
pub fn for_closing(kind: Kind, subject: &Subject, asker: &Asker) -> Vec<&'static str> {
    let app_id_confirmed = asker.app_id_confirmed;
    let tier = needed(kind, asker.risk);
    let mut list = match kind {
        Kind::Access => vec!["third_parties_left_out", "secrets_left_out"],
        Kind::Correction => vec!["account_found", "datum_changed", "processors_told"],
        Kind::Deletion => {
            vec!["identifiers_read_before_erasing", "erased", "processors_told", "kept_records_listed"]
        }
        Kind::AiTrainingWithdrawal => vec!["account_found", "switch_set"],
        Kind::AdvertisingOptOut => vec!["account_found", "switch_set", "partners_told"],
        Kind::ConsentRevocation => vec!["account_found", "collection_stopped", "processors_told"],
        // The authority's own form asks for its proofs.
        Kind::GuardianAuthority | Kind::ChildAccount | Kind::Report => vec![],
    };
    if matches!(kind, Kind::Access | Kind::Deletion) && !asker.risk.guardian && tier >= Tier::Matched {
        list.splice(0..0, ["matched_first", "matched_second"]);
    }
    // What protects, and can be taken back, is not held up by a suspicion: it harms nobody.
    if asker.risk.takeover && tier == Tier::Raised && Step::of(kind) != Step::Protective {
        list.insert(0, "takeover_ruled_out");
    }
    if asker.risk.guardian {
        // The account that the guardian's proof links to, and no other child's.
        list.insert(0, "right_child");
        if kind == Kind::Access && asker.flags.hides_place() {
            list.extend(["location_left_out", "other_guardian_left_out"]);
        }
        if !asker.flags.may_tell() {
            list.push("child_not_told");
        } else if asker.tell_in_app {
            list.push("child_told_in_app");
        }
        return list;
    }
    if !kind.is_decided() && subject.contact_only {
        list.insert(0, "in_app_code_confirmed");
    }
    // A second identity that nobody confirmed must never reach another person's data.
    if !kind.is_decided() && !subject.contact_only && subject.app_id.is_some() && !app_id_confirmed {
        list.insert(0, "claimed_id_not_used");
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guardian::Flag;

    fn confirmed() -> Asker {
        Asker { app_id_confirmed: true, ..Asker::default() }
    }

    #[test]
    fn a_guardian_who_lives_apart_is_not_told_where_the_child_is() {
        let guardian = |flags| Asker { risk: Risk { guardian: true, ..Risk::default() }, flags: Flags(flags), ..Asker::default() };
        let list = for_closing(Kind::Access, &Subject::default(), &guardian(vec![Flag::Separated]));
        assert!(list.contains(&"location_left_out") && list.contains(&"other_guardian_left_out") && list.contains(&"right_child"));
        let list = for_closing(Kind::Access, &Subject::default(), &guardian(vec![]));
        assert!(!list.contains(&"location_left_out"));
    }

    #[test]
    fn a_suspected_takeover_must_be_ruled_out_before_anything_is_given_or_erased() {
        let asker = Asker { risk: Risk { takeover: true, ..Risk::default() }, ..Asker::default() };
        for (kind, wanted) in [(Kind::Access, true), (Kind::Deletion, true), (Kind::AiTrainingWithdrawal, false)] {
            assert_eq!(for_closing(kind, &Subject::default(), &asker).contains(&"takeover_ruled_out"), wanted, "{kind:?}");
        }
    }

    #[test]
    fn an_id_that_was_only_typed_is_not_acted_on() {
        let typed = Subject { app_id: Some("mika".into()), ..Subject::default() };
        for kind in Kind::REQUESTS {
            assert!(for_closing(kind, &typed, &Asker::default()).contains(&"claimed_id_not_used"), "{kind:?}");
            assert!(!for_closing(kind, &typed, &confirmed()).contains(&"claimed_id_not_used"), "{kind:?}");
        }
    }

    #[test]
    fn no_power_without_the_code_from_the_app() {
        let with = Subject { contact_only: true, ..Subject::default() };
        for kind in Kind::REQUESTS {
            assert!(for_closing(kind, &with, &Asker::default()).contains(&"in_app_code_confirmed"), "{kind:?}");
            assert!(!for_closing(kind, &Subject::default(), &Asker::default()).contains(&"in_app_code_confirmed"), "{kind:?}");
        }
    }
}
