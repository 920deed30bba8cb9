//! The rules of the domain, from outside. One program, because each costs a link of its own.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test stops at the first surprise")]

mod alerts;
mod calendar_days;
mod calendar_import;
mod clock_calendar_issues;
mod clock_events;
mod clock_examples;
mod clock_histories;
mod clock_laws;
mod clock_life_issues;
mod clock_listed;
mod clock_pause_issues;
mod clock_query;
mod clock_ruler;
mod clock_statute;
mod clock_support;
mod law_table;
mod pack_escalations;
mod pack_problems;
mod pack_shipped;
mod pack_third;
mod simulate;
mod simulate_forms;
mod simulate_support;
