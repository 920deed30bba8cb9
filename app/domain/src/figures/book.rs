//! The book of promises: every number of every promise, summed from rows in any order.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use jiff::civil::Date;

use super::{Spread, Tally};
use crate::Kind;
use crate::clock::ClockName;

/// One promise: a clock of a kind of ticket, under one version of a product's policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PromiseKey {
    /// The product's slug.
    pub product: String,
    /// What is promised for.
    pub kind: Kind,
    /// The clock: the promise, the law's limit, or the review.
    pub clock: ClockName,
    /// The policy's version that was in force at the receipt: `2026-03-17.1`.
    pub version: String,
}

/// Open tickets at this moment, by how this clock of theirs stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Open {
    /// All that are open; those below are among them.
    pub open: u64,
    /// Not due yet, but soon.
    pub at_risk: u64,
    /// Past the due moment, and not answered.
    pub overdue: u64,
    /// Waiting for the requester.
    pub paused: u64,
}

impl AddAssign for Open {
    fn add_assign(&mut self, other: Self) {
        self.open = self.open.saturating_add(other.open);
        self.at_risk = self.at_risk.saturating_add(other.at_risk);
        self.overdue = self.overdue.saturating_add(other.overdue);
        self.paused = self.paused.saturating_add(other.paused);
    }
}

/// What is known of one promise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PromiseFigures {
    /// What ended, by the week's Monday or the month's first day.
    pub periods: BTreeMap<Date, Tally>,
    /// How long what ended took, from the beginning of its cycle to its end.
    pub spread: Spread,
    /// What is open now.
    pub open: Open,
    /// Why what was broken was late: how often each code was given.
    pub reasons: BTreeMap<String, u64>,
    /// How many of what ended belong to tickets that were erased since.
    pub erased: Tally,
}

impl PromiseFigures {
    /// What ended in all periods together.
    #[must_use]
    pub fn total(&self) -> Tally {
        let mut sum = Tally::default();
        for tally in self.periods.values() {
            sum += *tally;
        }
        sum
    }

    /// How many of the broken ones have no reason: none was given yet, or it went with the ticket.
    #[must_use]
    pub fn unexplained(&self) -> u64 {
        let given = self.reasons.values().fold(0_u64, |sum, count| sum.saturating_add(*count));
        self.total().broken.saturating_sub(given)
    }
}

/// What ended without an answer, so that nothing was owed any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unanswered {
    /// Withdrawn by the requester.
    pub withdrawn: u64,
    /// Cancelled by staff.
    pub cancelled: u64,
    /// Joined to an earlier one.
    pub joined: u64,
}

impl Unanswered {
    /// All of them.
    #[must_use]
    pub const fn total(self) -> u64 {
        self.withdrawn.saturating_add(self.cancelled).saturating_add(self.joined)
    }

    /// Adds so many of a state's code; other states ended with an answer, and are not counted here.
    pub fn add(&mut self, state: &str, count: u64) {
        let place = match state {
            "revoked" => &mut self.withdrawn,
            "cancelled" => &mut self.cancelled,
            "duplicate" => &mut self.joined,
            _ => return,
        };
        *place = place.saturating_add(count);
    }
}

/// Every promise with its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Book {
    /// The promises.
    pub promises: BTreeMap<PromiseKey, PromiseFigures>,
    /// What ended without an answer, by product, kind and version.
    pub unanswered: BTreeMap<(String, Kind, String), Unanswered>,
}

impl Book {
    /// So many that ended in this period; `erased`: their tickets are gone.
    pub fn ended(&mut self, key: PromiseKey, period: Date, tally: Tally, erased: bool) {
        let figures = self.promises.entry(key).or_default();
        *figures.periods.entry(period).or_default() += tally;
        if erased {
            figures.erased += tally;
        }
    }

    /// So many that took so long.
    pub fn took(&mut self, key: PromiseKey, minutes: u64, times: u64) {
        self.promises.entry(key).or_default().spread.add(minutes, times);
    }

    /// So many that are open.
    pub fn open(&mut self, key: PromiseKey, open: Open) {
        self.promises.entry(key).or_default().open += open;
    }

    /// So many that were late for this reason.
    pub fn reason(&mut self, key: PromiseKey, code: &str, times: u64) {
        let count = self.promises.entry(key).or_default().reasons.entry(code.to_owned()).or_default();
        *count = count.saturating_add(times);
    }

