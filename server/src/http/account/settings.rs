//! Name, language, zone, and the password.

use app::pages::account as pages;
use app::views::FormView;
use app::views::account::{PasswordView, SettingsView};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;

use super::{chrome, desk, done, place, renewed};
use crate::desk::DeskError;
use crate::desk::person::AccountDesk;
use crate::http::cookies::{self, Jar};
use crate::http::form::Form;
use crate::http::problem::Outcome;
use crate::http::reader::{Visitor, answer, go, with_cookie};
use crate::http::staff::or_go;

/// Name, language and zone.
pub async fn page(visitor: Visitor) -> Outcome {
    let desk = or_go!(desk(&visitor, "/account/settings").await);
    let account = &desk.account;
    let form = FormView::default()
        .or("name", &account.person.name)
        .or("lang", account.lang.tag())
        .or("tz", account.zone.as_deref().unwrap_or_default());
    Ok(show(&visitor, &desk, StatusCode::OK, form))
}

fn show(visitor: &Visitor, desk: &AccountDesk, status: StatusCode, form: FormView) -> Response {
    let chrome = chrome(visitor, Some(desk));
    answer(status, &chrome, || pages::settings(&chrome, &SettingsView { form }))
}

/// Saves them. The pages follow the language from now on.
pub async fn save(visitor: Visitor, form: Form) -> Outcome {
    let desk = or_go!(desk(&visitor, "/account/settings").await);
    match desk.save_settings(&form.value("name"), &form.value("lang"), &form.value("tz")).await {
        Ok(lang) => {
            let year = SignedDuration::from_hours(24 * 365);
            Ok(with_cookie(done(&visitor, "/account", "saved"), cookies::set(&visitor.web, Jar::Lang, lang.tag(), Some(year))))
        }
        Err(DeskError::Invalid(errors)) => {
            Ok(show(&visitor, &desk, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)))
        }
        Err(error) => Err(error.into()),
    }
}

/// The page of the password.
pub async fn password(visitor: Visitor) -> Outcome {
    let desk = or_go!(desk(&visitor, "/account/password").await);
    Ok(password_page(&visitor, &desk, StatusCode::OK, FormView::default()))
}

fn password_page(visitor: &Visitor, desk: &AccountDesk, status: StatusCode, form: FormView) -> Response {
    let chrome = chrome(visitor, Some(desk));
    answer(status, &chrome, || pages::password(&chrome, &PasswordView { form }))
}

/// Changes the password. The old one is asked for, so that no re-authentication is needed before.
pub async fn password_post(visitor: Visitor, mut form: Form) -> Outcome {
    let desk = or_go!(desk(&visitor, "/account/password").await);
    match desk.change_password(&form.value("current"), &form.value("password"), place(&visitor)).await {
        Ok(session) => Ok(renewed(&visitor, done(&visitor, "/account", "password"), &session)),
        // It ended meanwhile: the log-in comes next.
        Err(DeskError::NotFound) => Ok(go("/account")),
        Err(DeskError::Invalid(errors)) => {
            form.values.remove("current");
            let again = Form::again(&form.values, &errors, visitor.t);
            Ok(password_page(&visitor, &desk, StatusCode::UNPROCESSABLE_ENTITY, again))
        }
        Err(error) => Err(error.into()),
    }
}
