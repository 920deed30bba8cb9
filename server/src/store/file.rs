//! Files: evidence, attachments and access packages. The bytes lie in a folder under the file's identifier; the name is encrypted.

use jiff::Timestamp;

use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

/// A file of a ticket.
#[derive(Debug, Clone)]
pub struct File {
    /// Identifier, and the name under which its bytes lie.
    pub id: String,
    /// The ticket.
    pub ticket_id: String,
    /// The report that brought it.
    pub report_id: Option<String>,
    /// The message that it hangs on.
    pub message_id: Option<String>,
    /// `evidence`, `message`, `package` or `report`.
    pub role: String,
    /// The type, found from its content.
    pub mime: String,
    /// Bytes.
    pub size: i64,
    /// The SHA-256 of its bytes.
    pub sha256: Vec<u8>,
    /// When it came.
    pub created_at: Timestamp,
    /// When it is destroyed.
    pub expires_at: Option<Timestamp>,
    /// How often it was fetched by the requester.
    pub downloads: i64,
    /// How often it may be.
    pub max_downloads: Option<i64>,
    /// When it was destroyed.
    pub destroyed_at: Option<Timestamp>,
    /// The name that its sender gave it.
    pub name: String,
    /// The key that its bytes are sealed with, itself sealed; `None` for a file of before bytes were sealed.
    pub key: Option<Vec<u8>>,
}

/// Adds a file.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, vault: &Vault, file: &File) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO files (id, ticket_id, report_id, message_id, role, mime, size, sha256, created_at, expires_at, downloads, \
         max_downloads, destroyed_at, name, key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        args![
            &file.id,
            &file.ticket_id,
            file.report_id.as_deref(),
            file.message_id.as_deref(),
            &file.role,
            &file.mime,
            file.size,
            file.sha256.as_slice(),
            file.created_at,
            file.expires_at,
            file.downloads,
            file.max_downloads,
            file.destroyed_at,
            vault.seal(Place("files.name", &file.id), file.name.as_bytes()),
            file.key.clone(),
        ],
    )
    .await
    .map(drop)
}

/// What each file of somebody who has proved nothing counts at least, in bytes: many small ones are a burden as well, and so that
/// they are few enough to be summed.
pub const LEAST_COUNTED: i64 = 64 * 1024;

/// Records that whoever sent a file has not proved who they are.
///
/// # Errors
/// The database's.
pub async fn set_unproved(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    conn.run("UPDATE files SET unproved = 1 WHERE id = $1", args![id]).await.map(drop)
}

/// Records that who sent the files of a request, or of one report under it, has proved who they are.
///
/// # Errors
/// The database's.
pub async fn set_proved(conn: &mut Conn, ticket: &str, report: Option<&str>) -> Result<(), StoreError> {
    let sql = "UPDATE files SET unproved = 0 WHERE ticket_id = $1 AND COALESCE(report_id, '') = $2 AND unproved = 1";
    conn.run(sql, args![ticket, report.unwrap_or_default()]).await.map(drop)
}

/// What the undestroyed files of those who have proved nothing count together, in bytes, each [`LEAST_COUNTED`] at least.
///
/// # Errors
/// The database's.
pub async fn unproved(conn: &mut Conn) -> Result<i64, StoreError> {
    // `MAX` of two values is an aggregate on PostgreSQL, and `GREATEST` is unknown to SQLite.
    let sql = "SELECT CAST(COALESCE(SUM(CASE WHEN size < $1 THEN $1 ELSE size END), 0) AS BIGINT) AS value FROM files \
               WHERE unproved = 1 AND destroyed_at IS NULL";
    conn.one(sql, args![LEAST_COUNTED]).await?.map_or(Ok(0), |row| row.int("value"))
}

