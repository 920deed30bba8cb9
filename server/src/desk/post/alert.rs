//! What is written to staff when a clock comes near its due, or is past it.

use domain::Lang;
use domain::alert::Threshold;
use domain::clock::ClockName;
use domain::pack::Point;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{To, send};
use crate::desk::DeskError;
use crate::house::House;
use crate::mail::Topic;
use crate::mail::letter::{self, Alarm, Asked, Notice};
use crate::store::Conn;
use crate::store::staff::Staff;
use crate::store::ticket::Ticket;

/// A letter to a member of staff about a ticket: in their language, in the zone of the product's office.
pub(super) fn to_member(house: &House, ticket: &Ticket, member: &Staff) -> To {
    let office = house.products.get(&ticket.product).and_then(|product| TimeZone::get(&product.pack.office.zone).ok());
    To {
        ticket: ticket.id.clone(),
        report: None,
        email: member.person.email.clone(),
        lang: member.lang.unwrap_or(Lang::En),
        zone: office.unwrap_or(TimeZone::UTC),
        product: ticket.product.clone(),
        account: None,
        to_owner: false,
        asked: Asked { kind: ticket.kind, at: ticket.received_at },
        unproved: false,
    }
}

/// What an alert says.
pub(super) fn notice<'a>(ticket: &'a Ticket, alarm: Alarm, clock: ClockName, due: Timestamp, page: &'a str) -> Notice<'a> {
    Notice { reference: &ticket.reference, kind: ticket.kind, alarm, clock, due, page }
}

/// The page of a ticket for staff, a whole address.
pub(super) fn page_of(house: &House, ticket: &Ticket) -> String {
    format!("{}/staff/tickets/{}", house.origin, ticket.reference)
}

/// Tells a member of staff of a threshold; answers the mail's identifier. Once for each ticket, cycle, clock, threshold and member,
/// whoever asks for it again.
///
/// # Errors
/// The store's.
pub async fn alert(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    member: &Staff,
    threshold: &Threshold,
    due: Timestamp,
    now: Timestamp,
) -> Result<String, DeskError> {
    let alarm = match threshold.point {
        Point::Unclaimed => Alarm::Unclaimed,
        Point::Elapsed => Alarm::Elapsed,
        Point::Amber => Alarm::Amber,
        Point::Red => Alarm::Red,
        Point::Breach => Alarm::Breached,
    };
    let (clock, page) = (threshold.clock, page_of(house, ticket));
    let once = format!("alert:{}:{}:{}:{}:{}", ticket.id, ticket.cycle, clock.code(), threshold.code(), member.id);
    let to = to_member(house, ticket, member);
    send(house, conn, &to, Topic::Alert, once, now, None, |env| letter::alert(env, &notice(ticket, alarm, clock, due, &page))).await
}
