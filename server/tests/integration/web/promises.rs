//! The figures of promises in the browser: who sees them, what is typed wrong, tables to keep, and what a product publishes.

use axum::http::StatusCode;
use domain::Kind;
use jiff::SignedDuration;

use crate::support::browser::Browser;
use crate::support::forms::{deletion, denied, fulfilled};
use crate::support::story::Story;
use crate::web::portal;

/// So many deletions, closed in time, and one that came too late.
async fn some(story: &Story, kept: usize) {
    let ada = story.agent_named("Ada").await;
    for number in 0..kept {
        let proved = story.prove(deletion(&format!("kept{number}@example.org"))).await;
        ada.close(&proved.reference, story.seen(&proved.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    }
    let late = story.prove(deletion("late@example.org")).await;
    story.pass(SignedDuration::from_hours(48));
    ada.close(&late.reference, story.seen(&late.reference).await, denied()).await.unwrap();
}

/// A lead of these products, logged in.
async fn lead(story: &Story, browser: &Browser, name: &str, products: &str) -> Browser {
    let one = browser.another().staff(&story.test, name, "lead").await;
    let id = story.entered(&one.cookies["staff"]).await.unwrap().unwrap().member.id;
    story.tamper("UPDATE staff SET products = $2 WHERE id = $1", server::args![&id, products]).await;
    one
}

#[tokio::test]
async fn the_figures_and_the_tickets_behind_them() {
    let (story, browser) = portal().await;
    some(&story, 2).await;
    let mut lea = lead(&story, &browser, "Lea", "*").await;
    let page = lea.get("/staff/promises").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("data-testid=\"summary\"") && page.has("Of 3 promises that ended from") && page.has("2 were kept. Broken: 1."));
    assert!(page.has("role=\"img\"") && page.has("aria-labelledby=\"promise-") && !page.has("style=\""));
    assert!(page.has("href=\"/staff/simulate\"") && page.has("66.6 %") && page.has("no reason given"));
    assert!(page.has("The privacy policy promises this, in section 3(4)."));
    assert!(!page.has("example.org"), "figures name nobody");
    let link =
        page.text().split("href=\"").find(|rest| rest.contains("which=broken")).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let behind = lea.get(&link).await;
    assert_eq!(behind.text().matches("class=\"reference small\"").count(), 1);
    assert!(behind.has("Refused") && behind.has("Late by") && behind.has("16 h"), "due Tuesday 18:00, ended Wednesday 10:00");
    let nothing = link.replace("which=broken", "which=some");
    assert_eq!(lea.get(&nothing).await.status, StatusCode::NOT_FOUND);
    assert!(lea.get("/staff/queue").await.has("href=\"/staff/promises\""), "the way there");
    let mut ada = browser.another().staff(&story.test, "Bea", "agent").await;
    assert!(!ada.get("/staff/queue").await.has("href=\"/staff/promises\""));
}

#[tokio::test]
async fn a_lead_of_one_product_sees_no_other() {
    let (story, browser) = portal().await;
    some(&story, 2).await;
    let mut all = lead(&story, &browser, "Lea", "*").await;
    let link = all.get("/staff/promises").await.text();
    let link = link.split("href=\"").find(|rest| rest.contains("which=broken")).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let mut one = lead(&story, &browser, "Jun", "japanese-ai").await;
    let page = one.get("/staff/promises").await;
    assert!(!page.has("HelloTalk") && page.has("Japanese Ai") && page.has("No promise ended"));
    assert!(!one.get("/staff/promises.csv").await.has("HelloTalk"));
    assert!(!one.get("/staff/promises/ccpa").await.has("HelloTalk"));
    for path in [
        "/staff/promises?product=hellotalk",
        "/staff/promises.csv?product=hellotalk",
        "/staff/promises/ccpa?product=hellotalk",
        "/staff/promises/ccpa.csv?product=hellotalk&year=2026",
        &link,
    ] {
        assert_eq!(one.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(all.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn what_is_typed_wrong_is_said_beside_its_field() {
    let (story, browser) = portal().await;
    let mut lea = lead(&story, &browser, "Lea", "*").await;
    for (query, field, words) in [
        ("from=yesterday", "from", "Enter a date as"),
        ("from=2026-03-02&to=2026-03-01", "to", "must not be before"),
        ("from=2020-01-01&to=2026-03-01", "to", "three years at most"),
    ] {
        let page = lea.get(&format!("/staff/promises?{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(page.has(&format!("id=\"{field}-error\"")) && page.has(words) && page.has("<title>Error: "), "{query}");
        assert!(!page.has("data-testid=\"summary\""));
        assert!(lea.get(&format!("/staff/promises.csv?{query}")).await.location().starts_with("/staff/promises?"));
    }
    assert!(lea.get("/staff/promises?from=yesterday").await.has("value=\"yesterday\""), "what was typed stays");
    let year = lea.get("/staff/promises/ccpa?year=2031").await;
    assert_eq!(year.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(year.has("id=\"year-error\"") && year.has("value=\"2031\""));
    assert!(lea.get("/staff/promises/ccpa.csv?year=2031").await.location().starts_with("/staff/promises/ccpa?"));
}

#[tokio::test]
async fn tables_to_keep() {
    let (story, browser) = portal().await;
    some(&story, 2).await;
    // A version that a spreadsheet would take for a formula.
    story.tamper("UPDATE tickets SET policy_version = '=1+1' WHERE state = 'denied'", &[]).await;
    story.tamper("UPDATE outcomes SET policy_version = '=1+1' WHERE state = 'denied'", &[]).await;
    let mut lea = lead(&story, &browser, "Lea", "*").await;
    let file = lea.get("/staff/promises.csv").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"promises.csv\"");
    assert!(file.has("\"'=1+1\"") && !file.has("\"=1+1\""));
    assert!(file.has("\"2\",\"2\",\"0\",\"100\""), "two ended, two kept, none broken");
    let columns: Vec<usize> = file.text().lines().take(2).map(|line| line.matches("\",\"").count()).collect();
    assert_eq!(columns, [21, 21]);
    let page = lea.get("/staff/promises").await;
    assert!(page.has("An older version of the policy promised this (=1+1)"));
    let year = lea.get("/staff/promises/ccpa.csv?year=2026&product=hellotalk").await;
    assert_eq!(year.header("content-disposition"), "attachment; filename=\"ccpa-7102.csv\"");
    assert!(year.has("\"delete\",\"3\",\"2\",\"2\",\"0\",\"1\",\"0\",\"0\",\"1\",\"1\",\"0\",\"0\",\"0\""));
    assert!(year.has("\"This product takes no such requests here.\""));
    let page = lea.get("/staff/promises/ccpa?year=2026").await;
    assert!(page.has("for all individuals") && page.has("The year is not over") && page.has("The request was not verifiable"));
    assert!(lea.get("/staff/promises/ccpa?year=2026&who=california").await.has("said that they are in California"));
}

#[tokio::test]
async fn a_product_publishes_or_does_not() {
    let (story, mut browser) = portal().await;
    some(&story, 6).await;
    story.now_is("2027-01-02T10:00:00+08:00");
    let page = browser.get("/hellotalk/promises").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("Done within 1 business day") && page.has("85.7 %") && page.has("fewer than 5") && page.has("role=\"img\""));
    assert!(page.has("As of Sat 2 January 2027, 10:00") && page.has("Requests in 2026") && page.has("11 CCR 7102"));
    assert!(!page.has("example.org") && !page.has("HT-"));
    assert!(browser.get("/hellotalk").await.has("href=\"/hellotalk/promises\""));
    // Off, it is as any page that there is not.
    let (off, none) = (browser.get("/japanese-ai/promises").await, browser.get("/japanese-ai/nothing").await);
    assert_eq!((off.status, none.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    let plain = |page: &crate::support::browser::Page| {
        page.text().replace(&page.nonce(), "").replace("/japanese-ai/promises", "PATH").replace("/japanese-ai/nothing", "PATH")
    };
    assert_eq!(plain(&off), plain(&none));
    assert!(!browser.get("/japanese-ai").await.has("/japanese-ai/promises"));
    assert_eq!(browser.get("/nothing/promises").await.status, StatusCode::NOT_FOUND);
}
