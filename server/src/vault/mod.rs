//! The vault: encrypts personal columns and files, and makes the keyed hashes by which they are found. Its keys are never in the
//! database. Fields are sealed with the active key of a ring ([ring]) that lies in a file ([keyfile]); files in pieces ([stream]).

mod keyfile;
mod ring;
pub mod stream;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use jiff::{SignedDuration, Timestamp};
use seal::Cipher;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

pub use ring::{FIRST, KeyInfo};

use keyfile::Keys;
use ring::{FieldKey, Ring};

use crate::random;

/// The first form of a sealed field, of before there was a ring: the form, the nonce, what was sealed with the first key.
pub const FORM_ONE: u8 = 1;
/// The form in which fields are sealed: the form, the key's id in two bytes, the nonce, what was sealed.
pub const FORM_RING: u8 = 2;

/// How old the active key must be before another is taken out of the ring: until then a portal that has not looked at the key file
/// again may still seal with the old one. Portals look every fifteen seconds at least; this is forty times as long.
pub const SETTLING: SignedDuration = SignedDuration::from_mins(10);

/// Encrypts, decrypts and hashes personal fields. Clones share one ring.
#[derive(Clone)]
pub struct Vault {
    ring: Arc<RwLock<Ring>>,
    lookup: [u8; 32],
    file: Option<PathBuf>,
}

