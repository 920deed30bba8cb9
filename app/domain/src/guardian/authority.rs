//! A guardian's authority: what it covers and when it ends.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::age::reaches;
use super::book::GuardianBook;
use super::method::Fact;
use crate::Kind;

/// What somebody may be to a child. Codes name their texts. Parental responsibility is not only a natural parent's, and several
/// may hold it.
pub const RELATIONS: [&str; 5] = ["parent", "adoptive_parent", "legal_guardian", "foster_carer", "other"];

/// What a guardian may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// See the child's data.
    View,
    /// Bring it up to date.
    Update,
    /// Take back consent, stop a use, delete.
    Revoke,
    /// Give consent where the country asks for it.
    Consent,
}

impl Right {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::View, Self::Update, Self::Revoke, Self::Consent];

    /// The name in databases and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Update => "update",
            Self::Revoke => "revoke",
            Self::Consent => "consent",
        }
    }

    /// The right with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.code() == code)
    }

    /// The right that a request of this kind uses; `None` for what is no guardian's request.
    #[must_use]
    pub const fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Access => Some(Self::View),
            Kind::Correction => Some(Self::Update),
            Kind::ConsentRevocation | Kind::Deletion | Kind::AiTrainingWithdrawal | Kind::AdvertisingOptOut => Some(Self::Revoke),
            Kind::GuardianAuthority | Kind::ChildAccount | Kind::Report => None,
        }
    }
}

/// The rights that an authority was granted for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scope(pub Vec<Right>);

impl Scope {
    /// Reads codes that are separated by spaces; what is not known is no right.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(text.split_whitespace().filter_map(Right::from_code).collect())
    }

    /// The codes, separated by spaces.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.iter().map(|right| right.code()).collect::<Vec<_>>().join(" ")
    }
}

/// The facts that were proved.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Facts(pub Vec<Fact>);

impl Facts {
    /// Those that are missing for an authority.
    #[must_use]
    pub fn missing(&self) -> Vec<Fact> {
        Fact::ALL.into_iter().filter(|fact| !self.0.contains(fact)).collect()
    }
}

/// Where an authority stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorityState {
    /// Claimed, and not decided.
    Pending,
    /// Proved.
    Granted,
    /// Not proved.
    Refused,
    /// Given up by the guardian.
    Withdrawn,
    /// The child came of age, or an order ended it.
    Ended,
    /// Held back while the child's safety is looked into: nothing is done for it.
    Suspended,
}

impl AuthorityState {
    /// Every state.
    pub const ALL: [Self; 6] = [Self::Pending, Self::Granted, Self::Refused, Self::Withdrawn, Self::Ended, Self::Suspended];

    /// The name in the database and in message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Ended => "ended",
            Self::Suspended => "suspended",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// When an authority ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// The policy's rights (view, update, revoke): the child's birthday by the pack's age (HelloTalk 6, Japanese Ai 6).
    pub rights: Timestamp,
    /// The right to give consent: the birthday by the country's age; `None` where the country asks for no consent.
    pub consent: Option<Timestamp>,
}

/// Why an authority does not carry a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// It was never granted, or was taken away.
    NotGranted,
    /// It was not granted for this.
    OutOfScope,
    /// The child has come of the age at which it ends.
    Ended,
}

impl Ends {
    /// The ends for a child born on `birth` who lives in this country: local midnight of the birthdays. `None` for a birth
    /// beyond the calendar.
    #[must_use]
    pub fn of(birth: Date, country: &str, zone: &TimeZone, policy_age: u8, book: &GuardianBook, on: Date) -> Option<Self> {
        let consent = match book.consent_age(country, on) {
            Some(age) => Some(reaches(birth, age, zone)?),
            None => None,
        };
        Some(Self { rights: reaches(birth, policy_age, zone)?, consent })
    }

    /// When this right ends; `None`: it is not there at all.
    #[must_use]
    pub const fn of_right(&self, right: Right) -> Option<Timestamp> {
        match right {
            Right::View | Right::Update | Right::Revoke => Some(self.rights),
            Right::Consent => self.consent,
        }
    }

    /// Whether an authority in this state, of this scope, carries a right at a moment. Asked when a request comes in, and again
    /// before each step that discloses or cannot be undone.
    ///
    /// # Errors
    /// The [`Gap`] that stands in the way.
    pub fn carries(&self, state: AuthorityState, scope: &Scope, right: Right, now: Timestamp) -> Result<(), Gap> {
        match state {
            AuthorityState::Granted => {}
            AuthorityState::Ended => return Err(Gap::Ended),
            _ => return Err(Gap::NotGranted),
        }
        if !scope.0.contains(&right) {
            return Err(Gap::OutOfScope);
        }
        match self.of_right(right) {
            None => Err(Gap::OutOfScope),
            // The birthday's first moment is the young person's.
            Some(end) if now >= end => Err(Gap::Ended),
            Some(_) => Ok(()),
        }
    }
}
