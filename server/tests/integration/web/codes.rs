//! Codes, as a stranger enters them: what comes back tells nothing of what is behind a reference.

use axum::http::StatusCode;
use jiff::SignedDuration;
use server::http::WebConfig;
use server::http::limits::Limits;
use server::testing::web_of;

use crate::support::browser::{Browser, Page};
use crate::support::forms::deletion;
use crate::support::story::Story;
use crate::web::portal;

/// A page without what is different on each.
fn plain(page: &Page) -> (StatusCode, String, String) {
    let mut text = page.text();
    if page.header("content-security-policy").contains("'nonce-") {
        text = text.replace(&page.nonce(), "NONCE");
    }
    // What names a browser's own cookie is different in each.
    while let Some((before, rest)) = text.split_once("name=\"of\" value=\"") {
        text = format!("{before}name=\"of\"{}", rest.split_once('"').map_or("", |(_, rest)| rest));
    }
    (page.status, page.header("location").to_owned(), text)
}

/// A portal without limits of its routes, which are the same for everybody.
async fn unlimited() -> (Story, Browser) {
    let (story, _) = portal().await;
    let config = WebConfig { limits: Limits::off(), ..web_of(&story.test).config.clone() };
    let fresh = Browser::with(&story.test, config);
    (story, fresh)
}

/// Sixty wrong codes for this reference, each page as it comes: in so many browsers, one after the other.
async fn as_a_stranger(story: &Story, fresh: &Browser, reference: &str, browsers: usize) -> Vec<(StatusCode, String, String)> {
    let mut seen = Vec::new();
    for _ in 0..browsers {
        let mut browser = fresh.another();
        seen.push(plain(&browser.post("/requests", &[("reference", reference)]).await));
        story.work().await;
        for guess in 0..60 / browsers {
            let page = browser.post("/code", &[("code", &format!("{:06}", 31 * guess))]).await;
            seen.push(plain(&page));
            if guess % 7 == 6 {
                story.pass(SignedDuration::from_millis(1));
                seen.push(plain(&browser.post("/code/resend", &[]).await));
                story.work().await;
                seen.push(plain(&browser.get("/code").await));
            }
        }
    }
    seen
}

#[tokio::test]
async fn sixty_wrong_codes_tell_nothing_of_a_reference() {
    let (story, fresh) = unlimited().await;
    let proved = story.prove(deletion("mika@example.org")).await;
    let mut own = fresh.another();
    own.post("/requests", &[("reference", &proved.reference)]).await;
    story.work().await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    let nobodys = domain::Reference::new("HT", [3, 1, 4, 1, 5, 9, 2]).to_string();
    for (place, browsers) in [1, 6, 60].into_iter().enumerate() {
        let real = as_a_stranger(&story, &fresh.from(&format!("198.51.100.{place}")), &proved.reference, browsers).await;
        let none = as_a_stranger(&story, &fresh.from(&format!("203.0.113.{place}")), &nobodys, browsers).await;
        assert!(real.len() >= 60);
        for (at, (real, none)) in real.iter().zip(&none).enumerate() {
            assert_eq!(real, none, "{browsers} browsers, page {at}");
        }
        assert_eq!(real.len(), none.len());
    }
    assert_eq!(own.post("/code", &[("code", &code)]).await.location(), format!("/requests/{}", proved.reference), "the owner comes in");
}

#[tokio::test]
async fn a_network_that_guesses_waits_whatever_it_guesses_at() {
    let (story, fresh) = unlimited().await;
    let proved = story.prove(deletion("mika@example.org")).await;
    let nobodys = domain::Reference::new("HT", [2, 7, 1, 8, 2, 8, 1]).to_string();
    for (network, reference) in [("2001:db8:1:2::", &proved.reference), ("2001:db8:9:2::", &nobodys)] {
        let mut refused = None;
        for guess in 0..30 {
            let mut browser = fresh.from(&format!("{network}{guess:x}"));
            browser.post("/requests", &[("reference", reference)]).await;
            for try_ in 0..4 {
                let page = browser.post("/code", &[("code", &format!("{:06}", 31 * guess + try_))]).await;
                if page.status == StatusCode::TOO_MANY_REQUESTS && refused.is_none() {
                    refused = Some(4 * guess + try_);
                }
            }
        }
        assert_eq!(refused, Some(100), "{reference}");
    }
    // Elsewhere, the owner comes in.
    story.work().await;
    story.mails("code").await;
    story.minutes(61);
    let mut own = fresh.from("192.0.2.9");
    own.post("/requests", &[("reference", &proved.reference)]).await;
    story.work().await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    assert_eq!(own.post("/code", &[("code", &code)]).await.location(), format!("/requests/{}", proved.reference));
}
