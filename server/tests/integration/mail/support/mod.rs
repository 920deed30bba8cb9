//! What the tests of mail share.

pub mod mime;
pub mod post;
