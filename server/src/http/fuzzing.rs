//! What the fuzzer is let in by: the parsers of the web that read what anybody sends. Built for tests and for `fuzz/` alone.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use ipnet::IpNet;
use tokio::runtime::Runtime;

use super::cookies::{self, Jar};
use super::form::Form;
use super::reader::zone;
use super::{Web, peer};

/// A web without visitors, and what runs it.
fn web() -> &'static (Runtime, Arc<Web>) {
    static WEB: OnceLock<(Runtime, Arc<Web>)> = OnceLock::new();
    #[expect(clippy::expect_used, reason = "without it there is nothing to fuzz")]
    WEB.get_or_init(|| {
        let runtime = Runtime::new().expect("a runtime");
        let web = runtime.block_on(crate::testing::web());
        (runtime, web)
    })
}

/// What came of a form, so that what must hold of every form can be asked.
fn read(kind: &'static str, body: &[u8], files: bool) {
    let (runtime, web) = web();
    let request = Request::post("/").header(header::CONTENT_TYPE, kind).body(Body::from(body.to_vec()));
    let Ok(request) = request else { return };
    let form = runtime.block_on(async {
        if files {
            Form::with_files(request, web).await
        } else {
            use axum::extract::FromRequest as _;
            Form::from_request(request, web).await
        }
    });
    let Ok(form) = form else { return };
    for value in form.values.values().flatten() {
        assert!(value.trim() == value && !value.contains("\r\n"), "a value is trimmed, and its lines end as ours do");
    }
    assert!(form.files.len() <= crate::desk::upload::MAX_FILES && form.files.len() == form.fields.len());
    for file in &form.files {
        assert!(!file.name.contains(['/', '\\']) && !file.name.chars().any(char::is_control), "{:?}", file.name);
    }
}

/// A form without files.
pub fn form(bytes: &[u8]) {
    read("application/x-www-form-urlencoded", bytes, false);
}

/// A form with files; its parts are parted by `--B`.
pub fn multipart(bytes: &[u8]) {
    read("multipart/form-data; boundary=B", bytes, true);
}

/// What a browser sends back as its cookies.
pub fn cookies(bytes: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(bytes) else { return };
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, value);
    let (_, web) = web();
    for jar in [Jar::Code, Jar::Request, Jar::Staff, Jar::Account, Jar::Lang, Jar::Zone, Jar::Done] {
        if let Some(value) = cookies::read(web, &headers, jar) {
            let _zone = zone(&value);
        }
    }
}

/// `X-Forwarded-For`, behind a proxy that is trusted, one value to a line; and what limits count by.
pub fn forwarded(bytes: &[u8]) {
    let mut headers = HeaderMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Ok(value) = HeaderValue::from_bytes(line) {
            headers.append("x-forwarded-for", value);
        }
    }
    let proxies: Vec<IpNet> = ["10.0.0.0/8", "2001:db8::/32"].iter().filter_map(|text| peer::parse_proxy(text).ok()).collect();
    let stranger = IpAddr::from([192, 0, 2, 1]);
    assert_eq!(peer::asker(&proxies, stranger, &headers), stranger, "nobody is believed who is no proxy");
    let found = peer::network(peer::asker(&proxies, IpAddr::from([10, 0, 0, 1]), &headers));
    assert!(HeaderValue::from_str(&found).is_ok());
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _proxy = peer::parse_proxy(text);
    }
}
