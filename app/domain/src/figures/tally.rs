//! Kept and broken, and the share of the two.

use std::fmt;
use std::ops::AddAssign;

/// How many ended in time, and how many late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Ended at the due moment or before.
    pub kept: u64,
    /// Ended after it.
    pub broken: u64,
}

impl Tally {
    /// So many that ended, all of them kept or all of them broken.
    #[must_use]
    pub const fn of(kept: bool, count: u64) -> Self {
        if kept { Self { kept: count, broken: 0 } } else { Self { kept: 0, broken: count } }
    }

    /// How many ended.
    #[must_use]
    pub const fn ended(self) -> u64 {
        self.kept.saturating_add(self.broken)
    }

    /// The share that was kept; `None` of none.
    #[must_use]
    pub fn share(self) -> Option<Share> {
        let ended = u128::from(self.ended());
        let tenths = (u128::from(self.kept) * 1000).checked_div(ended)?;
        Some(Share { tenths: u16::try_from(tenths).unwrap_or(1000).min(1000) })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.kept = self.kept.saturating_add(other.kept);
        self.broken = self.broken.saturating_add(other.broken);
    }
}

/// A share in tenths of a percent, rounded down: 100 % is said only when nothing was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    tenths: u16,
}

impl Share {
    /// Tenths of a percent, 0 to 1000.
    #[must_use]
    pub const fn tenths(self) -> u16 {
        self.tenths
    }
}

impl fmt::Display for Share {
    /// The number of percent with one place, or none where it is whole: `99.2`, `100`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.tenths / 10, self.tenths % 10) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, tenth) => write!(f, "{whole}.{tenth}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn share(kept: u64, broken: u64) -> Option<String> {
        Tally { kept, broken }.share().map(|share| share.to_string())
    }

    #[test]
    fn a_share_is_never_rounded_up_and_of_none_there_is_none() {
        assert_eq!(share(0, 0), None);
        assert_eq!(share(409, 3).as_deref(), Some("99.2"));
        assert_eq!(share(99_999, 1).as_deref(), Some("99.9"), "one broken promise is not nothing");
        assert_eq!(share(7, 0).as_deref(), Some("100"));
        assert_eq!(share(0, 7).as_deref(), Some("0"));
        assert_eq!(share(1, 2).as_deref(), Some("33.3"));
    }

    proptest! {
        #[test]
        fn a_share_lies_between_none_and_all(kept in any::<u64>(), broken in any::<u64>()) {
            let share = Tally { kept, broken }.share();
            prop_assert_eq!(share.is_none(), kept == 0 && broken == 0);
            prop_assert!(share.is_none_or(|share| share.tenths() <= 1000));
        }
    }
}
