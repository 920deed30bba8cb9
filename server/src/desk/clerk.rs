//! The clerk saves a ticket with its events: every change goes through here, inside the transaction.

use domain::State;
use jiff::Timestamp;
use serde_json::Value;

use super::{DeskError, reckon};
use crate::house::House;
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, event};

/// The events that change nothing an agent decides by: they do not make a page outdated.
const SILENT: [&str; 15] = [
    "viewed",
    "child_told",
    "nobody_told",
    "other_guardian_told",
    "opened",
    "code_sent",
    "reminded",
    "delay_told",
    "alert_fired",
    "alert_superseded",
    "breach_reason_given",
    "package_downloaded",
    "file_destroyed",
    "note_added",
    // What it does was shown when its letter was sent; that it came too late is not silent.
    "extended",
];

/// Evaluates the clocks, saves the ticket and appends the event.
///
/// # Errors
/// The store's; [`DeskError::Changed`] when another transaction saved first.
pub async fn save(
    house: &House,
    conn: &mut Conn,
    ticket: &mut Ticket,
    now: Timestamp,
    actor: &str,
    kind: &str,
    data: Value,
) -> Result<(), DeskError> {
    reckon::keep(house, conn, ticket, now).await?;
    if !ticket::save(conn, ticket).await? {
        return Err(DeskError::Changed(Vec::new()));
    }
    note(conn, &ticket.id, now, actor, kind, data).await
}

/// Appends an event to a ticket's chain.
///
/// # Errors
/// The store's.
pub async fn note(conn: &mut Conn, ticket: &str, now: Timestamp, actor: &str, kind: &str, data: Value) -> Result<(), DeskError> {
    Ok(event::append(conn, &event::ticket_stream(ticket), now, actor, kind, &data).await?)
}

/// Refuses an act whose page is outdated: something was done to the ticket since the event that the page had seen last.
///
/// # Errors
/// [`DeskError::Changed`] with what was done.
pub async fn expect(conn: &mut Conn, ticket: &str, seen: i64) -> Result<(), DeskError> {
    let all = event::list(conn, &event::ticket_stream(ticket)).await?;
    // No page has seen what has not happened: such a number is none of ours, and has seen nothing.
    let invented = seen < 0 || all.last().is_none_or(|last| seen > last.seq);
    let unseen = |event: &event::Event| invented || event.seq > seen;
    let since: Vec<_> = all.into_iter().filter(|event| unseen(event) && !SILENT.contains(&event.kind.as_str())).collect();
    if since.is_empty() && !invented { Ok(()) } else { Err(DeskError::Changed(since)) }
}

/// The ticket, held until the transaction ends.
///
/// # Errors
/// [`DeskError::NotFound`], or the store's.
pub async fn hold(house: &House, conn: &mut Conn, id: &str) -> Result<Ticket, DeskError> {
    ticket::lock(conn, &house.vault, id).await?.ok_or(DeskError::NotFound)
}

/// The facts about a closing that belong into its event: codes and moments alone.
#[must_use]
pub fn closing(ticket: &Ticket, state: State) -> Value {
    serde_json::json!({
        "state": state.code(),
        "cycle": ticket.cycle,
        "promise_due": ticket.cached.promise_due_at.map(|at| at.to_string()),
        "law_due": ticket.cached.law_due_at.map(|at| at.to_string()),
        "review_due": ticket.cached.review_due_at.map(|at| at.to_string()),
    })
}
