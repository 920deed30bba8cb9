//! Telling the child, and the other guardians, that a guardian acts; unless a flag says that it could hurt.

use domain::guardian::Step;
use jiff::Timestamp;
use serde_json::json;

use crate::desk::{DeskError, clerk, post};
use crate::house::House;
use crate::store::ticket::Ticket;
use crate::store::{Conn, agreement, authority, flag};

/// Tells of a request that a guardian may make: the child in its own words, and the other guardians if they could object.
pub(super) async fn of_request(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<(), DeskError> {
    let Some(held) = (match &ticket.ties.authority_id {
        Some(id) => authority::by_id(conn, id).await?,
        None => None,
    }) else {
        return Ok(());
    };
    if !flag::standing(conn, &held.child_key).await?.may_tell() {
        clerk::note(conn, &ticket.id, now, "system", "nobody_told", json!({})).await?;
        return Ok(());
    }
    if let Some(email) = super::child_address(house, conn, &held).await? {
        post::child_told(house, conn, ticket, &email, Some(ticket.kind), now).await?;
        clerk::note(conn, &ticket.id, now, "system", "child_told", json!({"by": "mail"})).await?;
    }
    // What protects is not held up; of the rest the others may say no.
    if Step::of(ticket.kind) == Step::Protective {
        return Ok(());
    }
    for other in authority::others(conn, &held.child_key, &held.account_id).await? {
        if agreement::ask(conn, &ticket.id, &other.id, now).await?
            && let Some(person) = crate::store::account::by_id(conn, &house.vault, &other.account_id).await?
        {
            post::other_guardian(house, conn, ticket, &person, &other.id, now).await?;
            clerk::note(conn, &ticket.id, now, "system", "other_guardian_told", json!({"authority": other.id})).await?;
        }
    }
    Ok(())
}
