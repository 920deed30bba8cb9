//! The pages that anybody may see, and those of codes and links.

use std::sync::Arc;

use app::pages::public as pages;
use app::views::FormView;
use app::views::public::{CodePurpose, CodeView, FindView, HomeView, LinkView, ProblemView, ProductView};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Kind, Lang};
use jiff::SignedDuration;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::cookies::{self, Jar};
use super::form::Form;
use super::problem::{Outcome, Problem};
use super::reader::{Visitor, answer, go, with_cookie};
use super::{Web, account, peer};
use crate::desk::intake::{self, Opened};
use crate::desk::{DeskError, FieldError, lookup};

/// How long a browser keeps the cookie of a code.
const CODE_COOKIE: SignedDuration = SignedDuration::from_hours(24);
/// How long a browser keeps the chosen language: a year.
const LANG_COOKIE: SignedDuration = SignedDuration::from_hours(24 * 365);

/// The first page.
pub async fn home(visitor: Visitor) -> Response {
    let view = HomeView { products: visitor.web.house.products.all().map(|product| product.pack.clone()).collect() };
    let chrome = visitor.chrome(None);
    answer(StatusCode::OK, &chrome, || pages::home(&chrome, &view))
}

/// Whether the portal lives: the database answers. Its `Date` is the house's now, by which a page that has slept sets itself right.
pub async fn health(State(web): State<Arc<Web>>) -> Response {
    let alive = async { web.house.store.read().await?.one("SELECT 1 AS one", &[]).await }.await;
    let mut response = match alive {
        Ok(_) => "ok\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    };
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&web.house.now());
    // A year that the format does not know leaves the date to the connection, which sets one of its own.
    if let Some(date) = date.ok().and_then(|date| HeaderValue::from_str(&date).ok()) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

/// There is no such page.
pub async fn missing() -> Problem {
    Problem(ProblemView::NotFound)
}

/// There is a page, but it does not take this.
pub async fn not_allowed() -> StatusCode {
    StatusCode::METHOD_NOT_ALLOWED
}

/// A product's page.
pub async fn product(visitor: Visitor, Path(slug): Path<String>) -> Outcome {
    let product = visitor.web.house.products.get(&slug).ok_or(DeskError::NotFound)?;
    let chrome = visitor.chrome(Some(product.pack.clone()));
    let view = ProductView {
        promises: product
            .pack
            .kinds
            .iter()
            .map(|kind| (*kind, product.promise(*kind).cloned().filter(|_| *kind != Kind::Report)))
            .collect(),
        review_hours: product.review_hours(),
        pack: product.pack.clone(),
    };
    Ok(answer(StatusCode::OK, &chrome, || pages::product(&chrome, &view)))
}

/// What a product holds, and who receives it.
pub async fn data(visitor: Visitor, Path(slug): Path<String>) -> Outcome {
    let product = visitor.web.house.products.get(&slug).ok_or(DeskError::NotFound)?;
    let chrome = visitor.chrome(Some(product.pack.clone()));
    Ok(answer(StatusCode::OK, &chrome, || pages::data(&chrome, &product.pack)))
}

/// Chooses the language, and goes back to the page.
pub async fn language(visitor: Visitor, form: Form) -> Response {
    let to = form.value("to");
    // Only to a page of our own: neither another host nor a scheme.
    let to = if to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && !to.chars().any(char::is_control) {
        to
    } else {
        "/".to_owned()
    };
    let response = go(&to);
    match Lang::from_tag(&form.value("lang")) {
        Some(lang) => with_cookie(response, cookies::set(&visitor.web, Jar::Lang, lang.tag(), Some(LANG_COOKIE))),
        None => response,
    }
}

/// Sends the browser to the page of codes, with the cookie that may enter one.
pub fn to_code(web: &Web, holder: &str) -> Response {
    with_cookie(go("/code"), cookies::set(web, Jar::Code, holder, Some(CODE_COOKIE)))
}

fn purpose(code: &str, report: bool) -> CodePurpose {
    match (code, report) {
        ("prove", false) => CodePurpose::Prove,
        ("prove", true) => CodePurpose::ProveReport,
        ("download", _) => CodePurpose::Download,
        _ => CodePurpose::Open,
    }
}

/// The page on which a code is entered.
pub async fn code(visitor: Visitor) -> Outcome {
    code_page(&visitor, StatusCode::OK, FormView::default()).await
}

async fn code_page(visitor: &Visitor, status: StatusCode, form: FormView) -> Outcome {
    let Some(holder) = visitor.cookie(Jar::Code) else { return Ok(go("/requests")) };
    let waiting = match intake::waiting(&visitor.web.house, &holder).await {
        Err(DeskError::NotFound) => return Ok(go("/requests")),
        waiting => waiting?,
    };
    let resent = visitor.cookie(Jar::Done).as_deref() == Some("resent");
    let view = CodeView {
        purpose: purpose(&waiting.purpose, waiting.report.is_some()),
        reference: waiting.report,
        expires_at: waiting.expires_at,
        tries_left: waiting.tries_left,
        resent,
        may_resend: waiting.may_resend,
        undelivered: waiting.undelivered,
        form,
    };
    let chrome = visitor.chrome(None);
    let response = answer(status, &chrome, || pages::code(&chrome, &view));
    Ok(if resent { with_cookie(response, cookies::clear(&visitor.web, Jar::Done)) } else { response })
}

/// Enters a code.
pub async fn enter_code(visitor: Visitor, form: Form) -> Outcome {
    let web = &visitor.web;
    let Some(holder) = visitor.cookie(Jar::Code) else { return Ok(go("/requests")) };
    let session = visitor.cookie(Jar::Request);
    let errors = match intake::enter_from(&web.house, &holder, &form.value("code"), session.as_deref(), peer::of(&visitor.headers)).await {
        Ok(Opened::Wrong(left)) => vec![FieldError { count: Some(left), ..FieldError::new("code", "code_wrong") }],
        Ok(Opened::Over) => vec![FieldError::new("code", "code_over")],
        Ok(opened) => return Ok(opened_page(&visitor, opened)),
        Err(DeskError::Invalid(errors)) => errors,
        Err(error) => return Err(error.into()),
    };
    code_page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)).await
}

