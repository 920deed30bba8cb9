//! The log of refusals: when, of what, why. No person and no reference (Hong Kong, PDPO s. 27 (2)(b) asks for the reasons only).

use domain::Scope;
use jiff::Timestamp;

use super::outcome::OutcomeBody;
use super::{Arg, Conn, Row, StoreError};
use crate::vault::{Place, Vault};

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// An identifier for paging: it names no person.
    pub id: String,
    /// When (UTC).
    pub at: Timestamp,
    /// The product's slug.
    pub product: String,
    /// The kind's code.
    pub kind: String,
    /// The country's code.
    pub country: Option<String>,
    /// `denied` or `partially_fulfilled`.
    pub state: String,
    /// The codes of the reasons, each once.
    pub reasons: Vec<String>,
}

/// What the log is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The products that the reader has to do with.
    pub within: Scope,
    /// Only this product.
    pub product: Option<String>,
    /// Only from this moment on (UTC).
    pub from: Option<Timestamp>,
    /// Only before this moment (UTC).
    pub before: Option<Timestamp>,
}

/// Refusals, the newest first, after the one at `after`; and whether there are more than `most`. Those of tickets that were
/// erased are among them: their figures stay.
///
/// # Errors
/// The database's, or an outcome that cannot be opened.
pub async fn page(
    conn: &mut Conn,
    vault: &Vault,
    filter: &Filter,
    after: Option<&(Timestamp, String)>,
    most: usize,
) -> Result<(Vec<Refused>, bool), StoreError> {
    let mut args = Vec::new();
    let limits = limits(filter, after, "outcomes.closed_at", "outcomes.id", "outcomes.product", &mut args);
    args.push((most as i64 + 1).into());
    let sql = format!(
        "SELECT outcomes.id AS id, outcomes.closed_at AS at, outcomes.state AS state, outcomes.body AS body, tickets.product AS product, \
         tickets.kind AS kind, tickets.country AS country FROM outcomes JOIN tickets ON tickets.id = outcomes.ticket_id \
         WHERE outcomes.state IN ('denied', 'partially_fulfilled'){limits} ORDER BY outcomes.closed_at DESC, outcomes.id DESC LIMIT ${}",
        args.len()
    );
    let mut list: Vec<Refused> = conn.all_built(sql, &args).await?.iter().map(|row| present(vault, row)).collect::<Result<_, _>>()?;
    let mut args = Vec::new();
    let limits = self::limits(filter, after, "closed_at", "id", "product", &mut args);
    args.push((most as i64 + 1).into());
    let sql = format!(
        "SELECT id, closed_at AS at, state, reasons, product, kind, country FROM closed_figures \
         WHERE state IN ('denied', 'partially_fulfilled'){limits} ORDER BY closed_at DESC, id DESC LIMIT ${}",
        args.len()
    );
    for row in conn.all_built(sql, &args).await? {
        let text = row.text("reasons")?;
        list.push(line(&row, codes(text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')))?);
    }
    list.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
    let more = list.len() > most;
    list.truncate(most);
    Ok((list, more))
}

fn limits(filter: &Filter, after: Option<&(Timestamp, String)>, at: &str, id: &str, product: &str, args: &mut Vec<Arg>) -> String {
    let mut sql = String::new();
    let mut bind = |arg: Arg| {
        args.push(arg);
        format!("${}", args.len())
    };
    if let Scope::Only(slugs) = &filter.within {
        let list: Vec<_> = slugs.iter().map(|slug| bind(slug.into())).collect();
        sql.push_str(&if list.is_empty() { " AND 1 = 0".to_owned() } else { format!(" AND {product} IN ({})", list.join(", ")) });
    }
    if let Some(one) = &filter.product {
        sql.push_str(&format!(" AND {product} = {}", bind(one.into())));
    }
    if let Some(from) = filter.from {
        sql.push_str(&format!(" AND {at} >= {}", bind(from.into())));
    }
    if let Some(before) = filter.before {
        sql.push_str(&format!(" AND {at} < {}", bind(before.into())));
    }
    if let Some((moment, last)) = after {
        sql.push_str(&format!(" AND ({at}, {id}) < ({}, {})", bind((*moment).into()), bind(last.into())));
    }
    sql
}

fn present(vault: &Vault, row: &Row) -> Result<Refused, StoreError> {
    let id = row.text("id")?;
    let body: OutcomeBody = vault.open_json(Place("outcomes.body", &id), &row.bytes("body")?)?;
    line(row, codes(body.refusals.iter().map(|refusal| refusal.reason.as_str())))
}

fn line(row: &Row, reasons: Vec<String>) -> Result<Refused, StoreError> {
    Ok(Refused {
        id: row.text("id")?,
        at: row.moment("at")?,
        product: row.text("product")?,
        kind: row.text("kind")?,
        country: row.opt_text("country")?,
        state: row.text("state")?,
        reasons,
    })
}

fn codes<'t>(list: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut found = Vec::new();
    for code in list.filter(|code| !code.is_empty()) {
        if !found.iter().any(|have| have == code) {
            found.push(code.to_owned());
        }
    }
    found
}
