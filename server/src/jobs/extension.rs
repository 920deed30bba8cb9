//! Extensions whose notice has left: only now the law's clock is longer, or it is said that it is not.

use crate::desk::{DeskError, acts};
use crate::house::House;
use crate::store::fact;

/// Takes up the notices that have left.
///
/// # Errors
/// The store's.
pub async fn take_up(house: &House) -> Result<usize, DeskError> {
    let now = house.now();
    let left = fact::left(&mut house.store.read().await?).await?;
    let mut count = 0;
    for one in left {
        if let Some((reference, event)) = acts::take_up_notice(house, one, now).await? {
            house.tell(&reference, event, "system");
            count += 1;
        }
    }
    Ok(count)
}
