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

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::*;
    use crate::country::{COUNTRIES, Country};

    const AGES: &str = include_str!("../../../../policies/guardians/ages.toml");
    const METHODS: &str = include_str!("../../../../policies/guardians/methods.toml");

    fn book() -> GuardianBook {
        GuardianBook::parse(AGES, METHODS).unwrap()
    }

    /// Every place that the portal offers, as the book sees it.
    fn place() -> impl Strategy<Value = &'static Country> {
        prop::sample::select(COUNTRIES.iter().collect::<Vec<_>>())
    }

    fn birth() -> impl Strategy<Value = Date> {
        (2000i16..2030, 1i8..=12, 1i8..=31).prop_filter_map("a day of the calendar", |(y, m, d)| Date::new(y, m, d).ok())
    }

    fn scope() -> impl Strategy<Value = Scope> {
        prop::sample::subsequence(Right::ALL.to_vec(), 0..=4).prop_map(Scope)
    }

    fn zone(country: &Country) -> TimeZone {
        TimeZone::get(country.zone).unwrap()
    }

    const TODAY: Date = jiff::civil::date(2026, 11, 21);

    proptest! {
        #[test]
        fn nothing_is_carried_without_the_state_and_the_scope(
            birth in birth(), country in place(), scope in scope(), state in prop::sample::select(AuthorityState::ALL.to_vec()),
            right in prop::sample::select(Right::ALL.to_vec()), seconds in 0i64..4_000_000_000,
        ) {
            let ends = Ends::of(birth, country.code, &zone(country), 14, &book(), TODAY).unwrap();
            let now = Timestamp::from_second(seconds).unwrap();
            let carried = ends.carries(state, &scope, right, now).is_ok();
            let whole = state == AuthorityState::Granted && scope.0.contains(&right) && ends.of_right(right).is_some_and(|end| now < end);
            prop_assert_eq!(carried, whole);
        }

        #[test]
        fn nothing_is_carried_from_the_birthday_on(birth in birth(), country in place(), later in 0i64..2_000_000_000) {
            let (zone, book) = (zone(country), book());
            let ends = Ends::of(birth, country.code, &zone, 14, &book, TODAY).unwrap();
            let all = Scope(Right::ALL.to_vec());
            let carries = |right, at| ends.carries(AuthorityState::Granted, &all, right, at);
            for right in [Right::View, Right::Update, Right::Revoke] {
                prop_assert_eq!(ends.of_right(right), Some(ends.rights));
                prop_assert!(carries(right, ends.rights - SignedDuration::from_nanos(1)).is_ok());
                prop_assert_eq!(carries(right, ends.rights + SignedDuration::from_secs(later)), Err(Gap::Ended));
            }
            // The last moment is of the eve, and the first of the birthday: there, and nowhere else.
            let years = |at: Timestamp| super::super::age::completed_years(birth, at.to_zoned(zone.clone()).date());
            prop_assert_eq!(years(ends.rights), 14);
            prop_assert_eq!(years(ends.rights - SignedDuration::from_nanos(1)), 13);
            match book.consent_age(country.code, TODAY) {
                None => prop_assert_eq!(carries(Right::Consent, ends.rights - SignedDuration::from_secs(1)), Err(Gap::OutOfScope)),
                Some(age) => {
                    let end = ends.consent.unwrap();
                    prop_assert_eq!((years(end), years(end - SignedDuration::from_nanos(1))), (age, age - 1));
                    prop_assert!(carries(Right::Consent, end - SignedDuration::from_nanos(1)).is_ok());
                    prop_assert_eq!(carries(Right::Consent, end + SignedDuration::from_secs(later)), Err(Gap::Ended));
                }
            }
        }

        #[test]
        fn scopes_and_codes_are_read_back(scope in scope(), other in "[a-z_ ]{0,30}") {
            prop_assert_eq!(&Scope::parse(&scope.to_text()), &scope);
            let read = Scope::parse(&other);
            prop_assert!(read.0.iter().all(|right| other.contains(right.code())), "no right out of nothing");
        }
    }

    #[test]
    fn states_are_read_back_and_only_a_guardians_kinds_use_a_right() {
        for state in AuthorityState::ALL {
            assert_eq!(AuthorityState::from_code(state.code()), Some(state));
        }
        for kind in Kind::GUARDIAN {
            assert!(Right::of(kind).is_some_and(|right| right != Right::Consent), "{kind:?}");
        }
        for kind in [Kind::GuardianAuthority, Kind::ChildAccount, Kind::Report] {
            assert_eq!(Right::of(kind), None);
        }
    }
}
