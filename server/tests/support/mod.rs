//! What the tests of the desks and of the web share: a house with people in it, forms as they come in, and the post that goes out.
#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test fails here")]

pub mod browser;
pub mod consents;
pub mod family;
pub mod forms;
pub mod post;
pub mod rules;
pub mod story;
