//! A forgotten password.

use app::pages::account as pages;
use app::views::FormView;
use app::views::account::{AskEmailView, Asks, ChoosePasswordView, TellView};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::enter::leave_old;
use super::{chrome, done, enter_with, label, place, tell};
use crate::desk::DeskError;
use crate::http::form::Form;
use crate::http::problem::Outcome;
use crate::http::reader::{Visitor, answer, go};

/// The page on which a new password is asked for.
pub async fn reset(visitor: Visitor) -> Response {
    ask(&visitor, StatusCode::OK, FormView::default())
}

fn ask(visitor: &Visitor, status: StatusCode, form: FormView) -> Response {
    let chrome = chrome(visitor, None);
    answer(status, &chrome, || pages::ask(&chrome, &AskEmailView { asks: Asks::Reset, form }))
}

/// Asks for a link: the same answer whether the address has an account.
pub async fn reset_post(visitor: Visitor, mut form: Form) -> Outcome {
    if let Some(near) = form.near_address() {
        return Ok(ask(&visitor, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &[near], visitor.t)));
    }
    match visitor.web.house.ask_reset(&form.value("email"), visitor.t.lang()).await {
        Ok(()) => Ok(go("/account/reset/sent")),
        Err(DeskError::Invalid(errors)) => {
            Ok(ask(&visitor, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)))
        }
        Err(error) => Err(error.into()),
    }
}

/// A mail left, if there is an account.
pub async fn reset_sent(visitor: Visitor) -> Response {
    tell(&visitor, StatusCode::OK, TellView::ResetSent)
}

/// The page behind a reset's link.
pub async fn choose(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    choose_page(&visitor, &secret, StatusCode::OK, FormView::default()).await
}

async fn choose_page(visitor: &Visitor, secret: &str, status: StatusCode, form: FormView) -> Outcome {
    let link = match visitor.web.house.reset_link(secret).await {
        Err(DeskError::NotFound) => return Ok(tell(visitor, StatusCode::NOT_FOUND, TellView::ResetOver)),
        link => link?,
    };
    let chrome = chrome(visitor, None);
    let view = ChoosePasswordView { action: visitor.path.clone(), needs_second: link.needs_second, form };
    Ok(answer(status, &chrome, || pages::choose(&chrome, &view)))
}

/// Chooses the new password, and logs in.
pub async fn choose_post(visitor: Visitor, Path(secret): Path<String>, form: Form) -> Outcome {
    let house = &visitor.web.house;
    match house.reset_password(&secret, &form.value("password"), &form.value("code"), place(&visitor), &label(&visitor)).await {
        Ok(session) => {
            leave_old(&visitor).await?;
            let mut response = enter_with(&visitor, "/account", &session);
            for cookie in done(&visitor, "/account", "password").headers().get_all(axum::http::header::SET_COOKIE) {
                response.headers_mut().append(axum::http::header::SET_COOKIE, cookie.clone());
            }
            Ok(response)
        }
        Err(DeskError::Invalid(errors)) => {
            choose_page(&visitor, &secret, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)).await
        }
        Err(DeskError::NotFound) => again(&visitor, "reset", &secret, &form, TellView::ResetOver).await,
        Err(error) => Err(error.into()),
    }
}

/// The form behind a link, sent once more: it leads where it led the first time.
pub(super) async fn again(visitor: &Visitor, purpose: &str, secret: &str, form: &Form, over: TellView) -> Outcome {
    match visitor.web.house.press_again(purpose, secret, &form.value("password"), place(visitor), &label(visitor)).await {
        Ok(entered) => {
            leave_old(visitor).await?;
            Ok(enter_with(visitor, if entered.needs_second { "/account/login/second" } else { "/account" }, &entered.token))
        }
        Err(DeskError::NotFound) => Ok(tell(visitor, StatusCode::NOT_FOUND, over)),
        Err(error) => Err(error.into()),
    }
}
