//! Whole ways through the portal, without JavaScript, as a browser goes them.

use axum::http::StatusCode;

use crate::support::browser::Browser;
use crate::support::story::Story;
use crate::web::{DELETION, portal};

/// Sends a deletion and enters the code; answers the reference.
pub async fn proved(story: &Story, browser: &mut Browser) -> String {
    assert_eq!(browser.post("/hellotalk/deletion", &DELETION).await.location(), "/code");
    assert_eq!(browser.get("/code").await.status, StatusCode::OK);
    let code = story.mail_to("code", "mika@example.org").await.code();
    let page = browser.post("/code", &[("code", &code)]).await;
    let to = page.location().to_owned();
    let reference = to.strip_prefix("/requests/").unwrap().strip_suffix("/received").unwrap();
    reference.to_owned()
}

#[tokio::test]
async fn a_requester_goes_all_the_way() {
    let (story, mut browser) = portal().await;
    let reference = proved(&story, &mut browser).await;
    let receipt = browser.get(&format!("/requests/{reference}/received")).await;
    assert!(receipt.has(&reference) && receipt.has("3 March 2026"), "the due moment stands there");
    let own = format!("/requests/{reference}");
    let page = browser.get(&own).await;
    assert!(page.has("mika@example.org") && page.has(&format!("action=\"{own}/messages\"")));
    assert_eq!(browser.post(&format!("{own}/messages"), &[("words", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post(&format!("{own}/messages"), &[("words", "Please hurry.")]).await.location(), own);
    assert!(browser.get(&own).await.has("Please hurry."));
    assert_eq!(browser.post(&format!("{own}/zone"), &[("tz", "America/New_York")]).await.location(), own);
    assert!(browser.get(&own).await.has("(UTC\u{2212}5)"));
    assert_eq!(browser.post(&format!("{own}/zone"), &[("tz", "Mars/Olympus")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post(&format!("{own}/withdraw"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post(&format!("{own}/withdraw"), &[("sure", "yes")]).await.location(), own);
    assert_eq!(browser.post(&format!("{own}/withdraw"), &[("sure", "yes")]).await.status, StatusCode::CONFLICT, "it is closed");
    assert_eq!(browser.post(&format!("{own}/leave"), &[]).await.location(), "/");
    assert!(!browser.get(&own).await.has("mika@example.org"), "left");
}

#[tokio::test]
async fn a_guessed_reference_looks_like_one_that_is_not() {
    let (story, mut browser) = portal().await;
    let reference = proved(&story, &mut browser).await;
    let nobodys = domain::Reference::new("HT", [3, 1, 4, 1, 5, 9, 2]).to_string();
    for mut stranger in [browser.another(), browser.clone()] {
        if !stranger.cookies.is_empty() {
            // Somebody with a session of their own.
            stranger.cookies.clear();
            let fields = [("email", "noor@example.org"), ("scope", "account"), ("understood", "yes")];
            stranger.post("/hellotalk/deletion", &fields).await;
            let code = story.mail_to("code", "noor@example.org").await.code();
            stranger.post("/code", &[("code", &code)]).await;
        }
        for rest in ["", "/received"] {
            let real = stranger.get(&format!("/requests/{reference}{rest}")).await;
            let none = stranger.get(&format!("/requests/{nobodys}{rest}")).await;
            assert_eq!(real.status, none.status);
            assert_eq!(real.text().replace(&reference, "R"), none.text().replace(&nobodys, "R"));
        }
        for act in ["messages", "withdraw", "appeal", "in-app-code", "zone", "fresh"] {
            let fields = [("words", "x"), ("sure", "yes"), ("tz", "Asia/Tokyo"), ("code", "ABCD-EFGH")];
            let real = stranger.post(&format!("/requests/{reference}/{act}"), &fields).await;
            let none = stranger.post(&format!("/requests/{nobodys}/{act}"), &fields).await;
            assert_eq!((real.status, none.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{act}");
            assert_eq!(real.text().replace(&reference, "R"), none.text().replace(&nobodys, "R"), "{act}");
        }
        let (real, none) =
            (stranger.post("/requests", &[("reference", &reference)]).await, stranger.post("/requests", &[("reference", &nobodys)]).await);
        assert_eq!((real.location(), real.status), (none.location(), none.status));
    }
}

#[tokio::test]
async fn a_request_is_found_again() {
    let (story, mut browser) = portal().await;
    let reference = proved(&story, &mut browser).await;
    let mut later = browser.another();
    assert_eq!(later.post("/requests", &[("reference", &reference.to_lowercase())]).await.location(), "/code");
    story.work().await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    assert_eq!(later.post("/code", &[("code", &code)]).await.location(), format!("/requests/{reference}"));
    assert!(later.get(&format!("/requests/{reference}")).await.has("mika@example.org"));
    // By the receipt's link: a button, so that scanners open nothing.
    let mut third = browser.another();
    let link = format!("/link/{}", story.mail_to("receipt", "mika@example.org").await.link());
    assert!(third.get(&link).await.has(&format!("action=\"{link}\"")));
    assert_eq!(third.post(&link, &[]).await.location(), format!("/requests/{reference}"));
}

#[tokio::test]
async fn a_reporter_without_an_address_gets_a_receipt_once_reported() {
    let (story, mut browser) = portal().await;
    let report = [("target", "user"), ("value", "spammer"), ("harm", "bullying"), ("words", "Every day.")];
    assert_eq!(browser.post("/hellotalk/report", &report).await.location(), "/hellotalk/report/received");
    let reference = story.text("SELECT reference AS value FROM reports", &[]).await;
    for _ in 0..2 {
        assert!(browser.get("/hellotalk/report/received").await.has(&reference), "reloading reports nothing twice");
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM reports").await, 1);
    assert_eq!(browser.another().get("/hellotalk/report/received").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/japanese-ai/report/received").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_reporter_with_an_address_sees_the_reference_before_the_proof() {
    let (story, mut browser) = portal().await;
    let report = [("target", "user"), ("value", "spammer"), ("harm", "bullying"), ("words", "Every day."), ("email", "noor@example.org")];
    assert_eq!(browser.post("/hellotalk/report", &report).await.location(), "/code");
    let reference = story.text("SELECT reference AS value FROM reports", &[]).await;
    assert!(browser.get("/code").await.has(&reference));
    let code = story.mail_to("code", "noor@example.org").await.code();
    let own = format!("/requests/{reference}");
    assert_eq!(browser.post("/code", &[("code", &code)]).await.location(), own);
    let page = browser.get(&own).await;
    assert!(page.has(&reference) && !page.has(&format!("{own}/messages")) && !page.has(&format!("{own}/withdraw")));
    let case = story.case_of(&reference).await;
    assert!(!page.has(&case));
}

#[tokio::test]
async fn a_second_code_is_sent_from_the_page() {
    let (story, mut browser) = portal().await;
    browser.post("/hellotalk/deletion", &DELETION).await;
    story.minutes(1);
    assert_eq!(browser.post("/code/resend", &[]).await.location(), "/code");
    assert_eq!(story.mails("code").await.len(), 2);
    browser.get("/code").await;
    assert!(!browser.cookies.contains_key("done"), "the notice is shown once");
    let mut stranger = browser.another();
    assert_eq!(stranger.get("/code").await.location(), "/requests");
    assert_eq!(stranger.post("/code", &[("code", "123456")]).await.location(), "/requests");
    assert_eq!(stranger.post("/code/resend", &[]).await.location(), "/requests");
}
