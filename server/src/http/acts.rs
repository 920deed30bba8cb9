//! The pages of the acts that move clocks: a form; the same form with what the act will do; and the act itself.

use app::pages::staff as pages;
use app::views::FormView;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::clock::PauseReason;
use domain::typed;
use jiff::SignedDuration;
use jiff::tz::TimeZone;

use super::cookies::{self, Jar};
use super::form::Form;
use super::problem::Outcome;
use super::reader::{Visitor, answer, go, with_cookie};
use super::staff::{agent, or_go};
use super::ticket;
use crate::desk::acts::{ActName, Deed};
use crate::desk::agent::{AgentDesk, Question};
use crate::desk::{DeskError, FieldError};
use crate::store::staff::Staff;

/// The form of an act that whoever works on the ticket may do.
pub async fn page(visitor: Visitor, Path((reference, act)): Path<(String, String)>) -> Outcome {
    form_of(&visitor, &reference, ActName::from_code(&act).filter(|act| !act.is_senior())).await
}

/// The form of an act that changes a promise or takes an outcome back.
pub async fn senior_page(visitor: Visitor, Path((reference, act)): Path<(String, String)>) -> Outcome {
    form_of(&visitor, &reference, ActName::from_code(&act).filter(|act| act.is_senior())).await
}

/// Shows what an act will do, or does it.
pub async fn post(visitor: Visitor, Path((reference, act)): Path<(String, String)>, form: Form) -> Outcome {
    posted(&visitor, &reference, ActName::from_code(&act).filter(|act| !act.is_senior()), &form).await
}

/// The same for the senior ones.
pub async fn senior_post(visitor: Visitor, Path((reference, act)): Path<(String, String)>, form: Form) -> Outcome {
    posted(&visitor, &reference, ActName::from_code(&act).filter(|act| act.is_senior()), &form).await
}

async fn form_of(visitor: &Visitor, reference: &str, act: Option<ActName>) -> Outcome {
    let (desk, member) = or_go!(agent(visitor).await);
    // Before anything of the ticket is asked for: who may not do it learns nothing of it.
    let act = act.filter(|act| desk.knows(*act)).ok_or(DeskError::NotFound)?;
    match desk.act_page(reference, act, None).await {
        Ok(page) => show(visitor, &member, StatusCode::OK, page.view, FormView::default()),
        // A child's, of which no purpose was told: it is asked for on the ticket's page.
        Err(error) if needs_look(&error) => Ok(go(&format!("/staff/tickets/{reference}"))),
        Err(error) => Err(error.into()),
    }
}

fn needs_look(error: &DeskError) -> bool {
    matches!(error, DeskError::Invalid(errors) if errors.iter().any(|error| error.code == "look_required"))
}

async fn posted(visitor: &Visitor, reference: &str, act: Option<ActName>, form: &Form) -> Outcome {
    let (desk, member) = or_go!(agent(visitor).await);
    // Before anything of the ticket is asked for: who may not do it learns nothing of it.
    let act = act.filter(|act| desk.knows(*act)).ok_or(DeskError::NotFound)?;
    let zone = visitor.staff_chrome(&member).zone;
    let (deed, seen) = (deed(act, form, &zone), form.number("version"));
    let refused = match deed.check() {
        Ok(()) if form.value("step") == "do" => match perform(&desk, reference, seen, &deed).await {
            Ok((to, done)) => {
                let cookie = cookies::set(&visitor.web, Jar::Done, done, Some(SignedDuration::from_mins(1)));
                return Ok(with_cookie(go(&format!("/staff/tickets/{to}")), cookie));
            }
            Err(error) => Some(error),
        },
        Ok(()) => None,
        Err(error) => Some(error),
    };
    let (errors, proposes) = match refused {
        None => (Vec::new(), true),
        Some(error) if needs_look(&error) => {
            return ticket::after(visitor, &desk, &member, reference, act.code(), "", form, Err(error)).await;
        }
        Some(DeskError::Invalid(errors)) => (errors, false),
        // The page looks again, and says what is new.
        Some(DeskError::Changed(_)) => (Vec::new(), true),
        Some(DeskError::Moved(_)) => (vec![FieldError::new("", "moved_on")], false),
        Some(error) => return Err(error.into()),
    };
    let asked = proposes.then_some((&deed, seen));
    let page = match desk.act_page(reference, act, asked).await {
        Err(error) if needs_look(&error) => {
            return ticket::after(visitor, &desk, &member, reference, act.code(), "", form, Err(error)).await;
        }
        page => page?,
    };
    let wrong: Vec<FieldError> = errors.into_iter().chain(page.wrong).collect();
    let status = match (page.outdated, wrong.iter().any(|error| error.code == "moved_on"), wrong.is_empty()) {
        (true, ..) | (_, true, _) => StatusCode::CONFLICT,
        (_, _, false) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let mut again = Form::again(&form.values, &wrong, visitor.t);
    if let Deed::Merge(others) = &deed {
        // The boxes carry what the page shows of the others now.
        let chosen = |value: &str| others.iter().any(|(reference, _)| value.starts_with(&format!("{reference}@")));
        let values = page.view.candidates.iter().map(|one| one.value.clone()).filter(|value| chosen(value)).collect();
        again.values.insert("others".to_owned(), values);
    }
    show(visitor, &member, status, page.view, again)
}

fn show(visitor: &Visitor, member: &Staff, status: StatusCode, mut view: app::views::acts::ActView, form: FormView) -> Outcome {
    view.form = form;
    let chrome = visitor.staff_chrome(member);
    Ok(answer(status, &chrome, || pages::acts::page(&chrome, &view)))
}

/// Does it; answers where to go, and what to say there.
async fn perform(desk: &AgentDesk, reference: &str, seen: i64, deed: &Deed) -> Result<(String, &'static str), DeskError> {
    if let Deed::Merge(others) = deed {
        return Ok((desk.merge(reference, seen, others.clone()).await?, "merged"));
    }
    desk.perform(reference, seen, deed.clone()).await?;
    let done = match deed.name() {
        ActName::Pause => "asked",
        ActName::Resume => "resumed",
        ActName::Extend => "extended",
        ActName::Merge => "merged",
        ActName::Await => "awaiting_processors",
        ActName::Cancel => "cancelled",
        ActName::Due => "due_set",
        ActName::Reopen => "reopened",
    };
    Ok((reference.to_owned(), done))
}

/// What the form says. A moment is typed in the reader's zone.
fn deed(act: ActName, form: &Form, zone: &TimeZone) -> Deed {
    let words = form.value("words");
    match act {
        ActName::Pause => Deed::Pause(Question {
            words,
            reason: if form.value("reason") == "identity_check" { PauseReason::IdentityCheck } else { PauseReason::Clarification },
            days: form.number("days"),
            note: form.value("note"),
        }),
        ActName::Resume => Deed::Resume,
        ActName::Extend => Deed::Extend(words),
        ActName::Merge => Deed::Merge(
            form.all("others")
                .iter()
                .filter_map(|value| {
                    let (reference, seen) = value.split_once('@')?;
                    Some((reference.to_owned(), seen.parse().unwrap_or_default()))
                })
                .collect(),
        ),
        ActName::Await => Deed::Await(words),
        ActName::Cancel => Deed::Cancel { reason: form.value("reason"), words },
        ActName::Due => {
            let civil = typed::date_time(&form.value("due"));
            Deed::Due { at: civil.and_then(|civil| civil.to_zoned(zone.clone()).ok()).map(|zoned| zoned.timestamp()), words }
        }
        ActName::Reopen => Deed::Reopen { how: form.value("how"), words },
    }
}
