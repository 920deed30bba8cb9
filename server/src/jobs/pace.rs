//! How often the jobs look: each tick while there is something to do, and less often, step by step, while there is nothing.

/// The most ticks from one look to the next: with three seconds each, a due that comes by itself is told a quarter of a minute late at most.
const MOST: u32 = 5;

/// Counts ticks.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// How many ticks are left out after each look.
    skips: u32,
    left: u32,
}

impl Pace {
    /// A tick has come: whether it is time to look.
    pub(super) const fn is_time(&mut self) -> bool {
        if self.left == 0 {
            return true;
        }
        self.left -= 1;
        false
    }

    /// What a look found to do.
    pub(super) fn ran(&mut self, done: usize) {
        self.skips = if done == 0 { (self.skips + 1).min(MOST - 1) } else { 0 };
        self.left = self.skips;
    }

    /// Something has changed: the next tick looks.
    pub(super) const fn hurry(&mut self) {
        (self.skips, self.left) = (0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At which of so many ticks it looks, when nothing is found.
    fn looks(pace: &mut Pace, ticks: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for tick in 0..ticks {
            if pace.is_time() {
                found.push(tick);
                pace.ran(0);
            }
        }
        found
    }

    #[test]
    fn it_slows_down_while_there_is_nothing_and_not_without_end() {
        let mut pace = Pace::default();
        assert_eq!(looks(&mut pace, 30), [0, 2, 5, 9, 14, 19, 24, 29]);
        pace.ran(3);
        assert_eq!(looks(&mut pace, 6), [0, 2, 5], "there was something: as at the beginning");
        pace.hurry();
        assert!(pace.is_time());
    }
}
