//! The key file: `lookup`, `field` (the key with id 0), and further keys of the ring. It is replaced as a whole, never half.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::VaultError;
use super::ring::{FIRST, FieldKey, KeyInfo};
use crate::random;

const HEAD: &str = "# The keys of the personal data. Keep a copy apart from the database: without them nothing can be read.\n";

/// By what a changed file is known: every change of ours puts a new file in the old one's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: std::time::SystemTime,
    size: u64,
    inode: u64,
}

/// The state of the file now.
pub(super) fn stamp(file: &Path) -> io::Result<Stamp> {
    let meta = fs::metadata(file)?;
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&meta);
    #[cfg(not(unix))]
    let inode = 0;
    Ok(Stamp { modified: meta.modified()?, size: meta.len(), inode })
}

/// What the file holds.
pub(super) struct Keys {
    pub(super) ring: BTreeMap<u16, FieldKey>,
    pub(super) active: u16,
    pub(super) lookup: [u8; 32],
}

#[derive(Serialize, Deserialize)]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    lookup: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    active: Option<u16>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ring: Vec<WrittenKey>,
}

#[derive(Serialize, Deserialize)]
struct WrittenKey {
    id: u16,
    created: String,
    key: String,
}

impl Keys {
    /// New keys: a first one for fields, and the one for lookups.
    pub(super) fn fresh() -> Self {
        let first = FieldKey { bytes: random::bytes(), created: None };
        Self { ring: BTreeMap::from([(FIRST, first)]), active: FIRST, lookup: random::bytes() }
    }

    /// Reads the text of a key file; `None` when it is not one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let key = |text: &str| STANDARD.decode(text).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let written: Written = toml::from_str(text).ok()?;
        let mut ring = BTreeMap::new();
        if let Some(field) = &written.field {
            ring.insert(FIRST, FieldKey { bytes: key(field)?, created: None });
        }
        for one in &written.ring {
            let made = FieldKey { bytes: key(&one.key)?, created: Some(one.created.parse::<Timestamp>().ok()?) };
            if ring.insert(one.id, made).is_some() {
                return None; // Two keys under one id: nobody knows which one sealed.
            }
        }
        let active = written.active.unwrap_or(FIRST);
        ring.contains_key(&active).then_some(())?;
        Some(Self { ring, active, lookup: key(&written.lookup)? })
    }

    /// What may be told of the keys.
    pub(super) fn infos(&self) -> Vec<KeyInfo> {
        self.ring.iter().map(|(id, key)| KeyInfo { id: *id, created: key.created, active: *id == self.active }).collect()
    }

    /// The text of the key file.
    pub(super) fn text(&self) -> String {
        let written = Written {
            field: self.ring.get(&FIRST).map(|key| STANDARD.encode(key.bytes)),
            lookup: STANDARD.encode(self.lookup),
            active: (self.active != FIRST).then_some(self.active),
            ring: self
                .ring
                .iter()
                .filter(|(id, _)| **id != FIRST)
                .map(|(id, key)| WrittenKey {
                    id: *id,
                    created: key.created.unwrap_or(Timestamp::UNIX_EPOCH).to_string(),
                    key: STANDARD.encode(key.bytes),
                })
                .collect(),
        };
        // Numbers and texts alone: writing them as TOML cannot fail.
        format!("{HEAD}{}", toml::to_string(&written).unwrap_or_default())
    }
}

/// Reads the file.
pub(super) fn read(file: &Path) -> Result<(Keys, Stamp), VaultError> {
    let named = |source| VaultError::File { file: file.display().to_string(), source };
    // The stamp is taken first: a change in between is found at the next look.
    let stamp = stamp(file).map_err(named)?;
    private_alone(file).map_err(named)?;
    let text = fs::read_to_string(file).map_err(named)?;
    let keys = Keys::parse(&text).ok_or_else(|| VaultError::Form(file.display().to_string()))?;
    Ok((keys, stamp))
}

/// Refuses a file that others may read: whoever has it reads everything.
fn private_alone(file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(file)?.permissions().mode();
        if mode & 0o077 != 0 {
            let words = format!("others may read the keys (mode {:03o}): chmod 600 {}", mode & 0o777, file.display());
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, words));
        }
    }
    Ok(())
}

/// Writes a file that was not there, readable by its owner alone.
pub(super) fn make(file: &Path, keys: &Keys) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    write_new(file, &keys.text())
}

/// Changes the file: nobody else does so meanwhile, and whoever reads it finds the old keys or the new ones, never half of them.
pub(super) fn change<V>(file: &Path, edit: impl FnOnce(&mut Keys) -> Result<V, VaultError>) -> Result<V, VaultError> {
    let named = |source| VaultError::File { file: file.display().to_string(), source };
    // A link stays a link: what it names is replaced.
    let real = fs::canonicalize(file).map_err(named)?;
    let _lock = lock(&real).map_err(named)?;
    let (mut keys, _) = read(&real)?;
    let value = edit(&mut keys)?;
    replace(&real, &keys.text()).map_err(named)?;
    Ok(value)
}

/// Holds a file beside the key file until it is dropped.
fn lock(file: &Path) -> io::Result<File> {
    let path = beside(file, "lock");
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    private(&mut options);
    let lock = options.open(&path)?;
    same_owner(file, &path)?;
    lock.lock()?;
    Ok(lock)
}

/// Gives a file to whom another belongs: a key file that root has changed must still be the portal's.
fn same_owner(as_of: &Path, file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let (theirs, now) = (fs::metadata(as_of)?, fs::metadata(file)?);
        if (theirs.uid(), theirs.gid()) != (now.uid(), now.gid()) {
            std::os::unix::fs::chown(file, Some(theirs.uid()), Some(theirs.gid()))?;
        }
    }
    Ok(())
}

fn replace(file: &Path, text: &str) -> io::Result<()> {
    let new = beside(file, "new");
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {} // One that a crash has left: it never became the key file.
    }
    write_new(&new, text)?;
    same_owner(file, &new)?;
    fs::rename(&new, file)?;
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(end);
    file.with_file_name(name)
}

fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
}

fn write_new(file: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private(&mut options);
    let mut out = options.open(file)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()
}
