//! XChaCha20-Poly1305 for a message, and in pieces for a file. The cipher's own crates are made of type parameters, and such code is
//! compiled, and optimised or not, with whoever names the types. Here they are named, in a crate that is optimised in development
//! builds as well: without that, sealing fields takes a quarter of the time of the tests.

use std::{fmt, io};

use aead_stream::{NewStream as _, StreamBE32, StreamPrimitive as _};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};

/// The bytes of a key.
pub const KEY: usize = 32;
/// The bytes of a message's nonce.
pub const NONCE: usize = 24;
/// The bytes of a stream's nonce: the position and the mark of the last piece make it up to [`NONCE`].
pub const STREAM_NONCE: usize = 19;
/// By how much sealing makes a message or a piece longer.
pub const TAG: usize = 16;

/// What was to be opened was altered, or sealed with another key or nonce, or for another place. Also: more than 256 GiB were to be
/// sealed at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it cannot be opened: it was altered, or another key sealed it")
    }
}

impl std::error::Error for Broken {}

impl From<Broken> for io::Error {
    fn from(broken: Broken) -> Self {
        Self::new(io::ErrorKind::InvalidData, broken)
    }
}

/// Seals and opens messages with one key.
#[derive(Clone)]
pub struct Cipher(XChaCha20Poly1305);

impl Cipher {
    /// A cipher with this key.
    #[must_use]
    pub fn new(key: &[u8; KEY]) -> Self {
        Self(XChaCha20Poly1305::new(&Key::from(*key)))
    }

    /// Seals a message. No two may have the same nonce. `place` is not kept: without it the message does not open.
    ///
    /// # Errors
    /// [`Broken`] beyond 256 GiB.
    pub fn seal(&self, nonce: &[u8; NONCE], place: &[u8], plain: &[u8]) -> Result<Vec<u8>, Broken> {
        self.0.encrypt(&XNonce::from(*nonce), Payload { msg: plain, aad: place }).map_err(|_| Broken)
    }

    /// Opens a message.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn open(&self, nonce: &[u8; NONCE], place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Broken> {
        self.0.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: place }).map_err(|_| Broken)
    }
}

/// Seals and opens the pieces of a file: STREAM (<https://eprint.iacr.org/2015/189>) with a position of 32 bits.
pub struct Stream(StreamBE32<XChaCha20Poly1305>);

impl Stream {
    /// A stream with this key and nonce. No two files may have the same of both.
    #[must_use]
    pub fn new(key: &[u8; KEY], nonce: [u8; STREAM_NONCE]) -> Self {
        Self(StreamBE32::new(&Key::from(*key), &nonce.into()))
    }

    /// Seals the piece at this position, in its place.
    ///
    /// # Errors
    /// [`Broken`] beyond 256 GiB.
    pub fn seal(&self, position: u32, last: bool, place: &[u8], piece: &mut Vec<u8>) -> Result<(), Broken> {
        self.0.encrypt_in_place(position, last, place, piece).map_err(|_| Broken)
    }

    /// Opens the piece at this position, in its place.
    ///
    /// # Errors
    /// [`Broken`], also when it is not the piece of this position, or was not the last one, or was.
    pub fn open(&self, position: u32, last: bool, place: &[u8], piece: &mut Vec<u8>) -> Result<(), Broken> {
        self.0.decrypt_in_place(position, last, place, piece).map_err(|_| Broken)
    }
}
