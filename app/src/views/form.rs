//! A form as it is shown, for the first time or again: what was typed, and what was wrong with it.

use std::collections::BTreeMap;

/// The values and errors of a form. Nothing typed is ever lost: a form that was refused is shown again with all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormView {
    /// What was typed, by field; a field of several boxes has several values.
    pub values: BTreeMap<String, Vec<String>>,
    /// What is wrong: the field and the words, in the order of the fields. An empty field: the whole form.
    pub errors: Vec<(String, String)>,
}

impl FormView {
    /// The first value of a field; empty when there is none.
    #[must_use]
    pub fn value(&self, field: &str) -> String {
        self.values.get(field).and_then(|values| values.first()).cloned().unwrap_or_default()
    }

    /// Whether a box or radio button of this value is chosen.
    #[must_use]
    pub fn has(&self, field: &str, value: &str) -> bool {
        self.values.get(field).is_some_and(|values| values.iter().any(|have| have == value))
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<String> {
        self.errors.iter().find(|(name, _)| name == field).map(|(_, words)| words.clone())
    }

    /// Whether anything is wrong.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Sets a field's first value, if nothing was typed there.
    #[must_use]
    pub fn or(mut self, field: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.values.entry(field.to_owned()).or_insert_with(|| vec![value.to_owned()]);
        }
        self
    }
}
