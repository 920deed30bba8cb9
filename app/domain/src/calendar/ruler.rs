//! The open time of some years, laid out once: what takes a walk over days elsewhere is a look-up here.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::{BusinessTime, SEARCH_LIMIT};

/// So many questions are answered by walking before a ruler is made. Making one costs about as much as so many walks, and a
/// business time that is made for one question alone never pays for it.
const PATIENCE: u32 = 200;

/// More years than this are not laid out: some two megabytes.
const MOST_YEARS: i16 = 50;

/// An open span of time: open at `start`, closed at `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
}

/// Nanoseconds since 1970 (UTC), or between two instants: 64 bits of them reach from 1678 to 2261.
type Nanos = i64;
const SECOND: Nanos = 1_000_000_000;
const DAY: Nanos = 24 * 3600 * SECOND;

/// A civil date of the ruler.
#[derive(Debug, Clone, Copy)]
struct Day {
    date: Date,
    /// Its first instant, which is the one after the last of the day before.
    start: Nanos,
    /// The zone's offset, if it is the same all day.
    offset: Option<Offset>,
    /// How many spans lie before the day; the day's own begin with that one.
    spans: usize,
    /// How many open days lie before it.
    opened: usize,
    /// How much open time lies before it.
    open: Nanos,
}

/// The days of the years that the calendars list, and one more on either side.
///
/// It answers `None` for what lies outside, and the caller walks. There is none at all where a day would not be one stretch of
/// time (a zone that skips a date, or turns back over midnight) or where 400 days in a row are closed: walking knows those cases.
#[derive(Debug)]
pub(super) struct Ruler {
    /// In order, without a gap. The last one is not part of the ruler: it is where the one before ends.
    days: Vec<Day>,
    /// Every open span, in order and apart.
    spans: Vec<Span>,
    /// The open time before each span.
    before: Vec<Nanos>,
    /// The open days, as positions in `days`.
    opened: Vec<usize>,
    /// The first year, and where each year begins in `days`.
    year: i16,
    years: Vec<usize>,
}

/// A ruler that is made when it is worth it. Whoever changes a business time gives it a new one of these.
#[derive(Debug, Default)]
pub(super) struct LazyRuler {
    asked: AtomicU32,
    made: OnceLock<Option<Ruler>>,
}

impl LazyRuler {
    /// The ruler, if it has been made or is worth making now.
    pub(super) fn get(&self, business: &BusinessTime) -> Option<&Ruler> {
        match self.made.get() {
            Some(made) => made.as_ref(),
            None if self.asked.fetch_add(1, Ordering::Relaxed) < PATIENCE => None,
            None => self.make(business),
        }
    }

    /// Whether there is one.
    pub(super) fn is_made(&self) -> bool {
        matches!(self.made.get(), Some(Some(_)))
    }

    /// The ruler, made now if need be.
    pub(super) fn make(&self, business: &BusinessTime) -> Option<&Ruler> {
        self.made.get_or_init(|| Ruler::lay(business)).as_ref()
    }
}

