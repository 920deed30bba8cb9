//! The policy's own data: its title and date, the company, whom to write to.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::textual;
use crate::Text;

/// The privacy policy that a pack was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyDocument {
    /// Its title.
    pub title: Text,
    /// The civil date that the policy gives as its last update.
    #[serde(with = "textual")]
    pub version: Date,
    /// Counts the changes of this file that change a number while the policy's date stays: a house target, a calendar.
    pub revision: u32,
    /// Where the policy can be read.
    #[serde(default)]
    pub link: Option<String>,
    /// Where its earlier versions can be read.
    #[serde(default)]
    pub history: Option<String>,
}

impl PolicyDocument {
    /// What a clock keeps as the version that it was computed with: `2026-03-17.1`.
    #[must_use]
    pub fn version_tag(&self) -> String {
        format!("{}.{}", self.version, self.revision)
    }
}

/// The company that answers for a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// Its name in law.
    pub name: String,
    /// Its postal address, where the policy gives one.
    #[serde(default)]
    pub address: Option<String>,
    /// Where its teams work.
    pub locations: Vec<Text>,
    /// The policy's section that names it.
    pub section: String,
}

/// Whom the policy names to write to. Any of them may be missing: then the portal is the channel, and `note` says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contacts {
    /// The e-mail of the product's support.
    #[serde(default)]
    pub support: Option<String>,
    /// The e-mail for questions of privacy.
    #[serde(default)]
    pub privacy: Option<String>,
    /// The name of the person responsible for personal data.
    #[serde(default)]
    pub officer: Option<String>,
    /// That person's title.
    #[serde(default)]
    pub officer_title: Option<Text>,
    /// The section of the policy where the contact was found.
    pub section: String,
    /// True when the section that the policy itself points to names nobody, so that the portal stands in for it.
    #[serde(default)]
    pub portal_is_channel: bool,
    /// What a reader should know about these contacts.
    #[serde(default)]
    pub note: Option<Text>,
}

/// What a product shows to everybody of its own figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    /// Whether everybody may read how its promises were kept in the last twelve months (`/{product}/promises`).
    #[serde(default)]
    pub promises: bool,
}
