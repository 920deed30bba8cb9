//! What binds a ticket.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Kind;
use crate::calendar::BusinessTime;
use crate::law::LawBook;

/// Where a promise comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The product's own policy says the number.
    Policy,
    /// The policy is silent: a target of the house, and labelled so.
    House,
}

/// What a promise counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    /// Due at the close of the n-th business day after the day of receipt.
    BusinessDays,
    /// Due when so many open hours have passed since receipt.
    OpenHours,
}

/// How long the product gives itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseTerm {
    /// How many; at least 1.
    pub value: u32,
    /// Of what.
    pub unit: TermUnit,
    /// Who says so.
    pub source: Source,
    /// The section of the policy.
    pub section: Option<String>,
}

impl fmt::Display for PromiseTerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.unit {
            TermUnit::BusinessDays => "business day",
            TermUnit::OpenHours => "open hour",
        };
        write!(f, "{} {what}{}", self.value, if self.value == 1 { "" } else { "s" })
    }
}

/// The rules by which a ticket is evaluated: the pack's, the calendars' and the law's, of the versions that it keeps.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// What the ticket is about.
    pub kind: Kind,
    /// The requester's country: an ISO code, `US-CA` for California, `None` if nobody told.
    pub country: Option<&'a str>,
    /// The promise for this kind; `None` for access and correction, where the law's clock alone governs. Of a report's term
    /// only the source and section are used, as the label of the review: its hours are `review_hours`.
    pub promise: Option<&'a PromiseTerm>,
    /// The pack's business time. The law's days end in its zone, or earlier in one of the requester's country.
    pub business: &'a BusinessTime,
    /// The law.
    pub law: &'a LawBook,
    /// Elapsed hours for the review of a report; `None` means 24 (HelloTalk's policy, section 4). Requests have no review.
    pub review_hours: Option<u32>,
    /// The calendars' versions, kept with the result: see [`BusinessTime::version`].
    pub calendar_version: &'a str,
    /// Whether to tell every step. Lists leave it off.
    pub explain: bool,
}
