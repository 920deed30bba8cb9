//! The ring: the keys that seal fields. One is active; the others only open what they once sealed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use seal::Cipher;

use super::keyfile::Stamp;

/// The id of the key that is called `field` in the key file: the one that sealed fields of form 1.
pub const FIRST: u16 = 0;

/// What may be told of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyInfo {
    /// Its number in the ring; it stands in every field that it sealed.
    pub id: u16,
    /// When it was made; unknown of the first key.
    pub created: Option<Timestamp>,
    /// Whether new fields are sealed with it.
    pub active: bool,
}

/// A key and when it was made.
#[derive(Clone)]
pub(super) struct FieldKey {
    pub(super) bytes: [u8; 32],
    pub(super) created: Option<Timestamp>,
}

/// The keys, as they were read.
#[derive(Clone)]
pub(super) struct Ring {
    ciphers: BTreeMap<u16, Cipher>,
    infos: Vec<KeyInfo>,
    active: (u16, Cipher),
    /// The state of the file from which they were read.
    pub(super) stamp: Option<Stamp>,
}

impl Ring {
    /// A ring of these keys; `None` when the active one is not among them.
    pub(super) fn new(keys: &BTreeMap<u16, FieldKey>, active: u16, stamp: Option<Stamp>) -> Option<Self> {
        let ciphers: BTreeMap<_, _> = keys.iter().map(|(id, key)| (*id, Cipher::new(&key.bytes))).collect();
        let infos = keys.iter().map(|(id, key)| KeyInfo { id: *id, created: key.created, active: *id == active }).collect();
        let cipher = ciphers.get(&active)?.clone();
        Some(Self { ciphers, infos, active: (active, cipher), stamp })
    }

    /// A ring of the first key alone.
    pub(super) fn of_one(bytes: [u8; 32]) -> Self {
        let cipher = Cipher::new(&bytes);
        Self {
            ciphers: BTreeMap::from([(FIRST, cipher.clone())]),
            infos: vec![KeyInfo { id: FIRST, created: None, active: true }],
            active: (FIRST, cipher),
            stamp: None,
        }
    }

    /// The key that seals, with its id.
    pub(super) const fn active(&self) -> &(u16, Cipher) {
        &self.active
    }

    /// The key with this id.
    pub(super) fn cipher(&self, id: u16) -> Option<Cipher> {
        self.ciphers.get(&id).cloned()
    }

    /// What may be told of all keys, by id.
    pub(super) fn infos(&self) -> Vec<KeyInfo> {
        self.infos.clone()
    }
}
