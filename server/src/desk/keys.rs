//! The keys' desk: a new key for the fields, everything sealed again with it, and the old one taken out. All of it while portals
//! run: a field is replaced only if it still is what was read, and whatever a portal sealed meanwhile with the old key is found in
//! another pass.

use std::collections::BTreeMap;

use serde_json::json;

use super::DeskError;
use crate::house::House;
use crate::store::sealed::{COLUMNS, Column, Old};
use crate::store::{StoreError, event};
use crate::vault::{KeyInfo, Place, VaultError};

/// How many fields are sealed again in one transaction: few enough that nobody who writes meanwhile waits long.
const BATCH: i64 = 200;
/// After how many passes over everything one that still finds something gives up.
const PASSES: usize = 20;

/// What came of sealing everything again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resealed {
    /// How many fields of each column.
    pub fields: BTreeMap<&'static str, u64>,
    /// Fields that no key of the ring opens: the column and the row.
    pub broken: Vec<(&'static str, String)>,
}

impl Resealed {
    /// How many fields in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.fields.values().sum()
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (place, count) in other.fields {
            *self.fields.entry(place).or_default() += count;
        }
        // The later look at what is broken holds.
        self.broken = other.broken;
        self
    }
}

/// Why a key stays in the ring.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// Fields are still sealed with it: how many in which columns.
    #[error("the key {0} is still needed by {1}: run `habeas keys rotate --resume`")]
    Needed(u16, String),
    /// The key file.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The store.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

impl From<StoreError> for KeysError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

/// The keys of the ring, each with the number of fields that it has sealed. Keys that have sealed something and are not in the ring
/// are listed without a place in it.
///
/// # Errors
/// The store's.
pub async fn list(house: &House) -> Result<Vec<(u16, Option<KeyInfo>, i64)>, StoreError> {
    let mut counts: BTreeMap<u16, (Option<KeyInfo>, i64)> = house.vault.keys().into_iter().map(|info| (info.id, (Some(info), 0))).collect();
    let mut conn = house.store.read().await?;
    for column in &COLUMNS {
        for (id, fields) in column.count(&mut conn).await? {
            counts.entry(id).or_insert((None, 0)).1 += fields;
        }
    }
    Ok(counts.into_iter().map(|(id, (info, fields))| (id, info, fields)).collect())
}

/// Adds a key to the ring and makes it the active one; answers its id. What was sealed before is sealed again by [`reseal`].
///
/// # Errors
/// The key file's and the store's.
pub async fn rotate(house: &House) -> Result<u16, KeysError> {
    let id = house.vault.rotate(house.now())?;
    note(house, "keys_rotated", json!({"key": id})).await?;
    Ok(id)
}

/// Seals with the active key whatever another one has sealed, until a pass over all columns finds nothing more. It can be run again
/// at any time, and after a crash goes on where it was.
///
/// # Errors
/// The store's.
pub async fn reseal(house: &House) -> Result<Resealed, KeysError> {
    house.vault.refresh()?;
    let mut all = Resealed::default();
    for _ in 0..PASSES {
        let mut pass = Resealed::default();
        for column in &COLUMNS {
            column_again(house, column, &mut pass).await?;
        }
        let found = pass.total();
        all = all.and(pass);
        if found == 0 {
            break;
        }
    }
    if all.total() > 0 {
        note(house, "keys_resealed", json!({"key": house.vault.active(), "fields": all.total(), "broken": all.broken.len()})).await?;
    }
    Ok(all)
}

async fn column_again(house: &House, column: &'static Column, pass: &mut Resealed) -> Result<(), KeysError> {
    let mut after = None;
    loop {
        let active = house.vault.active();
        let batch = column.old(&mut house.store.read().await?, active, after.as_ref(), BATCH).await?;
        let Some(last) = batch.last() else { return Ok(()) };
        after = Some(last.after());
        let mut ready: Vec<(Old, Vec<u8>)> = Vec::with_capacity(batch.len());
        for old in batch {
            match house.vault.reseal(Place(column.place, &old.row), &old.field) {
                Ok(Some(new)) => ready.push((old, new)),
                Ok(None) => {}
                Err(error) => {
                    tracing::error!(%error, row = old.row, "a field cannot be sealed again");
                    pass.broken.push((column.place, old.row));
                }
            }
        }
        let done = house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let mut done = 0;
                    for (old, new) in ready {
                        done += u64::from(column.replace(conn, &old, new).await?);
                    }
                    Ok::<_, StoreError>(done)
                })
            })
            .await?;
        *pass.fields.entry(column.place).or_default() += done;
    }
}

/// Takes a key out of the ring, once nothing is sealed with it.
///
/// # Errors
/// [`KeysError::Needed`] while something is; the key file's and the store's.
pub async fn retire(house: &House, id: u16) -> Result<(), KeysError> {
    house.vault.refresh()?;
    house.vault.may_retire(id, house.now())?;
    let mut conn = house.store.read().await?;
    let mut needed = Vec::new();
    for column in &COLUMNS {
        for (key, fields) in column.count(&mut conn).await? {
            if key == id && fields > 0 {
                needed.push(format!("{fields} of {}", column.place));
            }
        }
    }
    drop(conn);
    if !needed.is_empty() {
        return Err(KeysError::Needed(id, needed.join(", ")));
    }
    house.vault.retire(id, house.now())?;
    note(house, "key_retired", json!({"key": id})).await?;
    Ok(())
}

async fn note(house: &House, kind: &'static str, data: serde_json::Value) -> Result<(), StoreError> {
    let now = house.now();
    house.store.write(move |conn| Box::pin(async move { event::append(conn, "house", now, "system", kind, &data).await })).await
}
