//! What never leaves the server: desks, store, routes, mail, jobs and the command line.

pub mod cli;
pub mod clock;
pub mod desk;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
pub mod house;
pub mod http;
pub mod jobs;
pub mod mail;
pub mod probe;
pub mod products;
pub mod random;
pub mod rules;
pub mod store;
pub mod testing;
pub mod vault;
