//! `habeas`: the portal and its tools.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
