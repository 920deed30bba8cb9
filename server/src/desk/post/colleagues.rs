//! What is written to those who work here.

use app::texts::T;
use domain::clock::ClockName;
use domain::{Capability, Lang};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::alert::{Call, TOGETHER, call};
use crate::desk::{DeskError, alert};
use crate::house::House;
use crate::mail::letter::{Alarm, Envelope};
use crate::mail::{Topic, outgoing};
use crate::store::outbox::{self, Letter, Outgoing};
use crate::store::staff::Staff;
use crate::store::ticket::Ticket;
use crate::store::{Conn, staff};

/// [`TOGETHER`] in milliseconds.
const TOGETHER_MS: i64 = TOGETHER.as_millis() as i64;

/// Writes and queues a mail to somebody who works here, which belongs to no ticket and to no product; returns its identifier.
///
/// # Errors
/// The store's.
#[expect(clippy::too_many_arguments, reason = "one mail with all that belongs to it")]
pub async fn staff(
    house: &House,
    conn: &mut Conn,
    email: &str,
    lang: Lang,
    topic: Topic,
    once: String,
    now: Timestamp,
    write: impl FnOnce(&Envelope<'_>) -> Letter,
) -> Result<String, DeskError> {
    let mail = mail(house, email, lang, topic, once, now, write);
    outbox::queue(conn, &house.vault, &mail, now).await?;
    Ok(mail.id)
}

/// The same about something that strangers can cause any number of times: one mail an hour for each who is told. The first is
/// sent at once, and whatever follows in that time is told by one mail at its end. `about` names what the mails are about.
///
/// # Errors
/// The store's.
pub async fn staff_spaced(
    house: &House,
    conn: &mut Conn,
    member: &Staff,
    about: &'static str,
    now: Timestamp,
    write: impl Fn(&Envelope<'_>) -> Letter,
) -> Result<(), DeskError> {
    let window = now.as_millisecond().div_euclid(TOGETHER_MS);
    for (number, at) in [(window, now.as_millisecond()), (window + 1, (window + 1) * TOGETHER_MS)] {
        let (once, lang) = (format!("{about}:{}:{number}", member.id), member.lang.unwrap_or(Lang::En));
        let mail = mail(house, &member.person.email, lang, Topic::StaffNotice, once, now, &write);
        let at = Timestamp::from_millisecond(at).unwrap_or(now);
        if outbox::queue_until(conn, &house.vault, &mail, now, at).await? {
            break;
        }
    }
    Ok(())
}

fn mail(
    house: &House,
    email: &str,
    lang: Lang,
    topic: Topic,
    once: String,
    now: Timestamp,
    write: impl FnOnce(&Envelope<'_>) -> Letter,
) -> Outgoing {
    let office = house.products.all().next().and_then(|product| TimeZone::get(&product.pack.office.zone).ok());
    let zone = office.unwrap_or(TimeZone::UTC);
    let envelope = Envelope { t: T(lang), to: email, product: "Habeas", origin: &house.origin, zone: &zone, opener: None };
    let host = house.origin.split_once("://").map_or("localhost", |(_, host)| host);
    outgoing(topic, once, None, write(&envelope), host.split(':').next().unwrap_or(host), now)
}

/// Tells those who work on reports of this product of a report that cannot wait. Nothing of the report stands in the mail. The first
/// is told at once, what follows within the hour together: a flood must not fill their mailboxes. Who is on call is told of each.
///
/// # Errors
/// The store's.
pub async fn escalate(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<(), DeskError> {
    let due = ticket.cached.review_due_at.unwrap_or(now);
    let mut people: Vec<_> = staff::all(conn, &house.vault)
        .await?
        .into_iter()
        .filter(|member| member.active && member.can(Capability::WorkReports) && member.sees(&ticket.product))
        .collect();
    // In one order everywhere, so that two that write to the same people never wait for each other.
    people.sort_by(|a, b| a.id.cmp(&b.id));
    let on_call = alert::called(conn, &people, &ticket.product, now).await?.map(|member| member.id.clone());
    for member in &people {
        let on_call = on_call.as_ref() == Some(&member.id);
        let once = format!("escalated:{}:{}", ticket.id, member.id);
        call(house, conn, Call { ticket, member, alarm: Alarm::Urgent, clock: ClockName::Review, due, once, alert: None, on_call }, now)
            .await?;
    }
    Ok(())
}
