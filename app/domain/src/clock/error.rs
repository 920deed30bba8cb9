//! What can go wrong with a clock.

use jiff::Timestamp;
use thiserror::Error;

use crate::calendar::CalendarError;
use crate::law::LawError;

/// An error of a clock: of its calendar or its law, or of a question put to it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ClockError {
    /// The calendar cannot answer.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// The law cannot answer.
    #[error(transparent)]
    Law(#[from] LawError),
    /// A moment is beyond what can be computed.
    #[error("the moment lies outside the years that can be computed")]
    OutOfRange,
    /// A promise of no business days or hours is none.
    #[error("a promise needs at least one business day or open hour")]
    EmptyPromise,
    /// A moment could not be read.
    #[error("`{0}` is not a moment: write 2026-03-06T23:50+08:00, or Z in place of the offset; seconds may be left out")]
    Moment(String),
    /// A time of day could not be read.
    #[error("`{0}` is not a time of day: write HH:MM")]
    Time(String),
    /// A pause could not be read.
    #[error("`{0}` is not a pause: write START/END, or START/END/clarification, with both moments in full")]
    PauseForm(String),
    /// A pause ends before it begins.
    #[error("the pause that begins at {start} ends before that, at {end}")]
    PauseReversed {
        /// Its beginning.
        start: Timestamp,
        /// Its end.
        end: Timestamp,
    },
    /// A ticket that is paused, or done, cannot be paused.
    #[error("the ticket cannot be paused: it already is, or it is done")]
    CannotPause,
    /// An event cannot follow those before it.
    #[error("the events do not make a ticket's life: {0}")]
    Story(&'static str),
}

impl From<jiff::Error> for ClockError {
    /// Arithmetic on instants fails for one reason only: the result is out of range.
    fn from(_: jiff::Error) -> Self {
        Self::OutOfRange
    }
}
