//! `habeas simulate`: a year played forward, with the share kept, the backlog, and how many agents each shift needs.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use domain::simulate::{Basis, Learned, Needs, Outlook, Plan, SvgWords, svg_file, to_json, to_text};
use jiff::civil::Date;

use super::{Failure, Places, print};
use crate::clock::Clock;
use crate::desk::simulate::{ProductOffice, YEAR, forecast, learned};
use crate::products::Products;

/// The question.
#[derive(Debug, Args)]
pub struct Simulate {
    /// The product, such as hellotalk.
    #[arg(long)]
    product: String,
    /// A plan: arrivals, handling times, shifts. See docs/simulate-example.toml. With --learn it gives the shifts, and what cannot be
    /// learned.
    #[arg(long)]
    plan: Option<PathBuf>,
    /// Learns arrivals and handling times from the last twelve months of the database.
    #[arg(long)]
    learn: bool,
    /// The first day, such as 2027-01-01. Default: the plan's, or today.
    #[arg(long)]
    from: Option<Date>,
    /// How many days. Default: the plan's, or 365.
    #[arg(long)]
    days: Option<u16>,
    /// What chance begins with: the same seed gives the same year. Default: the plan's, or 1.
    #[arg(long)]
    seed: Option<u64>,
    /// The share of every kind that should be kept, in percent.
    #[arg(long, default_value_t = 99.5, value_parser = percent)]
    target: f64,
    /// The most agents of one shift that the search tries.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
    most: u32,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    /// Writes the backlog as a picture.
    #[arg(long)]
    svg: Option<PathBuf>,
    #[command(flatten)]
    places: Places,
    /// Unused here: commands that open the house take it.
    #[arg(long, env = "HABEAS_ORIGIN", default_value = "http://127.0.0.1:3000", hide = true)]
    origin: String,
}

fn percent(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|share| (0.0..=100.0).contains(share)).ok_or_else(|| "must be a number from 0 to 100".to_owned())
}

impl Simulate {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let products = Products::read(&self.places.policies)?;
        let product = products.get(&self.product).ok_or_else(|| {
            let names: Vec<_> = products.all().map(|product| product.pack.slug.as_str()).collect();
            format!("there is no product {}; there are {}", self.product, names.join(", "))
        })?;
        let office = ProductOffice::new(&products, product);
        let mut plan = office.usual(product.business.date_of(Clock::System.now()));
        if let Some(file) = &self.plan {
            let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
            plan = Plan::parse(&text, &plan).map_err(|error| format!("{}:\n{error}", file.display()))?;
        }
        let mut said = String::new();
        if self.learn {
            let house = self.places.open(&self.origin).await?;
            let found = learned(&house, &self.product, &plan, YEAR).await?;
            let found =
                found.map_err(|little| format!("{}: {little}. Give the rest in a plan: --plan FILE, without --learn", self.product))?;
            said = told(&found);
            plan = found.plan;
        } else if self.plan.is_none() {
            "The numbers of arrivals, work and agents are invented: give your own with --plan, or --learn them.\n\n".clone_into(&mut said);
        }
        plan.first_day = self.from.unwrap_or(plan.first_day);
        plan.days = self.days.unwrap_or(plan.days);
        plan.seed = self.seed.unwrap_or(plan.seed);
        let made = forecast(&office, &plan, self.target / 100.0, self.most)?;
        if let Some(file) = &self.svg {
            std::fs::write(file, picture(&self.product, &made.outlook)).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        self.show(&said, &plan, &made.outlook, &made.needs)
    }

    fn show(&self, said: &str, plan: &Plan, outlook: &Outlook, needs: &Needs) -> Result<ExitCode, Failure> {
        if self.json {
            print(&format!("{}\n", serde_json::to_string_pretty(&to_json(plan, outlook, Some(needs)))?))?;
        } else {
            print(said)?;
            print(&to_text(plan, outlook, Some(needs)))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// From how much it was learned.
fn told(learned: &Learned) -> String {
    let mut text =
        format!("Learned from {} tickets over {} days, {} answers to questions:\n", learned.tickets, learned.days, learned.answers);
    for (kind, (came, handled, basis)) in &learned.kinds {
        let Some(traffic) = learned.plan.kinds.get(kind) else { continue };
        let from = match basis {
            Basis::Own => format!("{handled} of its own"),
            Basis::Desk => format!("the whole desk, for {handled} of its own are too few"),
            Basis::Given => "nothing: as given".to_owned(),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "  {:<24}{came:>7} came, {:>6.1} a day; {:>5.1} min each, 95 of 100 below {:.1} (from {from})",
            kind.code(),
            traffic.per_day(),
            traffic.handling.median,
            traffic.handling.p95
        );
    }
    text.push('\n');
    text
}

fn picture(product: &str, outlook: &Outlook) -> String {
    let title = format!("{product}: open tickets at the end of each day");
    let peak = outlook.peak().map_or_else(String::new, |day| format!(" Most are open on {}: {}.", day.date, day.backlog()));
    let description = format!("{} tickets arrive, {} are done.{peak}", outlook.arrived(), outlook.done());
    let day = |date: Date| date.strftime("%-d %b").to_string();
    svg_file(
        outlook,
        &SvgWords {
            title: &title,
            description: &description,
            requests: "Requests",
            reports: "Reports",
            closed: "Office closed",
            open: "Open tickets",
            day: &day,
        },
    )
}
