//! The pages of the acts, as they are walked: from the ticket's page to the form, what it will do, what was done, and what the requester
//! is told and shown.

use jiff::{SignedDuration, Timestamp};

use crate::support::browser::{Browser, Page};
use crate::support::html::{attr, dues, elements, heading, inside, is_refused, moments, words};
use crate::support::html_form::Form;
use crate::support::story::Story;
use crate::web::desk_pages::{EN, asked, done, taken};
use crate::web::portal;

const EMAIL: &str = "mei@example.org";
const ACT: &str = "data-testid=\"act\"";

#[tokio::test]
async fn a_pause_its_end_by_hand_and_an_extension_are_shown_before_they_are_done() {
    const QUESTION: &str = "Which of the two accounts is it?";
    const WHY: &str = "Four systems have to be searched.";
    let (story, browser) = portal().await;
    let (mut theirs, mut agent) = (browser.another(), browser.another().staff(&story.test, "Lin", "lead").await);
    let reference = deletion(&story, &mut theirs, EMAIL, "GB", &[]).await;
    let page = taken(&mut agent, &reference).await;

    let page = opened(&mut agent, &page, "pause").await;
    let page = Form::of(&page, ACT).press("step", "preview", &mut agent).await;
    is_refused(&page, &[("words", EN.error_words_required())]);
    assert!(!page.has("data-testid=\"preview\""));
    let page = previewed(&mut agent, Form::of(&page, ACT).set("words", QUESTION).set("days", "10")).await;
    let form = Form::of(&page, ACT);
    assert_eq!((form.value("words"), form.value("days")), (QUESTION, "10"), "what was typed is kept");
    assert!(due(&page, "promise", 2) > due(&page, "promise", 1), "the promise moves if nobody answers");
    assert_eq!(due(&page, "promise", 1), due(&page, "promise", 0));
    story.work().await;
    assert!(story.mails("question").await.is_empty(), "what is shown is not done");
    let page = carried_out(&mut agent, &page, &EN.staff_done_asked()).await;
    assert_eq!(state(&page), EN.staff_state_requires_input());
    story.work().await;
    assert!(story.mail_to("question", EMAIL).await.letter.text.contains(QUESTION));

    let page = opened(&mut agent, &page, "resume").await;
    let page = previewed(&mut agent, Form::of(&page, ACT)).await;
    let page = carried_out(&mut agent, &page, &EN.staff_done_resumed()).await;
    assert_eq!(state(&page), EN.staff_state_in_progress());

    let page = opened(&mut agent, &page, "extend").await;
    let page = previewed(&mut agent, Form::of(&page, ACT).set("words", WHY)).await;
    assert!(preview(&page).contains(&EN.preview_extend_leave()));
    let until = due(&page, "law", 1);
    assert!(until > due(&page, "law", 0));
    story.work().await;
    assert!(story.mails("extension").await.is_empty(), "what is shown is not done");
    carried_out(&mut agent, &page, &EN.staff_done_extended()).await;
    story.work().await;
    let letter = story.mail_to("extension", EMAIL).await.letter;
    assert_eq!(letter.subject, EN.mail_subject_delayed("HelloTalk", reference.as_str()));
    assert!(letter.text.contains(WHY) && letter.text.contains(&EN.mail_extension_line()), "{}", letter.text);
    // The letter has left: the clock is longer as soon as that was noticed.
    story.work().await;
    let page = agent.get(&format!("/staff/tickets/{reference}")).await;
    assert!(dues(&page).contains(&until));
    let page = theirs.get(&format!("/requests/{reference}")).await;
    assert!(words(&inside(&page, "id=\"main\"")).contains(&EN.track_event_extended()));
}

#[tokio::test]
async fn a_due_is_set_by_hand_and_a_request_is_cancelled() {
    const WORDS: &str = "You told us on the phone that you want to stay.";
    let (story, browser) = portal().await;
    let (mut theirs, mut agent) = (browser.another(), browser.another().staff(&story.test, "Lin", "lead").await);
    let reference = deletion(&story, &mut theirs, EMAIL, "DE", &[]).await;
    let page = taken(&mut agent, &reference).await;
    let page = opened(&mut agent, &page, "due").await;
    let day = (story.now() + SignedDuration::from_hours(5 * 24)).strftime("%Y-%m-%dT12:00").to_string();
    let page = previewed(&mut agent, Form::of(&page, ACT).set("due", &day).set("words", "She is away until then.")).await;
    assert!(words(&inside(&page, "data-clock=\"law\"")).contains(&EN.preview_same()), "the law has no hand on it");
    let form = Form::of(&page, ACT);
    assert_eq!((form.value("due"), form.value("words")), (day.as_str(), "She is away until then."));
    let set = due(&page, "promise", 1);
    let page = carried_out(&mut agent, &page, &EN.staff_done_due_set()).await;
    assert!(words(&inside(&page, "class=\"clocks\"")).contains(&EN.source_manual()));
    assert!(dues(&page).contains(&set), "the promise is due when it was shown to be");

    let page = opened(&mut agent, &page, "cancel").await;
    let page = previewed(&mut agent, Form::of(&page, ACT).tick("reason", "asked_to_stop").set("words", WORDS)).await;
    let form = Form::of(&page, ACT);
    assert_eq!((form.value("reason"), form.value("words")), ("asked_to_stop", WORDS));
    let page = carried_out(&mut agent, &page, &EN.staff_done_cancelled()).await;
    assert_eq!(state(&page), EN.staff_state_cancelled());
    let page = theirs.get(&format!("/requests/{reference}")).await;
    assert!(page.has(WORDS) && !page.has("She is away until then."), "what stays inside is not shown");
}

