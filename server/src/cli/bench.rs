//! `habeas bench`: measures the portal on this machine, over real connections to a process of its own.

mod bare;
mod bytes;
mod child;
mod client;
mod clocks;
mod desk;
mod load;
mod machine;
mod report;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::Failure;
use crate::clock::Clock;
use crate::random;
use crate::store::Store;

use bare::Bare;
use bytes::{PAGES, Visit};
use child::Folder;
use desk::Desk;
use machine::Machine;
use report::Report;

/// Measures the portal on this machine.
#[derive(Debug, Args)]
pub struct Bench {
    /// With how many tickets, each number a portal of its own.
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000])]
    tickets: Vec<u32>,
    /// Measures the drift check alone, with so many open tickets, and nothing else.
    #[arg(long)]
    clocks: Option<u32>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    /// Where the measured databases lie for as long as it takes; the disk below it decides what a sync costs. Default: the
    /// system's folder for temporary files.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// The folder of policies.
    #[arg(long, env = "HABEAS_POLICIES", default_value = "policies")]
    policies: PathBuf,
    /// Where the built site lies.
    #[arg(long, env = "HABEAS_SITE", default_value = "site")]
    site: PathBuf,
}

impl Bench {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        if self.tickets.is_empty() || self.tickets.contains(&0) {
            return Err("--tickets takes numbers from 1 up, such as 10000,100000".into());
        }
        let root = self.folder.clone().unwrap_or_else(std::env::temp_dir);
        if let Some(tickets) = self.clocks {
            return self.check_clocks(&root, tickets).await;
        }
        let mut report = Report {
            machine: Machine::here(&root)?,
            command: self.command(),
            database: String::new(),
            debug: cfg!(debug_assertions),
            desks: Vec::new(),
            bare: Vec::new(),
            visits: Vec::new(),
        };
        for tickets in &self.tickets {
            eprintln!("measuring with {tickets} tickets …");
            let folder = make_folder(&root)?;
            let (desk, portal) = Desk::measure(&folder, &self.policies, &self.site, *tickets).await?;
            report.desks.push(desk);
            if report.visits.is_empty() {
                for encoding in ["br", "gzip", "identity"] {
                    let mut visits = Vec::new();
                    for page in PAGES {
                        visits.push(Visit::of(portal.host, page, encoding).await?);
                    }
                    report.visits.push((encoding, visits));
                }
            }
            // The portal ends before its folder goes.
            drop(portal);
        }
        eprintln!("measuring the database alone …");
        let folder = make_folder(&root)?;
        report.database = version(&folder).await?;
        let bare = Arc::new(Bare::make(&folder.0, &self.policies).await?);
        for parallel in [1, 8] {
            report.bare.push(bare.run(parallel).await?);
        }
        if self.json {
            println!("{}", serde_json::to_string_pretty(&report.json())?);
        } else {
            print!("{}", report.text());
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The drift check alone.
    async fn check_clocks(&self, root: &std::path::Path, tickets: u32) -> Result<ExitCode, Failure> {
        let machine = Machine::here(root)?;
        let folder = make_folder(root)?;
        let checked = clocks::check(&folder.0, &self.policies, tickets).await?;
        if self.json {
            let whole = serde_json::json!({
                "machine": {"cpu": machine.cpu, "cores": machine.cores, "kernel": machine.kernel, "disk": machine.disk},
                "debug": cfg!(debug_assertions), "tickets": checked.tickets, "made_seconds": checked.made,
                "seconds": checked.seconds, "checked": checked.found.checked, "drifted": checked.found.drifted,
            });
            println!("{}", serde_json::to_string_pretty(&whole)?);
        } else {
            println!("{}, {} threads, {}, {}", machine.cpu, machine.cores, machine.kernel, machine.disk);
            println!("{} open tickets made in {:.1} s", checked.tickets, checked.made);
            println!("{} checked in {:.2} s, {} differ", checked.found.checked, checked.seconds, checked.found.drifted);
        }
        Ok(if checked.found.drifted == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    /// The command again, as somebody else would type it.
    fn command(&self) -> String {
        let tickets: Vec<String> = self.tickets.iter().map(u32::to_string).collect();
        format!("habeas bench --tickets {}", tickets.join(","))
    }
}

fn make_folder(root: &std::path::Path) -> std::io::Result<Folder> {
    let path = root.join(format!("habeas-bench-{}", random::id(Clock::System.now())));
    std::fs::create_dir_all(&path)?;
    Ok(Folder(path))
}

/// The database's own word for its version.
async fn version(folder: &Folder) -> Result<String, Failure> {
    let store = Store::open(&format!("sqlite:{}", folder.0.join("version.db").display())).await?;
    let row = store.read().await?.one("SELECT sqlite_version() AS version", &[]).await?;
    Ok(row.map(|row| row.text("version")).transpose()?.map_or_else(|| "SQLite".to_owned(), |version| format!("SQLite {version}")))
}
