//! The vault: encrypts personal columns and makes the keyed hashes by which they are found. Its keys are never in the database.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::random;

/// The version of the form in which fields are sealed; the first byte of each.
const FORM: u8 = 1;

/// Encrypts, decrypts and hashes personal fields.
#[derive(Clone)]
pub struct Vault {
    cipher: XChaCha20Poly1305,
    lookup: [u8; 32],
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
    #[error("the key file {0} does not hold two keys of 32 bytes in base64")]
    Form(String),
    /// A field was altered, or sealed with another key, or belongs to another row.
    #[error("a field of {0} cannot be opened: it was altered, or another key sealed it")]
    Field(&'static str),
}

#[derive(Serialize, Deserialize)]
struct KeyFile {
    field: String,
    lookup: String,
}

/// The place of a field: its table and column, and the row's identifier. A field opens only where it was sealed.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a>(pub &'static str, pub &'a str);

impl Vault {
    /// A vault with these keys.
    #[must_use]
    pub fn new(field: [u8; 32], lookup: [u8; 32]) -> Self {
        Self { cipher: XChaCha20Poly1305::new(&Key::from(field)), lookup }
    }

    /// Opens the key file, or makes one with new keys, readable by its owner alone.
    ///
    /// # Errors
    /// When the file cannot be read or written, or does not hold two keys.
    pub fn open_or_make(file: &Path) -> Result<Self, VaultError> {
        let named = |source| VaultError::File { file: file.display().to_string(), source };
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let keys = KeyFile { field: STANDARD.encode(random::bytes::<32>()), lookup: STANDARD.encode(random::bytes::<32>()) };
                let text = format!(
                    "# The keys of the personal data. Keep a copy apart from the database: without them nothing can be read.\nfield = \"{}\"\nlookup = \"{}\"\n",
                    keys.field, keys.lookup
                );
                write_private(file, &text).map_err(named)?;
                text
            }
            Err(error) => return Err(named(error)),
        };
        let form = || VaultError::Form(file.display().to_string());
        let keys: KeyFile = toml::from_str(&text).map_err(|_| form())?;
        let key = |text: &str| STANDARD.decode(text).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).ok_or_else(form);
        Ok(Self::new(key(&keys.field)?, key(&keys.lookup)?))
    }

    /// Seals bytes for one place.
    #[must_use]
    pub fn seal(&self, place: Place<'_>, plain: &[u8]) -> Vec<u8> {
        let nonce = random::bytes::<24>();
        let aad = format!("{}:{}", place.0, place.1);
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: aad.as_bytes() })
            // It fails only beyond 256 GiB; a body limit stands long before.
            .unwrap_or_default();
        let mut field = Vec::with_capacity(25 + sealed.len());
        field.push(FORM);
        field.extend_from_slice(&nonce);
        field.extend_from_slice(&sealed);
        field
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// When it was altered, moved, or sealed with another key.
    pub fn open(&self, place: Place<'_>, field: &[u8]) -> Result<Vec<u8>, VaultError> {
        let wrong = || VaultError::Field(place.0);
        let (form, rest) = field.split_first().ok_or_else(wrong)?;
        if *form != FORM {
            return Err(wrong());
        }
        let (nonce, sealed) = rest.split_first_chunk::<24>().ok_or_else(wrong)?;
        let aad = format!("{}:{}", place.0, place.1);
        self.cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: aad.as_bytes() }).map_err(|_| wrong())
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

    /// The keyed hash of an e-mail address: without regard to case or surrounding space.
    #[must_use]
    pub fn hash_email(&self, email: &str) -> Vec<u8> {
        self.hash("email", &email.trim().to_ascii_lowercase())
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

    fn hash_bytes(&self, what: &'static str, value: &[u8]) -> Vec<u8> {
        // HMAC takes keys of any length.
        let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.lookup) else { return Vec::new() };
        mac.update(what.as_bytes());
        mac.update(&[0]);
        mac.update(value);
        mac.finalize().into_bytes().to_vec()
    }
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

/// Writes a file that only its owner may read; it must not be there yet.
fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(file)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_opens_only_in_its_place() {
        let vault = Vault::new([1; 32], [2; 32]);
        let sealed = vault.seal(Place("tickets.subject", "a"), b"mika@example.org");
        assert_eq!(vault.open(Place("tickets.subject", "a"), &sealed).unwrap(), b"mika@example.org");
        assert!(vault.open(Place("tickets.subject", "b"), &sealed).is_err());
        assert!(vault.open(Place("tickets.details", "a"), &sealed).is_err());
        assert!(Vault::new([3; 32], [2; 32]).open(Place("tickets.subject", "a"), &sealed).is_err());
        let mut altered = sealed.clone();
        *altered.last_mut().unwrap() ^= 1;
        assert!(vault.open(Place("tickets.subject", "a"), &altered).is_err());
        assert!(!sealed.windows(4).any(|w| w == b"mika"));
    }

    #[test]
    fn an_address_is_found_however_it_is_written() {
        let vault = Vault::new([1; 32], [2; 32]);
        assert_eq!(vault.hash_email(" Mika@Example.org"), vault.hash_email("mika@example.org"));
        assert_ne!(vault.hash("app_id", "x"), vault.hash("email", "x"));
    }
}
