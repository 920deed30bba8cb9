//! Keeps a ticket's clocks: reads its history, asks the domain, and caches what it said.

use std::sync::Arc;

use domain::clock::{Evaluation, History, Standing, evaluate};
use domain::{Act, Kind, State};
use jiff::{SignedDuration, Timestamp};

use super::{DeskError, alert};
use crate::house::House;
use crate::rules::RuleSet;
use crate::store::report::Report;
use crate::store::stand::Stand;
use crate::store::ticket::{Cached, Ticket};
use crate::store::{Conn, fact, pause};

/// What happened to the present cycle of a ticket, as far as its clocks care.
///
/// # Errors
/// The database's.
pub async fn history(conn: &mut Conn, ticket: &Ticket) -> Result<History, DeskError> {
    let mut history = begun(&Beginning::of(ticket));
    history.pauses = pause::list(conn, &ticket.id, ticket.cycle).await?;
    fact::fold(conn, &ticket.id, ticket.cycle, &mut history).await?;
    Ok(history)
}

/// What a cycle begins and ends with.
#[derive(Debug, Clone, Copy)]
pub struct Beginning {
    /// What the ticket is about.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Which cycle.
    pub cycle: i64,
    /// When the cycle began.
    pub cycle_started_at: Timestamp,
    /// When the e-mail was proved.
    pub proved_at: Option<Timestamp>,
    /// Whether that was in time.
    pub proof_in_time: bool,
    /// When the cycle ended.
    pub stopped_at: Option<Timestamp>,
}

impl Beginning {
    /// Of a ticket's present cycle.
    #[must_use]
    pub const fn of(ticket: &Ticket) -> Self {
        Self {
            kind: ticket.kind,
            state: ticket.state,
            cycle: ticket.cycle,
            cycle_started_at: ticket.cycle_started_at,
            proved_at: ticket.proved_at,
            proof_in_time: ticket.proof_in_time,
            stopped_at: ticket.stopped_at,
        }
    }

    /// Of a ticket that was read in bulk.
    #[must_use]
    pub const fn of_stand(stand: &Stand) -> Self {
        Self {
            kind: stand.kind,
            state: stand.state,
            cycle: stand.cycle,
            cycle_started_at: stand.cycle_started_at,
            proved_at: stand.proved_at,
            proof_in_time: stand.proof_in_time,
            stopped_at: stand.stopped_at,
        }
    }
}

/// A cycle's history before its pauses and facts.
#[must_use]
pub fn begun(from: &Beginning) -> History {
    // A later cycle starts with its own receipt (an appeal, a reopening) and a report with its own: neither needs a proof. The letter
    // of receipt is queued with the proof; those two are confirmed where they are made.
    let whole = from.cycle > 1 || from.kind.is_decided();
    let proved_at = if whole { Some(from.cycle_started_at) } else { from.proved_at };
    History {
        received_at: from.cycle_started_at,
        proved_at,
        proof_in_time: whole || from.proof_in_time,
        stopped_at: from.stopped_at,
        acknowledged_at: proved_at,
        cancelled: matches!(from.state, State::Duplicate),
        ..History::default()
    }
}

/// The whole history of a ticket that was read in bulk.
#[must_use]
pub fn history_of(stand: &Stand) -> History {
    let begun = begun(&Beginning::of_stand(stand));
    let pauses = stand.pauses.clone();
    match &stand.facts {
        None => History { pauses, ..begun },
        Some(facts) => History {
            pauses,
            manual_due: facts.manual_due,
            promised_due: facts.promised_due,
            extension: facts.extension,
            carried: facts.carried.clone(),
            ..begun
        },
    }
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
    let alert_at = ticket.cached.alert_at;
    Cached { alert_at, ..cached(all, ticket.stopped_at.is_none(), ticket.urgent, ticket.received_at) }
}

/// The same from the facts that it depends on: whether the ticket is open and urgent, and when it was received.
#[must_use]
pub fn cached(all: &Evaluation, open: bool, urgent: bool, received_at: Timestamp) -> Cached {
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
        sort_at: if urgent { received_at.saturating_sub(URGENT).unwrap_or(received_at) } else { all.sort_at },
        at_risk_at: governor.and_then(|clock| clock.amber_at),
        breach_at: governor.map(|clock| clock.due),
        paused_until: paused_until.filter(|_| open),
        // This is no clock's: see [`alert::next_at`].
        alert_at: None,
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
