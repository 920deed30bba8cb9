//! The categories of personal data that a policy names.

use serde::{Deserialize, Serialize};

use super::Items;
use crate::{Kind, Text};

/// One category of personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its id within the pack: `profile`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What is in it.
    pub items: Items,
    /// The policy's section that names it.
    pub section: String,
    /// What the data is for.
    pub purpose: Text,
    /// True for data that can hurt when it leaks: voice, place, face, telephone number, birthday of a child.
    #[serde(default)]
    pub sensitive: bool,
    /// True when the product works without it.
    #[serde(default)]
    pub optional: bool,
    /// In which requests it can be chosen: access, deletion, or both; empty for none.
    pub selectable: Vec<Kind>,
    /// True when a correction can be asked for.
    #[serde(default)]
    pub correctable: bool,
    /// What the person who asks, and the agent who answers, should know.
    #[serde(default)]
    pub note: Option<Text>,
}
