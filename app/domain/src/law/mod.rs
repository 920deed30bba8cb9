//! The limits that laws set for an answer, by country and kind of request.
//!
//! A [`LawBook`] is read from `policies/law/*.toml`, one file for each jurisdiction. It answers which limit binds a request
//! ([`LawBook::find`]), on which date that limit ends ([`LawBook::last_day`]), and by when receipt must be acknowledged
//! ([`LawBook::acknowledge_by`]); the clock does the rest.

mod acknowledge;
mod book;
mod count;
mod file;
mod request;
mod rule;
pub mod zones;

pub use acknowledge::Acknowledgement;
pub use book::{Found, LawBook};
pub use file::LawError;
pub use rule::{Extension, LawRule, Limit, Mark, NoticePart, PauseReason, Roll};
