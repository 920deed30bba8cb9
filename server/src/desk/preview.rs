//! What an act will do to each clock, before it is done: the fact is taken into a copy of the ticket's history, and the one
//! function that decides says what follows. The acts themselves are refused by the same look ahead.

use std::sync::Arc;

use domain::Act;
use domain::clock::{ClockName, Evaluation, Fact, History, PauseReason, Step, Unmoved, evaluate, governing_of_merged};
use domain::law::Found;
use jiff::{SignedDuration, Timestamp};

use super::{DeskError, Fields, reckon};
use crate::house::House;
use crate::rules::RuleSet;
use crate::store::ticket::Ticket;
use crate::store::{Conn, fact};

/// The farthest due that staff may set by hand: a year from now.
pub const FARTHEST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// What is proposed for one ticket. Joining several is [`merge`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposed {
    /// To ask the requester, and to wait.
    Pause {
        /// Why: it decides which clocks wait.
        reason: PauseReason,
        /// How many days at most, from now.
        days: i64,
    },
    /// To go on: what was waited for is there.
    Resume,
    /// To take the longer limit that the law knows.
    Extend,
    /// To set the promise's due by hand.
    SetDue(Timestamp),
    /// To take the outcome back as our mistake: the same cycle goes on.
    ReopenSame,
    /// To begin another cycle for something new.
    ReopenNew,
    /// To end it without an answer.
    Cancel,
    /// To wait for processors.
    AwaitProcessors,
}

/// What becomes of a ticket.
#[derive(Debug, Clone)]
pub struct Prospect {
    /// As it stands, with what its clocks say now.
    pub before: (Ticket, Evaluation),
    /// As it will stand right after the act: its state, its place in the queue.
    pub ticket: Ticket,
    /// What its clocks will say right after the act.
    pub after: Evaluation,
    /// Of a pause: when it ends by itself, and what its clocks will say then if nobody answers.
    pub later: Option<(Timestamp, Evaluation)>,
}

impl Prospect {
    /// Why this clock will not be moved by the pause that is proposed; `None` when it will, or when none is proposed.
    #[must_use]
    pub fn unmoved(&self, name: ClockName) -> Option<Unmoved> {
        let (_, later) = self.later.as_ref()?;
        let clock = later.clock(name)?;
        let begun = self.ticket.reckoned_at?;
        clock.steps.iter().rev().find_map(|step| match step {
            Step::PauseUnmoved { from, why, .. } if from.at == begun => Some(*why),
            _ => None,
        })
    }

    /// The law's limit as it is now, and as it would be: by the first the notice must have left.
    #[must_use]
    pub fn limits(&self) -> Option<(Timestamp, Timestamp)> {
        Some((self.before.1.law.as_ref()?.due, self.after.law.as_ref()?.due))
    }
}

/// A ticket with everything by which its clocks are evaluated.
#[derive(Debug, Clone)]
pub struct Known {
    /// The ticket.
    pub ticket: Ticket,
    set: Arc<RuleSet>,
    history: History,
}

impl Known {
    /// Reads what a ticket's clocks rest on.
    ///
    /// # Errors
    /// As [`reckon::history`] and [`reckon::rules`].
    pub async fn of(house: &House, conn: &mut Conn, ticket: &Ticket) -> Result<Self, DeskError> {
        Ok(Self { ticket: ticket.clone(), set: reckon::rules(house, conn, ticket).await?, history: reckon::history(conn, ticket).await? })
    }

    /// What its clocks say, as it stands.
    ///
    /// # Errors
    /// The clocks'.
    pub fn now(&self, now: Timestamp) -> Result<Evaluation, DeskError> {
        self.at(&self.history, now)
    }

    fn at(&self, history: &History, now: Timestamp) -> Result<Evaluation, DeskError> {
        Ok(evaluate(history, &self.set.rules(self.ticket.kind, self.ticket.country.as_deref(), true), now)?)
    }

    /// What becomes of it when an act moves its state and these facts are recorded.
    ///
    /// # Errors
    /// [`DeskError::Moved`] when the act cannot follow; the clocks'.
    pub fn take(&self, act: Option<Act>, facts: &[Fact], now: Timestamp) -> Result<Prospect, DeskError> {
        let mut ticket = self.ticket.clone();
        if let Some(act) = act {
            reckon::step(&mut ticket, act)?;
        }
        let mut history = self.history.clone();
        for fact in facts {
            if *fact == Fact::Renewed {
                // The next cycle has a history of its own.
                (history, ticket.cycle, ticket.cycle_started_at) = (History::renewed(now), ticket.cycle + 1, now);
            } else {
                history.take(now, *fact)?;
            }
        }
        ticket.stopped_at = history.stopped_at;
        let after = self.at(&history, now)?;
        reckon::keep_as(&mut ticket, &self.set, after.clone(), now);
        let later = match facts {
            [Fact::Paused { max_end, .. }] => Some((*max_end, self.at(&history, *max_end)?)),
            _ => None,
        };
        Ok(Prospect { before: (self.ticket.clone(), self.now(now)?), ticket, after, later })
    }

    /// Whether the law of its country knows an extension.
    fn may_extend(&self) -> bool {
        let received = self.set.business.date_of(self.history.received_at);
        matches!(
            self.set.law.find(self.ticket.kind, self.ticket.country.as_deref(), received),
            Found::Rule(rule, _) if rule.extension.is_some()
        )
    }
}

