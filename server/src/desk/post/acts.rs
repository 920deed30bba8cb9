//! What is written when an act moves a clock or joins requests.

use jiff::Timestamp;

use super::{To, send_with_link};
use crate::desk::{DeskError, reckon};
use crate::house::House;
use crate::mail::{Topic, letter};
use crate::store::Conn;
use crate::store::report::Report;
use crate::store::ticket::Ticket;

pub use crate::mail::letter::Extension;

/// The notice of an extension, to whoever asked (of a child's request its guardian); answers the mail's identifier.
///
/// # Errors
/// The store's.
pub async fn extension(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    notice: &Extension<'_>,
    now: Timestamp,
) -> Result<String, DeskError> {
    let to = To::requester(house, ticket);
    let once = format!("extension:{}", crate::random::id(now));
    let regulator = domain::regulator::of(ticket.country.as_deref());
    send_with_link(house, conn, &to, Topic::Extension, once, now, |env| letter::extension(env, &ticket.reference, notice, regulator)).await
}

/// Several requests were joined: one letter for all of them.
///
/// # Errors
/// The store's.
pub async fn merged(house: &House, conn: &mut Conn, first: &Ticket, others: &[String], now: Timestamp) -> Result<(), DeskError> {
    let to = To::requester(house, first);
    let dues = dues(house, conn, first, now).await?;
    let once = format!("merged:{}", crate::random::id(now));
    send_with_link(house, conn, &to, Topic::Joined, once, now, |env| letter::merged(env, &first.reference, first.kind, others, &dues))
        .await
        .map(drop)
}

/// A request was taken up again; answers the mail's identifier.
///
/// # Errors
/// The store's.
pub async fn reopened(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    new: bool,
    words: &str,
    now: Timestamp,
) -> Result<String, DeskError> {
    let to = To::requester(house, ticket);
    let dues = dues(house, conn, ticket, now).await?;
    let once = format!("reopened:{}", crate::random::id(now));
    send_with_link(house, conn, &to, Topic::Reopened, once, now, |env| letter::reopened(env, &ticket.reference, new, &dues, words)).await
}

/// A case was taken up again, to one of its reporters.
///
/// # Errors
/// The store's.
pub async fn case_reopened(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    report: &Report,
    words: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    let Some(to) = To::reporter(house, ticket, report) else { return Ok(()) };
    let once = format!("reopened:{}", crate::random::id(now));
    send_with_link(house, conn, &to, Topic::Reopened, once, now, |env| letter::case_reopened(env, &report.reference, words)).await.map(drop)
}

async fn dues(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    now: Timestamp,
) -> Result<Vec<(domain::clock::ClockName, Timestamp)>, DeskError> {
    Ok(reckon::evaluation(house, conn, ticket, now, false).await?.clocks().map(|clock| (clock.name, clock.due)).collect())
}
