//! Keeps a ticket's clocks: reads its history, asks the domain, and caches what it said.

use std::sync::Arc;

use domain::clock::{Evaluation, History, Standing, evaluate};
use domain::{Act, State};
use jiff::{SignedDuration, Timestamp};

use super::{DeskError, alert};
use crate::house::House;
use crate::rules::RuleSet;
use crate::store::report::Report;
use crate::store::ticket::{Cached, Ticket};
use crate::store::{Conn, fact, pause};

/// What happened to the present cycle of a ticket, as far as its clocks care.
///
/// # Errors
/// The database's.
pub async fn history(conn: &mut Conn, ticket: &Ticket) -> Result<History, DeskError> {
    // A later cycle starts with its own receipt (an appeal), and needs no proof: the session was one.
    let later = ticket.cycle > 1;
    let report = ticket.kind.is_decided();
    let mut history = History {
        received_at: ticket.cycle_started_at,
        proved_at: if later || report { Some(ticket.cycle_started_at) } else { ticket.proved_at },
        proof_in_time: later || report || ticket.proof_in_time,
        pauses: pause::list(conn, &ticket.id, ticket.cycle).await?,
        stopped_at: ticket.stopped_at,
        // The letter of receipt is queued with the proof; a later cycle, and a report, are confirmed where they are made.
        acknowledged_at: if later || report { Some(ticket.cycle_started_at) } else { ticket.proved_at },
        cancelled: ticket.state == State::Duplicate,
        ..History::default()
    };
    fact::fold(conn, &ticket.id, ticket.cycle, &mut history).await?;
    Ok(history)
}

/// The rules that a ticket's clocks keep: those that it was computed with; of a new one the present ones.
///
/// # Errors
/// When its product or its rules are gone.
pub async fn rules(house: &House, conn: &mut Conn, ticket: &Ticket) -> Result<Arc<RuleSet>, DeskError> {
    match &ticket.rules {
        Some(id) => Ok(house.rulebook.get(conn, id).await?),
        None => house.rulebook.current(&ticket.product).ok_or(DeskError::NotFound),
    }
}

/// Evaluates a ticket's clocks at a moment.
///
/// # Errors
/// When its product is gone, or a calendar has no open day.
pub async fn evaluation(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp, explain: bool) -> Result<Evaluation, DeskError> {
    let set = rules(house, conn, ticket).await?;
    Ok(evaluate(&history(conn, ticket).await?, &set.rules(ticket.kind, ticket.country.as_deref(), explain), now)?)
}

/// The clock that a reporter is shown: their own report's. The case's is the first one's, and would tell that there was one; it is
/// never due later, so that what is shown is kept.
///
/// # Errors
/// As [`evaluation`].
pub async fn for_report(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    report: &Report,
    now: Timestamp,
    explain: bool,
) -> Result<Evaluation, DeskError> {
    let set = rules(house, conn, ticket).await?;
    let history = History { stopped_at: ticket.stopped_at, ..History::received(report.received_at) };
    Ok(evaluate(&history, &set.rules(ticket.kind, None, explain), now)?)
}

/// Evaluates the clocks and keeps the result in the ticket, for the queue's order and filters.
///
/// # Errors
/// As [`evaluation`].
pub async fn keep(house: &House, conn: &mut Conn, ticket: &mut Ticket, now: Timestamp) -> Result<(), DeskError> {
    let set = rules(house, conn, ticket).await?;
    let history = history(conn, ticket).await?;
    let all = evaluate(&history, &set.rules(ticket.kind, ticket.country.as_deref(), false), now)?;
    let alert_at = alert::next_at(house, conn, ticket, &history, &all).await?;
    keep_as(ticket, &set, all, now);
    ticket.cached.alert_at = alert_at;
    Ok(())
}

/// Keeps an evaluation of this moment in the ticket. The job looks at once which alert is next.
pub fn keep_as(ticket: &mut Ticket, set: &RuleSet, all: Evaluation, now: Timestamp) {
    ticket.cached = cache(&all, ticket);
    ticket.calendar_version = all.calendar_version;
    ticket.rules = Some(set.id.clone());
    ticket.reckoned_at = Some(now);
    ticket.cached.alert_at = ticket.state.on_queue().then_some(now);
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
        // This is no clock's: see [`alert::next_at`].
        alert_at: ticket.cached.alert_at,
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
