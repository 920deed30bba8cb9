//! What pages and desks ask a pack.

use super::{Category, Duty, Limit, Pack, Promise, RetentionRule, SelfService, Source, Stream, Term};
use crate::Kind;

impl Pack {
    /// Whether the product takes this kind of ticket.
    #[must_use]
    pub fn takes(&self, kind: Kind) -> bool {
        match kind {
            Kind::ConsentRevocation | Kind::GuardianAuthority => self.guardians.is_some(),
            Kind::ChildAccount => self.ages.notice.is_some(),
            other => self.kinds.contains(&other),
        }
    }

    /// Every kind that the product takes, the guardians' among them.
    pub fn taken(&self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(|kind| self.takes(*kind))
    }

    /// What a kind of ticket owes by promise; `None` where the law's clock alone governs.
    #[must_use]
    pub fn duty(&self, kind: Kind) -> Option<&Duty> {
        match kind {
            Kind::ConsentRevocation => self.guardians.as_ref().map(|guardians| &guardians.revocation),
            Kind::GuardianAuthority => self.guardians.as_ref().map(|guardians| &guardians.verification),
            Kind::ChildAccount => self.ages.notice.as_ref(),
            other => self.term(other).map(|term| &term.duty),
        }
    }

    /// The clock of a kind; `None` where the law's clock alone governs.
    #[must_use]
    pub fn term(&self, kind: Kind) -> Option<&Term> {
        self.terms.iter().find(|term| term.kind == kind)
    }

    /// The promise with this id.
    #[must_use]
    pub fn promise(&self, id: &str) -> Option<&Promise> {
        self.promises.iter().find(|promise| promise.id == id)
    }

    /// The promises about a kind of ticket, the policy's and the house's.
    pub fn promises_for(&self, kind: Kind) -> impl Iterator<Item = &Promise> {
        self.promises.iter().filter(move |promise| promise.right.kind() == Some(kind))
    }

    /// The data category with this id.
    #[must_use]
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }

    /// The data categories that a request of this kind can choose from: for a correction those that can be corrected, for
    /// access and deletion those that are selectable for it, for other kinds none.
    pub fn categories_for(&self, kind: Kind) -> impl Iterator<Item = &Category> {
        self.categories.iter().filter(move |category| match kind {
            Kind::Correction => category.correctable,
            other => category.selectable.contains(&other),
        })
    }

    /// What people can do by themselves instead of sending a ticket of this kind, in the pack's order.
    pub fn self_service(&self, kind: Kind) -> impl Iterator<Item = &SelfService> {
        self.self_service.iter().filter(move |path| path.kinds.contains(&kind))
    }

    /// The streams of AI training that can be withdrawn; none for a product that does not train.
    #[must_use]
    pub fn streams(&self) -> &[Stream] {
        self.ai_training.as_ref().map_or(&[], |training| &training.streams)
    }

    /// The stream with this id.
    #[must_use]
    pub fn stream(&self, id: &str) -> Option<&Stream> {
        self.streams().iter().find(|stream| stream.id == id)
    }

    /// Every rule about how long data is kept.
    #[must_use]
    pub fn retention(&self) -> &[RetentionRule] {
        &self.retention
    }

    /// What is still there after an account was deleted: shown before a deletion is sent, and in its confirmation.
    pub fn kept_after_deletion(&self) -> impl Iterator<Item = &RetentionRule> {
        self.retention.iter().filter(|rule| rule.survives_deletion)
    }
}

impl Duty {
    /// True when the number is a target of the house and not a word of the policy.
    #[must_use]
    pub fn is_house(&self) -> bool {
        self.source == Source::House
    }
}

impl Term {
    /// How long the ticket may take.
    #[must_use]
    pub const fn limit(&self) -> Limit {
        self.duty.limit
    }

    /// True when the number is a target of the house and not a word of the policy.
    #[must_use]
    pub fn is_house(&self) -> bool {
        self.duty.is_house()
    }
}
