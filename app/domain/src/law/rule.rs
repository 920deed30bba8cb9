//! One rule of one law.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Why a clock may stand still. No other reason exists (the clocks' rules, "Pause").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// The requester has to show who they are.
    IdentityCheck,
    /// The requester has to say what they mean.
    Clarification,
}

impl PauseReason {
    /// Both reasons.
    pub const ALL: [Self; 2] = [Self::IdentityCheck, Self::Clarification];

    /// The name used in databases, rules and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::IdentityCheck => "identity_check",
            Self::Clarification => "clarification",
        }
    }

    /// The reason with this code, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The reason in plain English.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::IdentityCheck => "identity check",
            Self::Clarification => "clarification from the requester",
        }
    }
}

/// How far the source of a rule was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mark {
    /// The text of the statute or regulator was read.
    V1,
    /// A secondary source was read.
    V2,
    /// General knowledge: the source is not confirmed, and pages say so.
    #[serde(rename = "GK")]
    Gk,
}

impl Mark {
    /// Whether any source was read.
    #[must_use]
    pub const fn is_confirmed(self) -> bool {
        !matches!(self, Self::Gk)
    }
}

/// How long a law allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Calendar days after the day of receipt.
    Days(u32),
    /// Calendar months: the same-numbered day, or the month's last one.
    Months(u32),
    /// Open days of a calendar after the day of receipt. Without a calendar only Saturdays and Sundays are left out, which never
    /// gives a later date where no Saturday or Sunday is ever made a working day. Russia and Vietnam do that, so they have
    /// calendars.
    BusinessDays {
        /// How many.
        count: u32,
        /// The calendar's id.
        calendar: Option<String>,
    },
    /// Elapsed hours from the moment of receipt.
    Hours(u32),
}

impl Limit {
    /// The number alone.
    #[must_use]
    pub const fn value(&self) -> u32 {
        match self {
            Self::Days(n) | Self::Months(n) | Self::Hours(n) | Self::BusinessDays { count: n, .. } => *n,
        }
    }

    /// The sum of two limits of the same unit; `None` if the units differ.
    pub(super) fn plus(&self, more: &Self) -> Option<Self> {
        Some(match (self, more) {
            (Self::Days(a), Self::Days(b)) => Self::Days(a.saturating_add(*b)),
            (Self::Months(a), Self::Months(b)) => Self::Months(a.saturating_add(*b)),
            (Self::Hours(a), Self::Hours(b)) => Self::Hours(a.saturating_add(*b)),
            (Self::BusinessDays { count: a, calendar }, Self::BusinessDays { count: b, calendar: other }) if calendar == other => {
                Self::BusinessDays { count: a.saturating_add(*b), calendar: calendar.clone() }
            }
            _ => return None,
        })
    }
}

/// What happens when the last day of a limit is not a working day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Roll {
    /// A Saturday or Sunday moves to the Monday.
    Weekend,
    /// A closed day of this calendar moves to its next open one.
    Calendar(String),
}

/// What a law wants to read in the notice of an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticePart {
    /// It is in writing.
    InWriting,
    /// Why it takes longer.
    Reasons,
    /// The new limit.
    NewLimit,
    /// That and where one can complain about it.
    ComplaintRight,
}

impl NoticePart {
    /// The name used in the files, in texts and in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InWriting => "in_writing",
            Self::Reasons => "reasons",
            Self::NewLimit => "new_limit",
            Self::ComplaintRight => "complaint_right",
        }
    }
}

/// A longer limit that a notice can bring, if it leaves with its reason before the first limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// What is added to the limit.
    pub by: Limit,
    /// What the law wants in the notice. Empty: the source does not say; our own rule wants the reason all the same.
    #[serde(default)]
    pub notice: Vec<NoticePart>,
}

/// The limit of one law for some kinds of request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawRule {
    /// The jurisdiction's code: `EU`, `GB`, `US-CA`.
    pub jurisdiction: String,
    /// Its English name.
    pub name: String,
    /// The law.
    pub law: String,
    /// The request types that the rule is for.
    pub request: Vec<String>,
    /// The limit; `None` if the law gives no number ("timely", "without delay").
    pub limit: Option<Limit>,
    /// How far it can be extended.
    pub extension: Option<Extension>,
    /// A postponement that the law allows without a number ("while good cause lasts"), in words, with what it wants for it. It is
    /// told to staff and moves no clock: a due without a number would be no due.
    pub postpone: Option<String>,
    /// By when receipt must be acknowledged: in days, months or business days, never in hours. See [`LawBook::acknowledge_by`].
    ///
    /// [`LawBook::acknowledge_by`]: super::LawBook::acknowledge_by
    pub acknowledge: Option<Limit>,
    /// The reasons for which the law's clock may pause. Empty: never, which is the rule unless the law or its authority says
    /// otherwise. The United Kingdom pauses for a proof of identity and for a clarification (article 12A), the EEA for a proof of
    /// identity alone (the authorities' practice, not the text). California never pauses: its clock runs "regardless of the time
    /// needed to verify" (11 CCR 7021).
    pub pause: Vec<PauseReason>,
    /// What happens when the last day is not a working day.
    pub roll: Option<Roll>,
    /// The article.
    pub article: String,
    /// Where it was read.
    pub source: String,
    /// How far that was checked.
    pub mark: Mark,
    /// The first day of receipt for which the rule is in force; `None` if it already is for all.
    pub from: Option<Date>,
}

impl LawRule {
    /// Whether the law wants it at once: its number is zero, and no law clock runs (the clocks' rules, first table).
    #[must_use]
    pub fn is_immediate(&self) -> bool {
        self.limit.as_ref().is_some_and(|limit| limit.value() == 0)
    }
}
