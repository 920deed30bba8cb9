//! How long things took: the median and other percentiles.

use std::collections::BTreeMap;

/// Lengths of time in whole minutes (begun minutes do not count), each with how often it was.
///
/// Percentiles are nearest-rank: of `n` lengths in order, the `p`-th percentile is the one at place `⌈p · n / 100⌉`, counted from
/// 1. It is always a length that there was; there is no interpolation, and of none there is none. The median is the 50th.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spread {
    minutes: BTreeMap<u64, u64>,
}

impl Spread {
    /// Adds a length that was there so many times.
    pub fn add(&mut self, minutes: u64, times: u64) {
        if times > 0 {
            let count = self.minutes.entry(minutes).or_default();
            *count = count.saturating_add(times);
        }
    }

    /// How many lengths there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.minutes.values().fold(0, |sum, times| sum.saturating_add(*times))
    }

    /// The percentile in minutes, by nearest rank; `None` of none. More than 100 is 100, and 0 is the smallest.
    #[must_use]
    pub fn percentile(&self, percent: u8) -> Option<u64> {
        let rank = (u128::from(self.count()) * u128::from(percent.min(100))).div_ceil(100).max(1);
        let mut place = 0_u128;
        self.minutes.iter().find_map(|(minutes, times)| {
            place += u128::from(*times);
            (place >= rank).then_some(*minutes)
        })
    }

    /// The median in minutes: the 50th percentile by nearest rank, so of two the smaller.
    #[must_use]
    pub fn median(&self) -> Option<u64> {
        self.percentile(50)
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn spread(list: &[u64]) -> Spread {
        let mut all = Spread::default();
        for minutes in list {
            all.add(*minutes, 1);
        }
        all
    }

    #[test]
    fn nearest_rank_as_it_is_defined() {
        // The textbook's example.
        let five = spread(&[15, 20, 35, 40, 50]);
        let asked = [5, 30, 40, 50, 100].map(|percent| five.percentile(percent));
        assert_eq!(asked, [Some(15), Some(20), Some(20), Some(35), Some(50)]);
        assert_eq!(spread(&[1, 2]).median(), Some(1));
        assert_eq!(spread(&[]).median(), None);
        assert_eq!(spread(&[]).percentile(95), None);
        let mut many = Spread::default();
        many.add(10, 95);
        many.add(99, 5);
        assert_eq!((many.percentile(95), many.percentile(96)), (Some(10), Some(99)));
        many.add(7, 0);
        assert_eq!(many.percentile(0), Some(10), "what was never there is no percentile");
    }

    proptest! {
        #[test]
        fn a_percentile_is_the_rank_in_the_sorted_list(mut list in vec(0_u64..5000, 1..200), percent in 1_u8..=100) {
            let found = spread(&list).percentile(percent);
            list.sort_unstable();
            let rank = (list.len() * usize::from(percent)).div_ceil(100);
            prop_assert_eq!(found, list.get(rank - 1).copied());
        }

        #[test]
        fn order_does_not_matter(list in vec(0_u64..5000, 0..100).prop_shuffle(), percent in 0_u8..=100) {
            let mut sorted = list.clone();
            sorted.sort_unstable();
            prop_assert_eq!(spread(&list).percentile(percent), spread(&sorted).percentile(percent));
        }

        #[test]
        fn percentiles_rise_and_stay_within(list in vec(any::<u64>(), 1..100), low in 0_u8..=100, high in 0_u8..=100) {
            let all = spread(&list);
            let (a, b) = (all.percentile(low.min(high)), all.percentile(low.max(high)));
            prop_assert!(a <= b);
            prop_assert!(a >= list.iter().min().copied() && b <= list.iter().max().copied());
        }
    }
}
