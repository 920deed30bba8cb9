//! Taking a closed ticket up again: the same cycle when its end was our mistake, a new one when something new came.

use domain::Act;
use jiff::Timestamp;
use serde_json::json;

use super::{ActName, guard, look_ahead};
use crate::desk::agent::{AgentDesk, say};
use crate::desk::preview::Proposed;
use crate::desk::{DeskError, Fields, clerk, post, reckon};
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, file, outcome, report};

impl AgentDesk {
    /// Reopens a ticket. `new`: something new came from the requester, and a new cycle begins; otherwise the outcome was our mistake:
    /// it is withdrawn, and the closed time counts. What was destroyed stays destroyed. The words go to the requester, of a case to
    /// its reporters.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] without [`domain::Capability::SetClocks`]; [`DeskError::Invalid`] for a new cycle of a case, and when
    /// another case about the same is open; [`DeskError::Changed`]; [`DeskError::Moved`].
    pub async fn reopen(&self, reference: &str, seen: i64, new: bool, words: String) -> Result<(), DeskError> {
        if words.is_empty() {
            return Err(Fields::one("words", "words_required"));
        }
        self.act(reference, "reopened", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                guard(desk, ActName::Reopen, &ticket)?;
                clerk::expect(conn, &ticket.id, seen).await?;
                may(conn, &ticket, new).await?;
                let proposed = if new { Proposed::ReopenNew } else { Proposed::ReopenSame };
                look_ahead(desk, conn, &ticket, proposed, now).await?;
                reckon::step(&mut ticket, Act::Reopen)?;
                if new {
                    ticket.cycle += 1;
                    ticket.cycle_started_at = now;
                    ticket::clear_delay_told(conn, &ticket.id).await?;
                } else {
                    outcome::withdraw(conn, &ticket.id, ticket.cycle, now).await?;
                    // What was given out too early is given out again, or not, when it is closed again.
                    file::keep(conn, &ticket.id, "package").await?;
                }
                file::keep(conn, &ticket.id, "relationship").await?;
                ticket.stopped_at = None;
                (ticket.assignee, ticket.claimed_at) = (None, None);
                let how = if new { "new" } else { "same" };
                let data = json!({"how": how, "cycle": ticket.cycle});
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "reopened", data).await?;
                tell(desk, conn, &ticket, new, &words, now).await
            })
        })
        .await
    }
}

/// What the state alone does not say.
pub(super) async fn may(conn: &mut Conn, ticket: &Ticket, new: bool) -> Result<(), DeskError> {
    if ticket.ties.pseudonymised_at.is_some() {
        return Err(Fields::one("", "reopen_gone"));
    }
    if ticket.ties.handover_until.is_some() {
        return Err(Fields::one("", "reopen_handover"));
    }
    if !ticket.kind.is_decided() {
        return Ok(());
    }
    if new {
        return Err(Fields::one("how", "reopen_case"));
    }
    // A report after the decision has opened a new case: the two would be about the same.
    if let Some(target) = ticket::same_hash(conn, &ticket.id).await?
        && ticket::open_case(conn, &target).await?.is_some()
    {
        return Err(Fields::one("", "reopen_other_case"));
    }
    Ok(())
}

async fn tell(desk: &AgentDesk, conn: &mut Conn, ticket: &Ticket, new: bool, words: &str, now: Timestamp) -> Result<(), DeskError> {
    let house = &desk.house;
    if ticket.kind.is_decided() {
        // Who told of a child has had their one mail: reporters alone are written to.
        for report in report::list(conn, &house.vault, &ticket.id).await?.iter().filter(|report| report.email_proved_at.is_some()) {
            post::case_reopened(house, conn, ticket, report, words, now).await?;
        }
        say(desk, conn, ticket, "note", words, None, now).await?;
        return Ok(());
    }
    let mail = post::reopened(house, conn, ticket, new, words, now).await?;
    say(desk, conn, ticket, "from_agent", words, Some(mail), now).await.map(drop)
}