/// The files of a ticket, oldest first.
///
/// # Errors
/// The database's, or a name that cannot be opened.
pub async fn list(conn: &mut Conn, vault: &Vault, ticket: &str) -> Result<Vec<File>, StoreError> {
    conn.all("SELECT * FROM files WHERE ticket_id = $1 ORDER BY created_at, id", args![ticket])
        .await?
        .iter()
        .map(|row| read(vault, row))
        .collect()
}

/// Files whose bytes should be there, after the one with this identifier, in the order of their identifiers; two hundred at most.
///
/// # Errors
/// The database's, or a name that cannot be opened.
pub async fn page(conn: &mut Conn, vault: &Vault, after: &str) -> Result<Vec<File>, StoreError> {
    conn.all("SELECT * FROM files WHERE destroyed_at IS NULL AND id > $1 ORDER BY id LIMIT 200", args![after])
        .await?
        .iter()
        .map(|row| read(vault, row))
        .collect()
}

/// One file of this ticket.
///
/// # Errors
/// The database's, or a name that cannot be opened.
pub async fn of_ticket(conn: &mut Conn, vault: &Vault, ticket: &str, id: &str) -> Result<Option<File>, StoreError> {
    conn.one("SELECT * FROM files WHERE ticket_id = $1 AND id = $2", args![ticket, id]).await?.map(|row| read(vault, &row)).transpose()
}

/// The bytes of the undestroyed files of a ticket, or of one report under it, packages aside.
///
/// # Errors
/// The database's.
pub async fn stored(conn: &mut Conn, ticket: &str, report: Option<&str>) -> Result<i64, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) AS value FROM files WHERE ticket_id = $1 AND role <> 'package' \
               AND destroyed_at IS NULL AND COALESCE(report_id, '') = $2";
    conn.one(sql, args![ticket, report.unwrap_or_default()]).await?.map_or(Ok(0), |row| row.int("value"))
}

/// Which of these files have bytes that must be there: the others were destroyed, or never recorded.
///
/// # Errors
/// The database's.
pub async fn known(conn: &mut Conn, ids: &[String]) -> Result<Vec<String>, StoreError> {
    let holes: Vec<String> = (1..=ids.len()).map(|at| format!("${at}")).collect();
    let sql = format!("SELECT id FROM files WHERE destroyed_at IS NULL AND id IN ({})", holes.join(", "));
    let args: Vec<super::Arg> = ids.iter().map(super::Arg::from).collect();
    conn.all_built(sql, &args).await?.iter().map(|row| row.text("id")).collect()
}

/// Counts a download, if one is left and the file is still there; answers whether it may go on.
///
/// # Errors
/// The database's.
pub async fn count_download(conn: &mut Conn, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let counted = conn
        .run(
            "UPDATE files SET downloads = downloads + 1 WHERE id = $1 AND destroyed_at IS NULL AND (expires_at IS NULL OR expires_at > $2) \
             AND (max_downloads IS NULL OR downloads < max_downloads)",
            args![id, now],
        )
        .await?;
    Ok(counted == 1)
}

/// Sets when the undestroyed files of a ticket in this role are to be destroyed.
///
/// # Errors
/// The database's.
pub async fn set_expiry(conn: &mut Conn, ticket: &str, role: &str, at: Timestamp) -> Result<(), StoreError> {
    conn.run("UPDATE files SET expires_at = $3 WHERE ticket_id = $1 AND role = $2 AND destroyed_at IS NULL", args![ticket, role, at])
        .await
        .map(drop)
}

/// Lets the packages of a child's open guardians' tickets be destroyed from a moment on.
///
/// # Errors
/// The database's.
pub async fn expire_packages_of_child(conn: &mut Conn, child_key: &[u8], at: Timestamp) -> Result<u64, StoreError> {
    conn.run(
        "UPDATE files SET expires_at = $2 WHERE role = 'package' AND destroyed_at IS NULL AND ticket_id IN \
         (SELECT id FROM tickets WHERE child_key = $1 AND on_queue = 1 AND authority_id IS NOT NULL)",
        args![child_key, at],
    )
    .await
}

