//! Telling the child, and the other guardians, that a guardian acts; unless a flag says that it could hurt.

use domain::State;
use domain::guardian::Step;
use jiff::Timestamp;
use serde_json::json;

use crate::desk::{DeskError, clerk, post};
use crate::house::House;
use crate::store::authority::{self, Authority};
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, account, agreement, flag};
use crate::vault;

/// Whoever tells of a child's request, or makes somebody its guardian, waits here for the other, so that a request and a grant at the
/// same time do not miss each other.
async fn hold(conn: &mut Conn, child_key: &[u8]) -> Result<(), DeskError> {
    Ok(conn.hold(&format!("child:{}", vault::hex(child_key))).await?)
}

/// Tells of a request that a guardian may make: the child in its own words, and the other guardians if they could object.
pub(super) async fn of_request(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<(), DeskError> {
    let Some(held) = (match &ticket.ties.authority_id {
        Some(id) => authority::by_id(conn, id).await?,
        None => None,
    }) else {
        return Ok(());
    };
    hold(conn, &held.child_key).await?;
    if !flag::standing(conn, &house.vault, &held.child_key).await?.may_tell() {
        clerk::note(conn, &ticket.id, now, "system", "nobody_told", json!({})).await?;
        return Ok(());
    }
    if let Some(email) = super::child_address(house, conn, &held).await? {
        post::child_told(house, conn, ticket, &email, Some(ticket.kind), now).await?;
        clerk::note(conn, &ticket.id, now, "system", "child_told", json!({"by": "mail"})).await?;
    }
    ask_others(house, conn, ticket, &held, now).await
}

/// Asks every guardian of a child about what others of them have asked for and what is still open: one was granted since, goes on after
/// being held back, or nothing forbids a word any more. Nobody is asked twice.
pub(super) async fn of_open(house: &House, conn: &mut Conn, child_key: &[u8], now: Timestamp) -> Result<(), DeskError> {
    hold(conn, child_key).await?;
    if !flag::standing(conn, &house.vault, child_key).await?.may_tell() {
        return Ok(());
    }
    for id in agreement::open_requests(conn, child_key).await? {
        let Some(ticket) = ticket::by_id(conn, &house.vault, &id).await? else { continue };
        // What waits for its own guardian's authority is told of with the decision.
        if ticket.state == State::AuthorityPending {
            continue;
        }
        let Some(id) = &ticket.ties.authority_id else { continue };
        let Some(held) = authority::by_id(conn, id).await? else { continue };
        ask_others(house, conn, &ticket, &held, now).await?;
    }
    Ok(())
}

async fn ask_others(house: &House, conn: &mut Conn, ticket: &Ticket, held: &Authority, now: Timestamp) -> Result<(), DeskError> {
    // What protects is not held up; of the rest the others may say no.
    if Step::of(ticket.kind) == Step::Protective {
        return Ok(());
    }
    for other in authority::others(conn, &held.child_key, &held.account_id).await? {
        if agreement::ask(conn, &ticket.id, &other.id, now).await?
            && let Some(person) = account::by_id(conn, &house.vault, &other.account_id).await?
        {
            post::other_guardian(house, conn, ticket, &person, &other.id, now).await?;
            clerk::note(conn, &ticket.id, now, "system", "other_guardian_told", json!({"authority": other.id})).await?;
        }
    }
    Ok(())
}
