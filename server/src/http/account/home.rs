//! The front page, the sessions, and the end.

use app::pages::account as pages;
use app::views::FormView;
use app::views::account::{AccountView, EraseView, RequestLineView, SessionLineView, SessionsView, TellView};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::{chrome, desk, done, fresh_desk, shown, tell};
use crate::desk::DeskError;
use crate::desk::person::AccountDesk;
use crate::http::cookies::{self, Jar};
use crate::http::form::Form;
use crate::http::problem::Outcome;
use crate::http::reader::{Visitor, answer, go, with_cookie};
use crate::http::staff::or_go;

/// The front page: what the account holds.
pub async fn page(visitor: Visitor) -> Outcome {
    let desk = or_go!(desk(&visitor, "/account").await);
    let products = &visitor.web.house.products;
    let requests = desk.requests().await?.into_iter().map(|held| RequestLineView {
        product: products.get(&held.product).map_or_else(|| held.product.clone(), |product| product.pack.name.clone()),
        reference: held.reference,
        kind: held.kind,
        state: held.state,
        received_at: held.received_at,
        due_at: held.due_at,
    });
    let view = AccountView {
        name: desk.account.person.name.clone(),
        email: desk.account.person.email.clone(),
        requests: requests.collect(),
        products: products.all().map(|product| product.pack.clone()).collect(),
        has_second: desk.account.has_second(),
        done: visitor.cookie(Jar::Done),
    };
    let chrome = chrome(&visitor, Some(&desk));
    Ok(shown(&visitor, answer(StatusCode::OK, &chrome, || pages::home(&chrome, &view))))
}

/// Where one is logged in.
pub async fn sessions(visitor: Visitor) -> Outcome {
    let desk = or_go!(desk(&visitor, "/account/sessions").await);
    let lines = desk.sessions().await?.into_iter().map(|line| SessionLineView {
        id: line.id,
        browser: line.browser.0,
        system: line.browser.1,
        began: line.began,
        seen: line.seen,
        this: line.this,
    });
    let view = SessionsView { lines: lines.collect(), done: visitor.cookie(Jar::Done) };
    let chrome = chrome(&visitor, Some(&desk));
    Ok(shown(&visitor, answer(StatusCode::OK, &chrome, || pages::sessions(&chrome, &view))))
}

/// Ends one session.
pub async fn end_session(visitor: Visitor, Path(id): Path<String>) -> Outcome {
    or_go!(desk(&visitor, "/account/sessions").await).end_session(&id).await?;
    Ok(done(&visitor, "/account/sessions", "ended"))
}

/// Ends all other sessions.
pub async fn end_others(visitor: Visitor) -> Outcome {
    or_go!(desk(&visitor, "/account/sessions").await).end_other_sessions().await?;
    Ok(done(&visitor, "/account/sessions", "others"))
}

/// What goes and what stays when the account is erased.
pub async fn erase(visitor: Visitor) -> Outcome {
    let desk = or_go!(fresh_desk(&visitor, "/account/erase").await);
    Ok(erase_page(&visitor, &desk, StatusCode::OK, FormView::default()))
}

fn erase_page(visitor: &Visitor, desk: &AccountDesk, status: StatusCode, form: FormView) -> Response {
    let chrome = chrome(visitor, Some(desk));
    answer(status, &chrome, || pages::erase(&chrome, &EraseView { form }))
}

/// Erases the account.
pub async fn erase_post(visitor: Visitor, form: Form) -> Outcome {
    let desk = or_go!(fresh_desk(&visitor, "/account/erase").await);
    match desk.erase(form.ticked("sure")).await {
        Ok(()) => Ok(with_cookie(go("/account/erased"), cookies::clear(&visitor.web, Jar::Account))),
        Err(DeskError::Invalid(errors)) => {
            let again = Form::again(&form.values, &errors, visitor.t);
            Ok(erase_page(&visitor, &desk, StatusCode::UNPROCESSABLE_ENTITY, again))
        }
        Err(error) => Err(error.into()),
    }
}

/// The account is erased.
pub async fn erased(visitor: Visitor) -> Response {
    tell(&visitor, StatusCode::OK, TellView::Erased)
}
