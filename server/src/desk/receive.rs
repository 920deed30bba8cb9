//! Receiving files: they are gathered in memory, looked at, and written sealed. How much memory that takes in all, how many are
//! looked at together, and how full the disk may become is limited here, whoever sends them.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use memmap2::MmapMut;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::DeskError;
use super::inspect::{Refusal, Scanner, inspect};
use super::upload::{Sender, Upload};
use crate::house::House;
use crate::store::file;

/// The bytes of a unit of memory that a file takes while it comes.
const UNIT: usize = 64 * 1024;
/// The most bytes of a file's beginning: up to here it takes units as its bytes arrive. Who opens connections and sends nothing takes nothing.
const BEGINNING: usize = 1 << 20;
/// How many units there are for the beginnings of all files together: 28 MB.
const BEGINNINGS: usize = 448;
/// How many there are for whole files: 100 MB. A file that is larger than a beginning waits until there is room for all that it may become, so
/// that of many that come at once some are whole soon, and none waits for others that wait for it. Cleaning and sealing takes as much again of two
/// files at a time: 256 MB is the most.
const WHOLES: usize = 1600;
/// The share of both that people who have proved nothing can take all together is one of so many: whoever keeps it with slow lines
/// keeps nobody out who has proved who they are.
const UNPROVED_SHARE: usize = 2;
/// How many files are looked at together: unpacking an archive takes a core for a second.
const INSPECTIONS: usize = 2;
/// How long a file waits for memory before its sender is asked to try again. The rest of it is not read meanwhile, and a body that nothing comes
/// of for half a minute is given up.
const PATIENCE: Duration = Duration::from_secs(25);
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
    beginnings: Shared,
    wholes: Shared,
    /// What each network has of both, as long as something of it comes.
    networks: Mutex<HashMap<String, Network>>,
    patience: Duration,
    inspections: Semaphore,
}

/// What one network can take of the memory, whoever sends from there: a few slow lines keep nobody else out.
#[derive(Debug)]
struct Network {
    beginnings: Arc<Semaphore>,
    wholes: Arc<Semaphore>,
}

/// A network's share in percent; of whole files it is one at least.
const NETWORK_SHARE: usize = 40;

/// Memory for everybody, and the part of it that people who have proved nothing can take.
#[derive(Debug)]
struct Shared {
    units: usize,
    all: Arc<Semaphore>,
    unproved: Arc<Semaphore>,
}

impl Shared {
    const fn of_network(units: usize, least: usize) -> usize {
        let share = units * NETWORK_SHARE / 100;
        if share > least { share } else { least }
    }

    fn of(units: usize) -> Self {
        Self { units, all: Arc::new(Semaphore::new(units)), unproved: Arc::new(Semaphore::new(units / UNPROVED_SHARE)) }
    }

    /// What a file of this sender takes from.
    fn pools(&self, network: &Arc<Semaphore>, sender: Sender) -> Vec<Pool> {
        // The smaller share comes first: who waits for it takes nothing from the others.
        let unproved = (sender == Sender::Unproved).then_some(&self.unproved);
        [Some(network), unproved, Some(&self.all)].into_iter().flatten().map(Pool::of).collect()
    }
}

impl Default for Receiving {
    fn default() -> Self {
        Self {
            scanner: None,
            most_unproved: MOST_UNPROVED,
            least_free: LEAST_FREE,
            beginnings: Shared::of(BEGINNINGS),
            wholes: Shared::of(WHOLES),
            networks: Mutex::default(),
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

    /// With other amounts of memory, in bytes, for the beginnings of files and for whole ones, and another time that a file waits for it.
    #[must_use]
    pub fn with_memory(mut self, beginnings: usize, wholes: usize, patience: Duration) -> Self {
        self.beginnings = Shared::of(beginnings / UNIT);
        self.wholes = Shared::of(wholes / UNIT);
        self.patience = patience;
        self
    }

    /// The virus scanner, if there is one.
    #[must_use]
    pub const fn scanner(&self) -> Option<&Scanner> {
        self.scanner.as_ref()
    }

    /// An empty parcel of this sender, from this network.
    #[must_use]
    pub fn parcel(&self, sender: Sender, network: &str) -> Parcel {
        // Nothing in it is half done at any time.
        let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
        // Those of which nothing comes any more: a parcel has a part of each.
        networks.retain(|_, one| Arc::strong_count(&one.beginnings) > 1 || Arc::strong_count(&one.wholes) > 1);
        let most = usize::try_from(Sender::Proved.most_bytes()).unwrap_or(usize::MAX).div_ceil(UNIT);
        let own = networks.entry(network.to_owned()).or_insert_with(|| Network {
            beginnings: Arc::new(Semaphore::new(Shared::of_network(self.beginnings.units, 1))),
            wholes: Arc::new(Semaphore::new(Shared::of_network(self.wholes.units, most))),
        });
        Parcel {
            bytes: Gathered::Beginning(Vec::new()),
            pools: self.beginnings.pools(&own.beginnings, sender),
            whole: self.wholes.pools(&own.wholes, sender),
            most: usize::try_from(sender.most_bytes()).unwrap_or(usize::MAX),
            patience: self.patience,
        }
    }
}

/// A file while it comes.
#[derive(Debug)]
pub struct Parcel {
    bytes: Gathered,
    /// What its bytes are counted in: the beginnings', or later the whole files'.
    pools: Vec<Pool>,
    whole: Vec<Pool>,
    /// The most bytes that it may become.
    most: usize,
    patience: Duration,
}

/// The bytes that have come.
enum Gathered {
    Beginning(Vec<u8>),
    /// A place for all that it may become, straight from the system: only what is written takes memory, and all of it goes back at once.
    Whole(MmapMut, usize),
}

impl fmt::Debug for Gathered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.size())
    }
}

