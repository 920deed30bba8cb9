//! Clauses that are shown but carry no clock: consent exceptions, transfers abroad, advertising.

use serde::{Deserialize, Serialize};

use super::Items;
use crate::Text;

/// The cases in which the policy says that data is collected without consent.
///
/// They concern collection and use. The policy does not make them reasons to refuse a request, and Habeas offers them to
/// nobody as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentExceptions {
    /// The policy's section.
    pub section: String,
    /// That these are no reasons to refuse, in plain words.
    pub note: Text,
    /// The cases.
    pub items: Vec<ConsentException>,
}

/// One case in which data is collected without consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentException {
    /// Its id within the pack: `criminal-justice`.
    pub id: String,
    /// Its number in the policy's list.
    pub number: u8,
    /// What it says, in plain words.
    pub summary: Text,
}

/// Data that crosses borders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfers {
    /// The policy's section.
    pub section: String,
    /// What the policy says, in plain words.
    pub summary: Text,
    /// True when the policy names the countries.
    pub destinations_named: bool,
    /// The question that a request for access can add.
    pub question: Text,
    /// The id of the promise that grants the review.
    pub promise: String,
}

/// Personalised advertising.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ads {
    /// The policy's section.
    pub section: String,
    /// The partners that the policy names.
    pub partners: Vec<String>,
    /// What is given to them.
    pub shared: Items,
    /// What they use besides.
    pub used: Items,
    /// What changes when personalisation is off.
    pub effect: Text,
    /// The id of the self-service path that turns it off.
    pub self_service: String,
    /// The ids of the processors that advertise, from the second file.
    pub processors: Vec<String>,
    /// What the policy leaves open.
    #[serde(default)]
    pub note: Option<Text>,
}
