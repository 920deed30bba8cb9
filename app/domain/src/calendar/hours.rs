//! Opening hours of a day.

use std::fmt;
use std::str::FromStr;

use super::CalendarError;

/// One open interval of a day, in minutes after midnight of the office's zone: `start` is open, `end` is the close.
///
/// An interval never crosses midnight; `24:00` is a close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpenInterval {
    start: u16,
    end: u16,
}

impl OpenInterval {
    /// The default of a day without hours of its own: 09:00 to 18:00 (the clocks' rules, worked examples).
    pub const NINE_TO_SIX: Self = Self { start: 9 * 60, end: 18 * 60 };

    /// An interval from `start` to `end`, both in minutes after midnight.
    ///
    /// # Errors
    /// [`CalendarError::Hours`] if it is empty, reversed, or ends after 24:00.
    pub fn new(start: u16, end: u16) -> Result<Self, CalendarError> {
        let this = Self { start, end };
        if start >= end {
            return Err(CalendarError::Hours { text: this.to_string(), why: "the close must be after the opening" });
        }
        if end > 24 * 60 {
            return Err(CalendarError::Hours { text: this.to_string(), why: "a day ends at 24:00" });
        }
        Ok(this)
    }

    /// Minutes after midnight at which the interval opens.
    #[must_use]
    pub const fn start(self) -> u16 {
        self.start
    }

    /// Minutes after midnight at which it closes.
    #[must_use]
    pub const fn end(self) -> u16 {
        self.end
    }

    /// Reads a day's hours, sorted: `["09:00-12:30", "13:30-18:00"]`.
    ///
    /// # Errors
    /// [`CalendarError::Hours`] if the list is empty, an interval cannot be read, or two overlap.
    pub fn parse_list<S: AsRef<str>>(list: &[S]) -> Result<Vec<Self>, CalendarError> {
        let read: Result<Vec<Self>, _> = list.iter().map(|text| text.as_ref().parse()).collect();
        Self::checked(read?)
    }

    /// Sorts a day's intervals and sees that there is one and that none overlap.
    ///
    /// # Errors
    /// [`CalendarError::Hours`] otherwise. Empty hours are refused here, when they are written, and not when a ticket is
    /// evaluated.
    pub fn checked(mut list: Vec<Self>) -> Result<Vec<Self>, CalendarError> {
        if list.is_empty() {
            return Err(CalendarError::Hours { text: String::new(), why: "an open day needs at least one interval" });
        }
        list.sort_unstable();
        for pair in list.windows(2) {
            if let [first, second] = pair
                && second.start < first.end
            {
                return Err(CalendarError::Hours { text: format!("{first}, {second}"), why: "two intervals overlap" });
            }
        }
        Ok(list)
    }

    /// The hours at which either list is open.
    pub(super) fn union(first: &[Self], second: &[Self]) -> Vec<Self> {
        let mut all: Vec<Self> = first.iter().chain(second).copied().collect();
        all.sort_unstable();
        let mut joined: Vec<Self> = Vec::with_capacity(all.len());
        for next in all {
            match joined.last_mut() {
                // Touching intervals stay apart: nothing is open between them, and nothing needs them joined.
                Some(last) if next.start < last.end => last.end = last.end.max(next.end),
                _ => joined.push(next),
            }
        }
        joined
    }

    /// The hours at which both lists are open.
    pub(super) fn intersection(first: &[Self], second: &[Self]) -> Vec<Self> {
        let mut both = Vec::new();
        for one in first {
            for other in second {
                let (start, end) = (one.start.max(other.start), one.end.min(other.end));
                if start < end {
                    both.push(Self { start, end });
                }
            }
        }
        both
    }
}

impl fmt::Display for OpenInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start, end } = *self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", start / 60, start % 60, end / 60, end % 60)
    }
}

impl FromStr for OpenInterval {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, CalendarError> {
        let wrong = || CalendarError::Hours { text: text.to_owned(), why: "write HH:MM-HH:MM" };
        let (start, end) = text.split_once('-').ok_or_else(wrong)?;
        Self::new(minutes(start.trim()).ok_or_else(wrong)?, minutes(end.trim()).ok_or_else(wrong)?)
    }
}

/// Minutes after midnight of `HH:MM`, up to `24:00`.
fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60 && hour * 60 + minute <= 24 * 60).then_some(hour * 60 + minute)
}
