//! Why a clock was late: asked of whoever works on the ticket, once for each clock of a cycle.

use domain::breach::{REASONS, needs_words};
use domain::clock::{ClockName, Standing};
use serde_json::json;

use super::agent::{AgentDesk, say};
use super::intake::MOST_WORDS;
use super::{DeskError, Fields, clerk, reckon};
use crate::store::breach;

impl AgentDesk {
    /// Says why a clock of the present cycle was late. `other` says it in words, which stay inside as a note.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] without a code, for a clock that was not late, or when it was said before.
    pub async fn give_breach_reason(&self, reference: &str, clock: &str, code: &str, words: &str) -> Result<(), DeskError> {
        let mut wrong = Fields::default();
        let (name, known) = (ClockName::from_code(clock), REASONS.into_iter().find(|known| *known == code));
        wrong.check(name.is_some(), "", "breach_none");
        wrong.check(known.is_some(), "code", "choose_one");
        wrong.check(!needs_words(code) || !words.is_empty(), "words", "words_required");
        wrong.check(words.chars().count() <= MOST_WORDS, "words", "too_long");
        wrong.done()?;
        let (Some(name), Some(code)) = (name, known) else { return Err(DeskError::NotFound) };
        let words = words.to_owned();
        self.act(reference, "breach_reason_given", move |desk, conn, ticket, now| {
            Box::pin(async move {
                let all = reckon::evaluation(&desk.house, conn, &ticket, now, false).await?;
                if all.clock(name).is_none_or(|clock| clock.status != Standing::Breached) {
                    return Err(Fields::one("", "breach_none"));
                }
                if !breach::insert(conn, &ticket.id, ticket.cycle, name, code, &desk.actor(), now).await? {
                    return Err(Fields::one("", "breach_said"));
                }
                if !words.is_empty() {
                    say(desk, conn, &ticket, "note", &words, None, now).await?;
                }
                let data = json!({"clock": name.code(), "code": code, "cycle": ticket.cycle});
                clerk::note(conn, &ticket.id, now, &desk.actor(), "breach_reason_given", data).await
            })
        })
        .await
    }
}
