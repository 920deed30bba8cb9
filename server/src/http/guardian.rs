//! The guardian's pages and forms. Everything needs a session of an account; what takes data out or away needs that the guardian
//! has shown within the last minutes that it is them.

use app::pages::guardian as pages;
use app::views::FormView;
use app::views::guardian::{GuardianHomeView, NewChildView};
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::Kind;
use domain::request::Details;

use super::account::{chrome, desk as account_desk, done, shown, signed_in};
use super::cookies::Jar;
use super::form::Form;
use super::problem::{Outcome, Problem};
use super::reader::{Visitor, answer, go};
use super::request::details;
use super::staff::or_go;
use crate::desk::guardian::{GuardianDesk, NewAct, NewChild, NewProof, products};
use crate::desk::person::AccountDesk;
use crate::desk::upload::Sender;
use crate::desk::{DeskError, FieldError};

/// The desk with the account that it belongs to, or the way to the log-in.
async fn desks(visitor: &Visitor) -> Result<(GuardianDesk, AccountDesk), Response> {
    let account = account_desk(visitor, &visitor.path).await?;
    Ok((account.guardian(), account))
}

fn child_path(id: &str) -> String {
    format!("/guardian/children/{id}")
}

/// The way to a re-authentication and back to a child's page.
fn confirm(path: &str) -> Response {
    go(&format!("/account/confirm?{}", serde_html_form::to_string([("to", path)]).unwrap_or_default()))
}

/// The first page: for a stranger what a guardian can do, for a guardian their children.
pub async fn home(visitor: Visitor) -> Outcome {
    let Some(account) = signed_in(&visitor).await? else {
        let chrome = chrome(&visitor, None);
        let view =
            GuardianHomeView { name: None, children: Vec::new(), asked: Vec::new(), products: products(&visitor.web.house), done: None };
        return Ok(answer(StatusCode::OK, &chrome, || pages::home(&chrome, &view)));
    };
    let chrome = chrome(&visitor, Some(&account));
    let mut view = account.guardian().home().await?;
    view.done = visitor.cookie(Jar::Done);
    Ok(shown(&visitor, answer(StatusCode::OK, &chrome, || pages::home(&chrome, &view))))
}

/// The form that adds a child.
pub async fn new_child(visitor: Visitor) -> Outcome {
    let (_, account) = or_go!(desks(&visitor).await);
    Ok(new_child_page(&visitor, &account, StatusCode::OK, FormView::default()))
}

fn new_child_page(visitor: &Visitor, account: &AccountDesk, status: StatusCode, form: FormView) -> Response {
    let chrome = chrome(visitor, Some(account));
    let view = NewChildView { products: products(&visitor.web.house), form };
    answer(status, &chrome, || pages::new_child(&chrome, &view))
}

/// Adds a child.
pub async fn new_child_post(visitor: Visitor, mut form: Form) -> Outcome {
    let (desk, account) = or_go!(desks(&visitor).await);
    if let Some(near) = form.near_address() {
        let again = Form::again(&form.values, &[near], visitor.t);
        return Ok(new_child_page(&visitor, &account, StatusCode::UNPROCESSABLE_ENTITY, again));
    }
    let new = NewChild {
        product: form.value("product"),
        name: form.value("name"),
        app_id: form.value("app_id"),
        email: form.optional("email"),
        birth: (form.value("birth_day"), form.value("birth_month"), form.value("birth_year")),
        country: form.value("country"),
    };
    match desk.add_child(new).await {
        Ok(id) => Ok(done(&visitor, &child_path(&id), "added")),
        Err(DeskError::Invalid(errors)) => {
            let again = Form::again(&form.values, &errors, visitor.t);
            Ok(new_child_page(&visitor, &account, StatusCode::UNPROCESSABLE_ENTITY, again))
        }
        Err(error) => Err(error.into()),
    }
}

/// A child's page.
pub async fn child(visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let (desk, account) = or_go!(desks(&visitor).await);
    child_page(&visitor, &desk, &account, &id, StatusCode::OK, None).await
}

