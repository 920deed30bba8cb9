//! A calendar year's figures in the form that California asks for: 11 CCR 7102(a).

use std::collections::BTreeMap;

use super::Spread;
use crate::Kind;

/// The requests that 11 CCR 7102(a)(1) counts, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Right {
    /// Requests to delete.
    Delete,
    /// Requests to correct.
    Correct,
    /// Requests to know: a copy of what is held.
    Know,
    /// Requests to opt out of sale or sharing: personalised advertising.
    OptOut,
    /// Requests to limit the use of sensitive personal information.
    Limit,
}

impl Right {
    /// All of them, in the regulation's order.
    pub const ALL: [Self; 5] = [Self::Delete, Self::Correct, Self::Know, Self::OptOut, Self::Limit];

    /// The name in message keys and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::Correct => "correct",
            Self::Know => "know",
            Self::OptOut => "opt_out",
            Self::Limit => "limit",
        }
    }

    /// The kind of ticket by which it is asked for; `None`: this portal has no such kind.
    #[must_use]
    pub const fn kind(self) -> Option<Kind> {
        match self {
            Self::Delete => Some(Kind::Deletion),
            Self::Correct => Some(Kind::Correction),
            Self::Know => Some(Kind::Access),
            Self::OptOut => Some(Kind::AdvertisingOptOut),
            Self::Limit => None,
        }
    }

    /// The right that a kind of ticket uses; `None` for kinds that 7102 does not count.
    #[must_use]
    pub fn of(kind: Kind) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.kind() == Some(kind))
    }
}

/// Why a request was denied in whole or in part, as 11 CCR 7102(a)(2) sorts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ground {
    /// The request was not verifiable.
    NotVerifiable,
    /// It was not made by the consumer, or by somebody who may act for them.
    NotConsumer,
    /// It called for information exempt from disclosure.
    Exempt,
    /// Other grounds.
    Other,
}

impl Ground {
    /// All of them, in the regulation's order.
    pub const ALL: [Self; 4] = [Self::NotVerifiable, Self::NotConsumer, Self::Exempt, Self::Other];

    /// The name in message keys and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotVerifiable => "not_verifiable",
            Self::NotConsumer => "not_consumer",
            Self::Exempt => "exempt",
            Self::Other => "other",
        }
    }

    /// The ground under which a reason of [`crate::reasons`] falls. The exceptions to deletion are no exemptions from disclosure,
    /// and fall under the others.
    #[must_use]
    pub fn of(reason: &str) -> Self {
        match reason {
            "identity_not_verified" | "not_identifiable" => Self::NotVerifiable,
            "authority_not_proven" | "authority_ended" | "guardian_conflict" => Self::NotConsumer,
            "third_party_rights" | "trade_secret" | "business_serious_impediment" | "prohibited_by_law" => Self::Exempt,
            _ => Self::Other,
        }
    }
}

/// How a request that was received in the year stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// Complied with in whole.
    Whole,
    /// Complied with in part, denied in part.
    Part,
    /// Denied.
    Denied,
    /// Ended without an answer: withdrawn, cancelled, or joined to another.
    Ended,
    /// Not answered yet.
    Open,
}

impl Answered {
    /// From the state of the last valid outcome, or else the state of the ticket.
    #[must_use]
    pub fn of(outcome: Option<&str>, state: &str) -> Self {
        match outcome.unwrap_or(state) {
            "fulfilled" => Self::Whole,
            "partially_fulfilled" => Self::Part,
            "denied" => Self::Denied,
            "revoked" | "cancelled" | "duplicate" => Self::Ended,
            _ => Self::Open,
        }
    }
}

/// The numbers of one right. Every request received in the year is in exactly one of the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metrics {
    /// Received in the year, and proved.
    pub received: u64,
    /// Complied with in whole.
    pub whole: u64,
    /// Complied with in part.
    pub part: u64,
    /// Denied.
    pub denied: u64,
    /// Ended without an answer.
    pub ended: u64,
    /// Not answered yet.
    pub open: u64,
    /// The days within which the first answer came; a day that has begun counts. Kept in days, not minutes.
    pub days: Spread,
    /// The grounds on which all or part was denied; one request may have several.
    pub grounds: BTreeMap<Ground, u64>,
}

impl Metrics {
    /// Complied with in whole or in part.
    #[must_use]
    pub const fn complied(&self) -> u64 {
        self.whole.saturating_add(self.part)
    }
}

/// The numbers of one right; [`Metric::NotTaken`] where the product takes no such requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Metric {
    /// No request of this right can be made here: not the same as none.
    NotTaken,
    /// What there was.
    Taken(Metrics),
}

/// A year's figures of one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Yearly {
    /// Each right, in the regulation's order.
    pub rights: BTreeMap<Right, Metric>,
}

impl Yearly {
    /// A year without requests, of a product that takes these kinds.
    pub fn new(takes: impl Fn(Kind) -> bool) -> Self {
        let metric = |right: Right| if right.kind().is_some_and(&takes) { Metric::Taken(Metrics::default()) } else { Metric::NotTaken };
        Self { rights: Right::ALL.into_iter().map(|right| (right, metric(right))).collect() }
    }

