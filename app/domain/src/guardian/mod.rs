//! Guardianship: who may act for a child, by which proof, for what, and until when. Nothing here knows a country or a number: ages
//! and methods come from `policies/guardians/`, the policy's own age from the pack.

mod age;
mod authority;
mod book;
mod conflict;
mod location;
mod majority;
mod method;

pub use age::{completed_years, is_plausible, reaches};
pub use authority::{AuthorityState, Ends, Facts, Gap, RELATIONS, Right, Scope};
pub use book::{AgeRule, GuardianBook, GuardianError};
pub use conflict::{Agreement, Barrier, Flag, Flags, Step};
pub use location::{Trace, traces};
pub use majority::{AtMajority, at_majority};
pub use method::{Fact, Keeps, Method, Strength};
