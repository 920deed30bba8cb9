//! ZIP archives, unpacked for a trial: whoever unpacks one later gets what it says, no more than so much of it, and nothing beside
//! the folder. It is kept as it came.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Refusal;

/// The most entries.
const MAX_ENTRIES: usize = 1000;
/// The most bytes that may come out of it: 200 MB, ten times the largest file.
const MAX_UNPACKED: u64 = 200_000_000;
/// The most ends of directories: an archive has one; a stored text may happen to look like another.
const MAX_ENDS: usize = 8;
/// How many times as large it may become. Texts that repeat themselves reach thirty.
const MAX_RATIO: u64 = 100;
/// Below this what comes out harms nobody, however well it was packed.
const SMALL: u64 = 1_000_000;

/// Whether it may be kept.
///
/// # Errors
/// Why not.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refusal> {
    // Before anything is read: each entry of a directory takes memory, and each end of one is tried.
    if occurrences(bytes, *b"PK\x01\x02") > 2 * MAX_ENTRIES {
        return Err(Refusal::LargeArchive);
    }
    if [*b"PK\x05\x06", *b"PK\x06\x06", *b"PK\x06\x07"].into_iter().any(|end| occurrences(bytes, end) > MAX_ENDS) {
        return Err(Refusal::BrokenArchive);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::BrokenArchive)?;
    if archive.len() > MAX_ENTRIES {
        return Err(Refusal::LargeArchive);
    }
    // What lies before the first entry, or twice in two entries, is for somebody who reads it otherwise than we do.
    if archive.offset() != 0 || archive.is_empty() || archive.has_overlapping_entries().map_err(|_| Refusal::BrokenArchive)? {
        return Err(Refusal::BrokenArchive);
    }
    let names = names(bytes, &archive)?;
    nothing_between(bytes, &mut archive)?;
    if let Some(refusal) = sort(&names) {
        return Err(refusal);
    }
    let mut unpacked = 0;
    for index in 0..archive.len() {
        unpacked += entry(&mut archive, index, unpacked, bytes.len() as u64)?;
    }
    Ok(())
}

/// All names that any program reads: of the directory, of the entries themselves, and those in the field for Unicode, by which some go. An entry
/// and its line of the directory must agree, and each line must be an entry of its own.
fn names(bytes: &[u8], archive: &ZipArchive<Cursor<&[u8]>>) -> Result<Vec<Vec<u8>>, Refusal> {
    let number = |at: usize, size: usize| {
        let part = bytes.get(at..at.checked_add(size)?)?;
        Some(part.iter().rev().fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte)))
    };
    let slice = |at: usize, size: usize| bytes.get(at..at.checked_add(size)?);
    let read = || -> Option<(usize, Vec<Vec<u8>>, bool)> {
        let mut at = usize::try_from(archive.central_directory_start()).ok()?;
        let (mut count, mut names, mut locked) = (0, Vec::new(), false);
        while slice(at, 4) == Some(b"PK\x01\x02") {
            let (name, extra, comment) = (number(at + 28, 2)?, number(at + 30, 2)?, number(at + 32, 2)?);
            let own = slice(at + 46, name)?;
            names.push(own.to_vec());
            names.extend(unicode_path(slice(at + 46 + name, extra)?));
            let local = match number(at + 42, 4)? {
                // It stands in a field for long archives; such an archive is larger than what is taken.
                0xffff_ffff => return None,
                local => local,
            };
            let (flags, there) = (number(local + 6, 2)?, number(local + 26, 2)?);
            locked |= flags & 1 == 1 || number(at + 8, 2)? & 1 == 1;
            if slice(local, 4)? != b"PK\x03\x04" || slice(local + 30, there)? != own {
                return None;
            }
            names.extend(unicode_path(slice(local + 30 + there, number(local + 28, 2)?)?));
            count += 1;
            at += 46 + name + extra + comment;
        }
        Some((count, names, locked))
    };
    match read() {
        Some((_, _, true)) => Err(Refusal::LockedArchive),
        // Two lines with one name are one to us, and two to others.
        Some((count, names, _)) if count == archive.len() => {
            if names.iter().all(|name| is_inside(name)) {
                Ok(names)
            } else {
                Err(Refusal::StrayArchive)
            }
        }
        _ => Err(Refusal::BrokenArchive),
    }
}

/// The names in fields of the kind `0x7075`.
fn unicode_path(mut fields: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    while let Some(([a, b, c, d], rest)) = fields.split_first_chunk::<4>() {
        let (kind, size) = (u16::from_le_bytes([*a, *b]), usize::from(u16::from_le_bytes([*c, *d])));
        let Some(field) = rest.get(..size) else { break };
        if kind == 0x7075 {
            found.push(field.get(5..).unwrap_or_default().to_vec());
        }
        fields = rest.get(size..).unwrap_or_default();
    }
    found
}

