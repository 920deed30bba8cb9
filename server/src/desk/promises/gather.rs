//! Gathers the numbers of promises from the store into the domain's book.

use std::collections::BTreeMap;

use app::views::promises::Told;
use domain::clock::ClockName;
use domain::figures::{Book, Period, PromiseKey, Tally, weeks};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Asked, Found, zone};
use crate::desk::DeskError;
use crate::house::House;
use crate::products::Product;
use crate::store::Conn;
use crate::store::promises::{self as store, Group};

/// What was promised: the pack's term while its version is the present one; an older version's words are not kept.
#[must_use]
pub fn told(product: &Product, key: &PromiseKey) -> Told {
    if key.clock == ClockName::Law {
        return Told::Law;
    }
    match product.promise(key.kind) {
        Some(term) if key.version == product.pack.policy.version_tag() => Told::Term(term.clone()),
        _ => Told::Gone,
    }
}

/// The promises that a product makes at present, so that one of which nothing has ended is not left out.
pub(super) fn present(product: &Product) -> impl Iterator<Item = PromiseKey> {
    let pack = &product.pack;
    pack.taken().filter(|kind| pack.duty(*kind).is_some()).map(|kind| PromiseKey {
        product: pack.slug.clone(),
        kind,
        clock: if kind == domain::Kind::Report { ClockName::Review } else { ClockName::Promise },
        version: pack.policy.version_tag(),
    })
}

fn key(group: &Group, clock: ClockName) -> PromiseKey {
    PromiseKey { product: group.product.clone(), kind: group.kind, clock, version: group.version.clone() }
}

/// Products by the zone of their offices: in one zone weeks begin at the same moments.
fn by_zone<'p>(products: &[&'p Product]) -> BTreeMap<String, Vec<&'p Product>> {
    let mut zones: BTreeMap<String, Vec<&Product>> = BTreeMap::new();
    for product in products {
        zones.entry(product.pack.office.zone.clone()).or_default().push(product);
    }
    zones
}

/// The numbers of these products, by week.
pub(super) async fn by_week(house: &House, products: &[&Product], asked: &Asked) -> Result<Found, DeskError> {
    let days = |zone: &TimeZone| weeks(asked.from, asked.to, zone).map_err(|_| DeskError::NotFound);
    let mut found = Found { weeks: days(&TimeZone::UTC)?.iter().map(|week| week.name).collect(), book: Book::default() };
    let mut conn = house.store.read().await?;
    for list in by_zone(products).into_values() {
        let Some(first) = list.first() else { continue };
        for key in list.iter().flat_map(|product| present(product)) {
            found.book.promises.entry(key).or_default();
        }
        let slugs: Vec<String> = list.iter().map(|product| product.pack.slug.clone()).collect();
        ended(&mut conn, &mut found.book, &slugs, &days(&zone(first))?).await?;
        open(&mut conn, &mut found.book, &slugs, house.now()).await?;
    }
    Ok(found)
}

/// Adds what ended in these periods, how long it took, and why it was late.
pub(super) async fn ended(conn: &mut Conn, book: &mut Book, slugs: &[String], periods: &[Period]) -> Result<(), DeskError> {
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return Ok(()) };
    let (from, before) = (first.from, last.before);
    let (ended, took) = store::ended(conn, slugs, periods).await?;
    for row in ended {
        let Some(period) = periods.get(row.period) else { continue };
        let clocks = ClockName::ALL.into_iter().zip(row.clocks);
        for (clock, tally) in clocks.filter(|(_, tally)| *tally != Tally::default()) {
            book.ended(key(&row.group, clock), period.name, tally, row.erased);
        }
    }
    for row in took {
        for (clock, _) in ClockName::ALL.into_iter().zip(row.clocks).filter(|(_, there)| *there) {
            book.took(key(&row.group, clock), row.minutes, row.times);
        }
    }
    for (group, clock, code, times) in store::reasons(conn, slugs, from, before).await? {
        book.reason(key(&group, clock), &code, times);
    }
    for (group, state, count) in store::unanswered(conn, slugs, from, before).await? {
        book.without_answer(&group.product, group.kind, &group.version, &state, count);
    }
    Ok(())
}

/// Adds what is open now.
async fn open(conn: &mut Conn, book: &mut Book, slugs: &[String], now: Timestamp) -> Result<(), DeskError> {
    for row in store::open(conn, slugs, now).await? {
        for (clock, open) in ClockName::ALL.into_iter().zip(row.clocks).filter(|(_, open)| open.open > 0) {
            book.open(key(&row.group, clock), open);
        }
    }
    Ok(())
}
