//! Reports: each stands under a case, which is a ticket.

use domain::Lang;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

/// What a reporter wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportBody {
    /// Where to send the decision, if anywhere.
    pub email: Option<String>,
    /// What happened, in the reporter's words.
    pub words: String,
    /// The target as this reporter wrote it.
    pub value: String,
}

/// A report.
#[derive(Debug, Clone)]
pub struct Report {
    /// Identifier.
    pub id: String,
    /// The case.
    pub ticket_id: String,
    /// What the reporter is given.
    pub reference: String,
    /// When it came.
    pub received_at: Timestamp,
    /// The reporter's language.
    pub lang: Lang,
    /// The reporter's IANA zone, if known.
    pub zone: Option<String>,
    /// The kind of harm.
    pub harm: String,
    /// When the reporter proved the e-mail: opens the status page and brings the decision's mail, nothing else.
    pub email_proved_at: Option<Timestamp>,
    /// What the reporter wrote.
    pub body: ReportBody,
}

/// Adds a report.
///
/// # Errors
/// The database's; a unique violation when the reference is taken.
pub async fn insert(conn: &mut Conn, vault: &Vault, report: &Report) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO reports (id, ticket_id, reference, received_at, lang, zone, harm, email_hash, email_proved_at, body) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            &report.id,
            &report.ticket_id,
            &report.reference,
            report.received_at,
            report.lang.tag(),
            report.zone.as_deref(),
            &report.harm,
            report.body.email.as_deref().map(|email| vault.hash_email(email)),
            report.email_proved_at,
            vault.seal_json(Place("reports.body", &report.id), &report.body),
        ],
    )
    .await
    .map(drop)
}

/// The reports of a case, oldest first.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn list(conn: &mut Conn, vault: &Vault, ticket: &str) -> Result<Vec<Report>, StoreError> {
    conn.all("SELECT * FROM reports WHERE ticket_id = $1 ORDER BY received_at, id", args![ticket])
        .await?
        .iter()
        .map(|row| read(vault, row))
        .collect()
}

/// The report with this identifier.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn by_id(conn: &mut Conn, vault: &Vault, id: &str) -> Result<Option<Report>, StoreError> {
    conn.one("SELECT * FROM reports WHERE id = $1", args![id]).await?.map(|row| read(vault, &row)).transpose()
}

/// The identifiers of the report with this reference and of its case.
///
/// # Errors
/// The database's.
pub async fn ids_by_reference(conn: &mut Conn, reference: &str) -> Result<Option<(String, String)>, StoreError> {
    conn.one("SELECT id, ticket_id FROM reports WHERE reference = $1", args![reference])
        .await?
        .map(|row| Ok((row.text("id")?, row.text("ticket_id")?)))
        .transpose()
}

/// Notes that the reporter proved the e-mail.
///
/// # Errors
/// The database's.
pub async fn set_proved(conn: &mut Conn, id: &str, now: Timestamp) -> Result<(), StoreError> {
    conn.run("UPDATE reports SET email_proved_at = $2 WHERE id = $1 AND email_proved_at IS NULL", args![id, now]).await.map(drop)
}

fn read(vault: &Vault, row: &Row) -> Result<Report, StoreError> {
    let id = row.text("id")?;
    Ok(Report {
        ticket_id: row.text("ticket_id")?,
        reference: row.text("reference")?,
        received_at: row.moment("received_at")?,
        lang: Lang::from_tag(&row.text("lang")?).ok_or_else(|| StoreError::Inconsistent {
            table: "reports",
            column: "lang",
            row: id.clone(),
        })?,
        zone: row.opt_text("zone")?,
        harm: row.text("harm")?,
        email_proved_at: row.opt_moment("email_proved_at")?,
        body: vault.open_json(Place("reports.body", &id), &row.bytes("body")?)?,
        id,
    })
}
