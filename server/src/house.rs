//! The house: what every desk works with.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::{Notify, Semaphore, broadcast};

use crate::clock::Clock;
use crate::desk::password::Cost;
use crate::desk::promises::Shelf;
use crate::desk::receive::Receiving;
use crate::desk::time::Witness;
use crate::probe::Probe;
use crate::products::Products;
use crate::rules::{Rulebook, RulesError};
use crate::store::{Store, StoreError, flag, record};
use crate::vault::{Place, Vault};

/// The store, the keys, the clock and the products. Cheap to clone: everything is shared.
#[derive(Debug, Clone)]
pub struct House {
    /// The database.
    pub store: Store,
    /// The keys of the personal fields.
    pub vault: Arc<Vault>,
    /// The present moment.
    pub clock: Clock,
    /// The packs and the law.
    pub products: Arc<Products>,
    /// The rules by which tickets are evaluated.
    pub rulebook: Arc<Rulebook>,
    /// The portal's address as people see it, without a slash at the end.
    pub origin: Arc<str>,
    /// Where files lie.
    pub files: Arc<PathBuf>,
    /// Wakes the jobs: a mail was queued, or a lookup waits.
    pub wake: Arc<Notify>,
    /// How many passwords are hashed at once: each takes 19 MiB and a core.
    pub hashing: Arc<Semaphore>,
    /// What hashing a password costs. Tests alone have another than [`Cost::HOUSE`].
    pub cost: Cost,
    /// What receiving files needs, and its limits.
    pub receiving: Arc<Receiving>,
    /// What products publish of their figures, as it was counted last.
    pub published: Shelf,
    /// What the portal found when it looked at itself.
    pub probe: Probe,
    /// The head of the record that this process sealed last.
    pub head: Head,
    /// What this process knows of the time.
    pub witness: Witness,
    /// Tells the staff's open pages that the queue has changed.
    pub changes: broadcast::Sender<Change>,
}

/// The hash of the seal that this process wrote last, in hexadecimal. Whoever puts the database back to an earlier state cannot put this
/// back with it.
#[derive(Debug, Clone, Default)]
pub struct Head(Arc<Mutex<Option<String>>>);

impl Head {
    /// Remembers it.
    pub fn keep(&self, head: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(head);
    }

    /// The last one; `None` before the first.
    #[must_use]
    pub fn last(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A change of the queue, for live pages. Nothing personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The ticket's reference.
    pub reference: String,
    /// The event's kind.
    pub kind: &'static str,
    /// Who did it: `requester`, `system` or the member of staff's identifier.
    pub by: String,
}

/// The setting whose field only the right key opens.
const KEY_CHECK: &str = "key-check";
const CHECK_PLACE: Place<'static> = Place("settings.value", KEY_CHECK);

impl House {
    /// A house around an open store.
    ///
    /// # Errors
    /// When the store cannot be read, or its data was sealed with other keys than these.
    pub async fn new(
        store: Store,
        vault: Vault,
        clock: Clock,
        products: Products,
        origin: &str,
        files: PathBuf,
    ) -> Result<Self, RulesError> {
        let house = Self {
            store,
            vault: Arc::new(vault),
            clock,
            rulebook: Arc::new(Rulebook::sharing(Arc::clone(&products.built))),
            products: Arc::new(products),
            origin: Arc::from(origin.trim_end_matches('/')),
            files: Arc::new(files),
            wake: Arc::new(Notify::new()),
            hashing: Arc::new(Semaphore::new(2)),
            cost: Cost::HOUSE,
            receiving: Arc::new(Receiving::default()),
            published: Shelf::default(),
            probe: Probe::default(),
            head: Head::default(),
            witness: Witness::default(),
            changes: broadcast::channel(256).0,
        };
        house.check_keys().await?;
        house.seal_flags().await?;
        house.load_rules().await?;
        Ok(house)
    }

    /// Makes the present rule sets from the files of policies and the approved changes of the calendars.
    ///
    /// # Errors
    /// When the store cannot be read, or what was approved does not fit the files any more.
    pub async fn load_rules(&self) -> Result<(), RulesError> {
        self.rulebook.load(&self.store, &self.products, self.now()).await
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether this database was sealed with keys already.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn has_keys(store: &Store) -> Result<bool, StoreError> {
        Ok(store.read().await?.one("SELECT 1 AS one FROM settings WHERE key = $1", crate::args![KEY_CHECK]).await?.is_some())
    }

    /// Where files are received before a desk adopts them: beside the others, so that moving one there is one step.
    #[must_use]
    pub fn incoming(&self) -> PathBuf {
        self.files.with_file_name("incoming")
    }

    /// A wrong key file is found at the start, and not with the first ticket.
    async fn check_keys(&self) -> Result<(), StoreError> {
        if Self::keys_fit(&self.store, &self.vault).await? {
            return Ok(());
        }
        let (vault, now) = (self.vault.clone(), self.now());
        let sealed = vault.seal(CHECK_PLACE, b"habeas");
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    // Only a database in which nothing ever happened: whoever takes the check away does not get the record begun anew.
                    let empty = conn.one("SELECT 1 AS one FROM events LIMIT 1", &[]).await?.is_none();
                    let made = conn
                        .run(
                            "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING",
                            crate::args![KEY_CHECK, sealed],
                        )
                        .await?;
                    if made == 1 && empty { record::begin(conn, &vault, now).await } else { Ok(()) }
                })
            })
            .await
    }

    /// What a migration could not seal is sealed before anybody reads it.
    async fn seal_flags(&self) -> Result<(), StoreError> {
        let vault = Arc::clone(&self.vault);
        let sealed = self.store.write(move |conn| Box::pin(async move { flag::seal_old(conn, &vault).await })).await?;
        if sealed > 0 {
            tracing::info!(sealed, "flags over children that stood in the clear are sealed");
        }
        Ok(())
    }

    /// Whether the fields of this database were sealed with these keys; `false` when nothing was sealed yet.
    ///
    /// # Errors
    /// When the store cannot be read, or its data was sealed with other keys.
    pub async fn keys_fit(store: &Store, vault: &Vault) -> Result<bool, StoreError> {
        let row = store.read().await?.one("SELECT value FROM settings WHERE key = $1", crate::args![KEY_CHECK]).await?;
        let Some(row) = row else { return Ok(false) };
        vault.open(CHECK_PLACE, &row.bytes("value")?)?;
        Ok(true)
    }

    /// Wakes the jobs and the mail: those that wait now, and one that is about to.
    pub fn rouse(&self) {
        self.wake.notify_waiters();
        self.wake.notify_one();
    }

    /// Tells live pages and the jobs that something has changed. Called after the commit.
    pub fn tell(&self, reference: &str, kind: &'static str, by: &str) {
        self.rouse();
        // Nobody may be listening.
        let _nobody = self.changes.send(Change { reference: reference.to_owned(), kind, by: by.to_owned() });
    }
}
