//! Accounts as their owners go through them, page by page: each form is filled and sent as it stands on its page.

use app::texts::T;
use axum::http::StatusCode;
use domain::Lang;
use jiff::SignedDuration;
use server::desk::second;

use crate::support::browser::{Browser, Page};
use crate::support::html::{attribute, between, html, is_refused, main_of};
use crate::support::html_form::{follow, send};
use crate::support::post::{Mail, another_than};
use crate::support::story::{PASSWORD, Story};
use crate::web::portal;

const AMA: &str = "ama@example.org";
const EVE: &str = "eve@example.org";
const EN: T = T(Lang::En);

/// No password and no code stands in the page's fields.
fn gives_no_secret_back(page: &Page) {
    for input in html(page).split("<input ").skip(1).filter_map(|rest| rest.split('>').next()) {
        let secret = attribute(input, "type") == "password" || attribute(input, "name") == "code";
        assert!(!secret || attribute(input, "value").is_empty(), "{input}");
    }
}

/// The newest mail of this kind, which must have this subject.
async fn mailed(story: &Story, kind: &str, email: &str, subject: String) -> Mail {
    story.work().await;
    let mail = story.mail_to(kind, email).await;
    assert_eq!(mail.letter.subject, subject);
    mail
}

/// Gives an address on the page at this path; returns what the next page shows, which must be the same for everybody.
async fn asks(browser: &mut Browser, path: &str, email: &str) -> String {
    let page = browser.get(path).await;
    let sent = send(browser, &page, "data-testid=\"account-email\"", &[("email", email)]).await;
    assert_eq!(sent.location(), format!("{path}/sent"));
    let page = browser.get(sent.location()).await;
    assert!(html(&page).contains(&format!("<h1>{}</h1>", EN.account_sent_title())));
    main_of(&page)
}

/// Makes Ama's account; its first page is answered.
async fn sign_up(story: &Story, browser: &mut Browser) -> Page {
    asks(browser, "/account/new", AMA).await;
    let link = mailed(story, "sign_up", AMA, EN.mail_account_subject_sign_up()).await.secret("/account/new/");
    let page = browser.get(&format!("/account/new/{link}")).await;
    assert!(page.has(AMA));
    let made = send(browser, &page, "data-testid=\"account-make\"", &[("name", "Ama"), ("password", PASSWORD)]).await;
    assert_eq!(made.location(), "/account");
    browser.get("/account").await
}

async fn log_in(browser: &mut Browser, email: &str, password: &str) -> Page {
    let page = browser.get("/account/login").await;
    send(browser, &page, "data-testid=\"account-login\"", &[("email", email), ("password", password)]).await
}

/// Enters a code on the page of the second step.
async fn enter(browser: &mut Browser, code: &str) -> Page {
    let page = browser.get("/account/login/second").await;
    send(browser, &page, "data-testid=\"account-second\"", &[("code", code)]).await
}

/// Turns Ama's second step on; returns its key in letters and the recovery codes.
async fn turn_on(story: &Story, browser: &mut Browser) -> (String, Vec<String>) {
    let page = browser.get("/account/second").await;
    let begun = send(browser, &page, &format!(">{}</button>", EN.account_factor_start()), &[]).await;
    let page = browser.get(begun.location()).await;
    let key = between(&html(&page), "<code class=\"ltr\">", "<").replace(' ', "");
    let right = second::code_of_letters(&key, story.now()).unwrap();
    let wrong = send(browser, &page, "data-testid=\"factor-on\"", &[("code", &another_than(&right))]).await;
    is_refused(&wrong, &[("code", EN.error_second_wrong())]);
    let codes = send(browser, &wrong, "data-testid=\"factor-on\"", &[("code", &right)]).await;
    let listed = between(&html(&codes), "data-testid=\"codes\"", "</ol>");
    let recovery: Vec<String> =
        listed.split("<code class=\"ltr\">").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(recovery.len(), 10);
    let on = follow(browser, &codes, &EN.account_codes_done()).await;
    assert!(on.has(&EN.account_factor_on_lede()) && !on.has(&recovery[0]) && !html(&on).replace(' ', "").contains(&key), "shown once");
    let news = mailed(story, "account_news", AMA, EN.mail_account_subject_news()).await;
    assert!(news.says(&EN.mail_account_second_on()));
    (key, recovery)
}

