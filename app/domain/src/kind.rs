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
    /// A guardian takes back the consent to collecting and using a child's data (HelloTalk 6, Japanese Ai 6).
    ConsentRevocation,
    /// Somebody says that they are a child's guardian, and proves it.
    GuardianAuthority,
    /// Somebody tells that a child uses an account.
    ChildAccount,
    /// Content or behaviour that should not be there.
    Report,
}

impl Kind {
    /// Every kind, in the order in which the portal shows them.
    pub const ALL: [Self; 9] = [
        Self::Access,
        Self::Correction,
        Self::Deletion,
        Self::AiTrainingWithdrawal,
        Self::AdvertisingOptOut,
        Self::ConsentRevocation,
        Self::GuardianAuthority,
        Self::ChildAccount,
        Self::Report,
    ];

    /// The kinds of a privacy request that anybody can make on a product's page.
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
            Self::ConsentRevocation => "consent_revocation",
            Self::GuardianAuthority => "guardian_authority",
            Self::ChildAccount => "child_account",
            Self::Report => "report",
        }
    }

    /// What a guardian can ask for about a child: each a ticket with its clocks.
    pub const GUARDIAN: [Self; 5] = [Self::Access, Self::Correction, Self::ConsentRevocation, Self::Deletion, Self::AiTrainingWithdrawal];

    /// Whether tickets of this kind are decided, rather than fulfilled or denied: they answer nobody's right.
    #[must_use]
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Report | Self::ChildAccount)
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
            Self::ConsentRevocation => "consent",
            Self::GuardianAuthority => "guardian",
            Self::ChildAccount => "child",
            other => other.code(),
        }
    }

    /// The kind with this slug, or `None`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}