impl Ruler {
    fn lay(business: &BusinessTime) -> Option<Self> {
        let years = || business.calendars.iter().flat_map(|calendar| calendar.years()).map(|year| year.year);
        let (first, last) = (years().min()?.checked_sub(1)?, years().max()?.checked_add(1)?);
        if last.checked_sub(first)? > MOST_YEARS {
            return None;
        }
        let (first, end) = (Date::new(first, 1, 1).ok()?, Date::new(last.checked_add(1)?, 1, 1).ok()?);
        let turns = turns(business, first, end)?;
        let mut ruler =
            Self { days: Vec::new(), spans: Vec::new(), before: Vec::new(), opened: Vec::new(), year: first.year(), years: Vec::new() };
        let (mut date, mut open, mut closed, mut known) = (first, 0, 0, None);
        loop {
            let offset = if turns.contains(&date) { None } else { known.or_else(|| offset_at(business, date)) };
            known = offset;
            let start = match offset {
                Some(offset) => offset.to_timestamp(date.at(0, 0, 0, 0)).ok()?,
                None => business.instant(date.at(0, 0, 0, 0)).ok()?,
            };
            if offset.is_none() && !begins(business, date, start) {
                return None;
            }
            let spans = ruler.spans.len();
            if date.day_of_year() == 1 {
                ruler.years.push(ruler.days.len());
            }
            ruler.days.push(Day { date, start: nanos(start)?, offset, spans, opened: ruler.opened.len(), open });
            if date == end {
                break;
            }
            match offset {
                Some(_) => ruler.spans.extend(business.intervals(date).iter().map(|one| Span {
                    start: start + SignedDuration::from_mins(i64::from(one.start())),
                    end: start + SignedDuration::from_mins(i64::from(one.end())),
                })),
                None => ruler.spans.extend(business.walk_spans(date).ok()?),
            }
            let own = ruler.spans.get(spans..)?;
            ruler.before.reserve(own.len());
            for span in own {
                ruler.before.push(open);
                open = open.checked_add(nanos(span.end)?.checked_sub(nanos(span.start)?)?)?;
            }
            closed = if own.is_empty() { closed + 1 } else { 0 };
            if closed >= SEARCH_LIMIT {
                return None;
            }
            if !own.is_empty() {
                ruler.opened.push(ruler.days.len() - 1);
            }
            date = date.tomorrow().ok()?;
        }
        ruler.is_straight().then_some(ruler)
    }

    /// Whether days follow one another, and every span lies in its own day and after the one before.
    fn is_straight(&self) -> bool {
        let days = self.days.windows(2).all(|pair| {
            let [day, next] = pair else { return false };
            let own = self.spans.get(day.spans..next.spans).unwrap_or_default();
            let apart = own.windows(2).all(|two| matches!(two, [one, other] if one.end <= other.start));
            let inside = own.iter().all(|span| {
                let (start, end) = (nanos(span.start).unwrap_or(i64::MIN), nanos(span.end).unwrap_or(i64::MAX));
                day.start <= start && start < end && end <= next.start
            });
            day.start < next.start && apart && inside
        });
        days && self.spans.len() == self.before.len()
    }

    /// The position of the day in which an instant lies.
    fn at(&self, at: Nanos) -> Option<usize> {
        // Days of 23 and 25 hours put this off by one at most.
        let mut found = usize::try_from(at.checked_sub(self.days.first()?.start)?.checked_div(DAY)?).ok()?;
        while self.days.get(found)?.start > at {
            found = found.checked_sub(1)?;
        }
        while self.days.get(found + 1)?.start <= at {
            found += 1;
        }
        Some(found)
    }

    /// The position of a date.
    fn on(&self, date: Date) -> Option<usize> {
        let year = usize::try_from(date.year().checked_sub(self.year)?).ok()?;
        let found = self.years.get(year)? + usize::try_from(date.day_of_year()).ok()? - 1;
        (found + 1 < self.days.len()).then_some(found)
    }

    fn own(&self, day: usize) -> Option<Range<usize>> {
        Some(self.days.get(day)?.spans..self.days.get(day + 1)?.spans)
    }

    /// The open spans of a date.
    pub(super) fn spans(&self, date: Date) -> Option<&[Span]> {
        self.spans.get(self.own(self.on(date)?)?)
    }

    /// The date of an instant.
    pub(super) fn date(&self, at: Timestamp) -> Option<Date> {
        Some(self.days.get(self.at(nanos(at)?)?)?.date)
    }

    /// The zone's offset at an instant; `None` also on a day on which it changes.
    pub(super) fn offset(&self, at: Timestamp) -> Option<Offset> {
        self.days.get(self.at(nanos(at)?)?)?.offset
    }

    /// The last second of a date on which the offset does not change.
    pub(super) fn last_second(&self, date: Date) -> Option<Timestamp> {
        let day = self.on(date)?;
        self.days.get(day)?.offset?;
        instant(self.days.get(day + 1)?.start.checked_sub(SECOND)?)
    }

