//! Closing a request: fulfilled, in part, or denied. What must be said is said, or it does not close.

use domain::ai::{self, Answer};
use domain::checklist::Asker;
use domain::reasons::Reason;
use domain::request::Details;
use domain::{Act, Kind, State, checklist};
use jiff::{SignedDuration, Timestamp};

use super::agent::{AgentDesk, another};
use super::intake::MOST_WORDS;
use super::{DeskError, Fields, clerk, guardian, post, reckon};
use crate::random;
use crate::store::outcome::{self, EffectAnswer, OutcomeBody, Refusal};
use crate::store::ticket::Ticket;
use crate::store::{Conn, file, pause};

/// How long an access package can be fetched: seven days.
pub const PACKAGE_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How often each of its files can be fetched.
pub const PACKAGE_DOWNLOADS: i64 = 3;

/// How a request is closed, as it comes from the form.
#[derive(Debug, Clone, Default)]
pub struct Closing {
    /// `fulfilled`, `partially_fulfilled` or `denied`.
    pub outcome: String,
    /// The words to the requester.
    pub words: String,
    /// What was done, where part or all was refused.
    pub done_anyway: String,
    /// What was ticked.
    pub checklist: Vec<String>,
    /// Access: nothing is held.
    pub nothing_held: bool,
    /// Deletion: what is kept.
    pub kept: Vec<String>,
    /// The rows of refusals that were filled in: the row's number, and what it says.
    pub refusals: Vec<(usize, Refusal)>,
    /// The answered lines of a withdrawal from AI training.
    pub effects: Vec<EffectAnswer>,
}

impl AgentDesk {
    /// Closes a request.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with all that is missing; [`DeskError::Changed`] when something happened that the page had not
    /// seen; [`DeskError::Moved`] when it is closed already.
    pub async fn close(&self, reference: &str, seen: i64, closing: Closing) -> Result<(), DeskError> {
        self.act(reference, "closed", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                clerk::expect(conn, &ticket.id, seen).await?;
                // Reports and notices are decided, and authority has a desk of its own.
                if ticket.kind.is_decided() || ticket.kind == Kind::GuardianAuthority {
                    return Err(DeskError::NotFound);
                }
                another(desk, conn, &ticket).await?;
                let packages = file::list(conn, &desk.house.vault, &ticket.id)
                    .await?
                    .iter()
                    .filter(|file| file.role == "package" && file.destroyed_at.is_none())
                    .count();
                let asker = guardian::asker(&desk.house, conn, &ticket).await?;
                check(&ticket, &closing, packages, &asker)?;
                if closing.outcome != "denied" {
                    guardian::gate(&desk.house, conn, &ticket, now, guardian::senior(&desk.member)).await?;
                }
                let act = match closing.outcome.as_str() {
                    "fulfilled" => Act::Fulfil,
                    "partially_fulfilled" => Act::FulfilInPart,
                    _ => Act::Deny,
                };
                reckon::step(&mut ticket, act)?;
                // A paused ticket that is closed: the pause ends first, in the same transaction.
                pause::end(conn, &ticket.id, now).await?;
                ticket.stopped_at = Some(now);
                reckon::keep(&desk.house, conn, &mut ticket, now).await?;
                finish(desk, conn, &mut ticket, body(closing), now).await
            })
        })
        .await
    }
}

async fn finish(desk: &AgentDesk, conn: &mut Conn, ticket: &mut Ticket, body: OutcomeBody, now: Timestamp) -> Result<(), DeskError> {
    let mark = outcome::insert(conn, &desk.house.vault, &random::id(now), ticket, Some(&desk.member.id), now, &body).await?;
    let until = now.saturating_add(PACKAGE_LASTS).unwrap_or(now);
    conn.run(
        "UPDATE files SET expires_at = $2, max_downloads = $3 WHERE ticket_id = $1 AND role = 'package' AND destroyed_at IS NULL AND expires_at IS NULL",
        crate::args![&ticket.id, until, PACKAGE_DOWNLOADS],
    )
    .await?;
    // Evidence is destroyed on decision; a job takes the bytes away and records it.
    file::expire_sent(conn, &ticket.id, until).await?;
    file::expire_received(conn, &ticket.id, ticket.state == State::Denied, now).await?;
    let mut data = clerk::closing(ticket, ticket.state);
    data[outcome::KEY] = mark.json();
    data["reasons"] = body.refusals.iter().map(|refusal| refusal.reason.clone()).collect();
    clerk::save(&desk.house, conn, ticket, now, &desk.actor(), "closed", data).await?;
    post::outcome(&desk.house, conn, ticket, now).await
}

