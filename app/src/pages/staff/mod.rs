//! The staff's pages: the log-in, the queue, the ticket and the people. Dense, and made for the keyboard.

pub mod access;
pub mod alerts;
mod closing;
pub mod join;
mod keys;
pub mod login;
pub mod own;
mod parts;
pub mod people;
pub mod queue;
pub mod rota;
pub mod second;
pub mod ticket;

#[cfg(test)]
mod alerts_tests;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
