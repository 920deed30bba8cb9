//! Files at rest: each has a random key of its own, and its bytes are sealed in pieces of 64 KiB as a STREAM (Hoang, Reyhanitabar,
//! Rogaway, Vizár 2015: <https://eprint.iacr.org/2015/189>), so that a file that was cut, reordered or lengthened is found, and
//! neither writing nor reading ever needs more than a piece. The file's identifier is bound into each piece.

use std::io::{self, Write};

pub use seal::Broken;
use seal::{STREAM_NONCE as NONCE, Stream, TAG};

use crate::random;

/// The bytes of a piece, before it is sealed.
pub const PIECE: usize = 64 * 1024;
/// The form of a file, and the nonce of its stream.
pub const HEAD: usize = 1 + NONCE;
/// The form of sealed files.
const FORM: u8 = 1;

/// Seals all bytes of a file into `out`.
///
/// # Errors
/// The writer's.
pub fn seal(out: &mut impl Write, key: &[u8; 32], id: &str, plain: &[u8]) -> io::Result<()> {
    let nonce = random::bytes::<NONCE>();
    let stream = Stream::new(key, nonce);
    out.write_all(&[FORM])?;
    out.write_all(&nonce)?;
    let last = plain.len().saturating_sub(1) / PIECE;
    let mut piece = Vec::with_capacity(PIECE + TAG);
    for at in 0..=last {
        let from = at * PIECE;
        piece.clear();
        piece.extend_from_slice(&plain[from..plain.len().min(from + PIECE)]);
        let position = u32::try_from(at).map_err(io::Error::other)?;
        stream.seal(position, at == last, id.as_bytes(), &mut piece)?;
        out.write_all(&piece)?;
    }
    Ok(())
}

/// Opens a sealed file piece by piece.
pub struct Opener {
    stream: Stream,
    id: String,
    position: u32,
    left: u64,
}

impl Opener {
    /// Begins with the head of a file of so many bytes.
    ///
    /// # Errors
    /// When it is no sealed file.
    pub fn new(key: &[u8; 32], id: &str, head: &[u8; HEAD], length: u64) -> Result<Self, Broken> {
        let (&[form], nonce) = head.split_first_chunk::<1>().ok_or(Broken)?;
        let left = length.checked_sub(HEAD as u64).filter(|left| *left >= TAG as u64).ok_or(Broken)?;
        if form != FORM {
            return Err(Broken);
        }
        let stream = Stream::new(key, nonce.try_into().map_err(|_| Broken)?);
        Ok(Self { stream, id: id.to_owned(), position: 0, left })
    }

    /// How many bytes the next sealed piece has; 0 at the end.
    #[must_use]
    pub fn wants(&self) -> usize {
        usize::try_from(self.left).unwrap_or(usize::MAX).min(PIECE + TAG)
    }

    /// Opens the next piece in its place. What it held before this one was whole; that the file ends where it did is known with the
    /// last one.
    ///
    /// # Errors
    /// When it is not the piece that was sealed here.
    pub fn open(&mut self, piece: &mut Vec<u8>) -> Result<(), Broken> {
        self.left = self.left.checked_sub(piece.len() as u64).filter(|_| piece.len() == self.wants()).ok_or(Broken)?;
        self.stream.open(self.position, self.left == 0, self.id.as_bytes(), piece)?;
        self.position = self.position.checked_add(1).ok_or(Broken)?;
        Ok(())
    }
}

impl std::fmt::Debug for Opener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opener").field("id", &self.id).field("left", &self.left).finish_non_exhaustive()
    }
}

/// Opens a whole file at once.
///
/// # Errors
/// As [`Opener::open`].
pub fn open(key: &[u8; 32], id: &str, sealed: &[u8]) -> Result<Vec<u8>, Broken> {
    let (head, mut rest) = sealed.split_first_chunk::<HEAD>().ok_or(Broken)?;
    let mut opener = Opener::new(key, id, head, sealed.len() as u64)?;
    let mut plain = Vec::with_capacity(rest.len());
    while opener.wants() > 0 {
        let (piece, after) = rest.split_at_checked(opener.wants()).ok_or(Broken)?;
        let mut piece = piece.to_vec();
        opener.open(&mut piece)?;
        plain.append(&mut piece);
        rest = after;
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails there")]

    use proptest::prelude::*;

    use super::*;

    const KEY: [u8; 32] = [4; 32];

    fn sealed(plain: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        seal(&mut out, &KEY, "file", plain).unwrap();
        out
    }

    fn plain(length: usize) -> Vec<u8> {
        (0..length).map(|at| (at / 7) as u8).collect()
    }

    #[test]
    fn what_was_sealed_opens_whatever_its_length() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5] {
            let file = sealed(&plain(length));
            assert_eq!(open(&KEY, "file", &file).unwrap(), plain(length), "{length}");
            assert_eq!(open(&KEY, "other", &file), Err(Broken), "{length}");
            assert_eq!(open(&[5; 32], "file", &file), Err(Broken), "{length}");
        }
    }

    #[test]
    fn a_file_that_was_cut_reordered_or_lengthened_is_found() {
        let file = sealed(&plain(3 * PIECE));
        let (head, body) = file.split_at(HEAD);
        let pieces: Vec<&[u8]> = body.chunks(PIECE + TAG).collect();
        assert_eq!(pieces.len(), 3);
        let joined = |order: &[usize]| [head, &order.iter().flat_map(|at| pieces[*at].to_vec()).collect::<Vec<_>>()[..]].concat();
        assert!(open(&KEY, "file", &joined(&[0, 1, 2])).is_ok());
        for order in [&[0, 1][..], &[0], &[1, 2], &[1, 0, 2], &[0, 1, 2, 2], &[0, 2, 1], &[]] {
            assert_eq!(open(&KEY, "file", &joined(order)), Err(Broken), "{order:?}");
        }
        let other = sealed(&plain(3 * PIECE));
        let swapped = [&file[..HEAD + PIECE + TAG], &other[HEAD + PIECE + TAG..]].concat();
        assert_eq!(open(&KEY, "file", &swapped), Err(Broken), "a piece of another file");
        for cut in [1, TAG, PIECE, PIECE + TAG + 1] {
            assert_eq!(open(&KEY, "file", &file[..file.len() - cut]), Err(Broken), "{cut}");
        }
        assert_eq!(open(&KEY, "file", &[&file[..], b"x"].concat()), Err(Broken));
    }

    proptest! {
        #[test]
        fn one_changed_bit_is_found(length in 0_usize..3000, at in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let mut file = sealed(&plain(length));
            let at = at.index(file.len());
            file[at] ^= 1 << bit;
            prop_assert_eq!(open(&KEY, "file", &file), Err(Broken));
        }

        #[test]
        fn no_file_panics(file in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(open(&KEY, "file", &file), Err(Broken));
        }
    }
}