/// Refuses entries that no line of the directory leads to: programs that read from the beginning find them.
fn nothing_between(bytes: &[u8], archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Refusal> {
    let broken = |_| Refusal::BrokenArchive;
    let mut ranges = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| Refusal::BrokenArchive)?;
        let data = entry.data_start().ok_or(Refusal::BrokenArchive)?;
        let end = data.checked_add(entry.compressed_size()).ok_or(Refusal::BrokenArchive)?;
        ranges.push((usize::try_from(entry.header_start()).map_err(broken)?, usize::try_from(end).map_err(broken)?));
    }
    ranges.sort_unstable();
    let directory = usize::try_from(archive.central_directory_start()).map_err(broken)?;
    let mut before = 0;
    for (begins, ends) in ranges.into_iter().chain([(directory, directory)]) {
        let between = bytes.get(before..begins).ok_or(Refusal::BrokenArchive)?;
        if occurrences(between, *b"PK\x03\x04") > 0 {
            return Err(Refusal::BrokenArchive);
        }
        before = ends;
    }
    Ok(())
}

/// What an archive is that programs open as something of their own, by all of its names and in whatever order they stand.
fn sort(names: &[Vec<u8>]) -> Option<Refusal> {
    let names: Vec<String> = names.iter().map(|name| String::from_utf8_lossy(name).replace('\\', "/").to_lowercase()).collect();
    let has = |test: &dyn Fn(&str) -> bool| names.iter().any(|name| test(name));
    // Android, Java, and an app for telephones of Apple.
    if has(&|name| matches!(name, "androidmanifest.xml" | "classes.dex" | "meta-inf/manifest.mf") || name.starts_with("payload/"))
        && has(&|name| name.ends_with(".class") || name.ends_with(".dex") || name.ends_with(".mf") || name.contains(".app/"))
    {
        return Some(Refusal::Program);
    }
    // Office Open XML, and OpenDocument with EPUB, which begin with what they are.
    if has(&|name| matches!(name, "[content_types].xml" | "mimetype") || name.ends_with("vbaproject.bin")) {
        return Some(Refusal::Office);
    }
    None
}

fn occurrences(bytes: &[u8], sign: [u8; 4]) -> usize {
    bytes.array_windows::<4>().filter(|window| **window == sign).count()
}

/// Unpacks one entry; answers its true size.
fn entry(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, before: u64, packed: u64) -> Result<u64, Refusal> {
    let mut entry = match archive.by_index(index) {
        Ok(entry) => entry,
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(Refusal::LockedArchive),
        Err(_) => return Err(Refusal::BrokenArchive),
    };
    if entry.encrypted() {
        return Err(Refusal::LockedArchive);
    }
    if entry.is_symlink() || !is_inside(entry.name_raw()) {
        return Err(Refusal::StrayArchive);
    }
    let (mut buffer, mut size, mut head) = ([0; 16 * 1024], 0_u64, Vec::new());
    loop {
        // What the archive says of its sizes is not believed: the bytes are counted.
        let read = entry.read(&mut buffer).map_err(|_| Refusal::BrokenArchive)?;
        if read == 0 {
            return if is_archive(&head) {
                Err(Refusal::NestedArchive)
            } else if infer::is_app(&head) {
                Err(Refusal::Program)
            } else {
                Ok(size)
            };
        }
        size += read as u64;
        let all = before + size;
        if all > MAX_UNPACKED || (all > SMALL && all / MAX_RATIO > packed) {
            return Err(Refusal::LargeArchive);
        }
        if head.len() < HEAD {
            head.extend_from_slice(&buffer[..read.min(HEAD - head.len())]);
        }
    }
}

/// How much of an entry tells what it is.
const HEAD: usize = 512;

/// Whether a name stays inside the folder that the archive is unpacked into, on every system.
fn is_inside(name: &[u8]) -> bool {
    let name = String::from_utf8_lossy(name);
    // A letter and a colon are a drive; a time of day is not.
    let drive = matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    !name.is_empty()
        && !name.starts_with(['/', '\\'])
        && !drive
        && !name.contains('\0')
        && !name.split(['/', '\\']).any(|part| part == "..")
}

/// Whether an entry is an archive itself, or an office file, which is one too: what lies in it nobody has looked at.
fn is_archive(head: &[u8]) -> bool {
    const ARCHIVES: [&str; 12] = [
        "application/zip",
        "application/x-tar",
        "application/vnd.rar",
        "application/gzip",
        "application/x-bzip2",
        "application/x-7z-compressed",
        "application/x-xz",
        "application/zstd",
        "application/x-lzip",
        "application/x-compress",
        "application/vnd.ms-cab-compressed",
        "application/x-unix-archive",
    ];
    head.starts_with(b"PK\x03\x04") || infer::get(head).is_some_and(|kind| ARCHIVES.contains(&kind.mime_type()))
}