/// What went wrong with a key or a field.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The key file cannot be read or written.
    #[error("the key file {file}: {source}")]
    File {
        /// Its path.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// The key file is not what it should be.
    #[error("the key file {0} does not hold a lookup key and a ring of field keys, each of 32 bytes in base64, one of them active")]
    Form(String),
    /// The key file has another lookup key than at the start.
    #[error("the key file {0} has another lookup key than before: put the right file there; nothing would be found with this one")]
    Lookup(String),
    /// These keys came from no file.
    #[error("these keys do not lie in a file")]
    NoFile,
    /// A field was altered, or sealed with another key, or belongs to another row.
    #[error("a field of {0} cannot be opened: it was altered, or another key sealed it")]
    Field(&'static str),
    /// A field was sealed with a key that is not in the ring.
    #[error("a field of {0} cannot be opened: the key {1} sealed it, and the key file does not hold that one")]
    UnknownKey(&'static str, u16),
    /// The ring has no such key.
    #[error("there is no key {0} in the ring")]
    NoSuchKey(u16),
    /// The active key cannot be taken out.
    #[error("the key {0} is the active one: rotate first")]
    Active(u16),
    /// The active key is too new.
    #[error("the keys were rotated a moment ago, and a running portal may not know yet: retire the old key after {0}")]
    TooSoon(Timestamp),
    /// There are as many keys as ids.
    #[error("the ring is full")]
    Full,
}

/// The place of a field: its table and column, and the row's identifier. A field opens only where it was sealed.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a>(pub &'static str, pub &'a str);

impl Place<'_> {
    fn name(&self) -> String {
        format!("{}:{}", self.0, self.1)
    }
}

/// The id of the key that sealed a field; `None` when it is no sealed field.
#[must_use]
pub fn key_of(field: &[u8]) -> Option<u16> {
    match field {
        [FORM_ONE, ..] => Some(FIRST),
        [FORM_RING, high, low, ..] => Some(u16::from_be_bytes([*high, *low])),
        _ => None,
    }
}

/// Bytes in hexadecimal; also the row's name in a [`Place`] of a table whose rows are found by a hash alone.
#[must_use]
pub fn hex(hash: &[u8]) -> String {
    use std::fmt::Write as _;
    hash.iter().fold(String::with_capacity(hash.len() * 2), |mut text, byte| {
        // Writing into a text cannot fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}

fn may_retire(keys: &[KeyInfo], id: u16, now: Timestamp) -> Result<(), VaultError> {
    match keys.iter().find(|key| key.id == id) {
        None => return Err(VaultError::NoSuchKey(id)),
        Some(key) if key.active => return Err(VaultError::Active(id)),
        Some(_) => {}
    }
    let since = keys.iter().find(|key| key.active).and_then(|key| key.created).unwrap_or(Timestamp::UNIX_EPOCH);
    let until = since.saturating_add(SETTLING).unwrap_or(Timestamp::MAX);
    if now < until { Err(VaultError::TooSoon(until)) } else { Ok(()) }
}

impl Vault {
    /// A vault with these keys, in no file.
    #[must_use]
    pub fn new(field: [u8; 32], lookup: [u8; 32]) -> Self {
        Self { ring: Arc::new(RwLock::new(Ring::of_one(field))), lookup, file: None }
    }

    /// Opens the key file, or makes one with new keys, readable by its owner alone.
    ///
    /// # Errors
    /// When the file cannot be read or written, or does not hold what it should.
    pub fn open_or_make(file: &Path) -> Result<Self, VaultError> {
        if !file.exists() {
            keyfile::make(file, &Keys::fresh()).map_err(|source| VaultError::File { file: file.display().to_string(), source })?;
        }
        let (keys, stamp) = keyfile::read(file)?;
        let ring = Ring::new(&keys.ring, keys.active, Some(stamp)).ok_or_else(|| VaultError::Form(file.display().to_string()))?;
        Ok(Self { ring: Arc::new(RwLock::new(ring)), lookup: keys.lookup, file: Some(file.to_owned()) })
    }

    /// Reads the key file again if it has changed since it was read; answers whether it had. With a file that cannot be read the
    /// keys stay as they are.
    ///
    /// # Errors
    /// As [`Vault::open_or_make`], and when the file has another lookup key.
    pub fn refresh(&self) -> Result<bool, VaultError> {
        let Some(file) = &self.file else { return Ok(false) };
        let now = keyfile::stamp(file).map_err(|source| VaultError::File { file: file.display().to_string(), source })?;
        if self.ring(|ring| ring.stamp) == Some(now) {
            return Ok(false);
        }
        let (keys, stamp) = keyfile::read(file)?;
        if !same(&keys.lookup, &self.lookup) {
            return Err(VaultError::Lookup(file.display().to_string()));
        }
        let ring = Ring::new(&keys.ring, keys.active, Some(stamp)).ok_or_else(|| VaultError::Form(file.display().to_string()))?;
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = ring;
        Ok(true)
    }

    /// The keys of the ring, by id.
    #[must_use]
    pub fn keys(&self) -> Vec<KeyInfo> {
        self.ring(Ring::infos)
    }

    /// The id of the key that seals.
    #[must_use]
    pub fn active(&self) -> u16 {
        self.ring(|ring| ring.active().0)
    }

    /// Adds a key to the ring and makes it the active one; answers its id. What is sealed already stays as it is.
    ///
    /// # Errors
    /// When the key file cannot be read or replaced.
    pub fn rotate(&self, now: Timestamp) -> Result<u16, VaultError> {
        let file = self.file.as_deref().ok_or(VaultError::NoFile)?;
        let id = keyfile::change(file, |keys| {
            let id = keys.ring.keys().next_back().map_or(Some(FIRST), |last| last.checked_add(1)).ok_or(VaultError::Full)?;
            keys.ring.insert(id, FieldKey { bytes: random::bytes(), created: Some(now) });
            keys.active = id;
            Ok(id)
        })?;
        self.refresh()?;
        Ok(id)
    }

    /// Takes a key out of the ring. The caller has made sure that nothing is sealed with it any more.
    ///
    /// # Errors
    /// When it is the active one or not there, when the active one is younger than [`SETTLING`], or the file cannot be replaced.
    pub fn retire(&self, id: u16, now: Timestamp) -> Result<(), VaultError> {
        let file = self.file.as_deref().ok_or(VaultError::NoFile)?;
        keyfile::change(file, |keys| {
            may_retire(&keys.infos(), id, now)?;
            keys.ring.remove(&id);
            Ok(())
        })?;
        self.refresh()?;
        Ok(())
    }

    /// Whether a key may be taken out of the ring as far as the ring knows.
    ///
    /// # Errors
    /// As [`Vault::retire`], save for the file's.
    pub fn may_retire(&self, id: u16, now: Timestamp) -> Result<(), VaultError> {
        may_retire(&self.keys(), id, now)
    }

    /// Seals bytes for one place.
    #[must_use]
    pub fn seal(&self, place: Place<'_>, plain: &[u8]) -> Vec<u8> {
        let (id, cipher) = self.ring(|ring| ring.active().clone());
        let nonce = random::bytes::<{ seal::NONCE }>();
        let sealed = cipher
            .seal(&nonce, place.name().as_bytes(), plain)
            // It fails only beyond 256 GiB; a body limit stands long before.
            .unwrap_or_default();
        let mut field = Vec::with_capacity(27 + sealed.len());
        field.push(FORM_RING);
        field.extend_from_slice(&id.to_be_bytes());
        field.extend_from_slice(&nonce);
        field.extend_from_slice(&sealed);
        field
    }

    /// Opens what was sealed for this place, with whichever key of the ring. A key that is not known is looked for in the key file
    /// at once, if that has changed: another instance may have rotated.
    ///
    /// # Errors
    /// When it was altered, moved, or sealed with another key.
    pub fn open(&self, place: Place<'_>, field: &[u8]) -> Result<Vec<u8>, VaultError> {
        let wrong = || VaultError::Field(place.0);
        let id = key_of(field).ok_or_else(wrong)?;
        let rest = field.get(if field.first() == Some(&FORM_ONE) { 1 } else { 3 }..).ok_or_else(wrong)?;
        let (nonce, sealed) = rest.split_first_chunk::<{ seal::NONCE }>().ok_or_else(wrong)?;
        let cipher = self.cipher(id).ok_or(VaultError::UnknownKey(place.0, id))?;
        cipher.open(nonce, place.name().as_bytes(), sealed).map_err(|_| wrong())
    }

    /// The same field sealed with the active key; `None` when it is already.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn reseal(&self, place: Place<'_>, field: &[u8]) -> Result<Option<Vec<u8>>, VaultError> {
        if field.first() == Some(&FORM_RING) && key_of(field) == Some(self.active()) {
            return Ok(None);
        }
        Ok(Some(self.seal(place, &self.open(place, field)?)))
    }

    /// Seals the key of one file for the column `files.key`.
    #[must_use]
    pub fn seal_file_key(&self, file: &str, key: &[u8; 32]) -> Vec<u8> {
        self.seal(Place("files.key", file), key)
    }

    /// Opens the key of one file.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn open_file_key(&self, file: &str, sealed: &[u8]) -> Result<[u8; 32], VaultError> {
        self.open(Place("files.key", file), sealed)?.try_into().map_err(|_| VaultError::Field("files.key"))
    }

    fn ring<V>(&self, ask: impl FnOnce(&Ring) -> V) -> V {
        ask(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn cipher(&self, id: u16) -> Option<Cipher> {
        if let Some(cipher) = self.ring(|ring| ring.cipher(id)) {
            return Some(cipher);
        }
        // Whoever sends us invented ids makes us look whether the file has changed, and no more.
        if let Err(error) = self.refresh() {
            tracing::error!(%error, "the key file cannot be read again");
        }
        self.ring(|ring| ring.cipher(id))
    }

    /// Seals a value as JSON.
    #[must_use]
    pub fn seal_json<V: Serialize>(&self, place: Place<'_>, value: &V) -> Vec<u8> {
        // The types sealed here are plain structs: writing them as JSON cannot fail.
        self.seal(place, &serde_json::to_vec(value).unwrap_or_default())
    }

    /// Opens a value that was sealed as JSON.
    ///
    /// # Errors
    /// As [`Vault::open`], and when it is not the JSON of a `V`.
    pub fn open_json<V: DeserializeOwned>(&self, place: Place<'_>, field: &[u8]) -> Result<V, VaultError> {
        serde_json::from_slice(&self.open(place, field)?).map_err(|_| VaultError::Field(place.0))
    }

    /// The keyed hash by which a value can be found again: exact match, and useless without the key.
    #[must_use]
    pub fn hash(&self, what: &'static str, value: &str) -> Vec<u8> {
        self.hash_bytes(what, value.as_bytes())
    }

    /// The hash that an account of a product is found by: of the canonical form of its ID.
    #[must_use]
    pub fn hash_app_id(&self, product: &str, canonical: &str) -> Vec<u8> {
        self.hash("app_id", &format!("{product}|{canonical}"))
    }

    /// The hash that people are found by: of their address's key ([`domain::typed::email::key`]), which is one however it is typed.
    #[must_use]
    pub fn hash_email(&self, email: &str) -> Vec<u8> {
        self.hash("email", &domain::typed::email::key(email))
    }

    /// A value for a cookie that only this portal can have written.
    #[must_use]
    pub fn token(&self, what: &'static str, value: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.seal(Place(what, "cookie"), value.as_bytes()))
    }

    /// The value of such a cookie; `None` when it was not written here.
    #[must_use]
    pub fn read_token(&self, what: &'static str, token: &str) -> Option<String> {
        let plain = self.open(Place(what, "cookie"), &URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
        String::from_utf8(plain).ok()
    }

    /// The mark by which the record knows what the portal itself has written: an HMAC with a key of its own, made of the lookup key,
    /// which no rotation of the field keys changes. `what` says what is marked, and each part is taken with its length.
    #[must_use]
    pub fn record_mac(&self, what: &'static str, parts: &[&[u8]]) -> Vec<u8> {
        let key = self.hash_bytes("the key of the record", b"1");
        // HMAC takes keys of any length.
        let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key) else { return Vec::new() };
        for part in [what.as_bytes()].iter().chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }

    fn hash_bytes(&self, what: &'static str, value: &[u8]) -> Vec<u8> {
        // HMAC takes keys of any length.
        let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.lookup) else { return Vec::new() };
        mac.update(what.as_bytes());
        mac.update(&[0]);
        mac.update(value);
        mac.finalize().into_bytes().to_vec()
    }
}

/// What the fuzzer asks: a key file that is read and written again holds the same keys.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn fuzz_key_file(text: &str) {
    let Some(keys) = Keys::parse(text) else { return };
    let again = Keys::parse(&keys.text());
    assert!(again.is_some_and(|again| again.lookup == keys.lookup && again.infos().len() == keys.infos().len()));
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(..)")
    }
}

/// The SHA-256 of some bytes.
#[must_use]
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
#[must_use]
pub fn same(a: &[u8], b: &[u8]) -> bool {
    subtle::ConstantTimeEq::ct_eq(a, b).into()
}
