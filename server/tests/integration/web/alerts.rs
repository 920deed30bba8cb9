//! The pages of alerts, of the rota, and of a late ticket: without any script.

use axum::http::StatusCode;
use jiff::SignedDuration;
use server::desk::code;
use server::desk::intake::Opened;
use server::random;
use server::store::session::{self, Session};
use server::store::staff::Staff;

use crate::support::browser::Browser;
use crate::support::forms::deletion;
use crate::support::story::Story;
use crate::web::portal;

/// A browser in which this member has just logged in: sessions do not outlive the story's hours.
async fn at_desk(story: &Story, browser: &Browser, member: &Staff) -> Browser {
    let (cookie, now) = (random::token(), story.now());
    let held = Session {
        staff_id: Some(member.id.clone()),
        second_at: Some(now),
        fresh_until: Some(now + SignedDuration::from_mins(10)),
        ..Session::begin(now, SignedDuration::from_hours(10))
    };
    let (vault, hash) = (story.vault.clone(), code::cookie_hash(story, &cookie));
    story.store.write(move |conn| Box::pin(async move { session::insert(conn, &vault, &hash, &held).await })).await.unwrap();
    let mut browser = browser.another();
    browser.cookies.insert("staff".into(), cookie);
    browser
}

#[tokio::test]
async fn an_alert_is_counted_listed_and_seen() {
    let (story, browser) = portal().await;
    let member = story.hire("Lea", "lead").await;
    let mut lea = at_desk(&story, &browser, &member).await;
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    assert!(lea.get("/staff/alerts").await.has("No alerts yet."));
    story.now_is("2026-03-02T12:01:00+08:00");
    story.work().await;
    let mut lea = at_desk(&story, &browser, &member).await;
    let page = lea.get("/staff/queue").await;
    assert!(page.has("class=\"count\"") && page.has("(1 new)"), "the header says so on every page: {}", page.text());
    let list = lea.get("/staff/alerts").await;
    assert!(list.has(&reference) && list.has("Nobody has taken it") && list.has("Mark all as seen"));
    assert!(!list.has("mika"), "nothing personal");
    assert_eq!(lea.post("/staff/alerts/seen", &[]).await.location(), "/staff/alerts");
    let list = lea.get("/staff/alerts").await;
    assert!(list.has("Marked as seen.") && list.has(&reference) && !list.has("class=\"count\""));
    // Who reads Chinese is written to in Chinese from then on.
    lea.cookies.insert("lang".into(), "zh-CN".into());
    lea.get("/staff/alerts").await;
    story.now_is("2026-03-03T14:01:00+08:00");
    story.work().await;
    let mail = story.mails("alert").await.pop().unwrap();
    assert_eq!(mail.letter.lang, "zh-CN");
    assert!(mail.letter.text.contains("这张工单快到期了。"), "{}", mail.letter.text);
}

#[tokio::test]
async fn the_rota_keeps_what_was_typed_and_says_what_is_wrong() {
    let (story, browser) = portal().await;
    let mut lea = browser.another().staff(&story.test, "Lea", "lead").await;
    let mut ada = browser.another().staff(&story.test, "Ada", "agent").await;
    let rex = story.hire("Rex", "reviewer").await.id;
    let page = lea.get("/staff/rota").await;
    assert!(page.has("nobody is on call in these times of the next 14 days") && page.has("Asia/Hong_Kong"));
    let fields = [("product", "hellotalk"), ("member", rex.as_str()), ("from", "2026-03-03T09:00"), ("until", "2026-03-02T18:00")];
    let page = lea.post("/staff/rota", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("The end must come after the beginning") && page.has("id=\"until-error\"") && page.has("value=\"2026-03-03T09:00\""));
    assert!(page.has("href=\"#until\""), "the summary leads to the field");
    let fields = [("product", "hellotalk"), ("member", rex.as_str()), ("from", "2026-03-02T18:00"), ("until", "2026-03-03T09:00")];
    assert_eq!(lea.post("/staff/rota", &fields).await.location(), "/staff/rota");
    assert!(lea.get("/staff/rota").await.has("The turn is on the rota."));
    let page = lea.post("/staff/rota", &fields).await;
    assert!(page.has("id=\"from-error\"") && page.has("Somebody is on call for this product in this time already"));
    // An agent reads it, and says for herself when she is away.
    let page = ada.get("/staff/rota").await;
    assert!(page.has("Rex") && !page.has("action=\"/staff/rota/remove\"") && !page.has("data-testid=\"turn\""));
    let away = [("away_from", "2026-03-04T09:00"), ("away_until", "2026-03-06T09:00")];
    assert_eq!(ada.post("/staff/rota/away", &away).await.location(), "/staff/rota");
    assert!(lea.get("/staff/rota").await.has("Ada: Wed 4 March 2026, 09:00 (UTC+8)"));
    let page = ada.post("/staff/rota/away", &[("away_from", "2026-03-04T09:00")]).await;
    assert!(page.has("id=\"away_until-error\"") && page.has("Enter a day and a time"));
}

#[tokio::test]
async fn a_late_ticket_asks_why_and_its_page_tells_the_new_moment() {
    let (story, browser) = portal().await;
    let member = story.hire("Ada", "agent").await;
    let mut ada = at_desk(&story, &browser, &member).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    let ticket = format!("/staff/tickets/{}", proved.reference);
    assert!(!ada.get(&ticket).await.has("Why was it late?"));
    story.now_is("2026-03-03T18:00:10+08:00");
    story.work().await;
    let mut ada = at_desk(&story, &browser, &member).await;
    let mut mika = browser.another();
    let Opened::Page { session: Some(session), .. } = story.find(&proved.reference, "mika@example.org").await else {
        panic!("not opened");
    };
    mika.cookies.insert("request".into(), session);
    assert!(ada.get(&ticket).await.has("Why was it late?"));
    let track = mika.get(&format!("/requests/{}", proved.reference)).await;
    assert!(track.has("We now mean to be done by Wed 4 March 2026"), "{}", track.text());
    let page = ada.post(&format!("{ticket}/breach"), &[("clock", "promise"), ("code", "other")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"breach-words-error\"") && page.has("href=\"#breach-words\""));
    let done = ada.post(&format!("{ticket}/breach"), &[("clock", "promise"), ("code", "technical")]).await;
    assert_eq!(done.location(), ticket);
    let page = ada.get(&ticket).await;
    assert!(page.has("The reason is kept.") && page.has("was late: A fault of the portal") && !page.has("Why was it late?"));
    let track = mika.get(&format!("/requests/{}", proved.reference)).await;
    assert!(!track.has("A fault of the portal"), "the requester does not see it");
}
