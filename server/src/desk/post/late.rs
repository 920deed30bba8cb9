//! What a requester is told when a date was missed.

use domain::clock::ClockName;
use jiff::Timestamp;

use super::{To, send_with_link};
use crate::desk::DeskError;
use crate::house::House;
use crate::mail::{Topic, letter};
use crate::store::Conn;
use crate::store::ticket::Ticket;

/// That a date was missed, which, and by when we now mean to be done. Once for each new moment.
///
/// # Errors
/// The store's.
pub async fn late(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    missed: &[(ClockName, Timestamp)],
    moment: Timestamp,
    now: Timestamp,
) -> Result<(), DeskError> {
    // Of a guardian's request this is the guardian, at the address of their account.
    let to = To::requester(house, ticket);
    let once = format!("late:{}:{}:{}", ticket.id, ticket.cycle, moment.as_millisecond());
    send_with_link(house, conn, &to, Topic::Delayed, once, now, |env| letter::late(env, &ticket.reference, missed, moment)).await.map(drop)
}
