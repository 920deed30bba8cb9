//! What is written where a guardian acts: to the child, to the young person, to the guardians, and to who told of a child.

use jiff::Timestamp;

use super::{To, send, zone_of};
use crate::desk::{DeskError, intake};
use crate::house::House;
use crate::mail::{Topic, letter};
use crate::store::Conn;
use crate::store::account::Account;
use crate::store::ticket::Ticket;

/// To the child that a guardian's ticket is about, or to another guardian of it: in the ticket's language, at this address.
fn about(house: &House, ticket: &Ticket, email: &str) -> To {
    To { email: email.to_owned(), to_owner: false, ..To::requester(house, ticket) }
}

/// A code for a guardian, to the address of the child's account. `name` is what the guardian calls themselves.
///
/// # Errors
/// The store's.
#[expect(clippy::too_many_arguments, reason = "one mail with all that belongs to it")]
pub async fn child_code(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    email: &str,
    name: &str,
    digits: &str,
    secret: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    // A name, and no message: what could be a link or an address, or is too long for a name, is left out.
    let host = |name: &str| name.as_bytes().windows(2).any(|pair| pair[0] == b'.' && pair[1].is_ascii_alphanumeric());
    let odd = |name: &str| name.chars().count() > 40 || name.contains(['/', '@', ':']) || host(name);
    let name = if odd(name) { "" } else { name };
    let once = format!("child_code:{}", crate::random::id(now));
    let to = about(house, ticket, email);
    send(house, conn, &to, Topic::ChildCode, once, now, None, |env| letter::child_code(env, name, digits, secret)).await.map(drop)
}

/// Tells a child that a guardian acts. `kind`: what was asked for; `None`: the authority was confirmed.
///
/// # Errors
/// The store's.
pub async fn child_told(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    email: &str,
    kind: Option<domain::Kind>,
    now: Timestamp,
) -> Result<(), DeskError> {
    let once = format!("child_told:{}", ticket.id);
    let to = about(house, ticket, email);
    send(house, conn, &to, Topic::ChildTold, once, now, None, |env| letter::child_told(env, kind)).await.map(drop)
}

/// Tells another guardian of the same child. `authority` is theirs: one mail for each.
///
/// # Errors
/// The store's.
pub async fn other_guardian(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    other: &Account,
    authority: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    let once = format!("other_guardian:{}:{authority}", ticket.id);
    // In their own language and zone: those of who asked would tell who that is.
    let to = To { lang: other.lang, zone: zone_of(house, ticket, other.zone.as_deref()), ..about(house, ticket, &other.person.email) };
    send(house, conn, &to, Topic::OtherGuardian, once, now, None, |env| letter::other_guardian(env, &ticket.reference, ticket.kind))
        .await
        .map(drop)
}

/// Asks the young person whether a guardian's request goes on.
///
/// # Errors
/// The store's.
pub async fn handover(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    email: &str,
    until: Timestamp,
    secret: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    let once = format!("handover:{}", crate::random::id(now));
    let to = about(house, ticket, email);
    send(house, conn, &to, Topic::Handover, once, now, None, |env| letter::handover(env, ticket.kind, until, secret)).await.map(drop)
}

/// Tells the guardian that the young person decides now.
///
/// # Errors
/// The store's.
pub async fn handover_told(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<(), DeskError> {
    let once = format!("handover_told:{}", ticket.id);
    let to = To::requester(house, ticket);
    send(house, conn, &to, Topic::HandoverTold, once, now, None, |env| letter::handover_told(env, &ticket.reference)).await.map(drop)
}

/// Asks a child whether it agrees to a consent, where the law wants both.
///
/// # Errors
/// The store's.
pub async fn consent_ask(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    email: &str,
    secret: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    let once = format!("consent_ask:{}", crate::random::id(now));
    let to = about(house, ticket, email);
    send(house, conn, &to, Topic::ConsentAsk, once, now, None, |env| letter::consent_ask(env, secret)).await.map(drop)
}

/// The receipt of a consent, to the guardian whose case `ticket` is.
///
/// # Errors
/// The store's.
pub async fn consent_receipt(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    consent: &crate::store::consent::Consent,
    now: Timestamp,
) -> Result<(), DeskError> {
    let once = format!("consent:{}", consent.id);
    let to = To::requester(house, ticket);
    let scope: Vec<String> = consent.scope.split_whitespace().map(str::to_owned).collect();
    send(house, conn, &to, Topic::Consent, once, now, None, |env| {
        letter::consent_receipt(env, &consent.reference, &scope, &consent.rule, consent.ends_at)
    })
    .await
    .map(drop)
}

/// Tells who told of a child that it was looked at: nothing of the account, nor of what was decided. The address was never proved,
/// so that it gets this one mail alone, and none when it is flooded.
///
/// # Errors
/// The store's.
pub async fn notice_done(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<(), DeskError> {
    let email = ticket.subject.email.clone();
    if email.is_empty() || !intake::may_write_to(house, conn, &email, now).await? {
        return Ok(());
    }
    let once = format!("notice:{}", ticket.id);
    let to = To::requester(house, ticket);
    send(house, conn, &to, Topic::Decision, once, now, None, |env| letter::notice_done(env, &ticket.reference)).await.map(drop)
}
