//! Dice that fall the same way for the same seed. They choose what an invented ticket looks like, and guard nothing.

use jiff::SignedDuration;

/// A seeded generator.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Dice(domain::simulate::Dice);

impl Dice {
    /// The dice of one story under a seed: neighbours have nothing in common.
    pub(in crate::cli) fn of(seed: u64, story: u64) -> Self {
        Self(domain::simulate::Dice::of(seed, story))
    }

    pub(in crate::cli) fn throw(&mut self) -> u64 {
        self.0.throw()
    }

    /// A number from `from` to `to`, both included.
    pub(in crate::cli) fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = to.abs_diff(from) + 1;
        from.min(to).saturating_add_unsigned(self.throw() % span)
    }

    /// True in so many of a hundred throws.
    pub(in crate::cli) fn percent(&mut self, chance: i64) -> bool {
        self.between(1, 100) <= chance
    }

    /// One of a list; the list must have something in it.
    pub(in crate::cli) fn pick<'a, V>(&mut self, list: &'a [V]) -> &'a V {
        let at = self.throw() % (list.len() as u64).max(1);
        &list[at as usize]
    }

    /// One of a list by weight.
    pub(in crate::cli) fn weighed<V: Copy>(&mut self, list: &[(V, i64)]) -> V {
        let mut left = self.between(1, list.iter().map(|(_, weight)| weight).sum());
        for (value, weight) in list {
            left -= weight;
            if left <= 0 {
                return *value;
            }
        }
        list[0].0
    }

    /// Between so many minutes, to the millisecond: nothing real happens on the full minute.
    pub(in crate::cli) fn minutes(&mut self, from: i64, to: i64) -> SignedDuration {
        SignedDuration::from_millis(self.between(from * 60_000, to * 60_000))
    }

    /// Between so many seconds, to the millisecond.
    pub(in crate::cli) fn seconds(&mut self, from: i64, to: i64) -> SignedDuration {
        SignedDuration::from_millis(self.between(from * 1000, to * 1000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_falls_the_same_way_and_another_does_not() {
        let thrown = |seed, story| {
            let mut dice = Dice::of(seed, story);
            (0..8).map(|_| dice.between(1, 1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(thrown(7, 1), thrown(7, 1));
        assert_ne!(thrown(7, 1), thrown(7, 2));
        assert_ne!(thrown(7, 1), thrown(8, 1));
    }

    #[test]
    fn every_side_comes_up_and_none_beyond() {
        let mut dice = Dice::of(1, 1);
        let seen: std::collections::BTreeSet<i64> = (0..1000).map(|_| dice.between(-2, 3)).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [-2, -1, 0, 1, 2, 3]);
    }
}
