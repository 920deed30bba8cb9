//! The staff's side: strangers are led to the log-in, and nobody sees more than their role.

use axum::http::StatusCode;
use domain::Role;
use jiff::SignedDuration;
use server::desk::second;

use crate::support::forms::{deletion, report};
use crate::web::portal;

#[tokio::test]
async fn strangers_are_led_to_the_log_in() {
    let (story, mut browser) = portal().await;
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let ticket = format!("/staff/tickets/{reference}");
    for path in ["/staff", "/staff/queue", "/staff/search", "/staff/queue/events", "/staff/people", &ticket, "/staff/tickets/HT-0000-0000"]
    {
        let page = browser.get(path).await;
        assert_eq!(page.location(), "/staff/login", "{path}");
        assert!(page.bytes.is_empty(), "{path}");
    }
    for act in ["claim", "release", "note", "message", "acts/pause", "acts/merge", "clocks/due", "in-app-code", "close", "decide"] {
        let fields = [("words", "x"), ("version", "99"), ("outcome", "denied"), ("days", "3")];
        assert_eq!(browser.post(&format!("{ticket}/{act}"), &fields).await.location(), "/staff/login", "{act}");
    }
    for path in ["/staff/search", "/staff/next", "/staff/people"] {
        assert_eq!(browser.post(path, &[("role", "administrator"), ("q", "mika@example.org")]).await.location(), "/staff/login");
    }
    assert_eq!(story.events(&reference).await.len(), 2, "nothing was done");
}

