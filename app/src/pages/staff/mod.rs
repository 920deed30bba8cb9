//! The staff's pages: the log-in, the queue, the ticket and the people. Dense, and made for the keyboard.

pub mod access;
pub mod acts;
pub mod alerts;
pub mod calendars;
mod closing;
pub mod frozen;
pub mod join;
mod keys;
pub mod login;
pub mod own;
mod parts;
pub mod people;
pub mod promises;
pub mod queue;
pub mod rota;
pub mod rules;
pub mod second;
pub mod simulate;
pub mod ticket;

#[cfg(test)]
mod alerts_tests;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
