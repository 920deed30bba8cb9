//! Which clock governs each kind of ticket.

use serde::{Deserialize, Serialize};

use crate::Kind;

/// Who promises a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The product's published policy: a section is cited.
    Policy,
    /// A target that the house set where the policy is silent: no section, and labelled as the house's.
    House,
}

/// How long a duty may take. In a file it is one of the keys `business_days` and `hours`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Business days of the pack's calendars; the day of receipt does not count.
    BusinessDays(u32),
    /// Elapsed hours from receipt: no calendar and no pause.
    Hours(u32),
}

/// A promise with a number, as a clock needs it.
// `deny_unknown_fields` does not go with `flatten`; unknown keys are found by the schema in `check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// How long it may take.
    #[serde(flatten)]
    pub limit: Limit,
    /// The id of the promise that this number stands in.
    pub promise: String,
    /// Who promises it: the same as in the promise.
    pub source: Source,
    /// The policy's section: the same as in the promise; absent for the house's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
}

/// The clock of one kind of ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The kind that it governs; at most one term for each.
    pub kind: Kind,
    /// What it owes.
    #[serde(flatten)]
    pub duty: Duty,
}
