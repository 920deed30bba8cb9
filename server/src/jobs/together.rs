//! Mails to staff that waited for others, so that many alerts are one mail.

use crate::desk::{DeskError, post};
use crate::house::House;
use crate::store::staff_notice;

/// How many people are written to in one run.
const MOST: i64 = 200;

/// Writes to everybody for whom something waits and whose last mail is long enough ago; returns to how many.
///
/// # Errors
/// The first that a person's mail failed with; the others were written to.
pub async fn tell(house: &House) -> Result<usize, DeskError> {
    let now = house.now();
    let since = now.saturating_sub(post::TOGETHER).unwrap_or(now);
    let due = staff_notice::due(&mut house.store.read().await?, since, MOST).await?;
    let (mut count, mut failed) = (0, None);
    for id in due {
        let inner = house.clone();
        match house.store.write(move |conn| Box::pin(async move { post::together(&inner, conn, &id, now).await })).await {
            Ok(told) => count += usize::from(told),
            Err(error) => {
                failed.get_or_insert(error);
            }
        }
    }
    failed.map_or(Ok(count), Err)
}
