//! What a countdown shows: a length of time cut to the unit that is shown, and when it changes.

pub(super) const SECOND: i64 = 1000;
pub(super) const MINUTE: i64 = 60 * SECOND;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// The last stretch, in which the seconds are shown.
pub(super) const NEAR: i64 = 10 * MINUTE;

/// How long it is to a moment, or how long ago it was, cut to whole minutes; near the moment to whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    /// Milliseconds, never negative.
    pub(super) size: i64,
    /// Whether the moment has passed.
    pub(super) over: bool,
}

impl Figure {
    /// The figure when so many milliseconds are left (negative: so long over).
    pub(super) const fn of(left: i64) -> Self {
        let size = left.saturating_abs();
        Self { size: size - size % step(size), over: left < 0 }
    }

    /// The same as a duration of HTML: `P1DT3H12M5S`. It has no sign: the words say whether it is over.
    pub(super) fn duration(self) -> String {
        let Self { size, .. } = self;
        format!("P{}DT{}H{}M{}S", size / DAY, size % DAY / HOUR, size % HOUR / MINUTE, size % MINUTE / SECOND)
    }
}

/// The figure of `left` stays as it is for so many milliseconds less one, and is another then. Never more than a minute, so that
/// whoever waits for it notices soon that the machine slept.
#[cfg(any(feature = "hydrate", test))]
pub(super) const fn next_change(left: i64) -> i64 {
    let size = left.saturating_abs();
    let part = size % step(size);
    // Before the moment the time shrinks, past it it grows.
    if left < 0 { step(size) - part } else { part + 1 }
}

const fn step(size: i64) -> i64 {
    if size < NEAR { SECOND } else { MINUTE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_changes_exactly_when_it_says() {
        let near = (-3000..3000).chain(NEAR - 3000..NEAR + 3000).chain(-NEAR - 3000..-NEAR + 3000);
        for left in near.chain((-3 * DAY..3 * DAY).step_by(77_777)) {
            let wait = next_change(left);
            assert!(wait > 0 && wait <= MINUTE, "{left}: {wait}");
            assert_eq!(Figure::of(left), Figure::of(left - wait + 1), "{left}: too late");
            assert_ne!(Figure::of(left), Figure::of(left - wait), "{left}: too early");
        }
    }

    #[test]
    fn the_moment_itself_is_not_over() {
        assert_eq!(Figure::of(0), Figure { size: 0, over: false });
        assert_eq!(Figure::of(-1), Figure { size: 0, over: true });
        assert!(Figure::of(i64::MIN).over);
    }

    #[test]
    fn the_duration_is_a_valid_one() {
        assert_eq!(Figure::of(DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND).duration(), "P1DT2H3M0S");
        assert_eq!(Figure::of(-5 * MINUTE - 1500).duration(), "P0DT0H5M1S");
    }
}
