//! Keeping, and no longer: closed tickets lose their words, later their rows; records of guardians go when they have been over for
//! long. When is the domain's to say ([`domain::retention`]); here it is looked for, checked again under the lock, and done.

use std::collections::BTreeMap;

use domain::Kind;
use domain::retention::{Closed, Schedule, Sort, years_after};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::requester::may_appeal;
use super::{DeskError, clerk, upload};
use crate::house::House;
use crate::store::outcome::{self, Mark};
use crate::store::ticket::Ticket;
use crate::store::{Conn, child_id, event, figures, file, retention, retention_people as people};

/// What is done to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// What is personal is taken out.
    Pseudonymise,
    /// The rest goes too.
    Erase,
}

impl Verb {
    /// Its name in lists.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pseudonymise => "pseudonymise",
            Self::Erase => "erase",
        }
    }
}

/// A ticket for which the moment has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Identifier.
    pub id: String,
    /// The pack's slug.
    pub product: String,
    /// What it was about.
    pub kind: Kind,
    /// What is to be done.
    pub verb: Verb,
    /// Why it was kept so long.
    pub sort: Sort,
}

/// How much of what: by product, what it was about, what is done, and why.
pub type Tally = BTreeMap<(String, &'static str, Verb, Sort), u64>;

/// The records of guardians that have been over for long.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// How many consents.
    pub consents: u64,
    /// How many authorities.
    pub authorities: u64,
    /// How many children.
    pub children: u64,
    /// How many lifted flags.
    pub flags: u64,
}

impl People {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

/// After how long without any sign an account counts as idle: three years. The house's own number; idle accounts are listed, and
/// stay: whoever they belong to may still need them.
const IDLE: SignedDuration = SignedDuration::from_hours(3 * 365 * 24);

/// The least that is ever kept: what was closed later is not even looked at.
const LEAST: SignedDuration = SignedDuration::from_hours(30 * 24);

fn before(at: Timestamp, length: SignedDuration) -> Timestamp {
    at.saturating_sub(length).unwrap_or(Timestamp::MIN)
}

/// When a closed ticket of a product loses its words, and when it goes; `None` for a product that is no longer known, whose rules
/// nobody can read: its tickets stay.
fn schedule(house: &House, product: &str, closed: &Closed) -> Option<Schedule> {
    let pack = &house.products.get(product)?.pack;
    closed.schedule(&pack.tickets, &zone(house, product)).ok()
}

fn zone(house: &House, product: &str) -> TimeZone {
    house.products.get(product).and_then(|product| TimeZone::get(&product.pack.office.zone).ok()).unwrap_or(TimeZone::UTC)
}

/// One batch of the search for what is due at a moment, after a ticket's identifier; and the identifier after which to go on, `None`
/// at the end.
///
/// # Errors
/// The store's.
pub async fn due(house: &House, at: Timestamp, after: &str) -> Result<(Vec<Due>, Option<String>), DeskError> {
    let list = retention::old(&mut house.store.read().await?, before(at, LEAST), after).await?;
    let next = list.last().map(|one| one.id.clone());
    let due = list.into_iter().filter_map(|one| {
        let when = schedule(house, &one.product, &one.closed)?;
        if one.handover || one.authority {
            return None;
        }
        let verb = if at >= when.erased_at {
            Verb::Erase
        } else if at >= when.pseudonymised_at && !one.pseudonymised {
            Verb::Pseudonymise
        } else {
            return None;
        };
        Some(Due { id: one.id, product: one.product, kind: one.closed.kind, verb, sort: when.sort })
    });
    Ok((due.collect(), next))
}

/// Does to one ticket what is due, if it still is: answers whether it was done. Two instances that do it at once do it once.
///
/// # Errors
/// The store's, or the file system's.
pub async fn carry_out(house: &House, due: &Due) -> Result<bool, DeskError> {
    // The bytes go first, as everywhere: a record of destruction is never ahead of it. Nothing is open to be held here, for the
    // ticket is closed and its appeal over; that is checked before, and again under the lock.
    let (inner, id) = (house.clone(), due.id.clone());
    let mut conn = house.store.read().await?;
    let Some(ticket) = crate::store::ticket::by_id(&mut conn, &house.vault, &id).await? else { return Ok(false) };
    if !may(house, &mut conn, &ticket, due.verb).await? {
        return Ok(false);
    }
    let files = retention::remaining_files(&mut conn, &id).await?;
    drop(conn);
    for file in &files {
        upload::destroy(house, file).await?;
    }
    let due = due.clone();
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let Some(ticket) = crate::store::ticket::lock(conn, &inner.vault, &id).await? else { return Ok(false) };
                let now = inner.now();
                if !may(&inner, conn, &ticket, due.verb).await? {
                    return Ok(false);
                }
                for file in files {
                    if file::set_destroyed(conn, &file, now).await? {
                        clerk::note(conn, &id, now, "system", "file_destroyed", json!({"file": file})).await?;
                    }
                }
                match due.verb {
                    Verb::Pseudonymise => {
                        let left = retention::pseudonymise(conn, &inner.vault, &ticket, now).await?;
                        let mut data = json!({"sort": due.sort.code()});
                        if !left.is_empty() {
                            data[outcome::KEYS] = left.iter().map(Mark::json).collect();
                        }
                        clerk::note(conn, &id, now, "system", "pseudonymised", data).await?;
                    }
                    Verb::Erase => {
                        // What was never proved was never asked: it stands in no figure.
                        if due.sort != Sort::Unproved {
                            for figure in retention::figures(conn, &inner.vault, &ticket, now).await? {
                                figures::insert(conn, &figure, now).await?;
                            }
                        }
                        let looks = retention::erase(conn, &id).await?;
                        let data = json!({"sort": due.sort.code(), "looks": looks});
                        clerk::note(conn, &id, now, "system", "erased", data).await?;
                    }
                }
                Ok::<_, DeskError>(true)
            })
        })
        .await
}

