//! The other companies that receive data: a product's second file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Lang, Text};

/// The directory of a product's processors.
///
/// Words that many rows share are written once, in `groups` and `data`, and named by key in the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Processors {
    /// The policy's section that lists them.
    pub section: String,
    /// The groups of rows and their names.
    pub groups: BTreeMap<String, Text>,
    /// The types of data and their names: plain nouns, shorter than the policy's.
    pub data: BTreeMap<String, Text>,
    /// The rows, in the policy's order.
    pub processors: Vec<Processor>,
}

/// One row: a company's code inside the app, or a service behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Processor {
    /// Its id within the file: `ht-sdk-01`.
    pub id: String,
    /// Its name; absent where the policy leaves the cell empty, and then `label` stands for it.
    #[serde(default)]
    pub name: Option<String>,
    /// What to call a row without a name.
    #[serde(default)]
    pub label: Option<Text>,
    /// What it is for, in plain words.
    pub purpose: Text,
    /// The key of its group.
    pub category: String,
    /// The keys of the types of data that it receives.
    pub data: Vec<String>,
    /// Its own privacy policy, where the product's policy links one.
    #[serde(default)]
    pub link: Option<String>,
    /// What a reader should know about this row.
    #[serde(default)]
    pub note: Option<Text>,
}

impl Processor {
    /// The name to show: its own, or the label of a row that the policy left unnamed.
    #[must_use]
    pub fn display_name(&self, lang: Lang) -> &str {
        self.name.as_deref().unwrap_or_else(|| self.label.as_ref().map_or("", |label| label.get(lang)))
    }
}

impl Processors {
    /// The row with this id, or `None`.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Processor> {
        self.processors.iter().find(|processor| processor.id == id)
    }

    /// The names of the types of data that a row receives, in its order.
    pub fn data_of<'a>(&'a self, processor: &'a Processor, lang: Lang) -> impl Iterator<Item = &'a str> {
        processor.data.iter().filter_map(move |key| self.data.get(key)).map(move |text| text.get(lang))
    }

    /// The name of a group, or its key if it has none.
    #[must_use]
    pub fn group<'a>(&'a self, key: &'a str, lang: Lang) -> &'a str {
        self.groups.get(key).map_or(key, |text| text.get(lang))
    }
}
