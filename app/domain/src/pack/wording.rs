//! Lists of words in each language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Lang;

/// A list of words, the same in each of the pack's languages; English is always there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Items(pub BTreeMap<String, Vec<String>>);

impl Items {
    /// The words in `lang`, or else in English, or else none.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &[String] {
        self.0.get(lang.tag()).or_else(|| self.0.get(Lang::En.tag())).map_or(&[], Vec::as_slice)
    }
}
