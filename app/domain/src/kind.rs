//! What a ticket is about.

use serde::{Deserialize, Serialize};

/// The kind of a ticket: the action type of a privacy request, or a report case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A copy of, or information about, the data that is held.
    Access,
    /// A datum is wrong and should say something else.
    Correction,
    /// The account, or chosen categories of data, should be erased.
    Deletion,
    /// Data should no longer be used, or collected, for training AI models.
    AiTrainingWithdrawal,
    /// Advertising should no longer be personalised.
    AdvertisingOptOut,
    /// Content or behaviour that should not be there.
    Report,
}

impl Kind {
    /// Every kind, in the order in which the portal shows them.
    pub const ALL: [Self; 6] =
        [Self::Access, Self::Correction, Self::Deletion, Self::AiTrainingWithdrawal, Self::AdvertisingOptOut, Self::Report];

    /// The kinds of a privacy request: all but reports.
    pub const REQUESTS: [Self; 5] = [Self::Access, Self::Correction, Self::Deletion, Self::AiTrainingWithdrawal, Self::AdvertisingOptOut];

    /// The name used in databases, packs, the command line and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Correction => "correction",
            Self::Deletion => "deletion",
            Self::AiTrainingWithdrawal => "ai_training_withdrawal",
            Self::AdvertisingOptOut => "advertising_opt_out",
            Self::Report => "report",
        }
    }

    /// The kind with this code, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The kind's part of a URL: its code with hyphens.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::AiTrainingWithdrawal => "ai-training",
            Self::AdvertisingOptOut => "advertising",
            other => other.code(),
        }
    }

    /// The kind with this slug, or `None`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}
