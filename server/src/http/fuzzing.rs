//! What the fuzzer is let in by: the parsers of the web that read what anybody sends. Built for tests and for `fuzz/` alone.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use ipnet::IpNet;
use jiff::Timestamp;
use tokio::runtime::Runtime;

use super::cookies::{self, Jar};
use super::form::Form;
use super::reader::zone;
use super::{Web, peer};
use crate::testing::{Database, TestHouse, house, web_of};

/// A web without visitors: what runs it, its house, which holds the database's folder, and a product's token.
struct Portal {
    runtime: Runtime,
    test: TestHouse,
    web: Arc<Web>,
    token: String,
}

fn portal() -> &'static Portal {
    static PORTAL: OnceLock<Portal> = OnceLock::new();
    #[expect(clippy::expect_used, reason = "without it there is nothing to fuzz")]
    PORTAL.get_or_init(|| {
        let runtime = Runtime::new().expect("a runtime");
        let test = runtime.block_on(house(Database::Sqlite, Timestamp::UNIX_EPOCH));
        let web = web_of(&test);
        let token = runtime.block_on(web.house.new_api_token("hellotalk", "fuzz")).expect("a token");
        Portal { runtime, test, web, token }
    })
}

/// Removes what the portal has on the disk, when nothing more is asked of it.
pub fn end() {
    // A folder that is gone already is as good.
    let _gone = std::fs::remove_dir_all(&portal().test.folder);
}

/// What came of a form, so that what must hold of every form can be asked.
fn read(kind: &'static str, body: &[u8], files: bool) {
    let Portal { runtime, web, .. } = portal();
    let request = Request::post("/").header(header::CONTENT_TYPE, kind).body(Body::from(body.to_vec()));
    let Ok(request) = request else { return };
    let form = runtime.block_on(async {
        if files {
            Form::with_files(request, web, crate::desk::upload::Sender::Unproved).await
        } else {
            use axum::extract::FromRequest as _;
            Form::from_request(request, web).await
        }
    });
    let Ok(form) = form else { return };
    // A password is what was typed.
    let typed = |name: &str| name.contains("password") || name == "current";
    for value in form.values.iter().filter(|(name, _)| !typed(name)).flat_map(|(_, values)| values) {
        assert!(value.trim() == value && !value.contains('\r'), "a value is trimmed, and its lines end as ours do");
    }
    assert!(form.files.len() <= crate::desk::upload::MAX_UNPROVED_FILES && form.files.len() == form.fields.len());
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

/// What a product asks: an answer or a refusal, and no failure of ours.
pub fn api(bytes: &[u8]) {
    let Portal { runtime, web, token, .. } = portal();
    let Ok(bearer) = HeaderValue::from_str(&format!("Bearer {token}")) else { return };
    let json = HeaderValue::from_static("application/json");
    let headers = HeaderMap::from_iter([(header::AUTHORIZATION, bearer), (header::CONTENT_TYPE, json)]);
    let product = Path("hellotalk".to_owned());
    let answer = runtime.block_on(super::api::consents(State(web.clone()), product, headers, Body::from(bytes.to_vec())));
    assert!([200, 400, 413, 422].contains(&answer.status().as_u16()), "{}", answer.status());
}

/// What a browser sends back as its cookies.
pub fn cookies(bytes: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(bytes) else { return };
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, value);
    let web = &portal().web;
    for jar in [Jar::Code, Jar::Press, Jar::Request, Jar::Staff, Jar::Account, Jar::Lang, Jar::Zone, Jar::Done] {
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
