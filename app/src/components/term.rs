//! How long a kind of request may take, and who says so.

use domain::Kind;
use domain::clock::{PromiseTerm, Source, TermUnit};
use domain::pack::{Bound, Period, PeriodUnit};

use crate::texts::T;

/// How long, in words: "Done within 1 business day".
#[must_use]
pub fn how_long(t: T, kind: Kind, promise: Option<&PromiseTerm>, review_hours: u32) -> String {
    match (kind, promise) {
        (Kind::Report, _) => t.term_review(t.count_hours(review_hours)),
        (_, None) => t.term_law(),
        (_, Some(term)) => t.term_done(amount(t, term)),
    }
}

/// Why that long: the policy's section, a target of our own, or the law of the country.
#[must_use]
pub fn why(t: T, kind: Kind, promise: Option<&PromiseTerm>) -> String {
    match promise {
        None if kind == Kind::Report => t.term_why_review(),
        None => t.term_why_law(),
        Some(PromiseTerm { source: Source::House, .. }) => t.term_why_house(),
        Some(PromiseTerm { section: Some(section), .. }) => t.term_why_policy(section.as_str()),
        Some(_) => t.term_why_policy_whole(),
    }
}

/// The number with its unit: "1 business day".
#[must_use]
pub fn amount(t: T, term: &PromiseTerm) -> String {
    match term.unit {
        TermUnit::BusinessDays => t.count_business_days(term.value),
        TermUnit::OpenHours => t.count_open_hours(term.value),
    }
}

/// A length of time in words: "at most 1 year".
#[must_use]
pub fn period(t: T, period: Period) -> String {
    let amount = match period.unit {
        PeriodUnit::Days => t.count_days(period.value),
        PeriodUnit::Months => t.count_months(period.value),
        PeriodUnit::Years => t.count_years(period.value),
    };
    bounded(t, period.bound, amount)
}

/// An amount with "at most" or "at least".
#[must_use]
pub fn bounded(t: T, bound: Option<Bound>, amount: String) -> String {
    match bound {
        Some(Bound::Max) => t.at_most(amount),
        Some(Bound::Min) => t.at_least(amount),
        None => amount,
    }
}
