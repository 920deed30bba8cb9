//! The access log: who of the staff looked at what, when and why (China, Minors Regulation art. 36; GDPR art. 5 (2)).

use domain::Scope;
use jiff::Timestamp;

use super::{Arg, Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault, VaultError};

/// A look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Identifier.
    pub id: String,
    /// When (UTC).
    pub at: Timestamp,
    /// Until when the same look needs no new line or purpose (UTC).
    pub until: Timestamp,
    /// Who looked.
    pub staff_id: String,
    /// `ticket`, `file`, `evidence`, `search` or `export`.
    pub what: String,
    /// The ticket, if it was one.
    pub ticket_id: Option<String>,
    /// Its reference.
    pub reference: Option<String>,
    /// Its product.
    pub product: Option<String>,
    /// Whether it was about a child.
    pub minor: bool,
    /// The purpose's code.
    pub purpose: String,
    /// What the member of staff added to the purpose; sealed in the database.
    pub note: Option<String>,
}

/// What the access log is narrowed to. Everything empty: all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The products that the reader has to do with. Looks without a product are in the whole log alone.
    pub within: Scope,
    /// Only this member's.
    pub staff: Option<String>,
    /// Only at the ticket with this reference.
    pub reference: Option<String>,
    /// Only those about children.
    pub minors: bool,
    /// Only of this product.
    pub product: Option<String>,
    /// Only from this moment on (UTC).
    pub from: Option<Timestamp>,
    /// Only before this moment (UTC).
    pub before: Option<Timestamp>,
}

/// How many lines a page of the log has.
pub const PAGE: usize = 100;
/// How many lines one export has at most.
pub const MOST_EXPORTED: usize = 50_000;

/// Adds a look.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, vault: &Vault, look: &Look) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO looks (id, at, until, staff_id, what, ticket_id, reference, product, minor, purpose, note, mac) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            &look.id,
            look.at,
            look.until,
            &look.staff_id,
            &look.what,
            look.ticket_id.as_deref(),
            look.reference.as_deref(),
            look.product.as_deref(),
            look.minor,
            &look.purpose,
            look.note.as_deref().map(|note| vault.seal(Place("looks.note", &look.id), note.as_bytes())),
            mark(vault, look),
        ],
    )
    .await
    .map(drop)
}

/// The mark by which the record knows that the portal has written a look: of all that it says, its note in the clear.
fn mark(vault: &Vault, look: &Look) -> Vec<u8> {
    let numbers = [look.at, look.until].map(|at| at.as_millisecond().to_be_bytes());
    let optional = [&look.ticket_id, &look.reference, &look.product, &look.note];
    let there = optional.map(|text| u8::from(text.is_some()));
    let mut parts: Vec<&[u8]> = vec![look.id.as_bytes(), &numbers[0], &numbers[1], look.staff_id.as_bytes(), look.what.as_bytes()];
    let minor = [u8::from(look.minor)];
    parts.extend([&minor[..], look.purpose.as_bytes(), &there]);
    parts.extend(optional.map(|text| text.as_deref().unwrap_or_default().as_bytes()));
    vault.record_mac("a look", &parts)
}

