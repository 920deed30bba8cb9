//! Accounts as a browser sees them: what strangers get, where one is led, and what is never shown again.

use axum::http::StatusCode;
use server::desk::second as factor;

use crate::support::browser::{Browser, Page, move_to};
use crate::support::forms::deletion;
use crate::support::story::{PASSWORD, Story};
use crate::web::portal;

const AMA: &str = "ama@example.org";

/// A browser in which Ama is logged in.
async fn ama(story: &Story, browser: &Browser) -> Browser {
    let mut own = browser.another();
    own.cookies.insert("account".to_owned(), story.account_of(AMA).await);
    own
}

async fn log_in(browser: &mut Browser, email: &str, password: &str) -> Page {
    browser.post("/account/login", &[("email", email), ("password", password)]).await
}

/// The page without what differs in every answer.
fn same(page: &Page, email: &str) -> (StatusCode, String, String) {
    let nonce = page.header("content-security-policy").split_once("'nonce-").map(|(_, rest)| rest.split('\'').next().unwrap().to_owned());
    let text = page.text().replace(nonce.as_deref().unwrap_or("NONCE"), "NONCE").replace(email, "EMAIL");
    (page.status, page.header("location").to_owned(), text)
}

#[tokio::test]
async fn from_the_first_page_to_an_account() {
    let (story, mut browser) = portal().await;
    assert_eq!(browser.get("/account").await.location(), "/account/login");
    assert_eq!(browser.post("/account/new", &[("email", "ama")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post("/account/new", &[("email", AMA)]).await.location(), "/account/new/sent");
    assert!(!browser.get("/account/new/sent").await.has(AMA));
    story.work().await;
    let link = format!("/account/new/{}", story.mail_to("sign_up", AMA).await.secret("/account/new/"));
    assert!(browser.get(&link).await.has(AMA));
    let weak = browser.post(&link, &[("name", "Ama <b>"), ("password", "password1234")]).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.has("Ama &lt;b&gt;") && !weak.has("password1234"), "the name is kept, the password is not");
    let made = browser.post(&link, &[("name", "Ama"), ("password", PASSWORD), ("tz", "Asia/Seoul")]).await;
    assert_eq!(made.location(), "/account");
    let cookie = made.cookie("account").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Max-Age=43200"), "{cookie}");
    let home = browser.get("/account").await;
    assert!(home.has("Ama") && home.has("/guardian") && home.has("/account/erase") && home.has("notice success"));
    assert!(!browser.get("/account").await.has("notice success"), "said once");
    assert_eq!(browser.get(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/account/login").await.location(), "/account");
    assert_eq!(browser.post("/account/logout", &[]).await.location(), "/");
    assert_eq!(browser.get("/account").await.location(), "/account/login");
}

#[tokio::test]
async fn behind_tls_the_cookie_is_bound_to_the_host() {
    let (mut story, _) = portal().await;
    move_to(&mut story.test, "https://privacy.example");
    story.account_of(AMA).await;
    let page = log_in(&mut Browser::new(&story.test), AMA, PASSWORD).await;
    let cookie = page.cookie("__Host-account").unwrap();
    assert!(cookie.contains("Secure") && cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
}

#[tokio::test]
async fn nothing_tells_whether_an_address_has_an_account() {
    let (story, browser) = portal().await;
    story.account_of(AMA).await;
    for path in ["/account/new", "/account/reset"] {
        let known = browser.another().post(path, &[("email", AMA)]).await;
        let unknown = browser.another().post(path, &[("email", "eve@example.org")]).await;
        assert_eq!(same(&known, AMA), same(&unknown, "eve@example.org"), "{path}");
        assert_eq!(known.status, StatusCode::SEE_OTHER);
    }
    let wrong = log_in(&mut browser.another(), AMA, "a lamp that hums at dawn").await;
    let unknown = log_in(&mut browser.another(), "eve@example.org", PASSWORD).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(same(&wrong, AMA), same(&unknown, "eve@example.org"));
    // Links that were used, that are over, and that never were.
    let guessed = browser.another().get("/account/reset/guessed").await;
    assert_eq!(guessed.status, StatusCode::NOT_FOUND);
    assert!(guessed.has("href=\"/account/reset\"") && !guessed.has("guessed"));
}

#[tokio::test]
async fn one_is_led_back_and_never_astray() {
    let (story, browser) = portal().await;
    story.account_of(AMA).await;
    let mut own = browser.another();
    let to_settings = own.get("/account/settings").await.location().to_owned();
    assert_eq!(to_settings, "/account/login?to=%2Faccount%2Fsettings");
    assert!(own.get(&to_settings).await.has("name=\"to\" value=\"/account/settings\""));
    let fields = [("email", AMA), ("password", PASSWORD), ("to", "/account/settings")];
    assert_eq!(own.post("/account/login", &fields).await.location(), "/account/settings");
    for astray in ["//evil.example", "https://evil.example", "/\\evil.example", "/staff/queue", "/account/../staff", "javascript:alert(1)"]
    {
        let fields = [("email", AMA), ("password", PASSWORD), ("to", astray)];
        assert_eq!(browser.another().post("/account/login", &fields).await.location(), "/account", "{astray}");
        assert_eq!(own.get(&format!("/account/confirm?to={astray}")).await.location(), "/account", "{astray}");
        assert!(!browser.another().get(&format!("/account/login?to={astray}")).await.has("evil.example"), "{astray}");
    }
}

#[tokio::test]
async fn a_planted_cookie_is_replaced_at_log_in() {
    let (story, browser) = portal().await;
    let mut own = ama(&story, &browser).await;
    let planted = own.cookies["account"].clone();
    log_in(&mut own, AMA, PASSWORD).await;
    assert_ne!(own.cookies["account"], planted);
    let mut thief = browser.another();
    thief.cookies.insert("account".to_owned(), planted);
    assert_eq!(thief.get("/account").await.location(), "/account/login");
}

#[tokio::test]
async fn what_matters_asks_again_who_one_is() {
    let (story, browser) = portal().await;
    let mut own = ama(&story, &browser).await;
    for path in ["/account/email", "/account/second", "/account/erase"] {
        assert_eq!(own.get(path).await.status, StatusCode::OK, "just logged in: {path}");
    }
    story.minutes(10);
    for (path, fields) in [("/account/email", [("email", "new@example.org")]), ("/account/erase", [("sure", "yes")])] {
        let to = format!("/account/confirm?to={}", path.replace('/', "%2F"));
        assert_eq!(own.get(path).await.location(), to);
        assert_eq!(own.post(path, &fields).await.location(), to);
    }
    assert_eq!(own.post("/account/second/start", &[]).await.location(), "/account/confirm?to=%2Faccount%2Fsecond");
    let wrong = own.post("/account/confirm", &[("password", "a lamp that hums at dawn"), ("to", "/account/email")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("value=\"/account/email\"") && !wrong.has("at dawn"));
    let old = own.cookies["account"].clone();
    let right = own.post("/account/confirm", &[("password", PASSWORD), ("to", "/account/email")]).await;
    assert_eq!(right.location(), "/account/email");
    assert_ne!(own.cookies["account"], old);
    assert_eq!(own.get("/account/email").await.status, StatusCode::OK);
    assert_eq!(own.post("/account/erase", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(own.post("/account/erase", &[("sure", "yes")]).await.location(), "/account/erased");
    assert!(!own.cookies.contains_key("account"));
    assert_eq!(own.get("/account/erased").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_half_session_opens_nothing_and_codes_are_shown_once() {
    let (story, browser) = portal().await;
    let mut own = ama(&story, &browser).await;
    own.post("/account/second/start", &[]).await;
    let page = own.get("/account/second").await;
    assert!(page.has("<svg class=\"qr\"") && page.has("otpauth://totp/"));
    let account = story.account(&own.cookies["account"]).await.unwrap().unwrap().account;
    let secret = account.totp.unwrap();
    assert_eq!(own.post("/account/second/on", &[("code", "000")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let codes = own.post("/account/second/on", &[("code", &factor::code_at(&secret, story.now()))]).await;
    let listed: Vec<String> = codes.text().split("<code class=\"ltr\">").skip(1).map(|rest| rest[..11].to_owned()).collect();
    assert_eq!(listed.len(), 10);
    let after = own.get("/account/second").await;
    assert!(!after.has(&listed[0]) && !after.has("otpauth"), "neither the codes nor the secret are shown again");
    let mut other = browser.another();
    let fields = [("email", AMA), ("password", PASSWORD), ("to", "/account/sessions")];
    assert_eq!(other.post("/account/login", &fields).await.location(), "/account/login/second?to=%2Faccount%2Fsessions");
    for path in ["/account", "/account/sessions", "/account/second", "/account/erase"] {
        assert!(other.get(path).await.location().starts_with("/account/login"), "{path}");
    }
    assert_eq!(other.get("/account/login/second").await.status, StatusCode::OK);
    let wrong = other.post("/account/login/second", &[("code", "12"), ("to", "/account/sessions")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = other.post("/account/login/second", &[("code", &listed[0]), ("to", "/account/sessions")]).await;
    assert_eq!(right.location(), "/account/sessions");
    assert_eq!(other.get("/account/sessions").await.status, StatusCode::OK);
}

#[tokio::test]
async fn ones_own_requests_open_from_the_account_and_nobody_elses_do() {
    let (story, browser) = portal().await;
    let own_reference = story.prove(deletion(AMA)).await.reference;
    let foreign = story.prove(deletion("noor@example.org")).await.reference;
    let mut own = ama(&story, &browser).await;
    assert!(own.get("/account").await.has(&format!("/requests/{own_reference}")));
    let page = own.get(&format!("/requests/{own_reference}")).await;
    assert!(page.has("/withdraw\"") && page.has("href=\"/account\"") && !page.has("/leave\""));
    let other = own.get(&format!("/requests/{foreign}")).await;
    let none = own.get("/requests/HT-0000-0000").await;
    assert_eq!(same(&other, &foreign), same(&none, "HT-0000-0000"));
    let fresh = own.post(&format!("/requests/{own_reference}/fresh"), &[]).await;
    assert_eq!(fresh.location(), format!("/account/confirm?to=%2Frequests%2F{own_reference}"));
    assert_eq!(own.post(&format!("/requests/{foreign}/withdraw"), &[("sure", "yes")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(own.post(&format!("/requests/{own_reference}/withdraw"), &[("sure", "yes")]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_request_for_ones_own_address_needs_no_code() {
    let (story, browser) = portal().await;
    let mut own = ama(&story, &browser).await;
    assert!(own.get("/hellotalk/deletion").await.has(&format!("value=\"{AMA}\"")));
    let form = |email| [("email", email), ("scope", "account"), ("understood", "yes")];
    let page = own.post("/hellotalk/deletion", &form("AMA@example.org")).await;
    assert!(page.location().ends_with("/received"), "{}", page.location());
    assert_eq!(own.get(page.location()).await.status, StatusCode::OK);
    assert!(story.mails("code").await.is_empty());
    assert_eq!(own.post("/hellotalk/deletion", &form("noor@example.org")).await.location(), "/code", "another address is proved");
    story.minutes(10);
    let again = [("email", AMA), ("scope", "some"), ("categories", "profile"), ("understood", "yes")];
    assert_eq!(own.post("/hellotalk/deletion", &again).await.location(), "/code", "and so is one's own, after a while");
}

#[tokio::test]
async fn sessions_are_ended_by_their_owner_alone() {
    let (story, browser) = portal().await;
    let mut own = ama(&story, &browser).await;
    let mut second = browser.another();
    log_in(&mut second, AMA, PASSWORD).await;
    let list = own.get("/account/sessions").await;
    assert!(list.has("Firefox on Android"));
    let handle: String = list.text().split_once("/account/sessions/").unwrap().1.chars().take(26).collect();
    let mut eve = browser.another();
    eve.cookies.insert("account".to_owned(), story.account_of("eve@example.org").await);
    assert_eq!(eve.post(&format!("/account/sessions/{handle}/end"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(second.get("/account").await.status, StatusCode::OK);
    assert_eq!(own.post(&format!("/account/sessions/{handle}/end"), &[]).await.location(), "/account/sessions");
    assert_eq!(second.get("/account").await.location(), "/account/login");
    assert_eq!(own.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_new_address_presses_a_button_and_so_does_the_old_one() {
    let (story, browser) = portal().await;
    let mut own = ama(&story, &browser).await;
    assert_eq!(own.post("/account/email", &[("email", "new@example.org")]).await.location(), "/account");
    story.work().await;
    let link = format!("/account/email/{}", story.mail_to("change_email", "new@example.org").await.secret("/account/email/"));
    let mut mailbox = browser.another();
    for _ in 0..2 {
        assert!(mailbox.get(&link).await.has("new@example.org"), "a scanner changes nothing");
    }
    assert_eq!(mailbox.post(&link, &[]).await.status, StatusCode::OK);
    assert!(mailbox.post(&link, &[]).await.has("Log in with the new address"), "pressed twice, it says so again");
    let mails = story.mails("account_news").await;
    let stop = mails.iter().find(|mail| mail.to == AMA && mail.says("/account/email/stop/")).unwrap().secret("/account/email/stop/");
    let stop = format!("/account/email/stop/{stop}");
    assert!(mailbox.get(&stop).await.has(AMA));
    assert_eq!(own.get("/account").await.status, StatusCode::OK);
    let frozen = mailbox.post(&stop, &[]).await;
    assert_eq!(frozen.status, StatusCode::OK);
    assert!(frozen.has("The account is frozen") && !frozen.has("new@example.org") && !frozen.has("/account/reset"));
    assert!(frozen.cookie("account").is_none(), "nothing is handed over");
    assert_eq!(own.get("/account").await.location(), "/account/login");
    let again = mailbox.post(&stop, &[]).await;
    assert!(again.has("The account is frozen") && again.cookie("account").is_none());
    let right = [("email", "new@example.org"), ("password", PASSWORD)];
    let page = own.post("/account/login", &right).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("is frozen") && page.cookie("account").is_none());
    let wrong = own.post("/account/login", &[("email", "new@example.org"), ("password", "a lamp that hums at dawn")]).await;
    assert!(!wrong.has("is frozen"));
    // Somebody who is responsible opens it, and the owner chooses another password.
    let mut pia = browser.another().staff(&story.test, "Pia", "privacy_officer").await;
    let list = pia.get("/staff/accounts").await;
    assert!(list.has("data-testid=\"frozen\"") && !list.has("@example.org"), "nobody is named before somebody looks");
    let html = list.text();
    let (_, rest) = html.split_once("name=\"account\" value=\"").unwrap();
    let id = rest.split('"').next().unwrap().to_owned();
    let one = pia.post("/staff/accounts/look", &[("account", &id)]).await;
    assert!(one.status == StatusCode::OK && one.has(AMA) && one.has("new@example.org"));
    let refused = pia.post("/staff/accounts/open", &[("account", &id), ("to", "present")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("Choose how you know") && refused.has("value=\"present\" checked"), "what was chosen stays");
    let opened = pia.post("/staff/accounts/open", &[("account", &id), ("to", "present"), ("checked", "document")]).await;
    assert_eq!(opened.location(), "/staff/accounts");
    assert!(pia.get("/staff/accounts").await.has("The account is open again"));
    assert!(!own.post("/account/login", &right).await.has("is frozen"), "the password of before opens nothing");
}

#[tokio::test]
async fn a_new_password_by_link_logs_in() {
    let (story, browser) = portal().await;
    let mut own = ama(&story, &browser).await;
    browser.another().post("/account/reset", &[("email", AMA)]).await;
    story.work().await;
    let link = format!("/account/reset/{}", story.mail_to("reset", AMA).await.secret("/account/reset/"));
    let mut mailbox = browser.another();
    assert_eq!(mailbox.get(&link).await.status, StatusCode::OK);
    assert_eq!(mailbox.post(&link, &[("password", "short")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(mailbox.post(&link, &[("password", "two herons beside a canal")]).await.location(), "/account");
    assert_eq!(mailbox.get("/account").await.status, StatusCode::OK);
    assert_eq!(own.get("/account").await.location(), "/account/login");
    assert_eq!(mailbox.get(&link).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_password_is_what_was_typed_its_spaces_too() {
    let (story, browser) = portal().await;
    let mut own = ama(&story, &browser).await;
    let spaced = "  a kettle that sings at noon ";
    let change = |current: &'static str, new: &'static str| [("current", current), ("password", new)];
    assert_eq!(own.post("/account/password", &change(PASSWORD, spaced)).await.location(), "/account");
    let trimmed = log_in(&mut browser.another(), AMA, spaced.trim()).await;
    assert_eq!(trimmed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(log_in(&mut browser.another(), AMA, spaced).await.location(), "/account");
    let without = own.post("/account/password", &change("a kettle that sings at noon", PASSWORD)).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(own.post("/account/password", &change(spaced, PASSWORD)).await.location(), "/account");
}
