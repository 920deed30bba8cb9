//! Keys by which children's accounts are found, made anew when the rule changes that makes an ID canonical: the pack's `[app_id]`, or
//! the code's part of it. It is done before the portal listens, child by child and ticket by ticket, so that a start that was broken off
//! is gone on from; instances that start at once wait for one another. Children that become one by the new rule are joined under their
//! flags.

use std::sync::Arc;

use domain::pack::Pack;
use domain::request::Details;
use serde_json::json;

use super::{DeskError, guardian, intake};
use crate::house::House;
use crate::products::Product;
use crate::store::{Conn, StoreError, child, child_id, event, ticket};

/// How many rows are looked for at once.
const BATCH: i64 = 200;

/// Why the keys could not be made anew.
#[derive(Debug, thiserror::Error)]
pub enum RekeyError {
    /// Some IDs are sealed and do not open: flags over these children would be lost.
    #[error(
        "the IDs of {product} have a new form (its pack's [app_id], or this program), and {rows} of the old ones cannot be opened: flags over \
         these children would be lost. Put back the keys.toml that sealed them, or start the portal that ran before"
    )]
    Sealed {
        /// The pack's slug.
        product: String,
        /// How many.
        rows: usize,
    },
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A desk's.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

/// What was made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Renewed {
    /// Children's keys.
    pub children: usize,
    /// Children that became one with another.
    pub joined: usize,
    /// Tickets that are found by an ID.
    pub tickets: usize,
}

/// Makes all keys anew that an older form has made.
///
/// # Errors
/// [`RekeyError::Sealed`]; the store's.
pub async fn renew(house: &House) -> Result<Renewed, RekeyError> {
    let mut all = Renewed::default();
    for product in house.products.all() {
        let done = of_product(house, product).await?;
        all.children += done.children;
        all.joined += done.joined;
        all.tickets += done.tickets;
    }
    Ok(all)
}

/// Keeps the IDs of all children of whom rows were inserted in bulk.
///
/// # Errors
/// The store's, or an ID that does not open.
pub async fn keep_ids(house: &House) -> Result<(), StoreError> {
    for product in house.products.all() {
        if adopt(house, &product.pack).await? > 0 {
            return Err(StoreError::Inconsistent { table: "children", column: "person", row: product.pack.slug.clone() });
        }
    }
    Ok(())
}

async fn of_product(house: &House, product: &Product) -> Result<Renewed, RekeyError> {
    let (pack, form, mut done) = (&product.pack, product.pack.app_id.form(), Renewed::default());
    if child_id::form(&mut house.store.read().await?, &pack.slug).await? == Some(form) {
        return Ok(done);
    }
    let mut sealed = adopt(house, pack).await?;
    let mut after = Vec::new();
    loop {
        let old = child_id::old_keys(&mut house.store.read().await?, &pack.slug, form, &after, BATCH).await?;
        let Some(last) = old.last() else { break };
        after.clone_from(last);
        for key in old {
            match one_child(house, pack, key).await {
                Ok(None) => {}
                Ok(Some(joined)) => {
                    done.children += 1;
                    done.joined += usize::from(joined);
                }
                Err(DeskError::Store(StoreError::Vault(_))) => sealed += 1,
                Err(error) => return Err(error.into()),
            }
        }
    }
    let mut after = String::new();
    loop {
        let old = ticket::old_ids(&mut house.store.read().await?, &pack.slug, form, &after, BATCH).await?;
        let Some(last) = old.last() else { break };
        after.clone_from(last);
        for id in old {
            match one_ticket(house, id).await {
                Ok(()) => done.tickets += 1,
                Err(DeskError::Store(StoreError::Vault(_))) => sealed += 1,
                Err(error) => return Err(error.into()),
            }
        }
    }
    if sealed > 0 {
        return Err(RekeyError::Sealed { product: pack.slug.clone(), rows: sealed });
    }
    let (slug, now) = (pack.slug.clone(), house.now());
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                if done != Renewed::default() {
                    let data = json!({"product": slug, "children": done.children, "joined": done.joined, "tickets": done.tickets});
                    event::append(conn, "house", now, "system", "ids_renewed", &data).await?;
                }
                child_id::set_form(conn, &slug, form).await
            })
        })
        .await?;
    Ok(done)
}

/// Keeps the IDs of keys from before they were kept, under the keys that there are; returns how many do not open.
async fn adopt(house: &House, pack: &Arc<Pack>) -> Result<usize, StoreError> {
    let mut sealed = 0;
    for table in ["children", "tickets"] {
        let mut after = String::new();
        loop {
            let rows = child_id::unkept(&mut house.store.read().await?, table, &pack.slug, &after, BATCH).await?;
            let Some((last, _)) = rows.last() else { break };
            after.clone_from(last);
            let (inner, pack) = (house.clone(), pack.clone());
            sealed += house
                .store
                .write(move |conn| {
                    Box::pin(async move {
                        conn.hold("child_ids").await?;
                        let mut sealed = 0;
                        for (id, key) in rows {
                            match app_id_of(&inner, conn, table, &id).await {
                                // Of an account that was erased nothing is known any more.
                                Ok(id) if id.is_empty() => {}
                                Ok(id) => child_id::adopt(conn, &inner.vault, &pack, &id, &key).await?,
                                Err(StoreError::Vault(_)) => sealed += 1,
                                Err(error) => return Err(error),
                            }
                        }
                        Ok::<usize, StoreError>(sealed)
                    })
                })
                .await?;
        }
    }
    Ok(sealed)
}

/// The ID that a row of `children` or `tickets` was written with; empty when there is none.
async fn app_id_of(house: &House, conn: &mut Conn, table: &str, id: &str) -> Result<String, StoreError> {
    let found = match table {
        "children" => child::by_id(conn, &house.vault, id).await?.map(|child| child.person.app_id),
        _ => ticket::by_id(conn, &house.vault, id).await?.and_then(|ticket| match ticket.details {
            Details::ChildAccount { account, .. } => Some(account),
            _ => ticket.subject.app_id,
        }),
    };
    Ok(found.unwrap_or_default())
}

/// Whether the child became one with another; `None` when somebody else was quicker.
async fn one_child(house: &House, pack: &Arc<Pack>, key: Vec<u8>) -> Result<Option<bool>, DeskError> {
    let (inner, pack, now) = (house.clone(), pack.clone(), house.now());
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                conn.hold("child_ids").await?;
                let Some((new, joined)) = child_id::renew(conn, &inner.vault, &pack, &key).await? else { return Ok(None) };
                if joined {
                    guardian::joined(&inner, conn, &new, now).await?;
                }
                Ok::<_, DeskError>(Some(joined))
            })
        })
        .await
}

async fn one_ticket(house: &House, id: String) -> Result<(), DeskError> {
    let inner = house.clone();
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let Some(one) = ticket::lock(conn, &inner.vault, &id).await? else { return Ok(()) };
                let hashes = intake::hashes(&inner, &one);
                // What makes a guardian's request the same as another rests on the authority, and not on the ID.
                let same = hashes.same.filter(|_| one.ties.authority_id.is_none());
                ticket::set_id_hashes(conn, &id, hashes.app_id, same).await?;
                Ok::<_, DeskError>(())
            })
        })
        .await
}
