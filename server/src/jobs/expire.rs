//! Unproved requests: one reminder two days before the end, and the end after seven days.

use domain::{Act, State};
use serde_json::json;

use crate::desk::{DeskError, clerk, code, post, reckon};
use crate::house::House;
use crate::random;
use crate::store::codes::{self, Code};
use crate::store::file;
use crate::store::ticket::{self, Due};

/// Ends unproved requests whose seven days are over.
///
/// # Errors
/// The store's.
pub async fn expire(house: &House) -> Result<usize, DeskError> {
    let now = house.now();
    let due = ticket::ids_due(&mut house.store.read().await?, Due::Expiry, now).await?;
    let count = due.len();
    for id in due {
        let inner = house.clone();
        house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let mut ticket = clerk::hold(&inner, conn, &id).await?;
                    if ticket.state != State::IdentityUnverified {
                        return Ok(());
                    }
                    reckon::step(&mut ticket, Act::Expire)?;
                    ticket.stopped_at = Some(now);
                    file::expire_received(conn, &id, true, now).await?;
                    clerk::save(&inner, conn, &mut ticket, now, "system", "expired", json!({})).await
                })
            })
            .await?;
    }
    Ok(count)
}

/// Sends the one reminder, with a link that proves the address.
///
/// # Errors
/// The store's.
pub async fn remind(house: &House) -> Result<usize, DeskError> {
    let now = house.now();
    let due = ticket::ids_due(&mut house.store.read().await?, Due::Reminder, now).await?;
    let count = due.len();
    for id in due {
        let inner = house.clone();
        house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let ticket = clerk::hold(&inner, conn, &id).await?;
                    let Some(until) = ticket.expires_at.filter(|_| ticket.state == State::IdentityUnverified) else { return Ok(()) };
                    // The reminder's link lasts as long as the request: its owner may read it late.
                    let link = random::token();
                    let reminder = Code {
                        id: random::id(now),
                        purpose: "prove".to_owned(),
                        ticket_id: Some(id.clone()),
                        report_id: None,
                        holder: None,
                        code_hash: Some(Vec::new()),
                        link_hash: Some(code::link_hash(&inner, &link)),
                        created_at: now,
                        expires_at: until,
                        tries: 0,
                        used_at: None,
                        used_by: None,
                        secret: None,
                    };
                    if !ticket::set_reminded(conn, &id, now).await? {
                        return Ok(()); // Another instance has sent it.
                    }
                    codes::insert(conn, &reminder).await?;
                    post::reminder(&inner, conn, &ticket, until, &link, now).await?;
                    clerk::note(conn, &id, now, "system", "reminded", json!({})).await
                })
            })
            .await?;
    }
    if count > 0 {
        house.rouse();
    }
    Ok(count)
}
