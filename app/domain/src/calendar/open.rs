//! Arithmetic of open time. All of it in elapsed time between instants, so a change of the clocks never bends it.
//!
//! Each question goes to the ruler first and is walked where the ruler ends: both give the same answer.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::ruler::Span;
use super::{BusinessTime, CalendarError};

impl BusinessTime {
    /// The date's open spans as instants, in order and apart, with empty ones left out.
    fn spans(&self, date: Date) -> Result<Cow<'_, [Span]>, CalendarError> {
        match self.ruler().and_then(|ruler| ruler.spans(date)) {
            Some(spans) => Ok(Cow::Borrowed(spans)),
            None => Ok(Cow::Owned(self.walk_spans(date)?)),
        }
    }

    /// Whether the date has any open time.
    #[must_use]
    pub fn is_open_day(&self, date: Date) -> bool {
        // A date beyond what can be computed is not open either; whoever searches on gets an error from the next day.
        self.spans(date).is_ok_and(|spans| !spans.is_empty())
    }

    /// Whether the office is open at this instant: an opening is open, a close is not.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn is_open(&self, at: Timestamp) -> Result<bool, CalendarError> {
        Ok(self.spans(self.date_of(at))?.iter().any(|span| span.start <= at && at < span.end))
    }

    /// The open time from `from` to `to`; negative if `to` is the earlier one.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn open_between(&self, from: Timestamp, to: Timestamp) -> Result<SignedDuration, CalendarError> {
        if to < from {
            return Ok(-self.open_between(to, from)?);
        }
        match self.ruler().and_then(|ruler| ruler.open_between(from, to)) {
            Some(open) => Ok(open),
            None => self.walk_between(from, to),
        }
    }

    /// The first instant by which `open` of open time has passed since `from`; earlier ones for a negative amount.
    ///
    /// Adding nothing changes nothing, and an amount that ends exactly at a close stays at that close.
    ///
    /// # Errors
    /// [`CalendarError::NoOpenDay`] after 400 closed days in a row.
    pub fn add_open(&self, from: Timestamp, open: SignedDuration) -> Result<Timestamp, CalendarError> {
        if open.is_negative() {
            return self.back_open(from, -open, Timestamp::MIN);
        }
        if open.is_zero() {
            return Ok(from);
        }
        match self.ruler().and_then(|ruler| ruler.add_open(from, open)) {
            Some(found) => Ok(found),
            None => self.walk_on(from, open),
        }
    }

    /// The last instant from which exactly `open` of open time is left until `until`, or `floor` if that would be earlier.
    ///
    /// # Errors
    /// [`CalendarError::NoOpenDay`] after 400 closed days in a row.
    pub fn back_open(&self, until: Timestamp, open: SignedDuration, floor: Timestamp) -> Result<Timestamp, CalendarError> {
        if !open.is_positive() {
            return Ok(until);
        }
        match self.ruler().and_then(|ruler| ruler.back_open(until, open)) {
            Some(found) => Ok(found.max(floor)),
            None => self.walk_back(until, open, floor),
        }
    }

    /// The first business day on or after `date`.
    ///
    /// # Errors
    /// [`CalendarError::NoOpenDay`] after 400 closed days in a row.
    pub fn open_day_from(&self, date: Date) -> Result<Date, CalendarError> {
        if self.is_open_day(date) {
            return Ok(date);
        }
        match self.ruler().and_then(|ruler| ruler.nth_business_day(date, 1)) {
            Some(found) => Ok(found),
            None => self.walk_to_open_day(date),
        }
    }

    /// The `n`-th business day after `date`, which itself never counts; `date` if `n` is zero.
    ///
    /// # Errors
    /// [`CalendarError::NoOpenDay`] after 400 closed days in a row.
    pub fn nth_business_day(&self, date: Date, n: u32) -> Result<Date, CalendarError> {
        if n == 0 {
            return Ok(date);
        }
        if let Some(found) = self.ruler().and_then(|ruler| ruler.nth_business_day(date, n)) {
            return Ok(found);
        }
        let mut day = date;
        for _ in 0..n {
            day = self.open_day_from(day.tomorrow()?)?;
        }
        Ok(day)
    }

    /// The instant at which the office opens on the date; `None` on a closed day.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn opening(&self, date: Date) -> Result<Option<Timestamp>, CalendarError> {
        Ok(self.spans(date)?.first().map(|span| span.start))
    }

    /// The instant of the day's last close; `None` on a closed day.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn close(&self, date: Date) -> Result<Option<Timestamp>, CalendarError> {
        Ok(self.spans(date)?.last().map(|span| span.end))
    }

    /// The close of the `n`-th business day after `date`.
    ///
    /// # Errors
    /// [`CalendarError::NoOpenDay`] after 400 closed days in a row, or if `n` is zero and `date` is closed.
    pub fn nth_close(&self, date: Date, n: u32) -> Result<Timestamp, CalendarError> {
        let day = self.nth_business_day(date, n)?;
        self.close(day)?.ok_or(CalendarError::NoOpenDay { from: day })
    }

    /// `at` if the office is open then, else the next opening.
    ///
    /// # Errors
    /// [`CalendarError::NoOpenDay`] after 400 closed days in a row.
    pub fn next_open(&self, at: Timestamp) -> Result<Timestamp, CalendarError> {
        let today = self.date_of(at);
        if let Some(span) = self.spans(today)?.iter().find(|span| at < span.end) {
            return Ok(span.start.max(at));
        }
        let day = self.open_day_from(today.tomorrow()?)?;
        self.opening(day)?.ok_or(CalendarError::NoOpenDay { from: day })
    }

    /// The last second of the civil date, 23:59:59 in the office's zone: the end of a day that a law counts.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn end_of_day(&self, date: Date) -> Result<Timestamp, CalendarError> {
        match self.ruler().and_then(|ruler| ruler.last_second(date)) {
            Some(last) => Ok(last),
            None => self.instant(date.at(23, 59, 59, 0)),
        }
    }
}
