//! Pauses whose longest time is over: the clock goes on.

use domain::{Act, State};
use serde_json::json;

use crate::desk::{DeskError, clerk, reckon};
use crate::house::House;
use crate::store::pause;

/// Resumes tickets whose question was not answered in time.
///
/// # Errors
/// The store's.
pub async fn resume(house: &House) -> Result<usize, DeskError> {
    let now = house.now();
    let due = pause::over(&mut house.store.read().await?, now).await?;
    let count = due.len();
    for id in due {
        let inner = house.clone();
        let reference = house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let mut ticket = clerk::hold(&inner, conn, &id).await?;
                    let Some(until) = pause::open_until(conn, &id).await?.filter(|until| *until <= now) else {
                        return Ok::<_, DeskError>(ticket.reference);
                    };
                    // The pause ended when its longest time was over, not when this job came by.
                    pause::end(conn, &id, until).await?;
                    if ticket.state == State::RequiresInput {
                        reckon::step(&mut ticket, Act::Resume)?;
                    }
                    clerk::save(&inner, conn, &mut ticket, now, "system", "resumed", json!({"until": until.to_string()})).await?;
                    Ok(ticket.reference)
                })
            })
            .await?;
        house.tell(&reference, "resumed", "system");
    }
    Ok(count)
}
