//! Which stories are told: every hundred of them have the same mixture, and begin when they must so that the queue of this very
//! moment has something due in minutes, hours and days.

use std::collections::BTreeMap;

use domain::Kind;
use domain::clock::{ClockError, History, evaluate};
use domain::country::Country;
use jiff::{SignedDuration, Timestamp};

use super::people;
use super::world::World;
use crate::products::Product;

/// How a story goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Plot {
    /// Proved, and nobody has taken it on yet.
    Waiting,
    /// An agent works on it.
    Held,
    /// Left lying until its promise was broken.
    Neglected,
    /// The requester was asked, and the clocks wait.
    Asked,
    /// The requester was asked, and has answered.
    Answered,
    /// Waits for processors.
    Awaiting,
    /// Done in time.
    Done,
    /// Done, but late.
    DoneLate,
    /// Done in part.
    Part,
    /// Refused.
    Denied,
    /// Refused, and under review again.
    AppealOpen,
    /// Refused, reviewed by another, and closed again.
    AppealDone,
    /// Withdrawn by the requester.
    Withdrawn,
    /// Cancelled by staff.
    Cancelled,
    /// Sent twice: two tickets.
    Duplicate,
    /// Never proved, and over.
    Expired,
    /// Not proved yet.
    Unverified,
    /// A report nobody has looked at.
    Reported,
    /// Several reports about the same.
    ReportedOften,
    /// A case that an agent works on.
    CaseHeld,
    /// A decided case.
    Decided,
    /// A case that was decided too late.
    DecidedLate,
    /// A guardian has claimed authority over a child, and asked for something.
    Claimed,
    /// A guardian's child came of age while a request was open.
    Grown,
    /// A guardian takes a consent back.
    Revoked,
    /// Somebody tells that a child uses an account.
    Noticed,
    /// A report that could not wait.
    Escalated,
}

/// How many of a hundred stories go how.
const MIXTURE: [(Plot, usize); 26] = [
    (Plot::Waiting, 9),
    (Plot::Held, 8),
    (Plot::Neglected, 3),
    (Plot::Asked, 4),
    (Plot::Answered, 2),
    (Plot::Awaiting, 1),
    (Plot::Done, 20),
    (Plot::DoneLate, 4),
    (Plot::Part, 5),
    (Plot::Denied, 7),
    (Plot::AppealOpen, 2),
    (Plot::AppealDone, 2),
    (Plot::Withdrawn, 4),
    (Plot::Cancelled, 1),
    (Plot::Duplicate, 2),
    (Plot::Expired, 3),
    (Plot::Unverified, 4),
    (Plot::Reported, 4),
    (Plot::ReportedOften, 2),
    (Plot::CaseHeld, 1),
    (Plot::Decided, 7),
    (Plot::DecidedLate, 1),
    (Plot::Claimed, 1),
    (Plot::Grown, 1),
    (Plot::Revoked, 1),
    (Plot::Noticed, 1),
];

impl Plot {
    /// How many tickets the story makes.
    pub(super) const fn size(self) -> usize {
        if matches!(self, Self::Duplicate | Self::Claimed | Self::Grown | Self::Revoked) { 2 } else { 1 }
    }

    /// Whether it is about a child.
    pub(super) const fn is_family(self) -> bool {
        matches!(self, Self::Claimed | Self::Grown | Self::Revoked | Self::Noticed)
    }

    /// Whether it is about a report.
    pub(super) const fn is_case(self) -> bool {
        matches!(self, Self::Reported | Self::ReportedOften | Self::CaseHeld | Self::Decided | Self::DecidedLate | Self::Escalated)
    }
}

/// A story that is to be told.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Its number: chooses the dice and the references.
    pub(super) story: u64,
    /// How it goes.
    pub(super) plot: Plot,
    /// The product's slug.
    pub(super) product: String,
    /// What it is about.
    pub(super) kind: Kind,
    /// Where its person lives.
    pub(super) country: Option<&'static Country>,
    /// When it begins.
    pub(super) begins: Timestamp,
}

/// One story in so many cannot wait.
const ESCALATED_EVERY: u64 = 5000;

/// Plans stories with so many tickets together, in the order in which they begin.
///
/// # Errors
/// When a calendar has no open day.
pub(super) fn plans(world: &World, tickets: usize) -> Result<Vec<Plan>, ClockError> {
    let mut limits = BTreeMap::new();
    let (mut list, mut left, mut story, mut hundred) = (Vec::new(), tickets, 0, Vec::new());
    while left > 0 {
        if hundred.is_empty() {
            hundred = shuffled(world, story);
        }
        let mut plot = hundred.pop().unwrap_or(Plot::Done);
        if story % ESCALATED_EVERY == 7 {
            plot = Plot::Escalated;
        }
        if plot.size() > left {
            plot = Plot::Done;
        }
        left -= plot.size();
        list.push(plan(world, &mut limits, story, plot)?);
        story += 1;
    }
    // Neighbours in time are neighbours in the database.
    list.sort_by_key(|plan| plan.begins);
    Ok(list)
}

