//! The headers of every answer.

use axum::http::StatusCode;

use crate::support::browser::{Browser, move_to};
use crate::web::{Story, portal};

const PAGES: [&str; 16] = [
    "/",
    "/hellotalk",
    "/japanese-ai",
    "/hellotalk/data",
    "/hellotalk/access",
    "/hellotalk/correction",
    "/hellotalk/deletion",
    "/hellotalk/ai-training",
    "/hellotalk/advertising",
    "/hellotalk/report",
    "/requests",
    "/requests/HT-0000-0000",
    "/staff/login",
    "/staff/join/guessed",
    "/link/guessed",
    "/no/such/page",
];

#[tokio::test]
async fn every_page_is_guarded() {
    let (_story, mut browser) = portal().await;
    for path in PAGES {
        let page = browser.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            ("cache-control", "no-store"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("content-type", "text/html; charset=utf-8"),
            ("content-language", "en"),
        ] {
            assert_eq!(page.header(name), value, "{path}: {name}");
        }
        assert!(page.header("permissions-policy").contains("camera=()"), "{path}");
        let policy = page.header("content-security-policy");
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "object-src 'none'"] {
            assert!(policy.contains(rule), "{path}: {rule}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval' ") && !policy.contains('*'), "{path}: {policy}");
        let html = page.text();
        assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\""), "{path}");
        for inline in [" style=\"", " onclick=", " onload=", " onsubmit=", "javascript:", "<style"] {
            assert!(!html.contains(inline), "{path} holds {inline}, which its own policy refuses");
        }
    }
}

#[tokio::test]
async fn scripts_run_by_a_nonce_that_nobody_can_know() {
    let (story, _) = portal().await;
    let site = story.test.folder.join("site");
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    std::fs::write(site.join("assets.json"), r#"{"css": "a.css", "js": "a.js", "wasm": "a.wasm"}"#).unwrap();
    std::fs::write(site.join("pkg/a.css"), "main { color: red }").unwrap();
    let mut browser = Browser::new(&story.test);
    let mut seen = std::collections::BTreeSet::new();
    let mut scripts = 0;
    for path in PAGES.into_iter().chain(PAGES) {
        let page = browser.get(path).await;
        let (nonce, html) = (page.nonce(), page.text());
        assert!(nonce.len() >= 22, "{nonce}");
        for tag in html.split("<script").skip(1) {
            let tag = tag.split('>').next().unwrap();
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: {tag}");
            scripts += 1;
        }
        assert!(seen.insert(nonce), "{path}: a nonce came twice");
    }
    assert!(scripts > 0, "no page loads a script: the test proves nothing");
    let css = browser.get("/pkg/a.css").await;
    assert_eq!((css.status, css.header("cache-control")), (StatusCode::OK, "public, max-age=31536000, immutable"));
    assert_eq!((css.header("x-content-type-options"), css.header("content-type")), ("nosniff", "text/css"));
    for outside in ["/pkg/../assets.json", "/pkg/%2e%2e/assets.json", "/pkg/..%2fassets.json"] {
        assert_eq!(browser.get(outside).await.status, StatusCode::NOT_FOUND, "{outside}");
    }
}

#[tokio::test]
async fn a_head_is_a_get_without_its_body() {
    let (_story, mut browser) = portal().await;
    for path in PAGES {
        let (head, get) = (browser.head(path).await, browser.get(path).await);
        assert_eq!(head.status, get.status, "{path}");
        assert!(head.bytes.is_empty(), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
    }
}

#[tokio::test]
async fn only_behind_tls_is_tls_demanded() {
    let (mut story, mut loopback) = portal().await;
    assert_eq!(loopback.get("/").await.header("strict-transport-security"), "");
    move_to(&mut story.test, "https://privacy.example");
    let mut browser = Browser::new(&story.test);
    for path in PAGES {
        assert!(browser.get(path).await.header("strict-transport-security").starts_with("max-age=63072000"), "{path}");
    }
}

#[tokio::test]
async fn the_house_says_that_it_lives() {
    let (_story, mut browser) = portal().await;
    let page = browser.get("/healthz").await;
    assert_eq!((page.status, page.text().as_str()), (StatusCode::OK, "ok\n"));
}

#[tokio::test]
async fn a_page_that_has_slept_can_ask_for_the_houses_now() {
    let (story, mut browser) = portal().await;
    let now = |story: &Story| story.now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let page = browser.head("/healthz").await;
    assert_eq!((page.status, page.header("date")), (StatusCode::OK, now(&story).as_str()));
    story.pass(jiff::SignedDuration::from_hours(30));
    assert_eq!(browser.head("/healthz").await.header("date"), now(&story), "it is the house's, wherever that stands");
}

#[tokio::test]
async fn pages_are_in_the_readers_language() {
    let (_story, mut browser) = portal().await;
    let page =
        browser.send(axum::http::Method::GET, "/hellotalk", &[("accept-language", "zh-Hans-SG,en;q=0.5")], axum::body::Body::empty()).await;
    assert_eq!(page.header("content-language"), "zh-CN");
    assert!(page.header("vary").contains("accept-language"));
    browser.post("/language", &[("lang", "zh-CN"), ("to", "/hellotalk")]).await;
    assert!(browser.get("/hellotalk").await.has("<html lang=\"zh-CN\""));
    assert!(browser.get("/no/such/page").await.has("<html lang=\"zh-CN\""), "problems too");
}

#[tokio::test]
async fn nobody_looks_for_private_pages() {
    let (_story, mut browser) = portal().await;
    for (path, hidden) in [("/", false), ("/hellotalk", false), ("/requests/HT-0000-0000", true), ("/staff/login", true)] {
        assert_eq!(browser.get(path).await.has("name=\"robots\" content=\"noindex\""), hidden, "{path}");
    }
}