/// When a pause that begins now ends by itself.
#[must_use]
pub fn pause_end(now: Timestamp, days: i64) -> Timestamp {
    now.saturating_add(SignedDuration::from_hours(24 * days)).unwrap_or(now)
}

/// What becomes of a ticket by what is proposed.
///
/// # Errors
/// [`DeskError::Moved`] when its state does not allow it; [`DeskError::Invalid`] when its clocks do not: an extension that the law
/// does not know, that is there already or that would come too late, or a due that is over; the clocks' and the store's.
pub async fn of(house: &House, conn: &mut Conn, ticket: &Ticket, proposed: Proposed, now: Timestamp) -> Result<Prospect, DeskError> {
    let known = Known::of(house, conn, ticket).await?;
    match proposed {
        Proposed::Pause { reason, days } => known.take(Some(Act::Ask), &[Fact::Paused { reason, max_end: pause_end(now, days) }], now),
        Proposed::Resume => known.take(Some(Act::Resume), &[Fact::Resumed], now),
        Proposed::Extend => extend(conn, &known, now).await,
        Proposed::SetDue(due) => {
            if due <= now {
                return Err(Fields::one("due", "due_past"));
            }
            if due.duration_since(now) > FARTHEST {
                return Err(Fields::one("due", "due_far"));
            }
            known.take(None, &[Fact::DueSet { due }], now)
        }
        Proposed::ReopenSame => known.take(Some(Act::Reopen), &[Fact::Resurrected], now),
        Proposed::ReopenNew => known.take(Some(Act::Reopen), &[Fact::Renewed], now),
        Proposed::Cancel => known.take(Some(Act::Cancel), &[Fact::Stopped], now),
        Proposed::AwaitProcessors => known.take(Some(Act::AwaitProcessors), &[], now),
    }
}

/// The extension as if its notice left at once, which is the best that it can do.
async fn extend(conn: &mut Conn, known: &Known, now: Timestamp) -> Result<Prospect, DeskError> {
    if !known.may_extend() {
        return Err(Fields::one("", "extend_no_law"));
    }
    // A letter that could not be delivered was no notice: another may be sent.
    let before = fact::notice(conn, &known.ticket.id, known.ticket.cycle).await?;
    if before.is_some_and(|notice| notice.mail.as_deref() != Some("failed")) {
        return Err(Fields::one("", "extend_twice"));
    }
    let prospect = known.take(None, &[Fact::NoticeLeft], now)?;
    match prospect.limits() {
        Some((first, _)) if first < now => Err(Fields::one("", "extend_late")),
        // What was joined to it holds it to an earlier day.
        Some((first, new)) if new <= first => Err(Fields::one("", "extend_nothing")),
        Some(_) => Ok(prospect),
        None => Err(Fields::one("", "extend_no_law")),
    }
}

/// Several requests of one person as they will stand when they are joined.
#[derive(Debug, Clone)]
pub struct Joined {
    /// Which of them goes on, by its place: the one that is due first; of equals the one that came first, from whichever page it
    /// was asked.
    pub first: usize,
    /// What becomes of each, in the order in which they were given.
    pub prospects: Vec<Prospect>,
    /// The earlier dues that the others lend to the one that goes on.
    pub lent: Vec<(ClockName, Timestamp)>,
}

/// What becomes of several requests of one person that are joined.
///
/// # Errors
/// [`DeskError::Moved`] when one of them cannot be joined; [`DeskError::Invalid`] when a clock would be lost; the clocks'.
pub fn merge(tickets: &[Known], now: Timestamp) -> Result<Joined, DeskError> {
    let mut order: Vec<usize> = (0..tickets.len()).collect();
    order.sort_by_key(|at| tickets.get(*at).map(|known| (known.ticket.received_at, known.ticket.id.clone())));
    let evaluated = tickets.iter().map(|known| known.now(now)).collect::<Result<Vec<_>, _>>()?;
    let sorted: Vec<Evaluation> = order.iter().filter_map(|at| evaluated.get(*at).cloned()).collect();
    let first = governing_of_merged(&sorted).and_then(|at| order.get(at).copied()).ok_or(DeskError::NotFound)?;
    let own = evaluated.get(first).ok_or(DeskError::NotFound)?;
    let mut lent = Vec::new();
    let mut prospects = Vec::new();
    for (at, (known, all)) in tickets.iter().zip(&evaluated).enumerate() {
        // Each of them must be one that can be joined, the one that goes on as well.
        let joined = known.take(Some(Act::FindDuplicate), &[Fact::Cancelled], now)?;
        if at != first {
            for clock in all.clocks() {
                match own.clock(clock.name) {
                    None => return Err(Fields::one("others", "merge_clock")),
                    Some(kept) if clock.due < kept.due => lent.push((clock.name, clock.due)),
                    Some(_) => {}
                }
            }
        }
        prospects.push(joined);
    }
    if let (Some(known), Some(place)) = (tickets.get(first), prospects.get_mut(first)) {
        let carried: Vec<Fact> = lent.iter().map(|(clock, due)| Fact::Carried { clock: *clock, due: *due }).collect();
        *place = known.take(None, &carried, now)?;
    }
    Ok(Joined { first, prospects, lent })
}
