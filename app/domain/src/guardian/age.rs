//! Ages: in completed years, reached at midnight of the birthday where the child lives.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// The moment at which somebody born on `birth` completes so many years: 00:00 of the birthday in `zone`. Who was born on
/// 29 February completes a year on 1 March where there is no such day (the house's rule for majority; written down in the
/// staff's guide). `None` beyond the calendar's range.
#[must_use]
pub fn reaches(birth: Date, years: u8, zone: &TimeZone) -> Option<Timestamp> {
    birthday(birth, years)?.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}

/// The birthday on which so many years are completed.
fn birthday(birth: Date, years: u8) -> Option<Date> {
    let year = birth.year().checked_add(i16::from(years))?;
    match Date::new(year, birth.month(), birth.day()) {
        Ok(date) => Some(date),
        // Only 29 February can be missing.
        Err(_) => Date::new(year, 3, 1).ok(),
    }
}

/// How many years somebody born on `birth` has completed on this day; 0 before the birth.
#[must_use]
pub fn completed_years(birth: Date, on: Date) -> u8 {
    let mut years: u8 = 0;
    while let Some(next) = years.checked_add(1) {
        match birthday(birth, next) {
            Some(day) if day <= on => years = next,
            _ => break,
        }
    }
    years
}

/// Whether a date can be the birth of somebody who is alive on `today`.
#[must_use]
pub fn is_plausible(birth: Date, today: Date) -> bool {
    birth <= today && today.checked_sub(110.years()).is_ok_and(|oldest| birth >= oldest)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_birthday_begins_at_midnight_where_the_child_lives() {
        let (seoul, los_angeles) = (TimeZone::get("Asia/Seoul").unwrap(), TimeZone::get("America/Los_Angeles").unwrap());
        let birth = date(2012, 11, 21);
        assert_eq!(reaches(birth, 14, &seoul).unwrap().to_string(), "2026-11-20T15:00:00Z");
        assert_eq!(reaches(birth, 14, &los_angeles).unwrap().to_string(), "2026-11-21T08:00:00Z");
    }

    #[test]
    fn the_29_february_becomes_1_march() {
        let birth = date(2012, 2, 29);
        assert_eq!(completed_years(birth, date(2026, 2, 28)), 13);
        assert_eq!(completed_years(birth, date(2026, 3, 1)), 14);
        assert_eq!(completed_years(birth, date(2028, 2, 29)), 16, "a leap year has the day");
        assert_eq!(reaches(birth, 14, &TimeZone::UTC).unwrap().to_string(), "2026-03-01T00:00:00Z");
    }

    #[test]
    fn a_midnight_that_daylight_saving_skips_is_the_first_moment_of_the_day() {
        // Beirut went from 00:00 to 01:00 on 2025-03-30.
        let zone = TimeZone::get("Asia/Beirut").unwrap();
        assert_eq!(reaches(date(2011, 3, 30), 14, &zone).unwrap().to_string(), "2025-03-29T22:00:00Z");
    }

    proptest! {
        #[test]
        fn years_complete_exactly_at_their_moment(y in 1990i16..2026, m in 1i8..=12, d in 1i8..=31, years in 1u8..30) {
            let Ok(birth) = Date::new(y, m, d) else { return Ok(()) };
            let at = reaches(birth, years, &TimeZone::UTC).unwrap();
            let on = at.to_zoned(TimeZone::UTC).date();
            prop_assert_eq!(completed_years(birth, on), years);
            prop_assert_eq!(completed_years(birth, on.yesterday().unwrap()), years - 1);
        }
    }
}
