//! Mail that is kept in a folder in place of being sent: for development and demonstrations, never for real people.
//!
//! One JSON file for each mail. A reader never sees half a file: each is written beside its place and then moved there.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::random;
use crate::store::outbox::Due;

/// How many mails this process has put into folders.
static RUNNING: AtomicU64 = AtomicU64::new(0);

/// A mail in the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captured {
    /// When it was "sent", in UTC.
    #[serde(with = "moment")]
    pub at: Timestamp,
    /// The address.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The Message-ID, with its angle brackets.
    pub message_id: String,
    /// The [`Topic`](super::Topic)'s code.
    pub kind: String,
    /// The language tag.
    pub lang: String,
}

/// Puts a mail into the folder, which is made if it is not there. The file is on disk when this returns.
///
/// # Errors
/// The file system's.
pub fn put(folder: &Path, mail: &Due, now: Timestamp) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let captured = Captured {
        at: now,
        to: mail.letter.to.clone(),
        subject: mail.letter.subject.clone(),
        text: mail.letter.text.clone(),
        html: mail.letter.html.clone(),
        message_id: mail.message_id.clone(),
        kind: mail.kind.clone(),
        lang: mail.letter.lang.clone(),
    };
    // Names begin with the time and a running number, so their order is the order of sending; the random end keeps the files
    // of two processes apart.
    let number = RUNNING.fetch_add(1, Ordering::Relaxed);
    let name = format!("{:015}-{number:08}-{:08x}.json", now.as_millisecond().max(0), u32::from_le_bytes(random::bytes()));
    let beside = folder.join(format!("{name}.part"));
    let mut file = std::fs::File::create(&beside)?;
    file.write_all(&serde_json::to_vec_pretty(&captured)?)?;
    file.sync_all()?;
    std::fs::rename(&beside, folder.join(name))
}

/// The mails in the folder, oldest first; none when the folder is not there yet.
///
/// # Errors
/// The file system's.
pub fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads one mail of the folder.
///
/// # Errors
/// The file system's, or `InvalidData` for a file that is not a captured mail.
pub fn read(file: &Path) -> io::Result<Captured> {
    Ok(serde_json::from_slice(&std::fs::read(file)?)?)
}

/// The mail whose file has this stem, for a page's address; `None` when there is none, or when the name could leave the folder.
///
/// # Errors
/// As [`read`], save for a file that is not there.
pub fn find(folder: &Path, stem: &str) -> io::Result<Option<Captured>> {
    if stem.is_empty() || !stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Ok(None);
    }
    match read(&folder.join(format!("{stem}.json"))) {
        Ok(mail) => Ok(Some(mail)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A moment as its RFC 3339 text, readable in the file.
mod moment {
    use jiff::Timestamp;
    use serde::{Deserialize as _, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(at)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