fn shuffled(world: &World, story: u64) -> Vec<Plot> {
    let mut list: Vec<Plot> = MIXTURE.iter().flat_map(|(plot, count)| std::iter::repeat_n(*plot, *count)).collect();
    let mut dice = world.dice(u64::MAX / 2 + story);
    for at in (1..list.len()).rev() {
        list.swap(at, dice.between(0, at as i64) as usize);
    }
    list
}

type Limits = BTreeMap<(String, &'static str, &'static str), Timestamp>;

fn plan(world: &World, limits: &mut Limits, story: u64, plot: Plot) -> Result<Plan, ClockError> {
    // Dice of its own: the story's begin anew.
    let mut dice = world.dice(story ^ (1 << 62));
    let products: Vec<&Product> = world.house.products.all().collect();
    let product = if dice.percent(70) { products[0] } else { *dice.pick(&products) };
    let kind = if plot.is_case() {
        Kind::Report
    } else if plot.is_family() {
        if plot == Plot::Noticed { Kind::ChildAccount } else { Kind::GuardianAuthority }
    } else {
        let wanted = [
            (Kind::Access, 22),
            (Kind::Correction, 13),
            (Kind::Deletion, 34),
            (Kind::AiTrainingWithdrawal, 19),
            (Kind::AdvertisingOptOut, 12),
        ];
        let takes: Vec<(Kind, i64)> = wanted.into_iter().filter(|(kind, _)| product.pack.takes(*kind)).collect();
        dice.weighed(&takes)
    };
    // A product whose policy knows guardians, where it is about a child.
    let product = if plot.is_family() && !product.pack.takes(kind) {
        products.iter().copied().find(|product| product.pack.takes(kind)).unwrap_or(product)
    } else {
        product
    };
    let country = people::country(&mut dice).filter(|_| kind != Kind::Report);
    let mut ago = |from: i64, to: i64| world.now.saturating_sub(dice.minutes(from, to)).unwrap_or(world.now);
    const HOUR: i64 = 60;
    const DAY: i64 = 24 * HOUR;
    // A promise of one business day is over soon; where the law alone counts, a request may be weeks old.
    let quick = product.promise(kind).is_some();
    let begins = match plot {
        Plot::Escalated => ago(35, 50),
        Plot::Reported => ago(4, 24 * HOUR + 20),
        Plot::ReportedOften | Plot::CaseHeld => ago(2 * HOUR, 23 * HOUR),
        Plot::Decided => ago(26 * HOUR, 89 * DAY),
        Plot::DecidedLate => ago(4 * DAY, 89 * DAY),
        Plot::Waiting | Plot::Held | Plot::Awaiting if quick => ago(20, 20 * HOUR),
        Plot::Asked | Plot::Answered if quick => ago(12 * HOUR, 4 * DAY),
        Plot::Neglected if quick => ago(3 * DAY, 6 * DAY),
        Plot::Waiting | Plot::Held | Plot::Asked | Plot::Answered | Plot::Awaiting | Plot::Neglected => {
            let length = limit(world, limits, product, kind, country)?.duration_since(world.now).as_mins();
            let (from, to) =
                if plot == Plot::Neglected { (length + HOUR, length + 3 * DAY) } else { (length - 20 * DAY, length - 3 * HOUR) };
            ago(from.max(6 * HOUR), to.max(7 * HOUR))
        }
        Plot::Noticed => ago(10, 20 * HOUR),
        Plot::Claimed => ago(30, 20 * HOUR),
        Plot::Revoked => ago(5 * DAY, 9 * DAY),
        Plot::Grown => ago(14 * DAY, 20 * DAY),
        Plot::Unverified => ago(3, 6 * DAY + 20 * HOUR),
        // A month after its end it is gone.
        Plot::Expired => ago(8 * DAY, 36 * DAY),
        Plot::AppealOpen => ago(16 * DAY, 28 * DAY),
        Plot::AppealDone | Plot::DoneLate => ago(45 * DAY, 89 * DAY),
        _ if quick => ago(4 * DAY, 89 * DAY),
        _ => ago(20 * DAY, 89 * DAY),
    };
    Ok(Plan { story, plot, product: product.pack.slug.clone(), kind, country, begins })
}

/// When a request of this kind would be due, if it came now.
fn limit(
    world: &World,
    limits: &mut Limits,
    product: &Product,
    kind: Kind,
    country: Option<&'static Country>,
) -> Result<Timestamp, ClockError> {
    let code = country.map(|country| country.code);
    let key = (product.pack.slug.clone(), kind.code(), code.unwrap_or_default());
    if let Some(due) = limits.get(&key) {
        return Ok(*due);
    }
    let rules = world.house.products.rules(product, kind, code, false);
    let all = evaluate(&History::received(world.now), &rules, world.now)?;
    let due = all
        .governor()
        .map_or_else(|| world.now.saturating_add(SignedDuration::from_hours(30 * 24)).unwrap_or(world.now), |clock| clock.due);
    limits.insert(key, due);
    Ok(due)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixture_is_a_hundred() {
        assert_eq!(MIXTURE.iter().map(|(_, count)| count).sum::<usize>(), 100);
    }
}
