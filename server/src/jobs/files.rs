//! Files whose time is over: the bytes are destroyed, and the destruction is recorded.

use serde_json::json;

use crate::desk::{DeskError, clerk, upload};
use crate::house::House;
use crate::store::file;

/// Destroys evidence after the decision, and packages after their seven days.
///
/// # Errors
/// The store's, and the file system's.
pub async fn destroy(house: &House) -> Result<usize, DeskError> {
    let now = house.now();
    let due = file::expired(&mut house.store.read().await?, now).await?;
    let count = due.len();
    for (id, ticket) in due {
        // First the bytes: a record of destruction is never ahead of it.
        upload::destroy(house, &id).await?;
        house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    if !file::set_destroyed(conn, &id, now).await? {
                        return Ok(()); // Another instance has recorded it.
                    }
                    clerk::note(conn, &ticket, now, "system", "file_destroyed", json!({"file": id})).await
                })
            })
            .await?;
    }
    Ok(count)
}