#[tokio::test]
async fn a_refused_request_is_reopened() {
    const WORDS: &str = "We looked at the wrong account.";
    let (story, browser) = portal().await;
    let (mut theirs, mut agent) = (browser.another(), browser.another().staff(&story.test, "Lin", "lead").await);
    let reference = deletion(&story, &mut theirs, EMAIL, "DE", &[]).await;
    let page = taken(&mut agent, &reference).await;
    let form = Form::of(&page, "data-testid=\"close\"").tick("outcome", "denied").set("reason_0", "outside_scope");
    let form = form.set("why_0", "It was about another account.").set("done_anyway", "We looked at it twice.");
    let answer = form.send(&mut agent).await;
    let page = done(&mut agent, &answer, &EN.staff_done_closed()).await;
    let page = opened(&mut agent, &page, "reopen").await;
    let page = previewed(&mut agent, Form::of(&page, ACT).tick("how", "same").set("words", WORDS)).await;
    let form = Form::of(&page, ACT);
    assert_eq!((form.value("how"), form.value("words")), ("same", WORDS));
    let page = carried_out(&mut agent, &page, &EN.staff_done_reopened()).await;
    assert_eq!(state(&page), EN.staff_state_in_review());
    let page = theirs.get(&format!("/requests/{reference}")).await;
    assert!(words(&inside(&page, "id=\"main\"")).contains(&EN.track_event_reopened()));
}

#[tokio::test]
async fn two_requests_of_one_person_are_joined_from_whichever_page() {
    let (story, browser) = portal().await;
    let (mut theirs, mut agent) = (browser.another(), browser.another().staff(&story.test, "Lin", "lead").await);
    let first = deletion(&story, &mut theirs, EMAIL, "DE", &[]).await;
    story.minutes(1);
    let second = deletion(&story, &mut theirs, EMAIL, "DE", &[("scope", "some"), ("categories", "profile")]).await;
    assert_ne!(first, second);
    // What is joined at the very time of its proof was never worked on, and stands nowhere.
    story.minutes(1);
    let page = taken(&mut agent, &second).await;
    let page = opened(&mut agent, &page, "merge").await;
    // The box whose label names the first.
    let html = page.text();
    let labels = elements(&html, "label").into_iter().filter(|(_, label)| words(label).contains(&first));
    let boxes: Vec<_> = labels.map(|(tag, _)| attr(tag, "for").unwrap()).collect();
    assert_eq!(boxes.len(), 1);
    let inputs = elements(&html, "input");
    let (tag, _) = inputs.iter().find(|(tag, _)| attr(tag, "id").as_ref() == Some(&boxes[0])).expect("a box");
    let page = previewed(&mut agent, Form::of(&page, ACT).tick("others", &attr(tag, "value").unwrap())).await;
    let shown = preview(&page);
    for said in [EN.preview_goes_on(first.as_str()), EN.preview_joined(second.as_str()), EN.clock_standing_cancelled()] {
        assert!(shown.contains(&said), "{said}: {shown}");
    }
    let page = carried_out(&mut agent, &page, &EN.staff_done_merged()).await;
    assert!(heading(&page).contains(&first));
    assert!(words(&inside(&page, "data-testid=\"joined\"")).contains(&second));
    let page = theirs.get(&format!("/requests/{second}")).await;
    assert!(words(&inside(&page, "id=\"main\"")).contains(&EN.track_joined_to(first.as_str())));
}

/// Asks for a deletion from this country, of the whole account unless the fields say otherwise.
async fn deletion(story: &Story, browser: &mut Browser, email: &str, country: &str, scope: &[(&str, &str)]) -> String {
    let scope = if scope.is_empty() { &[("scope", "account")] } else { scope };
    let fields = [&[("email", email), ("country", country), ("understood", "yes")], scope].concat();
    asked(story, browser, "/hellotalk/deletion", &fields).await
}

/// Goes to the page of an act by the link on the ticket's page.
async fn opened(agent: &mut Browser, ticket: &Page, act: &str) -> Page {
    let html = ticket.text();
    let links: Vec<_> = elements(&html, "a").into_iter().filter(|(tag, _)| tag.contains(&format!("data-act=\"{act}\""))).collect();
    assert_eq!(links.len(), 1, "{act}");
    let page = agent.get(&attr(links[0].0, "href").unwrap()).await;
    assert_eq!(heading(&page), EN.coded("act", act));
    assert!(!page.has("value=\"do\""), "nothing is done before it was shown");
    page
}

/// Asks what an act will do.
async fn previewed(agent: &mut Browser, form: Form) -> Page {
    let page = form.press("step", "preview", agent).await;
    assert!(page.status.is_success() && page.has("data-testid=\"preview\""), "{}", page.text());
    page
}

/// Does what was shown; returns the ticket's page.
async fn carried_out(agent: &mut Browser, shown: &Page, said: &str) -> Page {
    let answer = Form::of(shown, ACT).press("step", "do", agent).await;
    done(agent, &answer, said).await
}

fn preview(page: &Page) -> String {
    words(&inside(page, "data-testid=\"preview\""))
}

fn state(page: &Page) -> String {
    words(&inside(page, "data-testid=\"state\""))
}

/// The due of a clock in a column of the preview.
fn due(page: &Page, clock: &str, column: usize) -> Timestamp {
    let row = inside(page, &format!("data-clock=\"{clock}\""));
    moments(elements(&row, "td")[column].1)[0]
}