async fn child_page(
    visitor: &Visitor,
    desk: &GuardianDesk,
    account: &AccountDesk,
    id: &str,
    status: StatusCode,
    form: Option<(&str, FormView)>,
) -> Outcome {
    let mut view = desk.child_view(id).await?;
    view.done = visitor.cookie(Jar::Done);
    if let Some((name, form)) = form {
        view.form = (name.to_owned(), form);
    }
    let mut chrome = chrome(visitor, Some(account));
    chrome.path = child_path(id);
    Ok(shown(visitor, answer(status, &chrome, || pages::child(&chrome, &view))))
}

/// After something on a child's page: back with a word, or the page again with what was wrong.
async fn after(
    visitor: &Visitor,
    (desk, account): (&GuardianDesk, &AccountDesk),
    id: &str,
    (name, what): (&str, &str),
    form: &Form,
    result: Result<(), DeskError>,
) -> Outcome {
    match result {
        Ok(()) => Ok(done(visitor, &child_path(id), what)),
        Err(DeskError::Invalid(errors)) if needs_confirm(&errors) => Ok(confirm(&child_path(id))),
        Err(DeskError::Invalid(errors)) => {
            let again = Form::again(&form.values, &errors, visitor.t);
            child_page(visitor, desk, account, id, StatusCode::UNPROCESSABLE_ENTITY, Some((name, again))).await
        }
        Err(error) => Err(error.into()),
    }
}

fn needs_confirm(errors: &[FieldError]) -> bool {
    errors.iter().any(|error| error.code == "confirm_first")
}

/// The page on which authority is proved.
pub async fn proof(visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let (desk, account) = or_go!(desks(&visitor).await);
    proof_page(&visitor, &desk, &account, &id, StatusCode::OK, FormView::default()).await
}

async fn proof_page(
    visitor: &Visitor,
    desk: &GuardianDesk,
    account: &AccountDesk,
    id: &str,
    status: StatusCode,
    form: FormView,
) -> Outcome {
    let view = desk.proof_view(id, form).await?;
    let chrome = chrome(visitor, Some(account));
    Ok(answer(status, &chrome, || pages::proof(&chrome, &view)))
}

