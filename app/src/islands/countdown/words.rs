//! What a countdown says.

use serde::{Deserialize, Serialize};

use super::figure::{DAY, Figure, HOUR, MINUTE, NEAR, SECOND};

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
    /// "overdue by {}".
    pub over: String,
    /// "paused, ends in {}".
    pub paused: String,
    /// "the pause has ended".
    pub resumed: String,
    /// "1 day".
    pub day: String,
    /// "{} days": this and the following are the units in full, as a screen reader should say them.
    pub long_days: String,
    /// "1 hour".
    pub hour: String,
    /// "{} hours".
    pub long_hours: String,
    /// "1 minute".
    pub minute: String,
    /// "{} minutes".
    pub long_minutes: String,
    /// "less than a minute".
    pub soon: String,
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
            resumed: t.countdown_resumed(),
            day: t.countdown_day(),
            long_days: t.countdown_long_days("{}"),
            hour: t.countdown_hour(),
            long_hours: t.countdown_long_hours("{}"),
            minute: t.countdown_minute(),
            long_minutes: t.countdown_long_minutes("{}"),
            soon: t.countdown_soon(),
        }
    }

    /// What is shown: short, and with the seconds near the moment. `paused`: the figure leads to the end of the pause.
    pub(super) fn show(&self, figure: Figure, paused: bool) -> String {
        let Figure { size, .. } = figure;
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
        self.frame(figure, paused).replace("{}", &time)
    }

    /// The same to be heard: in full, and without the seconds, so that it does not change under the reader's ear.
    pub(super) fn tell(&self, figure: Figure, paused: bool) -> String {
        self.frame(figure, paused).replace("{}", &self.time(figure.size))
    }

    /// A length of time in its two greatest units, without one that is nothing. Milliseconds, not negative.
    #[must_use]
    pub fn time(&self, size: i64) -> String {
        let (first, second) = if size >= DAY {
            (unit(&self.day, &self.long_days, size / DAY), unit(&self.hour, &self.long_hours, size % DAY / HOUR))
        } else if size >= HOUR {
            (unit(&self.hour, &self.long_hours, size / HOUR), unit(&self.minute, &self.long_minutes, size % HOUR / MINUTE))
        } else {
            (unit(&self.minute, &self.long_minutes, size / MINUTE), None)
        };
        match (first, second) {
            (Some(first), Some(second)) => format!("{first} {second}"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => self.soon.clone(),
        }
    }

    fn frame(&self, figure: Figure, paused: bool) -> &str {
        match (paused, figure.over) {
            (true, false) => &self.paused,
            // How long ago that was is no news: the clock runs again, and the page that says how far is the next one.
            (true, true) => &self.resumed,
            (false, true) => &self.over,
            (false, false) => &self.left,
        }
    }
}

fn unit(one: &str, many: &str, count: i64) -> Option<String> {
    match count {
        0 => None,
        1 => Some(one.to_owned()),
        _ => Some(many.replace("{}", &count.to_string())),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::texts::T;
    use domain::Lang;

    fn shown(left: i64, paused: bool) -> String {
        CountdownWords::of(T(Lang::En)).show(Figure::of(left), paused)
    }

    fn told(lang: Lang, left: i64, paused: bool) -> String {
        CountdownWords::of(T(lang)).tell(Figure::of(left), paused)
    }

    #[test]
    fn near_the_due_the_seconds_are_shown() {
        assert_eq!(shown(2 * DAY + 3 * HOUR, false), "2 d 3 h left");
        assert_eq!(shown(3 * HOUR + 12 * MINUTE, false), "3 h 12 min left");
        assert_eq!(shown(42 * MINUTE, false), "42 min left");
        assert_eq!(shown(4 * MINUTE + 5 * SECOND, false), "4 min 5 s left");
        assert_eq!(shown(-HOUR, false), "overdue by 1 h 0 min");
        assert_eq!(CountdownWords::of(T(Lang::ZhCn)).show(Figure::of(42 * MINUTE), false), "剩余 42 分钟");
    }

    #[test]
    fn it_is_told_in_whole_words_and_without_seconds() {
        assert_eq!(told(Lang::En, 2 * DAY + 3 * HOUR, false), "2 days 3 hours left");
        assert_eq!(told(Lang::En, DAY + 59 * MINUTE, false), "1 day left");
        assert_eq!(told(Lang::En, HOUR + MINUTE, false), "1 hour 1 minute left");
        assert_eq!(told(Lang::En, 4 * MINUTE + 5 * SECOND, false), "4 minutes left");
        assert_eq!(told(Lang::En, 59 * SECOND, false), "less than a minute left");
        assert_eq!(told(Lang::En, -2 * HOUR, false), "overdue by 2 hours");
        assert_eq!(told(Lang::ZhCn, 2 * DAY + 3 * HOUR, false), "剩余 2 天 3 小时");
        assert_eq!(told(Lang::ZhCn, 59 * SECOND, false), "剩余 1 分钟以内");
        assert_eq!(told(Lang::ZhCn, -61 * MINUTE, false), "已超期 1 小时 1 分钟");
    }

    #[test]
    fn a_pause_says_so_and_when_it_has_ended_too() {
        assert_eq!(shown(2 * DAY, true), "paused, ends in 2 d 0 h");
        assert_eq!(told(Lang::En, 2 * DAY, true), "paused, ends in 2 days");
        assert_eq!(shown(-HOUR, true), "the pause has ended");
        assert_eq!(told(Lang::ZhCn, -HOUR, true), "暂停已结束");
    }
}
