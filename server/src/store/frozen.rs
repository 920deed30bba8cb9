//! Accounts that nothing opens, as the list of those who may open them shows them: only what is all their own to decide, in pages.

use std::collections::BTreeMap;

use domain::Scope;
use jiff::Timestamp;

use super::account::{self, Account};
use super::{Arg, Conn, StoreError};
use crate::args;
use crate::vault::Vault;

/// Where a page begins: behind the account that was frozen then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// Since when it is frozen (UTC).
    pub at: Timestamp,
    /// Its identifier.
    pub id: String,
}

/// What an account has to do with: its requests, those that its address has proved as well, and its children. Each is joined to
/// `accounts` and gives a `product`.
const TOUCHED: [&str; 3] = [
    "tickets ON tickets.account_id = accounts.id",
    "tickets ON tickets.email_hash = accounts.email_hash AND tickets.account_id IS NULL AND tickets.authority_id IS NULL \
     AND tickets.proved_at IS NOT NULL",
    "children ON children.account_id = accounts.id",
];

/// The same as conditions on an account's row, each to be completed with one on the product.
fn touches(which: &str) -> String {
    let one = |source: &str| {
        let (table, on) = source.split_once(" ON ").unwrap_or((source, "1 = 1"));
        format!("EXISTS (SELECT 1 FROM {table} WHERE {on}{})", which.replace('@', table))
    };
    format!("({})", TOUCHED.map(one).join(" OR "))
}

/// The slugs of the products that an account has to do with.
///
/// # Errors
/// The database's.
pub async fn products(conn: &mut Conn, account: &str) -> Result<Vec<String>, StoreError> {
    Ok(products_of(conn, &[account]).await?.remove(account).unwrap_or_default())
}

/// The same of several accounts.
async fn products_of(conn: &mut Conn, accounts: &[&str]) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
    let list: Vec<_> = (1..=accounts.len()).map(|place| format!("${place}")).collect();
    let one = |source: &str| {
        let table = source.split_once(' ').map_or(source, |(table, _)| table);
        format!(
            "SELECT accounts.id AS account, {table}.product AS product FROM accounts JOIN {source} WHERE accounts.id IN ({})",
            list.join(", ")
        )
    };
    let args: Vec<Arg> = accounts.iter().map(|id| Arg::from(*id)).collect();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in conn.all_built(format!("{} ORDER BY account, product", TOUCHED.map(one).join(" UNION ")), &args).await? {
        found.entry(row.text("account")?).or_default().push(row.text("product")?);
    }
    Ok(found)
}

/// The accounts that nothing opens and that have to do with these products alone, the longest first, with their products: from behind
/// `after` on, at most so many. An account that has to do with none is for those who speak for all.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn page(
    conn: &mut Conn,
    vault: &Vault,
    within: &Scope,
    after: Option<&After>,
    most: usize,
) -> Result<Vec<(Account, Vec<String>)>, StoreError> {
    let (at, id) = after.map_or((i64::MIN, ""), |after| (after.at.as_millisecond(), after.id.as_str()));
    let mut args = args![at, id, i64::try_from(most).unwrap_or(i64::MAX)].to_vec();
    let mut own = String::new();
    if let Scope::Only(slugs) = within {
        let list: Vec<_> = slugs
            .iter()
            .map(|slug| {
                args.push(slug.as_str().into());
                format!("${}", args.len())
            })
            .collect();
        let foreign = if list.is_empty() { String::new() } else { format!(" AND @.product NOT IN ({})", list.join(", ")) };
        own = format!(" AND {} AND NOT {}", touches(""), touches(&foreign));
    }
    let sql = format!(
        "SELECT * FROM accounts WHERE frozen_at IS NOT NULL AND (frozen_at > $1 OR (frozen_at = $1 AND id > $2)){own} \
         ORDER BY frozen_at, id LIMIT $3"
    );
    let found = conn.all_built(sql, &args).await?.iter().map(|row| account::read(vault, row)).collect::<Result<Vec<_>, _>>()?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = found.iter().map(|account| account.id.as_str()).collect();
    let mut products = products_of(conn, &ids).await?;
    Ok(found
        .into_iter()
        .map(|account| {
            let list = products.remove(&account.id).unwrap_or_default();
            (account, list)
        })
        .collect())
}
