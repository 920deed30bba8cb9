//! What a requester is told when a date was missed.

use jiff::{SignedDuration, Timestamp};

use crate::calendar::BusinessTime;
use crate::clock::{ClockError, PromiseTerm, TermUnit};

/// The moment by which a late request is meant to be done: the promise's own length anew from `now`, or a business day where nothing
/// is promised; but never after the law's due, while that is still to come.
///
/// # Errors
/// [`ClockError`] if 400 days in a row are closed, or a moment is out of range.
pub fn new_moment(
    business: &BusinessTime,
    term: Option<&PromiseTerm>,
    law_due: Option<Timestamp>,
    now: Timestamp,
) -> Result<Timestamp, ClockError> {
    let own = match term {
        Some(PromiseTerm { value, unit: TermUnit::OpenHours, .. }) => {
            business.add_open(now, SignedDuration::from_hours(i64::from(*value)))?
        }
        // The day of the breach does not count, as the day of receipt does not.
        Some(PromiseTerm { value, unit: TermUnit::BusinessDays, .. }) => business.nth_close(business.date_of(now), (*value).max(1))?,
        None => business.nth_close(business.date_of(now), 1)?,
    };
    Ok(law_due.filter(|due| *due > now).map_or(own, |due| own.min(due)))
}
