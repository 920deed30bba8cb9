//! The pages that anybody may see, and those of codes and links.

use std::sync::Arc;

use app::pages::public as pages;
use app::views::FormView;
use app::views::public::{CodeDelivery, CodePurpose, CodeView, FindView, HomeView, LinkView, ProblemView, ProductView};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Kind, Lang};
use jiff::SignedDuration;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::cookies::{self, Jar};
use super::form::Form;
use super::problem::{Outcome, Problem, wait_until};
use super::reader::{Visitor, answer, go, with_cookie};
use super::{Web, account, peer};
use crate::desk::intake::{self, Delivery, Opened};
use crate::desk::{DeskError, FieldError, lookup};
use crate::random;
use crate::vault::hex;

/// How long a browser keeps the cookie of a code.
const CODE_COOKIE: SignedDuration = SignedDuration::from_hours(24);
/// How many things that a browser asked for wait for their codes at most: who asks for more has forgotten the first.
const MOST_ASKED: usize = 5;
/// How long a browser keeps the chosen language: a year.
const LANG_COOKIE: SignedDuration = SignedDuration::from_hours(24 * 365);

/// The first page.
pub async fn home(visitor: Visitor) -> Response {
    let view = HomeView { products: visitor.web.house.products.all().map(|product| product.pack.clone()).collect() };
    let chrome = visitor.chrome(None);
    answer(StatusCode::OK, &chrome, || pages::home(&chrome, &view))
}

