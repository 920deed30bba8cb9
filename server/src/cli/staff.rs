//! `habeas staff invite`: a one-time link that makes an account.

use std::process::ExitCode;

use clap::Subcommand;
use domain::typed::email::Address;
use domain::{Role, Scope};

use super::{Failure, Places};

/// The staff's accounts.
#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Prints a link that makes an account, once, within three days.
    Invite {
        #[command(flatten)]
        places: Places,
        /// The role.
        #[arg(long, default_value = "agent", value_parser = clap::builder::PossibleValuesParser::new(Role::ALL.map(Role::code)))]
        role: String,
        /// Binds the link to this address. The link is printed all the same.
        #[arg(long)]
        email: Option<String>,
        /// The slugs of the products, between commas; without it all.
        #[arg(long, value_delimiter = ',')]
        products: Vec<String>,
        /// The portal's address as people see it.
        #[arg(long, env = "HABEAS_ORIGIN", default_value = "http://127.0.0.1:3000")]
        origin: String,
    },
}

impl StaffCommand {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let Self::Invite { places, role, email, products, origin } = self;
        let house = places.open(&origin).await?;
        if let Some(unknown) = products.iter().find(|slug| house.products.get(slug).is_none()) {
            return Err(format!("there is no product `{unknown}`").into());
        }
        let email = email.map(|typed| Address::parse(&typed)).transpose()?.map(|address| address.to_string());
        let scope = if products.is_empty() { Scope::All } else { Scope::Only(products.into_iter().collect()) };
        let token = house.invite_to(&role, scope, email, "system").await?;
        println!("{}/staff/join/{token}", house.origin);
        Ok(ExitCode::SUCCESS)
    }
}
