//! What a product's own servers ask: who may, what they are told, and what they are not.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use jiff::SignedDuration;
use serde_json::Value;
use server::http::WebConfig;
use server::http::limits::Limits;
use server::testing::web_of;

use crate::support::browser::{Browser, Page};
use crate::support::consents;
use crate::support::story::Story;
use crate::web::portal;

const PATH: &str = "/api/v1/hellotalk/consents";

async fn ask(browser: &mut Browser, path: &str, token: Option<&str>, body: &str) -> Page {
    let bearer = token.map(|token| format!("Bearer {token}"));
    let mut headers = vec![("content-type", "application/json")];
    if let Some(bearer) = &bearer {
        headers.push(("authorization", bearer));
    }
    browser.send(Method::POST, path, &headers, Body::from(body.to_owned())).await
}

fn json(page: &Page) -> Value {
    assert_eq!(page.header("content-type"), "application/json", "{}", page.text());
    serde_json::from_str(&page.text()).unwrap()
}

async fn token(story: &Story, product: &str) -> String {
    story.new_api_token(product, "production").await.unwrap()
}

#[tokio::test]
async fn a_product_learns_of_consents_and_of_nobody() {
    let (story, mut browser) = portal().await;
    let token = token(&story, "hellotalk").await;
    consents::give(&story, "hellotalk", "Kid_77").await;
    let page = ask(&mut browser, PATH, Some(&token), r#"{"user": " kid_77 "}"#).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("set-cookie"), "");
    let told = json(&page);
    assert_eq!(told["consent_on_record"], true);
    let one = &told["consents"][0];
    assert_eq!((&one["state"], &one["active"]), (&Value::from("given"), &Value::from(true)));
    assert_eq!(one["scope"], serde_json::json!(["account", "ai"]));
    assert_eq!(one["methods"], serde_json::json!(["child_code", "document"]));
    assert_eq!(one["withdrawn_at"], Value::Null);
    let keys: Vec<_> = one.as_object().unwrap().keys().map(String::as_str).collect();
    let known = [
        "active",
        "child_agreed_at",
        "ends_at",
        "given_at",
        "methods",
        "policy_version",
        "reference",
        "rule",
        "scope",
        "state",
        "withdrawn_at",
    ];
    assert_eq!(keys, known, "nothing of the guardian, and nothing of the child");
    // Another child, and the same ID in another product.
    let none = ask(&mut browser, PATH, Some(&token), r#"{"user": "kid_78"}"#).await;
    assert_eq!(json(&none), serde_json::json!({"consent_on_record": false, "consents": []}));
    let other = story.new_api_token("japanese-ai", "production").await.unwrap();
    let none = ask(&mut browser, "/api/v1/japanese-ai/consents", Some(&other), r#"{"user": "kid_77"}"#).await;
    assert_eq!(json(&none)["consent_on_record"], false);
    // It ends by itself, on its moment.
    story.pass(SignedDuration::from_hours(3 * 365 * 24));
    assert_eq!(json(&ask(&mut browser, PATH, Some(&token), r#"{"user": "kid_77"}"#).await)["consents"][0]["active"], false);
    assert!(story.api_tokens(Some("hellotalk")).await.unwrap()[0].used_at.is_some());
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind NOT LIKE 'api_token%'").await, 0, "a question is no event");
}

#[tokio::test]
async fn whoever_has_no_token_of_this_product_gets_one_answer() {
    let (story, mut browser) = portal().await;
    let own = token(&story, "hellotalk").await;
    let foreign = token(&story, "japanese-ai").await;
    let revoked = story.new_api_token("hellotalk", "old").await.unwrap();
    story.revoke_api_token("hellotalk", "old").await.unwrap();
    let body = r#"{"user": "kid_77"}"#;
    let none = ask(&mut browser, PATH, None, body).await;
    assert_eq!(none.status, StatusCode::UNAUTHORIZED);
    assert_eq!(none.header("www-authenticate"), "Bearer");
    assert_eq!(json(&none)["error"], "unauthorized");
    for (path, token) in [
        (PATH, Some("habeas_guessed")),
        (PATH, Some("")),
        (PATH, Some(foreign.as_str())),
        (PATH, Some(revoked.as_str())),
        ("/api/v1/no-such-product/consents", Some(own.as_str())),
    ] {
        // Whatever stands in the body: a stranger learns nothing of what it should be.
        for body in [body, "{", ""] {
            let page = ask(&mut browser, path, token, body).await;
            assert_eq!((page.status, page.text()), (none.status, none.text()), "{path} {token:?}");
        }
    }
    // Cookies open nothing here, and another site's page gets no further than any stranger.
    let mut staff = browser.another().staff(&story.test, "Ada", "administrator").await;
    assert_eq!(ask(&mut staff, PATH, None, body).await.text(), none.text());
    let hash = story.number("SELECT COUNT(*) AS value FROM api_tokens WHERE length(token_hash) = 32").await;
    assert_eq!(hash, 3, "tokens are stored as hashes alone");
}

#[tokio::test]
async fn what_cannot_be_answered_is_told_in_json() {
    let (story, mut browser) = portal().await;
    let token = token(&story, "hellotalk").await;
    let long = format!(r#"{{"user": "{}"}}"#, "x".repeat(5000));
    let far = format!(r#"{{"user": "{}"}}"#, "x".repeat(201));
    for (body, status, error) in [
        ("{", 400, "invalid_json"),
        (r#"{"user": 5}"#, 400, "invalid_json"),
        (r#"{"user": "5", "more": 1}"#, 400, "invalid_json"),
        (r#"{"user": "  "}"#, 422, "invalid_user"),
        (far.as_str(), 422, "invalid_user"),
        (long.as_str(), 413, "too_large"),
    ] {
        let page = ask(&mut browser, PATH, Some(&token), body).await;
        assert_eq!((page.status.as_u16(), &json(&page)["error"]), (status, &Value::from(error)), "{body:.40}");
        assert!(!json(&page)["message"].as_str().unwrap().is_empty());
    }
    let bearer = format!("Bearer {token}");
    let form = [("content-type", "application/x-www-form-urlencoded"), ("authorization", bearer.as_str())];
    let page = browser.send(Method::POST, PATH, &form, Body::from("user=5")).await;
    assert_eq!((page.status.as_u16(), &json(&page)["error"]), (415, &Value::from("not_json")));
    let page = browser.get(PATH).await;
    assert_eq!((page.status.as_u16(), &json(&page)["error"]), (405, &Value::from("method_not_allowed")));
    assert_eq!(json(&browser.get("/api/v1/nothing/at/all").await)["error"], "not_found");
}

#[tokio::test]
async fn too_many_questions_are_told_in_json_with_when_to_come_back() {
    let (story, _) = portal().await;
    let limits = Limits::from_toml("[api]\nmost = 2\nseconds = 60\n").unwrap();
    let config = WebConfig { limits, ..web_of(&story.test).config.clone() };
    let mut browser = Browser::with(&story.test, config);
    let token = token(&story, "hellotalk").await;
    let body = r#"{"user": "kid_77"}"#;
    for _ in 0..2 {
        assert_eq!(ask(&mut browser, PATH, Some(&token), body).await.status, StatusCode::OK);
    }
    let page = ask(&mut browser, PATH, Some(&token), body).await;
    assert_eq!((page.status.as_u16(), &json(&page)["error"]), (429, &Value::from("too_many_requests")));
    assert!(page.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    assert!(!page.header("ratelimit").is_empty());
    // Another token has its own count.
    let other = story.new_api_token("hellotalk", "staging").await.unwrap();
    assert_eq!(ask(&mut browser, PATH, Some(&other), body).await.status, StatusCode::OK);
}

#[tokio::test]
async fn tokens_have_names_that_say_which() {
    let (story, _) = portal().await;
    let first = token(&story, "hellotalk").await;
    assert!(first.starts_with("habeas_"));
    for (product, name) in [("hellotalk", "production"), ("hellotalk", " "), ("no-such-product", "production")] {
        assert!(story.new_api_token(product, name).await.is_err(), "{product} {name}");
    }
    assert!(story.revoke_api_token("japanese-ai", "production").await.is_err(), "another product's name is nobody's");
    story.revoke_api_token("hellotalk", "production").await.unwrap();
    assert_ne!(token(&story, "hellotalk").await, first, "the name is free again");
    let list = story.api_tokens(None).await.unwrap();
    assert_eq!(list.iter().filter(|one| one.revoked_at.is_some()).count(), 1);
}
