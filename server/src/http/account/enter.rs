//! The ways in: making an account, logging in, showing again who one is.

use app::pages::account as pages;
use app::views::FormView;
use app::views::account::{AccountLoginView, AccountSecondView, AskEmailView, Asks, ConfirmView, MakeAccountView, TellView};
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;

use super::{chrome, desk, enter_with, label, place, remembered, signed_in, tell, to_of, with_to};
use crate::desk::DeskError;
use crate::desk::person::local;
use crate::http::cookies::{self, Jar};
use crate::http::form::Form;
use crate::http::problem::Outcome;
use crate::http::reader::{Visitor, answer, go, with_cookie, zone};
use crate::http::staff::or_go;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// The page on which an account is asked for.
pub async fn new(visitor: Visitor) -> Response {
    ask(&visitor, StatusCode::OK, FormView::default())
}

fn ask(visitor: &Visitor, status: StatusCode, form: FormView) -> Response {
    let chrome = chrome(visitor, None);
    answer(status, &chrome, || pages::ask(&chrome, &AskEmailView { asks: Asks::SignUp, form }))
}

/// Asks for an account: the same answer whether the address has one.
pub async fn new_post(visitor: Visitor, mut form: Form) -> Outcome {
    if let Some(near) = form.near_address() {
        return Ok(ask(&visitor, WRONG, Form::again(&form.values, &[near], visitor.t)));
    }
    match visitor.web.house.ask_account(&form.value("email"), visitor.t.lang()).await {
        Ok(()) => Ok(go("/account/new/sent")),
        Err(DeskError::Invalid(errors)) => Ok(ask(&visitor, WRONG, Form::again(&form.values, &errors, visitor.t))),
        Err(error) => Err(error.into()),
    }
}

/// A mail left.
pub async fn new_sent(visitor: Visitor) -> Response {
    tell(&visitor, StatusCode::OK, TellView::SignUpSent)
}

/// The page behind a sign-up's link.
pub async fn make(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    make_page(&visitor, &secret, StatusCode::OK, FormView::default()).await
}

async fn make_page(visitor: &Visitor, secret: &str, status: StatusCode, form: FormView) -> Outcome {
    let email = match visitor.web.house.account_invitation(secret).await {
        Err(DeskError::NotFound) => return Ok(tell(visitor, StatusCode::NOT_FOUND, TellView::SignUpOver)),
        found => found?.email,
    };
    let chrome = chrome(visitor, None);
    let view = MakeAccountView { action: visitor.path.clone(), email, form };
    Ok(answer(status, &chrome, || pages::make(&chrome, &view)))
}

/// Makes the account, and logs it in.
pub async fn make_post(visitor: Visitor, Path(secret): Path<String>, form: Form) -> Outcome {
    let house = &visitor.web.house;
    let own_zone = form.optional("tz").filter(|name| zone(name).is_some());
    match house.make_account(&secret, &form.value("name"), &form.value("password"), own_zone.as_deref(), &label(&visitor)).await {
        Ok(session) => {
            leave_old(&visitor).await?;
            let response = enter_with(&visitor, "/account", &session);
            Ok(with_cookie(response, cookies::set(&visitor.web, Jar::Done, "welcome", Some(jiff::SignedDuration::from_mins(1)))))
        }
        Err(DeskError::Invalid(errors)) => make_page(&visitor, &secret, WRONG, Form::again(&form.values, &errors, visitor.t)).await,
        Err(DeskError::NotFound) => super::recover::again(&visitor, "sign_up", &secret, &form, TellView::SignUpOver).await,
        Err(error) => Err(error.into()),
    }
}

/// Ends the session that the browser had before.
pub(super) async fn leave_old(visitor: &Visitor) -> Result<(), DeskError> {
    match visitor.cookie(Jar::Account) {
        Some(cookie) => visitor.web.house.leave(&cookie).await,
        None => Ok(()),
    }
}

/// The log-in.
pub async fn login(visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let to = to_of(query.as_deref());
    if signed_in(&visitor).await?.is_some() {
        return Ok(go(local(&to)));
    }
    Ok(login_page(&visitor, StatusCode::OK, FormView::default().or("to", &to)))
}

