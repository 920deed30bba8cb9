//! Appeals: the requester asks for another look, and another agent takes it. The first outcome stays as it was.

use domain::Act;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::intake::MOST_WORDS;
use super::requester::{RequesterDesk, may_appeal};
use super::{DeskError, Fields, clerk, post, reckon};
use crate::random;
use crate::store::message::{self, Message};
use crate::store::ticket::Ticket;
use crate::store::{Conn, event, file, ticket};

/// How long after an answer another look may be asked for: thirty days.
pub const WINDOW: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Whether the present cycle was begun by an appeal, and not by staff for something new.
///
/// # Errors
/// The store's.
pub async fn began(conn: &mut Conn, ticket: &Ticket) -> Result<bool, DeskError> {
    Ok(ticket.cycle > 1 && !begun_by_staff(conn, ticket).await?.contains(&ticket.cycle))
}

/// Whether another look was asked for already: it can be once.
///
/// # Errors
/// The store's.
pub async fn was_asked(conn: &mut Conn, ticket: &Ticket) -> Result<bool, DeskError> {
    if ticket.cycle == 1 {
        return Ok(false);
    }
    let staff = begun_by_staff(conn, ticket).await?;
    Ok((2..=ticket.cycle).any(|cycle| !staff.contains(&cycle)))
}

/// The cycles that staff began.
async fn begun_by_staff(conn: &mut Conn, ticket: &Ticket) -> Result<Vec<i64>, DeskError> {
    let events = event::list(conn, &event::ticket_stream(&ticket.id)).await?;
    let new = |event: &&event::Event| event.kind == "reopened" && event.data.get("how").and_then(Value::as_str) == Some("new");
    Ok(events.iter().filter(new).filter_map(|event| event.data.get("cycle").and_then(Value::as_i64)).collect())
}

impl RequesterDesk {
    /// Asks for another look, with the reasons. A new cycle of the clocks begins; the old outcome is frozen.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] without reasons; [`DeskError::NotFound`] when it may not be asked for; the store's.
    pub async fn appeal(&self, words: &str) -> Result<(), DeskError> {
        if self.is_reporter() {
            return Err(DeskError::NotFound);
        }
        let mut wrong = Fields::default();
        wrong.check(!words.is_empty(), "words", "words_required");
        wrong.check(words.chars().count() <= MOST_WORDS, "words", "too_long");
        wrong.done()?;
        let (house, id, words) = (self.house.clone(), self.ticket.clone(), words.to_owned());
        let now = house.now();
        let reference = self
            .house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let mut ticket = clerk::hold(&house, conn, &id).await?;
                    let asked = was_asked(conn, &ticket).await?;
                    if !may_appeal(&ticket, asked, now) {
                        return Err(DeskError::NotFound);
                    }
                    reckon::step(&mut ticket, Act::Appeal)?;
                    ticket.cycle += 1;
                    ticket.cycle_started_at = now;
                    ticket.stopped_at = None;
                    ticket.assignee = None;
                    ticket.claimed_at = None;
                    ticket::clear_delay_told(conn, &ticket.id).await?;
                    // Whoever looks again needs the paper that was kept for just that.
                    file::keep(conn, &ticket.id, "relationship").await?;
                    let message = Message {
                        id: random::id(now),
                        ticket_id: ticket.id.clone(),
                        report_id: None,
                        at: now,
                        kind: "from_requester".to_owned(),
                        author: None,
                        mail_id: None,
                        body: words,
                    };
                    message::insert(conn, &house.vault, &message).await?;
                    let cycle = ticket.cycle;
                    clerk::save(&house, conn, &mut ticket, now, "requester", "appealed", json!({"cycle": cycle})).await?;
                    post::appeal_receipt(&house, conn, &ticket, now).await?;
                    Ok(ticket.reference)
                })
            })
            .await?;
        self.house.tell(&reference, "appealed", "requester");
        Ok(())
    }
}
