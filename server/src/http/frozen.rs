//! Frozen accounts of people, for those who may open them.

use app::pages::staff as pages;
use app::views::FormView;
use app::views::people::{FrozenLineView, FrozenOneView, FrozenView};
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::cookies::Jar;
use super::entrance::{done, told};
use super::form::Form;
use super::officer::{cursor, from_query, to_query};
use super::problem::Outcome;
use super::reader::{Visitor, answer};
use super::staff::{fresh, or_go, whole};
use crate::desk::DeskError;
use crate::desk::account::Entered;
use crate::desk::frozen::{Decision, FrozenAccount, FrozenDesk};
use crate::store::frozen::After;

const HERE: &str = "/staff/accounts";
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

fn desk(visitor: &Visitor, who: &Entered) -> Result<FrozenDesk, DeskError> {
    visitor.web.house.frozen(who).ok_or(DeskError::NotFound)
}

/// The names of products, by their slugs.
fn names(visitor: &Visitor, slugs: &[String]) -> Vec<String> {
    let all = &visitor.web.house.products;
    slugs.iter().map(|slug| all.get(slug).map_or_else(|| slug.clone(), |product| product.pack.name.clone())).collect()
}

/// The frozen accounts: since when, and nobody's name.
pub async fn list(visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let after = cursor(&from_query(query.as_deref())).map(|(at, id)| After { at, id });
    let response = list_page(&visitor, &who, StatusCode::OK, after, FormView::default()).await?;
    Ok(told(&visitor, response))
}

async fn list_page(visitor: &Visitor, who: &Entered, status: StatusCode, after: Option<After>, form: FormView) -> Outcome {
    let (list, next) = desk(visitor, who)?.list(after.as_ref()).await?;
    let lines = list.into_iter().filter_map(|one| {
        let since = one.account.frozen.as_ref()?.at;
        Some(FrozenLineView { since, products: names(visitor, &one.products), id: one.account.id })
    });
    let view = FrozenView {
        lines: lines.collect(),
        next: next.map(|next| to_query(&FormView::default(), Some((next.at, &next.id)))),
        done: visitor.cookie(Jar::Done).as_deref() == Some("frozen_opened"),
        form,
    };
    let mut chrome = visitor.staff_chrome(&who.member);
    HERE.clone_into(&mut chrome.path);
    Ok(answer(status, &chrome, || pages::frozen::page(&chrome, &view)))
}

/// Shows whose addresses are in one. It is a form that is posted: looking is recorded.
pub async fn look(visitor: Visitor, form: Form) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    desk(&visitor, &who)?;
    let who = or_go!(fresh(&visitor, HERE).await);
    match desk(&visitor, &who)?.look(&form.value("account")).await {
        Ok(one) => Ok(one_page(&visitor, &who, &one, StatusCode::OK, FormView::default())),
        Err(DeskError::Invalid(errors)) => list_page(&visitor, &who, WRONG, None, Form::again(&form.values, &errors, visitor.t)).await,
        Err(error) => Err(error.into()),
    }
}

fn one_page(visitor: &Visitor, who: &Entered, one: &FrozenAccount, status: StatusCode, form: FormView) -> Response {
    let account = &one.account;
    let frozen = account.frozen.as_ref();
    let view = FrozenOneView {
        id: account.id.clone(),
        since: frozen.map(|frozen| frozen.at),
        present: account.person.email.clone(),
        former: frozen
            .map(|frozen| frozen.former.iter().map(|former| (former.change.clone(), former.email.clone())).collect())
            .unwrap_or_default(),
        second_at: account.totp_at.filter(|_| account.has_second()),
        products: names(visitor, &one.products),
        form,
    };
    let mut chrome = visitor.staff_chrome(&who.member);
    HERE.clone_into(&mut chrome.path);
    answer(status, &chrome, || pages::frozen::one(&chrome, &view))
}

/// Opens one.
pub async fn open(visitor: Visitor, form: Form) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    desk(&visitor, &who)?;
    let who = or_go!(fresh(&visitor, HERE).await);
    let desk = desk(&visitor, &who)?;
    let decision = Decision { to: form.value("to"), checked: form.value("checked"), without_second: form.ticked("factor") };
    match desk.open(&form.value("account"), &decision).await {
        Ok(()) => Ok(done(&visitor, HERE, "frozen_opened")),
        Err(DeskError::Invalid(errors)) => {
            let again = Form::again(&form.values, &errors, visitor.t);
            // What was chosen stays, as long as there is something to choose.
            match desk.look(&form.value("account")).await {
                Ok(one) => Ok(one_page(&visitor, &who, &one, WRONG, again)),
                Err(DeskError::Invalid(errors)) => {
                    list_page(&visitor, &who, WRONG, None, Form::again(&form.values, &errors, visitor.t)).await
                }
                Err(error) => Err(error.into()),
            }
        }
        Err(error) => Err(error.into()),
    }
}
