//! Identity tiers: how much proof a kind of request needs at its risk, and never more (GDPR 12(6); EDPB Guidelines 01/2022,
//! paragraphs 69 to 78; 11 CCR 7060 to 7062).

use crate::Kind;

/// How sure it must be who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Control of the account's address, and nothing more: for opt-outs (11 CCR 7026).
    Control,
    /// A session, and a re-authentication for this act (11 CCR 7061(a)).
    Session,
    /// Control of the registered address and two data points that are held already, matched by staff (11 CCR 7062).
    Matched,
    /// More: an ID only where it is proportionate, masked, and destroyed at once; or trained staff who see the person.
    Raised,
}

impl Tier {
    /// The name in message keys: 0 to 3 as the reference has them.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Control => "control",
            Self::Session => "session",
            Self::Matched => "matched",
            Self::Raised => "raised",
        }
    }
}

/// What is known about a request that decides how sure it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Risk {
    /// Staff suspect that the account was taken over.
    pub takeover: bool,
    /// A guardian asks for a child.
    pub guardian: bool,
}

/// The tier that a request of this kind needs.
#[must_use]
pub const fn needed(kind: Kind, risk: Risk) -> Tier {
    match kind {
        // An end of a use harms nobody: it never needs more than control of the address, whatever the risk.
        Kind::AiTrainingWithdrawal | Kind::AdvertisingOptOut if !risk.guardian => Tier::Control,
        Kind::Report | Kind::ChildAccount => Tier::Control,
        _ if risk.takeover || risk.guardian => Tier::Raised,
        // An account of this portal proves the mailbox, as a code does, and says nothing of the product's account.
        Kind::Access | Kind::Deletion => Tier::Matched,
        // A correction is made in an account that the agent finds by its proved address; the disputed datum is never the proof.
        _ => Tier::Session,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opt_outs_need_no_more_than_control_whatever_the_risk() {
        for risk in [Risk::default(), Risk { takeover: true, ..Risk::default() }] {
            assert_eq!(needed(Kind::AiTrainingWithdrawal, risk), Tier::Control);
            assert_eq!(needed(Kind::AdvertisingOptOut, risk), Tier::Control);
        }
    }

    #[test]
    fn access_and_deletion_rise_with_the_risk() {
        for kind in [Kind::Access, Kind::Deletion] {
            assert_eq!(needed(kind, Risk::default()), Tier::Matched);
            assert_eq!(needed(kind, Risk { takeover: true, ..Risk::default() }), Tier::Raised);
            assert_eq!(needed(kind, Risk { guardian: true, ..Risk::default() }), Tier::Raised);
        }
    }
}
