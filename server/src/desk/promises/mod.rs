//! The desk of figures: how promises were kept, what stands behind each number, and a year's metrics. It opens nothing personal.
//!
//! [`PromiseDesk`] is for staff, and sees the products of its member. [`published`] is what a product shows to everybody.

mod asked;
mod gather;
mod public;

use domain::figures::{Answered, Book, Yearly};
use domain::{Capability, Kind};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use asked::{Asked, AskedYear, MOST_YEARS};
pub use gather::told;
pub use public::{Shelf, published};

use super::DeskError;
use super::account::Entered;
use crate::house::House;
use crate::products::Product;
use crate::store::promise_lines::{self, Line};
use crate::store::{promise_year, staff::Staff};

/// The desk of who may see how promises are kept.
#[derive(Debug, Clone)]
pub struct PromiseDesk {
    house: House,
    member: Staff,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The weeks by their Mondays, without a gap.
    pub weeks: Vec<Date>,
    /// The numbers.
    pub book: Book,
}

/// The tickets behind a number.
#[derive(Debug, Clone)]
pub struct Lines {
    /// Those of this page.
    pub lines: Vec<Line>,
    /// Whether there is another page.
    pub more: bool,
    /// How many more are counted whose tickets were erased.
    pub erased: i64,
}

impl House {
    /// The desk of figures, for who may see them.
    #[must_use]
    pub fn promises(&self, who: &Entered) -> Option<PromiseDesk> {
        let may = who.whole() && who.member.can(Capability::SeePromises);
        may.then(|| PromiseDesk { house: self.clone(), member: who.member.clone() })
    }
}

/// The zone of a product's office.
#[must_use]
pub fn zone(product: &Product) -> TimeZone {
    // The check of packs knows the zones; a stored one from elsewhere would be read in UTC.
    TimeZone::get(&product.pack.office.zone).unwrap_or(TimeZone::UTC)
}

/// The moments at which a calendar year begins and ends in a zone.
fn year_of(year: i16, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
    let start = |year: i16| Some(Date::new(year, 1, 1).ok()?.to_zoned(zone.clone()).ok()?.timestamp());
    Some((start(year)?, start(year.checked_add(1)?)?))
}

/// The metrics of a year.
async fn yearly(house: &House, product: &Product, year: i16, california: bool) -> Result<Yearly, DeskError> {
    let (from, before) = year_of(year, &zone(product)).ok_or(DeskError::NotFound)?;
    let filter = promise_year::Filter { product: product.pack.slug.clone(), from, before, country: california.then_some("US-CA") };
    let mut yearly = Yearly::new(|kind| product.pack.takes(kind));
    let mut conn = house.store.read().await?;
    for row in promise_year::received(&mut conn, &filter).await? {
        yearly.add(row.kind, Answered::of(row.outcome.as_deref(), &row.state), row.days, row.count);
    }
    for (kind, reasons) in promise_year::denied(&mut conn, &filter).await? {
        yearly.denied(kind, reasons.iter().map(String::as_str));
    }
    Ok(yearly)
}

impl PromiseDesk {
    /// The products that its member sees.
    pub fn products(&self) -> impl Iterator<Item = &Product> {
        self.house.products.all().filter(|product| self.member.sees(&product.pack.slug))
    }

    /// The product with this slug, if its member sees it.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for what is not there and for what they may not see, alike.
    pub fn product(&self, slug: &str) -> Result<&Product, DeskError> {
        self.products().find(|product| product.pack.slug == slug).ok_or(DeskError::NotFound)
    }

    /// Today, in the zone of the first office.
    #[must_use]
    pub fn today(&self) -> Date {
        let zone = self.products().next().map_or(TimeZone::UTC, zone);
        self.house.now().to_zoned(zone).date()
    }

    /// How the promises were kept in the time asked for, by week; and how those stand that are open now.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for a product that its member does not see; the store's.
    pub async fn figures(&self, asked: &Asked) -> Result<Found, DeskError> {
        let products: Vec<&Product> = match &asked.product {
            Some(slug) => vec![self.product(slug)?],
            None => self.products().collect(),
        };
        gather::by_week(&self.house, &products, asked).await
    }

    /// The tickets behind a number of a product's promise, a page of them.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for a product or a kind that its member does not see; the store's.
    pub async fn tickets(
        &self,
        asked: &Asked,
        key: &domain::figures::PromiseKey,
        which: promise_lines::Which,
        after: Option<(Timestamp, String)>,
    ) -> Result<Lines, DeskError> {
        let product = self.product(&key.product)?;
        if !self.sees(key.kind) {
            return Err(DeskError::NotFound);
        }
        let (from, before) = asked.moments(&zone(product)).ok_or(DeskError::NotFound)?;
        let filter = promise_lines::Filter {
            product: key.product.clone(),
            kind: key.kind,
            version: key.version.clone(),
            clock: key.clock,
            which,
            from,
            before,
            now: self.house.now(),
        };
        let mut conn = self.house.store.read().await?;
        let (lines, more) = promise_lines::page(&mut conn, &filter, after).await?;
        Ok(Lines { lines, more, erased: promise_lines::erased(&mut conn, &filter).await? })
    }

    fn sees(&self, kind: Kind) -> bool {
        self.member.role.sees(kind)
    }

    /// A calendar year's metrics of a product, as 11 CCR 7102(a) asks for them.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for a product that its member does not see; the store's.
    pub async fn year(&self, asked: &AskedYear) -> Result<Yearly, DeskError> {
        yearly(&self.house, self.product(&asked.product)?, asked.year, asked.california).await
    }
}
