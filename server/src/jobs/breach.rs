//! Breaches: recorded the moment they are found, and the requester is told honestly, once for each cycle.

use serde_json::json;

use crate::desk::{DeskError, clerk, post};
use crate::house::House;
use crate::store::ticket::{self, Due};

/// Records breaches and tells the requesters.
///
/// # Errors
/// The store's.
pub async fn tell(house: &House) -> Result<usize, DeskError> {
    let now = house.now();
    let due = ticket::ids_due(&mut house.store.read().await?, Due::Breach, now).await?;
    let count = due.len();
    for id in due {
        let inner = house.clone();
        let reference = house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let ticket = clerk::hold(&inner, conn, &id).await?;
                    // The due itself is in time; after it is late.
                    let breached = ticket.state.on_queue() && ticket.cached.breach_at.is_some_and(|at| at < now);
                    if breached && ticket::set_delay_told(conn, &id, now).await? {
                        let clock = ticket.cached.governing.unwrap_or_default();
                        clerk::note(conn, &id, now, "system", "breached", json!({"clock": clock, "cycle": ticket.cycle})).await?;
                        if !ticket.kind.is_decided() {
                            post::delayed(&inner, conn, &ticket, "", now).await?;
                            clerk::note(conn, &id, now, "system", "delay_told", json!({})).await?;
                        }
                    }
                    Ok::<_, DeskError>(ticket.reference)
                })
            })
            .await?;
        house.tell(&reference, "breached", "system");
    }
    Ok(count)
}
