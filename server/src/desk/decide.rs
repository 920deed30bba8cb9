//! Deciding a report case: what was done, what the reporters are told, and what stays inside.

use domain::report::{CHILD_DECISIONS, DECISIONS};
use domain::typed::email::same_mailbox;
use domain::{Act, Kind};

use super::agent::{AgentDesk, another};
use super::intake::MOST_WORDS;
use super::{DeskError, Fields, clerk, post, reckon};
use crate::random;
use crate::store::outcome::{self, OutcomeBody};
use crate::store::{file, report};

/// A decision, as it comes from the form.
#[derive(Debug, Clone, Default)]
pub struct Decision {
    /// One of [`DECISIONS`].
    pub decision: String,
    /// What the reporters are told.
    pub words: String,
    /// What stays inside.
    pub inside: String,
}

impl AgentDesk {
    /// Records the decision on a report case; only that stops its clock. Each reporter with a proved address gets it by mail.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::Changed`]; [`DeskError::NotFound`] when one reported oneself.
    pub async fn decide(&self, reference: &str, seen: i64, decision: Decision) -> Result<(), DeskError> {
        let mut wrong = Fields::default();
        let notice = CHILD_DECISIONS.contains(&decision.decision.as_str());
        wrong.check(notice || DECISIONS.contains(&decision.decision.as_str()), "decision", "choose_decision");
        // Who tells of a child learns nothing of the account: their mail has no words of ours.
        wrong.check(notice || !decision.words.is_empty(), "words", "words_required");
        wrong.check(decision.words.chars().count() <= MOST_WORDS, "words", "too_long");
        wrong.check(decision.inside.chars().count() <= MOST_WORDS, "inside", "too_long");
        wrong.done()?;
        self.act(reference, "decided", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                clerk::expect(conn, &ticket.id, seen).await?;
                let known = match ticket.kind {
                    Kind::Report => DECISIONS.contains(&decision.decision.as_str()),
                    Kind::ChildAccount => notice && decision.words.is_empty(),
                    _ => return Err(DeskError::NotFound),
                };
                if !known {
                    return Err(Fields::one("decision", "choose_decision"));
                }
                another(desk, conn, &ticket).await?;
                let reports = report::list(conn, &desk.house.vault, &ticket.id).await?;
                // Nobody reviews what they reported.
                if reports
                    .iter()
                    .any(|report| report.body.email.as_deref().is_some_and(|email| same_mailbox(email, &desk.member.person.email)))
                {
                    return Err(Fields::one("", "another_must_decide"));
                }
                reckon::step(&mut ticket, Act::Decide)?;
                ticket.stopped_at = Some(now);
                reckon::keep(&desk.house, conn, &mut ticket, now).await?;
                let body =
                    OutcomeBody { words: decision.words, decision: decision.decision, inside: decision.inside, ..OutcomeBody::default() };
                let mark = outcome::insert(conn, &desk.house.vault, &random::id(now), &ticket, Some(&desk.member.id), now, &body).await?;
                file::expire_received(conn, &ticket.id, true, now).await?;
                let mut data = clerk::closing(&ticket, ticket.state);
                data[outcome::KEY] = mark.json();
                data["decision"] = body.decision.clone().into();
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "decided", data).await?;
                if ticket.kind == Kind::ChildAccount {
                    return post::notice_done(&desk.house, conn, &ticket, now).await;
                }
                for report in reports.iter().filter(|report| report.email_proved_at.is_some()) {
                    post::decision(&desk.house, conn, &ticket, report, &body, now).await?;
                }
                Ok(())
            })
        })
        .await
    }
}
