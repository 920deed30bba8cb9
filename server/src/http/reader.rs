//! Who reads: language, zone, sessions; and the frame of the page for them.

use std::convert::Infallible;
use std::sync::Arc;

use app::pages::shell::{Page, render_with};
use app::texts::T;
use app::views::{Chrome, Reader as Member};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use domain::Lang;
use domain::pack::Pack;
use jiff::tz::TimeZone;

use super::Web;
use super::cookies::{self, Jar};
use super::headers::PageNonce;
use crate::random;
use crate::store::staff::Staff;

/// A visitor: what their browser sent, and how their page is framed.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The web.
    pub web: Arc<Web>,
    /// The chosen or negotiated language.
    pub t: T,
    /// The zone, if it is known.
    pub zone: Option<TimeZone>,
    /// The path, without its query.
    pub path: String,
    /// What the browser sent.
    pub headers: HeaderMap,
}

impl FromRequestParts<Arc<Web>> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Arc<Web>) -> Result<Self, Infallible> {
        Ok(Self::new(web.clone(), &parts.headers, parts.uri.path()))
    }
}

impl Visitor {
    /// A visitor from the headers of a request.
    #[must_use]
    pub fn new(web: Arc<Web>, headers: &HeaderMap, path: &str) -> Self {
        let chosen = cookies::read(&web, headers, Jar::Lang).and_then(|tag| Lang::from_tag(&tag));
        let lang = chosen.unwrap_or_else(|| {
            headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map_or(Lang::En, Lang::negotiate)
        });
        let zone = cookies::read(&web, headers, Jar::Zone).and_then(|name| zone(&name));
        Self { web, t: T(lang), zone, path: path.to_owned(), headers: headers.clone() }
    }

    /// The value of a cookie.
    #[must_use]
    pub fn cookie(&self, jar: Jar) -> Option<String> {
        cookies::read(&self.web, &self.headers, jar)
    }

    /// The frame of a page of this product, if it belongs to one.
    #[must_use]
    pub fn chrome(&self, product: Option<Arc<Pack>>) -> Chrome {
        let zone = self.zone.clone().or_else(|| product.as_ref().and_then(|pack| zone(&pack.office.zone))).unwrap_or(TimeZone::UTC);
        Chrome {
            t: self.t,
            now: self.web.house.now(),
            zone,
            path: self.path.clone(),
            product,
            staff: None,
            nonce: random::token(),
            assets: self.web.assets.clone(),
            dev: self.web.config.dev,
        }
    }

    /// The frame of a page of the staff's side.
    #[must_use]
    pub fn staff_chrome(&self, member: &Staff) -> Chrome {
        let office = self.web.house.products.all().next().and_then(|product| zone(&product.pack.office.zone));
        let mut chrome = self.chrome(None);
        chrome.zone = self.zone.clone().or(office).unwrap_or(TimeZone::UTC);
        chrome.staff = Some(Member { name: member.person.name.clone(), role: member.role, alerts: member.alerts });
        chrome
    }
}

// The pages say "999+" and "99+" where the store stops to count.
const _: () = assert!(crate::store::queue::COUNT_LIMIT == app::views::MANY && crate::store::alert::MOST as i64 == Member::MANY);

/// The zone of this IANA name.
#[must_use]
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// Answers a page.
pub fn answer(status: StatusCode, chrome: &Chrome, make: impl FnOnce() -> Page) -> Response {
    let html = render_with(chrome, make);
    let mut response = (status, Html(html)).into_response();
    response.extensions_mut().insert(PageNonce(chrome.nonce.clone()));
    response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(chrome.t.lang().tag()));
    response.headers_mut().append(header::VARY, HeaderValue::from_static("cookie, accept-language"));
    response
}

/// Sends the browser to another page after something was done.
pub fn go(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Adds a cookie to an answer.
#[must_use]
pub fn with_cookie(mut response: Response, cookie: HeaderValue) -> Response {
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}
