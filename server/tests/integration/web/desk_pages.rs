//! The staff's pages where no script acts: the log-in, people, notes, the next ticket, a refused question.

use app::texts::T;
use axum::http::StatusCode;
use domain::Lang;
use server::mail::Topic;

use crate::support::browser::{Browser, Page};
use crate::support::html::{elements, inside, is_refused, words};
use crate::support::html_form::Form;
use crate::support::story::Story;
use crate::web::portal;

pub const EN: T = T(Lang::En);
const EMAIL: &str = "mei@example.org";
const ADS: &str = "/hellotalk/advertising";

#[tokio::test]
async fn wrong_passwords_and_unknown_addresses_get_the_same_words() {
    let (story, browser) = portal().await;
    browser.another().staff(&story.test, "Lin", "lead").await;
    let mut stranger = browser.another();
    let mut said = Vec::new();
    for email in ["lin@staff.example", "mei@staff.example"] {
        let page = stranger.get("/staff/login").await;
        let form = Form::of(&page, "data-testid=\"login\"").set("email", email).set("password", "not the password");
        let page = form.send(&mut stranger).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&inside(&page, "class=\"error-summary\"")).contains(&EN.error_login_failed()));
        let form = Form::of(&page, "data-testid=\"login\"");
        assert_eq!((form.value("email"), form.value("password")), (email, ""));
        said.push(inside(&page, "id=\"main\"").replace(email, ""));
    }
    assert_eq!(said[0], said[1]);
    for path in ["/staff/queue", "/staff/people", "/staff/tickets/HT-0000-0000"] {
        assert_eq!(stranger.get(path).await.location(), "/staff/login", "nobody is shown anything without logging in: {path}");
    }
}

#[tokio::test]
async fn the_people_page_is_for_administrators() {
    let (story, browser) = portal().await;
    let link = |page: &Page| elements(&page.text(), "a").iter().any(|(_, inside)| words(inside).contains(&EN.nav_people()));
    for name in ["Lin", "Ana"] {
        let mut lead = browser.another().staff(&story.test, name, "lead").await;
        let queue = lead.get("/staff/queue").await;
        assert_eq!((queue.status, link(&queue)), (StatusCode::OK, false));
        assert_eq!(lead.get("/staff/people").await.status, StatusCode::NOT_FOUND);
    }
    let mut ada = browser.another().staff(&story.test, "Ada", "administrator").await;
    let page = ada.get("/staff/people").await;
    assert_eq!((page.status, link(&page)), (StatusCode::OK, true));
    assert_eq!(Form::of(&page, &EN.nav_logout()).send(&mut ada).await.location(), "/staff/login");
    assert_eq!(ada.get("/staff/people").await.location(), "/staff/login");
}

#[tokio::test]
async fn notes_are_never_shown_to_the_requester() {
    const NOTE: &str = "Suspicious-note-7431";
    const QUESTION: &str = "Which device is it?";
    let (story, browser) = portal().await;
    let mut agent = browser.another().staff(&story.test, "Linwei", "lead").await;
    let mut theirs = browser.another();
    let reference = asked(&story, &mut theirs, ADS, &[("email", EMAIL)]).await;
    let page = taken(&mut agent, &reference).await;
    let answer = Form::of(&page, "data-testid=\"note\"").set("words", NOTE).send(&mut agent).await;
    let page = done(&mut agent, &answer, &EN.staff_done_note_added()).await;
    assert!(words(&inside(&page, "data-kind=\"note\"")).contains(NOTE) && inside(&page, "data-testid=\"messages\"").contains(NOTE));
    let asking = Form::of(&page, "data-testid=\"question\"").set("words", QUESTION).set("days", "7").send(&mut agent).await;
    assert!(asking.has("data-testid=\"preview\""));
    let answer = Form::of(&asking, "data-testid=\"act\"").press("step", "do", &mut agent).await;
    done(&mut agent, &answer, &EN.staff_done_asked()).await;
    let page = theirs.get(&format!("/requests/{reference}")).await;
    assert!(page.has(QUESTION) && !page.has(NOTE));
    assert!(!page.has("Linwei"), "nor who works on it");
    story.work().await;
    let mut mails = Vec::new();
    for topic in Topic::ALL {
        mails.extend(story.mails(topic.code()).await.into_iter().filter(|mail| mail.to == EMAIL));
    }
    assert_eq!(mails.len(), 3, "the code, the receipt and the question");
    assert!(mails.iter().any(|mail| mail.letter.text.contains(QUESTION)));
    assert!(mails.iter().all(|mail| !mail.says(NOTE) && !mail.says("Linwei")));
}

