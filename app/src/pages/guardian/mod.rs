//! The pages of guardians, the pages on which a child is asked something, and the notice that a child uses an account.

mod act;
mod child;
mod child_notice;
mod home;
mod new_child;
pub(crate) mod parts;
mod proof;
mod signed_form;
mod young;

pub use act::page as act;
pub use child::page as child;
pub use child_notice::{done as child_notice_done, page as child_notice};
pub use home::page as home;
pub use new_child::page as new_child;
pub use proof::page as proof;
pub use signed_form::page as signed_form;
pub use young::{answered as young_answered, page as young};

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
