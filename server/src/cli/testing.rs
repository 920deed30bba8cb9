//! What tests of the whole program ask of it, by `HABEAS_TESTING=1`: passwords are hashed at next to no cost, the jobs look more
//! often, and `habeas testing` makes people who are logged in already. A program that was built for use has none of it: the
//! command is not compiled in, and the variable stops every command.

#[cfg(debug_assertions)]
mod people;

use std::time::Duration;

use crate::desk::password::Cost;
use crate::jobs;

#[cfg(debug_assertions)]
pub use people::Testing;

/// The variable that asks for it.
const VARIABLE: &str = "HABEAS_TESTING";
/// How often the jobs look in a test: it waits for what they do.
const TICK: Duration = Duration::from_millis(500);

/// Why the program does not run with this variable.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(super) enum Refused {
    /// Built for use.
    #[error(
        "HABEAS_TESTING is for tests, with weak hashes of passwords: this program was built for use and does not run with it. Unset it"
    )]
    Release,
    /// Only one value is known.
    #[error("HABEAS_TESTING is `1` or not set at all, and not `{0}`")]
    Unknown(String),
}

/// How the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Manner {
    /// What hashing a password costs.
    pub(super) cost: Cost,
    /// The time between two looks of the jobs.
    pub(super) tick: Duration,
}

/// How the program runs with this value of the variable; `debug`: it was built with debug assertions.
///
/// # Errors
/// [`Refused`]: it must not run at all.
fn manner_of(value: Option<&str>, debug: bool) -> Result<Manner, Refused> {
    match value {
        None => Ok(Manner { cost: Cost::HOUSE, tick: jobs::TICK }),
        Some(_) if !debug => Err(Refused::Release),
        Some("1") => Ok(Manner { cost: Cost::TEST, tick: TICK }),
        Some(other) => Err(Refused::Unknown(other.to_owned())),
    }
}

/// How this program runs, by its build and its environment.
///
/// # Errors
/// [`Refused`]: it must not run at all.
pub(super) fn manner() -> Result<Manner, Refused> {
    let value = std::env::var_os(VARIABLE);
    manner_of(value.as_deref().map(std::ffi::OsStr::to_string_lossy).as_deref(), cfg!(debug_assertions))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_weakened_unless_it_is_asked_for() {
        let house = Manner { cost: Cost::HOUSE, tick: jobs::TICK };
        assert_eq!(manner_of(None, true), Ok(house));
        assert_eq!(manner_of(None, false), Ok(house));
        assert_eq!(manner_of(Some("1"), true), Ok(Manner { cost: Cost::TEST, tick: TICK }));
        for other in ["", "0", "yes"] {
            assert_eq!(manner_of(Some(other), true), Err(Refused::Unknown(other.to_owned())));
        }
    }

    #[test]
    fn a_release_does_not_run_with_the_variable_of_tests() {
        for value in ["1", "", "0", "yes"] {
            assert_eq!(manner_of(Some(value), false), Err(Refused::Release));
        }
        assert!(Refused::Release.to_string().contains("Unset it"));
    }
}
