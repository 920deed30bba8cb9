//! The portal looks at itself every five seconds: whether the database answers and takes a write, whether its schema is this program's,
//! how old the oldest mail is, when the jobs last ran. `/healthz` and `/readyz` say what the last look found, at once.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::args;
use crate::clock::Stopwatch;
use crate::house::House;
use crate::store::{StoreError, migrate, outbox};

/// The time from one look to the next.
pub const EVERY: Duration = Duration::from_secs(5);
/// How long a look may take: a database that does not answer by then does not answer.
const MOST: Duration = Duration::from_secs(3);
/// For how long a look is told without another: three that should have come in between.
const FRESH: Duration = Duration::from_secs(15);
/// How long a mail that is due may wait until that is told.
const MAIL_LATE: SignedDuration = SignedDuration::from_mins(10);
/// How long the jobs may be silent until that is told: a job of a long list takes its time.
const JOBS_LATE: Duration = Duration::from_secs(120);
/// The time from one reading of all pages of an SQLite database to the next.
const CHECKED_EVERY: Duration = Duration::from_secs(6 * 3600);

/// What a look found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// What keeps the portal from its work. Whoever asks is better sent to another instance.
    pub broken: Vec<String>,
    /// What does not, and must be seen to.
    pub late: Vec<String>,
}

/// What was found last, and when.
#[derive(Debug, Clone, Default)]
pub struct Probe(Arc<Mutex<Last>>);

#[derive(Debug, Default)]
struct Last {
    seen: Option<(Stopwatch, Seen)>,
    jobs: Option<Stopwatch>,
    /// What the last reading of all pages found wrong.
    damaged: Option<String>,
}

impl Probe {
    fn last(&self) -> MutexGuard<'_, Last> {
        // Nothing in it is half done at any time.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The jobs have run to their end.
    pub fn jobs_ran(&self) {
        self.last().jobs = Some(Stopwatch::start());
    }

    /// What the last look found, if that is not long ago; else what one finds now.
    pub async fn seen(&self, house: &House) -> Seen {
        let fresh = self.last().seen.as_ref().filter(|(at, _)| at.elapsed() < FRESH).map(|(_, seen)| seen.clone());
        match fresh {
            Some(seen) => seen,
            None => self.look(house).await,
        }
    }

    /// Looks now.
    pub async fn look(&self, house: &House) -> Seen {
        let mut seen = Seen::default();
        match tokio::time::timeout(MOST, database(house)).await {
            Ok(Ok(late)) => seen.late.extend(late),
            Ok(Err(error)) if error.is_full() => {
                seen.broken.push("the disk of the database is full: it can be read, and takes no writes".into())
            }
            Ok(Err(error)) => {
                let words = if matches!(error, StoreError::Schema { .. }) {
                    "the schema is not this program's"
                } else {
                    "the database takes no write"
                };
                // Anybody may ask: where the database is, and what it says, is for the log.
                if !self.last().seen.as_ref().is_some_and(|(_, before)| before.broken.iter().any(|had| had == words)) {
                    tracing::error!(%error, "{words}");
                }
                seen.broken.push(words.into());
            }
            Err(_) => seen.broken.push(format!("the database does not answer within {} seconds", MOST.as_secs())),
        }
        let mut last = self.last();
        seen.broken.extend(last.damaged.clone());
        if last.jobs.is_some_and(|at| at.elapsed() > JOBS_LATE) {
            seen.late.push(format!("the jobs have not run for {} seconds", last.jobs.map_or(0, |at| at.elapsed().as_secs())));
        }
        if let Some(doubt) = house.witness.doubt() {
            seen.late.push(format!("the clock has jumped, to {}: nothing is erased until it is right, or confirmed", doubt.shown));
        }
        let before = last.seen.replace((Stopwatch::start(), seen.clone())).map(|(_, seen)| seen).unwrap_or_default();
        drop(last);
        // Once when it begins, and not with every look.
        for broken in seen.broken.iter().filter(|words| !before.broken.contains(words)) {
            tracing::error!("not ready: {broken}");
        }
        if seen.broken.is_empty() && !before.broken.is_empty() {
            tracing::info!("ready again");
        }
        seen
    }

    /// Looks every five seconds until told to stop, and reads all pages of an SQLite database at the start and every six hours.
    pub async fn run(self, house: House, mut stop: watch::Receiver<bool>) {
        let mut every = tokio::time::interval(EVERY);
        every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut checking = tokio::task::JoinSet::new();
        checking.spawn(self.clone().check_pages(house.clone()));
        loop {
            tokio::select! {
                _ = stop.changed() => {
                    checking.shutdown().await;
                    return;
                }
                _ = every.tick() => {
                    self.look(&house).await;
                }
            }
        }
    }

    async fn check_pages(self, house: House) {
        loop {
            let found = match house.store.read().await {
                Ok(mut conn) => conn.damage().await,
                Err(error) => Err(error),
            };
            match found {
                Ok(found) => self.last().damaged = found.map(|what| format!("the database is damaged: {what}")),
                Err(error) => tracing::error!(%error, "the pages of the database could not be read"),
            }
            tokio::time::sleep(CHECKED_EVERY).await;
        }
    }
}

/// A write, the schema, and the age of the oldest mail that is due.
async fn database(house: &House) -> Result<Option<String>, StoreError> {
    let now = house.now();
    let stamp = now.as_millisecond().to_be_bytes();
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let sql = "INSERT INTO settings (key, value) VALUES ('probe', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
                conn.run(sql, args![&stamp[..]]).await.map(drop)
            })
        })
        .await?;
    let mut conn = house.store.read().await?;
    migrate::check(&mut conn).await?;
    Ok(outbox::next_due(&mut conn).await?.and_then(|due| late(due, now)))
}

fn late(due: Timestamp, now: Timestamp) -> Option<String> {
    let waits = now.duration_since(due);
    (waits > MAIL_LATE).then(|| format!("mail has been due for {} minutes", waits.as_mins()))
}
