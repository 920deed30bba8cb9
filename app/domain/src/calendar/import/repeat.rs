//! Entries that come back each year (RFC 5545, section 3.3.10), as far as holidays need it: on one date, or on the n-th weekday of
//! a month.

use std::str::FromStr;

use jiff::civil::{Date, Weekday};

use crate::calendar::parse_weekday;

/// A rule that comes back after whole years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Yearly {
    /// Every so many years.
    interval: i16,
    /// How often, the first time among them.
    count: Option<i16>,
    /// The last date on which it may come.
    until: Option<Date>,
    month: Option<i8>,
    on: On,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum On {
    /// The date of the first time.
    Start,
    /// A day of the month.
    Day(i8),
    /// The n-th weekday of the month, from its end where negative.
    Weekday(i8, Weekday),
}

impl FromStr for Yearly {
    type Err = ();

    /// Reads `FREQ=YEARLY;…`; an error for whatever could mean other dates.
    fn from_str(rule: &str) -> Result<Self, ()> {
        let mut found = Self { interval: 1, count: None, until: None, month: None, on: On::Start };
        let mut yearly = false;
        for part in rule.trim().split(';').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').ok_or(())?;
            let value = value.trim();
            match key.trim().to_ascii_uppercase().as_str() {
                "FREQ" => yearly = value.eq_ignore_ascii_case("YEARLY"),
                "INTERVAL" => found.interval = value.parse().ok().filter(|years| (1..=100).contains(years)).ok_or(())?,
                "COUNT" => found.count = Some(value.parse().ok().filter(|count| *count >= 1).ok_or(())?),
                "UNTIL" => found.until = Some(super::event::civil(value.get(..8).ok_or(())?).ok_or(())?),
                "BYMONTH" => found.month = Some(value.parse().ok().filter(|month| (1..=12).contains(month)).ok_or(())?),
                "BYMONTHDAY" => found.on = On::Day(value.parse().ok().filter(|day| (1..=31).contains(day)).ok_or(())?),
                "BYDAY" => found.on = weekday(value).ok_or(())?,
                // In rules of this kind the first day of the week moves nothing.
                "WKST" => {}
                _ => return Err(()),
            }
        }
        // A weekday without its month is counted from the beginning of the year.
        if yearly && !(matches!(found.on, On::Weekday(..)) && found.month.is_none()) { Ok(found) } else { Err(()) }
    }
}

/// `4TH` and `-1MO`.
fn weekday(text: &str) -> Option<On> {
    let at = text.len().checked_sub(2)?;
    let day = match text.get(at..)?.to_ascii_uppercase().as_str() {
        "MO" => "mon",
        "TU" => "tue",
        "WE" => "wed",
        "TH" => "thu",
        "FR" => "fri",
        "SA" => "sat",
        "SU" => "sun",
        _ => return None,
    };
    let nth: i8 = text.get(..at)?.parse().ok()?;
    ((1..=5).contains(&nth.abs())).then_some(On::Weekday(nth, parse_weekday(day)?))
}

impl Yearly {
    /// The dates on which it comes, from its first time to the end of this year. The first time counts even where the rule would
    /// not have it.
    pub(super) fn dates(&self, first: Date, last_year: i16) -> Vec<Date> {
        let mut dates = vec![first];
        let mut year = first.year();
        while year <= last_year && self.count.is_none_or(|count| dates.len() < usize::from(count.unsigned_abs())) {
            if let Some(date) = self.in_year(year, first)
                && date > first
            {
                if self.until.is_some_and(|until| date > until) {
                    break;
                }
                dates.push(date);
            }
            let Some(next) = year.checked_add(self.interval) else { break };
            year = next;
        }
        dates
    }

    fn in_year(&self, year: i16, first: Date) -> Option<Date> {
        let month = self.month.unwrap_or(first.month());
        match self.on {
            On::Start => Date::new(year, month, first.day()).ok(),
            On::Day(day) => Date::new(year, month, day).ok(),
            On::Weekday(nth, day) => Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, day).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(rule: &str, first: &str, last: i16) -> Vec<String> {
        let rule: Yearly = rule.parse().unwrap();
        rule.dates(first.parse().unwrap(), last).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_holiday_comes_back_on_its_date_or_its_weekday() {
        assert_eq!(dates("FREQ=YEARLY", "2025-12-25", 2027), ["2025-12-25", "2026-12-25", "2027-12-25"]);
        assert_eq!(dates("FREQ=YEARLY;COUNT=2", "2025-12-25", 2029), ["2025-12-25", "2026-12-25"]);
        assert_eq!(dates("FREQ=YEARLY;UNTIL=20261225T000000Z", "2025-12-25", 2029), ["2025-12-25", "2026-12-25"]);
        assert_eq!(dates("FREQ=YEARLY;INTERVAL=2;WKST=SU", "2025-05-01", 2029), ["2025-05-01", "2027-05-01", "2029-05-01"]);
        assert_eq!(dates("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2025-11-27", 2027), ["2025-11-27", "2026-11-26", "2027-11-25"]);
        assert_eq!(dates("FREQ=YEARLY;BYDAY=-1MO;BYMONTH=5", "2026-05-25", 2027), ["2026-05-25", "2027-05-31"]);
        assert_eq!(dates("FREQ=YEARLY", "2024-02-29", 2028), ["2024-02-29", "2028-02-29"], "a day that most years lack");
        assert_eq!(dates("FREQ=YEARLY;BYMONTHDAY=4;BYMONTH=7", "2026-07-04", 2026), ["2026-07-04"]);
        assert_eq!(dates("FREQ=YEARLY", "2030-01-01", 2027), ["2030-01-01"]);
    }

    #[test]
    fn other_rules_are_not_guessed() {
        for rule in [
            "",
            "FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=MO",
            "FREQ=YEARLY;BYSETPOS=1",
            "FREQ=YEARLY;BYDAY=MO",
            "FREQ=YEARLY;BYDAY=1MO",
            "FREQ=YEARLY;BYMONTH=1,2",
            "FREQ=YEARLY;COUNT=0",
            "FREQ=YEARLY;INTERVAL=0",
            "FREQ=YEARLY;UNTIL=soon",
            "FREQ=YEARLY;BYEASTER=1",
            "FREQ=YEARLY;BYMONTHDAY=-1",
            "YEARLY",
        ] {
            assert!(rule.parse::<Yearly>().is_err(), "{rule}");
        }
    }
}
