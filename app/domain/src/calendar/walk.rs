//! Open time counted day by day: right for any date, and the measure of the ruler.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, AmbiguousTimestamp};
use jiff::{SignedDuration, Timestamp};

use super::ruler::Span;
use super::{BusinessTime, CalendarError, OpenInterval, SEARCH_LIMIT};

impl BusinessTime {
    /// The instants between which one of the date's intervals is open.
    ///
    /// An opening that daylight saving skips is the moment of the skip. If the close is skipped with it, the interval moves
    /// behind the gap, as far as the date has room there: a date that a zone skips whole has no open time.
    fn instants(&self, date: Date, interval: OpenInterval) -> Result<Span, CalendarError> {
        let (opens, closes) = (at_minute(date, interval.start())?, at_minute(date, interval.end())?);
        let (start, end) = (self.zone().to_ambiguous_timestamp(opens), self.zone().to_ambiguous_timestamp(closes));
        let (late, both) = (is_skipped(&start), is_skipped(&start) && is_skipped(&end));
        if !late && !is_skipped(&end) {
            return Ok(Span { start: start.compatible()?, end: end.compatible()? });
        }
        let (first, last) = (self.first_from(date.at(0, 0, 0, 0))?, self.first_from(date.tomorrow()?.at(0, 0, 0, 0))?);
        let start = if late && !both { self.first_from(opens)? } else { start.compatible()? };
        Ok(Span { start: start.max(first), end: end.compatible()?.min(last) })
    }

    /// The first instant at which the zone's clocks read this, or have jumped past it.
    fn first_from(&self, civil: DateTime) -> Result<Timestamp, CalendarError> {
        let read = self.zone().to_ambiguous_timestamp(civil);
        if !is_skipped(&read) {
            return Ok(read.compatible()?);
        }
        // Read by the old offset it lies behind the jump, and before the next one.
        let behind = read.compatible()?;
        let jump = self.zone().preceding(behind.checked_add(SignedDuration::from_nanos(1))?).next();
        Ok(jump.map_or(behind, |jump| jump.timestamp()))
    }

    /// The date's open spans as instants, in order and apart, with empty ones left out.
    ///
    /// Daylight saving can push an interval that lies in its gap onto the next one: the later one then begins at its end.
    pub(super) fn walk_spans(&self, date: Date) -> Result<Vec<Span>, CalendarError> {
        let intervals = self.intervals(date);
        let mut spans: Vec<Span> = Vec::with_capacity(intervals.len());
        for interval in intervals.iter() {
            let Span { mut start, end } = self.instants(date, *interval)?;
            if let Some(before) = spans.last() {
                start = start.max(before.end);
            }
            if start < end {
                spans.push(Span { start, end });
            }
        }
        Ok(spans)
    }

    /// [`BusinessTime::open_between`] for `from` not after `to`.
    pub(super) fn walk_between(&self, from: Timestamp, to: Timestamp) -> Result<SignedDuration, CalendarError> {
        let mut sum = SignedDuration::ZERO;
        let (mut date, last) = (self.zone_date(from), self.zone_date(to));
        while date <= last {
            for Span { start, end } in self.walk_spans(date)? {
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

    /// [`BusinessTime::add_open`] for more than nothing.
    pub(super) fn walk_on(&self, from: Timestamp, open: SignedDuration) -> Result<Timestamp, CalendarError> {
        let mut left = open;
        let mut date = self.zone_date(from);
        let mut closed = 0;
        loop {
            let mut any = false;
            for Span { start, end } in self.walk_spans(date)? {
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
                return Err(CalendarError::NoOpenDay { from: self.zone_date(from) });
            }
            date = date.tomorrow()?;
        }
    }

    /// [`BusinessTime::back_open`] for more than nothing.
    pub(super) fn walk_back(&self, until: Timestamp, open: SignedDuration, floor: Timestamp) -> Result<Timestamp, CalendarError> {
        let mut left = open;
        let mut date = self.zone_date(until);
        let last = self.zone_date(floor);
        let mut closed = 0;
        while date >= last {
            let mut any = false;
            for Span { start, end } in self.walk_spans(date)?.into_iter().rev() {
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
                return Err(CalendarError::NoOpenDay { from: self.zone_date(until) });
            }
            date = date.yesterday()?;
        }
        Ok(floor)
    }

    /// [`BusinessTime::open_day_from`].
    pub(super) fn walk_to_open_day(&self, date: Date) -> Result<Date, CalendarError> {
        let mut day = date;
        for _ in 0..SEARCH_LIMIT {
            if self.is_open_day(day) {
                return Ok(day);
            }
            day = day.tomorrow()?;
        }
        Err(CalendarError::NoOpenDay { from: date })
    }

    /// The civil date of an instant, asked of the zone.
    pub(super) fn zone_date(&self, at: Timestamp) -> Date {
        self.zone().to_offset(at).to_datetime(at).date()
    }
}

/// Whether no clock of the zone ever reads it.
fn is_skipped(read: &AmbiguousTimestamp) -> bool {
    matches!(read.offset(), AmbiguousOffset::Gap { .. })
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
