//! What a product shows to everybody: its last twelve full months and its last full year, without small numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::views::promises::{Published, PublishedMetrics, PublishedPromise, PublishedYear};
use domain::clock::ClockName;
use domain::figures::{Book, Few, Metric, Period, PromiseFigures, PromiseKey, Yearly, months_before};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;

use super::{gather, yearly, zone};
use crate::desk::DeskError;
use crate::house::House;
use crate::products::Product;

/// How many full months are shown.
const MONTHS: i64 = 12;
/// How long what was counted is shown again; the page says when it was counted.
const LASTS: SignedDuration = SignedDuration::from_mins(10);

/// What was counted last, by product. Whoever counts holds it, so that many readers cost one count.
pub type Shelf = Arc<Mutex<BTreeMap<String, Arc<Published>>>>;

/// What a product publishes, counted within the last ten minutes.
///
/// # Errors
/// [`DeskError::NotFound`] when there is no such product, or it publishes nothing: the same for both. The store's.
pub async fn published(house: &House, slug: &str) -> Result<Arc<Published>, DeskError> {
    let product = house.products.get(slug).filter(|product| product.pack.publish.promises).ok_or(DeskError::NotFound)?;
    let now = house.now();
    let mut shelf = house.published.lock().await;
    if let Some(fresh) = shelf.get(slug).filter(|last| last.as_of <= now && now < last.as_of.saturating_add(LASTS).unwrap_or(now)) {
        return Ok(Arc::clone(fresh));
    }
    let made = Arc::new(count(house, product, now).await?);
    shelf.insert(slug.to_owned(), Arc::clone(&made));
    Ok(made)
}

async fn count(house: &House, product: &Product, now: Timestamp) -> Result<Published, DeskError> {
    let zone = zone(product);
    let today = now.to_zoned(zone.clone()).date();
    let months = months_before(today, MONTHS, &zone).map_err(|_| DeskError::NotFound)?;
    let mut book = Book::default();
    for key in gather::present(product) {
        book.promises.entry(key).or_default();
    }
    gather::ended(&mut house.store.read().await?, &mut book, std::slice::from_ref(&product.pack.slug), &months).await?;
    let year = today.year().saturating_sub(1);
    let metrics = yearly(house, product, year, false).await?;
    Ok(Published {
        as_of: now,
        months: months.iter().map(|month| month.name).collect(),
        promises: book
            .promises
            .iter()
            // The law's limit is shown where nothing else is promised; beside a promise it would count the same requests again.
            .filter(|(key, _)| key.clock != ClockName::Law || product.promise(key.kind).is_none())
            .map(|(key, figures)| shown(product, key, figures, &months))
            .collect(),
        year: (metrics.received() > 0).then(|| shown_year(year, &metrics)),
    })
}

fn shown(product: &Product, key: &PromiseKey, figures: &PromiseFigures, months: &[Period]) -> PublishedPromise {
    let total = figures.total();
    let ended = Few::of(total.ended());
    let month = |period: &Period| {
        let tally = figures.periods.get(&period.name).copied().unwrap_or_default();
        (period.name, tally.share().filter(|_| Few::of(tally.ended()).is_said()))
    };
    PublishedPromise {
        told: gather::told(product, key),
        key: key.clone(),
        ended,
        share: total.share().filter(|_| ended.is_said()),
        median: figures.spread.median().filter(|_| Few::of(figures.spread.count()).is_said()),
        months: months.iter().map(month).collect(),
    }
}

fn shown_year(year: i16, metrics: &Yearly) -> PublishedYear {
    let shown = |metric: &Metric| match metric {
        Metric::NotTaken => None,
        Metric::Taken(metrics) => Some(PublishedMetrics {
            received: Few::of(metrics.received),
            complied: Few::of(metrics.complied()),
            denied: Few::of(metrics.denied),
            days: metrics.days.median().filter(|_| Few::of(metrics.days.count()).is_said()),
        }),
    };
    PublishedYear { year, rights: metrics.rights.iter().map(|(right, metric)| (*right, shown(metric))).collect() }
}
