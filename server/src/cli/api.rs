//! `habeas api token`: makes, lists and revokes the tokens with which a product's own servers ask.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{Failure, Places, print};
use crate::desk::DeskError;

/// What programs may ask.
#[derive(Debug, Subcommand)]
pub enum Api {
    /// The tokens.
    #[command(subcommand)]
    Token(Token),
}

/// What is done with tokens.
#[derive(Debug, Subcommand)]
pub enum Token {
    /// Makes a token and prints it: it is shown once.
    New(Named),
    /// Lists the tokens: never their secrets.
    List {
        #[command(flatten)]
        places: Places,
        /// Only those of this product.
        #[arg(long)]
        product: Option<String>,
        /// Unused here: commands that open the house take it.
        #[arg(long, env = "HABEAS_ORIGIN", default_value = "http://127.0.0.1:3000", hide = true)]
        origin: String,
    },
    /// Revokes a token at once.
    Revoke(Named),
}

/// Which token.
#[derive(Debug, Args)]
pub struct Named {
    #[command(flatten)]
    places: Places,
    /// The product that it is for.
    #[arg(long)]
    product: String,
    /// What it is called, such as production.
    #[arg(long)]
    name: String,
    /// Unused here: commands that open the house take it.
    #[arg(long, env = "HABEAS_ORIGIN", default_value = "http://127.0.0.1:3000", hide = true)]
    origin: String,
}

impl Api {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let Self::Token(token) = self;
        match token {
            Token::New(named) => {
                let made = named.places.open(&named.origin).await?.new_api_token(&named.product, &named.name).await;
                let token = made.map_err(|error| words(&error, &named))?;
                print(&format!("{token}\n"))?;
            }
            Token::List { places, product, origin } => {
                for one in places.open(&origin).await?.api_tokens(product.as_deref()).await? {
                    let used = one.used_at.map_or_else(|| "never used".to_owned(), |at| format!("used {at:.0}"));
                    let state = one.revoked_at.map_or(used, |at| format!("revoked {at:.0}"));
                    print(&format!("{:<14} {:<20} made {:.0}, {state}\n", one.product, one.name, one.created_at))?;
                }
            }
            Token::Revoke(named) => {
                let house = named.places.open(&named.origin).await?;
                house.revoke_api_token(&named.product, &named.name).await.map_err(|error| words(&error, &named))?;
                print("Revoked.\n")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn words(error: &DeskError, named: &Named) -> String {
    match error {
        DeskError::NotFound => format!("no token of {} that stands is called {}", named.product, named.name),
        DeskError::Invalid(errors) => match errors.first().map(|error| error.code) {
            Some("unknown_product") => format!("there is no product {}", named.product),
            Some("name_taken") => {
                format!("{} has a token called {} already: revoke it first, or take another name", named.product, named.name)
            }
            _ => "a name has 1 to 80 characters".to_owned(),
        },
        error => error.to_string(),
    }
}
