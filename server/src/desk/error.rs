//! What a desk answers when something cannot be done.

use domain::Text;
use domain::clock::ClockError;
use domain::state::InvalidTransition;
use jiff::Timestamp;

use crate::store::StoreError;
use crate::store::event::Event;

/// Something wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name as posted; empty: the whole form.
    pub field: String,
    /// A code that names the words.
    pub code: &'static str,
    /// A number that belongs to the words: tries left.
    pub count: Option<i64>,
    /// What the product says about it, after the words.
    pub detail: Option<Text>,
}

impl FieldError {
    /// An error that its code's words say wholly.
    #[must_use]
    pub fn new(field: &str, code: &'static str) -> Self {
        Self { field: field.to_owned(), code, count: None, detail: None }
    }
}

/// Gathers what is wrong with a form, so that all of it is told at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<FieldError>);

impl Fields {
    /// Adds an error unless `fine`.
    pub fn check(&mut self, fine: bool, field: &str, code: &'static str) {
        if !fine {
            self.add(field, code);
        }
    }

    /// Adds an error.
    pub fn add(&mut self, field: &str, code: &'static str) {
        self.0.push(FieldError::new(field, code));
    }

    /// An error with all of it, or nothing.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when anything was added.
    pub fn done(self) -> Result<(), DeskError> {
        if self.0.is_empty() { Ok(()) } else { Err(DeskError::Invalid(self.0)) }
    }

    /// The same in the order in which the form asks, so that the summary reads as the page does.
    #[must_use]
    pub fn in_order(mut self, fields: &[&str]) -> Self {
        self.0.sort_by_key(|error| fields.iter().position(|field| *field == error.field).unwrap_or(usize::MAX));
        self
    }

    /// One error.
    #[must_use]
    pub fn one(field: &str, code: &'static str) -> DeskError {
        DeskError::Invalid(vec![FieldError::new(field, code)])
    }
}

/// Why a desk did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// Something is wrong with the form: each error stands beside its field.
    #[error("the form has {} errors", .0.len())]
    Invalid(Vec<FieldError>),
    /// There is no such thing, or it is not this person's: the same answer for both.
    #[error("not found")]
    NotFound,
    /// Somebody else was quicker: what happened since the page was read.
    #[error("the ticket has changed meanwhile")]
    Changed(Vec<Event>),
    /// The ticket's state does not allow it any more.
    #[error(transparent)]
    Moved(#[from] InvalidTransition),
    /// Too often; again after this moment.
    #[error("too many tries until {0}")]
    TooMany(Timestamp),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A clock could not be computed.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// The rules of a ticket cannot be used.
    #[error(transparent)]
    Rules(#[from] crate::rules::RulesError),
    /// A file could not be written or read.
    #[error("a file: {0}")]
    File(#[from] std::io::Error),
}
