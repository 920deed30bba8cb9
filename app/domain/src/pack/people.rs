//! Rules about age, and what guardians may do.

use serde::{Deserialize, Serialize};

use super::Duty;
use crate::Text;

/// The policy's rules about age. The laws' own ages are not here: they depend on the country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ages {
    /// The policy's section.
    pub section: String,
    /// The youngest age, in completed years, at which the product may be used; `None` where the policy sets none.
    #[serde(default)]
    pub minimum: Option<u8>,
    /// True when, in the European Economic Area, a person must be old enough to consent in their country or have a
    /// parent's verified consent.
    pub eea_consent_age: bool,
    /// True when the product collects a date of birth, so that it can know who is a child.
    pub age_collected: bool,
    /// How soon somebody who tells of a child on an account is heard; `None` where the product takes no such notices.
    #[serde(default)]
    pub notice: Option<Duty>,
    /// The rules in plain words.
    pub summary: Text,
}

/// What the policy grants to the guardian of a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guardians {
    /// The policy's section.
    pub section: String,
    /// The right ends on the birthday that completes this age: 14 for users under 14.
    pub under_age: u8,
    /// What the policy grants by name.
    pub rights: Vec<GuardianRight>,
    /// The clock of a revocation of consent.
    pub revocation: Duty,
    /// The clock in which the proof of a guardian's authority is decided.
    pub verification: Duty,
    /// The id of the promise that grants the rights.
    pub promise: String,
    /// The rights in plain words.
    pub summary: Text,
}

/// Something that a policy lets a guardian do by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuardianRight {
    /// See the child's data.
    View,
    /// Bring the child's data up to date.
    Update,
    /// Take back the consent to collect and use it.
    RevokeConsent,
}
