//! The alerts of an invented ticket that is open: each threshold that was reached was told in its time.

use domain::Role;
use domain::alert::{Done, next};
use domain::pack::Audience;
use jiff::SignedDuration;
use serde_json::json;

use super::life::{By, Life, Stop};
use crate::desk::{DeskError, alert};
use crate::random;
use crate::store::bulk::PastAlert;

/// After so long everybody has seen an alert.
const SEEN_AFTER: SignedDuration = SignedDuration::from_hours(6);

impl Life<'_> {
    /// Tells what was reached, and finds the moment of what comes next.
    ///
    /// # Errors
    /// A clock's.
    pub(super) fn alert(&mut self) -> Result<(), DeskError> {
        let now = self.world.now;
        self.ticket.cached.alert_at = None;
        let all = match self.clocks(now) {
            Ok(all) => all,
            Err(Stop::Wrong(error)) => return Err(error),
            Err(Stop::Now) => return Ok(()),
        };
        let list = alert::ahead(&self.world.house, &self.ticket, &self.history(), &all)?;
        let (mut told, mut done) = (Vec::new(), Vec::new());
        for one in list.iter().filter(|one| one.fire_at <= now) {
            let leads = self.world.staff.iter().filter(|member| member.role == Role::Lead).map(|member| member.id.clone());
            let people = match &self.ticket.assignee {
                Some(id) if one.to.contains(&Audience::Assignee) => vec![id.clone()],
                _ => leads.collect(),
            };
            let seen = one.fire_at.saturating_add(SEEN_AFTER).ok().filter(|seen| *seen <= now);
            let past = PastAlert {
                id: random::id(one.fire_at),
                cycle: self.ticket.cycle,
                clock: one.clock.code(),
                threshold: one.code(),
                due_at: one.due_at,
                at: one.fire_at,
                people: people.iter().map(|id| (id.clone(), seen)).collect(),
            };
            told.push((past, people));
            done.push(Done { clock: one.clock, code: one.code(), fired: true });
        }
        self.ticket.cached.alert_at = next(&list, &done);
        for (past, people) in told {
            let data = json!({"clock": past.clock, "threshold": past.threshold, "cycle": past.cycle, "people": people});
            self.note(past.at, By::System, "alert_fired", data);
            self.alerts.push(past);
        }
        Ok(())
    }
}
