//! "How this was computed": every clock of every cycle with its steps, the versions it was computed with, and the events that moved
//! it. One explanation for the command line and for the staff's page; the requester's page tells the same steps in plain words.

use domain::clock::{Evaluation, History, evaluate, to_json, to_text};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::reckon::{Beginning, begun};
use super::{DeskError, reckon};
use crate::house::House;
use crate::store::event::{self, Event};
use crate::store::ticket::Ticket;
use crate::store::{Conn, fact, outcome, pause};

/// The events that move no clock: looking, talking, and who holds the ticket. Everything else is told.
const STILL: [&str; 22] = [
    "viewed",
    "opened",
    "looked",
    "claimed",
    "claim_expired",
    "released",
    "reassigned",
    "note_added",
    "message_sent",
    "message_received",
    "package_added",
    "package_downloaded",
    "file_destroyed",
    "code_sent",
    "in_app_code_made",
    "in_app_code_confirmed",
    "reminded",
    "delay_told",
    "child_told",
    "nobody_told",
    "other_guardian_told",
    "young_link_made",
];

/// One cycle.
#[derive(Debug, Clone)]
pub struct Cycle {
    /// Its number, from 1.
    pub number: i64,
    /// Its clocks, with their steps.
    pub clocks: Evaluation,
}

/// The explanation of a ticket's clocks.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The ticket's reference.
    pub reference: String,
    /// The moment for which it holds.
    pub now: Timestamp,
    /// The rule set that its clocks keep.
    pub rules: String,
    /// The policy's version that was in force at the receipt.
    pub policy_version: String,
    /// The policy's version of the rule set.
    pub rules_policy_version: String,
    /// The calendars' versions.
    pub calendar_version: String,
    /// How the calendars are joined, in short.
    pub calendars: String,
    /// Changes of the calendars by staff that the rules hold.
    pub changes: usize,
    /// The cycles, the present one last.
    pub cycles: Vec<Cycle>,
    /// The events that moved its clocks.
    pub events: Vec<Event>,
}

/// Explains a ticket's clocks at a moment.
///
/// # Errors
/// The store's, or rules that cannot be used.
pub async fn explain(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<Explanation, DeskError> {
    let set = reckon::rules(house, conn, ticket).await?;
    let rules = set.rules(ticket.kind, ticket.country.as_deref(), true);
    let mut cycles = Vec::new();
    for past in outcome::list(conn, &house.vault, &ticket.id).await?.into_iter().filter(|past| past.cycle < ticket.cycle) {
        let started = past.started_at.unwrap_or(ticket.received_at);
        let beginning =
            Beginning { cycle: past.cycle, cycle_started_at: started, stopped_at: Some(past.closed_at), ..Beginning::of(ticket) };
        let history = whole(conn, &ticket.id, begun(&beginning), past.cycle).await?;
        cycles.push(Cycle { number: past.cycle, clocks: evaluate(&history, &rules, past.closed_at)? });
    }
    let history = reckon::history(conn, ticket).await?;
    cycles.push(Cycle { number: ticket.cycle, clocks: evaluate(&history, &rules, now)? });
    let mut events = event::list(conn, &event::ticket_stream(&ticket.id)).await?;
    events.retain(|event| !STILL.contains(&event.kind.as_str()));
    Ok(Explanation {
        reference: ticket.reference.clone(),
        now,
        rules: set.id.clone(),
        policy_version: ticket.policy_version.clone(),
        rules_policy_version: set.source.policy_version.clone(),
        calendar_version: set.calendar_version.clone(),
        calendars: set.business.label().to_owned(),
        changes: set.source.changes.len(),
        cycles,
        events,
    })
}

async fn whole(conn: &mut Conn, ticket: &str, mut history: History, cycle: i64) -> Result<History, DeskError> {
    history.pauses = pause::list(conn, ticket, cycle).await?;
    fact::fold(conn, ticket, cycle, &mut history).await?;
    Ok(history)
}

impl Explanation {
    /// As plain English, a line for each step and event.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = vec![
            format!("{} at {}", self.reference, self.now),
            format!("rules {} (policy {}; calendars {}: {})", self.rules, self.rules_policy_version, self.calendars, self.calendar_version),
            format!("policy in force at receipt: {}; changes of the calendars by staff: {}", self.policy_version, self.changes),
        ];
        for cycle in &self.cycles {
            lines.push(format!("\ncycle {}", cycle.number));
            lines.push(to_text(&cycle.clocks).trim_end().to_owned());
        }
        lines.push("\nevents that moved the clocks".to_owned());
        lines.extend(self.events.iter().map(|event| format!("  {} {} {} {} {}", event.seq, event.at, event.kind, event.actor, event.data)));
        lines.push(String::new());
        lines.join("\n")
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let cycles: Vec<Value> = self.cycles.iter().map(|cycle| json!({"cycle": cycle.number, "clocks": to_json(&cycle.clocks)})).collect();
        let events: Vec<Value> = self
            .events
            .iter()
            .map(
                |event| json!({"seq": event.seq, "at": event.at.to_string(), "kind": event.kind, "actor": event.actor, "data": event.data}),
            )
            .collect();
        json!({
            "reference": self.reference, "now": self.now.to_string(), "rules": self.rules, "policy_version": self.policy_version,
            "rules_policy_version": self.rules_policy_version, "calendars": self.calendars, "calendar_version": self.calendar_version,
            "changes": self.changes, "cycles": cycles, "events": events,
        })
    }
}
