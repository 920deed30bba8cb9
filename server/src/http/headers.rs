//! The headers of every answer, and the refusal of what other sites send.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use app::views::public::ProblemView;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Web;
pub use super::peer::PEER;
use super::peer::{asker, network};
use super::problem::Problem;

/// The nonce of an answer's scripts; a page puts it into the answer's extensions.
#[derive(Debug, Clone)]
pub struct PageNonce(pub String);

/// Sets the headers that every answer has.
pub async fn all(State(web): State<Arc<Web>>, mut request: Request, next: Next) -> Response {
    // Who asks is what the connection says. Nobody else may say it: no proxy is trusted that was not configured.
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let peer = peer.map(|peer| network(asker(&web.config.trusted_proxies, peer, request.headers())));
    request.headers_mut().remove(PEER);
    if let Some(peer) = peer.and_then(|peer| HeaderValue::from_str(&peer).ok()) {
        request.headers_mut().insert(PEER, peer);
    }
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if web.config.dev && !is_loopback(host) {
        // Everybody's mail can be read here: a page elsewhere must not reach it under a name of its own that leads to this machine.
        return (StatusCode::MISDIRECTED_REQUEST, "this portal answers on loopback alone\n").into_response();
    }
    let mut response = next.run(request).await;
    let script = match response.extensions().get::<PageNonce>() {
        Some(nonce) => format!("'nonce-{}' 'strict-dynamic' 'wasm-unsafe-eval'", nonce.0),
        None => "'none'".to_owned(),
    };
    let policy = format!(
        "default-src 'none'; script-src {script}; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    );
    let headers = response.headers_mut();
    let mut fixed = |name: header::HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    fixed(header::REFERRER_POLICY, "same-origin");
    fixed(header::X_FRAME_OPTIONS, "DENY");
    fixed(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    fixed(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    fixed(header::HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), interest-cohort=()");
    // Pages hold what concerns one person: nobody keeps a copy unless a page says otherwise.
    fixed(header::CACHE_CONTROL, "no-store");
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    if web.secure() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    response
}

/// Whether a `Host` header names this machine alone.
fn is_loopback(host: &str) -> bool {
    let name = host.strip_prefix('[').map_or_else(|| host.split(':').next().unwrap_or(host), |rest| rest.split(']').next().unwrap_or(rest));
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Hashed assets never change: a browser keeps them for a year. The rest of the site for an hour.
pub async fn assets(request: Request, next: Next) -> Response {
    let hashed = request.uri().path().starts_with("/pkg/");
    let mut response = next.run(request).await;
    if response.status().is_success() {
        let value = if hashed { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
    response
}

/// Refuses what other sites make a browser send (after Filippo Valsorda's scheme, as tower-http's `csrf`; ours refuses a missing
/// `Sec-Fetch-Site` too, unless the origin is our own).
pub async fn origin(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    // Programs send no origin, and their routes read no cookie that another site could use.
    let api = request.uri().path().starts_with(super::api::ROOT);
    if api || matches!(*request.method(), Method::GET | Method::HEAD) || is_same_origin(&web, request.headers()) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, Problem(ProblemView::Refused)).into_response()
}

fn is_same_origin(web: &Web, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = text("origin");
    let told = headers.contains_key("origin");
    // An origin that is told must be ours, whatever else is told.
    let own = !told || origin.is_some_and(|origin| origin == web.config.origin || dev_origin(web, origin, text("host")));
    match text("sec-fetch-site") {
        // No page can forge it. Under a policy of `no-referrer`, which a proxy may have set, browsers say `null` of our own pages too.
        Some("same-origin") => own || origin == Some("null"),
        Some("none") => own,
        Some(_) => false,
        None => own && told,
    }
}

/// In the development portal `localhost` and `127.0.0.1` are the same place.
fn dev_origin(web: &Web, origin: &str, host: Option<&str>) -> bool {
    web.config.dev && host.is_some_and(|host| origin == format!("http://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter().map(|(name, value)| (header::HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[tokio::test]
    async fn only_our_own_pages_may_change_anything() {
        let web = crate::testing::web().await;
        let ours = web.config.origin.clone();
        let ours: &'static str = Box::leak(ours.into_boxed_str());
        assert!(is_same_origin(&web, &headers(&[("sec-fetch-site", "same-origin"), ("origin", ours)])));
        assert!(is_same_origin(&web, &headers(&[("origin", ours)])));
        assert!(is_same_origin(&web, &headers(&[("sec-fetch-site", "none")])));
        assert!(is_same_origin(&web, &headers(&[("sec-fetch-site", "same-origin"), ("origin", "null")])), "behind no-referrer");
        for refused in [
            vec![],
            vec![("sec-fetch-site", "cross-site")],
            vec![("sec-fetch-site", "same-site"), ("origin", ours)],
            vec![("origin", "https://evil.example")],
            vec![("origin", "null")],
            vec![("sec-fetch-site", "none"), ("origin", "null")],
            vec![("sec-fetch-site", "same-site"), ("origin", "null")],
            vec![("sec-fetch-site", "cross-site"), ("origin", "null")],
            vec![("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")],
        ] {
            assert!(!is_same_origin(&web, &headers(&refused)), "{refused:?}");
        }
    }
}