fn login_page(visitor: &Visitor, status: StatusCode, form: FormView) -> Response {
    let chrome = chrome(visitor, None);
    answer(status, &chrome, || pages::login(&chrome, &AccountLoginView { form }))
}

/// Logs in: to where one was going, or to the second step.
pub async fn login_post(visitor: Visitor, form: Form) -> Outcome {
    let (email, password) = (form.value("email"), form.value("password"));
    let old = visitor.cookie(Jar::Account);
    let to = form.value("to");
    match visitor.web.house.log_in_account(&email, &password, place(&visitor), &label(&visitor), old.as_deref()).await {
        Ok(begun) if begun.needs_second => Ok(enter_with(&visitor, &with_to("/account/login/second", &to), &begun.token)),
        Ok(begun) => remembered(&visitor, &begun.token, enter_with(&visitor, local(&to), &begun.token)).await,
        Err(DeskError::Invalid(errors)) => Ok(login_page(&visitor, WRONG, Form::again(&form.values, &errors, visitor.t))),
        Err(error) => Err(error.into()),
    }
}

/// The second step.
pub async fn second(visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let waits = match visitor.cookie(Jar::Account) {
        Some(cookie) => visitor.web.house.waits_for_second(&cookie).await?,
        None => false,
    };
    let to = to_of(query.as_deref());
    if !waits {
        return Ok(go(&with_to("/account/login", &to)));
    }
    Ok(second_page(&visitor, StatusCode::OK, FormView::default().or("to", &to)))
}

fn second_page(visitor: &Visitor, status: StatusCode, form: FormView) -> Response {
    let chrome = chrome(visitor, None);
    answer(status, &chrome, || pages::second(&chrome, &AccountSecondView { form }))
}

/// Enters the second factor.
pub async fn second_post(visitor: Visitor, form: Form) -> Outcome {
    let to = form.value("to");
    let Some(cookie) = visitor.cookie(Jar::Account) else { return Ok(go(&with_to("/account/login", &to))) };
    match visitor.web.house.enter_second(&cookie, &form.value("code"), place(&visitor)).await {
        Ok(session) => remembered(&visitor, &session, enter_with(&visitor, local(&to), &session)).await,
        Err(DeskError::Invalid(errors)) => Ok(second_page(&visitor, WRONG, Form::again(&form.values, &errors, visitor.t))),
        // The ten minutes are over.
        Err(DeskError::NotFound) => Ok(go(&with_to("/account/login", &to))),
        Err(error) => Err(error.into()),
    }
}

/// Logs out.
pub async fn log_out(visitor: Visitor) -> Outcome {
    match signed_in(&visitor).await? {
        Some(desk) => desk.log_out().await?,
        None => leave_old(&visitor).await?,
    }
    Ok(with_cookie(go("/"), cookies::clear(&visitor.web, Jar::Account)))
}

/// The re-authentication.
pub async fn confirm(visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let to = to_of(query.as_deref());
    let desk = or_go!(desk(&visitor, &to).await);
    if desk.fresh() {
        return Ok(go(local(&to)));
    }
    Ok(confirm_page(&visitor, desk.account.has_second(), StatusCode::OK, FormView::default().or("to", &to)))
}

fn confirm_page(visitor: &Visitor, has_second: bool, status: StatusCode, form: FormView) -> Response {
    let chrome = chrome(visitor, None);
    answer(status, &chrome, || pages::confirm(&chrome, &ConfirmView { has_second, form }))
}

/// Shows again who one is, and goes on.
pub async fn confirm_post(visitor: Visitor, form: Form) -> Outcome {
    let to = form.value("to");
    let desk = or_go!(desk(&visitor, &to).await);
    match desk.confirm(&form.value("password"), &form.value("code"), place(&visitor)).await {
        Ok(session) => Ok(enter_with(&visitor, local(&to), &session)),
        Err(DeskError::Invalid(errors)) => {
            Ok(confirm_page(&visitor, desk.account.has_second(), WRONG, Form::again(&form.values, &errors, visitor.t)))
        }
        // It ended, or was renewed in another tab, whose cookie this browser has by now.
        Err(DeskError::NotFound) => Ok(go(local(&to))),
        Err(error) => Err(error.into()),
    }
}
