//! The clocks of a ticket: what was promised, what the law allows, and how much of it is left.
//!
//! One function decides, [`evaluate`]: from a ticket's [`History`], the [`Rules`] that bind it and the moment `now` it says
//! when each clock is due, in which state it is, and which of them governs. It is pure, and serves the pages, the lists, the
//! figures and the alerts; a stored due moment is a cache of it.

mod days;
mod due;
mod error;
mod evaluate;
mod event;
mod history;
mod legal;
mod moment;
mod promise;
mod query;
mod render;
mod rules;
mod state;
mod step;
mod wire;

pub use error::ClockError;
pub use evaluate::{evaluate, governing_of_merged};
pub use event::{Event, Fact, cycles, evaluate_events};
pub use history::{Carried, Extended, History, Pause};
pub use moment::{Moment, parse_moment, parse_pause, parse_time};
pub use query::{CalendarChoice, DueQuery};
pub use render::{to_json, to_text};
pub use rules::{PromiseTerm, Rules, Source, TermUnit};
pub use state::{Acknowledge, ClockName, ClockState, Evaluation, Risk, Standing, StateSource};
pub use step::{Step, Unmoved};

pub use crate::law::PauseReason;

use jiff::{SignedDuration, Timestamp};

use crate::calendar::BusinessTime;

/// The moment `hours` open hours after `at`: when an unclaimed ticket is passed on.
///
/// # Errors
/// [`ClockError`] if 400 days in a row are closed.
pub fn open_hours_after(business: &BusinessTime, at: Timestamp, hours: u32) -> Result<Timestamp, ClockError> {
    Ok(business.add_open(at, SignedDuration::from_hours(i64::from(hours)))?)
}
