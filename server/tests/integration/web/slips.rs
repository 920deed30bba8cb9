//! A slip in an address is asked about beside its field, once, and never mended without asking.

use axum::http::StatusCode;
use domain::Lang;

use crate::support::browser::{Browser, Page};
use crate::support::html_form::Form;
use crate::web::desk_pages::EN;
use crate::web::portal;

const DELETION: &str = "/hellotalk/deletion";
/// What is on the form of a deletion alone.
const MARK: &str = "name=\"understood\"";

async fn typed(browser: &mut Browser, email: &str) -> Page {
    browser.post(DELETION, &[("email", email), ("scope", "account"), ("understood", "yes"), ("words", "All of it, please.")]).await
}

/// Whether a page asks about this address and suggests that one.
fn asks(page: &Page, email: &str, near: &str) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    assert!(page.has(&EN.error_email_near()) && page.has(&EN.email_instead(near)), "{}", page.text());
    let form = Form::of(page, "name=\"email_instead\"");
    assert_eq!((form.value("email"), form.value("email_asked")), (email, email));
    assert!(page.text().contains("href=\"#email\""), "the summary leads to it");
}

#[tokio::test]
async fn the_same_again_is_taken_as_it_is() {
    let (story, mut browser) = portal().await;
    for (email, near) in
        [("mika@gmial.con", "mika@gmail.com"), ("mi..ka@docmo.ne.jp", "\"mi..ka\"@docomo.ne.jp"), ("mika@qq.con", "mika@qq.com")]
    {
        let before = story.number("SELECT COUNT(*) AS value FROM tickets").await;
        let page = typed(&mut browser, email).await;
        asks(&page, email, &near.replace('"', "&quot;").replace("&quot;", "\""));
        assert!(page.has("All of it, please."), "everything else is kept");
        assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, before, "nothing was taken yet");
        let sent = Form::of(&page, MARK).send(&mut browser).await;
        assert_eq!(sent.location(), "/code");
        assert_eq!(story.mails("code").await.last().unwrap().to, domain::typed::email::clean(email), "as it was typed");
    }
}

#[tokio::test]
async fn a_tick_takes_the_suggestion() {
    let (story, mut browser) = portal().await;
    let page = typed(&mut browser, "mika@hotmial.com").await;
    asks(&page, "mika@hotmial.com", "mika@hotmail.com");
    let sent = Form::of(&page, MARK).tick("email_instead", "mika@hotmail.com").send(&mut browser).await;
    assert_eq!(sent.location(), "/code");
    assert_eq!(story.mails("code").await.last().unwrap().to, "mika@hotmail.com");
    // A tick is for the address that was asked about, and puts nothing else in its place.
    let page = typed(&mut browser, "mika@hotmial.com").await;
    let other = Form::of(&page, MARK).tick("email_instead", "mika@hotmail.com").set("email", "noor@example.org").send(&mut browser).await;
    assert_eq!(other.location(), "/code");
    assert_eq!(story.mails("code").await.last().unwrap().to, "noor@example.org");
    let forged = [("email", "mika@hotmial.com"), ("email_instead", "eve@example.org"), ("scope", "account"), ("understood", "yes")];
    asks(&browser.post(DELETION, &forged).await, "mika@hotmial.com", "mika@hotmail.com");
}

#[tokio::test]
async fn another_slip_is_asked_about_again_and_other_mistakes_do_not_forget_the_answer() {
    let (_story, mut browser) = portal().await;
    let page = typed(&mut browser, "mika@gmial.com").await;
    let other = Form::of(&page, MARK).set("email", "mika@yaho.com").send(&mut browser).await;
    asks(&other, "mika@yaho.com", "mika@yahoo.com");
    // Together with the other mistakes of the form, and once.
    let fields = [("email", "mika@gmial.com"), ("scope", "account")];
    let page = browser.post(DELETION, &fields).await;
    asks(&page, "mika@gmial.com", "mika@gmail.com");
    assert!(page.has(&EN.error_understood_required()), "all mistakes at once");
    let again = Form::of(&page, MARK).send(&mut browser).await;
    assert!(again.has(&EN.error_understood_required()) && !again.has(&EN.error_email_near()));
    let done = Form::of(&again, MARK).tick("understood", "yes").send(&mut browser).await;
    assert_eq!(done.location(), "/code");
}

#[tokio::test]
async fn every_form_that_takes_an_address_asks_and_tells_nothing() {
    let (story, browser) = portal().await;
    story.account_of("ama@gmial.com").await;
    let report = [("target", "user"), ("value", "spammer"), ("harm", "bullying")];
    let notice = [("account", "somebody"), ("relation", "teacher")];
    for (path, more) in [
        ("/account/new", &[][..]),
        ("/account/reset", &[][..]),
        ("/staff/forgot", &[][..]),
        ("/hellotalk/report", &report[..]),
        ("/hellotalk/child", &notice[..]),
        ("/hellotalk/advertising", &[][..]),
    ] {
        let ask = |email: &'static str| {
            let (mut browser, fields) = (browser.another(), [&[("email", email)], more].concat());
            async move { browser.post(path, &fields).await }
        };
        let (known, unknown) = (ask("ama@gmial.com").await, ask("eve@gmial.com").await);
        asks(&known, "ama@gmial.com", "ama@gmail.com");
        asks(&unknown, "eve@gmial.com", "eve@gmail.com");
    }
    // A way in does not ask: it only compares.
    let page = browser.another().post("/account/login", &[("email", "ama@gmial.com"), ("password", "x")]).await;
    assert!(!page.has(&EN.error_email_near()));
    let token = story.invite("agent", "system").await.unwrap();
    let join = format!("/staff/join/{token}");
    let fields = [("name", "Rex"), ("email", "rex@gmial.com"), ("password", "a lamp that hums at dusk")];
    let page = browser.another().post(&join, &fields).await;
    asks(&page, "rex@gmial.com", "rex@gmail.com");
    assert!(!page.has("a lamp that hums"), "a password is not sent back");
}

#[tokio::test]
async fn browsers_refuse_nothing_that_we_take() {
    let (story, mut browser) = portal().await;
    for path in [
        DELETION,
        "/hellotalk/report",
        "/hellotalk/child",
        "/account/new",
        "/account/reset",
        "/account/login",
        "/staff/login",
        "/staff/forgot",
    ] {
        let page = browser.get(path).await.text();
        assert!(!page.contains("type=\"email\""), "{path}");
        let field = page.split("<input").find(|tag| tag.contains("name=\"email\"")).unwrap_or_else(|| panic!("{path}"));
        let field = field.split('>').next().unwrap();
        for part in ["type=\"text\"", "inputmode=\"email\"", "autocapitalize=\"none\"", "spellcheck=\"false\"", "autocomplete=\""] {
            assert!(field.contains(part), "{path}: {part}: {field}");
        }
    }
    story.ask_account("rei..k@docomo.ne.jp", Lang::En).await.unwrap();
    story.work().await;
    let link = story.mail_to("sign_up", "\"rei..k\"@docomo.ne.jp").await.secret("/account/new/");
    assert!(!browser.get(&format!("/account/new/{link}")).await.text().contains("type=\"email\""));
}