/// The way to a page that an account opens: through its log-in, unless somebody is logged in.
fn by_account(visitor: &Visitor, page: &str) -> String {
    if visitor.cookie(Jar::Account).is_some() { page.to_owned() } else { account::with_to("/account/login", page) }
}

/// Goes to what a code, a link, or an account has opened.
pub fn opened_page(visitor: &Visitor, opened: Opened) -> Response {
    let web = &visitor.web;
    let fresh = matches!(&opened, Opened::Page { session: None, .. });
    let (to, session) = match opened {
        Opened::Proved { reference, session, joined } => {
            let to = format!("/requests/{reference}/received{}", if joined { "?joined=yes" } else { "" });
            // The account's own: opened by who is logged in, or will be.
            (if session.is_none() { by_account(visitor, &to) } else { to }, session)
        }
        Opened::Account { reference } => (by_account(visitor, &format!("/requests/{reference}")), None),
        Opened::Page { reference, session } => (format!("/requests/{reference}"), session),
        Opened::Wrong(_) | Opened::Over => ("/code".to_owned(), None),
    };
    let mut response = with_cookie(go(&to), cookies::clear(web, Jar::Code));
    if fresh {
        response = with_cookie(response, cookies::set(web, Jar::Done, "fresh", Some(SignedDuration::from_mins(1))));
    }
    match session {
        Some(session) => with_cookie(response, cookies::set(web, Jar::Request, &session, Some(intake::SESSION_LASTS))),
        None => response,
    }
}

/// Sends another code.
pub async fn resend(visitor: Visitor) -> Outcome {
    let Some(holder) = visitor.cookie(Jar::Code) else { return Ok(go("/requests")) };
    intake::resend(&visitor.web.house, &holder).await?;
    Ok(with_cookie(go("/code"), cookies::set(&visitor.web, Jar::Done, "resent", Some(SignedDuration::from_mins(1)))))
}

/// The page that a mail's link opens. It changes nothing: scanners follow links.
pub async fn link(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    let house = &visitor.web.house;
    let about = match intake::link(house, &secret).await {
        Err(DeskError::NotFound) => return Err(Problem(ProblemView::LinkOver)),
        about => about?,
    };
    let product = house.products.get(&about.product).map_or_else(|| about.product.clone(), |product| product.pack.name.clone());
    let purpose = purpose(about.purpose, about.is_report);
    let view = LinkView { purpose, action: visitor.path.clone(), product, kind: about.kind, asked_at: about.asked_at };
    let chrome = visitor.chrome(None);
    Ok(answer(StatusCode::OK, &chrome, || pages::link(&chrome, &view)))
}

/// Presses the button behind a link.
pub async fn press_link(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    // A link for downloads works in the browser that asked for it alone: its session must be here.
    match intake::press(&visitor.web.house, &secret, visitor.cookie(Jar::Request).as_deref()).await {
        Ok(Opened::Over | Opened::Wrong(_)) | Err(DeskError::NotFound) => Err(Problem(ProblemView::LinkOver)),
        opened => Ok(opened_page(&visitor, opened?)),
    }
}

/// A link is over: sends a code to the same address.
pub async fn link_again(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    let holder = lookup::by_link(&visitor.web.house, &secret).await?;
    Ok(to_code(&visitor.web, &holder))
}

/// Finding a request again.
pub async fn find(visitor: Visitor) -> Response {
    find_page(&visitor, StatusCode::OK, FormView::default())
}

/// The page on which a request is found again.
pub fn find_page(visitor: &Visitor, status: StatusCode, form: FormView) -> Response {
    let chrome = visitor.chrome(None);
    answer(status, &chrome, || pages::find(&chrome, &FindView { form }))
}

/// Asks for a code for a reference: the same answer whether there is such a request or not.
pub async fn find_post(visitor: Visitor, form: Form) -> Outcome {
    match lookup::by_reference(&visitor.web.house, &form.value("reference")).await {
        Ok(holder) => Ok(to_code(&visitor.web, &holder)),
        Err(DeskError::Invalid(errors)) => {
            Ok(find_page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)))
        }
        Err(error) => Err(error.into()),
    }
}
