//! Calendars: which civil dates are open, at which hours, and how much open time lies between two instants.
//!
//! A [`Calendar`] is a list of civil dates for one place, read from `policies/calendars/*.toml`. A [`BusinessTime`] joins
//! several of them with a zone, opening hours and dated exceptions; every business clock runs on one. Dates are never
//! instants: a holiday is the same date whatever the zone of the reader, and only [`BusinessTime`] turns dates into moments.

mod book;
mod business;
mod change;
mod coverage;
mod entry;
mod error;
mod explain;
mod file;
mod hours;
pub mod import;
mod open;

pub use book::Calendar;
pub use business::{BusinessTime, Join, SEARCH_LIMIT};
pub use change::{CalendarChange, DatedDay};
pub use coverage::{ALARM_DAYS, Coverage, Covered, coverage};
pub use entry::{CalendarYear, DayEntry, DayKind, YearStatus, parse_date, parse_weekday};
pub use error::CalendarError;
pub use explain::{ClosedWhy, Unsettled};
pub use hours::OpenInterval;
