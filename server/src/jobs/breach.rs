//! Breaches: recorded the moment they are found, and the requester is told honestly, with a new moment; once for each moment.

use crate::desk::{DeskError, delay};
use crate::house::House;
use crate::store::ticket::{self, Due};

/// Records breaches and tells the requesters.
///
/// # Errors
/// The store's.
pub async fn tell(house: &House) -> Result<usize, DeskError> {
    let now = house.now();
    let mut conn = house.store.read().await?;
    let mut due = ticket::ids_due(&mut conn, Due::Breach, now).await?;
    due.extend(ticket::ids_due(&mut conn, Due::NewMoment, now).await?);
    drop(conn);
    let count = due.len();
    for id in due {
        let inner = house.clone();
        let told = house.store.write(move |conn| Box::pin(async move { delay::tell(&inner, conn, &id, now).await })).await?;
        if let Some(reference) = told {
            house.tell(&reference, "breached", "system");
        }
    }
    Ok(count)
}
