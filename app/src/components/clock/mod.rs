//! A clock of a ticket: the same card for the person who asks and for the agent who answers.

mod card;
mod countdown;
mod preview;
mod source;
mod steps;

pub use card::{badge, card};
pub use countdown::countdown;
pub use preview::preview;
pub use source::source;
pub use steps::{holiday, step};