#[tokio::test]
async fn signing_up_answers_the_same_for_every_address_and_the_mail_alone_differs() {
    let (story, mut browser) = portal().await;
    let home = sign_up(&story, &mut browser).await;
    assert!(html(&home).contains(&format!("<h1>{}</h1>", EN.account_hello("Ama"))));
    let mut theirs = browser.another();
    assert_eq!(asks(&mut theirs, "/account/new", AMA).await, asks(&mut theirs, "/account/new", EVE).await);
    let first = mailed(&story, "sign_up", EVE, EN.mail_account_subject_sign_up()).await;
    mailed(&story, "account_exists", AMA, EN.mail_account_subject_exists()).await;
    assert_eq!((story.mails("sign_up").await.len(), story.mails("account_exists").await.len()), (2, 1));

    // The form behind the link: with mistakes, then well, and then never again.
    let link = format!("/account/new/{}", first.secret("/account/new/"));
    let page = theirs.get(&link).await;
    let wrong = send(&mut theirs, &page, "data-testid=\"account-make\"", &[("password", "passwordpassword")]).await;
    is_refused(&wrong, &[("name", EN.error_name_required()), ("password", EN.error_password_common())]);
    gives_no_secret_back(&wrong);
    let fields = [("name", "Eve"), ("password", "four grey gulls on a wall")];
    assert_eq!(send(&mut theirs, &wrong, "data-testid=\"account-make\"", &fields).await.location(), "/account");
    assert_eq!(theirs.get("/account").await.status, StatusCode::OK);
    assert_eq!(theirs.get(&link).await.status, StatusCode::NOT_FOUND, "the link works once");
}

#[tokio::test]
async fn wrong_passwords_and_unknown_addresses_get_the_same_words() {
    let (story, mut browser) = portal().await;
    let home = sign_up(&story, &mut browser).await;
    send(&mut browser, &home, &format!(">{}</button>", EN.account_logout()), &[]).await.location();
    assert_eq!(browser.get("/account").await.location(), "/account/login");
    let mut said = Vec::new();
    for email in [AMA, EVE] {
        let page = log_in(&mut browser, email, "not the password at all").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("class=\"error-summary\"") && page.has(&EN.error_login_failed()));
        gives_no_secret_back(&page);
        said.push(main_of(&page).replace(email, ""));
    }
    assert_eq!(said[0], said[1]);
    assert_eq!(log_in(&mut browser, AMA, PASSWORD).await.location(), "/account");
    let home = browser.get("/account").await;
    assert_eq!(home.status, StatusCode::OK);
    // Nowhere else does the way lead.
    send(&mut browser, &home, &format!(">{}</button>", EN.account_logout()), &[]).await.location();
    let page = browser.get("/account/login?to=//evil.example/").await;
    let fields = [("email", AMA), ("password", PASSWORD)];
    assert_eq!(send(&mut browser, &page, "data-testid=\"account-login\"", &fields).await.location(), "/account");
}

#[tokio::test]
async fn the_second_step_is_asked_for_and_a_recovery_code_passes_it_once() {
    let (story, mut browser) = portal().await;
    sign_up(&story, &mut browser).await;
    let (key, recovery) = turn_on(&story, &mut browser).await;
    let used = second::code_of_letters(&key, story.now()).unwrap();

    let mut own = browser.another();
    assert_eq!(log_in(&mut own, AMA, PASSWORD).await.location(), "/account/login/second");
    for path in ["/account", "/guardian/children/new"] {
        assert!(own.get(path).await.location().starts_with("/account/login"), "a password alone opens nothing: {path}");
    }
    assert_eq!(log_in(&mut own, AMA, PASSWORD).await.location(), "/account/login/second");
    let wrong = enter(&mut own, &used).await;
    is_refused(&wrong, &[("code", EN.error_second_wrong())]);
    gives_no_secret_back(&wrong);
    story.pass(SignedDuration::from_secs(30));
    let next = second::code_of_letters(&key, story.now()).unwrap();
    assert_eq!(enter(&mut own, &next).await.location(), "/account");
    assert_eq!(own.get("/account").await.status, StatusCode::OK);

    let mut own = browser.another();
    log_in(&mut own, AMA, PASSWORD).await.location();
    assert_eq!(enter(&mut own, &recovery[9]).await.location(), "/account");
    assert_eq!(own.get("/account").await.status, StatusCode::OK);
    let mut own = browser.another();
    log_in(&mut own, AMA, PASSWORD).await.location();
    is_refused(&enter(&mut own, &recovery[9]).await, &[("code", EN.error_second_wrong())]);
    assert!(own.get("/account").await.location().starts_with("/account/login"));
}