#[tokio::test]
async fn a_ticket_is_put_back_and_the_next_one_is_another() {
    let (story, browser) = portal().await;
    let mut agent = browser.another().staff(&story.test, "Ana", "lead").await;
    let one = asked(&story, &mut browser.another(), ADS, &[("email", EMAIL)]).await;
    let two = asked(&story, &mut browser.another(), ADS, &[("email", "mika@example.org")]).await;
    assert_ne!(one, two);
    let page = taken(&mut agent, &one).await;
    let back = Form::of(&page, "data-testid=\"release\"").send(&mut agent).await;
    let page = agent.get(back.location()).await;
    assert_eq!(words(&inside(&page, "data-testid=\"holder\"")), EN.ticket_held_by_nobody());
    let queue = agent.get("/staff/queue").await;
    let here = Form::of(&queue, "data-testid=\"next\"").send(&mut agent).await.location().to_owned();
    assert!([&one, &two].iter().any(|reference| here == format!("/staff/tickets/{reference}")), "{here}");
    let page = agent.get(&here).await;
    let there = Form::of(&page, &EN.queue_next()).send(&mut agent).await.location().to_owned();
    assert!([&one, &two].iter().any(|reference| there == format!("/staff/tickets/{reference}")), "{there}");
    assert_ne!(there, here, "from a ticket the way leads to another");
}

#[tokio::test]
async fn a_days_number_out_of_range_is_refused_beside_its_field() {
    let (story, browser) = portal().await;
    let mut agent = browser.another().staff(&story.test, "Lin", "lead").await;
    let reference = asked(&story, &mut browser.another(), ADS, &[("email", EMAIL)]).await;
    let page = taken(&mut agent, &reference).await;
    let form = Form::of(&page, "data-testid=\"question\"").set("words", "Which device?").tick("reason", "identity_check");
    let page = form.set("days", "31").send(&mut agent).await;
    is_refused(&page, &[("days", EN.error_days_range())]);
    let form = Form::of(&page, "data-testid=\"act\"");
    assert_eq!((form.value("words"), form.value("reason")), ("Which device?", "identity_check"));
    assert!(!page.has("value=\"do\"") && story.mails("question").await.is_empty(), "nothing is done");
}

/// Sends and proves a request from this browser; returns its reference.
pub async fn asked(story: &Story, browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    assert_eq!(browser.post(path, fields).await.location(), "/code");
    let email = fields.iter().find(|(name, _)| *name == "email").expect("an address").1;
    let code = story.mail_to("code", email).await.code();
    let to = browser.post("/code", &[("code", &code)]).await.location().to_owned();
    to.strip_prefix("/requests/").and_then(|to| to.strip_suffix("/received")).expect("a receipt").to_owned()
}

/// Takes a ticket on by its page's button; returns the page that follows.
pub async fn taken(agent: &mut Browser, reference: &str) -> Page {
    let ticket = format!("/staff/tickets/{reference}");
    let page = agent.get(&ticket).await;
    assert_eq!(Form::of(&page, "data-testid=\"claim\"").send(agent).await.location(), ticket);
    let page = agent.get(&ticket).await;
    assert_eq!(words(&inside(&page, "data-testid=\"holder\"")), EN.ticket_held_by_me());
    page
}

/// The page to which an act led, which says that it was done.
pub async fn done(agent: &mut Browser, answer: &Page, said: &str) -> Page {
    let page = agent.get(answer.location()).await;
    assert!(words(&inside(&page, "data-testid=\"done\"")).contains(said), "{said}");
    page
}