/// Claims authority.
pub async fn proof_post(visitor: Visitor, Path(id): Path<String>, request: Request) -> Outcome {
    let (desk, account) = or_go!(desks(&visitor).await);
    // Whose child it is, is asked before any file is received.
    desk.proof_view(&id, FormView::default()).await?;
    let mut form = or_go!(Form::with_files(request, &visitor.web, Sender::Proved).await);
    let (identity, relationship) = (form.take_files("identity"), form.take_files("relationship"));
    let new = NewProof {
        relation: form.value("relation"),
        methods: form.all("method"),
        words: form.value("words"),
        declared: form.ticked("declared"),
    };
    let result = if form.errors.is_empty() {
        desk.prove(&id, new, identity, relationship).await.map(drop)
    } else {
        Err(DeskError::Invalid(form.errors.clone()))
    };
    match result {
        Ok(()) => Ok(done(&visitor, &child_path(&id), "proof_sent")),
        Err(DeskError::Invalid(errors)) => {
            let again = Form::again(&form.values, &errors, visitor.t);
            proof_page(&visitor, &desk, &account, &id, StatusCode::UNPROCESSABLE_ENTITY, again).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The form to print and sign.
pub async fn signed_form(visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let (desk, account) = or_go!(desks(&visitor).await);
    let view = desk.signed_form(&id).await?;
    let chrome = chrome(&visitor, Some(&account));
    Ok(answer(StatusCode::OK, &chrome, || pages::signed_form(&chrome, &view)))
}

/// Sends a code to the child's address.
pub async fn send_code(visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let (desk, account) = or_go!(desks(&visitor).await);
    let result = desk.send_child_code(&id).await;
    after(&visitor, (&desk, &account), &id, ("code", "code_sent"), &Form::default(), result).await
}

/// Enters the code that the child was sent.
pub async fn enter_code(visitor: Visitor, Path(id): Path<String>, form: Form) -> Outcome {
    let (desk, account) = or_go!(desks(&visitor).await);
    let result = desk.enter_child_code(&id, &form.value("code")).await;
    after(&visitor, (&desk, &account), &id, ("code", "code_right"), &form, result).await
}

/// Gives consent.
pub async fn consent(visitor: Visitor, Path(id): Path<String>, form: Form) -> Outcome {
    let (desk, account) = or_go!(desks(&visitor).await);
    let result = desk.give_consent(&id, form.all("scope"), form.ticked("understood")).await.map(drop);
    after(&visitor, (&desk, &account), &id, ("consent", "consent_given"), &form, result).await
}

/// Takes a consent back.
pub async fn withdraw(visitor: Visitor, Path((id, consent)): Path<(String, String)>, form: Form) -> Outcome {
    let (desk, account) = or_go!(desks(&visitor).await);
    let result = desk.withdraw_consent(&id, &consent, form.ticked("sure")).await.map(drop);
    let name = format!("withdraw-{consent}");
    after(&visitor, (&desk, &account), &id, (&name, "consent_withdrawn"), &form, result).await
}

/// Gives up the authority over a child.
pub async fn give_up(visitor: Visitor, Path(id): Path<String>, form: Form) -> Outcome {
    let (desk, account) = or_go!(desks(&visitor).await);
    let result = desk.give_up(&id, form.ticked("sure")).await;
    after(&visitor, (&desk, &account), &id, ("give_up", "given_up"), &form, result).await
}

/// The form of a request for a child. What takes data out or away asks for the password first, so that nothing typed is lost.
pub async fn act(visitor: Visitor, Path((id, slug)): Path<(String, String)>) -> Outcome {
    let (desk, account) = or_go!(desks(&visitor).await);
    let kind = Kind::from_slug(&slug).ok_or(DeskError::NotFound)?;
    let view = desk.act_view(&id, kind, FormView::default()).await?;
    if !desk.who().fresh {
        return Ok(confirm(&visitor.path));
    }
    let chrome = chrome(&visitor, Some(&account));
    Ok(answer(StatusCode::OK, &chrome, || pages::act(&chrome, &view)))
}

/// A request for a child.
pub async fn act_post(visitor: Visitor, Path((id, slug)): Path<(String, String)>, request: Request) -> Outcome {
    let (desk, account) = or_go!(desks(&visitor).await);
    let kind = Kind::from_slug(&slug).ok_or(DeskError::NotFound)?;
    desk.act_view(&id, kind, FormView::default()).await?;
    let mut form = or_go!(Form::with_files(request, &visitor.web, Sender::Proved).await);
    let files = form.take_files("files");
    let details = match kind {
        Kind::ConsentRevocation => Details::ConsentRevocation { words: form.value("words") },
        kind => details(kind, &form),
    };
    let new = NewAct { kind, details, understood: form.ticked("understood"), some: form.value("scope") == "some" };
    let mut errors = form.errors.clone();
    if kind == Kind::Deletion && !["account", "some"].contains(&form.value("scope").as_str()) {
        // Silence never means the whole account.
        errors.push(FieldError::new("scope", "choose_one"));
    }
    let result = if errors.is_empty() { desk.request(&id, new, files).await } else { Err(DeskError::Invalid(errors)) };
    match result {
        Ok(reference) => Ok(go(&format!("/requests/{reference}/received"))),
        Err(DeskError::Invalid(errors)) => {
            let mut again = Form::again(&form.values, &errors, visitor.t);
            if needs_confirm(&errors) {
                // The ten minutes are over: the page keeps every word, and says where to go for a moment.
                again.errors = vec![(String::new(), visitor.t.error_confirm_first())];
            }
            let view = desk.act_view(&id, kind, again).await?;
            let chrome = chrome(&visitor, Some(&account));
            Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &chrome, || pages::act(&chrome, &view)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Answers what another guardian asks for.
pub async fn answer_other(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, _) = or_go!(desks(&visitor).await);
    match desk.answer_other(&reference, &form.value("answer")).await {
        Ok(()) => Ok(done(&visitor, "/guardian", if form.value("answer") == "agreed" { "agreed" } else { "objected" })),
        Err(DeskError::Invalid(_)) => Ok(go("/guardian")),
        Err(error) => Ok(Problem::from(error).into_response()),
    }
}
