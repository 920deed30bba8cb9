//! What a product's own servers ask, in JSON. A token in `Authorization` says who asks; no cookie is read, so that no other site can
//! make a browser ask for anything, and the check of the origin has nothing to protect here.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::Web;
use crate::desk::DeskError;
use crate::desk::api::is_active;
use crate::random;
use crate::store::consent::Consent;

/// The beginning of every path of the API.
pub const ROOT: &str = "/api/";

/// The largest body, in bytes: one ID.
const MOST_BODY: usize = 4096;

/// What could not be answered: a code for programs, words for people.
#[derive(Debug, Serialize)]
struct Refused {
    error: &'static str,
    message: &'static str,
}

/// An answer that says why there is none.
pub fn refuse(status: StatusCode) -> Response {
    let (error, message) = match status {
        StatusCode::UNAUTHORIZED => ("unauthorized", "No valid token for this product came with the request."),
        StatusCode::METHOD_NOT_ALLOWED => ("method_not_allowed", "This address takes another method."),
        StatusCode::NOT_FOUND => ("not_found", "There is nothing at this address."),
        StatusCode::PAYLOAD_TOO_LARGE => ("too_large", "The body may have 4096 bytes."),
        StatusCode::TOO_MANY_REQUESTS => ("too_many_requests", "Ask again after the seconds in Retry-After."),
        StatusCode::BAD_REQUEST => ("invalid_json", "The body must be a JSON object such as {\"user\": \"12345\"}."),
        StatusCode::UNPROCESSABLE_ENTITY => ("invalid_user", "`user` must be the ID that the app shows, of 200 characters at most."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ("not_json", "The body must be sent as application/json."),
        _ => ("failed", "Something went wrong here. Nothing was changed; please try again."),
    };
    let mut response = (status, Json(Refused { error, message })).into_response();
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// The question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    user: String,
}

/// The answer.
#[derive(Debug, Serialize)]
struct Answer {
    /// Whether any consent is on record for this ID. Not whether there is such an account: nobody here knows.
    consent_on_record: bool,
    consents: Vec<Told>,
}

/// A consent as the product is told of it. Who gave it is not in it.
#[derive(Debug, Serialize)]
struct Told {
    reference: String,
    state: String,
    active: bool,
    scope: Vec<String>,
    methods: Vec<String>,
    rule: String,
    policy_version: String,
    given_at: String,
    child_agreed_at: Option<String>,
    withdrawn_at: Option<String>,
    ends_at: String,
}

impl Told {
    fn new(one: Consent, now: jiff::Timestamp) -> Self {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        Self {
            active: is_active(&one, now),
            scope: words(&one.scope),
            methods: words(&one.method),
            reference: one.reference,
            state: one.state,
            rule: one.rule,
            policy_version: one.policy_version,
            given_at: one.given_at.to_string(),
            child_agreed_at: one.child_agreed_at.map(|at| at.to_string()),
            withdrawn_at: one.withdrawn_at.map(|at| at.to_string()),
            ends_at: one.ends_at.to_string(),
        }
    }
}

/// `POST /api/v1/{product}/consents`: which consents there are for the account of a child. A POST, because an ID of a person does
/// not belong into an address that logs keep.
pub async fn consents(State(web): State<Arc<Web>>, Path(product): Path<String>, headers: HeaderMap, body: Body) -> Response {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.strip_prefix("Bearer "));
    // First who asks: a stranger learns nothing of what a body should be.
    let desk = match web.house.api(token, &product).await {
        Ok(desk) => desk,
        Err(error) => return failed(&error, StatusCode::UNAUTHORIZED),
    };
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let Ok(bytes) = axum::body::to_bytes(body, MOST_BODY).await else { return refuse(StatusCode::PAYLOAD_TOO_LARGE) };
    let Ok(question) = serde_json::from_slice::<Question>(&bytes) else { return refuse(StatusCode::BAD_REQUEST) };
    match desk.consents(&question.user).await {
        Ok((list, now)) => {
            let consents: Vec<_> = list.into_iter().map(|one| Told::new(one, now)).collect();
            Json(Answer { consent_on_record: !consents.is_empty(), consents }).into_response()
        }
        Err(error) => failed(&error, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

/// The answer to a desk that could not: a refusal is told as `refused`, a failure has a number in the log and none outside.
fn failed(error: &DeskError, refused: StatusCode) -> Response {
    match error {
        DeskError::NotFound | DeskError::Invalid(_) => refuse(refused),
        error => {
            tracing::error!(%error, number = random::in_app_code(), "a question of a product failed");
            refuse(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}