    /// So many that ended in this state without an answer.
    pub fn without_answer(&mut self, product: &str, kind: Kind, version: &str, state: &str, count: u64) {
        self.unanswered.entry((product.to_owned(), kind, version.to_owned())).or_default().add(state, count);
    }

    /// What ended without an answer beside this promise.
    #[must_use]
    pub fn unanswered(&self, key: &PromiseKey) -> Unanswered {
        let place = (key.product.clone(), key.kind, key.version.clone());
        self.unanswered.get(&place).copied().unwrap_or_default()
    }

    /// The sums over all promises whose clock is among these: what ended, and what is open.
    #[must_use]
    pub fn sum(&self, clocks: &[ClockName]) -> (Tally, Open) {
        let (mut tally, mut open) = (Tally::default(), Open::default());
        for (_, figures) in self.promises.iter().filter(|(key, _)| clocks.contains(&key.clock)) {
            tally += figures.total();
            open += figures.open;
        }
        (tally, open)
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn key(product: usize, clock: usize) -> PromiseKey {
        PromiseKey {
            product: ["hellotalk", "japanese-ai"][product].to_owned(),
            kind: Kind::Deletion,
            clock: ClockName::ALL[clock],
            version: "2026-03-17.1".to_owned(),
        }
    }

    fn monday(week: i64) -> Date {
        "2026-03-02".parse::<Date>().unwrap_or_default() + (week * 7).days()
    }

    type Ended = (usize, usize, i64, bool, u64, bool);

    fn book(rows: &[Ended]) -> Book {
        let mut book = Book::default();
        for (product, clock, week, kept, count, erased) in rows {
            book.ended(key(*product, *clock), monday(*week), Tally::of(*kept, *count), *erased);
        }
        book
    }

    fn rows() -> impl Strategy<Value = Vec<Ended>> {
        vec((0_usize..2, 0_usize..3, 0_i64..12, any::<bool>(), 0_u64..1000, any::<bool>()), 0..60)
    }

    #[test]
    fn nothing_gives_nothing_and_no_share() {
        let book = Book::default();
        let (tally, open) = book.sum(&ClockName::ALL);
        assert_eq!((tally.ended(), tally.share(), open), (0, None, Open::default()));
        assert_eq!(PromiseFigures::default().total().share(), None);
        assert_eq!(PromiseFigures::default().spread.median(), None);
    }

    #[test]
    fn what_ended_without_an_answer_is_beside() {
        let mut book = Book::default();
        for state in ["revoked", "cancelled", "duplicate", "duplicate", "fulfilled", "expired"] {
            book.without_answer("hellotalk", Kind::Deletion, "2026-03-17.1", state, 1);
        }
        let beside = book.unanswered(&key(0, 1));
        assert_eq!(beside, Unanswered { withdrawn: 1, cancelled: 1, joined: 2 });
        assert_eq!(beside.total(), 4);
        assert_eq!(book.sum(&ClockName::ALL).0, Tally::default());
        assert_eq!(book.unanswered(&key(1, 1)), Unanswered::default());
    }

    #[test]
    fn reasons_that_are_missing_are_counted() {
        let mut book = book(&[(0, 0, 0, false, 5, false), (0, 0, 0, true, 9, false)]);
        book.reason(key(0, 0), "volume", 2);
        book.reason(key(0, 0), "volume", 1);
        let figures = book.promises.get(&key(0, 0)).cloned().unwrap_or_default();
        assert_eq!(figures.reasons.get("volume"), Some(&3));
        assert_eq!(figures.unexplained(), 2);
    }

    proptest! {
        #[test]
        fn the_sum_of_the_weeks_is_the_total(rows in rows()) {
            let book = book(&rows);
            let (tally, _) = book.sum(&ClockName::ALL);
            prop_assert_eq!(tally.ended(), rows.iter().map(|row| row.4).sum::<u64>());
            prop_assert_eq!(tally.kept, rows.iter().filter(|row| row.3).map(|row| row.4).sum::<u64>());
            for figures in book.promises.values() {
                let weeks: u64 = figures.periods.values().map(|tally| tally.ended()).sum();
                prop_assert_eq!(weeks, figures.total().ended());
                prop_assert!(figures.erased.ended() <= figures.total().ended());
            }
        }

        #[test]
        fn the_order_of_the_rows_does_not_matter(pair in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))) {
            prop_assert_eq!(book(&pair.0), book(&pair.1));
        }
    }
}
