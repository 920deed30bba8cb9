//! Receiving files: they are gathered in memory, looked at, and written sealed. How much memory that takes in all, how many are
//! looked at together, and how full the disk may become is limited here, whoever sends them.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::DeskError;
use super::inspect::{Refusal, Scanner, inspect};
use super::upload::{Sender, Upload};
use crate::house::House;
use crate::store::file;

/// The bytes of a unit of memory that a file takes while it comes.
const UNIT: usize = 64 * 1024;
/// How many units there are: 128 MB for all files that are under way at the same time. Cleaning and sealing a file takes as much
/// again for a moment, so that 256 MB is the most. Units are taken as bytes arrive: who opens connections and sends nothing takes
/// nothing.
const UNITS: usize = 2048;
/// The share of them that people who have proved nothing can take all together is one of so many: whoever keeps it with slow lines
/// keeps nobody out who has proved who they are.
const UNPROVED_SHARE: usize = 2;
/// How many files are looked at together: unpacking an archive takes a core for a second.
const INSPECTIONS: usize = 2;
/// How long a file waits for memory before its sender is asked to try again.
const PATIENCE: Duration = Duration::from_secs(10);
/// The free space below which nothing is taken: 500 MB, so that the database beside the files can go on for a good while.
const LEAST_FREE: u64 = 500_000_000;

/// How much is kept of all who have proved nothing, together: 1 GB. Who proves their address, and who has, is not held back by it.
const MOST_UNPROVED: i64 = 1_000_000_000;

/// What receiving needs.
#[derive(Debug)]
pub struct Receiving {
    scanner: Option<Scanner>,
    most_unproved: i64,
    least_free: u64,
    memory: Arc<Semaphore>,
    unproved: Arc<Semaphore>,
    patience: Duration,
    inspections: Semaphore,
}

impl Default for Receiving {
    fn default() -> Self {
        Self {
            scanner: None,
            most_unproved: MOST_UNPROVED,
            least_free: LEAST_FREE,
            memory: Arc::new(Semaphore::new(UNITS)),
            unproved: Arc::new(Semaphore::new(UNITS / UNPROVED_SHARE)),
            patience: PATIENCE,
            inspections: Semaphore::new(INSPECTIONS),
        }
    }
}

impl Receiving {
    /// With a virus scanner, if there is one.
    #[must_use]
    pub fn with_scanner(mut self, scanner: Option<Scanner>) -> Self {
        self.scanner = scanner;
        self
    }

    /// With another amount, in bytes, that is kept of all who have proved nothing.
    #[must_use]
    pub const fn with_unproved(mut self, bytes: i64) -> Self {
        self.most_unproved = bytes;
        self
    }

    /// How much is kept of all who have proved nothing, in bytes.
    #[must_use]
    pub const fn most_unproved(&self) -> i64 {
        self.most_unproved
    }

    /// With another limit for the space that must be free, in bytes.
    #[must_use]
    pub const fn with_least_free(mut self, bytes: u64) -> Self {
        self.least_free = bytes;
        self
    }

    /// With another amount of memory for all files under way, in bytes, and another time that a file waits for it.
    #[must_use]
    pub fn with_memory(mut self, bytes: usize, patience: Duration) -> Self {
        self.memory = Arc::new(Semaphore::new(bytes / UNIT));
        self.unproved = Arc::new(Semaphore::new(bytes / UNIT / UNPROVED_SHARE));
        self.patience = patience;
        self
    }

    /// The virus scanner, if there is one.
    #[must_use]
    pub const fn scanner(&self) -> Option<&Scanner> {
        self.scanner.as_ref()
    }

    /// An empty parcel of this sender.
    #[must_use]
    pub fn parcel(&self, sender: Sender) -> Parcel {
        let mut pools = vec![Pool::of(&self.memory)];
        if sender == Sender::Unproved {
            // Their share comes first: who waits for it takes nothing from the others.
            pools.insert(0, Pool::of(&self.unproved));
        }
        Parcel { bytes: Vec::new(), pools, patience: self.patience }
    }
}

/// A file while it comes.
#[derive(Debug)]
pub struct Parcel {
    bytes: Vec<u8>,
    pools: Vec<Pool>,
    patience: Duration,
}

/// Memory that is counted, and what a file has of it.
#[derive(Debug)]
struct Pool {
    units: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
}

