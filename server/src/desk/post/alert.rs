//! What is written to staff when a clock comes near its due, or is past it.

use domain::Lang;
use domain::alert::Threshold;
use domain::clock::ClockName;
use domain::pack::Point;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{To, send};
use crate::desk::DeskError;
use crate::house::House;
use crate::mail::Topic;
use crate::mail::letter::{self, Alarm, Asked, Notice};
use crate::store::staff::{self, Staff};
use crate::store::ticket::Ticket;
use crate::store::{Conn, staff_notice};

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

/// For how long after a mail about a ticket what follows waits, so that it is told together: whoever makes many tickets, or lets many
/// become late, does not fill mailboxes.
pub const TOGETHER: SignedDuration = SignedDuration::from_mins(60);
/// How many single mails who is on call gets within that time. They are called for each; a flood of a stranger's making is told together.
const MOST_CALLS: i64 = 10;
/// How many tickets one mail names.
const MOST_NAMED: i64 = 100;

/// What a member of staff is told about a ticket, and why.
pub(super) struct Call<'a> {
    pub(super) ticket: &'a Ticket,
    pub(super) member: &'a Staff,
    pub(super) alarm: Alarm,
    pub(super) clock: ClockName,
    pub(super) due: Timestamp,
    /// The same for the same mail, whoever asks for it again.
    pub(super) once: String,
    /// The alert that it is, if it is one.
    pub(super) alert: Option<&'a str>,
    /// Whether they are told because they are on call: then it does not wait for others.
    pub(super) on_call: bool,
}

/// Writes to a member of staff about a ticket; returns the mail's identifier. If they were written to within the hour about something as
/// grave, it waits, and is told with all that comes meanwhile: then there is no mail yet. Who is on call is called at once.
pub(super) async fn call(house: &House, conn: &mut Conn, about: Call<'_>, now: Timestamp) -> Result<Option<String>, DeskError> {
    let Call { ticket, member, alarm, clock, due, once, alert, on_call } = about;
    // Two that write to the same person at once follow one another.
    conn.hold(&format!("mails:{}", member.id)).await?;
    let told = staff_notice::told_since(conn, &member.id, now.saturating_sub(TOGETHER).unwrap_or(now)).await?;
    let gravest = told.iter().filter_map(|code| Alarm::from_code(code)).max();
    let wait = match gravest {
        // What is graver than all that was told waits for nothing.
        Some(told) => alarm <= told,
        None => staff_notice::count_waiting(conn, &member.id).await? > 0,
    };
    let new = staff_notice::Notice { staff: &member.id, ticket: &ticket.id, alarm: alarm.code(), alert };
    let since = now.saturating_sub(TOGETHER).unwrap_or(now);
    let wait = wait && !(on_call && staff_notice::singles_since(conn, &member.id, since, MOST_CALLS).await? < MOST_CALLS);
    staff_notice::insert(conn, &new, !wait, now).await?;
    if wait {
        return Ok(None);
    }
    let (page, to) = (page_of(house, ticket), to_member(house, ticket, member));
    let about = notice(ticket, alarm, clock, due, &page);
    send(house, conn, &to, Topic::Alert, once, now, None, |env| letter::alert(env, &about)).await.map(Some)
}

/// Writes one mail about all that waits for a member of staff; returns whether there was anything to write.
///
/// # Errors
/// The store's.
pub async fn together(house: &House, conn: &mut Conn, id: &str, now: Timestamp) -> Result<bool, DeskError> {
    conn.hold(&format!("mails:{id}")).await?;
    if !staff_notice::told_since(conn, id, now.saturating_sub(TOGETHER).unwrap_or(now)).await?.is_empty() {
        // Another instance was quicker, or something graver was told meanwhile.
        return Ok(false);
    }
    let Some(member) = staff::by_id(conn, &house.vault, id).await? else {
        staff_notice::drop_waiting(conn, id, true).await?;
        return Ok(false);
    };
    staff_notice::drop_waiting(conn, id, false).await?;
    let (lines, count) = (staff_notice::waiting(conn, id, MOST_NAMED).await?, staff_notice::count_waiting(conn, id).await?);
    // What they may see no longer is not told, and waits for nobody either.
    let lines: Vec<(String, Alarm)> = lines
        .into_iter()
        .filter(|line| member.sees(&line.product))
        .filter_map(|line| Some((line.reference, Alarm::from_code(&line.alarm)?)))
        .collect();
    if lines.is_empty() {
        staff_notice::drop_waiting(conn, id, true).await?;
        return Ok(false);
    }
    let (page, more) = (format!("{}/staff/queue", house.origin), count - MOST_NAMED);
    let once = format!("together:{id}:{}", now.as_millisecond());
    let lang = member.lang.unwrap_or(Lang::En);
    let write = |env: &letter::Envelope<'_>| letter::alerts(env, &lines, more.max(0), &page);
    let mail = super::staff(house, conn, &member.person.email, lang, Topic::Alert, once, now, write).await?;
    staff_notice::set_told(conn, id, &mail, now).await?;
    Ok(true)
}

/// Tells a member of staff of a threshold, which is this alert; returns the mail's identifier, unless it waits to be told with others.
/// Once for each ticket, cycle, clock, threshold and member, whoever asks for it again.
///
/// # Errors
/// The store's.
pub async fn alert(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    (member, on_call): (&Staff, bool),
    (threshold, alert): (&Threshold, &str),
    due: Timestamp,
    now: Timestamp,
) -> Result<Option<String>, DeskError> {
    let alarm = match threshold.point {
        Point::Unclaimed => Alarm::Unclaimed,
        Point::Elapsed => Alarm::Elapsed,
        Point::Amber => Alarm::Amber,
        Point::Red => Alarm::Red,
        Point::Breach => Alarm::Breached,
    };
    let clock = threshold.clock;
    let once = format!("alert:{}:{}:{}:{}:{}", ticket.id, ticket.cycle, clock.code(), threshold.code(), member.id);
    call(house, conn, Call { ticket, member, alarm, clock, due, once, alert: Some(alert), on_call }, now).await
}
