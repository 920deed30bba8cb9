//! `habeas audit verify`: reads the whole record again, and says where it was tampered with.

use std::process::ExitCode;

use clap::Subcommand;

use super::{Failure, Places, print};
use crate::store::{Store, event};

/// The record.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Checks every chain of events, the seals, and that they fit.
    Verify {
        #[command(flatten)]
        places: Places,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
}

impl Audit {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let Self::Verify { places, json } = self;
        let store = Store::open(&places.url()).await?;
        let seen = event::verify(&mut store.read().await?).await?;
        if json {
            let findings: Vec<_> =
                seen.findings.iter().map(|finding| serde_json::json!({"place": finding.place, "what": finding.what})).collect();
            let whole = serde_json::json!({
                "events": seen.events, "chains": seen.streams, "seals": seen.seals, "head": seen.head, "findings": findings
            });
            print(&format!("{}\n", serde_json::to_string_pretty(&whole)?))?;
        } else {
            for finding in &seen.findings {
                print(&format!("{}: {}\n", finding.place, finding.what))?;
            }
            print(&format!("{} events in {} chains, {} seals, head {}\n", seen.events, seen.streams, seen.seals, seen.head))?;
            print(&format!("{}\n", if seen.findings.is_empty() { "The record is whole." } else { "The record was tampered with." }))?;
        }
        Ok(if seen.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
