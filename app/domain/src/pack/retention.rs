//! How long data is kept: the product's data, and Habeas's own tickets.

use serde::{Deserialize, Serialize};

use super::Bound;
use crate::Text;

/// One rule about how long something is kept. Those that survive a deletion are shown before one is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// Its id within the pack: `payment-records`.
    pub id: String,
    /// What is kept.
    pub what: Text,
    /// How long, if the rule has a number; else `rule` says until when.
    #[serde(default)]
    pub period: Option<Period>,
    /// The rule in plain words.
    pub rule: Text,
    /// Whose rule it is.
    pub basis: RetentionBasis,
    /// The law, when it is a law's.
    #[serde(default)]
    pub law: Option<Text>,
    /// The policy's section.
    pub section: String,
    /// True when this data is still there after the account was deleted.
    pub survives_deletion: bool,
    /// The id of the promise that says it, if one does.
    #[serde(default)]
    pub promise: Option<String>,
    /// A contradiction, or a gap, that a reader should know of.
    #[serde(default)]
    pub note: Option<Text>,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// How many.
    pub value: u32,
    /// Of what.
    pub unit: PeriodUnit,
    /// Whether it is a longest or a shortest time; absent when it is exact.
    #[serde(default)]
    pub bound: Option<Bound>,
}

/// The unit of a [`Period`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodUnit {
    /// Calendar days.
    Days,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

/// Whose rule a retention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionBasis {
    /// A law orders it.
    Law,
    /// The policy alone says so.
    Policy,
}

/// How long Habeas keeps its own closed tickets, counted from the day on which they were closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketRetention {
    /// Years for an ordinary ticket: four, the longest record period found (Hong Kong PDPO section 27).
    pub years: u16,
    /// Years for complaints and disputes: five for HelloTalk (its policy, section 2(4)).
    pub complaint_years: u16,
    /// Days after the closing on which what is personal in a ticket is taken out of it. More than the thirty of the appeal.
    pub pseudonymised_after_days: u16,
}
