//! Coded reasons for refusing a request, or a part of it. Never free text alone: each has its law and the kinds that it may serve.

use crate::Kind;

/// A reason for which a request, or a part of one, may be refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// The code, which also names its texts.
    pub code: &'static str,
    /// The law that it rests on, as cited to the requester; empty where none is needed.
    pub law: &'static str,
    /// The kinds that it may serve; empty: all of them.
    pub applies: &'static [Kind],
    /// The jurisdictions that know it; empty: all of them.
    pub only_in: &'static [&'static str],
    /// Whether the refusal must name the record that is kept, its law and its end date.
    pub names_record: bool,
}

const ACCESS: &[Kind] = &[Kind::Access];
const CORRECTION: &[Kind] = &[Kind::Correction];
const DELETION: &[Kind] = &[Kind::Deletion];
const DEIDENTIFIED: &[Kind] = &[Kind::Access, Kind::Deletion, Kind::AiTrainingWithdrawal];
/// What only a guardian can be answered; whether a guardian asks is for the desk to know.
const GUARDIAN: &[Kind] =
    &[Kind::Access, Kind::Correction, Kind::ConsentRevocation, Kind::Deletion, Kind::AiTrainingWithdrawal, Kind::GuardianAuthority];
const CALIFORNIA: &[&str] = &["US-CA"];

const fn reason(code: &'static str, law: &'static str, applies: &'static [Kind], only_in: &'static [&'static str]) -> Reason {
    Reason { code, law, applies, only_in, names_record: false }
}

/// Every reason for people asking about their own data.
pub const REASONS: &[Reason] = &[
    reason("identity_not_verified", "GDPR 12(2), 12(6); 11 CCR 7021(b), 7062", &[], &[]),
    reason("not_identifiable", "GDPR 11(2), 12(2)", &[], &[]),
    reason("authority_not_proven", "GDPR 12; PIPA 38; 16 CFR 312.6(a)(3)(i)", GUARDIAN, &[]),
    reason("authority_ended", "", GUARDIAN, &[]),
    reason("guardian_conflict", "", GUARDIAN, &[]),
    reason("manifestly_unfounded", "GDPR 12(5); CCPA 1798.145(h)(3)", &[], &[]),
    reason("manifestly_excessive", "GDPR 12(5)", &[], &[]),
    reason("third_party_rights", "GDPR 15(4); PIPA 35(4)2; PDPO 20", ACCESS, &[]),
    reason("trade_secret", "GDPR rec. 63; LGPD 19 II", ACCESS, &[]),
    reason("business_serious_impediment", "APPI 33(2)2", ACCESS, &["JP"]),
    reason("prohibited_by_law", "PIPA 35(4)1; PIPL 18, 35, 45; APPI 33(2)3", ACCESS, &[]),
    reason("freedom_of_expression", "GDPR 17(3)(a); CCPA 1798.105(d)(4)", DELETION, &[]),
    Reason {
        names_record: true,
        ..reason("legal_obligation_retention", "GDPR 17(3)(b); CCPA 1798.105(d)(8); PIPL 47(2); PIPA 36(1)", DELETION, &[])
    },
    reason("public_health_or_archive", "GDPR 17(3)(c), (d); CCPA 1798.105(d)(6)", DELETION, &[]),
    reason("legal_claims", "GDPR 17(3)(e)", DELETION, &[]),
    reason("complete_transaction", "CCPA 1798.105(d)(1)", DELETION, CALIFORNIA),
    reason("security_fraud", "CCPA 1798.105(d)(2)", DELETION, CALIFORNIA),
    reason("debugging", "CCPA 1798.105(d)(3)", DELETION, CALIFORNIA),
    reason("electronic_communications_act", "CCPA 1798.105(d)(5)", DELETION, CALIFORNIA),
    reason("expected_internal_use", "CCPA 1798.105(d)(7)", DELETION, CALIFORNIA),
    reason("technically_hard_to_delete", "PIPL 47(2)", DELETION, &["CN"]),
    reason("accuracy_not_shown", "GDPR 16; 11 CCR 7023", CORRECTION, &[]),
    reason("deidentified_no_reidentification", "11 CCR 7060(g); GDPR 11", DEIDENTIFIED, &[]),
    reason("duplicate_or_already_done", "", &[], &[]),
    reason("outside_scope", "", &[], &[]),
];

impl Reason {
    /// The reason with this code, or `None`.
    #[must_use]
    pub fn find(code: &str) -> Option<&'static Self> {
        REASONS.iter().find(|reason| reason.code == code)
    }

    /// Whether this reason answers guardians alone.
    #[must_use]
    pub fn is_guardians(&self) -> bool {
        matches!(self.code, "authority_not_proven" | "authority_ended" | "guardian_conflict")
    }

    /// The reasons that an agent may give for a request of this kind from this country (`None`: not known).
    pub fn for_request(kind: Kind, country: Option<&str>) -> impl Iterator<Item = &'static Self> {
        let country = country.map(str::to_owned);
        REASONS.iter().filter(move |reason| reason.fits(kind, country.as_deref()))
    }

    /// Whether this reason may be given for a request of this kind from this country.
    #[must_use]
    pub fn fits(&self, kind: Kind, country: Option<&str>) -> bool {
        (self.applies.is_empty() || self.applies.contains(&kind))
            && (self.only_in.is_empty() || country.is_some_and(|country| self.only_in.contains(&country)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deletion_is_not_refused_for_a_reason_of_access() {
        let codes: Vec<_> = Reason::for_request(Kind::Deletion, Some("KR")).map(|reason| reason.code).collect();
        assert!(codes.contains(&"legal_obligation_retention"));
        assert!(!codes.contains(&"trade_secret"));
        assert!(!codes.contains(&"debugging"), "a Californian reason, offered in Korea");
        assert!(Reason::for_request(Kind::Deletion, Some("US-CA")).any(|reason| reason.code == "debugging"));
    }

    #[test]
    fn a_withdrawal_is_never_weighed_against_interests() {
        assert!(Reason::find("compelling_legitimate_grounds").is_none());
    }
}
