//! The gate before each step that discloses, changes or erases for a guardian: is the authority still there, and do flags and the
//! other guardians allow it?

use domain::Kind;
use domain::guardian::{AuthorityState, Barrier, Right, Step};
use jiff::Timestamp;

use super::ask::gap_code;
use crate::desk::{DeskError, Fields};
use crate::house::House;
use crate::store::staff::Staff;
use crate::store::ticket::Ticket;
use crate::store::{Conn, agreement, authority, flag};

/// Whether a member of staff is senior: orders of protection are for them.
#[must_use]
pub fn senior(member: &Staff) -> bool {
    member.can(domain::Capability::Reassign)
}

/// What stands in the way of carrying out a ticket now: a code, or nothing. Tickets of no guardian have nothing in their way.
///
/// # Errors
/// The database's.
pub async fn barrier(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    now: Timestamp,
    senior: bool,
) -> Result<Option<&'static str>, DeskError> {
    let Some(id) = &ticket.ties.authority_id else { return Ok(None) };
    let Some(right) = Right::of(ticket.kind) else { return Ok(None) };
    let Some(held) = authority::by_id(conn, id).await? else { return Ok(Some("authority_not_granted")) };
    if let Err(gap) = held.carries(right, now) {
        return Ok(Some(gap_code(gap)));
    }
    let flags = flag::standing(conn, &house.vault, &held.child_key).await?;
    let said = agreement::standing(conn, ticket).await?;
    let court = held.methods.iter().any(|method| method == "court_paper");
    Ok(match flags.allows(Step::of(ticket.kind), said, court, senior) {
        Ok(()) => None,
        Err(Barrier::NeedsBoth) => Some("needs_both"),
        Err(Barrier::NeedsSenior) => Some("needs_senior"),
    })
}

/// The same for a file that a ticket's requester is to get. In the case about an authority that is only while the authority stands: whoever
/// says to be a guardian gets no file before, and none while it is held back.
///
/// # Errors
/// As [`gate`].
pub async fn file_gate(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp, senior: bool) -> Result<(), DeskError> {
    if ticket.kind == Kind::GuardianAuthority {
        let held = authority::of_ticket(conn, &ticket.id).await?;
        if held.is_none_or(|held| held.state != AuthorityState::Granted) {
            return Err(Fields::one("", "authority_not_granted"));
        }
    }
    gate(house, conn, ticket, now, senior).await
}

/// Whether a guardian's page offers what was made ready. Flags, and that an authority is held back, are not told by what vanishes from
/// it: the gate is asked with each download, and its refusal says nothing of why.
///
/// # Errors
/// The database's.
pub async fn seems_given(conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<bool, DeskError> {
    let (Some(id), Some(right)) = (&ticket.ties.authority_id, Right::of(ticket.kind)) else { return Ok(true) };
    Ok(authority::by_id(conn, id).await?.is_some_and(|held| held.seems_to_carry(right, now).is_ok()))
}

/// The same as a refusal.
///
/// # Errors
/// [`DeskError::Invalid`] with the barrier's code; the database's.
pub async fn gate(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp, senior: bool) -> Result<(), DeskError> {
    match barrier(house, conn, ticket, now, senior).await? {
        None => Ok(()),
        Some(code) => Err(Fields::one("", code)),
    }
}
