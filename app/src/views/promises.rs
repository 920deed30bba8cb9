//! What the pages about kept and broken promises are given. What the public one is given holds no small number.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::clock::{ClockName, PromiseTerm};
use domain::figures::{Few, Open, PromiseFigures, PromiseKey, Right, Share, Tally, Unanswered, Yearly};
use domain::pack::Pack;
use jiff::Timestamp;
use jiff::civil::Date;

use super::FormView;

/// What was promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The pack's term: business days, open hours, or the hours of a review.
    Term(PromiseTerm),
    /// The limit of the law of each requester's country.
    Law,
    /// An older version of the policy, whose words are no longer in the pack.
    Gone,
}

/// One promise with its numbers.
#[derive(Debug, Clone)]
pub struct PromiseView {
    /// Which.
    pub key: PromiseKey,
    /// The product's name.
    pub product: String,
    /// What was promised.
    pub told: Told,
    /// The numbers.
    pub figures: PromiseFigures,
    /// What ended without an answer beside it: the same for each clock of a kind.
    pub unanswered: Unanswered,
}

/// The staff's page. Fields of its filter: `from`, `to`, `product`.
#[derive(Debug, Clone)]
pub struct PromisesView {
    /// What was asked for, and what is wrong with it.
    pub filter: FormView,
    /// The products to choose from: slugs and names.
    pub products: Vec<(String, String)>,
    /// What there is; nothing where something is wrong with what was asked for.
    pub found: Option<FoundView>,
}

/// The numbers of a stretch of days.
#[derive(Debug, Clone)]
pub struct FoundView {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The weeks by their Mondays, each of them in every chart.
    pub weeks: Vec<Date>,
    /// The promises.
    pub promises: Vec<PromiseView>,
    /// All that was promised: what ended, and what is open.
    pub promised: (Tally, Open),
    /// All limits of the law.
    pub law: (Tally, Open),
    /// What was asked for, as the query of an address.
    pub query: String,
}

/// The tickets behind a number.
#[derive(Debug, Clone)]
pub struct PromiseTicketsView {
    /// The product's name.
    pub product: String,
    /// Whose tickets.
    pub key: PromiseKey,
    /// Which of them: `kept`, `broken` and so on.
    pub which: &'static str,
    /// The first day of what ended.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The lines of this page.
    pub lines: Vec<PromiseTicketView>,
    /// How many more are counted whose tickets were erased; 1000 means "more than 999".
    pub erased: i64,
    /// The query of the next page.
    pub next: Option<String>,
    /// The query of the page of figures.
    pub back: String,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseTicketView {
    /// The reference.
    pub reference: String,
    /// When the clock was or is due.
    pub due: Option<Timestamp>,
    /// When the cycle ended.
    pub closed: Option<Timestamp>,
    /// By how many whole minutes it was or is late; nothing where it is not.
    pub late: Option<u64>,
    /// The state's code.
    pub state: String,
}

/// A year's metrics (11 CCR 7102). Fields: `year`, `product`, `who` (`all`, `california`).
#[derive(Debug, Clone)]
pub struct YearView {
    /// What was asked for, and what is wrong with it.
    pub filter: FormView,
    /// The products to choose from: slugs and names.
    pub products: Vec<(String, String)>,
    /// The metrics; nothing where something is wrong with what was asked for.
    pub found: Option<YearFound>,
}

/// What there was in a year.
#[derive(Debug, Clone)]
pub struct YearFound {
    /// The year.
    pub year: i16,
    /// The product's name.
    pub product: String,
    /// Whether those from California alone are counted.
    pub california: bool,
    /// Whether the year is over.
    pub over: bool,
    /// The metrics.
    pub yearly: Yearly,
    /// What was asked for, as the query of an address.
    pub query: String,
}

/// The public page of a product.
#[derive(Debug, Clone)]
pub struct PublishedView {
    /// The product.
    pub pack: Arc<Pack>,
    /// The figures.
    pub published: Arc<Published>,
}

/// What a product publishes: the last twelve full months, and the last full year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// When it was counted (UTC).
    pub as_of: Timestamp,
    /// The months by their first days, the oldest first.
    pub months: Vec<Date>,
    /// The promises.
    pub promises: Vec<PublishedPromise>,
    /// The last full year, if anything was received in it.
    pub year: Option<PublishedYear>,
}

/// One promise, as everybody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPromise {
    /// Which.
    pub key: PromiseKey,
    /// What was promised.
    pub told: Told,
    /// How many ended.
    pub ended: Few,
    /// The share that was kept; nothing where the number is not said.
    pub share: Option<Share>,
    /// The median in minutes; nothing where the number is not said.
    pub median: Option<u64>,
    /// The share of each month; nothing where too few ended in it.
    pub months: BTreeMap<Date, Option<Share>>,
}

/// A year's metrics, as everybody may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedYear {
    /// The year.
    pub year: i16,
    /// Each right, in the regulation's order; nothing where the product takes no such requests.
    pub rights: Vec<(Right, Option<PublishedMetrics>)>,
}

/// The metrics of a right, as everybody may see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishedMetrics {
    /// Received.
    pub received: Few,
    /// Complied with in whole or in part.
    pub complied: Few,
    /// Denied.
    pub denied: Few,
    /// The median number of days within which they were answered; nothing where too few were.
    pub days: Option<u64>,
}

/// The promises' clocks: what a product itself promises, as against the law.
pub const PROMISED: [ClockName; 2] = [ClockName::Promise, ClockName::Review];