fn body(closing: Closing) -> OutcomeBody {
    OutcomeBody {
        words: closing.words,
        done_anyway: closing.done_anyway,
        refusals: closing.refusals.into_iter().map(|(_, refusal)| refusal).collect(),
        checklist: closing.checklist,
        nothing_held: closing.nothing_held,
        effects: closing.effects,
        kept: closing.kept,
        decision: String::new(),
        inside: String::new(),
    }
}

/// What closing needs, checked as a whole.
fn check(ticket: &Ticket, closing: &Closing, packages: usize, asker: &Asker) -> Result<(), DeskError> {
    let mut wrong = Fields::default();
    let outcome = closing.outcome.as_str();
    if !["fulfilled", "partially_fulfilled", "denied"].contains(&outcome) {
        return Err(Fields::one("outcome", "choose_outcome"));
    }
    wrong.check(closing.words.chars().count() <= MOST_WORDS, "words", "too_long");
    let denied = outcome == "denied";
    if denied || outcome == "partially_fulfilled" {
        check_refusals(&mut wrong, ticket, closing);
        wrong.check(!closing.done_anyway.is_empty(), "done_anyway", "done_anyway_required");
    } else {
        wrong.check(closing.refusals.is_empty(), "outcome", "nothing_refused");
    }
    if !denied {
        let missing = checklist::for_closing(ticket.kind, &ticket.subject, asker).into_iter().any(|code| {
            let ticked = closing.checklist.iter().any(|have| have == code);
            // This one is a fact that the house knows, not a box to tick.
            if code == "in_app_code_confirmed" {
                ticket.app_id_confirmed_at.is_none()
            } else {
                !(ticked || closing.nothing_held && exempt(code))
            }
        });
        wrong.check(!missing, "check", "checklist_missing");
        if ticket.kind == Kind::Access {
            wrong.check(packages > 0 || closing.nothing_held, "nothing_held", "package_required");
        }
        if let Details::AiTrainingWithdrawal { streams, .. } = &ticket.details {
            check_effects(&mut wrong, streams, closing);
        }
    }
    wrong.done()
}

/// Ticks about a package, where nothing is held and so none is given.
fn exempt(code: &str) -> bool {
    matches!(code, "third_parties_left_out" | "secrets_left_out")
}

fn check_refusals(wrong: &mut Fields, ticket: &Ticket, closing: &Closing) {
    if closing.refusals.is_empty() {
        wrong.add("reason_0", "reason_required");
    }
    for (row, refusal) in &closing.refusals {
        let field = |name: &str| format!("{name}_{row}");
        match Reason::find(&refusal.reason).filter(|reason| {
            reason.fits(ticket.kind, ticket.country.as_deref()) && (!reason.is_guardians() || ticket.ties.authority_id.is_some())
        }) {
            None => wrong.add(&field("reason"), "reason_required"),
            Some(reason) if reason.names_record => {
                let whole =
                    refusal.record.as_ref().is_some_and(|(record, until)| !record.is_empty() && until.parse::<jiff::civil::Date>().is_ok());
                wrong.check(whole, &field("record"), "record_required");
            }
            Some(_) => {}
        }
        // "In part" says which part.
        wrong.check(closing.outcome != "partially_fulfilled" || !refusal.item.is_empty(), &field("item"), "choose_one");
        wrong.check(!refusal.words.is_empty(), &field("why"), "why_required");
        wrong.check(refusal.words.chars().count() <= MOST_WORDS, &field("why"), "too_long");
    }
}

fn check_effects(wrong: &mut Fields, streams: &[String], closing: &Closing) {
    for effect in ai::applicable(streams) {
        let field = format!("effect_{}", effect.code);
        let value = closing.effects.iter().find(|answer| answer.code == effect.code).map_or("", |answer| answer.value.as_str());
        match effect.answer {
            Answer::Said => {}
            Answer::OneOf(states) => wrong.check(states.contains(&value), &field, "effect_required"),
            Answer::Date => wrong.check(value.parse::<jiff::civil::Date>().is_ok(), &field, "effect_date"),
            Answer::DoneAt => wrong.check(value.parse::<Timestamp>().is_ok(), &field, "effect_date"),
        }
    }
}