#[tokio::test]
async fn the_link_for_a_new_password_proves_the_mailbox_and_not_the_second_step() {
    let (story, mut browser) = portal().await;
    sign_up(&story, &mut browser).await;
    let (_, recovery) = turn_on(&story, &mut browser).await;
    let mut theirs = browser.another();
    let mails = "SELECT COUNT(*) AS value FROM outbox";
    let before = story.number(mails).await;
    assert_eq!(asks(&mut theirs, "/account/reset", AMA).await, asks(&mut theirs, "/account/reset", EVE).await);
    let link = mailed(&story, "reset", AMA, EN.mail_account_subject_reset()).await.secret("/account/reset/");
    assert_eq!(story.number(mails).await, before + 1, "who has no account gets no mail");

    let page = theirs.get(&format!("/account/reset/{link}")).await;
    let fresh = "three otters and a kettle";
    let without = send(&mut theirs, &page, "data-testid=\"account-choose\"", &[("password", fresh)]).await;
    is_refused(&without, &[("code", EN.error_code_required())]);
    gives_no_secret_back(&without);
    let fields = [("password", fresh), ("code", recovery[9].as_str())];
    assert_eq!(send(&mut theirs, &without, "data-testid=\"account-choose\"", &fields).await.location(), "/account");
    assert_eq!(theirs.get("/account").await.status, StatusCode::OK);

    assert_eq!(browser.get("/account").await.location(), "/account/login", "every other session has ended");
    let old = log_in(&mut browser, AMA, PASSWORD).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(old.has("class=\"error-summary\""), "the old password opens nothing");
    assert_eq!(log_in(&mut browser, AMA, fresh).await.location(), "/account/login/second");
}

/// How many of these browsers are logged in.
async fn open(phones: &mut [Browser]) -> usize {
    let mut count = 0;
    for phone in phones {
        count += usize::from(phone.get("/account").await.status == StatusCode::OK);
    }
    count
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one() {
    let (story, mut browser) = portal().await;
    sign_up(&story, &mut browser).await;
    let mut phones = [browser.another(), browser.another()];
    for phone in &mut phones {
        assert_eq!(log_in(phone, AMA, PASSWORD).await.location(), "/account");
    }
    let lines = |page: &Page| main_of(page).matches("<section class=\"panel\">").count();
    let this = format!(">{}</span>", EN.account_session_this());
    let page = browser.get("/account/sessions").await;
    assert_eq!((lines(&page), main_of(&page).matches(&this).count()), (3, 1));
    assert_eq!(open(&mut phones).await, 2);
    assert_eq!(send(&mut browser, &page, &format!(">{}</button>", EN.account_session_end()), &[]).await.location(), "/account/sessions");
    let page = browser.get("/account/sessions").await;
    assert!(page.has(&EN.account_done_ended()));
    assert_eq!((lines(&page), open(&mut phones).await), (2, 1), "one of the two is out");
    send(&mut browser, &page, &format!(">{}</button>", EN.account_sessions_others()), &[]).await.location();
    let page = browser.get("/account/sessions").await;
    assert!(page.has(&EN.account_done_others()) && main_of(&page).contains(&this));
    assert_eq!((lines(&page), open(&mut phones).await), (1, 0));
}

#[tokio::test]
async fn an_erased_account_is_gone_and_its_requests_go_on() {
    let (story, mut browser) = portal().await;
    sign_up(&story, &mut browser).await;
    // Logged in with the very address, there is nothing to prove again.
    let page = browser.get("/hellotalk/advertising").await;
    let asked = send(&mut browser, &page, &format!(">{}</button>", EN.ask_send()), &[("email", AMA)]).await;
    let own = asked.location().strip_suffix("/received").expect("a receipt").to_owned();
    let reference = own.strip_prefix("/requests/").unwrap();
    let shown = |page: &Page| between(&main_of(page), "class=\"reference", "</").contains(reference);
    assert!(shown(&browser.get(asked.location()).await));
    assert!(story.mails("code").await.is_empty());
    let home = browser.get("/account").await;
    assert!(between(&html(&home), "data-testid=\"requests\"", "</ul>").contains(reference));

    let button = format!(">{}</button>", EN.account_erase_button());
    let page = follow(&mut browser, &home, &EN.account_settings_erase()).await;
    let unsure = send(&mut browser, &page, &button, &[]).await;
    is_refused(&unsure, &[("sure", EN.error_sure_required())]);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM accounts").await, 1);
    let erased = send(&mut browser, &unsure, &button, &[("sure", "yes")]).await;
    assert!(html(&browser.get(erased.location()).await).contains(&format!("<h1>{}</h1>", EN.account_erased_title())));
    let news = mailed(&story, "account_news", AMA, EN.mail_account_subject_news()).await;
    assert!(news.says(&EN.mail_account_erased()));
    let gone = log_in(&mut browser, AMA, PASSWORD).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(gone.has("class=\"error-summary\""));
    let orphans = "SELECT COUNT(*) AS value FROM tickets WHERE account_id IS NOT NULL AND account_id NOT IN (SELECT id FROM accounts)";
    assert_eq!(story.number(orphans).await, 0);
    assert!(shown(&browser.get(&own).await), "the browser that proved it still has it");
}
