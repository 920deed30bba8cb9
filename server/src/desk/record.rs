//! The record, seen to: sealed every few seconds, read again every night.

use domain::{Capability, Lang};
use serde_json::json;

use super::{DeskError, post};
use crate::house::House;
use crate::mail::{Topic, letter};
use crate::store::record::{self, Verified};
use crate::store::{StoreError, event, staff};
use crate::vault::hex;

/// Links what has moved into the global chain, and remembers the head; gives how many heads and looks that were.
///
/// # Errors
/// The store's.
pub async fn seal(house: &House) -> Result<usize, DeskError> {
    let (vault, now) = (house.vault.clone(), house.now());
    let sealed = house.store.write(move |conn| Box::pin(async move { record::seal(conn, &vault, now).await })).await;
    match sealed {
        // Another instance sealed at the same time.
        Err(error) if StoreError::is_unique_violation(&error) => Ok(0),
        Err(error) => Err(error.into()),
        Ok(sealed) => {
            if let Some(head) = sealed.head {
                house.head.keep(hex(&head));
            }
            Ok(sealed.links)
        }
    }
}

/// Reads the whole record again. The head that this process sealed last must still be there, and so must these (hexadecimal).
///
/// # Errors
/// The store's. A record that was tampered with is no error but findings.
pub async fn verify(house: &House, heads: &[String]) -> Result<Verified, StoreError> {
    let mut heads = heads.to_vec();
    heads.extend(house.head.last());
    record::verify(&mut house.store.read().await?, &house.vault, &heads).await
}

/// The nightly check: it leaves an event and the head in the log, which is kept elsewhere; when anything was found it leaves an error there
/// and writes to privacy officers and administrators, once a day.
///
/// # Errors
/// The store's.
pub async fn nightly(house: &House) -> Result<Verified, DeskError> {
    let seen = verify(house, &[]).await?;
    tracing::info!(head = seen.head, seals = seen.seals, events = seen.events, "the head of the record: keep it elsewhere");
    if seen.found > 0 {
        tracing::error!(found = seen.found, "the record was tampered with: habeas audit verify lists what was found");
    }
    let (inner, now, found) = (house.clone(), house.now(), seen.found);
    let data = json!({"events": seen.events, "seals": seen.seals, "head": seen.head, "found": found});
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                event::append(conn, "house", now, "system", "record_verified", &data).await?;
                if found == 0 {
                    return Ok(());
                }
                let told = |one: &staff::Staff| one.active && (one.can(Capability::ReadAccessLog) || one.can(Capability::ManageStaff));
                for member in staff::all(conn, &inner.vault).await?.into_iter().filter(told) {
                    let once = format!("record:{}:{}", now.strftime("%F"), member.id);
                    post::staff(&inner, conn, &member.person.email, Lang::En, Topic::Alert, once, now, |env| letter::record(env, found))
                        .await?;
                }
                Ok::<_, DeskError>(())
            })
        })
        .await?;
    if found > 0 {
        house.rouse();
    }
    Ok(seen)
}
