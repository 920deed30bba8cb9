//! Going on after a pause, and waiting for processors.

use domain::{Act, State};
use serde_json::json;

use super::{ActName, guard};
use crate::desk::agent::{AgentDesk, say};
use crate::desk::{DeskError, clerk, reckon};
use crate::store::pause;

impl AgentDesk {
    /// Goes on: what was waited for is there. An open pause ends now.
    ///
    /// # Errors
    /// [`DeskError::Changed`]; [`DeskError::Moved`] when it does not wait.
    pub async fn resume(&self, reference: &str, seen: i64) -> Result<(), DeskError> {
        self.act(reference, "resumed", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                guard(desk, ActName::Resume, &ticket)?;
                clerk::expect(conn, &ticket.id, seen).await?;
                let event = if ticket.state == State::PendingExternal { "processors_done" } else { "resumed" };
                reckon::step(&mut ticket, Act::Resume)?;
                pause::end(conn, &ticket.id, now).await?;
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), event, json!({})).await
            })
        })
        .await
    }

    /// Waits for processors. No clock waits with it: what others do for us is our time. The words, if there are any, stay inside.
    ///
    /// # Errors
    /// [`DeskError::Changed`]; [`DeskError::Moved`] when nobody works on it.
    pub async fn await_processors(&self, reference: &str, seen: i64, note: String) -> Result<(), DeskError> {
        self.act(reference, "awaiting_processors", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                guard(desk, ActName::Await, &ticket)?;
                clerk::expect(conn, &ticket.id, seen).await?;
                reckon::step(&mut ticket, Act::AwaitProcessors)?;
                if !note.is_empty() {
                    say(desk, conn, &ticket, "note", &note, None, now).await?;
                }
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "awaiting_processors", json!({})).await
            })
        })
        .await
    }
}
