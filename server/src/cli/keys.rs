//! `habeas keys`: the ring of keys that seal what is personal. Portals may run meanwhile.

use std::process::ExitCode;
use std::time::Duration;

use clap::Subcommand;

use super::{Failure, Places, print};
use crate::desk::keys::{self, Resealed};

/// The keys of the personal data.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Lists the keys, and how many fields each has sealed.
    List {
        #[command(flatten)]
        places: Places,
    },
    /// Adds a key, makes it the active one, and seals everything again with it. Portals go on working.
    Rotate {
        #[command(flatten)]
        places: Places,
        /// Adds no key: goes on where an earlier rotation was cut off.
        #[arg(long)]
        resume: bool,
        /// How many seconds running portals are given to take up the new key, before what they still sealed with the old one is
        /// looked for.
        #[arg(long, default_value_t = 10)]
        wait: u64,
    },
    /// Takes a key out of the ring. Refused while anything is sealed with it.
    Retire {
        #[command(flatten)]
        places: Places,
        /// The key's id, as `list` shows it.
        id: u16,
    },
}

/// Where links would lead: these commands send none.
const NOWHERE: &str = "http://127.0.0.1:3000";

impl Keys {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::List { places } => {
                let house = places.open(NOWHERE).await?;
                print("  id  created                  fields\n")?;
                for (id, info, fields) in keys::list(&house).await? {
                    let created = match &info {
                        None => "NOT IN THE RING".to_owned(),
                        Some(info) => {
                            info.created.map_or_else(|| "the first key".to_owned(), |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
                        }
                    };
                    let active = if info.is_some_and(|info| info.active) { "  active" } else { "" };
                    print(&format!("{id:>4}  {created:<23}  {fields:>7}{active}\n"))?;
                }
                Ok(ExitCode::SUCCESS)
            }
            Self::Rotate { places, resume, wait } => {
                let house = places.open(NOWHERE).await?;
                if !resume {
                    let id = keys::rotate(&house).await?;
                    print(&format!(
                        "The key {id} is the active one. Keep a copy of the new key file, and the old copy with the old backups.\n"
                    ))?;
                }
                let mut all = keys::reseal(&house).await?;
                tokio::time::sleep(Duration::from_secs(wait)).await;
                all = all.and(keys::reseal(&house).await?);
                tell(&all)
            }
            Self::Retire { places, id } => {
                let house = places.open(NOWHERE).await?;
                keys::retire(&house, id).await?;
                print(&format!("The key {id} is out of the ring. Backups from before the rotation still need it.\n"))?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

fn tell(all: &Resealed) -> Result<ExitCode, Failure> {
    for (place, fields) in all.fields.iter().filter(|(_, fields)| **fields > 0) {
        print(&format!("{fields:>9}  {place}\n"))?;
    }
    print(&format!("{} fields were sealed again.\n", all.total()))?;
    for (place, row) in &all.broken {
        print(&format!("No key of the ring opens {place} of {row}.\n"))?;
    }
    Ok(if all.broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
