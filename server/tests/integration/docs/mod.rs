//! What README and docs show is what there is: their command lines run, their flags, variables, paths and numbers are the program's,
//! and their links lead somewhere.

mod backup;
mod blocks;
mod commands;
mod help;
mod hold;
mod links;
mod options;
mod output;
mod programs;
mod registry;
pub mod sandbox;
mod text;

/// Fails with everything that is wrong, so that one run tells all.
fn none_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
