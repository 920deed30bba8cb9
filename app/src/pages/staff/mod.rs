//! The staff's pages: the log-in, the queue, the ticket and the people. Dense, and made for the keyboard.

pub mod access;
mod closing;
pub mod join;
mod keys;
pub mod login;
pub mod own;
mod parts;
pub mod people;
pub mod queue;
pub mod second;
pub mod simulate;
pub mod ticket;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
