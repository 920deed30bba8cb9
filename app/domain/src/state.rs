//! The states of a ticket and what may follow what. The names are the field's (Data Rights Protocol and its implementations).

use serde::{Deserialize, Serialize};

use crate::Kind;

/// The state of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Received; the requester has not yet proved the e-mail. On no queue and in no figure.
    IdentityUnverified,
    /// Asked for by a guardian whose authority is not decided yet.
    AuthorityPending,
    /// Verified; an agent must take it.
    InReview,
    /// An agent carries it out.
    InProgress,
    /// The requester must answer a question. The promise is paused.
    RequiresInput,
    /// Processors are outstanding.
    PendingExternal,
    /// The child has come of the age at which the guardian's right ends: the young person was asked. The clocks run.
    HandoverPending,
    /// All done.
    Fulfilled,
    /// Some done, some withheld, each with its reason.
    PartiallyFulfilled,
    /// Refused, with its reasons.
    Denied,
    /// Withdrawn by the requester.
    Revoked,
    /// Cancelled by staff.
    Cancelled,
    /// Never verified within seven days.
    Expired,
    /// Joined to an earlier identical request.
    Duplicate,
    /// Under review again, by another agent.
    Appealed,
    /// A report case with its decision.
    Decided,
}

/// What is done to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The requester proves the e-mail.
    Prove,
    /// It turns out to be the same as an earlier open one.
    FindDuplicate,
    /// An agent takes it.
    Claim,
    /// The agent puts it back.
    Release,
    /// The agent asks the requester.
    Ask,
    /// The requester answers, or the question's longest time is over.
    Resume,
    /// The agent waits for processors.
    AwaitProcessors,
    /// Closed: all done.
    Fulfil,
    /// Closed: done in part.
    FulfilInPart,
    /// Closed: refused.
    Deny,
    /// A report's decision.
    Decide,
    /// The requester withdraws it.
    Withdraw,
    /// Staff cancel it.
    Cancel,
    /// Seven days without proof.
    Expire,
    /// The requester asks for another look.
    Appeal,
    /// The guardian's authority was granted: the request goes on.
    GrantAuthority,
    /// The child came of age: the young person is asked.
    HandOver,
    /// The young person makes the request their own.
    Adopt,
    /// Staff take it up again: the end was our mistake, or something new came.
    Reopen,
}

