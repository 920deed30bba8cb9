//! Files that came with a form: inspected, sealed and on disk, not yet part of a ticket. In the clear they never lie on a disk.

use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use domain::typed;
use futures_util::{Stream, StreamExt as _};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncReadExt as _;

use super::inspect::Refusal;
use super::{DeskError, Fields};
use crate::house::House;
use crate::random;
use crate::store::{Conn, StoreError, file};
use crate::vault::Vault;
use crate::vault::stream::{self, HEAD, Opener};

/// The largest file: 20 MB, as people count.
pub const MAX_FILE: u64 = 20_000_000;
/// How many files one form may carry.
pub const MAX_FILES: usize = 5;
/// The largest file of somebody who has not proved who they are.
pub const MAX_UNPROVED_FILE: u64 = 8_000_000;
/// How many files such a person's form may carry.
pub const MAX_UNPROVED_FILES: usize = 3;
/// The most bytes of undestroyed files that one request, or one report, may have: 100 MB. A package that support has made is not
/// counted.
pub const MAX_STORED: i64 = 100_000_000;

/// Whether who sends a form has proved who they are before it comes, by a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sender {
    /// Anybody: little is taken, and all of theirs together has a bound.
    Unproved,
    /// Somebody with a session: a requester, an account, staff.
    #[default]
    Proved,
}

impl Sender {
    /// How many files a form of theirs may carry.
    #[must_use]
    pub const fn most_files(self) -> usize {
        match self {
            Self::Unproved => MAX_UNPROVED_FILES,
            Self::Proved => MAX_FILES,
        }
    }

    /// How large each may be, in bytes.
    #[must_use]
    pub const fn most_bytes(self) -> u64 {
        match self {
            Self::Unproved => MAX_UNPROVED_FILE,
            Self::Proved => MAX_FILE,
        }
    }
}

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
    /// The key that its bytes are sealed with, sealed.
    key: Vec<u8>,
    adopted: bool,
}

impl Upload {
    /// Seals a file that was inspected, and puts it among those that wait for a desk. It writes to the disk: call it where blocking
    /// is no harm.
    ///
    /// # Errors
    /// The file system's.
    pub fn keep(house: &House, name: &str, mime: &str, bytes: &[u8]) -> io::Result<Self> {
        let (id, key) = (random::id(house.now()), random::bytes::<32>());
        let incoming = house.incoming();
        std::fs::create_dir_all(&incoming)?;
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = typed::file_name(name).chars().take(120).collect();
        // From here on the file is removed unless a desk adopts it.
        let upload = Self {
            path: incoming.join(&id),
            name: if name.is_empty() { "file".to_owned() } else { name },
            mime: mime.to_owned(),
            size: bytes.len() as u64,
            sha256: Sha256::digest(bytes).to_vec(),
            key: house.vault.seal_file_key(&id, &key),
            adopted: false,
            id,
        };
        write_sealed(&upload.path, &key, &upload.id, bytes)?;
        Ok(upload)
    }
}

impl Upload {
    /// What it counts where the files of all who have proved nothing are counted together.
    fn counted(&self) -> i64 {
        i64::try_from(self.size).unwrap_or(i64::MAX).max(file::LEAST_COUNTED)
    }

    /// The file as [`read`] takes it, once it was settled.
    pub(in crate::desk) fn as_file(&self) -> file::File {
        file::File {
            id: self.id.clone(),
            ticket_id: String::new(),
            report_id: None,
            message_id: None,
            role: String::new(),
            mime: self.mime.clone(),
            size: i64::try_from(self.size).unwrap_or(i64::MAX),
            sha256: self.sha256.clone(),
            created_at: Timestamp::UNIX_EPOCH,
            expires_at: None,
            downloads: 0,
            max_downloads: None,
            destroyed_at: None,
            name: self.name.clone(),
            key: Some(self.key.clone()),
        }
    }
}

/// Writes a file's bytes, sealed with its key.
///
/// # Errors
/// The file system's; a file that is there already stays as it is.
pub fn write_sealed(path: &Path, key: &[u8; 32], id: &str, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = BufWriter::new(options.open(path)?);
    stream::seal(&mut out, key, id, bytes)?;
    out.flush()?;
    out.get_ref().sync_all()
}

/// The bytes of a file as they came, piece by piece. The first piece is looked at before anything is answered, so that a file that
/// was tampered with is an error page in most cases, and a broken download at worst. Files of before they were sealed have no key,
/// and are read as they lie there.
///
/// # Errors
/// When they cannot be read, or were altered.
pub async fn read(house: &House, file: &file::File) -> Result<impl Stream<Item = io::Result<Bytes>> + Send + 'static, DeskError> {
    read_from(&house.files, &house.vault, file).await
}

