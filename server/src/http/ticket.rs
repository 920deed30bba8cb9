//! A ticket's page, and the acts on it. An act that was refused shows the page again with all that was typed.

use app::pages::staff as pages;
use app::views::FormView;
use app::views::staff::GateView;
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ai::EFFECTS;
use domain::reasons::Reason;
use domain::typed;
use jiff::SignedDuration;
use jiff::tz::TimeZone;

use super::cookies::{self, Jar};
use super::form::Form;
use super::problem::Outcome;
use super::reader::{Visitor, answer, go, with_cookie};
use super::staff::{agent, or_go};
use crate::desk::DeskError;
use crate::desk::access::Errand;
use crate::desk::agent::AgentDesk;
use crate::desk::close::Closing;
use crate::desk::decide::Decision;
use crate::desk::look;
use crate::desk::show::{Seen, staff_timeline};
use crate::desk::upload::Sender;
use crate::store::event::Event;
use crate::store::outcome::{EffectAnswer, Refusal};
use crate::store::staff::Staff;

/// How many rows of refusals the form has.
const REFUSAL_ROWS: usize = 5;

/// A ticket's page.
pub async fn page(visitor: Visitor, Path(reference): Path<String>) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    show(&visitor, &desk, &member, &reference, StatusCode::OK, None, &[]).await
}

async fn show(
    visitor: &Visitor,
    desk: &AgentDesk,
    member: &Staff,
    reference: &str,
    status: StatusCode,
    form: Option<(&str, FormView)>,
    changed: &[Event],
) -> Outcome {
    let done = visitor.cookie(Jar::Done);
    let seen = desk.open(reference).await?;
    let (product, kind, approved) = match &seen {
        Seen::Ticket(view) => (&view.pack.slug, view.kind, true),
        Seen::Gate(view) => (&view.pack.slug, view.kind, view.allowed),
    };
    // Who only reads, or is not approved for a child's, is not told what is wrong with a form that is not theirs.
    let works = approved && desk.admits(product, kind, Errand::Work);
    if form.as_ref().is_some_and(|(name, _)| *name != "look" && !works) {
        return Err(DeskError::NotFound.into());
    }
    let mut view = match seen {
        Seen::Ticket(view) => view,
        // What was typed for the ticket itself is personal: it is not shown before the look.
        Seen::Gate(view) => return Ok(gate(visitor, member, *view, status, form)),
    };
    view.done.clone_from(&done);
    if let Some((name, form)) = form {
        view.form = (name.to_owned(), form);
    }
    if !changed.is_empty() {
        let names = visitor.web.house.names(&mut visitor.web.house.store.read().await.map_err(DeskError::from)?).await?;
        view.changed = staff_timeline(changed, &names);
    }
    let mut chrome = visitor.staff_chrome(member);
    chrome.path = format!("/staff/tickets/{reference}");
    let response = answer(status, &chrome, || pages::ticket::page(&chrome, &view));
    Ok(if done.is_some() { with_cookie(response, cookies::clear(&visitor.web, Jar::Done)) } else { response })
}

fn gate(visitor: &Visitor, member: &Staff, mut view: GateView, status: StatusCode, form: Option<(&str, FormView)>) -> Response {
    if let Some((name, mut form)) = form {
        if name != "look" {
            form.values.clear();
        }
        view.form = form;
    }
    let mut chrome = visitor.staff_chrome(member);
    chrome.path = format!("/staff/tickets/{}", view.reference);
    answer(status, &chrome, || pages::ticket::gate::page(&chrome, &view))
}

/// Says what a child's ticket is opened for.
pub async fn look(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let result = look::begin(&desk, &reference, &form.value("purpose"), &form.value("note")).await;
    after(&visitor, &desk, &member, &reference, "look", "look_begun", &form, result).await
}

/// Gives the ticket to a colleague.
pub async fn reassign(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let result = desk.reassign(&reference, form.number("version"), &form.value("to")).await;
    after(&visitor, &desk, &member, &reference, "reassign", "reassigned", &form, result).await
}

