//! What could not be done is said on a page of ours, in words, without anything of the inside.

use axum::body::Body;
use axum::http::{Method, StatusCode};

use crate::support::browser::Page;
use crate::web::{DELETION, portal};

/// Nothing that only the makers of the house should read.
fn tells_nothing_inside(page: &Page) {
    let html = page.text();
    for inside in
        ["panicked", "src/", ".rs", "sqlx", "SQLITE", "sqlite", "axum", "StatusCode", "DeskError", "habeas-test", "Invalid boundary"]
    {
        assert!(!html.contains(inside), "{inside}: {html}");
    }
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("<h1>"), "{html}");
    assert_eq!(page.header("server"), "");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn what_is_not_there_has_a_page() {
    let (_story, mut browser) = portal().await;
    for path in [
        "/no-such-app",
        "/no-such-app/deletion",
        "/hellotalk/no-such-kind",
        "/hellotalk/guardian",
        "/japanese-ai/advertising",
        "/a/b/c/d",
        "/hellotalk/%00",
        "/%ff",
        "/hellotalk/report/received",
        "/staff/join/guessed",
        "/link/guessed",
        "/dev/mail",
        "/dev/mail/1",
        "/hellotalk/deletions",
        "//hellotalk.evil.example/",
        "/%5C/evil.example/",
        "/.env",
    ] {
        let page = browser.get(path).await;
        assert!(matches!(page.status, StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST), "{path}: {}", page.status);
        tells_nothing_inside(&page);
    }
}

#[tokio::test]
async fn what_a_page_does_not_take_is_refused() {
    let (_story, mut browser) = portal().await;
    let own = [("sec-fetch-site", "same-origin")];
    for (method, path) in
        [(Method::POST, "/"), (Method::PUT, "/hellotalk/deletion"), (Method::DELETE, "/requests"), (Method::PATCH, "/healthz")]
    {
        let page = browser.send(method.clone(), path, &own, Body::empty()).await;
        assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        tells_nothing_inside(&page);
    }
    let page = browser.get("/language").await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    tells_nothing_inside(&page);
}

#[tokio::test]
async fn what_is_refused_says_what_would_be_taken() {
    let (_story, mut browser) = portal().await;
    // RFC 9110, 15.5.6: an answer of 405 names the methods.
    assert_eq!(browser.get("/language").await.header("allow"), "POST");
}

#[tokio::test]
async fn what_is_too_large_is_said_to_be() {
    let (story, mut browser) = portal().await;
    let long = "x".repeat(300 * 1024);
    let page = browser.post("/hellotalk/deletion", &[("words", long.as_str())]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    tells_nothing_inside(&page);
    assert!(page.has("MB"), "it says how much we take");
    let page = browser.upload("/hellotalk/correction", &[("words", &long)], &[]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    let many: Vec<(String, String)> = (0..500).map(|at| (format!("field{at}"), "x".to_owned())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(browser.upload("/hellotalk/correction", &many, &[]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
}

#[tokio::test]
async fn a_broken_form_breaks_nothing() {
    let (_story, mut browser) = portal().await;
    for (kind, body) in [
        ("multipart/form-data; boundary=frontier", "--frontier\r\nnonsense"),
        ("multipart/form-data", "no boundary"),
        ("multipart/form-data; boundary=frontier", ""),
        ("application/x-www-form-urlencoded", "%%%&&&=="),
        ("application/json", "{\"email\":\"mika@example.org\"}"),
        ("text/plain", "\u{0}\u{1}"),
    ] {
        let headers = [("content-type", kind), ("sec-fetch-site", "same-origin")];
        let page = browser.send(Method::POST, "/hellotalk/deletion", &headers, Body::from(body)).await;
        assert!(page.status.is_client_error(), "{kind} {body}: {}", page.status);
        tells_nothing_inside(&page);
    }
}

#[tokio::test]
async fn too_often_says_when() {
    let (_story, mut browser) = portal().await;
    browser.post("/hellotalk/deletion", &DELETION).await;
    for _ in 0..4 {
        assert_eq!(browser.post("/code/resend", &[]).await.location(), "/code");
    }
    let page = browser.post("/code/resend", &[]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: i64 = page.header("retry-after").parse().unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");
    tells_nothing_inside(&page);
}

#[tokio::test]
async fn a_flooded_address_is_answered_alike() {
    let (story, mut browser) = portal().await;
    for _ in 0..10 {
        assert_eq!(browser.post("/hellotalk/deletion", &DELETION).await.location(), "/code");
        assert!(browser.get("/code").await.status.is_success());
    }
    assert_eq!(story.mails("code").await.len(), 8);
}

#[tokio::test]
async fn a_failure_of_the_house_has_a_number_and_no_reason() {
    let (story, mut browser) = portal().await;
    story.tamper("ALTER TABLE outbox RENAME TO elsewhere", &[]).await;
    let page = browser.post("/hellotalk/deletion", &DELETION).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    tells_nothing_inside(&page);
    assert!(!page.has("outbox") && !page.has("no such table"));
    assert!(page.has("<code>"), "a number that names it in the log");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0, "and nothing was half done");
}

#[tokio::test]
async fn a_link_that_is_over_offers_a_code() {
    let (story, mut browser) = portal().await;
    browser.post("/hellotalk/deletion", &DELETION).await;
    let link = format!("/link/{}", story.mail_to("code", "mika@example.org").await.link());
    story.minutes(11);
    let page = browser.get(&link).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.has(&format!("action=\"{link}/again\"")));
    assert_eq!(browser.post(&link, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post(&format!("{link}/again"), &[]).await.location(), "/code");
    story.work().await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    assert!(browser.post("/code", &[("code", &code)]).await.location().ends_with("/received"));
    // A guessed link is answered alike.
    let guessed = browser.another().get("/link/guessed").await;
    assert_eq!(guessed.status, StatusCode::NOT_FOUND);
    assert!(guessed.has("/link/guessed/again"));
}

#[tokio::test]
async fn a_slip_in_an_address_leads_to_the_page() {
    let (_story, mut browser) = portal().await;
    for (typed, meant) in [
        ("/hellotalk/", "/hellotalk"),
        ("/HelloTalk", "/hellotalk"),
        ("/HELLOTALK/Deletion/", "/hellotalk/deletion"),
        ("/Japanese-AI/report?from=app", "/japanese-ai/report?from=app"),
        ("/staff/", "/staff"),
        ("/staff/login/", "/staff/login"),
        ("/requests///", "/requests"),
    ] {
        let page = browser.get(typed).await;
        assert_eq!((page.status, page.header("location")), (StatusCode::PERMANENT_REDIRECT, meant), "{typed}");
    }
    // A secret keeps its capitals, and no slip leads to another host.
    assert_eq!(browser.get("/link/AbC/").await.header("location"), "/link/AbC");
    for other in ["//evil.example/", "///evil.example/", "/\\evil.example/", "/%5Cevil.example//x/"] {
        let to = browser.get(other).await;
        let to = to.header("location");
        assert!(to.is_empty() || (to.starts_with("/%5C") && !to.contains('\\')), "{other} {to}");
    }
}