/// Whether a ticket may lose its words, or go, now: never while it is on the queue, while an appeal may still come, while a young
/// person is asked, or while it is the case of an authority that stands.
async fn may(house: &House, conn: &mut Conn, ticket: &Ticket, verb: Verb) -> Result<bool, DeskError> {
    let now = house.now();
    let Some(at) = ticket.stopped_at.filter(|_| ticket.state.is_closed()) else { return Ok(false) };
    // Mails about a standing authority go to the address in its case.
    let held = ticket.ties.handover_until.is_some() || retention::carries_authority(conn, &ticket.id).await?;
    if held || may_appeal(ticket, super::appeal::was_asked(conn, ticket).await?, now) {
        return Ok(false);
    }
    let closed = Closed { kind: ticket.kind, state: ticket.state, proved: ticket.proved_at.is_some(), cycle: ticket.cycle, at };
    let Some(when) = schedule(house, &ticket.product, &closed) else { return Ok(false) };
    Ok(match verb {
        Verb::Pseudonymise => now >= when.pseudonymised_at && ticket.ties.pseudonymised_at.is_none(),
        Verb::Erase => now >= when.erased_at,
    })
}

/// What would be done at a moment: nothing is changed.
///
/// # Errors
/// The store's.
pub async fn foresee(house: &House, at: Timestamp) -> Result<Tally, DeskError> {
    let (mut tally, mut after) = (Tally::new(), String::new());
    loop {
        let (list, next) = due(house, at, &after).await?;
        for one in list {
            *tally.entry((one.product, one.kind.code(), one.verb, one.sort)).or_default() += 1;
        }
        let Some(next) = next else { return Ok(tally) };
        after = next;
    }
}

/// Does everything that is due now.
///
/// # Errors
/// The store's, or the file system's.
pub async fn carry_out_all(house: &House) -> Result<Tally, DeskError> {
    let (mut tally, mut after) = (Tally::new(), String::new());
    loop {
        let (list, next) = due(house, house.now(), &after).await?;
        for one in list {
            if carry_out(house, &one).await? {
                *tally.entry((one.product, one.kind.code(), one.verb, one.sort)).or_default() += 1;
            }
        }
        let Some(next) = next else { return Ok(tally) };
        after = next;
    }
}

/// Which of these have been over for the years of their product's pack.
fn over(house: &House, list: Vec<people::Ended>, at: Timestamp) -> Vec<String> {
    let is_over = |one: &people::Ended| {
        let years = house.products.get(&one.product).map(|product| product.pack.tickets.years)?;
        years_after(one.at, years, &zone(house, &one.product)).ok().map(|end| at >= end)
    };
    list.into_iter().filter(|one| is_over(one) == Some(true)).map(|one| one.id).collect()
}

/// The records of guardians that have been over for long enough at a moment: how many there are that nothing else rests on. An
/// authority that only a consent of the same age holds goes with the next round.
///
/// # Errors
/// The store's.
pub async fn foresee_people(house: &House, at: Timestamp) -> Result<People, DeskError> {
    let mut conn = house.store.read().await?;
    let count = |list: Vec<String>| list.len() as u64;
    Ok(People {
        consents: count(over(house, people::consents(&mut conn, before(at, LEAST)).await?, at)),
        authorities: count(over(house, people::authorities(&mut conn, before(at, LEAST)).await?, at)),
        children: count(over(house, people::lone_children(&mut conn, before(at, LEAST)).await?, at)),
        flags: people::loose_flags(&mut conn).await?,
    })
}

/// Lets go of the records of guardians that have been over for long enough. How many is noted in the house's record; nobody is.
///
/// # Errors
/// The store's.
pub async fn carry_out_people(house: &House) -> Result<People, DeskError> {
    let now = house.now();
    let inner = house.clone();
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let mut gone = People::default();
                for id in over(&inner, people::consents(conn, before(now, LEAST)).await?, now) {
                    gone.consents += people::erase_consent(conn, &id).await?;
                }
                for id in over(&inner, people::authorities(conn, before(now, LEAST)).await?, now) {
                    let (authorities, children) = people::erase_authority(conn, &id).await?;
                    gone.authorities += authorities;
                    gone.children += children;
                }
                for id in over(&inner, people::lone_children(conn, before(now, LEAST)).await?, now) {
                    gone.children += people::erase_child(conn, &id).await?;
                }
                gone.flags = people::erase_flags(conn).await?;
                // What nothing hangs on any more goes with the last of it, and is nobody's record of its own.
                child_id::forget(conn).await?;
                if !gone.is_empty() {
                    let data = json!({
                        "consents": gone.consents, "authorities": gone.authorities, "children": gone.children, "flags": gone.flags
                    });
                    event::append(conn, "house", now, "system", "guardian_records_erased", &data).await?;
                }
                Ok::<_, DeskError>(gone)
            })
        })
        .await
}

/// Accounts that have been idle for three years and have nothing open. They stay.
///
/// # Errors
/// The store's.
pub async fn idle_accounts(house: &House, at: Timestamp) -> Result<Vec<String>, DeskError> {
    Ok(people::idle_accounts(&mut house.store.read().await?, before(at, IDLE)).await?)
}
