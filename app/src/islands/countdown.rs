//! A countdown to a due moment.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The last stretch, in which the seconds are shown.
const NEAR: i64 = 10 * MINUTE;

/// The words of a countdown in the reader's language. `{d}`, `{h}`, `{m}` and `{s}` stand for days, hours, minutes and seconds,
/// `{}` for the time that these make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountdownWords {
    /// "{d} d {h} h".
    pub days: String,
    /// "{h} h {m} min".
    pub hours: String,
    /// "{m} min".
    pub minutes: String,
    /// "{m} min {s} s".
    pub seconds: String,
    /// "{} left".
    pub left: String,
    /// "{} over".
    pub over: String,
    /// "paused, ends in {}".
    pub paused: String,
}

impl CountdownWords {
    /// The words in this language.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn of(t: crate::texts::T) -> Self {
        Self {
            days: t.countdown_days("{d}", "{h}"),
            hours: t.countdown_hours("{h}", "{m}"),
            minutes: t.countdown_minutes("{m}"),
            seconds: t.countdown_seconds("{m}", "{s}"),
            left: t.countdown_left("{}"),
            over: t.countdown_over("{}"),
            paused: t.countdown_paused("{}"),
        }
    }

    /// What is said when this many milliseconds are left (negative: so long over). `paused`: they lead to the end of the pause.
    #[must_use]
    pub fn say(&self, left: i64, paused: bool) -> String {
        let size = left.abs();
        let pattern = if size >= DAY {
            &self.days
        } else if size >= HOUR {
            &self.hours
        } else if size >= NEAR {
            &self.minutes
        } else {
            &self.seconds
        };
        let time = pattern
            .replace("{d}", &(size / DAY).to_string())
            .replace("{h}", &(size % DAY / HOUR).to_string())
            .replace("{m}", &(size % HOUR / MINUTE).to_string())
            .replace("{s}", &(size % MINUTE / SECOND).to_string());
        let frame = if paused {
            &self.paused
        } else if left < 0 {
            &self.over
        } else {
            &self.left
        };
        frame.replace("{}", &time)
    }
}

/// The same as a duration of HTML: `P1DT3H12M`. It has no sign: the words say whether it is over.
fn duration(left: i64) -> String {
    let size = left.abs();
    format!("P{}DT{}H{}M", size / DAY, size % DAY / HOUR, size % HOUR / MINUTE)
}

/// When the words change next, in milliseconds: each second near the due, each minute before.
#[cfg(any(feature = "hydrate", test))]
fn next_change(left: i64) -> i64 {
    let step = if left.abs() < NEAR { SECOND } else { MINUTE };
    // Past the due the time grows, before it shrinks; either way the next change lies at a whole step.
    step - if left < 0 { left.abs() % step } else { (step - left % step) % step }
}

/// Counts down to `due_ms` from the server's `now_ms` (both milliseconds since 1970, UTC), never from the browser's own clock:
/// what has passed since is `performance.now()`, which also counts the page's way here, so the figure errs on the early side.
/// While `paused`, `due_ms` is the moment at which the pause ends by itself. Not a live region: nobody wants each second read out.
#[island]
pub fn Countdown(
    /// The due moment.
    due_ms: i64,
    /// The server's now.
    now_ms: i64,
    /// Whether the clock waits for the requester.
    paused: bool,
    /// The words in the reader's language.
    words: CountdownWords,
) -> impl IntoView {
    let left = due_ms - now_ms;
    let (text, set_text) = signal(words.say(left, paused));
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| tick(set_text, left, paused, words.clone()));
    #[cfg(not(feature = "hydrate"))]
    let _ = set_text;
    view! { <time datetime=duration(left)>{text}</time> }
}

/// Says what is left now, and comes back when that changes.
#[cfg(feature = "hydrate")]
fn tick(set_text: WriteSignal<String>, left_at_start: i64, paused: bool, words: CountdownWords) {
    let Some(performance) = window().performance() else { return };
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since the page was opened")]
    let left = left_at_start - performance.now() as i64;
    set_text.set(words.say(left, paused));
    let wait = std::time::Duration::from_millis(next_change(left).unsigned_abs());
    set_timeout(move || tick(set_text, left_at_start, paused, words), wait);
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::texts::T;
    use domain::Lang;

    #[test]
    fn near_the_due_the_seconds_are_shown() {
        let words = CountdownWords::of(T(Lang::En));
        assert_eq!(words.say(2 * DAY + 3 * HOUR, false), "2 d 3 h left");
        assert_eq!(words.say(3 * HOUR + 12 * MINUTE, false), "3 h 12 min left");
        assert_eq!(words.say(42 * MINUTE, false), "42 min left");
        assert_eq!(words.say(4 * MINUTE + 5 * SECOND, false), "4 min 5 s left");
        assert_eq!(words.say(-HOUR, false), "1 h 0 min over");
        assert!(words.say(2 * DAY, true).contains("2 d 0 h"));
        assert_eq!(CountdownWords::of(T(Lang::ZhCn)).say(42 * MINUTE, false), "剩余 42 分钟");
    }

    #[test]
    fn it_comes_back_exactly_when_the_words_change() {
        let words = CountdownWords::of(T(Lang::En));
        for left in [3 * HOUR, 42 * MINUTE + 1, NEAR, NEAR - 1, 30 * SECOND + 400, -1, -(NEAR + 7), -5 * HOUR] {
            let wait = next_change(left);
            assert!(wait > 0 && wait <= MINUTE, "{left}: {wait}");
            let after = left - wait;
            assert_ne!(words.say(left, false), words.say(after - 1, false), "{left}");
        }
    }

    #[test]
    fn the_duration_is_a_valid_one() {
        assert_eq!(duration(DAY + 2 * HOUR + 3 * MINUTE), "P1DT2H3M");
        assert_eq!(duration(-5 * MINUTE), "P0DT0H5M");
    }
}
