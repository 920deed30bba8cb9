//! `habeas sla`: when something would be due, how a ticket's clocks came about, and whether what is kept is what is computed.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::Kind;
use domain::calendar::Covered;
use domain::clock::{CalendarChoice, DueQuery, Pause, parse_moment, parse_pause, parse_time, to_json, to_text};
use jiff::Timestamp;
use jiff::civil::Time;

use super::{Failure, Places, print};
use crate::clock::Stopwatch;
use crate::desk::coverage::{Threshold, reaches};
use crate::desk::explain::explain;
use crate::desk::verify::verify;
use crate::products::Products;
use crate::store::ticket;

/// The clocks.
#[derive(Debug, Subcommand)]
pub enum Sla {
    /// Says when a request or a report would be due.
    Due(Due),
    /// Says how the clocks of a ticket came about: every step, version and event.
    Explain {
        /// The ticket's reference.
        reference: String,
        #[command(flatten)]
        places: Places,
        /// The moment for which to say it: as --received of `sla due`. Default: now.
        #[arg(long, value_parser = moment)]
        at: Option<Timestamp>,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Says until when the official lists of holidays reach. Ends with 1 when one ends within 45 days, or has ended.
    Coverage {
        #[command(flatten)]
        places: Places,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Computes every kept due moment and status anew, and lists what differs. Ends with 1 if anything does.
    Verify {
        #[command(flatten)]
        places: Places,
        /// Looks at closed tickets as well.
        #[arg(long)]
        closed: bool,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
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
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Due(due) => due.run(),
            Self::Explain { reference, places, at, json } => explain_one(&reference, &places, at, json).await,
            Self::Coverage { places, json } => coverage(&places, json).await,
            Self::Verify { places, closed, json } => verify_all(&places, closed, json).await,
        }
    }
}

async fn explain_one(reference: &str, places: &Places, at: Option<Timestamp>, json: bool) -> Result<ExitCode, Failure> {
    let house = places.open("http://127.0.0.1").await?;
    let mut conn = house.store.read().await?;
    let unknown = || format!("there is no ticket {reference}");
    let wanted = domain::Reference::parse(reference).map_err(|_| unknown())?.to_string();
    let id = ticket::id_by_reference(&mut conn, &wanted).await?.ok_or_else(unknown)?;
    let found = ticket::by_id(&mut conn, &house.vault, &id).await?.ok_or_else(unknown)?;
    let said = explain(&house, &mut conn, &found, at.unwrap_or_else(|| house.now())).await?;
    print(&if json { format!("{}\n", serde_json::to_string_pretty(&said.json())?) } else { said.text() })?;
    Ok(ExitCode::SUCCESS)
}

async fn coverage(places: &Places, json: bool) -> Result<ExitCode, Failure> {
    let house = places.open("http://127.0.0.1").await?;
    let found = reaches(&house);
    if json {
        let list: Vec<_> = found
            .iter()
            .map(|reach| {
                let until = match reach.coverage.covered {
                    Covered::Until(end) => Some(end.to_string()),
                    Covered::NotToday | Covered::Never => None,
                };
                serde_json::json!({
                    "calendar": reach.calendar.id(), "version": reach.calendar.version(), "until": until,
                    "days_left": reach.coverage.days_left, "computed": reach.coverage.covered == Covered::Never,
                    "missing": reach.missing, "alarm": reach.threshold.map(Threshold::code)
                })
            })
            .collect();
        print(&format!("{}\n", serde_json::to_string_pretty(&list)?))?;
    } else {
        for reach in &found {
            let id = reach.calendar.id();
            print(&match (reach.coverage.covered, reach.coverage.days_left) {
                (Covered::Until(end), left) => {
                    let act = if reach.coverage.alarm { format!(": the list of {} is missing", reach.missing) } else { String::new() };
                    format!("{id}: official until {end}, {} days left{act}\n", left.unwrap_or_default())
                }
                (Covered::NotToday, _) => format!("{id}: not official: the list of {} is missing\n", reach.missing),
                (Covered::Never, _) => format!("{id}: computed by a program, no official list\n"),
            })?;
        }
    }
    Ok(if found.iter().any(|reach| reach.coverage.alarm) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn verify_all(places: &Places, closed: bool, json: bool) -> Result<ExitCode, Failure> {
    let house = places.open("http://127.0.0.1").await?;
    let watch = Stopwatch::start();
    let found = verify(&house, closed).await?;
    let took = watch.elapsed();
    if json {
        let drifts: Vec<_> = found
            .drifts
            .iter()
            .map(|one| serde_json::json!({"reference": one.reference, "field": one.field, "kept": one.kept, "computed": one.computed}))
            .collect();
        let whole = serde_json::json!({
            "checked": found.checked, "drifted": found.drifted, "seconds": took.as_secs_f64(), "drifts": drifts
        });
        print(&format!("{}\n", serde_json::to_string_pretty(&whole)?))?;
    } else {
        for one in &found.drifts {
            print(&format!("{}: {} is kept as {}, computed as {}\n", one.reference, one.field, one.kept, one.computed))?;
        }
        print(&format!("{} tickets checked in {:.1} s, {} differ\n", found.checked, took.as_secs_f64(), found.drifted))?;
    }
    Ok(if found.drifted == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Due {
    fn run(self) -> Result<ExitCode, Failure> {
        let due = self;
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
