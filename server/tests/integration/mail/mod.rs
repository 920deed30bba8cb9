//! Mail: what the letters say, and how they leave.

mod letters;
mod smtp;
mod support;
