//! What is promised, by the policy or by the house.

use serde::{Deserialize, Serialize};

use super::Source;
use crate::{Kind, Text};

/// One promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Its id within the pack: `account-deletion`.
    pub id: String,
    /// What it is about.
    pub right: Right,
    /// The policy's section: always there for a promise of the policy, never for one of the house.
    #[serde(default)]
    pub section: Option<String>,
    /// Its time, if it names any; with none the law's clock governs.
    #[serde(default)]
    pub clock: Option<PromiseClock>,
    /// Who promises it.
    pub source: Source,
    /// For a house target: the promises of the policy that it gives a number to.
    #[serde(default)]
    pub fills: Vec<String>,
    /// What it says, in plain words of our own.
    pub summary: Text,
    /// A contradiction that the privacy officer should look at.
    #[serde(default)]
    pub conflict: Option<Text>,
}

/// The time that a promise names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseClock {
    /// How many units; absent for the units that are not counted.
    #[serde(default)]
    pub value: Option<u32>,
    /// The unit.
    pub unit: ClockUnit,
    /// Whether the time is a longest or a shortest one; absent when it is exact.
    #[serde(default)]
    pub bound: Option<Bound>,
}

/// The unit of a promise's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockUnit {
    /// At once.
    Immediate,
    /// When a message is delivered.
    OnDelivery,
    /// Until something happens, which the summary names.
    UntilEvent,
    /// Soon, without a number.
    Promptly,
    /// As soon as it can be, without a number.
    WithoutDelay,
    /// As soon as the person does it by themselves.
    SelfService,
    /// Elapsed hours.
    Hours,
    /// Calendar days.
    Days,
    /// Business days of the pack's calendars.
    BusinessDays,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

impl ClockUnit {
    /// Whether the unit comes with a number.
    #[must_use]
    pub const fn is_counted(self) -> bool {
        matches!(self, Self::Hours | Self::Days | Self::BusinessDays | Self::Months | Self::Years)
    }
}

/// Which side of a time is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// At the longest.
    Max,
    /// At the least.
    Min,
}

/// What a promise is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// A copy of one's data.
    Access,
    /// A review of the data that was sent abroad.
    AccessCrossBorder,
    /// Wrong data is mended.
    Correction,
    /// Data is erased.
    Deletion,
    /// Data is no longer used for training AI models.
    AiTrainingWithdrawal,
    /// Page information is no longer collected.
    AiPageInfoOptOut,
    /// Advertising is no longer personalised.
    AdsOptOut,
    /// A report is looked at.
    ReportReview,
    /// What a guardian may do for a child.
    Guardian,
    /// Protection of children.
    Children,
    /// How long data is kept.
    Retention,
    /// What is collected, and what is not.
    CollectionLimit,
    /// What is shown or given to others, and what is not.
    Disclosure,
    /// News of a security incident.
    BreachNotice,
    /// What counts as personal data.
    Definition,
}

impl Right {
    /// The kind of ticket through which this right is used, or `None` for promises that need no request.
    #[must_use]
    pub const fn kind(self) -> Option<Kind> {
        match self {
            Self::Access | Self::AccessCrossBorder => Some(Kind::Access),
            Self::Correction => Some(Kind::Correction),
            Self::Deletion => Some(Kind::Deletion),
            Self::AiTrainingWithdrawal | Self::AiPageInfoOptOut => Some(Kind::AiTrainingWithdrawal),
            Self::AdsOptOut => Some(Kind::AdvertisingOptOut),
            Self::ReportReview => Some(Kind::Report),
            Self::Guardian
            | Self::Children
            | Self::Retention
            | Self::CollectionLimit
            | Self::Disclosure
            | Self::BreachNotice
            | Self::Definition => None,
        }
    }
}
