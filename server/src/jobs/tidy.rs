//! Tidying: codes and sessions that are over, and received files that nobody adopted before a crash.

use jiff::SignedDuration;

use crate::desk::DeskError;
use crate::house::House;
use crate::store::{codes, session};

/// How long codes are kept after their end: the page can still say that a link is over, and send a new one.
const CODES_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Forgets what is over.
///
/// # Errors
/// The store's.
pub async fn tidy(house: &House) -> Result<(), DeskError> {
    let now = house.now();
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                codes::forget(conn, now.saturating_sub(CODES_KEPT).unwrap_or(now)).await?;
                session::forget(conn, now).await?;
                Ok(())
            })
        })
        .await
}
