//! What is written to those who work here.

use app::texts::T;
use domain::clock::ClockName;
use domain::{Capability, Lang};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::alert::{notice, page_of, to_member};
use super::send;
use crate::desk::DeskError;
use crate::house::House;
use crate::mail::letter::{self, Alarm, Envelope};
use crate::mail::{Topic, outgoing};
use crate::store::outbox::{self, Letter};
use crate::store::ticket::Ticket;
use crate::store::{Conn, staff};

/// Writes and queues a mail to somebody who works here, about their own account: it belongs to no ticket and to no product.
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
) -> Result<(), DeskError> {
    let office = house.products.all().next().and_then(|product| TimeZone::get(&product.pack.office.zone).ok());
    let zone = office.unwrap_or(TimeZone::UTC);
    let envelope = Envelope { t: T(lang), to: email, product: "Habeas", origin: &house.origin, zone: &zone, opener: None };
    let host = house.origin.split_once("://").map_or("localhost", |(_, host)| host);
    let mail = outgoing(topic, once, None, write(&envelope), host.split(':').next().unwrap_or(host), now);
    Ok(outbox::queue(conn, &house.vault, &mail, now).await?)
}

/// How many urgent cases of an hour are told one by one.
const ESCALATIONS_AN_HOUR: i64 = 5;

/// Tells those who work on reports of this product of a report that cannot wait. Nothing of the report stands in the mail.
///
/// # Errors
/// The store's.
pub async fn escalate(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<(), DeskError> {
    let due = ticket.cached.review_due_at.unwrap_or(now);
    let page = page_of(house, ticket);
    let since = now.saturating_sub(SignedDuration::from_hours(1)).unwrap_or(now);
    let many = staff::count_failure(conn, &house.vault.hash("throttle escalation", "all"), now, since).await? > ESCALATIONS_AN_HOUR;
    let hour = now.as_second() / 3600;
    for member in staff::all(conn, &house.vault)
        .await?
        .into_iter()
        .filter(|member| member.active && member.can(Capability::WorkReports) && member.sees(&ticket.product))
    {
        let to = to_member(house, ticket, &member);
        // One mail for each case; from the sixth within an hour on, one for all of that hour: a flood must not fill their mailboxes.
        let once = if many { format!("escalated:hour:{hour}:{}", member.id) } else { format!("escalated:{}:{}", ticket.id, member.id) };
        send(house, conn, &to, Topic::Alert, once, now, None, |env| {
            letter::alert(env, &notice(ticket, Alarm::Urgent, ClockName::Review, due, &page))
        })
        .await?;
    }
    Ok(())
}
