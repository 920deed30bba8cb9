//! Files that leave the house: as downloads, so that a browser runs nothing of them.

use axum::http::StatusCode;
use domain::Kind;

use crate::support::forms::fulfilled;
use crate::web::portal;

#[tokio::test]
async fn a_package_is_fetched_with_a_fresh_code() {
    let (story, mut browser) = portal().await;
    let mut staff = browser.another().staff(&story.test, "Ada", "agent").await;
    let fields = [("email", "mika@example.org"), ("scope", "all"), ("format", "both")];
    assert_eq!(browser.post("/hellotalk/access", &fields).await.location(), "/code");
    let code = story.mail_to("code", "mika@example.org").await.code();
    browser.post("/code", &[("code", &code)]).await;
    let reference = story.only_reference().await;
    let (ticket, own) = (format!("/staff/tickets/{reference}"), format!("/requests/{reference}"));
    let zip = server::testing::samples::zip(&[("held.json", b"everything that is held")]);
    let page = staff.upload(&format!("{ticket}/package"), &[("version", "9")], &[("file", "Mikas \u{8d44}\u{6599}\".zip", &zip)]).await;
    assert_eq!(page.location(), ticket);
    let ada = story.agent_named("Bo").await;
    ada.close(&reference, story.seen(&reference).await, fulfilled(Kind::Access)).await.unwrap();
    let id = story.text("SELECT id AS value FROM files", &[]).await;
    let file = format!("{own}/files/{id}");
    assert_eq!(browser.get(&file).await.status, StatusCode::NOT_FOUND, "no fresh code yet");
    assert!(browser.get(&own).await.has(&format!("action=\"{own}/fresh\"")));
    assert_eq!(browser.post(&format!("{own}/fresh"), &[]).await.location(), "/code");
    let code = story.mail_to("code", "mika@example.org").await.code();
    assert_eq!(browser.post("/code", &[("code", &code)]).await.location(), own);
    assert!(browser.get(&own).await.has(&file));
    let got = browser.get(&file).await;
    assert_eq!((got.status, got.bytes.as_slice()), (StatusCode::OK, &zip[..]));
    assert_eq!(got.header("content-type"), "application/octet-stream");
    assert_eq!(got.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(got.header("cache-control"), "no-store");
    let disposition = got.header("content-disposition");
    assert!(disposition.starts_with("attachment; filename=\""), "{disposition}");
    assert!(disposition.contains("filename*=UTF-8''Mikas%20%E8%B5%84%E6%96%99"), "{disposition}");
    assert_eq!(disposition.matches('"').count(), 2, "{disposition}");
    assert_eq!(browser.another().get(&file).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn of_evidence_only_pictures_are_shown_in_place() {
    let (story, browser) = portal().await;
    let mut staff = browser.another().staff(&story.test, "Ada", "agent").await;
    let picture = story.received("proof.png", "image/png", b"\x89PNG\r\n\x1a\n");
    let text = story.received("proof.txt", "text/plain", b"words");
    let (picture_id, text_id) = (picture.id.clone(), text.id.clone());
    let proved = story.prove_with(crate::support::forms::correction("mika@example.org"), vec![picture, text]).await;
    let file = |id: &str| format!("/staff/tickets/{}/files/{id}", proved.reference);
    let got = staff.get(&file(&picture_id)).await;
    assert_eq!(got.header("content-type"), "image/png");
    assert!(got.header("content-disposition").starts_with("inline"));
    assert_eq!(got.header("content-security-policy"), "default-src 'none'; sandbox");
    let got = staff.get(&file(&text_id)).await;
    assert_eq!(got.header("content-type"), "application/octet-stream");
    assert!(got.header("content-disposition").starts_with("attachment"));
    assert_eq!(browser.another().get(&file(&picture_id)).await.location(), "/staff/login");
    // The requester is not sent their own evidence.
    let mut own = browser.another();
    own.cookies.insert("request".into(), proved.session.clone());
    assert_eq!(own.get(&format!("/requests/{}/files/{picture_id}", proved.reference)).await.status, StatusCode::NOT_FOUND);
}
