//! Rule sets: everything that evaluating a clock needs, kept word for word, so that each ticket goes on by the rules that it was
//! computed with, whatever the files of policies and the staff's calendars say by then (the clocks' rules, "Policy or calendar
//! change"). A set is never changed; a change makes another one, and only an approved act moves open tickets to it.

mod book;
mod set;
mod source;

pub use book::{BuiltSets, Rulebook};
pub use set::RuleSet;
pub use source::{RuleSource, SourceTerm};

/// Why rules cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// A calendar cannot be read, or has no such member.
    #[error("rules of {product}: {source}")]
    Calendar {
        /// The product's slug.
        product: String,
        /// Why.
        source: domain::calendar::CalendarError,
    },
    /// The law cannot be read.
    #[error("rules of {product}: {source}")]
    Law {
        /// The product's slug.
        product: String,
        /// Why.
        source: domain::law::LawError,
    },
    /// What is kept cannot be read back.
    #[error("rule set {id}: {why}")]
    Body {
        /// The set's identifier.
        id: String,
        /// Why.
        why: String,
    },
    /// Nothing is kept under this identifier.
    #[error("there is no rule set {0}")]
    Missing(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] Box<crate::store::StoreError>),
}

impl From<crate::store::StoreError> for RulesError {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Store(Box::new(error))
    }
}
