//! The pages that anybody may see.

pub(crate) mod ask;
mod code;
mod data;
mod find;
mod home;
mod link;
mod problem;
mod product;
mod promises;
mod receipt;
mod report;

pub use ask::page as ask;
pub use code::page as code;
pub use data::page as data;
pub use find::page as find;
pub use home::page as home;
pub use link::page as link;
pub use problem::page as problem;
pub use product::page as product;
pub use promises::page as promises;
pub use receipt::page as receipt;
pub use report::page as report;

use super::shell::Page;
use leptos::prelude::AnyView;

/// A public page without islands and errors.
fn plain(title: String, body: AnyView) -> Page {
    Page { title, error: false, islands: false, wide: false, body }
}

#[cfg(test)]
mod tests;
