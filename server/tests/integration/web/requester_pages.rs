//! The requester's pages without a script: codes, an identical request, and a link that was used.

use axum::http::StatusCode;

use crate::support::browser::{Browser, Page};
use crate::support::html::{dues, heading, inside, is_refused, words};
use crate::support::html_form::Form;
use crate::support::post::another_than;
use crate::support::story::Story;
use crate::web::desk_pages::{EN, asked};
use crate::web::portal;

const EMAIL: &str = "mei@example.org";
const ADS: &str = "/hellotalk/advertising";

#[tokio::test]
async fn five_wrong_codes_use_a_code_up_and_a_new_one_works() {
    let t = EN;
    let (story, mut browser) = portal().await;
    let page = sent_by_hand(&mut browser, EMAIL, "").await;
    let right = story.mail_to("code", EMAIL).await.code();
    let wrong = another_than(&right);
    let mut page = entered(&mut browser, &page, "12").await;
    is_refused(&page, &[("code", t.error_code_shape())]);
    for left in [4, 3, 2, 1] {
        page = entered(&mut browser, &page, &wrong).await;
        is_refused(&page, &[("code", t.error_code_wrong_left(left))]);
    }
    let over = entered(&mut browser, &page, &wrong).await;
    assert!(words(&inside(&over, "class=\"error-summary\"")).contains(&t.error_code_over()));
    assert!(!over.has("name=\"code\""), "there is nothing to type any more");
    let mut page = resent(&mut browser, &over).await;
    assert!(page.has(&t.code_resent()));
    let fresh = story.mail_to("code", EMAIL).await.code();
    if fresh != right {
        page = entered(&mut browser, &page, &right).await;
        is_refused(&page, &[("code", t.error_code_wrong_left(4))]);
    }
    // As it may be pasted.
    let receipt = entered(&mut browser, &page, &format!("{} {}", &fresh[..3], &fresh[3..])).await;
    let receipt = browser.get(receipt.location()).await;
    assert_eq!(heading(&receipt), t.receipt_title());
}

#[tokio::test]
async fn no_more_than_five_codes_leave_for_one_browser() {
    let t = EN;
    let (story, mut browser) = portal().await;
    let mut page = sent_by_hand(&mut browser, EMAIL, "").await;
    for _ in 2..=5 {
        page = resent(&mut browser, &page).await;
    }
    assert!(page.has(t.code_no_resend("UNTIL").split("UNTIL").next().unwrap()));
    assert!(!page.has(&t.code_resend()) && !page.has("action=\"/code/resend\""));
    assert_eq!(browser.post("/code/resend", &[]).await.status, StatusCode::TOO_MANY_REQUESTS, "without the button neither");
    story.work().await;
    let mails = story.mails("code").await;
    assert_eq!(mails.len(), 5);
    for mail in mails {
        assert_eq!((mail.to.as_str(), mail.letter.subject), (EMAIL, t.mail_subject_code("HelloTalk")));
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM outbox").await, 5, "and no other mail");
}

#[tokio::test]
async fn an_identical_request_leads_to_the_first_with_its_dates() {
    let t = EN;
    let (story, mut browser) = portal().await;
    let (first, receipt) = asked_by_hand(&story, &mut browser, EMAIL, "On my tablet.").await;
    assert_eq!(heading(&receipt), t.receipt_title());
    let first_dues = dues(&receipt);
    assert_eq!(first_dues.len(), 2);
    story.minutes(60);
    let (second, receipt) = asked_by_hand(&story, &mut browser, &EMAIL.to_uppercase(), "On my tablet.").await;
    assert_eq!(second, first);
    assert_eq!(heading(&receipt), t.receipt_title_joined());
    assert_eq!(dues(&receipt), first_dues);
    let joined = story.mails("joined").await;
    assert_eq!(joined.len(), 1);
    assert!(joined[0].to.eq_ignore_ascii_case(EMAIL));
    assert_eq!(joined[0].letter.subject, t.mail_subject_joined("HelloTalk", first.as_str()));
    let other = asked(&story, &mut browser, ADS, &[("email", EMAIL), ("words", "On my telephone.")]).await;
    assert_ne!(other, first, "another wish is another request");
    assert_eq!(story.mails("joined").await.len(), 1);
}

#[tokio::test]
async fn a_link_that_was_used_offers_a_new_code() {
    let t = EN;
    let (story, mut browser) = portal().await;
    let reference = asked(&story, &mut browser, ADS, &[("email", EMAIL)]).await;
    let own = format!("/requests/{reference}");
    let receipt = story.mail_to("receipt", EMAIL).await;
    assert_eq!(receipt.letter.subject, t.mail_subject_receipt("HelloTalk", reference.as_str()));
    let link = format!("/link/{}", receipt.link());
    let mut phone = browser.another();
    let page = phone.get(&link).await;
    assert_eq!(Form::of(&page, &t.link_open_go()).send(&mut phone).await.location(), own);
    assert!(phone.get(&own).await.has(EMAIL), "the page is open");
    phone.cookies.clear();
    let over = phone.get(&link).await;
    assert_eq!((over.status, heading(&over)), (StatusCode::NOT_FOUND, t.problem_link_over_title()));
    let again = Form::of(&over, &t.code_resend()).send(&mut phone).await;
    assert_eq!(again.location(), "/code");
    story.work().await;
    let code = story.mail_to("code", EMAIL).await.code();
    let page = phone.get("/code").await;
    assert_eq!(entered(&mut phone, &page, &code).await.location(), own);
    assert!(phone.get(&own).await.has(EMAIL));
}

/// Fills in the shortest form of a request and sends it; returns the page of the code.
async fn sent_by_hand(browser: &mut Browser, email: &str, wish: &str) -> Page {
    let page = browser.get(ADS).await;
    let answer = Form::of(&page, &EN.ask_send()).set("email", email).set("words", wish).send(browser).await;
    assert_eq!(answer.location(), "/code");
    let page = browser.get("/code").await;
    assert_eq!(heading(&page), EN.code_title());
    page
}

/// The same, and enters the code; returns the reference and the receipt, where it stands in large.
async fn asked_by_hand(story: &Story, browser: &mut Browser, email: &str, wish: &str) -> (String, Page) {
    let page = sent_by_hand(browser, email, wish).await;
    let code = story.mail_to("code", email).await.code();
    let to = entered(browser, &page, &code).await.location().to_owned();
    let receipt = browser.get(&to).await;
    let reference = words(&inside(&receipt, "class=\"reference\""));
    assert!(to.starts_with(&format!("/requests/{reference}/received")), "{to}");
    (reference, receipt)
}

async fn entered(browser: &mut Browser, page: &Page, code: &str) -> Page {
    Form::of(page, "name=\"code\"").set("code", code).send(browser).await
}

/// Asks for another code by the page's button; returns the page that follows.
async fn resent(browser: &mut Browser, page: &Page) -> Page {
    let answer = Form::of(page, &EN.code_resend()).send(browser).await;
    browser.get(answer.location()).await
}
