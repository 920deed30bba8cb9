//! How much time has passed since the server's now, from two clocks of which neither can be trusted alone.

/// How far the two clocks may drift apart before something must have happened to one of them, in milliseconds.
const GAP: i64 = 2000;
/// How far the server's answer may be from what was reckoned without being better: its header has whole seconds.
const CLOSE: i64 = 1500;

/// The browser's two clocks at one moment, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// `performance.now()`: nobody can set it, but on some systems it stands still while the machine sleeps.
    pub(super) steady: i64,
    /// `Date.now()`: it goes on in sleep, but it may be wrong by years, and may be set at any time. Only its differences count.
    pub(super) wall: i64,
}

/// The time since the server's now. The steady clock counts. Where the wall clock leaves it, that was a sleep if the page was away
/// meanwhile, and is added; else somebody set the wall clock, and it is left out. Either way there is a doubt, for the server to
/// settle.
#[derive(Debug, Clone)]
pub(super) struct Elapsed {
    start: Reading,
    /// What had passed at the start.
    before: i64,
    /// What the steady clock slept through.
    slept: i64,
    /// What the wall clock was set by, or seems to have been.
    ignored: i64,
    doubt: bool,
}

impl Elapsed {
    /// Counts from `now`, when `before` milliseconds had passed since the server's now. `doubt`: whether that is a guess.
    pub(super) const fn new(now: Reading, before: i64, doubt: bool) -> Self {
        Self { start: now, before, slept: 0, ignored: 0, doubt }
    }

    /// The milliseconds since the server's now. `away`: since the last look the page was hidden, frozen or in the browser's
    /// store of pages, as it is when the machine sleeps.
    pub(super) const fn look(&mut self, now: Reading, away: bool) -> i64 {
        let steady = now.steady - self.start.steady;
        let gap = (now.wall - self.start.wall) - steady - self.slept - self.ignored;
        if gap.abs() > GAP {
            self.doubt = true;
            // A wall clock that went back says nothing about the time.
            if away && gap > 0 { self.slept += gap } else { self.ignored += gap }
        }
        self.before + steady + self.slept
    }

    /// Whether the server should be asked.
    pub(super) const fn doubts(&self) -> bool {
        self.doubt
    }

    /// Makes it a doubt.
    pub(super) const fn suspect(&mut self) {
        self.doubt = true;
    }

    /// The server's answer, that so many milliseconds have passed, give or take `slack`. If it is what was reckoned, the figure
    /// stays: it does not jump back and forth for a second.
    pub(super) const fn settle(&mut self, now: Reading, told: i64, slack: i64) {
        let here = self.look(now, false);
        let right = if (told - here).abs() <= CLOSE + slack { here } else { told };
        *self = Self::new(now, right, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    /// Twenty years late: a wall clock may say anything.
    const WALL: i64 = 1_136_000_000_000;

    const fn at(steady: i64, wall: i64) -> Reading {
        Reading { steady, wall: WALL + wall }
    }

    fn started() -> Elapsed {
        Elapsed::new(at(500, 0), 300, false)
    }

    #[test]
    fn the_steady_clock_counts_and_a_wrong_wall_clock_does_no_harm() {
        let mut one = started();
        assert_eq!(one.look(at(500, 0), false), 300);
        assert_eq!(one.look(at(500 + HOUR, HOUR + 900), false), 300 + HOUR);
        assert!(!one.doubts());
    }

    #[test]
    fn a_sleep_while_the_page_was_away_counts_at_once() {
        let mut one = started();
        one.look(at(1500, 1000), false);
        assert_eq!(one.look(at(1600, 1100 + 8 * HOUR), true), 1400 + 8 * HOUR);
        assert!(one.doubts());
        assert_eq!(one.look(at(2600, 2100 + 8 * HOUR), false), 2400 + 8 * HOUR, "and only once");
    }

    #[test]
    fn a_wall_clock_that_is_set_changes_nothing() {
        for set in [-8 * HOUR, 8 * HOUR] {
            let mut one = started();
            assert_eq!(one.look(at(1500, 1000 + set), false), 1300, "{set}");
            assert!(one.doubts());
            assert_eq!(one.look(at(1600, 1100 + set), true), 1400, "{set}: nor later, when the page was away for a while");
        }
        let mut one = started();
        assert_eq!(one.look(at(1500, 1000 - HOUR), true), 1300, "set back while the page was away");
    }

    #[test]
    fn a_sleep_after_the_wall_clock_was_set_still_counts() {
        let mut one = started();
        one.look(at(1500, 1000 - HOUR), false);
        assert_eq!(one.look(at(1600, 1100 + HOUR), true), 1400 + 2 * HOUR);
    }

    #[test]
    fn the_server_has_the_last_word_but_not_about_a_second() {
        let mut one = started();
        one.look(at(1500, 1000 + HOUR), false);
        one.settle(at(1600, 1100 + HOUR), 1400 + HOUR, 0);
        assert!(!one.doubts());
        assert_eq!(one.look(at(2600, 2100 + HOUR), false), 2400 + HOUR);
        one.suspect();
        assert!(one.doubts());
        one.settle(at(3600, 3100 + HOUR), 3400 + HOUR - CLOSE, 0);
        assert_eq!(one.look(at(3600, 3100 + HOUR), false), 3400 + HOUR, "as it was");
        one.settle(at(3600, 3100 + HOUR), HOUR, 100);
        assert_eq!(one.look(at(3600, 3100 + HOUR), false), HOUR, "backwards too, if it is wrong by more");
    }
}
