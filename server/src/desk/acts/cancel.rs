//! Ending a request without an answer: it asks for nothing that can be done here, and the requester is told why.

use domain::Act;
use serde_json::json;

use super::{ActName, guard};
use crate::desk::agent::{AgentDesk, another};
use crate::desk::close::PACKAGE_LASTS;
use crate::desk::{DeskError, Fields, clerk, post, reckon};
use crate::random;
use crate::store::outcome::{self, OutcomeBody};
use crate::store::{file, pause};

/// Why a request is cancelled: it asks for no right over data; it belongs to another product; it was sent to try the form; it was
/// asked in another way to stop; it was done or answered elsewhere.
pub const REASONS: [&str; 5] = ["no_request", "other_product", "a_test", "asked_to_stop", "done_elsewhere"];

impl AgentDesk {
    /// Cancels a request. Whatever can be answered is closed with its answer instead.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::Changed`]; [`DeskError::Moved`] when it is closed already.
    pub async fn cancel(&self, reference: &str, seen: i64, reason: String, words: String) -> Result<(), DeskError> {
        if words.is_empty() {
            return Err(Fields::one("words", "words_required"));
        }
        self.act(reference, "cancelled", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                guard(desk, ActName::Cancel, &ticket)?;
                clerk::expect(conn, &ticket.id, seen).await?;
                another(desk, conn, &ticket).await?;
                reckon::step(&mut ticket, Act::Cancel)?;
                pause::end(conn, &ticket.id, now).await?;
                ticket.stopped_at = Some(now);
                reckon::keep(&desk.house, conn, &mut ticket, now).await?;
                let body = OutcomeBody { words, ..OutcomeBody::default() };
                let mark = outcome::insert(conn, &desk.house.vault, &random::id(now), &ticket, Some(&desk.member.id), now, &body).await?;
                file::expire_received(conn, &ticket.id, true, now).await?;
                file::expire_sent(conn, &ticket.id, now.saturating_add(PACKAGE_LASTS).unwrap_or(now)).await?;
                let mut data = clerk::closing(&ticket, ticket.state);
                data[outcome::KEY] = mark.json();
                data["reason"] = json!(reason);
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "cancelled", data).await?;
                post::outcome(&desk.house, conn, &ticket, now).await
            })
        })
        .await
    }
}
