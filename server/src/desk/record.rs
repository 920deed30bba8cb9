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
/// and writes to privacy officers and administrators, once a day. It writes to them as well when the record cannot be read to its end: who
/// has made it so must not have silenced the alarm.
///
/// # Errors
/// The store's.
pub async fn nightly(house: &House) -> Result<Verified, DeskError> {
    let seen = match verify(house, &[]).await {
        Ok(seen) => seen,
        Err(error) => {
            alarm(house, None).await?;
            return Err(error.into());
        }
    };
    tracing::info!(head = seen.head, seals = seen.seals, events = seen.events, "the head of the record: keep it elsewhere");
    if seen.found > 0 {
        tracing::error!(found = seen.found, "the record was tampered with: habeas audit verify lists what was found");
        alarm(house, Some(seen.found)).await?;
    }
    let now = house.now();
    let data = json!({"events": seen.events, "seals": seen.seals, "head": seen.head, "found": seen.found});
    house
        .store
        .write(move |conn| Box::pin(async move { event::append(conn, "house", now, "system", "record_verified", &data).await }))
        .await?;
    Ok(seen)
}

/// Writes to privacy officers and administrators, once a day: how much was found, or that the record could not be read to its end.
async fn alarm(house: &House, found: Option<u64>) -> Result<(), DeskError> {
    let (inner, now) = (house.clone(), house.now());
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let told = |one: &staff::Staff| one.active && (one.can(Capability::ReadAccessLog) || one.can(Capability::ManageStaff));
                for member in staff::all(conn, &inner.vault).await?.into_iter().filter(told) {
                    let (once, lang) = (format!("record:{}:{}", now.strftime("%F"), member.id), member.lang.unwrap_or(Lang::En));
                    post::staff(&inner, conn, &member.person.email, lang, Topic::Alert, once, now, |env| letter::record(env, found))
                        .await?;
                }
                Ok::<_, DeskError>(())
            })
        })
        .await?;
    house.rouse();
    Ok(())
}
