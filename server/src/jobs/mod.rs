//! The jobs: what can wait. Each looks for what its moment has come for, and does it ticket by ticket through the same clerk as
//! the desks; running twice, or on two instances, does nothing twice.

mod alert;
mod breach;
mod claim;
mod coverage;
mod expire;
mod extension;
mod files;
mod majority;
mod pause;
mod retention;
mod sweep;
mod tidy;

use std::time::Duration;

use tokio::sync::watch;

use crate::desk::{DeskError, calendars, lookup, person, recompute, verify};
use crate::house::House;
use crate::store::{StoreError, event};

pub use coverage::tell as tell_coverage;
pub use sweep::sweep;

/// How many ticks there are from one sweep to the next: a day's.
const SWEEP: u64 = 28_800;

/// Does everything that is due now; answers how much that was.
///
/// # Errors
/// The store's.
pub async fn run_once(house: &House) -> Result<usize, DeskError> {
    // One job that fails does not keep the others from their work; the first failure is told at the end.
    let jobs = [
        keys(house),
        calendars::refresh(house).await,
        recompute::work(house).await,
        lookup::resolve(house).await,
        person::resolve(house).await,
        expire::expire(house).await,
        expire::remind(house).await,
        pause::resume(house).await,
        // A limit that was extended in time is not missed.
        extension::take_up(house).await,
        breach::tell(house).await,
        claim::free(house).await,
        alert::fire(house).await,
        majority::come_of_age(house).await,
        files::destroy(house).await,
        retention::keep_no_longer(house).await,
        seal(house).await,
    ];
    let mut done = 0;
    for job in jobs {
        done += job?;
    }
    Ok(done)
}

/// Takes up a ring of keys that was changed.
fn keys(house: &House) -> Result<usize, DeskError> {
    let changed = house.vault.refresh().map_err(StoreError::from)?;
    if changed {
        tracing::info!(active = house.vault.active(), "the key file has changed and was read again");
    }
    Ok(usize::from(changed))
}

/// Links the moved heads into the global chain.
///
/// # Errors
/// The store's.
pub async fn seal(house: &House) -> Result<usize, DeskError> {
    let now = house.now();
    let sealed = house.store.write(move |conn| Box::pin(async move { event::seal(conn, now).await })).await;
    match sealed {
        // Another instance sealed at the same moment.
        Err(error) if StoreError::is_unique_violation(&error) => Ok(0),
        sealed => Ok(sealed?),
    }
}

/// Runs the jobs until told to stop: lookups as soon as they are asked for, the rest every few seconds.
pub async fn run(house: House, mut stop: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(Duration::from_secs(3));
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut ticks = 0_u64;
    loop {
        tokio::select! {
            _ = stop.changed() => return,
            () = house.wake.notified() => {
                if let Err(error) = lookup::resolve(&house).await {
                    tracing::error!(%error, "lookups could not be resolved");
                }
                if let Err(error) = person::resolve(&house).await {
                    tracing::error!(%error, "wishes for links could not be seen to");
                }
            }
            _ = every.tick() => {
                if let Err(error) = run_once(&house).await {
                    tracing::error!(%error, "a job failed; it is tried again");
                }
                if ticks.is_multiple_of(200)
                    && let Err(error) = tidy::tidy(&house).await
                {
                    tracing::error!(%error, "tidying failed; it is tried again");
                }
                if ticks.is_multiple_of(SWEEP)
                    && let Err(error) = sweep(&house).await
                {
                    tracing::error!(%error, "sweeping failed; it is tried again tomorrow");
                }
                if ticks.is_multiple_of(SWEEP)
                    && let Err(error) = verify::nightly(&house).await
                {
                    tracing::error!(%error, "the clocks could not be verified; it is tried again tomorrow");
                }
                if ticks.is_multiple_of(SWEEP)
                    && let Err(error) = coverage::tell(&house).await
                {
                    tracing::error!(%error, "the calendars' alarm could not be told; it is tried again tomorrow");
                }
                ticks += 1;
            }
        }
    }
}
