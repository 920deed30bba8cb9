//! The requester's own page and what can be done there.

use app::pages::{public as public_pages, track as pages};
use app::views::FormView;
use app::views::public::ReceiptView;
use app::views::track::TrackView;
use axum::extract::{Path, RawQuery, Request};
use axum::http::StatusCode;
use axum::response::Response;
use domain::State;
use jiff::SignedDuration;

use super::cookies::{self, Jar};
use super::form::Form;
use super::problem::Outcome;
use super::public::{find_page, to_code};
use super::reader::{Visitor, answer, go, with_cookie, zone};
use super::staff::or_go;
use crate::desk::DeskError;
use crate::desk::requester::RequesterDesk;
use crate::desk::upload::Sender;

/// The desk that this browser's session opens, if it opens this request.
async fn desk(visitor: &Visitor, reference: &str) -> Result<RequesterDesk, DeskError> {
    let by_code = match visitor.cookie(Jar::Request) {
        Some(cookie) => visitor.web.house.requester(&cookie, reference).await,
        None => Err(DeskError::NotFound),
    };
    // Both may open it: the one that was shown to be its owner's last goes before the other.
    if by_code.as_ref().is_ok_and(RequesterDesk::fresh) {
        return by_code;
    }
    let account = match visitor.cookie(Jar::Account) {
        Some(cookie) => visitor.web.house.account(&cookie).await?,
        None => None,
    };
    match account {
        Some(account) => match account.requester(reference).await {
            Err(DeskError::NotFound) => by_code,
            own => own,
        },
        None => by_code,
    }
}

/// The page; without a session that opens it, the page on which a code is asked for: the same whether there is such a request.
pub async fn page(visitor: Visitor, Path(reference): Path<String>) -> Outcome {
    match desk(&visitor, &reference).await {
        Ok(desk) => show(&visitor, &desk, StatusCode::OK, None).await,
        Err(DeskError::NotFound) => Ok(closed(&visitor, &reference)),
        Err(error) => Err(error.into()),
    }
}

fn closed(visitor: &Visitor, reference: &str) -> Response {
    let typed: String = reference.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(16).collect();
    find_page(visitor, StatusCode::OK, FormView::default().or("reference", &typed))
}

async fn show(visitor: &Visitor, desk: &RequesterDesk, status: StatusCode, form: Option<(&str, FormView)>) -> Outcome {
    let mut view = desk.view().await?;
    let done = visitor.cookie(Jar::Done);
    view.done.clone_from(&done);
    if let Some((name, form)) = form {
        view.form = (name.to_owned(), form);
    }
    let mut chrome = visitor.chrome(Some(view.pack.clone()));
    if let Some(own) = desk.zone().await?.as_deref().and_then(zone) {
        chrome.zone = own;
    }
    // The form posts below the page's own path, wherever it is shown.
    chrome.path = format!("/requests/{}", view.reference);
    let response = answer(status, &chrome, || pages::page(&chrome, &view));
    Ok(if done.is_some() { with_cookie(response, cookies::clear(&visitor.web, Jar::Done)) } else { response })
}

/// The page after the proof: the reference, the due moments and how they were computed.
pub async fn received(visitor: Visitor, Path(reference): Path<String>, RawQuery(query): RawQuery) -> Outcome {
    let desk = match desk(&visitor, &reference).await {
        Err(DeskError::NotFound) => return Ok(closed(&visitor, &reference)),
        desk => desk?,
    };
    let view: TrackView = desk.view().await?;
    if view.state == State::Revoked || desk.is_reporter() {
        return Ok(go(&format!("/requests/{reference}")));
    }
    let mut chrome = visitor.chrome(Some(view.pack.clone()));
    if let Some(own) = desk.zone().await?.as_deref().and_then(zone) {
        chrome.zone = own;
    }
    let late = view.clocks.iter().any(|clock| clock.steps.iter().any(|step| matches!(step, domain::clock::Step::StartsAtProof { .. })));
    let view = ReceiptView {
        pack: view.pack,
        kind: view.kind,
        reference: view.reference,
        clocks: view.clocks,
        joined: query.as_deref() == Some("joined=yes"),
        late_proof: late,
        has_email: true,
        escalated: false,
    };
    Ok(answer(StatusCode::OK, &chrome, || public_pages::receipt(&chrome, &view)))
}

