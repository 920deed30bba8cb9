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
mod pace;
mod pause;
mod retention;
mod sweep;
mod tidy;
mod together;

use std::time::Duration;

use tokio::sync::broadcast::error::TryRecvError;
use tokio::sync::watch;

use crate::desk::{DeskError, calendars, lookup, person, recompute, record, time, verify};
use crate::house::House;
use crate::store::StoreError;

use pace::Pace;

pub use crate::desk::record::seal;
pub use coverage::tell as tell_coverage;
pub use sweep::sweep;

/// The time from one look of the jobs to the next.
pub const TICK: Duration = Duration::from_secs(3);
/// The time from one tidying to the next.
const TIDY: Duration = Duration::from_secs(600);
/// The time from one sweep to the next.
const SWEEP: Duration = Duration::from_secs(86_400);

/// Does everything that is due now; answers how much that was.
///
/// # Errors
/// The store's.
pub async fn run_once(house: &House) -> Result<usize, DeskError> {
    // What cannot be taken back waits while the clock is in doubt, or while nobody can say whether it is.
    let checked = time::sure(house).await;
    let sure = matches!(checked, Ok(true));
    // One job that fails does not keep the others from their work; the first failure is told at the end.
    let jobs = [
        checked.map(|_| 0),
        keys(house),
        calendars::refresh(house).await,
        recompute::work(house).await,
        lookup::resolve(house).await,
        person::resolve(house).await,
        if sure { expire::expire(house).await } else { Ok(0) },
        expire::remind(house).await,
        pause::resume(house).await,
        // A limit that was extended in time is not missed.
        extension::take_up(house).await,
        breach::tell(house).await,
        claim::free(house).await,
        alert::fire(house).await,
        together::tell(house).await,
        if sure { majority::come_of_age(house).await } else { Ok(0) },
        if sure { files::destroy(house).await } else { Ok(0) },
        if sure { retention::keep_no_longer(house).await } else { Ok(0) },
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

/// Runs the jobs until told to stop: lookups as soon as they are asked for, the rest each time that `tick` has passed ([`TICK`],
/// outside tests) while there is something to do, and less often while there is nothing.
pub async fn run(house: House, tick: Duration, mut stop: watch::Receiver<bool>) {
    let ticks_in = |time: Duration| u64::try_from(time.as_millis() / tick.as_millis().max(1)).unwrap_or(u64::MAX).max(1);
    let (tidying, sweeping) = (ticks_in(TIDY), ticks_in(SWEEP));
    let mut every = tokio::time::interval(tick);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut ticks = 0_u64;
    let (mut pace, mut changes) = (Pace::default(), house.changes.subscribe());
    // A task of its own: with a record of years it takes minutes, and nothing waits for it. It ends with this one.
    let mut checking = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            _ = stop.changed() => {
                checking.shutdown().await;
                return;
            }
            () = house.wake.notified() => {
                if let Err(error) = lookup::resolve(&house).await {
                    tracing::error!(%error, "lookups could not be resolved");
                }
                if let Err(error) = person::resolve(&house).await {
                    tracing::error!(%error, "wishes for links could not be seen to");
                }
            }
            _ = every.tick() => {
                if !matches!(changes.try_recv(), Err(TryRecvError::Empty)) {
                    changes = changes.resubscribe();
                    pace.hurry();
                }
                if pace.is_time() {
                    match run_once(&house).await {
                        Ok(done) => pace.ran(done),
                        Err(error) => {
                            pace.ran(1);
                            tracing::error!(%error, "a job failed; it is tried again");
                        }
                    }
                    house.probe.jobs_ran();
                }
                let sure = house.witness.doubt().is_none();
                if sure
                    && ticks.is_multiple_of(tidying)
                    && let Err(error) = tidy::tidy(&house).await
                {
                    tracing::error!(%error, "tidying failed; it is tried again");
                }
                if sure
                    && ticks.is_multiple_of(sweeping)
                    && let Err(error) = sweep(&house).await
                {
                    tracing::error!(%error, "sweeping failed; it is tried again tomorrow");
                }
                if ticks.is_multiple_of(sweeping)
                    && let Err(error) = verify::nightly(&house).await
                {
                    tracing::error!(%error, "the clocks could not be verified; it is tried again tomorrow");
                }
                while checking.try_join_next().is_some() {}
                if ticks.is_multiple_of(sweeping) && checking.is_empty() {
                    checking.spawn(check_record(house.clone()));
                }
                if ticks.is_multiple_of(sweeping)
                    && let Err(error) = coverage::tell(&house).await
                {
                    tracing::error!(%error, "the calendars' alarm could not be told; it is tried again tomorrow");
                }
                ticks += 1;
            }
        }
    }
}

async fn check_record(house: House) {
    if let Err(error) = record::nightly(&house).await {
        tracing::error!(%error, "the record could not be verified; it is tried again tomorrow");
    }
}
