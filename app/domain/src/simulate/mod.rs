//! A year played forward: what would be kept with these arrivals, this work and these shifts, and how many agents are needed.
//!
//! A [`Plan`] says what arrives, how long it takes and who works when. [`World::of`] draws every ticket of the plan's days from its
//! seed and asks the real engine ([`crate::clock::evaluate`]) when each is due, by the product's own rules and calendars.
//! [`World::play`] then lets the agents work: always at the ticket that is due first, only inside their shifts; a piece of work that
//! a shift's end interrupts goes back to the queue and on in the next shift. [`World::needs`] searches the smallest numbers of
//! agents that keep a share. Pure: the same plan and rules always give the same answer, and every number of agents meets the same
//! tickets with the same work (common random numbers), so that two answers differ by the agents alone.
//!
//! What it leaves out: tickets come with their proof, nobody appeals or withdraws, no limit of a law is extended, the queue is empty
//! in the beginning, urgent reports are not taken first, and agents of one shift are alike and never away.

mod arrive;
mod dice;
mod error;
mod file;
mod learn;
mod outlook;
mod plan;
mod play;
mod roster;
mod search;
mod svg;
mod text;
mod usual;
mod wire;
mod world;

pub use dice::Dice;
pub use error::PlanError;
pub use learn::{Basis, Came, FEWEST_DAYS, FEWEST_HANDLED, FEWEST_TICKETS, Learned, TooLittle, learn};
pub use outlook::{ClockShare, DayLoad, KindOutlook, Outlook, Share, ShiftLoad, WeekLoad};
pub use plan::{
    Desk, HOURS_OF_WEEK, MOST_AGENTS, MOST_ARRIVALS, MOST_DAYS, Plan, Questions, Shift, Spread, Traffic, UNKNOWN_COUNTRY, week_of,
};
pub use play::Played;
pub use search::{MOST_PLAYS, Needs, Obstacle};
pub use svg::{SvgWords, svg, svg_file};
pub use text::to_text;
pub use usual::usual;
pub use wire::to_json;
pub use world::{Office, Ticket, World};
