//! What can be wrong with a plan.

use thiserror::Error;

use crate::clock::ClockError;

/// Why a plan cannot be played.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanError {
    /// The file is no such TOML; the parser names line and column.
    #[error("{0}")]
    Toml(String),
    /// Everything that is wrong in it: the place in the plan, and how to mend it.
    #[error("{}", .0.iter().map(|(place, why)| format!("{place}: {why}")).collect::<Vec<_>>().join("\n"))]
    Wrong(Vec<(String, String)>),
    /// The engine could not say when a ticket is due, or a moment is out of range.
    #[error(transparent)]
    Clock(#[from] ClockError),
}

impl From<crate::calendar::CalendarError> for PlanError {
    fn from(error: crate::calendar::CalendarError) -> Self {
        Self::Clock(error.into())
    }
}

impl From<jiff::Error> for PlanError {
    fn from(error: jiff::Error) -> Self {
        Self::Clock(error.into())
    }
}
