//! Another address.

use app::pages::account as pages;
use app::views::FormView;
use app::views::account::{EmailLinkView, EmailView, TellView};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::{chrome, done, fresh_desk, tell};
use crate::desk::DeskError;
use crate::desk::person::AccountDesk;
use crate::http::form::Form;
use crate::http::problem::Outcome;
use crate::http::reader::{Visitor, answer};
use crate::http::staff::or_go;

/// The page on which another address is asked for.
pub async fn change(visitor: Visitor) -> Outcome {
    let desk = or_go!(fresh_desk(&visitor, "/account/email").await);
    Ok(show(&visitor, &desk, StatusCode::OK, FormView::default()))
}

fn show(visitor: &Visitor, desk: &AccountDesk, status: StatusCode, form: FormView) -> Response {
    let chrome = chrome(visitor, Some(desk));
    let view = EmailView { email: desk.account.person.email.clone(), form };
    answer(status, &chrome, || pages::email(&chrome, &view))
}

/// Sends the link to the new address: the same answer whether another account has it.
pub async fn change_post(visitor: Visitor, mut form: Form) -> Outcome {
    let desk = or_go!(fresh_desk(&visitor, "/account/email").await);
    if let Some(near) = form.near_address() {
        let again = Form::again(&form.values, &[near], visitor.t);
        return Ok(show(&visitor, &desk, StatusCode::UNPROCESSABLE_ENTITY, again));
    }
    match desk.ask_email(&form.value("email")).await {
        Ok(()) => Ok(done(&visitor, "/account", "email-sent")),
        Err(DeskError::Invalid(errors)) => {
            Ok(show(&visitor, &desk, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)))
        }
        Err(error) => Err(error.into()),
    }
}

async fn link_page(visitor: &Visitor, secret: &str, stop: bool) -> Outcome {
    let email = match visitor.web.house.email_link(secret, stop).await {
        Err(DeskError::NotFound) => return over(visitor, secret, stop).await,
        link => link?.email,
    };
    let chrome = chrome(visitor, None);
    let view = EmailLinkView { action: visitor.path.clone(), email, stop };
    Ok(answer(StatusCode::OK, &chrome, || pages::email_link(&chrome, &view)))
}

/// A link that does nothing more: pressed twice, it says what it did.
async fn over(visitor: &Visitor, secret: &str, stop: bool) -> Outcome {
    if visitor.web.house.email_link_holds(secret, stop).await? {
        return Ok(tell(visitor, StatusCode::OK, if stop { TellView::Frozen } else { TellView::EmailChanged }));
    }
    Ok(tell(visitor, StatusCode::NOT_FOUND, if stop { TellView::StopOver } else { TellView::EmailOver }))
}

/// The page behind the link to a new address.
pub async fn link(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    link_page(&visitor, &secret, false).await
}

/// Confirms the new address.
pub async fn link_post(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    match visitor.web.house.change_email(&secret).await {
        Ok(()) => Ok(tell(&visitor, StatusCode::OK, TellView::EmailChanged)),
        Err(DeskError::NotFound) => over(&visitor, &secret, false).await,
        Err(error) => Err(error.into()),
    }
}

/// The page behind the link that freezes an account.
pub async fn stop(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    link_page(&visitor, &secret, true).await
}

/// Freezes the account.
pub async fn stop_post(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    match visitor.web.house.freeze_account(&secret).await {
        Ok(()) => Ok(tell(&visitor, StatusCode::OK, TellView::Frozen)),
        Err(DeskError::NotFound) => over(&visitor, &secret, true).await,
        Err(error) => Err(error.into()),
    }
}
