//! The limits that laws set for an answer, by country and kind of request.
//!
//! A [`LawBook`] is read from `policies/law/*.toml`, one file for each jurisdiction. It answers which limit binds a request
//! ([`LawBook::find`]) and on which date that limit ends ([`LawBook::last_day`]); the clock does the rest.

mod book;
mod count;
mod file;
mod request;
mod rule;

pub use book::{Found, LawBook};
pub use file::LawError;
pub use rule::{Extension, LawRule, Limit, Mark, PauseReason, Roll};
