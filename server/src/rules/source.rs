//! What a rule set is made from, as it is kept.

use std::collections::BTreeMap;

use domain::Kind;
use domain::calendar::CalendarChange;
use domain::clock::PromiseTerm;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A kind's promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceTerm {
    /// The kind.
    pub kind: Kind,
    /// The promise; `None` where the law's clock alone governs.
    pub promise: Option<PromiseTerm>,
    /// Elapsed hours of a report's review.
    pub review_hours: Option<u32>,
}

/// Everything that evaluating a product's clocks needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSource {
    /// The product's slug.
    pub product: String,
    /// The policy's version when the set was made.
    pub policy_version: String,
    /// The office's IANA zone.
    pub zone: String,
    /// The usual hours, `09:00-18:00`.
    pub hours: Vec<String>,
    /// The cut-off, `18:00`, if there is one.
    pub cut_off: Option<String>,
    /// The members of the business calendar, by id.
    pub members: Vec<String>,
    /// How they are joined: `any-open` or `all-open`.
    pub join: String,
    /// Each calendar's file.
    pub calendars: BTreeMap<String, String>,
    /// The staff's changes of the calendars, in the order of their approval.
    pub changes: Vec<CalendarChange>,
    /// The promises.
    pub terms: Vec<SourceTerm>,
    /// The files of the law: name and text.
    pub law: Vec<(String, String)>,
}

impl RuleSource {
    /// The text that is kept, and its identifier: the same source has the same on every instance.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn text(&self) -> Result<(String, String), serde_json::Error> {
        let body = serde_json::to_string(self)?;
        Ok((Self::hash(&body), body))
    }

    /// The identifier of a kept text: the first eight bytes of its SHA-256, in hexadecimal digits.
    pub(super) fn hash(body: &str) -> String {
        Sha256::digest(body.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The same with another change of the calendars.
    #[must_use]
    pub fn with(mut self, change: &CalendarChange) -> Self {
        self.changes.push(change.clone());
        self
    }

    /// Whether a change of the calendars is any of this product's business: its office, a member, or a calendar of the law.
    #[must_use]
    pub fn minds(&self, change: &CalendarChange) -> bool {
        match change {
            CalendarChange::Office { product, .. } => *product == self.product,
            CalendarChange::Day { calendar, .. } | CalendarChange::Year { calendar, .. } => self.calendars.contains_key(calendar),
        }
    }
}
