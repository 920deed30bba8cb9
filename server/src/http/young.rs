//! What children and young people are asked, and the open form about a child's account. No account, no log-in.

use app::pages::guardian as pages;
use app::views::FormView;
use app::views::guardian::{ChildNoticeDoneView, ChildNoticeView, YoungQuestion, YoungView};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Kind;

use super::cookies::{self, Jar};
use super::form::Form;
use super::problem::Outcome;
use super::reader::{Visitor, answer as page_of, go, with_cookie, zone};
use super::request::{RECEIPT_LASTS, open_receipt, seal_receipt};
use crate::desk::DeskError;
use crate::desk::guardian::{self, NewNotice, YoungAnswer};
use crate::products::Product;

fn show(
    visitor: &Visitor,
    product: &Product,
    secret: &str,
    question: YoungQuestion,
    status: StatusCode,
    form: FormView,
    answered: Option<&'static str>,
) -> Response {
    let mut chrome = visitor.chrome(Some(product.pack.clone()));
    if answered.is_some() {
        // The secret is used up: it need not stand in the page's forms.
        chrome.path = format!("/{}", product.pack.slug);
    }
    let view = YoungView { question, pack: product.pack.clone(), action: format!("/young/{secret}"), form, answered };
    page_of(status, &chrome, || pages::young(&chrome, &view))
}

/// The page of a question.
pub async fn page(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    let (question, slug) = match guardian::question(&visitor.web.house, &secret).await {
        Err(DeskError::NotFound) => return again(&visitor, &secret).await,
        found => found?,
    };
    let product = visitor.web.house.products.get(&slug).ok_or(DeskError::NotFound)?;
    Ok(show(&visitor, product, &secret, question, StatusCode::OK, FormView::default(), None))
}

/// A link that asks nothing more: pressed twice, it says that the answer is there.
async fn again(visitor: &Visitor, secret: &str) -> Outcome {
    if !guardian::answered(&visitor.web.house, secret).await? {
        return Err(DeskError::NotFound.into());
    }
    let mut chrome = visitor.chrome(None);
    chrome.path = "/".to_owned();
    Ok(page_of(StatusCode::OK, &chrome, || pages::young_answered(&chrome)))
}

/// An answer.
pub async fn answer(visitor: Visitor, Path(secret): Path<String>, mut form: Form) -> Outcome {
    let (question, slug) = match guardian::question(&visitor.web.house, &secret).await {
        Err(DeskError::NotFound) => return again(&visitor, &secret).await,
        found => found?,
    };
    let product = visitor.web.house.products.get(&slug).ok_or(DeskError::NotFound)?;
    if let Some(near) = form.near_address() {
        let again = Form::again(&form.values, &[near], visitor.t);
        return Ok(show(&visitor, product, &secret, question, StatusCode::UNPROCESSABLE_ENTITY, again, None));
    }
    let said = YoungAnswer { choice: form.value("choice"), words: form.value("words"), email: form.value("email") };
    match guardian::answer(&visitor.web.house, &secret, said).await {
        Ok(answered) => Ok(show(&visitor, product, &secret, question, StatusCode::OK, FormView::default(), Some(answered))),
        Err(DeskError::Invalid(errors)) => {
            let again = Form::again(&form.values, &errors, visitor.t);
            Ok(show(&visitor, product, &secret, question, StatusCode::UNPROCESSABLE_ENTITY, again, None))
        }
        Err(error) => Err(error.into()),
    }
}

fn product<'a>(visitor: &'a Visitor, slug: &str) -> Result<&'a Product, DeskError> {
    visitor.web.house.products.get(slug).filter(|product| product.pack.takes(Kind::ChildAccount)).ok_or(DeskError::NotFound)
}

fn notice_page(visitor: &Visitor, product: &Product, status: StatusCode, form: FormView) -> Response {
    let chrome = visitor.chrome(Some(product.pack.clone()));
    let view = ChildNoticeView { pack: product.pack.clone(), form };
    page_of(status, &chrome, || pages::child_notice(&chrome, &view))
}

/// The open form about a child.
pub async fn notice(visitor: Visitor, Path(slug): Path<String>) -> Outcome {
    let product = product(&visitor, &slug)?;
    Ok(notice_page(&visitor, product, StatusCode::OK, FormView::default()))
}

/// A notice that a child uses an account.
pub async fn notice_post(visitor: Visitor, Path(slug): Path<String>, mut form: Form) -> Outcome {
    let product = product(&visitor, &slug)?;
    let near = form.near_address();
    let new = NewNotice {
        product: product.pack.slug.clone(),
        lang: visitor.t.lang(),
        zone: visitor.cookie(Jar::Zone).filter(|name| zone(name).is_some()),
        account: form.value("account"),
        relation: form.value("relation"),
        age: form.value("age"),
        country: form.optional("country"),
        words: form.value("words"),
        email: form.optional("email"),
    };
    if let Some(near) = near {
        return Ok(notice_page(&visitor, product, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &[near], visitor.t)));
    }
    match guardian::notice(&visitor.web.house, new).await {
        Ok((reference, _)) => {
            // A page of its own, so that reloading it tells nothing twice; the cookie is sealed.
            let sealed = seal_receipt(&visitor.web, "notice", &reference);
            let to = go(&format!("/{}/child/received", product.pack.slug));
            Ok(with_cookie(to, cookies::set(&visitor.web, Jar::Done, &sealed, Some(RECEIPT_LASTS))))
        }
        Err(DeskError::Invalid(errors)) => {
            let again = Form::again(&form.values, &errors, visitor.t);
            Ok(notice_page(&visitor, product, StatusCode::UNPROCESSABLE_ENTITY, again))
        }
        Err(error) => Err(error.into()),
    }
}

/// The page after a notice.
pub async fn notice_done(visitor: Visitor, Path(slug): Path<String>) -> Outcome {
    let house = &visitor.web.house;
    let reference =
        visitor.cookie(Jar::Done).and_then(|sealed| open_receipt(&visitor.web, "notice", &sealed)).ok_or(DeskError::NotFound)?;
    let (of, due_at) = guardian::receipt(house, &reference).await?;
    let product = product(&visitor, &slug)?;
    if of != product.pack.slug {
        return Err(DeskError::NotFound.into());
    }
    let chrome = visitor.chrome(Some(product.pack.clone()));
    let view = ChildNoticeDoneView { pack: product.pack.clone(), reference, due_at };
    Ok(page_of(StatusCode::OK, &chrome, || pages::child_notice_done(&chrome, &view)))
}
