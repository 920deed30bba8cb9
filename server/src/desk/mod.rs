//! The desks. A method is a use case: one transaction with its events and its mails. Forms, pages, the command line and the jobs
//! all call a desk; there is no second way in. A role is a capability: an agent's desk can be had from an agent's session alone.

pub mod access;
pub mod account;
pub mod admin;
pub mod agent;
pub mod api;
pub mod appeal;
pub mod browser;
pub mod calendar_days;
pub mod calendar_forms;
pub mod calendars;
pub mod clerk;
pub mod close;
pub mod code;
pub mod coverage;
pub mod decide;
mod error;
pub mod explain;
pub mod fresh;
pub mod guardian;
pub mod inspect;
pub mod intake;
pub mod keys;
pub mod leave;
pub mod look;
pub mod lookup;
pub mod officer;
pub mod own;
pub mod password;
pub mod person;
pub mod post;
pub mod receive;
pub mod reckon;
pub mod recompute;
pub mod report;
pub mod requester;
pub mod retention;
pub mod rule_sets;
pub mod second;
pub mod show;
pub mod throttle;
pub mod upload;
pub mod verify;

pub use error::{DeskError, FieldError, Fields};
