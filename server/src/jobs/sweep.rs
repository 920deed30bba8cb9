//! Sweeping: bytes among the files that no row knows, as a crash between a file and its row leaves them. Sealed bytes without their
//! row can never be opened again: the key is in the row.

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};

use crate::desk::DeskError;
use crate::house::House;
use crate::store::file;

/// How long bytes may wait for their row: much longer than any transaction takes.
const UNKNOWN_KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How many files are asked for at once.
const BATCH: usize = 200;
/// So many files without rows are no crash: if they are also more than half of all, this is another database's folder.
const SUSPICIOUS: usize = 20;

/// Removes bytes that are older than a day and that no row knows, and those of files whose destruction was recorded; answers how
/// many. When most files have no row nothing is removed: then the wrong database is open, or an old copy of it.
///
/// # Errors
/// The store's, and the file system's.
pub async fn sweep(house: &House) -> Result<usize, DeskError> {
    let old = old_files(house).await?;
    let mut lost: Vec<&PathBuf> = Vec::new();
    for batch in old.chunks(BATCH) {
        let ids: Vec<String> = batch.iter().map(|(id, _)| id.clone()).collect();
        let known = file::known(&mut house.store.read().await?, &ids).await?;
        lost.extend(batch.iter().filter(|(id, _)| !known.contains(id)).map(|(_, path)| path));
    }
    if lost.len() > SUSPICIOUS && lost.len() * 2 > old.len() {
        tracing::error!(lost = lost.len(), all = old.len(), "most files have no row: is this their database? Nothing is removed");
        return Ok(0);
    }
    for path in &lost {
        tokio::fs::remove_file(path).await?;
    }
    if !lost.is_empty() {
        tracing::warn!(count = lost.len(), "files that no row knew were removed");
    }
    Ok(lost.len())
}

/// The files that are older than a day: their name, which is the row's identifier, and where they lie.
async fn old_files(house: &House) -> Result<Vec<(String, PathBuf)>, DeskError> {
    let before = house.now().saturating_sub(UNKNOWN_KEPT).unwrap_or(Timestamp::MIN);
    let mut old = Vec::new();
    let mut folders = match tokio::fs::read_dir(house.files.as_path()).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(old),
        list => list?,
    };
    while let Some(folder) = folders.next_entry().await? {
        if !folder.file_type().await?.is_dir() {
            continue; // Not ours: files lie in folders.
        }
        let mut files = tokio::fs::read_dir(folder.path()).await?;
        while let Some(entry) = files.next_entry().await? {
            let (Ok(id), meta) = (entry.file_name().into_string(), entry.metadata().await?) else { continue };
            let since = meta.modified()?;
            if meta.is_file() && Timestamp::try_from(since).is_ok_and(|since| since < before) {
                old.push((id, entry.path()));
            }
        }
    }
    Ok(old)
}
