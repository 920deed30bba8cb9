//! What becomes of a guardian's request when the child reaches the age at which the guardian's right ends.

use crate::{Kind, State};

/// What is done with an open or delivered request at the birthday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtMajority {
    /// It is over, and stays as it is: a revocation that was carried out is not undone.
    Stays,
    /// Nothing more is given to the guardian; the young person is asked to adopt, limit or cancel it.
    StopAndAsk,
    /// Nothing is erased; the data is restricted, and the young person is asked.
    RestrictAndAsk,
    /// It proves an authority that cannot be any more: it ends.
    End,
}

/// What is done with a request of this kind in this state. `undelivered`: an answer is ready that the guardian has not fetched.
#[must_use]
pub const fn at_majority(kind: Kind, state: State, undelivered: bool) -> AtMajority {
    if !state.on_queue() {
        return if undelivered { AtMajority::StopAndAsk } else { AtMajority::Stays };
    }
    match kind {
        Kind::GuardianAuthority => AtMajority::End,
        Kind::Deletion => AtMajority::RestrictAndAsk,
        // Reports and notices are no guardian's: they go on.
        Kind::Report | Kind::ChildAccount => AtMajority::Stays,
        Kind::Access | Kind::Correction | Kind::ConsentRevocation | Kind::AiTrainingWithdrawal | Kind::AdvertisingOptOut => {
            AtMajority::StopAndAsk
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_stays_and_what_was_not_is_asked() {
        assert_eq!(at_majority(Kind::Access, State::InProgress, false), AtMajority::StopAndAsk);
        assert_eq!(at_majority(Kind::Access, State::Fulfilled, true), AtMajority::StopAndAsk, "ready, and not fetched");
        assert_eq!(at_majority(Kind::Access, State::Fulfilled, false), AtMajority::Stays);
        assert_eq!(at_majority(Kind::ConsentRevocation, State::Fulfilled, false), AtMajority::Stays);
        assert_eq!(at_majority(Kind::Deletion, State::InReview, false), AtMajority::RestrictAndAsk);
        assert_eq!(at_majority(Kind::GuardianAuthority, State::InReview, false), AtMajority::End);
    }
}
