//! Cookies. Behind TLS their names begin with `__Host-`: bound to this host, for TLS alone. On loopback, where there is no TLS,
//! they are plain.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite};
use jiff::SignedDuration;

use super::Web;

/// What a cookie is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jar {
    /// The browser that may enter a code: a secret for each thing that it has asked for, the newest first, with dots between.
    Code,
    /// The browser in which a link's page was shown.
    Press,
    /// A requester's session.
    Request,
    /// A session of staff.
    Staff,
    /// A session of an account.
    Account,
    /// The chosen language.
    Lang,
    /// The browser's zone; the page's island sets it, so that it is read by script.
    Zone,
    /// What was just done, shown once.
    Done,
    /// By which a browser is known to who has logged in in it. It opens nothing.
    Device,
}

impl Jar {
    fn name(self, secure: bool) -> String {
        let plain = match self {
            Self::Code => "code",
            Self::Press => "press",
            Self::Request => "request",
            Self::Staff => "staff",
            Self::Account => "account",
            Self::Lang => "lang",
            Self::Done => "done",
            Self::Device => "device",
            Self::Zone => return "tz".to_owned(),
        };
        if secure { format!("__Host-{plain}") } else { plain.to_owned() }
    }
}

/// The value of a cookie that the browser sent. A browser sends whatever a page of the parent domain has set beside ours, in any bytes:
/// what is no cookie of ours is skipped, one by one.
#[must_use]
pub fn read(web: &Web, headers: &HeaderMap, jar: Jar) -> Option<String> {
    let name = jar.name(web.secure());
    headers
        .get_all(header::COOKIE)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b';'))
        .filter_map(|piece| std::str::from_utf8(piece).ok())
        .filter_map(|piece| Cookie::parse(piece).ok())
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// A header that sets a cookie for as long as this; `None`: until the browser is closed.
#[must_use]
pub fn set(web: &Web, jar: Jar, value: &str, lasts: Option<SignedDuration>) -> HeaderValue {
    let mut cookie = Cookie::build((jar.name(web.secure()), value.to_owned()))
        .path("/")
        .http_only(true)
        .secure(web.secure())
        // Lax: a link in a mail must find the session; every change is a POST and refused from elsewhere.
        .same_site(SameSite::Lax)
        .build();
    if let Some(lasts) = lasts {
        cookie.set_max_age(cookie::time::Duration::seconds(lasts.as_secs()));
    }
    // Values are tokens and codes of our own: always a valid header.
    HeaderValue::from_str(&cookie.to_string()).unwrap_or(HeaderValue::from_static(""))
}

/// A header that takes a cookie away.
#[must_use]
pub fn clear(web: &Web, jar: Jar) -> HeaderValue {
    set(web, jar, "", Some(SignedDuration::ZERO))
}