/// After an act: back to the page with a notice; or the page again, with what was typed and what was wrong.
async fn after(
    visitor: &Visitor,
    desk: &RequesterDesk,
    reference: &str,
    name: &str,
    done: &str,
    form: &Form,
    result: Result<(), DeskError>,
) -> Outcome {
    match result {
        Ok(()) => Ok(with_cookie(
            go(&format!("/requests/{reference}")),
            cookies::set(&visitor.web, Jar::Done, done, Some(SignedDuration::from_mins(1))),
        )),
        Err(DeskError::Invalid(errors)) => {
            let again = Form::again(&form.values, &errors, visitor.t);
            show(visitor, desk, StatusCode::UNPROCESSABLE_ENTITY, Some((name, again))).await
        }
        Err(error) => Err(error.into()),
    }
}

/// A message, or the answer to a question.
pub async fn write(visitor: Visitor, Path(reference): Path<String>, request: Request) -> Outcome {
    let desk = desk(&visitor, &reference).await?;
    let mut form = or_go!(Form::with_files(request, &visitor.web, Sender::Proved).await);
    let files = std::mem::take(&mut form.files);
    let result =
        if form.errors.is_empty() { desk.write(&form.value("words"), files).await } else { Err(DeskError::Invalid(form.errors.clone())) };
    let done = if matches!(result, Ok(true)) { "answered" } else { "sent" };
    after(&visitor, &desk, &reference, "message", done, &form, result.map(drop)).await
}

/// Withdraws the request.
pub async fn withdraw(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let desk = desk(&visitor, &reference).await?;
    let result = desk.withdraw(form.ticked("sure")).await;
    after(&visitor, &desk, &reference, "withdraw", "withdrawn", &form, result).await
}

/// Asks for another look.
pub async fn appeal(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let desk = desk(&visitor, &reference).await?;
    let result = desk.appeal(&form.value("words")).await;
    after(&visitor, &desk, &reference, "appeal", "appealed", &form, result).await
}

/// Enters the code from inside the app.
pub async fn in_app_code(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let desk = desk(&visitor, &reference).await?;
    let result = desk.confirm_in_app(&form.value("code")).await;
    after(&visitor, &desk, &reference, "in_app_code", "confirmed", &form, result).await
}

/// Chooses the zone in which moments are shown.
pub async fn set_zone(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let desk = desk(&visitor, &reference).await?;
    let name = form.value("tz");
    let result = desk.set_zone(&name).await;
    let chosen = result.is_ok();
    let response = after(&visitor, &desk, &reference, "zone", "zone", &form, result).await?;
    Ok(if chosen {
        with_cookie(response, cookies::set(&visitor.web, Jar::Zone, &name, Some(SignedDuration::from_hours(24 * 365))))
    } else {
        response
    })
}

/// Sends a code for downloads.
pub async fn fresh(visitor: Visitor, Path(reference): Path<String>) -> Outcome {
    let desk = desk(&visitor, &reference).await?;
    if desk.is_by_account() {
        let to = serde_html_form::to_string([("to", visitor.path.trim_end_matches("/fresh"))]).unwrap_or_default();
        return Ok(go(&format!("/account/confirm?{to}")));
    }
    let holder = desk.ask_fresh().await?;
    Ok(to_code(&visitor, holder))
}

/// Ends this browser's session.
pub async fn leave(visitor: Visitor, Path(_reference): Path<String>) -> Outcome {
    if let Some(cookie) = visitor.cookie(Jar::Request) {
        visitor.web.house.leave(&cookie).await?;
    }
    // What this browser could open again by pressing twice goes with it.
    let left = [Jar::Press, Jar::Code].into_iter().fold(go("/"), |response, jar| with_cookie(response, cookies::clear(&visitor.web, jar)));
    Ok(with_cookie(left, cookies::clear(&visitor.web, Jar::Request)))
}

/// A file of the access package.
pub async fn file(visitor: Visitor, Path((reference, id)): Path<(String, String)>) -> Outcome {
    let file = desk(&visitor, &reference).await?.fetch(&id).await?;
    super::files::send(&visitor.web.house, &file, false).await
}
