//! What is known about who asks: it decides the proofs that a closing needs.

use domain::checklist::Asker;
use domain::identity::Risk;

use crate::desk::DeskError;
use crate::house::House;
use crate::store::ticket::Ticket;
use crate::store::{Conn, authority, flag};

/// The asker of a ticket, with the flags over the child.
///
/// # Errors
/// The database's.
pub async fn asker(house: &House, conn: &mut Conn, ticket: &Ticket) -> Result<Asker, DeskError> {
    let ties = &ticket.ties;
    let flags = match &ties.child_key {
        Some(key) => flag::standing(conn, &house.vault, key).await?,
        None => Default::default(),
    };
    Ok(Asker {
        app_id_confirmed: ticket.app_id_confirmed_at.is_some(),
        risk: Risk { takeover: ties.takeover, guardian: ties.authority_id.is_some() },
        tell_in_app: tell_in_app(house, conn, ticket).await? && flags.may_tell(),
        flags,
    })
}

/// Whether the child can be told inside the app alone: no address of its account is known for sure.
async fn tell_in_app(house: &House, conn: &mut Conn, ticket: &Ticket) -> Result<bool, DeskError> {
    let Some(id) = &ticket.ties.authority_id else { return Ok(false) };
    let Some(held) = authority::by_id(conn, id).await? else { return Ok(false) };
    Ok(super::child_address(house, conn, &held).await?.is_none())
}
