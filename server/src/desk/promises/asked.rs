//! What figures are asked for: which days, which product; checked before anything is counted.

use domain::typed;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::desk::{DeskError, Fields};

/// The most years that figures may be asked for at once.
pub const MOST_YEARS: i64 = 3;

/// How many weeks are shown where nothing is asked for: this one, and those before it.
const WEEKS: i64 = 12;

/// A stretch of days, civil dates in each office's zone, and perhaps one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The first day.
    pub from: Date,
    /// The last day, counted.
    pub to: Date,
    /// Only this product.
    pub product: Option<String>,
}

impl Asked {
    /// Reads what was typed; what is left empty is the last twelve weeks, this one among them.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with all that is wrong: `date_wrong`, `span_order`, `span_long`.
    pub fn read(from: &str, to: &str, product: &str, today: Date) -> Result<Self, DeskError> {
        let mut wrong = Fields::default();
        let mut day = |text: &str, field: &str| -> Option<Date> {
            let text = text.trim();
            if text.is_empty() {
                return None;
            }
            // Dates far outside of any record would leave the calendar when weeks are counted.
            let found = typed::date(text).filter(|date| (2000..=2200).contains(&date.year()));
            wrong.check(found.is_some(), field, "date_wrong");
            found
        };
        let (typed_from, typed_to) = (day(from, "from"), day(to, "to"));
        wrong.done()?;
        let to = typed_to.unwrap_or_else(|| typed_from.map_or(today, |from| from.max(today)));
        let monday = |date: Date| date.saturating_sub(i64::from(date.weekday().since(Weekday::Monday)).days());
        let from = typed_from.unwrap_or_else(|| monday(to).saturating_sub((7 * (WEEKS - 1)).days()));
        let mut wrong = Fields::default();
        wrong.check(from <= to, "to", "span_order");
        wrong.check(to < from.saturating_add(MOST_YEARS.years()), "to", "span_long");
        wrong.done()?;
        Ok(Self { from, to, product: Some(product.trim().to_owned()).filter(|slug| !slug.is_empty()) })
    }

    /// The first moment, and the first one after it, in a zone; `None` where a day leaves the calendar.
    #[must_use]
    pub fn moments(&self, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
        let start = |date: Date| Some(date.to_zoned(zone.clone()).ok()?.timestamp());
        Some((start(self.from)?, start(self.to.checked_add(1.day()).ok()?)?))
    }
}

/// A calendar year of one product, and whose requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedYear {
    /// The year.
    pub year: i16,
    /// The product's slug.
    pub product: String,
    /// Only those who said that they are in California.
    pub california: bool,
}

impl AskedYear {
    /// Reads what was typed; left empty, the year is the last full one.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] (`year_wrong`) for a year that is none, or is not there yet.
    pub fn read(year: &str, product: &str, who: &str, today: Date) -> Result<Self, DeskError> {
        let year = match year.trim() {
            "" => Some(today.year().saturating_sub(1)),
            year => typed::number(year).and_then(|year| i16::try_from(year).ok()).filter(|year| (2000..=today.year()).contains(year)),
        };
        let year = year.ok_or_else(|| Fields::one("year", "year_wrong"))?;
        Ok(Self { year, product: product.to_owned(), california: who == "california" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(from: &str, to: &str) -> Result<(String, String), Vec<(String, &'static str)>> {
        let today = "2026-03-04".parse().unwrap_or_default();
        match Asked::read(from, to, "", today) {
            Ok(asked) => Ok((asked.from.to_string(), asked.to.to_string())),
            Err(DeskError::Invalid(wrong)) => Err(wrong.into_iter().map(|error| (error.field, error.code)).collect()),
            Err(_) => Err(vec![]),
        }
    }

    #[test]
    fn twelve_weeks_where_nothing_is_asked_for() {
        assert_eq!(read("", ""), Ok(("2025-12-15".into(), "2026-03-04".into())));
        assert_eq!(read("", "2026-03-01"), Ok(("2025-12-08".into(), "2026-03-01".into())), "a Sunday belongs to its Monday");
        assert_eq!(read("2026-03-01", ""), Ok(("2026-03-01".into(), "2026-03-04".into())));
    }

    #[test]
    fn what_is_wrong_is_told_beside_its_field() {
        assert_eq!(read("yesterday", "2026-02-30"), Err(vec![("from".into(), "date_wrong"), ("to".into(), "date_wrong")]));
        assert_eq!(read("2026-03-04", "2026-03-03"), Err(vec![("to".into(), "span_order")]));
        assert_eq!(read("2023-03-04", "2026-03-04"), Err(vec![("to".into(), "span_long")]));
        assert_eq!(read("2023-03-05", "2026-03-04"), Ok(("2023-03-05".into(), "2026-03-04".into())), "three whole years");
        assert_eq!(read("9999-12-31", ""), Err(vec![("from".into(), "date_wrong")]));
    }

    #[test]
    fn a_year_that_is_not_there_yet_is_no_year() {
        let today = "2026-03-04".parse().unwrap_or_default();
        let year = |typed: &str| AskedYear::read(typed, "hellotalk", "", today).map(|asked| asked.year).ok();
        assert_eq!([year(""), year("2026"), year("2027"), year("20x6")], [Some(2025), Some(2026), None, None]);
    }
}
