//! A browser without a screen: it keeps cookies, posts forms as a browser does, and talks to the router itself.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use server::desk::second;
use server::http::{Web, WebConfig, router};
use server::testing::{TestHouse, web_of};
use tower::ServiceExt as _;

/// What came back.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Page {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// A header's value; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.header("location")
    }

    /// The `Set-Cookie` header of this cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let start = format!("{name}=");
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|value| value.to_str().unwrap().to_owned())
            .find(|value| value.starts_with(&start))
    }

    pub fn has(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The nonce that its policy allows scripts by.
    pub fn nonce(&self) -> String {
        let (_, rest) = self.header("content-security-policy").split_once("'nonce-").expect("a nonce");
        rest.split('\'').next().unwrap_or_default().to_owned()
    }
}

/// A browser.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    origin: String,
    pub cookies: BTreeMap<String, String>,
    /// The address of its connection; without one, nobody knows.
    pub peer: Option<IpAddr>,
}

impl Browser {
    /// A browser that has never been here.
    pub fn new(test: &TestHouse) -> Self {
        Self::with(test, web_of(test).config.clone())
    }

    /// A browser in front of a portal that is configured like this.
    pub fn with(test: &TestHouse, config: WebConfig) -> Self {
        let web = Web::new(test.house.clone(), config);
        Self { router: router(Arc::new(web)), origin: test.house.origin.to_string(), cookies: BTreeMap::new(), peer: None }
    }

    /// The same portal from another address, by somebody who has never been here.
    pub fn from(&self, peer: &str) -> Self {
        Self { peer: Some(peer.parse().unwrap()), ..self.another() }
    }

    /// Another browser at the same portal.
    pub fn another(&self) -> Self {
        Self { cookies: BTreeMap::new(), ..self.clone() }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    pub async fn head(&mut self, path: &str) -> Page {
        self.send(Method::HEAD, path, &[], Body::empty()).await
    }

    /// Posts a form of this portal.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = serde_html_form::to_string(fields).unwrap();
        let own = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, path, &own, body.into()).await
    }

    /// Posts a form with files: field, name, content.
    pub async fn upload(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend_from_slice(format!("--frontier\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--frontier\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--frontier--\r\n");
        let own = [("content-type", "multipart/form-data; boundary=frontier"), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, path, &own, body.into()).await
    }

    /// Sends anything.
    pub async fn send(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Page {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let all: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", all.join("; "));
        }
        self.raw(request.body(body).unwrap()).await
    }

    /// Sends a request as it is, without the cookies.
    pub async fn raw(&mut self, mut request: Request<Body>) -> Page {
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer, 40000)));
        }
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        // Live events have no end: that they began is enough.
        let live = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let bytes = if live { Vec::new() } else { body.collect().await.unwrap().to_bytes().to_vec() };
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (pair, rest) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Page { status: parts.status, headers: parts.headers, bytes }
    }

    /// The headers that a form of another page would come with.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Logs somebody in who joins with this role, and sets their second factor up.
    pub async fn staff(self, test: &TestHouse, name: &str, role: &str) -> Self {
        let token = test.house.invite(role, "system").await.unwrap();
        self.joins(test, &token, name).await
    }

    /// The same with an invitation that there is.
    pub async fn joins(mut self, test: &TestHouse, token: &str, name: &str) -> Self {
        let email = format!("{}@staff.example", name.to_lowercase());
        let fields = [("name", name), ("email", email.as_str()), ("password", "correct horse battery")];
        assert_eq!(self.post(&format!("/staff/join/{token}"), &fields).await.location(), "/staff/second");
        let (token, code) = self.enrolment(test).await;
        let done = self.post("/staff/second", &[("token", &token), ("code", &code)]).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
        self
    }

    /// What the page of the enrolment asks for: its token, and the code of now from its key.
    pub async fn enrolment(&mut self, test: &TestHouse) -> (String, String) {
        let html = self.get("/staff/second").await.text();
        let between = |before: &str, after: char| {
            let (_, rest) = html.split_once(before).unwrap_or_else(|| panic!("no {before} in {html}"));
            rest.split(after).next().unwrap_or_default().to_owned()
        };
        let letters = between("data-testid=\"secret\">", '<');
        (between("name=\"token\" value=\"", '"'), second::code_of_letters(&letters, test.house.now()).unwrap())
    }
}

/// Makes a test's house the one at this address.
pub fn move_to(test: &mut TestHouse, origin: &str) {
    test.house.origin = Arc::from(origin);
}
