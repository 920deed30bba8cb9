//! The longer limit of the law. It holds only if its notice, with the reason, left before the first limit: so it begins when the
//! letter has left, and not when it was asked for.

use domain::clock::{StateSource, Step};
use jiff::Timestamp;
use serde_json::json;

use super::{ActName, guard, look_ahead};
use crate::desk::agent::{AgentDesk, say};
use crate::desk::preview::Proposed;
use crate::desk::{DeskError, Fields, clerk, post, reckon};
use crate::house::House;
use crate::store::fact::{self, Fact, FactKind, Left};

impl AgentDesk {
    /// Sends the notice of an extension. The clock moves when it has left in time.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] without a reason, when the law knows no extension, when there is one already, or when the first limit
    /// is over; [`DeskError::Changed`].
    pub async fn extend(&self, reference: &str, seen: i64, words: String) -> Result<(), DeskError> {
        if words.is_empty() {
            return Err(Fields::one("words", "words_required"));
        }
        self.act(reference, "extension_sent", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                guard(desk, ActName::Extend, &ticket)?;
                clerk::expect(conn, &ticket.id, seen).await?;
                if !ActName::Extend.fits(&ticket) {
                    return Err(Fields::one("", "moved_on"));
                }
                let prospect = look_ahead(desk, conn, &ticket, Proposed::Extend, now).await?;
                let (first, new) = prospect.limits().ok_or(DeskError::NotFound)?;
                let rule = match prospect.after.law.as_ref().map(|clock| &clock.source) {
                    Some(StateSource::Law { law, article, .. }) => (law.clone(), article.clone()),
                    _ => return Err(Fields::one("", "extend_no_law")),
                };
                let notice = post::Extension { law: &rule.0, article: &rule.1, first, new, words: &words };
                let mail = post::extension(&desk.house, conn, &ticket, &notice, now).await?;
                let actor = desk.actor();
                let fact = Fact {
                    ticket: &ticket.id,
                    cycle: ticket.cycle,
                    kind: FactKind::Extended,
                    at: now,
                    value: None,
                    mail: Some(&mail),
                    actor: &actor,
                };
                fact::insert(conn, &fact).await?;
                say(desk, conn, &ticket, "from_agent", &words, Some(mail.clone()), now).await?;
                let data = json!({"leave_by": first.to_string(), "due": new.to_string()});
                clerk::save(&desk.house, conn, &mut ticket, now, &actor, "extension_sent", data).await
            })
        })
        .await
    }
}

/// Takes up that a notice has left: in time, and the law's clock has its longer limit; too late, and it has not, which staff are
/// told. Answers the ticket's reference and what was recorded; `None` when there was nothing left to record.
///
/// # Errors
/// The store's, the clocks'.
pub async fn take_up(house: &House, left: Left, now: Timestamp) -> Result<Option<(String, &'static str)>, DeskError> {
    let inner = house.clone();
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let mut ticket = clerk::hold(&inner, conn, &left.ticket).await?;
                if !ticket.state.on_queue() || ticket.cycle != left.cycle {
                    fact::let_go(conn, &left.fact).await?;
                    return Ok::<_, DeskError>(None);
                }
                if !fact::set_left(conn, &left.fact, left.at).await? {
                    return Ok(None); // Another instance was quicker.
                }
                let all = reckon::evaluation(&inner, conn, &ticket, now, true).await?;
                let law = all.law.as_ref();
                let holds = law.is_some_and(|clock| clock.steps.iter().any(|step| matches!(step, Step::Extended { valid: true, .. })));
                let event = if holds { "extended" } else { "extension_void" };
                let data = json!({"left": left.at.to_string(), "due": law.map(|clock| clock.due.to_string())});
                clerk::save(&inner, conn, &mut ticket, now, "system", event, data).await?;
                Ok(Some((ticket.reference, event)))
            })
        })
        .await
}
