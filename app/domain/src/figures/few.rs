//! Numbers for everybody: small ones stay unsaid, so that nobody is recognised by them.

/// A number as it may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Few {
    /// Fewer than [`Few::LEAST`], none included: which of them is not said.
    Fewer,
    /// So many.
    Number(u64),
}

impl Few {
    /// The smallest number that is said.
    pub const LEAST: u64 = 5;

    /// The number as it may be published.
    #[must_use]
    pub const fn of(number: u64) -> Self {
        if number < Self::LEAST { Self::Fewer } else { Self::Number(number) }
    }

    /// Whether it is said.
    #[must_use]
    pub const fn is_said(self) -> bool {
        matches!(self, Self::Number(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_stay_unsaid() {
        assert_eq!([0, 1, 4].map(Few::of), [Few::Fewer; 3]);
        assert_eq!(Few::of(5), Few::Number(5));
    }
}
