//! What could not be done, as a page in the reader's language. Nothing of the inside is told: a number names it in the log.

use std::any::Any;
use std::sync::Arc;

use app::pages::public as pages;
use app::views::public::ProblemView;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use jiff::Timestamp;

use super::reader::{Visitor, answer};
use super::{Web, public};
use crate::desk::DeskError;
use crate::random;

/// A problem that [`dress`] turns into a page.
#[derive(Debug, Clone)]
pub struct Problem(pub ProblemView);

/// What a route answers when a desk could not do it.
pub type Outcome = Result<Response, Problem>;

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = match &self.0 {
            ProblemView::NotFound | ProblemView::LinkOver => StatusCode::NOT_FOUND,
            ProblemView::Refused => StatusCode::FORBIDDEN,
            ProblemView::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            ProblemView::TooMany(_) | ProblemView::TooManyForms(_) => StatusCode::TOO_MANY_REQUESTS,
            ProblemView::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
            ProblemView::Full => StatusCode::SERVICE_UNAVAILABLE,
            ProblemView::Moved => StatusCode::CONFLICT,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        Self(match error {
            DeskError::NotFound | DeskError::Invalid(_) => ProblemView::NotFound,
            DeskError::Changed(_) | DeskError::Moved(_) => ProblemView::Moved,
            DeskError::TooMany(until) => ProblemView::TooMany(until),
            DeskError::Store(error) if error.is_full() => {
                tracing::error!(%error, "the disk of the database is full: nothing is taken");
                ProblemView::Full
            }
            DeskError::Store(_) | DeskError::Clock(_) | DeskError::Rules(_) | DeskError::File(_) => {
                let number = random::in_app_code();
                tracing::error!(%error, number, "a desk failed");
                ProblemView::Failed(number)
            }
        })
    }
}

/// Turns bare problems into pages: those of the routes, and those that axum answers by itself.
pub async fn dress(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let visitor = Visitor::new(web.clone(), request.headers(), request.uri().path());
    let secret = request.uri().path().strip_prefix("/link/").map(|rest| rest.split('/').next().unwrap_or(rest).to_owned());
    let api = request.uri().path().starts_with(super::api::ROOT);
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let meant = if reads { public::meant(&web, request.uri().path()) } else { None };
    let meant = meant.map(|path| request.uri().query().map_or_else(|| path.clone(), |query| format!("{path}?{query}")));
    // What a probe asks for is no page, whatever it says.
    let probe = reads && matches!(request.uri().path(), "/healthz" | "/readyz");
    let response = next.run(request).await;
    if probe && is_plain(&response) {
        return response;
    }
    if api {
        return plain_dress(response);
    }
    let problem = match response.extensions().get::<Problem>() {
        Some(problem) => problem.0.clone(),
        None => match response.status() {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED if response.headers().get(header::CONTENT_TYPE).is_none() => {
                ProblemView::NotFound
            }
            StatusCode::PAYLOAD_TOO_LARGE => ProblemView::TooLarge(crate::desk::upload::MAX_FILE),
            status if status.is_client_error() && is_plain(&response) => ProblemView::NotFound,
            status if status.is_server_error() && is_plain(&response) => ProblemView::Failed(random::in_app_code()),
            _ => return response,
        },
    };
    if let (ProblemView::NotFound, Some(to)) = (&problem, meant) {
        return Redirect::permanent(&to).into_response();
    }
    let status = response.status();
    let mut chrome = visitor.chrome(None);
    if let Some(secret) = secret {
        // The page offers a fresh code for the same request: it posts to the link's own path.
        chrome.path = format!("/link/{secret}");
    }
    let mut dressed = answer(status, &chrome, || pages::problem(&chrome, &problem));
    let until = match &problem {
        ProblemView::TooMany(until) => Some(*until),
        ProblemView::TooManyForms(kept) => Some(kept.until),
        _ => None,
    };
    if let Some(until) = until {
        dressed = wait_until(dressed, until, chrome.now);
    }
    // A limit has said it to the second.
    for name in [super::limit::POLICY, super::limit::LEFT, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            dressed.headers_mut().insert(name, value.clone());
        }
    }
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        dressed.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    dressed
}

/// A program gets its problems as JSON, with what a limit has said in its headers.
fn plain_dress(response: Response) -> Response {
    let status = response.status();
    if response.extensions().get::<Problem>().is_none() && !(status.is_client_error() || status.is_server_error()) || is_json(&response) {
        return response;
    }
    let mut dressed = super::api::refuse(status);
    for name in [super::limit::POLICY, super::limit::LEFT, header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = response.headers().get(&name) {
            dressed.headers_mut().insert(name, value.clone());
        }
    }
    dressed
}

fn is_json(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() == b"application/json")
}

fn is_plain(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_none_or(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("text/plain")))
}

/// A route that panicked: its reason goes to the log, its number to the visitor.
pub fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let reason = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("unknown");
    let number = random::in_app_code();
    tracing::error!(reason, number, "a route panicked");
    Problem(ProblemView::Failed(number)).into_response()
}

/// Says in its head from when on it may be tried again.
pub(super) fn wait_until(mut response: Response, until: Timestamp, now: Timestamp) -> Response {
    let wait = (until.as_millisecond() - now.as_millisecond() + 999).max(1000) / 1000;
    if let Ok(value) = HeaderValue::from_str(&wait.to_string()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}