    /// Adds so many requests of a kind that stand so; `days`: within which the first answer came. A kind that 7102 does not count
    /// adds nothing. One that the product no longer takes, but once did, is counted: what was received was received.
    pub fn add(&mut self, kind: Kind, answered: Answered, days: Option<u64>, count: u64) {
        let Some(metrics) = self.metrics(kind) else { return };
        let place = match answered {
            Answered::Whole => &mut metrics.whole,
            Answered::Part => &mut metrics.part,
            Answered::Denied => &mut metrics.denied,
            Answered::Ended => &mut metrics.ended,
            Answered::Open => &mut metrics.open,
        };
        *place = place.saturating_add(count);
        metrics.received = metrics.received.saturating_add(count);
        if let Some(days) = days {
            metrics.days.add(days, count);
        }
    }

    /// Adds the reasons' codes of one request that was denied in whole or in part: each ground once.
    pub fn denied<'r>(&mut self, kind: Kind, reasons: impl Iterator<Item = &'r str>) {
        let Some(metrics) = self.metrics(kind) else { return };
        let grounds: std::collections::BTreeSet<Ground> = reasons.map(Ground::of).collect();
        for ground in grounds {
            let count = metrics.grounds.entry(ground).or_default();
            *count = count.saturating_add(1);
        }
    }

    fn metrics(&mut self, kind: Kind) -> Option<&mut Metrics> {
        let metric = self.rights.entry(Right::of(kind)?).or_insert(Metric::NotTaken);
        if *metric == Metric::NotTaken {
            *metric = Metric::Taken(Metrics::default());
        }
        match metric {
            Metric::Taken(metrics) => Some(metrics),
            Metric::NotTaken => None,
        }
    }

    /// How many requests were received, of all rights.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.rights.values().fold(0, |sum, metric| match metric {
            Metric::Taken(metrics) => sum.saturating_add(metrics.received),
            Metric::NotTaken => sum,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::reasons::REASONS;

    #[test]
    fn what_is_not_taken_is_not_none() {
        let mut year = Yearly::new(|kind| kind == Kind::Deletion);
        assert_eq!(year.rights.get(&Right::Delete), Some(&Metric::Taken(Metrics::default())));
        for right in [Right::Correct, Right::Know, Right::OptOut, Right::Limit] {
            assert_eq!(year.rights.get(&right), Some(&Metric::NotTaken), "{right:?}");
        }
        year.add(Kind::AiTrainingWithdrawal, Answered::Whole, Some(1), 7);
        year.add(Kind::Report, Answered::Open, None, 7);
        assert_eq!(year.received(), 0, "7102 does not count them");
        year.add(Kind::Access, Answered::Open, None, 1);
        assert_eq!(year.received(), 1, "received before the product stopped taking them");
    }

    #[test]
    fn each_ground_counts_a_request_once() {
        let mut year = Yearly::new(|_| true);
        year.denied(Kind::Deletion, ["identity_not_verified", "not_identifiable", "debugging"].into_iter());
        let Some(Metric::Taken(metrics)) = year.rights.get(&Right::Delete) else { panic!("taken") };
        assert_eq!(metrics.grounds, BTreeMap::from([(Ground::NotVerifiable, 1), (Ground::Other, 1)]));
    }

    #[test]
    fn every_named_reason_is_one_that_there_is() {
        let named = [
            "identity_not_verified",
            "not_identifiable",
            "authority_not_proven",
            "authority_ended",
            "guardian_conflict",
            "third_party_rights",
            "trade_secret",
            "business_serious_impediment",
            "prohibited_by_law",
        ];
        for code in named {
            assert!(REASONS.iter().any(|reason| reason.code == code), "{code}");
            assert_ne!(Ground::of(code), Ground::Other, "{code}");
        }
        assert_eq!(REASONS.iter().filter(|reason| Ground::of(reason.code) != Ground::Other).count(), named.len());
    }

    #[test]
    fn the_last_outcome_says_how_it_was_answered() {
        assert_eq!(Answered::of(Some("denied"), "appealed"), Answered::Denied);
        assert_eq!(Answered::of(None, "in_progress"), Answered::Open);
        assert_eq!(Answered::of(None, "duplicate"), Answered::Ended);
        assert_eq!(Answered::of(Some("partially_fulfilled"), "partially_fulfilled"), Answered::Part);
    }

    proptest! {
        #[test]
        fn every_request_received_is_in_one_place(rows in vec((0_usize..9, 0_usize..5, 0_u64..50), 0..60)) {
            let mut year = Yearly::new(|_| true);
            let answers = [Answered::Whole, Answered::Part, Answered::Denied, Answered::Ended, Answered::Open];
            for (kind, answer, count) in &rows {
                year.add(Kind::ALL[*kind], answers[*answer], None, *count);
            }
            for metric in year.rights.values() {
                if let Metric::Taken(metrics) = metric {
                    let places = metrics.complied() + metrics.denied + metrics.ended + metrics.open;
                    prop_assert_eq!(places, metrics.received);
                }
            }
        }
    }
}
