//! Arithmetic of open time. All of it in elapsed time between instants, so a change of the clocks never bends it.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

use super::{BusinessTime, CalendarError, OpenInterval, SEARCH_LIMIT};

impl BusinessTime {
    /// The instants between which one of the date's intervals is open.
    fn instants(&self, date: Date, interval: OpenInterval) -> Result<(Timestamp, Timestamp), CalendarError> {
        Ok((self.instant(at_minute(date, interval.start())?)?, self.instant(at_minute(date, interval.end())?)?))
    }

    /// The date's open spans as instants, in order and apart, with empty ones left out.
    ///
    /// Daylight saving can push an interval that lies in its gap onto the next one: the later one then begins at its end.
    fn spans(&self, date: Date) -> Result<impl DoubleEndedIterator<Item = (Timestamp, Timestamp)>, CalendarError> {
        let intervals = self.intervals(date);
        let mut spans: Vec<(Timestamp, Timestamp)> = Vec::with_capacity(intervals.len());
        for interval in intervals.iter() {
            let (mut start, end) = self.instants(date, *interval)?;
            if let Some((_, before)) = spans.last() {
                start = start.max(*before);
            }
            if start < end {
                spans.push((start, end));
            }
        }
        Ok(spans.into_iter())
    }

    /// Whether the office is open at this instant: an opening is open, a close is not.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn is_open(&self, at: Timestamp) -> Result<bool, CalendarError> {
        Ok(self.spans(self.date_of(at))?.any(|(start, end)| start <= at && at < end))
    }

    /// The open time from `from` to `to`; negative if `to` is the earlier one.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn open_between(&self, from: Timestamp, to: Timestamp) -> Result<SignedDuration, CalendarError> {
        if to < from {
            return Ok(-self.open_between(to, from)?);
        }
        let mut sum = SignedDuration::ZERO;
        let (mut date, last) = (self.date_of(from), self.date_of(to));
        while date <= last {
            for (start, end) in self.spans(date)? {
                let (start, end) = (start.max(from), end.min(to));
                if start < end {
                    sum += end.duration_since(start);
                }
            }
            if date == last {
                break;
            }
            date = date.tomorrow()?;
        }
        Ok(sum)
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
        let mut left = open;
        let mut date = self.date_of(from);
        let mut closed = 0;
        loop {
            let mut any = false;
            for (start, end) in self.spans(date)? {
                any = true;
                let start = start.max(from);
                if start < end {
                    let here = end.duration_since(start);
                    if here >= left {
                        return Ok(start.checked_add(left)?);
                    }
                    left -= here;
                }
            }
            closed = if any { 0 } else { closed + 1 };
            if closed >= SEARCH_LIMIT {
                return Err(CalendarError::NoOpenDay { from: self.date_of(from) });
            }
            date = date.tomorrow()?;
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
        let mut left = open;
        let mut date = self.date_of(until);
        let last = self.date_of(floor);
        let mut closed = 0;
        while date >= last {
            let mut any = false;
            for (start, end) in self.spans(date)?.rev() {
                any = true;
                let end = end.min(until);
                if start < end {
                    let here = end.duration_since(start);
                    if here >= left {
                        return Ok(end.checked_sub(left)?.max(floor));
                    }
                    left -= here;
                }
            }
            closed = if any { 0 } else { closed + 1 };
            if closed >= SEARCH_LIMIT {
                return Err(CalendarError::NoOpenDay { from: self.date_of(until) });
            }
            date = date.yesterday()?;
        }
        Ok(floor)
    }

    /// The first business day on or after `date`.
    ///
    /// # Errors
    /// [`CalendarError::NoOpenDay`] after 400 closed days in a row.
    pub fn open_day_from(&self, date: Date) -> Result<Date, CalendarError> {
        let mut day = date;
        for _ in 0..SEARCH_LIMIT {
            if self.is_open_day(day) {
                return Ok(day);
            }
            day = day.tomorrow()?;
        }
        Err(CalendarError::NoOpenDay { from: date })
    }

    /// The `n`-th business day after `date`, which itself never counts; `date` if `n` is zero.
    ///
    /// # Errors
    /// [`CalendarError::NoOpenDay`] after 400 closed days in a row.
    pub fn nth_business_day(&self, date: Date, n: u32) -> Result<Date, CalendarError> {
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
        Ok(self.spans(date)?.next().map(|(start, _)| start))
    }

    /// The instant of the day's last close; `None` on a closed day.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn close(&self, date: Date) -> Result<Option<Timestamp>, CalendarError> {
        Ok(self.spans(date)?.next_back().map(|(_, end)| end))
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
        if let Some((start, _)) = self.spans(today)?.find(|(_, end)| at < *end) {
            return Ok(start.max(at));
        }
        let day = self.open_day_from(today.tomorrow()?)?;
        self.opening(day)?.ok_or(CalendarError::NoOpenDay { from: day })
    }

    /// The last second of the civil date, 23:59:59 in the office's zone: the end of a day that a law counts.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn end_of_day(&self, date: Date) -> Result<Timestamp, CalendarError> {
        self.instant(date.at(23, 59, 59, 0))
    }
}

/// The civil moment so many minutes after the date's midnight; 24:00 is the next midnight.
fn at_minute(date: Date, minute: u16) -> Result<DateTime, CalendarError> {
    if minute >= 24 * 60 {
        return Ok(date.tomorrow()?.at(0, 0, 0, 0));
    }
    let hour = i8::try_from(minute / 60).map_err(|_| CalendarError::OutOfRange)?;
    let minute = i8::try_from(minute % 60).map_err(|_| CalendarError::OutOfRange)?;
    Ok(date.at(hour, minute, 0, 0))
}
