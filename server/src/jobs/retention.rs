//! Keeping, and no longer: once a day, in small batches. A setting remembers how far the day's round has come, so that it goes on
//! where it was after a stop; two instances that do the same ticket do it once.

use crate::desk::{DeskError, retention as desk};
use crate::house::House;
use crate::store::retention;

/// What stands in the setting when a day's round is over: after every identifier.
const DONE: &str = "~";

/// Does a batch of the day's round; answers how much was done.
///
/// # Errors
/// The store's, or the file system's.
pub async fn keep_no_longer(house: &House) -> Result<usize, DeskError> {
    let today = house.now().strftime("%F").to_string();
    let progress = retention::progress(&mut house.store.read().await?).await?;
    let after = match progress {
        Some((day, after)) if day == today => after,
        _ => String::new(),
    };
    if after == DONE {
        return Ok(0);
    }
    let (list, next) = desk::due(house, house.now(), &after).await?;
    let mut done = 0;
    for one in list {
        done += usize::from(desk::carry_out(house, &one).await?);
    }
    let next = match next {
        Some(next) => next,
        None => {
            let gone = desk::carry_out_people(house).await?;
            done += usize::from(!gone.is_empty());
            DONE.to_owned()
        }
    };
    house.store.write(move |conn| Box::pin(async move { Ok::<_, DeskError>(retention::set_progress(conn, &today, &next).await?) })).await?;
    Ok(done)
}
