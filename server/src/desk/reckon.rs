//! Keeps a ticket's clocks: reads its history, asks the domain, and caches what it said.

use domain::Act;
use domain::clock::{Evaluation, History, Standing, evaluate};
use jiff::{SignedDuration, Timestamp};

use super::DeskError;
use crate::house::House;
use crate::store::report::Report;
use crate::store::ticket::{Cached, Ticket};
use crate::store::{Conn, pause};

/// What happened to the present cycle of a ticket, as far as its clocks care.
///
/// # Errors
/// The database's.
pub async fn history(conn: &mut Conn, ticket: &Ticket) -> Result<History, DeskError> {
    // A later cycle starts with its own receipt (an appeal), and needs no proof: the session was one.
    let later = ticket.cycle > 1;
    let report = ticket.kind.is_decided();
    Ok(History {
        received_at: ticket.cycle_started_at,
        proved_at: if later || report { Some(ticket.cycle_started_at) } else { ticket.proved_at },
        proof_in_time: later || report || ticket.proof_in_time,
        pauses: pause::list(conn, &ticket.id, ticket.cycle).await?,
        stopped_at: ticket.stopped_at,
        ..History::default()
    })
}

/// Evaluates a ticket's clocks at a moment.
///
/// # Errors
/// When its product is gone, or a calendar has no open day.
pub async fn evaluation(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp, explain: bool) -> Result<Evaluation, DeskError> {
    let product = house.products.get(&ticket.product).ok_or(DeskError::NotFound)?;
    let rules = house.products.rules(product, ticket.kind, ticket.country.as_deref(), explain);
    Ok(evaluate(&history(conn, ticket).await?, &rules, now)?)
}

/// The clock that a reporter is shown: their own report's. The case's is the first one's, and would tell that there was one; it is
/// never due later, so that what is shown is kept.
///
/// # Errors
/// As [`evaluation`].
pub fn for_report(house: &House, ticket: &Ticket, report: &Report, now: Timestamp, explain: bool) -> Result<Evaluation, DeskError> {
    let product = house.products.get(&ticket.product).ok_or(DeskError::NotFound)?;
    let rules = house.products.rules(product, ticket.kind, None, explain);
    let history = History { stopped_at: ticket.stopped_at, ..History::received(report.received_at) };
    Ok(evaluate(&history, &rules, now)?)
}

/// Evaluates the clocks and keeps the result in the ticket, for the queue's order and filters.
///
/// # Errors
/// As [`evaluation`].
pub async fn keep(house: &House, conn: &mut Conn, ticket: &mut Ticket, now: Timestamp) -> Result<(), DeskError> {
    let all = evaluation(house, conn, ticket, now, false).await?;
    ticket.cached = cache(&all, ticket);
    ticket.calendar_version = all.calendar_version;
    Ok(())
}

/// How far before everything else an urgent case stands in the queue: a century.
const URGENT: SignedDuration = SignedDuration::from_hours(100 * 365 * 24);

/// What is kept of an evaluation.
#[must_use]
pub fn cache(all: &Evaluation, ticket: &Ticket) -> Cached {
    let open = ticket.stopped_at.is_none();
    let governor = all.governor().filter(|_| open);
    let paused_until = all
        .clocks()
        .filter_map(|clock| match clock.status {
            Standing::Paused { until } => Some(until),
            _ => None,
        })
        .min();
    Cached {
        promise_due_at: all.promise.as_ref().map(|clock| clock.due),
        law_due_at: all.law.as_ref().map(|clock| clock.due),
        review_due_at: all.review.as_ref().map(|clock| clock.due),
        governing: governor.map(|clock| clock.name.code()),
        // What was escalated the moment it came is the first thing to do, before all that is late already.
        sort_at: if ticket.urgent { ticket.received_at.saturating_sub(URGENT).unwrap_or(ticket.received_at) } else { all.sort_at },
        at_risk_at: governor.and_then(|clock| clock.amber_at),
        breach_at: governor.map(|clock| clock.due),
        paused_until: paused_until.filter(|_| open),
    }
}

/// Moves a ticket to the state that follows an act.
///
/// # Errors
/// [`DeskError::Moved`] when the act cannot follow.
pub fn step(ticket: &mut Ticket, act: Act) -> Result<(), DeskError> {
    ticket.state = ticket.state.after(act, ticket.kind)?;
    Ok(())
}
