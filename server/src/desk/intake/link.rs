//! What the page behind a mail's link says before its button is pressed.

use domain::{Kind, State};
use jiff::Timestamp;

use crate::desk::{DeskError, code};
use crate::house::House;
use crate::store::{report, ticket};

/// What a link is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkAbout {
    /// What pressing the button does: `prove`, `open` or `download`.
    pub purpose: &'static str,
    /// When it was confirmed by this link in another browser (UTC); `None`: there is still a button to press.
    pub done_at: Option<Timestamp>,
    /// Whether it is about a report.
    pub is_report: bool,
    /// The product's slug.
    pub product: String,
    /// The kind of the request, or of the case.
    pub kind: Kind,
    /// When the request or the report came (UTC).
    pub asked_at: Timestamp,
}

/// What a link is about, while it can be used, in the browser with these cookies of codes. Looking uses nothing up. A link that opens a
/// request which nobody has confirmed yet confirms it: the page says so.
///
/// # Errors
/// [`DeskError::NotFound`] when it is too old or never was, or was used in another browser and confirms nothing; the store's.
pub async fn link(house: &House, secret: &str, holders: &[&str]) -> Result<LinkAbout, DeskError> {
    let mut conn = house.store.read().await?;
    let code = code::live_link(house, &mut conn, secret, house.now()).await?;
    let done_at = code.used_at.filter(|_| !code::is_of(&code, &super::enter::hashes(house, holders)));
    if done_at.is_some() && code.purpose != "prove" {
        return Err(DeskError::NotFound);
    }
    let id = code.ticket_id.as_deref().ok_or(DeskError::NotFound)?;
    let ticket = ticket::by_id(&mut conn, &house.vault, id).await?.ok_or(DeskError::NotFound)?;
    let report = match code.report_id.as_deref() {
        Some(id) => Some(report::by_id(&mut conn, &house.vault, id).await?.ok_or(DeskError::NotFound)?),
        None => None,
    };
    let unproved = report.is_none() && ticket.state == State::IdentityUnverified;
    Ok(LinkAbout {
        purpose: match code.purpose.as_str() {
            "download" => "download",
            "prove" => "prove",
            _ if unproved => "prove",
            _ => "open",
        },
        is_report: report.is_some(),
        done_at,
        asked_at: report.as_ref().map_or(ticket.received_at, |report| report.received_at),
        kind: ticket.kind,
        product: ticket.product,
    })
}
