//! Two guardians, custody, orders of protection: what may be done for one of them while that is open. The portal never rules on
//! custody (PRC Civil Code 31 sends it to the civil-affairs body or a court); it only keeps from doing what cannot be undone.

use serde::{Deserialize, Serialize};

use crate::Kind;

/// What staff know about a child that limits what may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Two guardians disagree.
    Conflict,
    /// The guardians live apart: where the child is stays out of what one of them is given.
    Separated,
    /// A court protects the child, or a guardian, from somebody.
    ProtectionOrder,
    /// The child may be at risk, perhaps from who asks.
    Safeguarding,
}

impl Flag {
    /// Whether, set about a guardian, it holds back whatever this guardian has over the child.
    #[must_use]
    pub const fn suspends(self) -> bool {
        matches!(self, Self::ProtectionOrder | Self::Safeguarding)
    }

    /// All of them.
    pub const ALL: [Self; 4] = [Self::Conflict, Self::Separated, Self::ProtectionOrder, Self::Safeguarding];

    /// The name in databases and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Separated => "separated",
            Self::ProtectionOrder => "protection_order",
            Self::Safeguarding => "safeguarding",
        }
    }

    /// The flag with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.code() == code)
    }
}

/// The flags that stand over a child at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flags(pub Vec<Flag>);

impl Flags {
    /// Whether this one stands.
    #[must_use]
    pub fn has(&self, flag: Flag) -> bool {
        self.0.contains(&flag)
    }

    /// Whether a package for one guardian must leave out where the child is, and everything of the other guardian.
    #[must_use]
    pub fn hides_place(&self) -> bool {
        self.has(Flag::Separated) || self.has(Flag::Conflict) || self.has(Flag::ProtectionOrder)
    }

    /// Whether only senior staff go on.
    #[must_use]
    pub fn wants_senior(&self) -> bool {
        self.has(Flag::ProtectionOrder) || self.has(Flag::Safeguarding)
    }

    /// Whether the child and other guardians are told by themselves when a guardian acts: not where that could hurt.
    #[must_use]
    pub fn may_tell(&self) -> bool {
        !self.wants_senior()
    }
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Protects, and can be taken back: a revocation, an end of AI training or advertising, a restriction.
    Protective,
    /// Changes data.
    Change,
    /// Gives data out.
    Disclosure,
    /// Erases data.
    Erasure,
}

impl Step {
    /// What carrying out a request of this kind does.
    #[must_use]
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Access => Self::Disclosure,
            Kind::Correction => Self::Change,
            Kind::Deletion => Self::Erasure,
            Kind::AiTrainingWithdrawal
            | Kind::AdvertisingOptOut
            | Kind::ConsentRevocation
            | Kind::GuardianAuthority
            | Kind::ChildAccount
            | Kind::Report => Self::Protective,
        }
    }
}

/// What the other guardians have said to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// There is no other guardian.
    Alone,
    /// Not all of them have answered.
    Open,
    /// All of them agree.
    Agreed,
    /// One of them objects.
    Objected,
}

/// Why a step may not be taken now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Barrier {
    /// Both guardians must agree, or a court's paper must be shown.
    NeedsBoth,
    /// Only senior staff may go on.
    NeedsSenior,
}

impl Flags {
    /// Whether a step may be taken. One proved guardian suffices for what protects and can be taken back; everything else
    /// under a conflict needs all of them, or a paper of a court (`court`).
    ///
    /// # Errors
    /// What stands in the way.
    pub fn allows(&self, step: Step, agreement: Agreement, court: bool, senior: bool) -> Result<(), Barrier> {
        if step == Step::Protective {
            return Ok(());
        }
        if self.wants_senior() && !senior {
            return Err(Barrier::NeedsSenior);
        }
        let disputed = self.has(Flag::Conflict) || self.has(Flag::ProtectionOrder) || agreement == Agreement::Objected;
        if disputed && !court && agreement != Agreement::Agreed { Err(Barrier::NeedsBoth) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_guardian_suffices_for_what_protects() {
        let all = Flags(Flag::ALL.to_vec());
        for kind in [Kind::ConsentRevocation, Kind::AiTrainingWithdrawal, Kind::AdvertisingOptOut] {
            assert_eq!(all.allows(Step::of(kind), Agreement::Objected, false, false), Ok(()), "{kind:?}");
        }
    }

    #[test]
    fn disclosure_and_deletion_under_a_conflict_need_both_or_a_court() {
        let conflict = Flags(vec![Flag::Conflict]);
        for kind in [Kind::Access, Kind::Deletion, Kind::Correction] {
            let step = Step::of(kind);
            for agreement in [Agreement::Alone, Agreement::Open, Agreement::Objected] {
                assert_eq!(conflict.allows(step, agreement, false, true), Err(Barrier::NeedsBoth), "{kind:?} {agreement:?}");
            }
            assert_eq!(conflict.allows(step, Agreement::Agreed, false, false), Ok(()));
            assert_eq!(conflict.allows(step, Agreement::Objected, true, false), Ok(()), "a court's paper");
            assert_eq!(Flags::default().allows(step, Agreement::Alone, false, false), Ok(()));
            assert_eq!(
                Flags::default().allows(step, Agreement::Objected, false, true),
                Err(Barrier::NeedsBoth),
                "an objection is a conflict"
            );
        }
    }

    #[test]
    fn an_order_of_protection_is_for_senior_staff() {
        for flag in [Flag::ProtectionOrder, Flag::Safeguarding] {
            let flags = Flags(vec![flag]);
            assert_eq!(flags.allows(Step::Disclosure, Agreement::Agreed, true, false), Err(Barrier::NeedsSenior));
            assert_eq!(flags.allows(Step::Disclosure, Agreement::Agreed, true, true), Ok(()));
            assert!(!flags.may_tell());
        }
        assert!(Flags(vec![Flag::ProtectionOrder]).hides_place() && Flags(vec![Flag::Separated]).hides_place());
        assert!(!Flags(vec![Flag::Safeguarding]).hides_place());
    }
}
