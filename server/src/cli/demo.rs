//! `habeas demo`: fills an empty database with invented tickets in every state, so that the desk can be tried out.

mod acts;
mod alerts;
mod cases;
mod closing;
pub(in crate::cli) mod dice;
mod families;
mod fill;
mod life;
mod people;
mod plan;
mod story;
#[cfg(test)]
mod tests;
mod words;
mod world;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use super::{Failure, Places};

pub(crate) use fill::fill;

use crate::clock::Stopwatch;
use crate::random;
use crate::store::{Store, bulk};

/// Fills an empty database with invented tickets.
#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    places: Places,
    /// How many tickets.
    #[arg(long, default_value_t = 300)]
    tickets: u32,
    /// Chooses what is invented: the same number gives the same people, times and passwords (anybody who knows it can log in).
    #[arg(long)]
    seed: Option<u64>,
    /// Removes an SQLite database that an earlier `habeas demo` has filled, with its files, and begins again.
    #[arg(long)]
    fresh: bool,
    /// Prints the log-ins as JSON.
    #[arg(long)]
    json: bool,
}

impl Demo {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let watch = Stopwatch::start();
        if self.fresh {
            self.remove().await?;
        }
        let house = self.places.open_or_make("http://127.0.0.1:3000").await?;
        if !bulk::is_empty(&mut house.store.read().await?).await? {
            return Err(format!(
                "{} holds tickets, staff or events already: a demonstration fills an empty database only. Give another --data folder, \
                 or --fresh if an earlier demonstration filled it",
                self.places.shown()
            )
            .into());
        }
        let seed = self.seed.unwrap_or_else(|| u64::from_le_bytes(random::bytes()));
        let secret = self.seed.unwrap_or_else(|| u64::from_le_bytes(random::bytes()));
        let staff = fill(&house, self.tickets as usize, seed, secret).await?;
        if self.json {
            let staff: Vec<_> = staff
                .iter()
                .map(|member| serde_json::json!({"name": member.name, "email": member.email, "role": member.role.code(), "password": member.password}))
                .collect();
            let seconds = watch.elapsed().as_secs_f64();
            println!("{}", serde_json::json!({"tickets": self.tickets, "seconds": seconds, "staff": staff}));
        } else {
            println!(
                "{} invented tickets in {:.1} seconds. Log in at /staff with one of these; they are shown once. The first log-in sets up the second factor:",
                self.tickets,
                watch.elapsed().as_secs_f64()
            );
            for member in &staff {
                println!("  {:<15} {:<18} {:<20} {}", member.role.code(), member.email, member.name, member.password);
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Removes what an earlier demonstration left, and nothing else.
    async fn remove(&self) -> Result<(), Failure> {
        let url = self.places.url();
        let Some(file) = url.strip_prefix("sqlite:").map(|path| path.trim_start_matches("//").split('?').next().unwrap_or(path).to_owned())
        else {
            return Err("--fresh removes SQLite databases only; empty a PostgreSQL database by yourself".into());
        };
        if !Path::new(&file).exists() {
            return Ok(());
        }
        let store = Store::open(&url).await?;
        let mut conn = store.read().await?;
        let own = bulk::is_marked(&mut conn).await? || bulk::is_empty(&mut conn).await?;
        drop(conn);
        drop(store);
        if !own {
            return Err(format!("{file} was not filled by a demonstration: it stays as it is").into());
        }
        closed(&file).await?;
        for path in [file.clone(), format!("{file}-wal"), format!("{file}-shm")] {
            gone(std::fs::remove_file(path))?;
        }
        gone(std::fs::remove_dir_all(self.places.data.join("files")))?;
        Ok(())
    }
}

/// Waits until nobody has the database open any more: the last connection takes the log away as it closes, and must not take
/// that of the next database of this name.
async fn closed(file: &str) -> Result<(), Failure> {
    let log = format!("{file}-wal");
    for _ in 0..250 {
        if !Path::new(&log).exists() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Err(format!("{file} is in use: end the portal that serves it first").into())
}

/// What is gone already is as good.
fn gone(removed: std::io::Result<()>) -> std::io::Result<()> {
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

impl Places {
    /// The database's place without a password that its URL may hold.
    fn shown(&self) -> String {
        match self.url().strip_prefix("sqlite:") {
            Some(path) => path.to_owned(),
            None => "the PostgreSQL database".to_owned(),
        }
    }
}