impl Pool {
    fn of(units: &Arc<Semaphore>) -> Self {
        Self { units: units.clone(), held: None }
    }

    /// Holds as many units as needed.
    async fn hold(&mut self, needed: usize) -> Result<(), Refusal> {
        let missing = needed.saturating_sub(self.held.as_ref().map_or(0, OwnedSemaphorePermit::num_permits));
        if missing == 0 {
            return Ok(());
        }
        let missing = u32::try_from(missing).map_err(|_| Refusal::Busy)?;
        let more = self.units.clone().acquire_many_owned(missing).await.map_err(|_| Refusal::Busy)?;
        match &mut self.held {
            None => self.held = Some(more),
            Some(held) => held.merge(more),
        }
        Ok(())
    }
}

impl Parcel {
    /// Adds what has arrived.
    ///
    /// # Errors
    /// [`Refusal::Busy`] when there is no memory for it in time.
    pub async fn add(&mut self, piece: &[u8]) -> Result<(), Refusal> {
        let needed = (self.bytes.len() + piece.len()).div_ceil(UNIT);
        let pools = &mut self.pools;
        let holding = async move {
            for pool in pools {
                pool.hold(needed).await?;
            }
            Ok(())
        };
        tokio::time::timeout(self.patience, holding).await.map_err(|_| Refusal::Busy)??;
        if self.bytes.capacity() < self.bytes.len() + piece.len() {
            // By the unit: doubling would take up to twice what is counted.
            self.bytes.reserve_exact(piece.len().next_multiple_of(16 * UNIT));
        }
        self.bytes.extend_from_slice(piece);
        Ok(())
    }

    /// How many bytes have come.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.bytes.len() as u64
    }
}

/// Whether there is room for another file of this sender.
///
/// # Errors
/// [`Refusal::DiskFull`] or [`Refusal::UnprovedFull`], told to who sends; the file system's; the store's.
pub async fn room(house: &House, sender: Sender) -> Result<Result<(), Refusal>, DeskError> {
    let free = free_space(&house.files)?;
    if free < house.receiving.least_free {
        tracing::error!(free, "the disk of the files is nearly full: no file is taken");
        return Ok(Err(Refusal::DiskFull));
    }
    if sender == Sender::Unproved && file::unproved(&mut house.store.read().await?).await? >= house.receiving.most_unproved {
        tracing::warn!("people who have proved nothing have sent as many files as are kept of them: no more is taken");
        return Ok(Err(Refusal::UnprovedFull));
    }
    Ok(Ok(()))
}

/// The bytes that may still be written where this folder lies, or will lie.
fn free_space(folder: &Path) -> io::Result<u64> {
    let there = folder.ancestors().find(|folder| folder.exists()).unwrap_or_else(|| Path::new("."));
    let seen = rustix::fs::statvfs(there)?;
    Ok(seen.f_bavail.saturating_mul(seen.f_frsize))
}

/// Looks at a file that has come, cleans it, and keeps it sealed until a desk adopts it. The inner error is told beside the field.
///
/// # Errors
/// The file system's.
pub async fn take(house: &House, name: &str, parcel: Parcel) -> Result<Result<Upload, Refusal>, DeskError> {
    let Parcel { bytes, pools, .. } = parcel;
    let whole = Bytes::from(bytes);
    let looked = {
        let _turn = house.receiving.inspections.acquire().await.map_err(io::Error::other)?;
        let bytes = whole.clone();
        tokio::task::spawn_blocking(move || inspect(&bytes)).await.map_err(io::Error::other)?
    };
    let clean = match looked {
        Ok(clean) => clean,
        Err(refusal) => return Ok(Err(refusal)),
    };
    // The scanner sees what came, not what is left of it: what was cut off may be what gives it away.
    if let Some(scanner) = &house.receiving.scanner
        && let Err(refusal) = scanner.scan(&whole).await
    {
        return Ok(Err(refusal));
    }
    let (inner, name) = (house.clone(), name.to_owned());
    let kept = tokio::task::spawn_blocking(move || Upload::keep(&inner, &name, clean.mime, &clean.bytes)).await;
    // Only now the memory is free again.
    drop(pools);
    Ok(Ok(kept.map_err(io::Error::other)??))
}
