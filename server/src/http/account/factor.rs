//! The second factor.

use app::pages::account as pages;
use app::views::FormView;
use app::views::account::{CodesView, FactorState, FactorView};
use axum::http::StatusCode;
use axum::response::Response;

use super::{chrome, done, fresh_desk, place, renewed};
use crate::desk::DeskError;
use crate::desk::person::AccountDesk;
use crate::http::form::Form;
use crate::http::problem::Outcome;
use crate::http::reader::{Visitor, answer, go};
use crate::http::staff::or_go;

const HERE: &str = "/account/second";

/// The page: off, waiting for its first code, or on.
pub async fn page(visitor: Visitor) -> Outcome {
    let desk = or_go!(fresh_desk(&visitor, HERE).await);
    show(&visitor, &desk, StatusCode::OK, FormView::default()).await
}

async fn show(visitor: &Visitor, desk: &AccountDesk, status: StatusCode, form: FormView) -> Outcome {
    let state = if desk.account.has_second() {
        FactorState::On { left: desk.recovery_left().await? }
    } else if let Some(enrolment) = desk.enrolment() {
        FactorState::Waiting { letters: enrolment.letters, uri: enrolment.uri, picture: enrolment.picture }
    } else {
        FactorState::Off
    };
    let mut chrome = chrome(visitor, Some(desk));
    HERE.clone_into(&mut chrome.path);
    Ok(answer(status, &chrome, || pages::factor(&chrome, &FactorView { state, form })))
}

fn codes_page(visitor: &Visitor, desk: &AccountDesk, codes: Vec<String>) -> Response {
    let mut chrome = chrome(visitor, Some(desk));
    HERE.clone_into(&mut chrome.path);
    answer(StatusCode::OK, &chrome, || pages::codes(&chrome, &CodesView { codes }))
}

async fn again(visitor: &Visitor, desk: &AccountDesk, form: &Form, error: DeskError) -> Outcome {
    match error {
        DeskError::Invalid(errors) => {
            show(visitor, desk, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)).await
        }
        // It was turned on, or off, in another window: the page says which.
        DeskError::NotFound => Ok(go(HERE)),
        error => Err(error.into()),
    }
}

/// Makes a secret.
pub async fn start(visitor: Visitor) -> Outcome {
    let desk = or_go!(fresh_desk(&visitor, HERE).await);
    match desk.start_second().await {
        Ok(()) | Err(DeskError::NotFound) => Ok(go(HERE)),
        Err(error) => Err(error.into()),
    }
}

/// Turns it on with the first code; the recovery codes are shown this once.
pub async fn on(visitor: Visitor, form: Form) -> Outcome {
    let desk = or_go!(fresh_desk(&visitor, HERE).await);
    match desk.turn_on_second(&form.value("code"), place(&visitor)).await {
        Ok(on) => Ok(renewed(&visitor, codes_page(&visitor, &desk, on.codes), &on.session)),
        Err(error) => again(&visitor, &desk, &form, error).await,
    }
}

/// Makes new recovery codes.
pub async fn codes(visitor: Visitor, form: Form) -> Outcome {
    let desk = or_go!(fresh_desk(&visitor, HERE).await);
    match desk.new_recovery_codes().await {
        Ok(codes) => Ok(codes_page(&visitor, &desk, codes)),
        Err(error) => again(&visitor, &desk, &form, error).await,
    }
}

/// Turns it off.
pub async fn off(visitor: Visitor, form: Form) -> Outcome {
    let desk = or_go!(fresh_desk(&visitor, HERE).await);
    match desk.turn_off_second(&form.value("code"), place(&visitor)).await {
        Ok(()) => Ok(done(&visitor, "/account", "second-off")),
        Err(error) => again(&visitor, &desk, &form, error).await,
    }
}
