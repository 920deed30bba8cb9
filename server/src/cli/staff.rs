//! `habeas staff invite`: a one-time link that makes an account.

use std::process::ExitCode;

use clap::Subcommand;

use super::{Failure, Places};
use crate::desk::admin::ROLES;

/// The staff's accounts.
#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Prints a link that makes an account, once, within three days.
    Invite {
        #[command(flatten)]
        places: Places,
        /// The role.
        #[arg(long, default_value = "agent", value_parser = clap::builder::PossibleValuesParser::new(ROLES))]
        role: String,
        /// The portal's address as people see it.
        #[arg(long, env = "HABEAS_ORIGIN", default_value = "http://127.0.0.1:3000")]
        origin: String,
    },
}

impl StaffCommand {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let Self::Invite { places, role, origin } = self;
        let house = places.open(&origin).await?;
        let token = house.invite(&role, "system").await?;
        println!("{}/staff/join/{token}", house.origin);
        Ok(ExitCode::SUCCESS)
    }
}