    /// The open time from the ruler's beginning to an instant.
    fn before(&self, at: Timestamp) -> Option<Nanos> {
        let nanos_at = nanos(at)?;
        let day = self.at(nanos_at)?;
        for number in self.own(day)? {
            let span = self.spans.get(number)?;
            if at < span.end {
                let before = *self.before.get(number)?;
                return Some(if at <= span.start { before } else { before + (nanos_at - nanos(span.start)?) });
            }
        }
        Some(self.days.get(day + 1)?.open)
    }

    /// The open time from an instant to a later one.
    pub(super) fn open_between(&self, from: Timestamp, to: Timestamp) -> Option<SignedDuration> {
        Some(SignedDuration::from_nanos(self.before(to)? - self.before(from)?))
    }

    /// The first instant by which so much open time, more than none, has passed.
    pub(super) fn add_open(&self, from: Timestamp, open: SignedDuration) -> Option<Timestamp> {
        let wanted = self.before(from)?.checked_add(length(open)?)?;
        let number = self.before.partition_point(|before| *before < wanted).checked_sub(1)?;
        let (span, before) = (self.spans.get(number)?, *self.before.get(number)?);
        let found = instant(nanos(span.start)? + (wanted - before))?;
        (found <= span.end).then_some(found)
    }

    /// The last instant from which so much open time, more than none, is left.
    pub(super) fn back_open(&self, until: Timestamp, open: SignedDuration) -> Option<Timestamp> {
        let wanted = self.before(until)?.checked_sub(length(open)?)?;
        let number = self.before.partition_point(|before| *before <= wanted).checked_sub(1)?;
        instant(nanos(self.spans.get(number)?.start)? + (wanted - *self.before.get(number)?))
    }

    /// The `n`-th open day after a date; `n` is not zero.
    pub(super) fn nth_business_day(&self, date: Date, n: u32) -> Option<Date> {
        // Those before the next day are the date itself, if it is open, and all before it.
        let passed = self.days.get(self.on(date)? + 1)?.opened;
        let number = passed.checked_add(usize::try_from(n).ok()?.checked_sub(1)?)?;
        Some(self.days.get(*self.opened.get(number)?)?.date)
    }
}

fn nanos(at: Timestamp) -> Option<Nanos> {
    at.as_second().checked_mul(SECOND)?.checked_add(i64::from(at.subsec_nanosecond()))
}

fn instant(at: Nanos) -> Option<Timestamp> {
    Timestamp::new(at.div_euclid(SECOND), i32::try_from(at.rem_euclid(SECOND)).ok()?).ok()
}

fn length(of: SignedDuration) -> Option<Nanos> {
    of.as_secs().checked_mul(SECOND)?.checked_add(i64::from(of.subsec_nanos()))
}

/// The dates around every change of the zone's offset. `None` if one goes back over midnight: a date would come twice.
fn turns(business: &BusinessTime, first: Date, end: Date) -> Option<BTreeSet<Date>> {
    let begin = business.instant(first.yesterday().ok()?.at(0, 0, 0, 0)).ok()?;
    let mut dates = BTreeSet::new();
    for turn in business.zone().following(begin) {
        let at = turn.timestamp();
        let just_before = at.checked_sub(SignedDuration::from_nanos(1)).ok()?;
        let (old, new) = (business.zone_date(just_before), business.zone_date(at));
        if old > end {
            break;
        }
        if new < old {
            return None;
        }
        for date in [old, new] {
            dates.extend([date.yesterday().ok()?, date, date.tomorrow().ok()?]);
        }
    }
    Some(dates)
}

/// The offset on a date on which it does not change.
fn offset_at(business: &BusinessTime, date: Date) -> Option<Offset> {
    Some(business.zone().to_offset(business.instant(date.at(0, 0, 0, 0)).ok()?))
}

/// Whether the date begins at that instant, and not before.
fn begins(business: &BusinessTime, date: Date, start: Timestamp) -> bool {
    let before = start.checked_sub(SignedDuration::from_nanos(1)).map(|at| business.zone_date(at));
    business.zone_date(start) == date && before.is_ok_and(|before| before < date)
}
