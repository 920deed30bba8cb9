//! `habeas clock`: whether the portal trusts the machine's clock, and saying that it may.

use std::process::ExitCode;

use clap::Subcommand;

use super::{Failure, Places, print};
use crate::clock::Clock as Machine;
use crate::store::seen;

/// The machine's clock.
#[derive(Debug, Subcommand)]
pub enum Clock {
    /// Says what the portal saw last, and what the clock shows now.
    Status {
        #[command(flatten)]
        places: Places,
    },
    /// Says that the clock is right: after a jump, or after a week in which no portal ran. What is due by it is erased from then on.
    Confirm {
        #[command(flatten)]
        places: Places,
    },
}

impl Clock {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let now = Machine::System.now();
        match self {
            Self::Status { places } => {
                let last = seen::last(&mut places.store().await?.read().await?).await?;
                let last = last.map_or_else(|| "never".to_owned(), |at| at.to_string());
                print(&format!("last trusted: {last}\nthe clock now: {now}\n"))?;
            }
            Self::Confirm { places } => {
                let store = places.store().await?;
                store.write(move |conn| Box::pin(async move { seen::set(conn, now).await })).await?;
                print(&format!("{now} is the right time. A portal that runs takes it up within seconds.\n"))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
