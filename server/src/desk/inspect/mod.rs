//! What is looked at before a file is taken: what it is by its content, whether it is whole, and what it carries that nobody meant
//! to send. Pictures lose their metadata (where they were taken, with what, by whom) and whatever lies behind their end; archives
//! are unpacked for a trial. Nothing here trusts a name or a type that was told.

mod exif;
mod jpeg;
mod kind;
mod png;
pub mod scan;
#[cfg(test)]
mod tests;
mod text;
mod webp;
mod zip;

use bytes::Bytes;

pub use scan::Scanner;

/// The most pixels of a picture: 50 million, more than any telephone takes in one shot that people send as proof. A picture is
/// small when it is packed and fills the memory of whoever looks at it.
pub const MAX_PIXELS: u64 = 50_000_000;

/// A file as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// Its type, found from its content.
    pub mime: &'static str,
    /// Its bytes, without what nobody meant to send.
    pub bytes: Bytes,
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It has no bytes.
    Empty,
    /// Nothing that is taken.
    Kind,
    /// A GIF.
    Gif,
    /// A picture as iPhones keep it.
    Heif,
    /// A document, table or presentation of an office program, with macros or without.
    Office,
    /// A program, or an archive that is one.
    Program,
    /// A page, a drawing or a script: what a browser or a shell runs.
    Web,
    /// A text that does not say how its letters are written.
    Encoding,
    /// A picture that is not whole.
    BrokenPicture,
    /// A picture of more than [`MAX_PIXELS`].
    LargePicture,
    /// An archive that cannot be unpacked.
    BrokenArchive,
    /// An archive with too much in it, or of which too much comes out.
    LargeArchive,
    /// An archive that would write outside its folder.
    StrayArchive,
    /// An archive that wants a password.
    LockedArchive,
    /// An archive with archives in it.
    NestedArchive,
    /// The scanner has found a virus.
    Virus,
    /// The scanner does not answer: nothing is taken unscanned.
    ScannerAway,
    /// Too many files are being received.
    Busy,
    /// The disk is nearly full.
    DiskFull,
    /// People who have not proved who they are have sent as much as is kept of all of them together.
    UnprovedFull,
    /// Somebody who has not proved who they are has sent as much as one network may.
    UnprovedOften,
}

impl Refusal {
    /// The code that names the words, as in [`crate::desk::FieldError`].
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::Kind => "file_type",
            Self::Gif => "file_gif",
            Self::Heif => "file_heif",
            Self::Office => "file_office",
            Self::Program => "file_program",
            Self::Web => "file_web",
            Self::Encoding => "file_encoding",
            Self::BrokenPicture => "file_picture_broken",
            Self::LargePicture => "file_picture_large",
            Self::BrokenArchive => "file_archive_broken",
            Self::LargeArchive => "file_archive_large",
            Self::StrayArchive => "file_archive_stray",
            Self::LockedArchive => "file_archive_locked",
            Self::NestedArchive => "file_archive_nested",
            Self::Virus => "file_virus",
            Self::ScannerAway => "file_scanner_away",
            Self::Busy => "file_busy",
            Self::DiskFull => "file_disk_full",
            Self::UnprovedFull => "file_unproved_full",
            Self::UnprovedOften => "file_unproved_often",
        }
    }
}

/// Looks at a whole file, and gives it back as it may be kept. It works on the processor: call it where blocking is no harm.
///
/// # Errors
/// Why it is not taken.
pub fn inspect(bytes: &Bytes) -> Result<Clean, Refusal> {
    let kind::Found { mime, bytes } = kind::sniff(bytes)?;
    let bytes = match mime {
        "image/png" => png::clean(&bytes)?,
        "image/jpeg" => jpeg::clean(&bytes)?.into(),
        "image/webp" => webp::clean(&bytes)?,
        _ => bytes,
    };
    Ok(Clean { mime, bytes })
}

/// The most chunks of a PNG or WebP, at ten times what programs make of the largest file: each takes memory of its own while it is
/// looked at, however small it is.
const MAX_CHUNKS: usize = 20_000;

/// Whether a picture of this width and height is taken.
fn dimensions(width: u32, height: u32) -> Result<(), Refusal> {
    match u64::from(width) * u64::from(height) {
        0 => Err(Refusal::BrokenPicture),
        pixels if pixels > MAX_PIXELS => Err(Refusal::LargePicture),
        _ => Ok(()),
    }
}
