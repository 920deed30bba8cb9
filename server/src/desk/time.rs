//! Whether the portal's clock can be trusted with what cannot be taken back.
//!
//! A machine's clock that jumps ahead makes everything look old at once: files, requests, accounts whose time seems to be over. What destroys
//! asks a second witness first: how long this process has run since it was sure of the time last, what the portal saw last before it was
//! stopped, and the database's own clock, where it has one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::{Capability, Lang};
use jiff::{SignedDuration, Timestamp};

use super::{DeskError, post};
use crate::house::House;
use crate::mail::{Topic, letter};
use crate::store::{seen, staff};

/// By how much the clock may be ahead of what has passed: it is set right by an hour at most, and a machine that slept is noticed.
const AHEAD: SignedDuration = SignedDuration::from_hours(1);
/// For how long a portal may have been stopped without being asked whether the time is right.
const AWAY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// By how much the database's clock may differ.
const APART: SignedDuration = SignedDuration::from_mins(5);
/// The time from one writing down to the next.
const WRITTEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// What this process knows of the time.
#[derive(Debug, Clone, Default)]
pub struct Witness(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    /// The time of which it was sure last, and how long the process had run then.
    sure: Option<(Timestamp, Duration)>,
    doubt: Option<Doubt>,
}

/// Why nothing is destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// The last time of which the portal was sure.
    pub last: Timestamp,
    /// What the clock showed when the doubt began.
    pub shown: Timestamp,
    /// Whether it is the database's clock that differs.
    pub database: bool,
}

impl Witness {
    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing in it is half done at any time.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The doubt, as long as there is one.
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        self.known().doubt
    }
}

/// Whether what cannot be taken back may be done now. When a doubt begins it is told: in the log, and by mail to privacy officers and
/// administrators. It ends when the clock is right again, or when `habeas clock confirm` says that it is.
///
/// # Errors
/// The store's.
pub async fn sure(house: &House) -> Result<bool, DeskError> {
    let (now, steady) = (house.now(), house.clock.steady());
    let (known, doubted) = {
        let known = house.witness.known();
        (known.sure, known.doubt)
    };
    let mut conn = house.store.read().await?;
    // What another instance, or somebody by hand, has written down since counts too.
    let written = match known {
        Some((at, ran)) if doubted.is_none() && fits(now, at, steady.saturating_sub(ran)) && now.duration_since(at) < WRITTEN_EVERY => {
            return Ok(true);
        }
        _ => seen::last(&mut conn).await?,
    };
    let by_itself = known.is_some_and(|(at, ran)| fits(now, at, steady.saturating_sub(ran)));
    // After a start this process has seen nothing yet; a wait of its own is no downtime.
    let by_others = match (written, known) {
        (None, _) => true,
        (Some(at), None) => now.duration_since(at) <= AWAY,
        (Some(at), Some(_)) => now.duration_since(at) <= AHEAD,
    };
    let database = if house.clock.is_system() { seen::of_database(&mut conn).await? } else { None };
    drop(conn);
    let apart = database.is_some_and(|at| now.duration_since(at).abs() > APART);
    if (by_itself || by_others) && !apart {
        if doubted.is_some() {
            tracing::info!(%now, "the clock is trusted again");
        }
        *house.witness.known() = Known { sure: Some((now, steady)), doubt: None };
        house.store.write(move |conn| Box::pin(async move { seen::set(conn, now).await })).await?;
        return Ok(true);
    }
    if doubted.is_none() {
        let doubt = Doubt { last: written.or(known.map(|(at, _)| at)).or(database).unwrap_or(now), shown: now, database: apart };
        house.witness.known().doubt = Some(doubt);
        tracing::error!(last = %doubt.last, shown = %doubt.shown, database = doubt.database, "the clock has jumped: nothing is erased until it is right, or confirmed (habeas clock confirm)");
        alarm(house, doubt).await?;
    }
    Ok(false)
}

/// Whether the clock is not further on than time has passed. Behind, it destroys nothing early.
fn fits(now: Timestamp, before: Timestamp, passed: Duration) -> bool {
    let passed = SignedDuration::try_from(passed).unwrap_or(SignedDuration::MAX);
    now.duration_since(before) <= passed.saturating_add(AHEAD)
}

async fn alarm(house: &House, doubt: Doubt) -> Result<(), DeskError> {
    let (inner, now) = (house.clone(), house.now());
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let told = |one: &staff::Staff| one.active && (one.can(Capability::ReadAccessLog) || one.can(Capability::ManageStaff));
                for member in staff::all(conn, &inner.vault).await?.into_iter().filter(told) {
                    let once = format!("clock:{}:{}", doubt.last.as_second() / 3600, member.id);
                    let lang = member.lang.unwrap_or(Lang::En);
                    post::staff(&inner, conn, &member.person.email, lang, Topic::Alert, once, now, |env| {
                        letter::clock(env, doubt.last, doubt.shown)
                    })
                    .await?;
                }
                Ok::<_, DeskError>(())
            })
        })
        .await?;
    house.rouse();
    Ok(())
}