/// Whether the portal works, as it found when it last looked at itself. Its `Date` is the house's now, by which a page that has slept sets
/// itself right.
pub async fn health(State(web): State<Arc<Web>>) -> Response {
    let seen = web.house.probe.seen(&web.house).await;
    let response =
        if seen.broken.is_empty() { "ok\n".into_response() } else { (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response() };
    dated(&web, response)
}

/// The same with what is wrong, for whoever runs the portal: nothing of it is personal.
pub async fn ready(State(web): State<Arc<Web>>) -> Response {
    let seen = web.house.probe.seen(&web.house).await;
    let status = if seen.broken.is_empty() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let head = if seen.broken.is_empty() { "ready" } else { "not ready" };
    let lines: Vec<String> = std::iter::once(head.to_owned())
        .chain(seen.broken)
        .chain(seen.late.into_iter().map(|line| format!("late: {line}")))
        .map(|line| format!("{line}\n"))
        .collect();
    dated(&web, (status, lines.concat()).into_response())
}

fn dated(web: &Web, mut response: Response) -> Response {
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

/// The path that was meant by one that leads nowhere: a slash at its end, or capitals in a product's name, are slips. `None`: it is as it
/// should be. It begins with one slash and a name, so that it leads to no other host.
pub(super) fn meant(web: &Web, path: &str) -> Option<String> {
    let plain = path.trim_end_matches('/');
    let mut parts: Vec<String> = plain.strip_prefix('/')?.split('/').map(str::to_owned).collect();
    // An empty part, or a backslash, makes another host of what follows it.
    if parts.iter().any(String::is_empty) || path.contains('\\') || path.to_ascii_lowercase().contains("%5c") {
        return None;
    }
    let product = web.house.products.all().find(|product| product.pack.slug.eq_ignore_ascii_case(&parts[0]));
    if let Some(product) = product {
        // The pages below a product's have no capitals either.
        parts.iter_mut().skip(1).for_each(|part| *part = part.to_ascii_lowercase());
        product.pack.slug.clone_into(&mut parts[0]);
    }
    let to = format!("/{}", parts.join("/"));
    (to != path).then_some(to)
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

/// The cookies of codes that this browser has, one for each thing that it has asked for, the newest first.
fn holders(visitor: &Visitor) -> Vec<String> {
    let all = visitor.cookie(Jar::Code).unwrap_or_default();
    all.split('.').filter(|one| !one.is_empty()).take(MOST_ASKED).map(str::to_owned).collect()
}

fn texts(holders: &[String]) -> Vec<&str> {
    holders.iter().map(String::as_str).collect()
}

/// The same as a cookie's header; without any, it is taken away.
fn set_holders(web: &Web, holders: &[String]) -> HeaderValue {
    if holders.is_empty() {
        return cookies::clear(web, Jar::Code);
    }
    cookies::set(web, Jar::Code, &holders.join("."), Some(CODE_COOKIE))
}

/// Sends the browser to the page of codes, with the cookie that may enter one. What it asked for before, in another tab, goes on.
pub fn to_code(visitor: &Visitor, holder: String) -> Response {
    let mut all = holders(visitor);
    all.insert(0, holder);
    all.truncate(MOST_ASKED);
    with_cookie(go("/code"), set_holders(&visitor.web, &all))
}

/// What names one of the cookies on a page, and opens nothing.
fn tag(visitor: &Visitor, holder: &str) -> String {
    let mut name = hex(&visitor.web.house.vault.hash("code page", holder));
    name.truncate(16);
    name
}

/// The cookie that a page was about: the newest where it does not say.
fn of_page<'a>(visitor: &Visitor, all: &'a [String], form: &Form) -> Option<&'a String> {
    let of = form.value("of");
    all.iter().find(|holder| tag(visitor, holder) == of).or_else(|| all.first())
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
    let all = holders(&visitor);
    code_page(&visitor, all.first(), StatusCode::OK, FormView::default()).await
}

/// Where a browser goes that may enter no code: to what it has opened, or to where a request is found.
async fn no_code(visitor: &Visitor) -> Outcome {
    let opened = match visitor.cookie(Jar::Request) {
        Some(session) => visitor.web.house.requester_reference(&session).await?,
        None => None,
    };
    Ok(go(&opened.map_or_else(|| "/requests".to_owned(), |reference| format!("/requests/{reference}"))))
}

async fn code_page(visitor: &Visitor, holder: Option<&String>, status: StatusCode, form: FormView) -> Outcome {
    let Some(holder) = holder else { return no_code(visitor).await };
    let waiting = match intake::waiting(&visitor.web.house, holder).await {
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
        resend_at: waiting.resend_at,
        of: tag(visitor, holder),
        delivery: match waiting.delivery {
            Delivery::Fine => None,
            Delivery::Refused => Some(CodeDelivery::Refused),
            Delivery::Waits => Some(CodeDelivery::Waits),
            Delivery::Late => Some(CodeDelivery::Late),
        },
        form,
    };
    let chrome = visitor.chrome(None);
    let response = answer(status, &chrome, || pages::code(&chrome, &view));
    Ok(if resent { with_cookie(response, cookies::clear(&visitor.web, Jar::Done)) } else { response })
}

/// Enters a code.
pub async fn enter_code(visitor: Visitor, form: Form) -> Outcome {
    let web = &visitor.web;
    let all = holders(&visitor);
    let Some(holder) = of_page(&visitor, &all, &form) else { return no_code(&visitor).await };
    let (session, peer) = (visitor.cookie(Jar::Request), peer::of(&visitor.headers));
    let errors = match intake::enter_from(&web.house, &texts(&all), &form.value("code"), session.as_deref(), peer).await {
        Ok(Opened::Wrong(left)) => vec![FieldError { count: Some(left), ..FieldError::new("code", "code_wrong") }],
        Ok(Opened::Over) => vec![FieldError::new("code", "code_over")],
        Ok(opened) => {
            let left = intake::unused(&web.house, &texts(&all)).await?;
            return Ok(opened_page(&visitor, opened, Some(&left)));
        }
        Err(DeskError::Invalid(errors)) => errors,
        Err(error) => return Err(error.into()),
    };
    code_page(&visitor, Some(holder), StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)).await
}

/// The way to a page that an account opens: through its log-in, unless somebody is logged in.
fn by_account(visitor: &Visitor, page: &str) -> String {
    if visitor.cookie(Jar::Account).is_some() { page.to_owned() } else { account::with_to("/account/login", page) }
}

