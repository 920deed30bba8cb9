//! A clock of a ticket: the same card for the person who asks and for the agent who answers.

mod card;
mod source;
mod steps;

pub use card::{badge, card};
pub use source::source;
pub use steps::{holiday, step};
