//! The desks, as stories: each is told twice, on SQLite and on PostgreSQL, with a clock that the story moves.
#![allow(clippy::unwrap_used, reason = "a test fails here")]

#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod acts;
mod alerts;
mod appeal;
mod calendars;
mod closing;
mod coverage;
mod duplicates;
mod elsewhere;
mod files;
mod guardian;
mod in_app;
mod instances;
mod intake;
mod keys;
mod lookup;
mod mistakes;
mod paging;
mod pause;
mod people;
mod promises;
mod queue;
mod recompute;
mod record;
mod reports;
mod retention;
mod review;
mod rules;
mod scopes;
mod second_factor;
mod secrecy;
mod sessions;
mod simulate;
mod soak;
mod staff;
mod store;
mod strings;
mod teamwork;
mod unproved;
mod verify;
