//! Files that came with a form: already on disk, their type found from their content, not yet part of a ticket.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::DeskError;
use crate::house::House;
use crate::store::{Conn, StoreError, file};

/// The largest file: 20 MB, as people count.
pub const MAX_FILE: u64 = 20_000_000;
/// How many files one form may carry.
pub const MAX_FILES: usize = 5;

/// A received file. Its bytes lie under `incoming/` until a desk adopts it; what nobody adopts is removed.
#[derive(Debug)]
pub struct Upload {
    /// The identifier that it will keep.
    pub id: String,
    /// Where its bytes lie.
    pub path: PathBuf,
    /// The name that its sender gave it, without any folder.
    pub name: String,
    /// Its type, found from its content.
    pub mime: String,
    /// Bytes.
    pub size: u64,
    /// The SHA-256 of its bytes.
    pub sha256: Vec<u8>,
    adopted: bool,
}

impl Upload {
    /// A file whose bytes lie at `path`.
    #[must_use]
    pub fn new(id: String, path: PathBuf, name: &str, mime: String, size: u64, sha256: Vec<u8>) -> Self {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = name.chars().filter(|c| !c.is_control() && !is_invisible(*c)).take(120).collect();
        Self { id, path, name: if name.is_empty() { "file".to_owned() } else { name }, mime, size, sha256, adopted: false }
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if !self.adopted
            && let Err(error) = std::fs::remove_file(&self.path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a file that nobody adopted cannot be removed");
        }
    }
}

/// Characters that change how a name looks and cannot be seen: `photo\u{202e}gpj.hta` reads as a picture.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Where a file's bytes lie.
#[must_use]
pub fn place(folder: &Path, id: &str) -> PathBuf {
    folder.join(id.get(..4).unwrap_or("0000")).join(id)
}

/// Files that lie in their place before the transaction that records them: they go again unless it was committed.
#[derive(Debug)]
#[must_use]
pub struct Settled(Vec<PathBuf>);

impl Settled {
    /// The transaction was committed: they stay.
    pub fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Settled {
    fn drop(&mut self) {
        for path in &self.0 {
            if let Err(error) = std::fs::remove_file(path)
                && error.kind() != std::io::ErrorKind::NotFound
            {
                tracing::warn!(%error, "a file that was not recorded cannot be removed");
            }
        }
    }
}

/// Moves received files to their place. Before the transaction: a row never names bytes that are not there.
///
/// # Errors
/// The file system's.
pub async fn settle(house: &House, uploads: &mut [Upload]) -> Result<Settled, DeskError> {
    let mut settled = Settled(Vec::new());
    for upload in uploads {
        let to = place(&house.files, &upload.id);
        if let Some(folder) = to.parent() {
            tokio::fs::create_dir_all(folder).await?;
            tokio::fs::rename(&upload.path, &to).await?;
            settled.0.push(to.clone());
            // The name must survive a loss of power, as the bytes do.
            tokio::fs::File::open(folder).await?.sync_all().await?;
        }
        upload.path = to;
    }
    Ok(settled)
}

/// What a file belongs to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Owner<'a> {
    /// The ticket.
    pub ticket: &'a str,
    /// The report that brought it.
    pub report: Option<&'a str>,
    /// The message that it hangs on.
    pub message: Option<&'a str>,
}

/// Records settled files as part of a ticket. Inside the transaction.
///
/// # Errors
/// The database's.
pub async fn adopt(
    house: &House,
    conn: &mut Conn,
    uploads: &mut [Upload],
    owner: Owner<'_>,
    role: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    for upload in uploads {
        let row = file::File {
            id: upload.id.clone(),
            ticket_id: owner.ticket.to_owned(),
            report_id: owner.report.map(str::to_owned),
            message_id: owner.message.map(str::to_owned),
            role: role.to_owned(),
            mime: upload.mime.clone(),
            size: i64::try_from(upload.size).unwrap_or(i64::MAX),
            sha256: upload.sha256.clone(),
            created_at: now,
            expires_at: None,
            downloads: 0,
            max_downloads: None,
            destroyed_at: None,
            name: upload.name.clone(),
        };
        file::insert(conn, &house.vault, &row).await?;
        upload.adopted = true;
    }
    Ok(())
}

/// Destroys the bytes of a file. Bytes that are gone already are as good.
///
/// # Errors
/// The file system's.
pub async fn destroy(house: &House, id: &str) -> Result<(), DeskError> {
    match tokio::fs::remove_file(place(&house.files, id)).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