/// The same from a folder, with its keys.
async fn read_from(
    folder: &Path,
    vault: &Vault,
    file: &file::File,
) -> Result<impl Stream<Item = io::Result<Bytes>> + Send + 'static + use<>, DeskError> {
    let mut bytes = tokio::fs::File::open(place(folder, &file.id)).await?;
    let mut opener = match &file.key {
        None => None,
        Some(sealed) => {
            let key = vault.open_file_key(&file.id, sealed).map_err(StoreError::from)?;
            let (mut head, length) = ([0; HEAD], bytes.metadata().await?.len());
            bytes.read_exact(&mut head).await?;
            Some(Opener::new(&key, &file.id, &head, length).map_err(io::Error::from)?)
        }
    };
    let first = next(&mut bytes, opener.as_mut()).await?;
    Ok(futures_util::stream::try_unfold((first, bytes, opener), async |(ready, mut bytes, mut opener)| {
        let Some(ready) = ready else { return Ok(None) };
        let after = next(&mut bytes, opener.as_mut()).await.inspect_err(|error| tracing::error!(%error, "a file breaks off"))?;
        Ok(Some((ready, (after, bytes, opener))))
    }))
}

/// What is wrong with a file's bytes: they are not there, cannot be opened, or are others than its row says. `None`: nothing.
pub async fn damage(folder: &Path, vault: &Vault, file: &file::File) -> Option<String> {
    let (mut hash, mut size) = (Sha256::new(), 0_u64);
    let mut pieces = match read_from(folder, vault, file).await {
        Ok(pieces) => std::pin::pin!(pieces),
        Err(DeskError::File(error)) if error.kind() == io::ErrorKind::NotFound => return Some("its bytes are not there".to_owned()),
        Err(error) => return Some(format!("it cannot be opened: {error}")),
    };
    loop {
        match pieces.next().await {
            Some(Ok(piece)) => {
                hash.update(&piece);
                size += piece.len() as u64;
            }
            Some(Err(error)) => return Some(format!("it breaks off: {error}")),
            None => break,
        }
    }
    let same = hash.finalize().as_slice() == file.sha256 && i64::try_from(size).is_ok_and(|size| size == file.size);
    (!same).then(|| "its bytes are not those that its row tells of".to_owned())
}

/// The next piece; `None` at the end.
async fn next(bytes: &mut tokio::fs::File, opener: Option<&mut Opener>) -> io::Result<Option<Bytes>> {
    let Some(opener) = opener else {
        let mut piece = Vec::with_capacity(stream::PIECE);
        bytes.take(stream::PIECE as u64).read_to_end(&mut piece).await?;
        return Ok(Some(piece).filter(|piece| !piece.is_empty()).map(Bytes::from));
    };
    if opener.wants() == 0 {
        return Ok(None);
    }
    let mut piece = vec![0; opener.wants()];
    bytes.read_exact(&mut piece).await?;
    opener.open(&mut piece)?;
    Ok(Some(piece.into()))
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
    /// Whether its sender has proved who they are.
    pub sender: Sender,
}

/// Records settled files as part of a ticket. Inside the transaction.
///
/// # Errors
/// [`DeskError::Invalid`] when they are more than one request or report may have, or all of those who have proved nothing; the
/// database's.
pub async fn adopt(
    house: &House,
    conn: &mut Conn,
    uploads: &mut [Upload],
    owner: Owner<'_>,
    role: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    let coming: i64 = uploads.iter().map(|upload| i64::try_from(upload.size).unwrap_or(i64::MAX)).sum();
    if coming > 0 && role != "package" && coming > MAX_STORED - file::stored(conn, owner.ticket, owner.report).await? {
        return Err(Fields::one("files", "file_too_much"));
    }
    let unproved = owner.sender == Sender::Unproved && !uploads.is_empty();
    if unproved {
        // Two forms at once follow one another, so that both see what there is.
        conn.hold("unproved files").await?;
        let room = house.receiving.most_unproved() - file::unproved(conn).await?;
        if uploads.iter().map(Upload::counted).sum::<i64>() > room {
            return Err(Fields::one("files", Refusal::UnprovedFull.code()));
        }
    }
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
            key: Some(upload.key.clone()),
        };
        file::insert(conn, &house.vault, &row).await?;
        if unproved {
            file::set_unproved(conn, &row.id).await?;
        }
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
