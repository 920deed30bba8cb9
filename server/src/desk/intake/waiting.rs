//! The page on which a code is awaited, and sending another.

use jiff::Timestamp;

use crate::desk::code::{self, CODES_SPAN, MOST_CODES};
use crate::desk::{DeskError, lookup, post};
use crate::house::House;
use crate::mail::Topic;
use crate::store::codes;
use crate::store::{Conn, outbox, report, ticket};

/// What the code page shows to the browser that holds this cookie.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// `prove`, `open` or `download`.
    pub purpose: String,
    /// The report's reference: it is shown without proof.
    pub report: Option<String>,
    /// Until when the code works.
    pub expires_at: Timestamp,
    /// How many tries are left.
    pub tries_left: i64,
    /// From when on another code may be sent; `None`: now.
    pub resend_at: Option<Timestamp>,
    /// How the newest code of a request went. Told of a request that this browser has just made, and of nothing that was looked for.
    pub delivery: Delivery,
}

/// How the mail with a code went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Delivery {
    /// It left, or is about to.
    #[default]
    Fine,
    /// There is no such mailbox, or none that we can write to.
    Refused,
    /// The mail server does not answer: it leaves as soon as that does.
    Waits,
    /// The mail server did not answer until the code's time was over.
    Late,
}

/// What the code page shows.
///
/// # Errors
/// [`DeskError::NotFound`] when this browser waits for no code.
pub async fn waiting(house: &House, holder: &str) -> Result<Waiting, DeskError> {
    let mut conn = house.store.read().await?;
    let holder = code::cookie_hash(house, holder);
    let code = codes::by_holder(&mut conn, &holder).await?.ok_or(DeskError::NotFound)?;
    let report = match code.report_id.as_deref().filter(|_| code.purpose == "prove") {
        Some(id) => report::by_id(&mut conn, &house.vault, id).await?.map(|report| report.reference),
        None => None,
    };
    let delivery = match code.ticket_id.as_deref().filter(|_| code.purpose == "prove" && code.report_id.is_none()) {
        Some(ticket) => outbox::of_ticket(&mut conn, ticket).await?.iter().rfind(|mail| mail.kind == Topic::Code.code()).map_or(
            Delivery::Fine,
            |mail| match (mail.state.as_str(), mail.last_error.as_deref()) {
                ("failed", Some(outbox::OVER)) => Delivery::Late,
                ("failed", _) => Delivery::Refused,
                ("queued", Some(_)) => Delivery::Waits,
                _ => Delivery::Fine,
            },
        ),
        None => Delivery::Fine,
    };
    // Whether somebody else has used the code of a reference is not told to who waits for it: of an invented one nobody does.
    let over = (code.used_at.is_some() && code.purpose != "open") || code.expires_at <= house.now();
    Ok(Waiting {
        report,
        expires_at: code.expires_at,
        tries_left: if over { 0 } else { (code::TRIES - code.tries).max(0) },
        resend_at: resend_at(&mut conn, &holder, house.now()).await?,
        delivery,
        purpose: code.purpose,
    })
}

/// From when on this browser may be sent another code; `None`: now.
async fn resend_at(conn: &mut Conn, holder: &[u8], now: Timestamp) -> Result<Option<Timestamp>, DeskError> {
    let full = codes::made_at(conn, holder, MOST_CODES).await?;
    Ok(full.and_then(|first| first.checked_add(CODES_SPAN).ok()).filter(|until| *until > now))
}

/// Sends another code to the same address, for the same purpose.
///
/// # Errors
/// [`DeskError::NotFound`] when this browser waits for no code; [`DeskError::TooMany`].
pub async fn resend(house: &House, holder: &str) -> Result<(), DeskError> {
    let now = house.now();
    let (inner, holder) = (house.clone(), code::cookie_hash(house, holder));
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let house = &inner;
                let last = codes::by_holder(conn, &holder).await?.ok_or(DeskError::NotFound)?;
                if let Some(until) = resend_at(conn, &holder, now).await? {
                    return Err(DeskError::TooMany(until));
                }
                if last.code_hash.is_none() {
                    return Ok(()); // It has not even left yet: the job is about to send it.
                }
                if last.purpose == "open" {
                    // Who looks for a request may be a stranger: the same is done whether there is one, and a job finds out.
                    return lookup::again(house, conn, last, now).await;
                }
                let id = last.ticket_id.as_deref().ok_or(DeskError::NotFound)?;
                let ticket = ticket::by_id(conn, &house.vault, id).await?.ok_or(DeskError::NotFound)?;
                let to = match last.report_id.as_deref() {
                    Some(report) => {
                        let report = report::by_id(conn, &house.vault, report).await?.ok_or(DeskError::NotFound)?;
                        post::To::reporter(house, &ticket, &report).ok_or(DeskError::NotFound)?
                    }
                    None => post::To::requester(house, &ticket),
                };
                if !super::may_write_to(house, conn, to.address(), now).await? {
                    return Ok(()); // The one that left last still works.
                }
                let fresh = code::make(house, conn, &last.purpose, id, last.report_id.as_deref(), &holder, now).await?;
                post::code(house, conn, &to, &fresh, &last.purpose, now).await
            })
        })
        .await?;
    house.rouse();
    Ok(())
}
