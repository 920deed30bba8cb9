//! Claims of report cases that have been idle for half an hour: the case goes back to everybody.

use domain::Act;
use serde_json::json;

use crate::desk::{DeskError, clerk, reckon};
use crate::house::House;
use crate::store::ticket::{self, CLAIM_IDLE, Due};

/// Frees idle report cases.
///
/// # Errors
/// The store's.
pub async fn free(house: &House) -> Result<usize, DeskError> {
    let now = house.now();
    let due = ticket::ids_due(&mut house.store.read().await?, Due::IdleClaim, now).await?;
    let count = due.len();
    for id in due {
        let inner = house.clone();
        let reference = house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let mut ticket = clerk::hold(&inner, conn, &id).await?;
                    let idle = ticket.claimed_at.is_some_and(|at| at <= now.saturating_sub(CLAIM_IDLE).unwrap_or(now));
                    if idle && ticket.state.on_queue() {
                        let by = ticket.assignee.take();
                        ticket.claimed_at = None;
                        reckon::step(&mut ticket, Act::Release)?;
                        clerk::save(&inner, conn, &mut ticket, now, "system", "claim_expired", json!({"staff": by})).await?;
                    }
                    Ok::<_, DeskError>(ticket.reference)
                })
            })
            .await?;
        house.tell(&reference, "claim_expired", "system");
    }
    Ok(count)
}
