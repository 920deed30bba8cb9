//! A due that staff set by hand. Nothing moves it any more: no pause, and no change of a policy or a calendar.

use jiff::Timestamp;
use serde_json::json;

use super::{ActName, guard, look_ahead};
use crate::desk::agent::{AgentDesk, say};
use crate::desk::preview::Proposed;
use crate::desk::{DeskError, Fields, clerk};
use crate::store::fact::{self, Fact, FactKind};

impl AgentDesk {
    /// Sets the promise's due. The law's clock has no hand on it. The words stay inside.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] without [`domain::Capability::SetClocks`]; [`DeskError::Invalid`] for a due that is over or more than
    /// a year away; [`DeskError::Changed`].
    pub async fn set_due(&self, reference: &str, seen: i64, due: Timestamp, words: String) -> Result<(), DeskError> {
        if words.is_empty() {
            return Err(Fields::one("words", "words_required"));
        }
        self.act(reference, "due_set", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                guard(desk, ActName::Due, &ticket)?;
                clerk::expect(conn, &ticket.id, seen).await?;
                if !ActName::Due.fits(&ticket) {
                    return Err(Fields::one("", "moved_on"));
                }
                look_ahead(desk, conn, &ticket, Proposed::SetDue(due), now).await?;
                let actor = desk.actor();
                let fact = Fact {
                    ticket: &ticket.id,
                    cycle: ticket.cycle,
                    kind: FactKind::ManualDue,
                    at: now,
                    value: Some(due),
                    mail: None,
                    actor: &actor,
                };
                fact::insert(conn, &fact).await?;
                say(desk, conn, &ticket, "note", &words, None, now).await?;
                let was = ticket.cached.promise_due_at.map(|at| at.to_string());
                let data = json!({"due": due.to_string(), "was": was});
                clerk::save(&desk.house, conn, &mut ticket, now, &actor, "due_set", data).await
            })
        })
        .await
    }
}
