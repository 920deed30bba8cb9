//! A form with mistakes comes back with all that was typed, a summary, and each mistake at its field.

use axum::http::StatusCode;

use crate::support::browser::Page;
use crate::web::portal;

fn is_shown_again(page: &Page, fields: &[&str]) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    let html = page.text();
    assert!(html.contains("class=\"error-summary\""), "no summary: {html}");
    assert!(html.contains("<title>Error"), "the title says so first");
    for field in fields {
        assert!(html.contains(&format!("href=\"#{field}")), "the summary leads to {field}: {html}");
        assert!(html.contains("aria-invalid=\"true\"") || html.contains("class=\"error"), "{field}");
    }
}

const HOSTILE: &str = "\"><script>alert(1)</script>&amp;'";

#[tokio::test]
async fn a_request_comes_back_with_all_that_was_typed() {
    let (story, mut browser) = portal().await;
    let fields = [
        ("email", "not an address"),
        ("no_email", "yes"),
        ("login", "line"),
        ("app_id", "Mika_77"),
        ("country", "JP"),
        ("category", "profile"),
        ("says", "Mika"),
        ("should_say", "Mika"),
        ("words", "two\r\nlines"),
        ("tz", "Asia/Tokyo"),
    ];
    let page = browser.post("/hellotalk/correction", &fields).await;
    is_shown_again(&page, &["email", "should_say"]);
    for kept in ["value=\"not an address\"", "Mika_77", "two\nlines", "value=\"Asia/Tokyo\""] {
        assert!(page.has(kept), "{kept} is lost");
    }
    let html = page.text();
    for chosen in ["value=\"JP\" selected", "value=\"profile\" selected"] {
        assert!(html.contains(chosen) || html.contains(&chosen.replace(" selected", "\" selected=\"\"")), "{chosen} is lost");
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
}

#[tokio::test]
async fn every_form_shows_its_mistakes() {
    let (_story, mut browser) = portal().await;
    for (path, fields) in [
        ("/hellotalk/access", &["email"][..]),
        ("/hellotalk/correction", &["email", "category", "says", "should_say"]),
        ("/hellotalk/deletion", &["scope", "email", "understood"]),
        ("/hellotalk/ai-training", &["email", "streams"]),
        ("/hellotalk/advertising", &["email"]),
        ("/hellotalk/report", &["target", "value", "harm"]),
        ("/requests", &["reference"]),
    ] {
        is_shown_again(&browser.post(path, &[]).await, fields);
    }
}

#[tokio::test]
async fn what_was_typed_is_shown_as_text() {
    let (_story, mut browser) = portal().await;
    let fields = [
        ("email", HOSTILE),
        ("says", HOSTILE),
        ("should_say", HOSTILE),
        ("words", HOSTILE),
        ("app_id", HOSTILE),
        ("country", HOSTILE),
        ("tz", HOSTILE),
    ];
    for path in ["/hellotalk/correction", "/hellotalk/access", "/hellotalk/deletion", "/hellotalk/ai-training"] {
        let page = browser.post(path, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!page.has("<script>alert"), "{path}");
    }
    let report = [("value", HOSTILE), ("words", HOSTILE), ("target", HOSTILE), ("harm", HOSTILE), ("email", HOSTILE)];
    assert!(!browser.post("/hellotalk/report", &report).await.has("<script>alert"));
    assert!(!browser.post("/requests", &[("reference", HOSTILE)]).await.has("<script>alert"));
    assert!(!browser.post("/staff/login", &[("email", HOSTILE), ("password", "x")]).await.has("<script>alert"));
    assert!(!browser.get("/requests/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E").await.has("<script>alert"));
}

#[tokio::test]
async fn secrets_are_not_sent_back() {
    let (story, mut browser) = portal().await;
    let page = browser.post("/staff/login", &[("email", "ada@staff.example"), ("password", "my secret words")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("ada@staff.example") && !page.has("my secret words"));
    let token = story.invite("agent", "system").await.unwrap();
    let page =
        browser.post(&format!("/staff/join/{token}"), &[("name", "Ada"), ("email", "nobody"), ("password", "my secret words")]).await;
    is_shown_again(&page, &["email"]);
    assert!(page.has("Ada") && !page.has("my secret words"));
    browser.post("/hellotalk/deletion", &crate::web::DELETION).await;
    let page = browser.post("/code", &[("code", "98765")]).await;
    is_shown_again(&page, &["code"]);
    assert!(!page.has("98765"));
}

#[tokio::test]
async fn a_wrong_code_says_how_many_tries_are_left() {
    let (story, mut browser) = portal().await;
    browser.post("/hellotalk/deletion", &crate::web::DELETION).await;
    let bad = crate::support::post::another_than(&story.mail_to("code", "mika@example.org").await.code());
    let page = browser.post("/code", &[("code", &bad)]).await;
    is_shown_again(&page, &["code"]);
    assert!(page.has("4"), "four are left");
    for _ in 0..4 {
        browser.post("/code", &[("code", &bad)]).await;
    }
    let over = browser.get("/code").await;
    assert!(over.has("action=\"/code/resend\""));
}

#[tokio::test]
async fn a_hidden_conditional_field_counts_only_with_its_box() {
    let (story, mut browser) = portal().await;
    // The list of log-ins is sent though it is hidden: without the box it is nothing.
    let mut fields = crate::web::DELETION.to_vec();
    fields.push(("login", "wechat"));
    assert_eq!(browser.post("/hellotalk/deletion", &fields).await.location(), "/code");
    let ticket = story.ticket(&story.only_reference().await).await;
    assert!(!ticket.subject.contact_only && ticket.subject.login.is_none());
}

#[tokio::test]
async fn silence_never_means_the_whole_account() {
    let (_story, mut browser) = portal().await;
    let answered = [("email", "mika@example.org"), ("understood", "yes")];
    is_shown_again(&browser.post("/hellotalk/deletion", &answered).await, &["scope"]);
    let whole = [answered[0], answered[1], ("scope", "account")];
    assert_eq!(browser.post("/hellotalk/deletion", &whole).await.location(), "/code");
}
