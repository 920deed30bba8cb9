//! Whether the folder of the files is the one that belongs to this database.
//!
//! Two instances on one database that each have a folder of their own, or a database that was put beside another's files, are found out when
//! somebody fetches a file, which is too late. So both bear the same mark: a setting, and a file in the folder.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::args;
use crate::house::House;
use crate::random;
use crate::store::StoreError;

/// The setting, and the name of the file.
const KEY: &str = "files";
const NAME: &str = ".habeas-files";

/// Why the folder cannot be used.
#[derive(Debug, Error)]
pub enum FolderError {
    /// It bears another mark than the database, or none although the database has been used with one.
    #[error(
        "{folder} is not the folder in which the files of this database lie: instances must share it (docs/operations.md, Several instances). If it is \
         the right one, after a backup was restored without this file for example, write {mark} into {file}"
    )]
    Another {
        /// The folder.
        folder: PathBuf,
        /// The file that is missing, or that says something else.
        file: PathBuf,
        /// What it should say.
        mark: String,
    },
    /// The folder cannot be read or written.
    #[error("{file}: {source}")]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Compares the marks, and makes them where there is none yet.
///
/// # Errors
/// [`FolderError`].
pub async fn check(house: &House) -> Result<(), FolderError> {
    let file = house.files.join(NAME);
    let found = match std::fs::read_to_string(&file) {
        Ok(text) => Some(text.trim().to_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(source) => return Err(FolderError::File { file, source }),
    };
    // A database without a mark takes that of its folder; of several that start at once the first one's holds.
    let new = found.clone().unwrap_or_else(|| random::id(house.now()));
    let bytes = new.clone().into_bytes();
    let sql = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING";
    let fresh = house.store.write(move |conn| Box::pin(async move { conn.run(sql, args![KEY, &bytes[..]]).await })).await? == 1;
    if fresh {
        return if found.is_some() { Ok(()) } else { write(&house.files, &file, &new) };
    }
    let row = house.store.read().await?.one("SELECT value FROM settings WHERE key = $1", args![KEY]).await?;
    let mark = row.map(|row| row.bytes("value")).transpose()?.unwrap_or_default();
    let mark = String::from_utf8_lossy(&mark).into_owned();
    if found.as_ref() == Some(&mark) {
        return Ok(());
    }
    Err(FolderError::Another { folder: house.files.to_path_buf(), file, mark })
}

fn write(folder: &Path, file: &Path, mark: &str) -> Result<(), FolderError> {
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(file, format!("{mark}\n")))
        .map_err(|source| FolderError::File { file: file.to_owned(), source })
}
