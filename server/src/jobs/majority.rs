//! Children who have come of age: open requests of their guardians are handed over, authorities and consents end.

use domain::guardian::AuthorityState;
use serde_json::json;

use crate::desk::guardian::{hand_over, lapse};
use crate::desk::{DeskError, clerk};
use crate::house::House;
use crate::store::{authority, consent, ticket};

/// Hands over what is open at a birthday, closes what no young person answered, and ends authorities and consents.
///
/// # Errors
/// The store's.
pub async fn come_of_age(house: &House) -> Result<usize, DeskError> {
    let now = house.now();
    let mut conn = house.store.read().await?;
    let (of_age, unanswered) = (ticket::ids_of_age(&mut conn, now).await?, ticket::ids_unanswered(&mut conn, now).await?);
    let over = authority::ids_over(&mut conn, now).await?;
    let consents = consent::any_over(&mut conn, now).await?;
    drop(conn);
    let mut done = 0;
    for id in of_age {
        let inner = house.clone();
        let (reference, handed) = house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let ticket = clerk::hold(&inner, conn, &id).await?;
                    let reference = ticket.reference.clone();
                    Ok::<_, DeskError>((reference, hand_over(&inner, conn, ticket, now).await?))
                })
            })
            .await?;
        if handed {
            done += 1;
            house.tell(&reference, "handed_over", "system");
        }
    }
    for id in unanswered {
        let inner = house.clone();
        house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let ticket = clerk::hold(&inner, conn, &id).await?;
                    lapse(&inner, conn, ticket, now).await
                })
            })
            .await?;
        done += 1;
    }
    for id in over {
        house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let Some(mut held) = authority::lock(conn, &id).await? else { return Ok(()) };
                    // Another instance may have been here, or the guardian has given it up meanwhile.
                    if !matches!(held.state, AuthorityState::Pending | AuthorityState::Granted | AuthorityState::Suspended) {
                        return Ok(());
                    }
                    held.state = AuthorityState::Ended;
                    held.ended_at = Some(now);
                    held.reason = Some("authority_ended".to_owned());
                    if authority::save(conn, &mut held).await?
                        && let Some(case) = held.ticket_id.as_deref()
                    {
                        clerk::note(conn, case, now, "system", "authority_ended", json!({"authority": held.id})).await?;
                    }
                    Ok::<_, DeskError>(())
                })
            })
            .await?;
        done += 1;
    }
    if consents {
        house.store.write(move |conn| Box::pin(async move { Ok::<_, DeskError>(consent::end(conn, now).await?) })).await?;
        done += 1;
    }
    Ok(done)
}
