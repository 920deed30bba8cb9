//! `habeas retention`: lets go of what has been kept for long enough, or says what that would be.

use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{Failure, Places, print};
use crate::desk::retention::{self, People, Tally};
use crate::desk::time;

/// Closed tickets lose their words, later their rows, as the packs say. The portal does the same by itself once a day.
#[derive(Debug, Args)]
pub struct Retention {
    #[command(flatten)]
    places: Places,
    /// Changes nothing, and says what would be done.
    #[arg(long)]
    dry_run: bool,
    /// As if this day began now (UTC), such as 2030-01-31. A day to come needs --dry-run.
    #[arg(long)]
    at: Option<Date>,
    /// Unused here: commands that open the house take it.
    #[arg(long, env = "HABEAS_ORIGIN", default_value = "http://127.0.0.1:3000", hide = true)]
    origin: String,
}

impl Retention {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let house = self.places.open(&self.origin).await?;
        let now = house.now();
        let at: Timestamp = match self.at {
            Some(day) => day.to_zoned(jiff::tz::TimeZone::UTC)?.timestamp(),
            None => now,
        };
        if !self.dry_run && self.at.is_some() {
            return Err("--at asks what would be done on another day: give --dry-run with it. Nothing goes before its day".into());
        }
        if self.dry_run {
            let idle = retention::idle_accounts(&house, at).await?;
            print(&told(&retention::foresee(&house, at).await?, &retention::foresee_people(&house, at).await?, &idle, "would be"))?;
        } else if !time::sure(&house).await? {
            return Err("the clock has jumped, or no portal has run for a week: see habeas clock status, and say habeas clock confirm if the time is right".into());
        } else {
            print(&told(&retention::carry_out_all(&house).await?, &retention::carry_out_people(&house).await?, &[], "were"))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The list as it is printed: counts and codes alone; accounts by their identifiers.
fn told(tally: &Tally, people: &People, idle: &[String], verb: &str) -> String {
    let mut lines = String::new();
    for ((product, kind, what, why), count) in tally {
        lines += &format!("{product:<14} {kind:<24} {:<14} {:<10} {count:>7}\n", what.code(), why.code());
    }
    if tally.is_empty() {
        lines += &format!("No tickets {verb} touched.\n");
    }
    let People { consents, authorities, children, flags } = people;
    lines += &format!(
        "Records of guardians: {consents} consents, {authorities} authorities, {children} children, {flags} flags {verb} erased.\n"
    );
    if !idle.is_empty() {
        lines += &format!("{} accounts have been idle for three years; they stay:\n", idle.len());
        for id in idle {
            lines += &format!("  account:{id}\n");
        }
    }
    lines
}
