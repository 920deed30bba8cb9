//! The pages of the acts: shown before done, without JavaScript, with what was typed kept.

use axum::http::StatusCode;
use domain::State;

use crate::support::browser::Browser;
use crate::support::forms::{deletion, from};
use crate::support::story::Story;
use crate::web::portal;

async fn taken(story: &Story, browser: &mut Browser, email: &str) -> String {
    let reference = story.prove(from("DE", deletion(email))).await.reference;
    let version = story.seen(&reference).await.to_string();
    browser.post(&format!("/staff/tickets/{reference}/claim"), &[("version", &version)]).await;
    reference
}

/// The version that a page sends back.
fn version(html: &str) -> String {
    let (_, rest) = html.split_once("name=\"version\" value=\"").expect("a version");
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_act_is_shown_and_then_done() {
    let (story, browser) = portal().await;
    let mut ada = browser.another().staff(&story.test, "Ada", "lead").await;
    let reference = taken(&story, &mut ada, "mika@example.org").await;
    let ticket = format!("/staff/tickets/{reference}");
    let page = ada.get(&ticket).await;
    for act in ["acts/extend", "acts/cancel", "acts/await", "clocks/due"] {
        assert!(page.has(&format!("href=\"{ticket}/{act}\"")), "{act}");
    }
    assert!(!page.has("clocks/reopen") && !page.has("acts/resume"), "what does not fit is not offered");
    let form = ada.get(&format!("{ticket}/acts/extend")).await;
    assert!(!form.has("value=\"do\"") && !form.has("data-testid=\"preview\""), "nothing is done before it was shown");
    let path = format!("{ticket}/acts/extend");
    let fields = |version: &str, step: &'static str| {
        vec![("version", version.to_owned()), ("step", step.to_owned()), ("words", "Four systems <b>have</b> to be searched.".to_owned())]
    };
    let post = |fields: Vec<(&'static str, String)>| fields;
    let first = post(fields(&version(&form.text()), "preview"));
    let shown = ada.post(&path, &first.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>()).await;
    assert_eq!(shown.status, StatusCode::OK);
    for words in ["data-testid=\"preview\"", "value=\"do\"", "role=\"table\"", "data-clock=\"law\"", "12(3)", "Four systems &lt;b&gt;have"]
    {
        assert!(shown.has(words), "{words}");
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM clock_facts").await, 0);
    let second = fields(&version(&shown.text()), "do");
    let done = ada.post(&path, &second.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>()).await;
    assert_eq!(done.location(), ticket);
    let page = ada.get(&ticket).await;
    assert!(page.has("data-testid=\"extension\"") && page.has("data-testid=\"done\""));
    let now = story.seen(&reference).await.to_string();
    let refused = ada.post(&path, &[("version", &now), ("step", "preview"), ("words", "Once more.")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("Once more.") && refused.has("error-summary") && !refused.has("value=\"do\""));
}

#[tokio::test]
async fn what_was_typed_is_kept_and_errors_stand_beside_it() {
    let (story, browser) = portal().await;
    let mut ada = browser.another().staff(&story.test, "Ada", "lead").await;
    let reference = taken(&story, &mut ada, "mika@example.org").await;
    let acts = |act: &str| format!("/staff/tickets/{reference}/{act}");
    let now = story.seen(&reference).await.to_string();
    for (act, fields, error) in [
        ("acts/pause", vec![("words", "Which one?"), ("days", "31"), ("note", "My note")], "days-error"),
        ("acts/cancel", vec![("words", "Not ours"), ("reason", "no such reason")], "reason-error"),
        ("clocks/due", vec![("words", "Away"), ("due", "2026-03-01T10:00")], "due-error"),
        ("clocks/due", vec![("words", "Away"), ("due", "soon")], "due-error"),
        ("acts/merge", vec![], "error-summary"),
        ("acts/extend", vec![], "words-error"),
    ] {
        for step in ["preview", "do"] {
            let mut posted = fields.clone();
            posted.extend([("version", now.as_str()), ("step", step)]);
            let page = ada.post(&acts(act), &posted).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{act} {step}");
            assert!(page.has(error), "{act}: {error}");
            for (_, value) in fields.iter().filter(|(name, _)| matches!(*name, "words" | "note" | "days")) {
                assert!(page.has(value), "{act}: {value}");
            }
        }
    }
    assert_eq!(story.state(&reference).await, State::InProgress);
}

#[tokio::test]
async fn what_changed_meanwhile_is_shown_and_nothing_is_done() {
    let (story, browser) = portal().await;
    let (mut ada, bo) = (browser.another().staff(&story.test, "Ada", "lead").await, story.agent_named("Bo").await);
    let reference = taken(&story, &mut ada, "mika@example.org").await;
    let path = format!("/staff/tickets/{reference}/acts/cancel");
    let fields = |version: &str| {
        [("version", version.to_owned()), ("step", "do".to_owned()), ("reason", "a_test".to_owned()), ("words", "Only a test.".to_owned())]
    };
    let seen = story.seen(&reference).await;
    bo.message(&reference, seen, "Bo was quicker.", vec![]).await.unwrap();
    let typed = fields(&seen.to_string());
    let page = ada.post(&path, &typed.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.has("data-testid=\"conflict\"") && page.has("data-testid=\"preview\"") && page.has("Only a test."));
    assert_eq!(story.state(&reference).await, State::InProgress);
    let typed = fields(&version(&page.text()));
    let done = ada.post(&path, &typed.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    assert_eq!(done.location(), format!("/staff/tickets/{reference}"));
    assert_eq!(story.state(&reference).await, State::Cancelled);
    let late = ada.get(&path).await;
    assert_eq!(late.status, StatusCode::OK);
    assert!(!late.has("data-testid=\"act\""), "there is no form for what cannot be done");
}

#[tokio::test]
async fn joining_leads_to_the_one_that_goes_on() {
    let (story, browser) = portal().await;
    let mut ada = browser.another().staff(&story.test, "Ada", "agent").await;
    let first = taken(&story, &mut ada, "mika@example.org").await;
    story.minutes(60);
    let mut new = deletion("mika@example.org");
    new.country = Some("DE".into());
    new.some = true;
    new.details = domain::request::Details::Deletion { categories: vec!["profile".into()], words: String::new() };
    let second = story.prove(new).await.reference;
    story.minutes(1);
    let path = format!("/staff/tickets/{second}/acts/merge");
    let form = ada.get(&path).await.text();
    let (_, rest) = form.split_once(&format!("value=\"{first}@")).expect("a box for the other");
    let other = format!("{first}@{}", rest.split('"').next().unwrap());
    let shown = ada.post(&path, &[("version", &version(&form)), ("step", "preview"), ("others", &other)]).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
    assert!(
        shown.has("checked") && shown.has(&format!("data-reference=\"{first}\"")) && shown.has(&format!("data-reference=\"{second}\""))
    );
    let done = ada.post(&path, &[("version", &version(&shown.text())), ("step", "do"), ("others", &other)]).await;
    assert_eq!(done.location(), format!("/staff/tickets/{first}"));
    assert!(ada.get(&format!("/staff/tickets/{first}")).await.has("data-testid=\"joined\""));
    assert!(ada.get(&format!("/staff/tickets/{second}")).await.has("data-testid=\"joined-to\""));
}

#[tokio::test]
async fn what_is_not_theirs_is_not_there() {
    let (story, browser) = portal().await;
    let mut ada = browser.another().staff(&story.test, "Ada", "lead").await;
    let reference = taken(&story, &mut ada, "mika@example.org").await;
    let mut agent = browser.another().staff(&story.test, "Cy", "agent").await;
    let mut reviewer = browser.another().staff(&story.test, "Di", "reviewer").await;
    let mut viewer = browser.another().staff(&story.test, "Ed", "viewer").await;
    let ticket = format!("/staff/tickets/{reference}");
    for act in ["clocks/due", "clocks/reopen", "acts/due", "acts/nothing", "clocks/pause"] {
        assert_eq!(agent.get(&format!("{ticket}/{act}")).await.status, StatusCode::NOT_FOUND, "{act}");
        let posted = agent.post(&format!("{ticket}/{act}"), &[("version", "99"), ("step", "do"), ("words", "x"), ("how", "same")]).await;
        assert_eq!(posted.status, StatusCode::NOT_FOUND, "{act}");
    }
    for act in ["acts/pause", "acts/merge", "acts/cancel", "acts/extend"] {
        assert_eq!(agent.get(&format!("{ticket}/{act}")).await.status, StatusCode::OK, "{act}");
        for other in [&mut reviewer, &mut viewer] {
            assert_eq!(other.get(&format!("{ticket}/{act}")).await.status, StatusCode::NOT_FOUND, "{act}");
            let posted = other.post(&format!("{ticket}/{act}"), &[("version", "99"), ("step", "do"), ("words", "x")]).await;
            assert_eq!(posted.status, StatusCode::NOT_FOUND, "{act}");
        }
    }
    assert!(!viewer.get(&ticket).await.has("data-testid=\"acts\""));
    assert_eq!(story.state(&reference).await, State::InProgress);
}