impl Gathered {
    const fn size(&self) -> usize {
        match self {
            Self::Beginning(bytes) => bytes.len(),
            Self::Whole(_, size) => *size,
        }
    }

    fn add(&mut self, piece: &[u8]) -> Result<(), Refusal> {
        match self {
            Self::Beginning(bytes) => bytes.extend_from_slice(piece),
            Self::Whole(place, size) => {
                let end = *size + piece.len();
                place.get_mut(*size..end).ok_or(Refusal::Busy)?.copy_from_slice(piece);
                *size = end;
            }
        }
        Ok(())
    }
}

impl From<Gathered> for Bytes {
    fn from(gathered: Gathered) -> Self {
        match gathered {
            Gathered::Beginning(bytes) => bytes.into(),
            Gathered::Whole(place, size) => Self::from_owner(place).slice(..size),
        }
    }
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
        let size = self.bytes.size() + piece.len();
        if matches!(self.bytes, Gathered::Beginning(_)) && size > BEGINNING {
            let mut whole = std::mem::take(&mut self.whole);
            hold(&mut whole, self.most.max(size), self.patience).await?;
            let mut place = Gathered::Whole(MmapMut::map_anon(self.most.max(size)).map_err(|_| Refusal::Busy)?, 0);
            if let Gathered::Beginning(bytes) = &self.bytes {
                place.add(bytes)?;
            }
            // What its beginning took is free for others.
            (self.bytes, self.pools) = (place, whole);
        } else {
            hold(&mut self.pools, size, self.patience).await?;
        }
        self.bytes.add(piece)
    }

    /// How many bytes have come.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.bytes.size() as u64
    }
}

/// Holds memory for so many bytes in each of these, or gives up when it takes too long.
async fn hold(pools: &mut [Pool], bytes: usize, patience: Duration) -> Result<(), Refusal> {
    let needed = bytes.div_ceil(UNIT);
    let holding = async move {
        for pool in pools {
            pool.hold(needed).await?;
        }
        Ok(())
    };
    tokio::time::timeout(patience, holding).await.map_err(|_| Refusal::Busy)?
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
    let turn = house.receiving.inspections.acquire().await.map_err(io::Error::other)?;
    let seen = whole.clone();
    let looked = tokio::task::spawn_blocking(move || inspect(&seen)).await.map_err(io::Error::other)?;
    let clean = match looked {
        Ok(clean) => clean,
        Err(refusal) => return Ok(Err(refusal)),
    };
    // The scanner sees what came, not what is left of it: what was cut off may be what gives it away. It may take its time: others are looked
    // at meanwhile.
    let turn = match &house.receiving.scanner {
        None => turn,
        Some(scanner) => {
            drop(turn);
            if let Err(refusal) = scanner.scan(&whole).await {
                return Ok(Err(refusal));
            }
            house.receiving.inspections.acquire().await.map_err(io::Error::other)?
        }
    };
    let (inner, name) = (house.clone(), name.to_owned());
    let kept = tokio::task::spawn_blocking(move || Upload::keep(&inner, &name, clean.mime, &clean.bytes)).await;
    // Only now the memory is free again.
    drop((turn, whole, pools));
    Ok(Ok(kept.map_err(io::Error::other)??))
}