#[tokio::test]
async fn people_is_for_administrators() {
    let (story, browser) = portal().await;
    for role in ["viewer", "agent", "reviewer", "lead"] {
        let mut member = browser.another().staff(&story.test, role, role).await;
        assert_eq!(member.get("/staff/people").await.status, StatusCode::NOT_FOUND, "{role}");
        assert_eq!(member.post("/staff/people", &[("role", "administrator")]).await.status, StatusCode::NOT_FOUND, "{role}");
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM invites WHERE used_at IS NULL").await, 0);
    let mut max = browser.another().staff(&story.test, "Max", "administrator").await;
    assert!(max.get("/staff/people").await.has("lead@staff.example"));
    let page = max.post("/staff/people", &[("role", "agent")]).await;
    assert_eq!(page.status, StatusCode::OK);
    let html = page.text();
    let token: String =
        html.split_once("/staff/join/").unwrap().1.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    assert_eq!(story.invited(&token).await.unwrap().role, Role::Agent);
    assert!(!max.get("/staff/people").await.has(&token), "the link is shown once");
    assert_eq!(max.post("/staff/people", &[("role", "owner")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn confirming_renews_the_secret_and_the_old_one_opens_nothing() {
    let (story, browser) = portal().await;
    let mut ada = browser.another().staff(&story.test, "Ada", "administrator").await;
    story.pass(SignedDuration::from_mins(11));
    let mut copied = ada.clone();
    let wrong = ada.post("/staff/confirm", &[("to", "/staff/account"), ("password", "correct horse batterz")]).await;
    assert_eq!((wrong.status, wrong.cookie("staff")), (StatusCode::UNPROCESSABLE_ENTITY, None));
    assert_eq!(copied.get("/staff/queue").await.status, StatusCode::OK, "nothing was confirmed yet");
    let confirmed = ada.post("/staff/confirm", &[("to", "/staff/account"), ("password", "correct horse battery")]).await;
    assert_eq!(confirmed.location(), "/staff/account");
    for path in ["/staff/queue", "/staff/account", "/staff/queue/events", "/staff/people"] {
        assert_eq!(copied.get(path).await.location(), "/staff/login", "{path}");
        assert_eq!(ada.get(path).await.status, StatusCode::OK, "{path}: every tab has the new secret");
    }
    assert_eq!(copied.post("/staff/people", &[("role", "agent")]).await.location(), "/staff/login");
    assert_eq!(copied.post("/staff/confirm", &[("password", "correct horse battery")]).await.location(), "/staff/login");
    // Another password is one more way of saying who one is.
    let mut copied = ada.clone();
    let fields = [("current", "correct horse battery"), ("password", "a calm sea and a grey gull")];
    assert_eq!(ada.post("/staff/account/password", &fields).await.location(), "/staff/account");
    assert_eq!(copied.get("/staff/queue").await.location(), "/staff/login");
    assert_eq!(ada.get("/staff/queue").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_browser_in_which_both_factors_were_entered_comes_in_where_others_closed_the_log_in() {
    let (story, browser) = portal().await;
    let mut ada = browser.from("192.0.2.1").staff(&story.test, "Ada", "agent").await;
    assert!(ada.cookies.contains_key("device"), "with the second factor");
    ada.post("/staff/logout", &[]).await;
    for network in 0..101 {
        let mut stranger = browser.from(&format!("198.51.100.{network}"));
        let page = stranger.post("/staff/login", &[("email", "ada@staff.example"), ("password", "a wrong password")]).await;
        assert!(page.status.is_client_error() && page.cookie("device").is_none(), "{network}");
    }
    let right = [("email", "ada@staff.example"), ("password", "correct horse battery")];
    assert_eq!(browser.from("192.0.2.1").post("/staff/login", &right).await.status, StatusCode::TOO_MANY_REQUESTS);
    let half = ada.post("/staff/login", &right).await;
    assert_eq!(half.location(), "/staff/second");
    assert!(half.cookie("device").is_none(), "a password alone makes no browser known");
}

#[tokio::test]
async fn log_in_and_out() {
    let (story, browser) = portal().await;
    let joined = browser.another().staff(&story.test, "Ada", "agent").await;
    let mut again = joined.another();
    let wrong = again.post("/staff/login", &[("email", "ada@staff.example"), ("password", "correct horse batterz")]).await;
    let unknown = again.post("/staff/login", &[("email", "eve@staff.example"), ("password", "correct horse battery")]).await;
    assert_eq!((wrong.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(wrong.text().replace("ada@", ""), unknown.text().replace("eve@", ""), "the same words for both");
    let right = [("email", "ada@staff.example"), ("password", "correct horse battery")];
    story.pass(SignedDuration::from_secs(30));
    assert_eq!(again.post("/staff/login", &right).await.location(), "/staff/second");
    for path in [
        "/staff",
        "/staff/queue",
        "/staff/account",
        "/staff/people",
        "/staff/confirm",
        "/staff/tickets/HT-0000-0000",
        "/staff/queue/events",
    ] {
        assert_eq!(again.get(path).await.location(), "/staff/second", "a password alone opens nothing: {path}");
    }
    assert!(!again.get("/staff/second").await.has("secret"), "it is asked for, not shown");
    assert_eq!(again.post("/staff/second", &[("code", "000000")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ada = story.entered(&again.cookies["staff"]).await.unwrap().unwrap().member;
    let code = second::code_at(&ada.totp.unwrap().secret, story.now());
    assert_eq!(again.post("/staff/second", &[("code", &code)]).await.location(), "/staff/queue");
    let cookie = again.cookies["staff"].clone();
    assert_eq!(again.get("/staff").await.location(), "/staff/queue");
    assert_eq!(again.post("/staff/logout", &[]).await.location(), "/staff/login");
    again.cookies.insert("staff".into(), cookie);
    assert_eq!(again.get("/staff/queue").await.location(), "/staff/login", "the session itself is over, not its cookie alone");
}

#[tokio::test]
async fn an_act_that_came_too_late_keeps_what_was_typed() {
    let (story, browser) = portal().await;
    let (mut ada, bo) = (browser.another().staff(&story.test, "Ada", "agent").await, story.agent_named("Bo").await);
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let ticket = format!("/staff/tickets/{reference}");
    let page = ada.get(&ticket).await;
    let version = story.seen(&reference).await.to_string();
    assert!(page.has(&format!("name=\"version\" value=\"{version}\"")), "the page knows what it shows");
    bo.message(&reference, story.seen(&reference).await, "Bo was quicker.", vec![]).await.unwrap();
    let refused = ada.post(&format!("{ticket}/message"), &[("version", &version), ("words", "Adas careful words.")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.has("Adas careful words.") && refused.has("Bo was quicker."));
    assert_eq!(story.mails("message").await.len(), 1);
    // The page that came back knows more: the same form goes through now.
    let version = story.seen(&reference).await.to_string();
    assert!(refused.has(&format!("name=\"version\" value=\"{version}\"")));
    assert_eq!(ada.post(&format!("{ticket}/message"), &[("version", &version), ("words", "Adas careful words.")]).await.location(), ticket);
    let version = story.seen(&reference).await.to_string();
    let wrong = ada
        .post(&format!("{ticket}/close"), &[("version", &version), ("outcome", "denied"), ("why_0", "Adas reason"), ("item_0", "profile")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("Adas reason") && wrong.has("error-summary"));
}

#[tokio::test]
async fn the_queue_names_nobody() {
    let (story, browser) = portal().await;
    let mut new = deletion("mika@example.org");
    new.subject.app_id = Some("Mika_77".into());
    let reference = story.prove(new).await.reference;
    story.report(report("spammer", Some("noor@example.org"))).await;
    let mut ada = browser.another().staff(&story.test, "Ada", "lead").await;
    let page = ada.get("/staff/queue").await;
    assert!(page.has(&reference));
    for personal in ["mika@example.org", "Mika_77", "spammer", "noor@example.org"] {
        assert!(!page.has(personal), "{personal}");
    }
    let found = ada.post("/staff/search", &[("q", "MIKA@example.org")]).await;
    assert!(found.has(&format!("/staff/tickets/{reference}")));
    let case = story.text("SELECT reference AS value FROM tickets WHERE kind = 'report'", &[]).await;
    assert_eq!(ada.post("/staff/next", &[]).await.location(), format!("/staff/tickets/{case}"), "due before the deletion");
    assert_eq!(ada.post("/staff/next", &[("but", &case)]).await.location(), format!("/staff/tickets/{reference}"));
    for odd in [
        "/staff/queue?after=nonsense",
        "/staff/queue?after=99999999999999999999.x",
        "/staff/queue?kind=%00&state=x",
        "/staff/queue?view=mine&after=1.x",
    ] {
        assert_eq!(ada.get(odd).await.status, StatusCode::OK, "{odd}");
    }
}

#[tokio::test]
async fn the_next_page_is_a_link() {
    let (story, browser) = portal().await;
    for user in 0..51 {
        story.report(report(&format!("user{user}"), None)).await;
    }
    let mut ada = browser.another().staff(&story.test, "Ada", "reviewer").await;
    let html = ada.get("/staff/queue?kind=report").await.text();
    let lines = |html: &str| {
        let found = html.split("/staff/tickets/").skip(1).map(|rest| rest.chars().take(12).collect::<String>());
        found.collect::<std::collections::BTreeSet<_>>()
    };
    let first = lines(&html);
    assert_eq!(first.len(), 50);
    let (_, rest) = html.split_once("/staff/queue?kind=report&amp;after=").expect("a next page");
    let after = rest.split('"').next().unwrap();
    let second = lines(&ada.get(&format!("/staff/queue?kind=report&after={after}")).await.text());
    assert_eq!(second.len(), 1);
    assert!(second.is_disjoint(&first));
}

#[tokio::test]
async fn the_log_in_is_slowed_down() {
    let (_story, mut browser) = portal().await;
    let guess = [("email", "ada@staff.example"), ("password", "wrong password")];
    for _ in 0..8 {
        assert_eq!(browser.post("/staff/login", &guess).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = browser.post("/staff/login", &guess).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.header("retry-after"), "900");
}