/// The mark of a look as it stands in its row; `None` when the row cannot be read, or no key of the ring opens its
/// note.
///
/// # Errors
/// The database's.
pub(super) fn mark_of(vault: &Vault, row: &Row) -> Result<Option<Vec<u8>>, StoreError> {
    match read(vault, row) {
        Ok(look) => Ok(Some(mark(vault, &look))),
        Err(StoreError::Vault(VaultError::Field(_) | VaultError::UnknownKey(..)) | StoreError::Inconsistent { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether this ticket is about a child.
///
/// # Errors
/// The database's.
pub async fn is_minor(conn: &mut Conn, ticket: &str) -> Result<bool, StoreError> {
    conn.one("SELECT minor FROM tickets WHERE id = $1", args![ticket]).await?.map_or(Ok(false), |row| row.truth("minor"))
}

/// The purpose of the look at this ticket by this member that still holds, if one does. For a child's ticket only a look that was
/// begun as one counts: a ticket may turn out to be a child's after somebody opened it.
///
/// # Errors
/// The database's.
pub async fn open(conn: &mut Conn, staff: &str, ticket: &str, minor: bool, now: Timestamp) -> Result<Option<String>, StoreError> {
    conn.one(
        "SELECT purpose FROM looks WHERE staff_id = $1 AND ticket_id = $2 AND what = 'ticket' AND minor >= $3 AND until > $4 \
         ORDER BY at DESC LIMIT 1",
        args![staff, ticket, minor, now],
    )
    .await?
    .map(|row| row.text("purpose"))
    .transpose()
}

/// Looks, the newest first, after the one at `after` (its moment and identifier); and whether there are more than `most`.
///
/// # Errors
/// The database's, or a note that cannot be opened.
pub async fn page(
    conn: &mut Conn,
    vault: &Vault,
    filter: &Filter,
    after: Option<(Timestamp, String)>,
    most: usize,
) -> Result<(Vec<Look>, bool), StoreError> {
    let mut args: Vec<Arg> = Vec::new();
    let mut sql = "SELECT * FROM looks WHERE 1 = 1".to_owned();
    let mut and = |sql: &mut String, text: &str, arg: Arg| {
        args.push(arg);
        sql.push_str(&format!(" AND {text} ${}", args.len()));
    };
    if let Some(staff) = &filter.staff {
        and(&mut sql, "staff_id =", staff.into());
    }
    if let Some(reference) = &filter.reference {
        and(&mut sql, "reference =", reference.into());
    }
    // The member or the ticket leaves the fewest: SQLite, which knows no figures, is not led to the other indexes.
    let by_them = conn.plans_by_figures() || (filter.staff.is_none() && filter.reference.is_none());
    if let Some(product) = &filter.product {
        and(&mut sql, if by_them { "product =" } else { "product || '' =" }, product.into());
    }
    if let Some(from) = filter.from {
        and(&mut sql, "at >=", from.into());
    }
    if let Some(before) = filter.before {
        and(&mut sql, "at <", before.into());
    }
    if filter.minors {
        sql.push_str(" AND minor = 1");
    }
    if let Scope::Only(slugs) = &filter.within {
        let list: Vec<_> = slugs
            .iter()
            .map(|slug| {
                args.push(slug.into());
                format!("${}", args.len())
            })
            .collect();
        // In the order of time, and not by product: see `queue::For`.
        let product = if conn.plans_by_figures() { "product" } else { "product || ''" };
        sql.push_str(&if list.is_empty() { " AND 1 = 0".to_owned() } else { format!(" AND {product} IN ({})", list.join(", ")) });
    }
    if let Some((at, id)) = after {
        args.extend([at.into(), id.into()]);
        sql.push_str(&format!(" AND (at, id) < (${}, ${})", args.len() - 1, args.len()));
    }
    args.push((most as i64 + 1).into());
    sql.push_str(&format!(" ORDER BY at DESC, id DESC LIMIT ${}", args.len()));
    let mut list = conn.all_built(sql, &args).await?.iter().map(|row| read(vault, row)).collect::<Result<Vec<_>, _>>()?;
    let more = list.len() > most;
    list.truncate(most);
    Ok((list, more))
}

fn read(vault: &Vault, row: &Row) -> Result<Look, StoreError> {
    let id = row.text("id")?;
    let note = row.opt_bytes("note")?.map(|sealed| vault.open(Place("looks.note", &id), &sealed)).transpose()?;
    Ok(Look {
        at: row.moment("at")?,
        until: row.moment("until")?,
        staff_id: row.text("staff_id")?,
        what: row.text("what")?,
        ticket_id: row.opt_text("ticket_id")?,
        reference: row.opt_text("reference")?,
        product: row.opt_text("product")?,
        minor: row.truth("minor")?,
        purpose: row.text("purpose")?,
        note: note.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        id,
    })
}
