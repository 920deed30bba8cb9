//! The desk of forecasts: a plan for a product, learned or built in, and the year that it makes. It changes nothing.

use std::time::Duration;

use domain::calendar::BusinessTime;
use domain::clock::Rules;
use domain::simulate::{Learned, Needs, Office, Outlook, Plan, PlanError, TooLittle, World, learn, usual};
use domain::{Capability, Kind};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Semaphore;

use super::account::Entered;
use super::{DeskError, Fields};
use crate::house::House;
use crate::products::{Product, Products};
use crate::store::simulate;

/// How far back the command line learns: a year.
pub const YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);
/// How far back a page learns: ninety days, so that it reads a quarter of the record at most.
pub const QUARTER: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Tickets of one forecast on a page: a second or two of one core.
pub const MOST_TICKETS: f64 = 200_000.0;
/// Agents of one shift that the search of a page tries.
pub const MOST_AGENTS: u32 = 100;
/// One forecast at a time in the whole process, so that the portal keeps its other cores.
static ONE: Semaphore = Semaphore::const_new(1);
/// How long a page waits for its turn, and then says that it is taken.
const TURN: Duration = Duration::from_secs(10);

/// A product's rules, for the play.
#[derive(Debug, Clone, Copy)]
pub struct ProductOffice<'p> {
    products: &'p Products,
    product: &'p Product,
}

impl<'p> ProductOffice<'p> {
    /// The office of this product.
    #[must_use]
    pub const fn new(products: &'p Products, product: &'p Product) -> Self {
        Self { products, product }
    }

    /// The built-in plan for it: every kind that it takes, and its hours.
    #[must_use]
    pub fn usual(self, first_day: Date) -> Plan {
        let pack = &self.product.pack;
        let kinds: Vec<Kind> = pack.taken().collect();
        let hours = pack.office.open.first().map(|open| open.from).zip(pack.office.open.last().map(|open| open.to));
        usual(&kinds, hours.unwrap_or((Date::ZERO.at(9, 0, 0, 0).time(), Date::ZERO.at(18, 0, 0, 0).time())), first_day)
    }
}

impl Office for ProductOffice<'_> {
    fn rules<'a>(&'a self, kind: Kind, country: Option<&'a str>) -> Rules<'a> {
        self.products.rules(self.product, kind, country, false)
    }

    fn business(&self) -> &BusinessTime {
        &self.product.business
    }
}

/// A forecast: what comes of the plan's own shifts, and what is needed.
#[derive(Debug, Clone)]
pub struct Forecast {
    /// With the plan's agents.
    pub outlook: Outlook,
    /// The smallest numbers.
    pub needs: Needs,
}

/// Plays a plan and searches the numbers of agents that keep the share `target`, 0 to 1.
///
/// # Errors
/// [`PlanError`].
pub fn forecast(office: &dyn Office, plan: &Plan, target: f64, most: u32) -> Result<Forecast, PlanError> {
    let world = World::of(plan, office)?;
    let played = world.play(&plan.agents())?;
    Ok(Forecast { outlook: world.outlook(&played), needs: world.needs(target, most)? })
}

/// Learns a plan from the tickets of a product so far back; what cannot be learned is that of `base`. The inner error says that there
/// is too little.
///
/// # Errors
/// The store's; [`DeskError::NotFound`] for a product that there is not.
pub async fn learned(house: &House, product: &str, base: &Plan, back: SignedDuration) -> Result<Result<Learned, TooLittle>, DeskError> {
    let product = house.products.get(product).ok_or(DeskError::NotFound)?;
    let now = house.now();
    let from = now.checked_sub(back).unwrap_or(Timestamp::UNIX_EPOCH);
    let came = simulate::came(&mut house.store.read().await?, &product.pack.slug, from, now).await?;
    Ok(learn(base, &came, &product.business, now))
}

/// The desk of who may see how the promises are kept.
#[derive(Debug, Clone)]
pub struct ForecastDesk {
    house: House,
    who: Entered,
}

/// What a page begins with.
#[derive(Debug, Clone)]
pub struct Start {
    /// The plan: learned, or built in.
    pub plan: Plan,
    /// What it was learned from, or why it was not.
    pub learned: Result<Learned, TooLittle>,
}

impl House {
    /// The desk of forecasts, for who may see how the promises are kept.
    #[must_use]
    pub fn forecasts(&self, who: &Entered) -> Option<ForecastDesk> {
        (who.whole() && who.member.can(Capability::SeePromises)).then(|| ForecastDesk { house: self.clone(), who: who.clone() })
    }
}

impl ForecastDesk {
    /// The plan that a page begins with: from today on, learned from the last ninety days where there is enough.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for a product that there is not, or that is not this member's; the store's.
    pub async fn start(&self, product: &str) -> Result<Start, DeskError> {
        let found = self.house.products.get(product).filter(|_| self.who.member.sees(product)).ok_or(DeskError::NotFound)?;
        let today = found.business.date_of(self.house.now());
        let base = ProductOffice::new(&self.house.products, found).usual(today);
        let learned = learned(&self.house, product, &base, QUARTER).await?;
        Ok(Start { plan: learned.as_ref().map_or(base, |learned| learned.plan.clone()), learned })
    }

    /// Plays a plan, aside and alone: it takes a core, and only one.
    ///
    /// # Errors
    /// [`DeskError::TooMany`] while another forecast is being made; [`DeskError::Invalid`] for a plan that cannot be played or is too
    /// large; [`DeskError::NotFound`] as [`ForecastDesk::start`].
    pub async fn forecast(&self, product: &str, plan: Plan, target: f64) -> Result<Forecast, DeskError> {
        if self.house.products.get(product).filter(|_| self.who.member.sees(product)).is_none() {
            return Err(DeskError::NotFound);
        }
        if plan.expected() > MOST_TICKETS {
            return Err(Fields::one("days", "simulate_too_many"));
        }
        let soon = self.house.now().saturating_add(SignedDuration::from_secs(30)).unwrap_or(Timestamp::MAX);
        let Ok(Ok(turn)) = tokio::time::timeout(TURN, ONE.acquire()).await else { return Err(DeskError::TooMany(soon)) };
        let (products, slug) = (self.house.products.clone(), product.to_owned());
        // The turn goes with the work: a reader who leaves does not let a second one begin beside it.
        let made = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let product = products.get(&slug)?;
            Some(forecast(&ProductOffice::new(&products, product), &plan, target, MOST_AGENTS))
        });
        match made.await.map_err(std::io::Error::other)?.ok_or(DeskError::NotFound)? {
            Ok(forecast) => Ok(forecast),
            Err(PlanError::Clock(error)) => Err(error.into()),
            Err(PlanError::Wrong(_) | PlanError::Toml(_)) => Err(Fields::one("days", "simulate_wrong")),
        }
    }
}
