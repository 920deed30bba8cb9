//! The pages. Each is a function from what it shows (a view) to its markup.

pub mod account;
pub mod dev_mail;
pub mod guardian;
pub mod public;
pub mod shell;
pub mod staff;
pub mod track;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod shell_tests;
