//! Accounts of guardians and requesters: their pages and forms. Nothing here tells whether an address has an account.

mod email;
mod enter;
mod factor;
mod home;
mod recover;
mod settings;

pub use email::{change as email, change_post as email_post, link as email_link, link_post as email_link_post, stop, stop_post};
pub use enter::{confirm, confirm_post, log_out, login, login_post, make, make_post, new, new_post, new_sent, second, second_post};
pub use factor::{codes as factor_codes, off as factor_off, on as factor_on, page as factor, start as factor_start};
pub use home::{end_others, end_session, erase, erase_post, erased, page as home, sessions};
pub use recover::{choose, choose_post, reset, reset_post, reset_sent};
pub use settings::{page as settings, password, password_post, save as settings_post};

use app::pages::account as pages;
use app::views::Chrome;
use app::views::account::TellView;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::SignedDuration;

use super::cookies::{self, Jar};
use super::problem::Problem;
use super::reader::{Visitor, answer, go, with_cookie, zone};
use crate::desk::person::{AccountDesk, SESSION_LASTS, local};
use crate::desk::throttle::Place;
use crate::desk::{browser, device};

/// Who is logged in, from the session.
pub async fn signed_in(visitor: &Visitor) -> Result<Option<AccountDesk>, Problem> {
    match visitor.cookie(Jar::Account) {
        Some(cookie) => Ok(visitor.web.house.account(&cookie).await?),
        None => Ok(None),
    }
}

/// The desk of who is logged in; or the way to the log-in, and back to `here`.
pub async fn desk(visitor: &Visitor, here: &str) -> Result<AccountDesk, Response> {
    match signed_in(visitor).await {
        Err(problem) => Err(problem.into_response()),
        Ok(Some(desk)) => Ok(desk),
        Ok(None) => Err(go(&with_to("/account/login", here))),
    }
}

/// The same, of somebody who has shown within the last minutes that it is them; or the way to do so, and back to `here`.
pub async fn fresh_desk(visitor: &Visitor, here: &str) -> Result<AccountDesk, Response> {
    let desk = desk(visitor, here).await?;
    if desk.fresh() { Ok(desk) } else { Err(go(&with_to("/account/confirm", here))) }
}

/// A path with the one to which it leads back.
pub(super) fn with_to(path: &str, to: &str) -> String {
    let to = local(to);
    if to == "/account" { path.to_owned() } else { format!("{path}?{}", serde_html_form::to_string([("to", to)]).unwrap_or_default()) }
}

/// Where the page leads afterwards, from its query; empty when nowhere in particular.
fn to_of(query: Option<&str>) -> String {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query.unwrap_or_default()).unwrap_or_default();
    let to = pairs.into_iter().find(|(name, _)| name == "to").map(|(_, to)| to).unwrap_or_default();
    if to.is_empty() { to } else { local(&to).to_owned() }
}

/// The frame of a page, in the account's own zone if it chose one.
pub fn chrome(visitor: &Visitor, desk: Option<&AccountDesk>) -> Chrome {
    let mut chrome = visitor.chrome(None);
    if let Some(own) = desk.and_then(|desk| desk.account.zone.as_deref()).and_then(zone) {
        chrome.zone = own;
    }
    chrome
}

/// Where a log-in comes from.
fn place(visitor: &Visitor) -> Place {
    Place { peer: peer(visitor), device: visitor.cookie(Jar::Device) }
}

/// The same response for somebody who has just shown who they are, which makes the browser known to them.
async fn remembered(visitor: &Visitor, session: &str, response: Response) -> Result<Response, Problem> {
    let device = visitor.web.house.remember_device(session, visitor.cookie(Jar::Device).as_deref()).await?;
    Ok(match device {
        Some(device) => with_cookie(response, cookies::set(&visitor.web, Jar::Device, &device, Some(device::LASTS))),
        None => response,
    })
}

/// The address that asks.
pub(super) fn peer(visitor: &Visitor) -> String {
    visitor.headers.get(super::headers::PEER).and_then(|value| value.to_str().ok()).unwrap_or("unknown").to_owned()
}

/// What the browser says of itself, in two words.
fn label(visitor: &Visitor) -> String {
    browser::label(visitor.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default())
}

/// Sends a browser on with its new session.
fn enter_with(visitor: &Visitor, to: &str, session: &str) -> Response {
    renewed(visitor, go(to), session)
}

/// Gives a browser its session's new secret with this response.
fn renewed(visitor: &Visitor, response: Response, session: &str) -> Response {
    with_cookie(response, cookies::set(&visitor.web, Jar::Account, session, Some(SESSION_LASTS)))
}

/// Sends a browser on after something was done, with the word of it.
pub(super) fn done(visitor: &Visitor, to: &str, what: &str) -> Response {
    with_cookie(go(to), cookies::set(&visitor.web, Jar::Done, what, Some(SignedDuration::from_mins(1))))
}

/// Takes the word of what was just done away with the answer that shows it.
pub(super) fn shown(visitor: &Visitor, response: Response) -> Response {
    if visitor.cookie(Jar::Done).is_some() { with_cookie(response, cookies::clear(&visitor.web, Jar::Done)) } else { response }
}

/// A page that only tells something.
fn tell(visitor: &Visitor, status: StatusCode, view: TellView) -> Response {
    let mut chrome = chrome(visitor, None);
    if status == StatusCode::NOT_FOUND {
        // The secret of a link that is over needs not stand in the page's forms.
        "/account".clone_into(&mut chrome.path);
    }
    answer(status, &chrome, || pages::tell(&chrome, view))
}
