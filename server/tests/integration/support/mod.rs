//! What the tests of the desks and of the web share: a house with people in it, forms as they come in, and the post that goes out.

pub mod browser;
pub mod consents;
pub mod family;
pub mod forms;
pub mod html;
pub mod html_form;
pub mod post;
pub mod rules;
pub mod story;