/// Keeps the undestroyed files of a ticket in this role until something sets their end anew.
///
/// # Errors
/// The database's.
pub async fn keep(conn: &mut Conn, ticket: &str, role: &str) -> Result<(), StoreError> {
    conn.run("UPDATE files SET expires_at = NULL WHERE ticket_id = $1 AND role = $2 AND destroyed_at IS NULL", args![ticket, role])
        .await
        .map(drop)
}

/// The files whose time is over: their identifier and ticket.
///
/// # Errors
/// The database's.
pub async fn expired(conn: &mut Conn, now: Timestamp) -> Result<Vec<(String, String)>, StoreError> {
    conn.all("SELECT id, ticket_id FROM files WHERE destroyed_at IS NULL AND expires_at <= $1 ORDER BY expires_at LIMIT 100", args![now])
        .await?
        .iter()
        .map(|row| Ok((row.text("id")?, row.text("ticket_id")?)))
        .collect()
}

/// Records that a file's bytes are gone, and forgets their key, without which a copy of them elsewhere cannot be opened either;
/// answers whether nobody had.
///
/// # Errors
/// The database's.
pub async fn set_destroyed(conn: &mut Conn, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(conn.run("UPDATE files SET destroyed_at = $2, key = NULL WHERE id = $1 AND destroyed_at IS NULL", args![id, now]).await? == 1)
}

/// Sets when the files that support sent with its messages are destroyed, unless that is set already.
///
/// # Errors
/// The database's.
pub async fn expire_sent(conn: &mut Conn, ticket: &str, at: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "UPDATE files SET expires_at = $2 WHERE ticket_id = $1 AND role = 'message' AND destroyed_at IS NULL AND expires_at IS NULL \
         AND message_id IN (SELECT id FROM messages WHERE ticket_id = $1 AND kind = 'from_agent')",
        args![ticket, at],
    )
    .await
    .map(drop)
}

/// Lets everything that a requester or a reporter has sent be destroyed from a moment on: the decision was its only use. What came
/// with requests that were joined to this one goes with it. With `with_package` a package that was not given out goes too.
///
/// # Errors
/// The database's.
pub async fn expire_received(conn: &mut Conn, ticket: &str, with_package: bool, at: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "UPDATE files SET expires_at = $2 WHERE (ticket_id = $1 OR ticket_id IN (SELECT id FROM tickets WHERE duplicate_of = $1)) \
         AND destroyed_at IS NULL AND (role IN ('evidence', 'report', 'identity', 'relationship') OR (role = 'message' AND message_id IN \
         (SELECT id FROM messages WHERE messages.ticket_id = files.ticket_id AND kind IN ('from_requester', 'answer'))))",
        args![ticket, at],
    )
    .await?;
    if with_package {
        set_expiry(conn, ticket, "package", at).await?;
    }
    Ok(())
}

fn read(vault: &Vault, row: &Row) -> Result<File, StoreError> {
    let id = row.text("id")?;
    let name = vault.open(Place("files.name", &id), &row.bytes("name")?)?;
    Ok(File {
        ticket_id: row.text("ticket_id")?,
        report_id: row.opt_text("report_id")?,
        message_id: row.opt_text("message_id")?,
        role: row.text("role")?,
        mime: row.text("mime")?,
        size: row.int("size")?,
        sha256: row.bytes("sha256")?,
        created_at: row.moment("created_at")?,
        expires_at: row.opt_moment("expires_at")?,
        downloads: row.int("downloads")?,
        max_downloads: row.opt_int("max_downloads")?,
        destroyed_at: row.opt_moment("destroyed_at")?,
        key: row.opt_bytes("key")?,
        name: String::from_utf8(name).map_err(|_| StoreError::Inconsistent { table: "files", column: "name", row: id.clone() })?,
        id,
    })
}
