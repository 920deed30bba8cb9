//! Tidying: codes and sessions that are over, and received files that nobody adopted before a crash.

use jiff::{SignedDuration, Timestamp};

use crate::desk::{DeskError, device};
use crate::house::House;
use crate::store::{self, account_link, codes, invite, session, staff, staff_notice};

/// How long codes are kept after their end: the page can still say that a link is over, and send a new one.
const CODES_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How long a received file may wait for its desk: longer than any upload takes. Other instances may be receiving.
const RECEIVED_KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Removes received files that nobody adopted before a crash.
async fn forget_received(house: &House, now: Timestamp) -> Result<(), DeskError> {
    let mut list = match tokio::fs::read_dir(house.incoming()).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        list => list?,
    };
    while let Some(entry) = list.next_entry().await? {
        let since = entry.metadata().await?.modified()?;
        let old = Timestamp::try_from(since).is_ok_and(|since| since < now.saturating_sub(RECEIVED_KEPT).unwrap_or(now));
        if old {
            tokio::fs::remove_file(entry.path()).await?;
        }
    }
    Ok(())
}

/// Forgets what is over.
///
/// # Errors
/// The store's.
pub async fn tidy(house: &House) -> Result<(), DeskError> {
    let now = house.now();
    forget_received(house, now).await?;
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                staff::forget_throttles(conn, now.saturating_sub(RECEIVED_KEPT).unwrap_or(now)).await?;
                codes::forget(conn, now.saturating_sub(CODES_KEPT).unwrap_or(now)).await?;
                account_link::forget_words(conn, now).await?;
                session::forget(conn, now).await?;
                store::device::forget_before(conn, now.saturating_sub(device::LASTS).unwrap_or(now)).await?;
                invite::forget(conn, now).await?;
                staff_notice::forget(conn, now.saturating_sub(RECEIVED_KEPT).unwrap_or(now)).await?;
                Ok(())
            })
        })
        .await
}