/// Goes to what a code, a link, or an account has opened. `left`: the cookies of codes that wait still, where one was used.
pub fn opened_page(visitor: &Visitor, opened: Opened, left: Option<&[String]>) -> Response {
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
        Opened::Wrong(_) | Opened::Over | Opened::Already => ("/code".to_owned(), None),
    };
    let mut response = go(&to);
    if let Some(left) = left {
        response = with_cookie(response, set_holders(web, left));
    }
    if fresh {
        response = with_cookie(response, cookies::set(web, Jar::Done, "fresh", Some(SignedDuration::from_mins(1))));
    }
    match session {
        Some(session) => with_cookie(response, cookies::set(web, Jar::Request, &session, Some(intake::SESSION_LASTS))),
        None => response,
    }
}

/// Sends another code.
pub async fn resend(visitor: Visitor, form: Form) -> Outcome {
    let all = holders(&visitor);
    let Some(holder) = of_page(&visitor, &all, &form) else { return no_code(&visitor).await };
    match intake::resend(&visitor.web.house, holder).await {
        // The page says from when on there is another.
        Err(DeskError::TooMany(until)) => {
            let page = code_page(&visitor, Some(holder), StatusCode::TOO_MANY_REQUESTS, FormView::default()).await?;
            return Ok(wait_until(page, until, visitor.web.house.now()));
        }
        resent => resent?,
    }
    Ok(with_cookie(go("/code"), cookies::set(&visitor.web, Jar::Done, "resent", Some(SignedDuration::from_mins(1)))))
}

/// The page that a mail's link opens. It changes nothing: scanners follow links.
pub async fn link(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    let house = &visitor.web.house;
    let own = presser(&visitor);
    let about = match intake::link(house, &secret, &texts(&own)).await {
        Err(DeskError::NotFound) => return Err(Problem(ProblemView::LinkOver)),
        about => about?,
    };
    let product = house.products.get(&about.product).map_or_else(|| about.product.clone(), |product| product.pack.name.clone());
    let purpose = purpose(about.purpose, about.is_report);
    let view =
        LinkView { purpose, action: visitor.path.clone(), product, kind: about.kind, asked_at: about.asked_at, done_at: about.done_at };
    let chrome = visitor.chrome(None);
    let response = answer(StatusCode::OK, &chrome, || pages::link(&chrome, &view));
    if visitor.cookie(Jar::Press).is_some() {
        return Ok(response);
    }
    // By it the browser is known that presses twice.
    Ok(with_cookie(response, cookies::set(&visitor.web, Jar::Press, &random::token(), Some(CODE_COOKIE))))
}

/// The cookies by which a browser that pressed a link's button is known.
fn presser(visitor: &Visitor) -> Vec<String> {
    visitor.cookie(Jar::Press).into_iter().chain(holders(visitor)).collect()
}

/// Presses the button behind a link.
pub async fn press_link(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    // A link for downloads works in the browser that asked for it alone: its session must be here.
    let house = &visitor.web.house;
    match intake::press_in(house, &secret, &texts(&presser(&visitor)), visitor.cookie(Jar::Request).as_deref()).await {
        Ok(Opened::Over | Opened::Wrong(_)) | Err(DeskError::NotFound) => Err(Problem(ProblemView::LinkOver)),
        // Its page says so.
        Ok(Opened::Already) => Ok(go(&visitor.path)),
        opened => {
            let left = intake::unused(house, &texts(&holders(&visitor))).await?;
            Ok(opened_page(&visitor, opened?, Some(&left)))
        }
    }
}

/// A link is over: sends a code to the same address.
pub async fn link_again(visitor: Visitor, Path(secret): Path<String>) -> Outcome {
    let holder = lookup::by_link(&visitor.web.house, &secret).await?;
    Ok(to_code(&visitor, holder))
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
        Ok(holder) => Ok(to_code(&visitor, holder)),
        Err(DeskError::Invalid(errors)) => {
            Ok(find_page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)))
        }
        Err(error) => Err(error.into()),
    }
}
