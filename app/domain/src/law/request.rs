//! From our kinds of request to the types that laws name.

use crate::Kind;

/// The request types that answer to a kind, the best fit first. A law that has none of them has no rule for it.
///
/// A withdrawal from AI training is a withdrawal of consent where the law knows one (South Korea calls it suspension), else an
/// objection. An opt-out from advertising is the opt-out of California, else an objection, else a suspension or withdrawal. What
/// a guardian revokes is a consent, and in the United States the parent's own right.
pub(super) const fn types_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Access => &["access", "all_rights"],
        Kind::Correction => &["correction", "all_rights"],
        Kind::Deletion => &["deletion", "all_rights"],
        Kind::AiTrainingWithdrawal => &["consent_withdrawal", "suspension_or_consent_withdrawal", "objection", "all_rights"],
        Kind::AdvertisingOptOut => {
            &["opt_out_sale_sharing", "objection", "suspension_or_consent_withdrawal", "consent_withdrawal", "all_rights"]
        }
        Kind::ConsentRevocation => {
            &["consent_withdrawal", "suspension_or_consent_withdrawal", "objection", "guardian_review_delete_refuse", "all_rights"]
        }
        Kind::GuardianAuthority | Kind::ChildAccount | Kind::Report => &[],
    }
}

/// Every request type that a law file may name. Some have no kind of request here: their rules are kept so that the table of a
/// country's law is whole.
pub(super) const KNOWN: [&str; 18] = [
    "access",
    "access_simplified",
    "correction",
    "deletion",
    "restriction",
    "portability",
    "objection",
    "consent_withdrawal",
    "suspension_or_consent_withdrawal",
    "opt_out_sale_sharing",
    "limit_sensitive",
    "account_cancellation",
    "complaint",
    "breach_notice",
    "minor_or_guardian",
    "guardian_review_delete_refuse",
    "ai_user",
    "all_rights",
];
