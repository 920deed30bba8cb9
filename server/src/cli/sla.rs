//! `habeas sla due`: when something would be due, with every step.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::Kind;
use domain::clock::{CalendarChoice, DueQuery, Pause, parse_moment, parse_pause, parse_time, to_json, to_text};
use jiff::Timestamp;
use jiff::civil::Time;

use super::{Failure, print};
use crate::products::Products;

/// The clocks.
#[derive(Debug, Subcommand)]
pub enum Sla {
    /// Says when a request or a report would be due.
    Due(Due),
}

/// The question.
#[derive(Debug, Args)]
pub struct Due {
    /// The product, such as hellotalk.
    #[arg(long)]
    product: String,
    /// The kind.
    #[arg(long, value_parser = kind)]
    kind: Kind,
    /// When it is received: 2026-03-06T23:50+08:00 (seconds optional; the offset is not).
    #[arg(long, value_parser = moment)]
    received: Timestamp,
    /// The requester's country, such as KR or US-CA.
    #[arg(long)]
    country: Option<String>,
    /// Other calendars than the pack's own: hk, cn, any-open or all-open.
    #[arg(long)]
    calendar: Option<CalendarChoice>,
    /// A cut-off, such as 18:00.
    #[arg(long, value_parser = time)]
    cut_off: Option<Time>,
    /// A pause: START/END, each as --received. May be given several times.
    #[arg(long, value_parser = pause)]
    pause: Vec<Pause>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    /// The folder of policies.
    #[arg(long, env = "HABEAS_POLICIES", default_value = "policies")]
    policies: PathBuf,
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::from_code(text).ok_or_else(|| format!("must be one of {}", Kind::ALL.map(Kind::code).join(", ")))
}

fn moment(text: &str) -> Result<Timestamp, String> {
    parse_moment(text).map_err(|error| error.to_string())
}

fn time(text: &str) -> Result<Time, String> {
    parse_time(text).map_err(|error| error.to_string())
}

fn pause(text: &str) -> Result<Pause, String> {
    parse_pause(text).map_err(|error| error.to_string())
}

impl Sla {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let Self::Due(due) = self;
        let products = Products::read(&due.policies)?;
        let product = products.get(&due.product).ok_or_else(|| {
            let names: Vec<_> = products.all().map(|product| product.pack.slug.as_str()).collect();
            format!("there is no product {}; there are {}", due.product, names.join(", "))
        })?;
        if !product.pack.takes(due.kind) {
            return Err(format!("{} takes no {}: its policy has no such clause", product.pack.name, due.kind.code()).into());
        }
        let rules = products.rules(product, due.kind, due.country.as_deref(), true);
        let query = DueQuery {
            country: due.country.clone(),
            calendar: due.calendar.clone(),
            cut_off: due.cut_off,
            pauses: due.pause.clone(),
            ..DueQuery::new(due.kind, due.received)
        };
        let all = query.evaluate(&rules)?;
        if due.json {
            print(&format!("{}\n", serde_json::to_string_pretty(&to_json(&all))?))?;
        } else {
            print(&to_text(&all))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
