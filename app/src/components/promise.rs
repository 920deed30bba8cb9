//! Promises and their numbers in words: for the staff's pages, for what is published, and for tables to download.

use domain::Kind;
use domain::figures::{PromiseKey, Share};
use domain::pack::Pack;

use super::term;
use crate::texts::T;
use crate::views::promises::Told;

/// What a promise is called: "HelloTalk: Deletion, our promise".
#[must_use]
pub fn name(t: T, product: &str, key: &PromiseKey) -> String {
    t.promises_name(product, t.coded("staff-kind", key.kind.code()), clock(t, key))
}

/// What its clock is called.
#[must_use]
pub fn clock(t: T, key: &PromiseKey) -> String {
    t.coded("promises-clock", key.clock.code())
}

/// What was promised, in a sentence or two: how long, and who says so.
#[must_use]
pub fn told(t: T, key: &PromiseKey, told: &Told) -> String {
    match told {
        Told::Law => t.promises_told_law(),
        Told::Gone => t.promises_told_gone(key.version.as_str()),
        Told::Term(promise) => {
            let stop = if t.lang() == domain::Lang::ZhCn { "。" } else { ". " };
            format!("{}{stop}{}", how_long(t, key.kind, told), term::why(t, Kind::Deletion, Some(promise)))
        }
    }
}

/// How long it may take: "Done within 1 business day".
#[must_use]
pub fn how_long(t: T, kind: Kind, told: &Told) -> String {
    match told {
        Told::Law | Told::Gone => t.term_law(),
        // A report's term lends the review its hours.
        Told::Term(promise) => term::how_long(t, kind, Some(promise), promise.value),
    }
}

/// The pack's own words for what a kind owes, while they are there.
#[must_use]
pub fn words(t: T, pack: &Pack, kind: Kind, told: &Told) -> Option<String> {
    let duty = pack.duty(kind).filter(|_| matches!(told, Told::Term(_)))?;
    Some(pack.promise(&duty.promise)?.summary.get(t.lang()).to_owned())
}

/// Minutes as hours with one place, or none where it is none: `2.5`, `32`.
#[must_use]
pub fn hours(minutes: u64) -> String {
    let tenths = minutes.saturating_mul(10).saturating_add(30) / 60;
    match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}

/// Minutes as hours in words; a dash of none.
#[must_use]
pub fn hours_or_dash(t: T, minutes: Option<u64>) -> String {
    minutes.map_or_else(dash, |minutes| t.promises_hours(hours(minutes)))
}

/// A share in words; a dash of none.
#[must_use]
pub fn share_or_dash(t: T, share: Option<Share>) -> String {
    share.map_or_else(dash, |share| t.promises_percent(share.to_string()))
}

/// What stands where there is no number.
#[must_use]
pub fn dash() -> String {
    "–".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_rounded_to_tenths() {
        assert_eq!([0, 2, 3, 30, 150, 1920, 1923].map(hours), ["0", "0", "0.1", "0.5", "2.5", "32", "32.1"]);
    }
}
