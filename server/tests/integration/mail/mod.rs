//! Mail: what the letters say, and how they leave.

mod addresses;
mod letters;
mod smtp;
mod support;
