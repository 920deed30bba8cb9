//! What other sites make a browser send is refused, and reading changes nothing.

use axum::body::Body;
use axum::http::{Method, StatusCode};

use crate::support::story::Story;
use crate::web::{DELETION, portal};

/// Everything that a write leaves behind.
async fn trace(story: &Story) -> [i64; 5] {
    [
        story.number("SELECT COUNT(*) AS value FROM tickets").await,
        story.number("SELECT COUNT(*) AS value FROM events").await,
        story.number("SELECT COUNT(*) AS value FROM outbox").await,
        story.number("SELECT COUNT(*) AS value FROM sessions").await,
        story.number("SELECT COUNT(*) AS value FROM codes WHERE used_at IS NULL").await,
    ]
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[tokio::test]
async fn what_another_site_sends_changes_nothing() {
    let (story, mut browser) = portal().await;
    let before = trace(&story).await;
    let body = serde_html_form::to_string(DELETION).unwrap();
    for headers in [
        vec![],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        vec![("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:3001")],
        vec![("origin", "http://127.0.0.1:3000.evil.example")],
    ] {
        for path in ["/hellotalk/deletion", "/language", "/staff/login", "/hellotalk/report", "/link/guessed", "/staff/logout"] {
            let mut all = vec![FORM];
            all.extend(headers.iter().copied());
            let page = browser.send(Method::POST, path, &all, Body::from(body.clone())).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
            assert!(page.has("Please try again from here"));
            assert!(page.headers.get("set-cookie").is_none());
        }
    }
    assert_eq!(trace(&story).await, before);
}

#[tokio::test]
async fn our_own_pages_are_heard() {
    let (story, mut browser) = portal().await;
    let body = serde_html_form::to_string(DELETION).unwrap();
    let own = browser.origin().to_owned();
    for headers in [
        vec![FORM, ("sec-fetch-site", "same-origin"), ("origin", own.as_str())],
        vec![FORM, ("origin", own.as_str())],
        vec![FORM, ("sec-fetch-site", "none")],
        // A proxy's `Referrer-Policy: no-referrer` makes browsers say so of our own pages.
        vec![FORM, ("sec-fetch-site", "same-origin"), ("origin", "null")],
    ] {
        let page = browser.send(Method::POST, "/hellotalk/deletion", &headers, Body::from(body.clone())).await;
        assert_eq!(page.location(), "/code", "{headers:?}");
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 4);
}

#[tokio::test]
async fn other_methods_need_our_origin_too() {
    let (_story, mut browser) = portal().await;
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        assert_eq!(browser.send(method.clone(), "/hellotalk/deletion", &[], Body::empty()).await.status, StatusCode::FORBIDDEN, "{method}");
    }
}

#[tokio::test]
async fn reading_changes_nothing() {
    let (story, mut browser) = portal().await;
    assert_eq!(browser.post("/hellotalk/deletion", &DELETION).await.location(), "/code");
    let link = story.mail_to("code", "mika@example.org").await.link();
    let mut staff = browser.another().staff(&story.test, "Ada", "agent").await;
    let before = trace(&story).await;
    let reference = story.only_reference().await;
    let link = format!("/link/{link}");
    for path in ["/", "/hellotalk", "/hellotalk/deletion", "/code", "/requests", &format!("/requests/{reference}"), &link, &link] {
        assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
        browser.head(path).await;
    }
    for path in ["/staff/queue", "/staff/search", "/staff/queue?view=breached"] {
        assert_eq!(staff.get(path).await.status, StatusCode::OK, "{path}");
    }
    for path in ["/language", "/code/resend", "/staff/logout", "/staff/next", &format!("/staff/tickets/{reference}/claim")] {
        assert_eq!(staff.get(path).await.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    assert_eq!(trace(&story).await, before);
    // A mail scanner has followed the link; its owner can still press it.
    assert!(browser.post(&link, &[]).await.location().ends_with("/received"));
}

#[tokio::test]
async fn the_language_leads_to_our_own_pages_alone() {
    let (_story, mut browser) = portal().await;
    for to in [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
    ] {
        let page = browser.post("/language", &[("lang", "zh-CN"), ("to", to)]).await;
        assert_eq!(page.location(), "/", "{to:?}");
    }
    let page = browser.post("/language", &[("lang", "zh-CN"), ("to", "/requests/HT-1")]).await;
    assert_eq!(page.location(), "/requests/HT-1");
    assert!(browser.post("/language", &[("lang", "klingon"), ("to", "/")]).await.headers.get("set-cookie").is_none());
}

#[tokio::test]
async fn an_act_leads_to_its_ticket_wherever_it_came_from() {
    let (story, browser) = portal().await;
    let mut staff = browser.another().staff(&story.test, "Ada", "agent").await;
    let reference = story.prove(crate::support::forms::deletion("mika@example.org")).await.reference;
    let act = format!("/staff/tickets/{reference}/claim");
    let to = format!("/staff/tickets/{reference}");
    for referer in ["http://127.0.0.1:3000/staff/queue?view=mine", "https://evil.example/staff/queue"] {
        let headers = [FORM, ("sec-fetch-site", "same-origin"), ("referer", referer)];
        assert_eq!(staff.send(Method::POST, &act, &headers, Body::from("version=99")).await.location(), to, "{referer}");
    }
}