/// After an act: back with a notice; or the page again, with what was typed, what was wrong, and what another did meanwhile.
#[expect(clippy::too_many_arguments, reason = "one act with its form and its result")]
pub(super) async fn after(
    visitor: &Visitor,
    desk: &AgentDesk,
    member: &Staff,
    reference: &str,
    name: &str,
    done: &str,
    form: &Form,
    result: Result<(), DeskError>,
) -> Outcome {
    let values = |errors: &[_]| Form::again(&form.values, errors, visitor.t);
    match result {
        Ok(()) => {
            // Whoever takes a ticket on, in the queue or here, wants to work on it.
            let to = format!("/staff/tickets/{reference}");
            Ok(with_cookie(go(&to), cookies::set(&visitor.web, Jar::Done, done, Some(SignedDuration::from_mins(1)))))
        }
        Err(DeskError::Invalid(errors)) => {
            show(visitor, desk, member, reference, StatusCode::UNPROCESSABLE_ENTITY, Some((name, values(&errors))), &[]).await
        }
        Err(DeskError::Changed(events)) => {
            show(visitor, desk, member, reference, StatusCode::CONFLICT, Some((name, values(&[]))), &events).await
        }
        Err(DeskError::Moved(_)) => {
            let mut again = values(&[]);
            again.errors.push((String::new(), visitor.t.coded("error", "moved_on")));
            show(visitor, desk, member, reference, StatusCode::CONFLICT, Some((name, again)), &[]).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes the ticket.
pub async fn claim(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let result = desk.claim(&reference, form.number("version")).await;
    after(&visitor, &desk, &member, &reference, "claim", "claimed", &form, result).await
}

/// Puts the ticket back.
pub async fn release(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let result = desk.release(&reference).await;
    after(&visitor, &desk, &member, &reference, "release", "released", &form, result).await
}

/// Says why a clock was late.
pub async fn breach(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let result = desk.give_breach_reason(&reference, &form.value("clock"), &form.value("code"), &form.value("words")).await;
    after(&visitor, &desk, &member, &reference, "breach", "breach_reason_given", &form, result).await
}

/// Writes an internal note.
pub async fn note(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let result = desk.note(&reference, &form.value("words")).await;
    after(&visitor, &desk, &member, &reference, "note", "note_added", &form, result).await
}

/// Sends a message.
pub async fn message(visitor: Visitor, Path(reference): Path<String>, request: Request) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let mut form = or_go!(Form::with_files(request, &visitor.web, Sender::Proved).await);
    let files = std::mem::take(&mut form.files);
    let result = if form.errors.is_empty() {
        desk.message(&reference, form.number("version"), &form.value("words"), files).await
    } else {
        Err(DeskError::Invalid(form.errors.clone()))
    };
    after(&visitor, &desk, &member, &reference, "message", "message_sent", &form, result).await
}

/// Makes the code for inside the app.
pub async fn in_app_code(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let result = desk.in_app_code(&reference).await;
    after(&visitor, &desk, &member, &reference, "in_app_code", "in_app_code_made", &form, result).await
}

/// Adds a file to the access package.
pub async fn package(visitor: Visitor, Path(reference): Path<String>, request: Request) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let mut form = or_go!(Form::with_files(request, &visitor.web, Sender::Proved).await);
    let files = std::mem::take(&mut form.files);
    let result =
        if form.errors.is_empty() { desk.add_package(&reference, files).await } else { Err(DeskError::Invalid(form.errors.clone())) };
    after(&visitor, &desk, &member, &reference, "package", "package_added", &form, result).await
}

/// Closes the request.
pub async fn close(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let zone = visitor.staff_chrome(&member).zone;
    let result = desk.close(&reference, form.number("version"), closing(&form, &zone)).await;
    after(&visitor, &desk, &member, &reference, "close", "closed", &form, result).await
}

fn closing(form: &Form, zone: &TimeZone) -> Closing {
    let outcome = form.value("outcome");
    // A hidden conditional field is sent all the same: refusals count only where something is refused.
    let refuses = outcome != "fulfilled";
    Closing {
        words: form.value("words"),
        done_anyway: if refuses { form.value("done_anyway") } else { String::new() },
        checklist: form.all("check"),
        nothing_held: form.ticked("nothing_held"),
        kept: form.all("kept"),
        refusals: if refuses { refusals(form) } else { Vec::new() },
        effects: if outcome == "denied" { Vec::new() } else { effects(form, zone) },
        outcome,
    }
}

fn refusals(form: &Form) -> Vec<(usize, Refusal)> {
    (0..REFUSAL_ROWS)
        .filter_map(|row| {
            let field = |name: &str| form.value(&format!("{name}_{row}"));
            let (reason, words, item) = (field("reason"), field("why"), field("item"));
            if reason.is_empty() && words.is_empty() && item.is_empty() {
                return None;
            }
            let found = Reason::find(&reason);
            let record = found.is_some_and(|reason| reason.names_record).then(|| (field("record"), form.date(&format!("until_{row}"))));
            let law = found.map(|reason| reason.law.to_owned()).unwrap_or_default();
            Some((row, Refusal { item, reason, law, words, record }))
        })
        .collect()
}

/// The answered lines of a withdrawal from AI training. A moment is typed in the agent's zone and kept in UTC.
fn effects(form: &Form, zone: &TimeZone) -> Vec<EffectAnswer> {
    EFFECTS
        .iter()
        .filter_map(|effect| {
            let field = format!("effect_{}", effect.code);
            let dated = matches!(effect.answer, domain::ai::Answer::Date);
            let mut value = if dated { form.date(&field) } else { form.value(&field) };
            if matches!(effect.answer, domain::ai::Answer::DoneAt)
                && let Some(at) = typed::date_time(&value).and_then(|civil| civil.to_zoned(zone.clone()).ok())
            {
                value = at.timestamp().to_string();
            }
            let words = form.value(&format!("{field}_words"));
            let said = matches!(effect.answer, domain::ai::Answer::Said);
            (said || !value.is_empty() || !words.is_empty()).then(|| EffectAnswer { code: effect.code.to_owned(), value, words })
        })
        .collect()
}

/// Decides the report case.
pub async fn decide(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let decision = Decision { decision: form.value("decision"), words: form.value("words"), inside: form.value("inside") };
    let result = desk.decide(&reference, form.number("version"), decision).await;
    after(&visitor, &desk, &member, &reference, "decide", "decided", &form, result).await
}

/// A file, for reading on the desk. Pictures are shown in place; everything else is downloaded.
pub async fn file(visitor: Visitor, Path((reference, id)): Path<(String, String)>) -> Outcome {
    let (desk, _) = or_go!(agent(&visitor).await);
    let file = desk.file(&reference, &id).await?;
    super::files::send(&visitor.web.house, &file, true).await
}
