//! What works once, pressed twice: on a slow line, with the back button, or on another device. The same person comes to the same place,
//! and nobody else does.

use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::support::browser::Browser;
use crate::support::forms::deletion;
use crate::support::story::{PASSWORD, Story};
use crate::web::{DELETION, portal};

const AMA: &str = "ama@example.org";

/// Asks for a deletion, in a tab; returns the newest code of its mail.
async fn ask(story: &Story, browser: &mut Browser, email: &str) -> String {
    let mut form = DELETION.to_vec();
    form.retain(|(name, _)| *name != "email");
    form.push(("email", email));
    assert_eq!(browser.post("/hellotalk/deletion", &form).await.location(), "/code");
    story.mail_to("code", email).await.code()
}

#[tokio::test]
async fn a_code_that_is_sent_twice_leads_to_the_same_page() {
    let (story, mut browser) = portal().await;
    let code = ask(&story, &mut browser, "mika@example.org").await;
    // The line is slow: the second press leaves before the first has brought its cookies.
    let mut impatient = browser.clone();
    let first = impatient.clone().post("/code", &[("code", &code)]).await;
    let second = impatient.post("/code", &[("code", &code)]).await;
    assert_eq!(first.location(), second.location());
    assert!(first.location().ends_with("/received"), "{}", first.location());
    assert!(impatient.get(second.location()).await.has(&story.only_reference().await), "with its reference");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'proved'").await, 1);
    assert_eq!(story.mails("receipt").await.len(), 1);
    // Back, and once more: the cookie of the code is gone, that of the request is there.
    let page = impatient.post("/code", &[("code", &code)]).await;
    assert!(impatient.get(page.location()).await.has(&story.only_reference().await));
    // Who has not asked for it enters nothing with it.
    let mut other = browser.another();
    assert_eq!(other.post("/code", &[("code", &code)]).await.location(), "/requests");
    // And a wrong one is no more right for a code that was used.
    for guess in ["000001", "000002", "000003", "000004", "000005"] {
        assert_eq!(browser.clone().post("/code", &[("code", guess)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(browser.post("/code", &[("code", &code)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "its tries are used up");
}

#[tokio::test]
async fn a_link_that_is_pressed_twice_leads_there_again_and_elsewhere_says_that_it_is_confirmed() {
    let (story, mut asker) = portal().await;
    ask(&story, &mut asker, "mika@example.org").await;
    let mail = story.mail_to("code", "mika@example.org").await;
    let (link, code) = (format!("/link/{}", mail.link()), mail.code());
    let mut phone = asker.another();
    assert!(phone.get(&link).await.has("Is this your request?"));
    let impatient = phone.clone();
    let first = phone.post(&link, &[]).await;
    let second = impatient.clone().post(&link, &[]).await;
    assert!(first.location().ends_with("/received"));
    assert_eq!(first.location(), second.location());
    assert!(second.cookie("request").is_some());
    // Elsewhere: it is said, and nothing is opened.
    let reference = story.only_reference().await;
    let mut other = asker.another();
    for page in [other.get(&link).await, other.another().get(&link).await] {
        assert!(page.has("This is confirmed already") && !page.has(&reference), "{}", page.text());
        assert!(page.has("name=\"action\"") || page.has("/again"));
    }
    let pressed = other.post(&link, &[]).await;
    assert_eq!(pressed.location(), link);
    assert!(pressed.cookie("request").is_none());
    assert_eq!(other.post(&format!("{link}/again"), &[]).await.location(), "/code", "a fresh code opens it there");
    // At the computer, where the code was asked for, it leads to the request as well.
    let entered = asker.post("/code", &[("code", &code)]).await;
    assert!(asker.get(entered.location()).await.has(&reference));
    // Its time over, it is a link like any other.
    story.minutes(11);
    assert_eq!(asker.another().get(&link).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn in_two_tabs_each_code_finds_its_own() {
    let (story, mut browser) = portal().await;
    let one = ask(&story, &mut browser, "mika@example.org").await;
    let first_tab = browser.get("/code").await;
    let other = ask(&story, &mut browser, "mika.two@example.org").await;
    // The first tab's form, and the first mail's code.
    let of = |page: &crate::support::browser::Page| {
        let text = page.text();
        let (_, rest) = text.split_once("name=\"of\" value=\"").expect("which one");
        rest.split('"').next().unwrap().to_owned()
    };
    let tab = of(&first_tab);
    assert_ne!(tab, of(&browser.get("/code").await));
    let resent = browser.post("/code/resend", &[("of", &tab)]).await;
    assert_eq!(resent.location(), "/code");
    let newest = story.mail_to("code", "mika@example.org").await.code();
    for (code, tab, proved) in [(newest, tab.as_str(), 1), (other, "", 2)] {
        let page = browser.post("/code", &[("code", &code), ("of", tab)]).await;
        assert!(page.location().ends_with("/received"), "{}", page.location());
        assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets WHERE proved_at IS NOT NULL").await, proved);
    }
    assert!(browser.cookies.get("code").is_none_or(String::is_empty), "nothing waits any more");
    drop(one);
}

#[tokio::test]
async fn a_wrong_code_is_a_try_of_all_that_was_asked_for() {
    let (story, mut browser) = portal().await;
    let one = ask(&story, &mut browser, "mika@example.org").await;
    let other = ask(&story, &mut browser, "mika.two@example.org").await;
    let wrong = ["000007", "000008", "000009", "000010", "000011"].into_iter().filter(|code| *code != one && *code != other);
    for code in wrong {
        assert_eq!(browser.post("/code", &[("code", code)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    for code in [one, other] {
        assert_eq!(browser.post("/code", &[("code", &code)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "five in all");
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets WHERE proved_at IS NOT NULL").await, 0);
}

#[tokio::test]
async fn who_has_had_all_codes_is_told_until_when() {
    let (story, mut browser) = portal().await;
    ask(&story, &mut browser, "mika@example.org").await;
    for _ in 0..4 {
        story.minutes(1);
        assert_eq!(browser.post("/code/resend", &[]).await.location(), "/code");
    }
    let page = browser.get("/code").await;
    assert!(page.has("You can send yourself another from"));
    let refused = browser.post("/code/resend", &[]).await;
    assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "3360"), "an hour after the first");
    story.minutes(56);
    assert_eq!(browser.post("/code/resend", &[]).await.location(), "/code");
}

#[tokio::test]
async fn a_form_that_chooses_a_password_is_sent_twice() {
    let (story, browser) = portal().await;
    let mut ama = browser.another();
    ama.post("/account/new", &[("email", AMA)]).await;
    story.work().await;
    let link = format!("/account/new/{}", story.mail_to("sign_up", AMA).await.secret("/account/new/"));
    let form = [("name", "Ama"), ("password", PASSWORD)];
    let impatient = ama.clone();
    assert_eq!(ama.post(&link, &form).await.location(), "/account");
    let mut again = impatient.clone();
    assert_eq!(again.post(&link, &form).await.location(), "/account");
    assert_eq!(again.get("/account").await.status, StatusCode::OK);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM accounts").await, 1);
    let wrong = impatient.clone().post(&link, &[("name", "Ama"), ("password", "two herons beside a canal")]).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND, "with another password it is a link that was used");
    // The same for a forgotten one.
    let mut forgot = browser.another();
    forgot.post("/account/reset", &[("email", AMA)]).await;
    story.work().await;
    let link = format!("/account/reset/{}", story.mail_to("reset", AMA).await.secret("/account/reset/"));
    let chosen = [("password", "two herons beside a canal")];
    for mut press in [forgot.clone(), forgot] {
        assert_eq!(press.post(&link, &chosen).await.location(), "/account");
        assert_eq!(press.get("/account").await.status, StatusCode::OK);
    }
    // And for a colleague's invitation.
    let token = story.invite("agent", "system").await.unwrap();
    let join = [("name", "Ada"), ("email", "ada@staff.example"), ("password", PASSWORD)];
    let ada = browser.another();
    for mut press in [ada.clone(), ada.clone()] {
        assert_eq!(press.post(&format!("/staff/join/{token}"), &join).await.location(), "/staff/second");
        assert_eq!(press.get("/staff/second").await.status, StatusCode::OK);
    }
    let mut wrong = join;
    wrong[2].1 = "a lamp that hums at dawn";
    assert_eq!(ada.clone().post(&format!("/staff/join/{token}"), &wrong).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_changed_address_and_a_frozen_account_say_so_twice() {
    let (story, browser) = portal().await;
    let session = story.account_of(AMA).await;
    story.account(&session).await.unwrap().unwrap().ask_email("ama.new@example.org").await.unwrap();
    story.work().await;
    let link = format!("/account/email/{}", story.mail_to("change_email", "ama.new@example.org").await.secret("/account/email/"));
    let mut phone = browser.another();
    for _ in 0..2 {
        let page = phone.post(&link, &[]).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has("Log in with the new address"));
    }
    assert_eq!(phone.get(&link).await.status, StatusCode::OK);
    let told = story.mails("account_news").await;
    let stop = told.iter().rfind(|mail| mail.says("/account/email/stop/")).unwrap().secret("/account/email/stop/");
    let stop = format!("/account/email/stop/{stop}");
    for _ in 0..2 {
        assert!(phone.post(&stop, &[]).await.has("The account is frozen"));
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'account_frozen' AND stream LIKE 'account:%'").await, 1);
    // What is true no more is not said: the address of a frozen account is in question.
    assert_eq!(phone.post(&link, &[]).await.status, StatusCode::NOT_FOUND);
    story.pass(SignedDuration::from_hours(24 * 8));
    assert_eq!(phone.get(&stop).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_proved_before_is_shown_and_not_proved_again() {
    let (story, browser) = portal().await;
    let proved = story.prove(deletion("mika@example.org")).await;
    // An identical request leads to the first, however often its button is pressed.
    let mut again = browser.another();
    let holder = server::desk::intake::submit(&story, deletion("mika@example.org"), vec![]).await.unwrap();
    story.work().await;
    again.cookies.insert("code".into(), holder);
    let code = story.mail_to("code", "mika@example.org").await.code();
    let impatient = again.clone();
    for mut press in [impatient.clone(), impatient] {
        let page = press.post("/code", &[("code", &code)]).await;
        assert_eq!(page.location(), format!("/requests/{}/received?joined=yes", proved.reference));
        assert_eq!(press.get(page.location()).await.status, StatusCode::OK);
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'joined'").await, 1);
}

#[tokio::test]
async fn who_has_left_is_not_let_in_again_by_the_link_of_before() {
    let (story, mut browser) = portal().await;
    let code = ask(&story, &mut browser, AMA).await;
    browser.post("/code", &[("code", &code)]).await;
    let reference = story.only_reference().await;
    // Opened once more by a link, in a browser that others use too.
    let mut shared = browser.another();
    assert_eq!(shared.post("/requests", &[("reference", &reference)]).await.location(), "/code");
    story.work().await;
    let link = format!("/link/{}", story.mail_to("code", AMA).await.secret("/link/"));
    shared.get(&link).await;
    assert_eq!(shared.post(&link, &[]).await.location(), format!("/requests/{reference}"));
    assert_eq!(shared.post(&format!("/requests/{reference}/leave"), &[]).await.location(), "/");
    shared.get(&link).await;
    let again = shared.post(&link, &[]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "it was used, and not here");
    assert!(!shared.get(&format!("/requests/{reference}")).await.has(AMA));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM sessions WHERE ticket_id IS NOT NULL").await, 1, "the first browser's alone");
}
