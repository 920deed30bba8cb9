//! How a due came about, step by step: data, so that pages can say it in the reader's language, and plain English.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::moment::Moment;
use super::rules::{PromiseTerm, TermUnit};
use super::state::StateSource;
use super::wire::iso_date;
use crate::calendar::{ClosedWhy, Unsettled};
use crate::law::PauseReason;

/// Why a pause moved nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unmoved {
    /// It lies outside open hours.
    OutsideHours,
    /// It began after the due.
    AfterDue,
    /// The law does not let its clock pause for this reason.
    NotAllowed,
    /// Staff set the due by hand.
    SetByHand,
}

/// One step of an explanation. Moments are in the zone in which the clock's days are counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// The server received it.
    Received {
        /// When.
        at: Moment,
    },
    /// The e-mail was proved after the code had expired, so the promise starts at the proof.
    StartsAtProof {
        /// When.
        at: Moment,
    },
    /// The promise.
    Promise {
        /// How long.
        term: PromiseTerm,
    },
    /// The limit that binds, and who set it.
    Limit {
        /// Who.
        source: StateSource,
    },
    /// The days are those of the requester's country, because the limit ends earlier there than at the office.
    Zone {
        /// That zone, an IANA name.
        zone: String,
        /// The office's.
        office: String,
    },
    /// The cut-off moved the day of receipt.
    CutOff {
        /// Whether it was a closed day, and not the hour.
        closed_day: bool,
        /// The day on which it counts as received.
        #[serde(with = "iso_date")]
        counted: Date,
    },
    /// The day of receipt does not count.
    ReceiptDay {
        /// The day.
        #[serde(with = "iso_date")]
        date: Date,
    },
    /// A closed day was skipped.
    ClosedDay {
        /// The day.
        #[serde(with = "iso_date")]
        date: Date,
        /// Why, by calendar.
        why: Vec<ClosedWhy>,
    },
    /// A day counts because a dated entry opens it: a make-up workday, for example.
    OpenedDay {
        /// The day.
        #[serde(with = "iso_date")]
        date: Date,
        /// The calendar.
        calendar: String,
        /// The entry's name.
        name: String,
    },
    /// A business day was counted.
    BusinessDay {
        /// Its number.
        number: u32,
        /// The day.
        #[serde(with = "iso_date")]
        date: Date,
    },
    /// Business days of a law's calendar were counted.
    LawBusinessDays {
        /// How many.
        days: u32,
        /// The calendar; `None` for Monday to Friday.
        calendar: Option<String>,
        /// The last of them.
        #[serde(with = "iso_date")]
        last: Date,
    },
    /// Calendar days were counted.
    Days {
        /// How many.
        days: u32,
        /// The last of them.
        #[serde(with = "iso_date")]
        last: Date,
    },
    /// Months were counted.
    Months {
        /// How many.
        months: u32,
        /// The last day.
        #[serde(with = "iso_date")]
        last: Date,
        /// Whether that month has no day of the same number, so that its last one is taken.
        shortened: bool,
    },
    /// Elapsed hours were counted.
    ElapsedHours {
        /// How many.
        hours: u32,
    },
    /// The last day is no working day and moved to the next one.
    Rolled {
        /// The day that it was.
        #[serde(with = "iso_date")]
        from: Date,
        /// The day that it is.
        #[serde(with = "iso_date")]
        to: Date,
        /// The calendar; `None` where only weekends move it.
        calendar: Option<String>,
    },
    /// An earlier due was told to the requester while the calendar was provisional, and holds.
    KeptPromise {
        /// That due.
        at: Moment,
    },
    /// Staff set the due by hand.
    SetByHand {
        /// The due.
        at: Moment,
    },
    /// A pause moved the due.
    Paused {
        /// Its beginning.
        from: Moment,
        /// Its end so far.
        to: Moment,
        /// Why.
        reason: PauseReason,
        /// By how many milliseconds: of open time for a promise, elapsed for a law.
        moved: i64,
        /// Whether these are open time.
        open: bool,
        /// The due from then on.
        due: Moment,
    },
    /// A pause moved nothing.
    PauseUnmoved {
        /// Its beginning.
        from: Moment,
        /// Why it was asked for.
        reason: PauseReason,
        /// Why it moved nothing.
        why: Unmoved,
    },
    /// The law's limit was extended, or was not because the notice came too late or the law has no extension.
    Extended {
        /// When the notice left.
        notified: Moment,
        /// Whether it holds.
        valid: bool,
    },
    /// A duplicate whose clock was due earlier was joined: its due holds.
    Carried {
        /// When it was joined.
        joined: Moment,
        /// Its due, moved by the pauses since.
        due: Moment,
    },
    /// The law asks that receipt be confirmed.
    Acknowledge {
        /// By when.
        by: Moment,
        /// When it was done; `None` while it is not.
        done: Option<Moment>,
    },
    /// The due rests on a year that is not settled.
    Provisional {
        /// Which.
        year: Unsettled,
    },
    /// The result.
    Due {
        /// When.
        at: Moment,
    },
    /// This clock governs the ticket's place in the queue.
    Governs,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Received { at } => write!(f, "received {at}"),
            Self::StartsAtProof { at } => {
                write!(f, "the e-mail was proved after its code had expired: the promise starts at the proof, {at}")
            }
            Self::Promise { term } => {
                let after = match term.unit {
                    TermUnit::BusinessDays => "due at the close of the last",
                    TermUnit::OpenHours => "due when they have passed",
                };
                write!(f, "promised: {term}, {after}")
            }
            Self::Limit { source } => write!(f, "{source}"),
            Self::Zone { zone, office } => write!(f, "counted in days of {zone}, where it ends before it does at the office ({office})"),
            Self::CutOff { closed_day: true, counted } => {
                write!(f, "received on a closed day: counts as received on {}", day(*counted))
            }
            Self::CutOff { closed_day: false, counted } => {
                write!(f, "received after the cut-off: counts as received on {}", day(*counted))
            }
            Self::ReceiptDay { date } => write!(f, "the day of receipt, {}, does not count", day(*date)),
            Self::ClosedDay { date, why } => {
                write!(f, "{} is closed (", day(*date))?;
                for (at, reason) in why.iter().enumerate() {
                    let comma = if at == 0 { "" } else { ", " };
                    write!(f, "{comma}{}: {}", reason.calendar, reason.name.as_deref().unwrap_or("weekend"))?;
                }
                f.write_str(")")
            }
            Self::OpenedDay { date, calendar, name } => write!(f, "{} is open ({calendar}: {name})", day(*date)),
            Self::BusinessDay { number, date } => write!(f, "business day {number}: {}", day(*date)),
            Self::LawBusinessDays { days, calendar: Some(calendar), last } => {
                write!(f, "{days} business days of calendar {calendar}: {}", day(*last))
            }
            Self::LawBusinessDays { days, calendar: None, last } => {
                write!(f, "{days} days from Monday to Friday: {}", day(*last))
            }
            Self::Days { days, last } => write!(f, "{days} calendar days: {}", day(*last)),
            Self::Months { months, last, shortened } => {
                let what = if *months == 1 { "month" } else { "months" };
                let which = if *shortened { "the month's last day" } else { "the same-numbered day" };
                write!(f, "{months} {what}: {which}, {}", day(*last))
            }
            Self::ElapsedHours { hours } => write!(f, "{hours} elapsed hours, on no calendar"),
            Self::Rolled { from, to, calendar } => {
                let (was, is) = (day(*from), day(*to));
                write!(f, "{was} is no working day ({}): moved to {is}", calendar.as_deref().unwrap_or("weekend"))
            }
            Self::KeptPromise { at } => write!(f, "the earlier due that was promised holds: {at}"),
            Self::SetByHand { at } => write!(f, "set by hand: {at}"),
            Self::Paused { from, to, reason, moved, open, due } => {
                let kind = if *open { "open" } else { "elapsed" };
                let (moved, why) = (Hours(*moved), reason.words());
                write!(f, "paused ({why}) from {from} to {to}: moved by {moved} {kind} hours to {due}")
            }
            Self::PauseUnmoved { from, reason, why } => {
                let why = match why {
                    Unmoved::OutsideHours => "it lies outside open hours",
                    Unmoved::AfterDue => "it began after the due",
                    Unmoved::NotAllowed => "this law's clock does not pause for it",
                    Unmoved::SetByHand => "the due was set by hand",
                };
                write!(f, "the pause ({}) from {from} moves nothing: {why}", reason.words())
            }
            Self::Extended { notified, valid: true } => write!(f, "extended by the notice of {notified}"),
            Self::Extended { notified, valid: false } => {
                write!(f, "not extended: the notice of {notified} came after the first limit, or the law knows no extension")
            }
            Self::Carried { joined, due } => write!(f, "a duplicate was joined on {joined}, and its earlier due holds: {due}"),
            Self::Acknowledge { by, done: Some(done) } => write!(f, "receipt to be confirmed by {by}: done {done}"),
            Self::Acknowledge { by, done: None } => write!(f, "receipt to be confirmed by {by}: not done yet"),
            Self::Provisional { year: Unsettled { calendar, year, missing: true, .. } } => {
                write!(f, "provisional: no calendar {calendar} for {year} yet, only weekends are closed")
            }
            Self::Provisional { year: Unsettled { calendar, year, unofficial: true, .. } } => {
                write!(f, "unofficial: the list of {calendar} for {year} was computed by a program")
            }
            Self::Provisional { year: Unsettled { calendar, year, .. } } => {
                write!(f, "provisional: the list of {calendar} for {year} is not final")
            }
            Self::Due { at } => write!(f, "due {at}"),
            Self::Governs => f.write_str("governs: it is due first"),
        }
    }
}

/// A date with its weekday.
fn day(date: Date) -> String {
    date.strftime("%a %Y-%m-%d").to_string()
}

/// Milliseconds shown as hours, `13` or `0.5`.
struct Hours(i64);

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HOUR: i64 = 3_600_000;
        let (hours, rest) = (self.0 / HOUR, self.0 % HOUR);
        if rest == 0 {
            return write!(f, "{hours}");
        }
        // Hundredths of an hour are 36 seconds: near enough for words; the data keep the milliseconds.
        write!(f, "{hours}.{:02}", rest / (HOUR / 100))
    }
}
