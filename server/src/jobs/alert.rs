//! Alerts whose moment has come. A ticket that fails keeps no other from being told of.

use crate::desk::{DeskError, alert};
use crate::house::House;
use crate::store::ticket::{self, Due};

/// Tells of every threshold that was reached; answers how many tickets were looked at.
///
/// # Errors
/// The first that a ticket failed with; the others were seen to.
pub async fn fire(house: &House) -> Result<usize, DeskError> {
    let now = house.now();
    let due = ticket::ids_due(&mut house.store.read().await?, Due::Alert, now).await?;
    let count = due.len();
    let mut failed = None;
    for id in due {
        let inner = house.clone();
        match house.store.write(move |conn| Box::pin(async move { alert::fire(&inner, conn, &id, now).await })).await {
            Ok(Some(reference)) => house.tell(&reference, "alert_fired", "system"),
            Ok(None) => {}
            Err(error) => {
                failed.get_or_insert(error);
            }
        }
    }
    failed.map_or(Ok(count), Err)
}