/// What was tried cannot be done in this state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{act:?} cannot follow {state:?}")]
pub struct InvalidTransition {
    /// The state that the ticket is in.
    pub state: State,
    /// What was tried.
    pub act: Act,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 16] = [
        Self::IdentityUnverified,
        Self::AuthorityPending,
        Self::InReview,
        Self::InProgress,
        Self::RequiresInput,
        Self::PendingExternal,
        Self::HandoverPending,
        Self::Fulfilled,
        Self::PartiallyFulfilled,
        Self::Denied,
        Self::Revoked,
        Self::Cancelled,
        Self::Expired,
        Self::Duplicate,
        Self::Appealed,
        Self::Decided,
    ];

    /// The name in the database, in JSON and in message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::IdentityUnverified => "identity_unverified",
            Self::AuthorityPending => "authority_pending",
            Self::InReview => "in_review",
            Self::InProgress => "in_progress",
            Self::RequiresInput => "requires_input",
            Self::PendingExternal => "pending_external",
            Self::HandoverPending => "handover_pending",
            Self::Fulfilled => "fulfilled",
            Self::PartiallyFulfilled => "partially_fulfilled",
            Self::Denied => "denied",
            Self::Revoked => "revoked",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Duplicate => "duplicate",
            Self::Appealed => "appealed",
            Self::Decided => "decided",
        }
    }

    /// The state with this code, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the ticket stands on the agents' queue.
    #[must_use]
    pub const fn on_queue(self) -> bool {
        matches!(
            self,
            Self::AuthorityPending
                | Self::InReview
                | Self::InProgress
                | Self::RequiresInput
                | Self::PendingExternal
                | Self::HandoverPending
                | Self::Appealed
        )
    }

    /// Whether the work is over and the outcome recorded.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        !self.on_queue() && !matches!(self, Self::IdentityUnverified)
    }

    /// The state after an act.
    ///
    /// # Errors
    /// When the act cannot follow this state, or does not belong to this kind of ticket.
    pub fn after(self, act: Act, kind: Kind) -> Result<Self, InvalidTransition> {
        let report = kind.is_decided();
        let next = match (self, act) {
            (Self::IdentityUnverified, Act::Prove) => Self::InReview,
            (Self::IdentityUnverified, Act::FindDuplicate) => Self::Duplicate,
            // A case has reports of several people, an authority is proved for itself, an appeal is about an outcome, and a
            // handed-over request waits for its young person: none of them is joined.
            (state, Act::FindDuplicate)
                if state.on_queue()
                    && !report
                    && kind != Kind::GuardianAuthority
                    && !matches!(state, Self::HandoverPending | Self::Appealed) =>
            {
                Self::Duplicate
            }
            (Self::IdentityUnverified, Act::Expire) => Self::Expired,
            (Self::AuthorityPending, Act::GrantAuthority) | (Self::HandoverPending, Act::Adopt) => Self::InReview,
            (state, Act::HandOver) if state.on_queue() && !report && kind != Kind::GuardianAuthority => Self::HandoverPending,
            (Self::InReview | Self::InProgress, Act::Claim) => Self::InProgress,
            // An appeal and a waiting ticket keep their state: who holds them is another matter.
            (
                Self::Appealed | Self::RequiresInput | Self::PendingExternal | Self::AuthorityPending | Self::HandoverPending,
                Act::Claim | Act::Release,
            ) => self,
            // Nothing is done for a guardian whose authority is not decided yet, or has ended; and what was handed over is no more
            // theirs to withdraw: the young person cancels it, or does not.
            (Self::AuthorityPending | Self::HandoverPending, Act::Fulfil | Act::FulfilInPart) | (Self::HandoverPending, Act::Withdraw) => {
                return Err(InvalidTransition { state: self, act });
            }
            (Self::InProgress, Act::Release) => Self::InReview,
            (Self::InReview | Self::InProgress | Self::PendingExternal | Self::Appealed, Act::Ask) if !report => Self::RequiresInput,
            (Self::RequiresInput, Act::Resume) => Self::InProgress,
            (Self::InProgress, Act::AwaitProcessors) if !report => Self::PendingExternal,
            (Self::PendingExternal, Act::Resume) => Self::InProgress,
            (state, Act::Fulfil) if state.on_queue() && !report => Self::Fulfilled,
            (state, Act::FulfilInPart) if state.on_queue() && !report => Self::PartiallyFulfilled,
            (state, Act::Deny) if state.on_queue() && !report => Self::Denied,
            (state, Act::Decide) if state.on_queue() && report => Self::Decided,
            (Self::IdentityUnverified, Act::Withdraw) => Self::Revoked,
            (state, Act::Withdraw) if state.on_queue() && !report => Self::Revoked,
            // Only its decision ends a case or a claim of authority, and only the young person what was handed over.
            (state, Act::Cancel)
                if state.on_queue() && !report && kind != Kind::GuardianAuthority && !matches!(state, Self::HandoverPending) =>
            {
                Self::Cancelled
            }
            (Self::Fulfilled | Self::PartiallyFulfilled | Self::Denied, Act::Appeal) if !report => Self::Appealed,
            // An authority that was decided is a record of its own, which no ticket takes back.
            (Self::Fulfilled | Self::PartiallyFulfilled | Self::Denied | Self::Decided, Act::Reopen) if kind != Kind::GuardianAuthority => {
                Self::InReview
            }
            (state, act) => return Err(InvalidTransition { state, act }),
        };
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_can_be_read_back() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
    }

    #[test]
    fn the_main_way_is_open() {
        let way = [Act::Prove, Act::Claim, Act::Ask, Act::Resume, Act::Fulfil, Act::Appeal, Act::Claim, Act::Deny];
        let end = way.into_iter().try_fold(State::IdentityUnverified, |state, act| state.after(act, Kind::Deletion));
        assert_eq!(end, Ok(State::Denied));
    }

    #[test]
    fn nothing_follows_an_end_but_an_appeal_or_a_reopening() {
        let acts = [
            Act::Claim,
            Act::Release,
            Act::Ask,
            Act::Resume,
            Act::AwaitProcessors,
            Act::Fulfil,
            Act::FulfilInPart,
            Act::Deny,
            Act::Withdraw,
            Act::Expire,
            Act::Prove,
            Act::Decide,
            Act::Cancel,
            Act::FindDuplicate,
            Act::HandOver,
            Act::Adopt,
            Act::GrantAuthority,
        ];
        for state in State::ALL.into_iter().filter(|state| state.is_closed()) {
            for kind in Kind::ALL {
                for act in acts {
                    assert!(state.after(act, kind).is_err(), "{act:?} after {state:?}");
                }
                let ended = matches!(state, State::Fulfilled | State::PartiallyFulfilled | State::Denied | State::Decided);
                let reopened = state.after(Act::Reopen, kind);
                assert_eq!(reopened.is_ok(), ended && kind != Kind::GuardianAuthority, "{state:?} of {kind:?}");
                assert!(reopened.is_err() || reopened == Ok(State::InReview));
            }
        }
        for state in State::ALL.into_iter().filter(|state| !state.is_closed()) {
            assert!(Kind::ALL.into_iter().all(|kind| state.after(Act::Reopen, kind).is_err()), "{state:?} is open already");
        }
    }

    #[test]
    fn only_open_requests_are_joined_or_cancelled() {
        for state in State::ALL {
            for kind in Kind::ALL {
                let request = !kind.is_decided() && kind != Kind::GuardianAuthority;
                let open = state.on_queue() && state != State::HandoverPending;
                assert_eq!(state.after(Act::Cancel, kind).is_ok(), request && open, "{state:?} of {kind:?}");
                let joined = (request && open && state != State::Appealed) || state == State::IdentityUnverified;
                assert_eq!(state.after(Act::FindDuplicate, kind).is_ok(), joined, "{state:?} of {kind:?}");
            }
        }
    }

    #[test]
    fn waiting_for_processors_leads_there_and_back() {
        let there = State::InProgress.after(Act::AwaitProcessors, Kind::Deletion);
        assert_eq!(there, Ok(State::PendingExternal));
        assert_eq!(State::PendingExternal.after(Act::Resume, Kind::Deletion), Ok(State::InProgress));
        assert!(State::InReview.after(Act::AwaitProcessors, Kind::Deletion).is_err(), "nobody holds it");
        assert!(State::InProgress.after(Act::AwaitProcessors, Kind::Report).is_err());
    }

    #[test]
    fn a_report_is_decided_and_nothing_else() {
        assert_eq!(State::InProgress.after(Act::Decide, Kind::Report), Ok(State::Decided));
        assert!(State::InProgress.after(Act::Fulfil, Kind::Report).is_err());
        assert!(State::InProgress.after(Act::Ask, Kind::Report).is_err());
        assert!(State::InProgress.after(Act::Decide, Kind::Deletion).is_err());
    }
}
