//! What the law of a country, an order of protection and a child's own rights ask for, as the pages show it; and what a guardian of
//! another child, or somebody who tells of one, finds.

use axum::http::StatusCode;

use crate::support::browser::Browser;
use crate::support::html::{html, main_of};
use crate::support::story::MONDAY;
use crate::web::guardian_pages::{
    APP_ID, CHILD, EN, PRODUCT, Parent, Portal, RIGHTS, act, answer, ask_for, close, done, fill, has_button, headed, named, part, refused,
    section, take, ticket,
};

/// What must be checked before a copy of a child's data is given out.
const SEEN: [&str; 3] = ["right_child", "third_parties_left_out", "secrets_left_out"];

/// What is checked besides under an order of protection.
const QUIET: [&str; 3] = ["location_left_out", "other_guardian_left_out", "child_not_told"];

const ALL_RIGHTS: [&str; 4] = ["view", "update", "revoke", "consent"];

/// A guardian of a child, confirmed by an agent: the portal, the guardian and the child's path.
async fn confirmed(child: (&str, &str), rights: &[&str]) -> (Portal, Parent, String) {
    let mut portal = Portal::begin(MONDAY).await;
    let mut parent = portal.parent("Jo Parent").await;
    let mut desk = portal.carer("Nia", "agent").await;
    let path = portal.confirmed(&mut parent, &mut desk, child, rights).await;
    (portal, parent, path)
}

#[tokio::test]
async fn under_an_order_of_protection_little_is_given_and_to_a_suspected_guardian_nothing() {
    let t = EN;
    let mut portal = Portal::begin(MONDAY).await;
    let mut parent = portal.parent("Jo Parent").await;
    let mut lead = portal.carer("Tomas", "lead").await;
    let path = portal.confirmed(&mut parent, &mut lead, ("2017-09-01", "GB"), &RIGHTS).await;
    let reference = ask_for(&mut parent, &path, "access").await;
    take(&mut lead, &reference).await;
    let form = closing(&mut lead, &reference).await;
    assert!(SEEN.iter().all(|check| choices(&form, "check", check) == 1));
    assert_eq!(choices(&form, "check", "location_left_out"), 0);

    flag(&mut lead, &reference, "child").await;
    let form = closing(&mut lead, &reference).await;
    assert!(QUIET.iter().all(|check| choices(&form, "check", check) == 1));
    let panel = section(&lead.get(&ticket(&reference)).await, "guardian");
    assert!(panel.contains(&t.gpanel_barrier_needs_both()), "nor is it given out on one word");
    let before = main_of(&parent.browser.get(&path).await);
    let mails = portal.mails_to(&parent.email).await.len();

    // About this guardian: nothing at all is done for them, and they are not told why, nor that.
    flag(&mut lead, &reference, "this_guardian").await;
    assert!(section(&lead.get(&ticket(&reference)).await, "guardian").contains(&t.authority_state_suspended()));
    let checks = [SEEN, QUIET].concat();
    assert!(refused(&close(&mut lead, &reference, &checks).await));
    // Nor with all that a closing needs.
    let mut fields = vec![("outcome", "fulfilled"), ("nothing_held", "yes")];
    fields.extend(checks.iter().map(|check| ("check", *check)));
    let page = act(&mut lead, &reference, "close", &fields).await;
    assert!(refused(&page) && page.has(&t.error_authority_not_granted()));
    assert_eq!(named(&lead.get(&ticket(&reference)).await, "state"), t.staff_state_in_progress());
    assert_eq!(main_of(&parent.browser.get(&path).await), before);
    assert_eq!(portal.mails_to(&parent.email).await.len(), mails);

    // An agent reads the flags, and sets none.
    let mut agent = portal.carer("Nia", "agent").await;
    let page = take(&mut agent, &reference).await;
    assert!(part(&html(&page), "data-testid=\"flags\"", "</ul>").contains(&t.flag_protection_order()));
    assert!(!page.has("data-testid=\"flag\""));
    let fields = [("flag", "separated"), ("about", "child"), ("note", "They live apart.")];
    assert_eq!(agent.post(&format!("{}/flag", ticket(&reference)), &fields).await.status, StatusCode::NOT_FOUND);
}

/// How often a choice stands in some text of a page.
fn choices(html: &str, name: &str, value: &str) -> usize {
    html.matches(&format!(" name=\"{name}\" value=\"{value}\"")).count()
}

/// The form that closes a ticket.
async fn closing(agent: &mut Browser, reference: &str) -> String {
    part(&html(&agent.get(&ticket(reference)).await), "data-testid=\"close\"", "</form>").to_owned()
}

async fn flag(lead: &mut Browser, reference: &str, about: &str) {
    let fields = [("flag", "protection_order"), ("about", about), ("note", "Order of 3 March, seen.")];
    assert_eq!(act(lead, reference, "flag", &fields).await.location(), ticket(reference));
    assert!(done(&lead.get(&ticket(reference)).await).contains(&EN.staff_done_flag_set()));
}

/// What stands about consent on the child's page.
async fn consent(parent: &mut Parent, path: &str) -> String {
    let page = html(&parent.browser.get(path).await);
    let inside = part(&page, "<section aria-labelledby=\"consent\" class=\"panel\">", "</section>");
    assert!(inside.starts_with(&format!("<h2 id=\"consent\">{}</h2>", EN.guardian_consent_title())));
    inside.to_owned()
}

/// Whether a consent's badge has these words.
fn says(consent: &str, state: &str) -> bool {
    consent.contains(&format!("</svg>{state}</span>"))
}

#[tokio::test]
async fn in_france_a_consent_counts_once_the_child_has_agreed_as_well() {
    let t = EN;
    let (portal, mut parent, path) = confirmed(("2013-09-01", "FR"), &ALL_RIGHTS).await;
    let consents = format!("{path}/consents");
    assert!(has_button(&parent.browser.get(&path).await, &t.guardian_consent_give()));
    let shown = consent(&mut parent, &path).await;
    assert!(shown.contains(&t.guardian_consent_joint()));
    assert_eq!(choices(&shown, "scope", "account"), 1);
    assert_eq!(choices(&shown, "scope", "ai"), 0, "no box that this country's law does not ask for");
    assert!(refused(&fill(&mut parent.browser, &path, &consents, &[]).await));
    assert_eq!(fill(&mut parent.browser, &path, &consents, &[("scope", "account"), ("understood", "yes")]).await.location(), path);
    assert!(says(&consent(&mut parent, &path).await, &t.guardian_consent_state_awaiting_child()));
    assert!(portal.story.mails("consent").await.is_empty(), "no receipt yet");

    let ask = portal.mail("consent_ask", CHILD, &t.mail_subject_consent_ask(PRODUCT)).await;
    let link = format!("/young/{}", ask.young());
    let mut young = portal.someone();
    let page = young.get(&link).await;
    assert!(headed(&page, &t.young_consent_title()) && page.has(&t.young_consent_nothing()));
    assert!(answer(&mut young, &link, "agree").await.has(&t.young_thanks_agreed()));

    let shown = consent(&mut parent, &path).await;
    assert!(says(&shown, &t.guardian_consent_state_given()));
    let reference = part(&shown, "class=\"reference small\">", "<");
    let receipt = portal.mail("consent", &parent.email, &t.mail_subject_consent(PRODUCT, reference)).await;
    assert!(receipt.letter.text.contains("Loi Informatique et Libertes Art. 45"));

    // Taken back as easily as it was given.
    assert!(shown.contains(&format!("<summary>{}</summary>", t.guardian_consent_withdraw())));
    assert!(shown.contains(&format!(">{}</button>", t.guardian_consent_withdraw_go())));
    let withdraw = format!("{consents}/{}/withdraw", part(&shown, &format!("action=\"{consents}/"), "/withdraw\""));
    assert_eq!(fill(&mut parent.browser, &path, &withdraw, &[("sure", "yes")]).await.location(), path);
    let shown = consent(&mut parent, &path).await;
    assert!(says(&shown, &t.guardian_consent_state_withdrawn()) && !says(&shown, &t.guardian_consent_state_given()));
}

#[tokio::test]
async fn in_italy_ai_needs_a_consent_of_its_own_below_fourteen() {
    let t = EN;
    let (portal, mut parent, path) = confirmed(("2013-09-01", "IT"), &ALL_RIGHTS).await;
    let shown = consent(&mut parent, &path).await;
    assert!(shown.contains(&t.guardian_consent_ai()) && !shown.contains(&t.guardian_consent_joint()));
    assert_eq!(choices(&shown, "scope", "ai"), 1);
    assert!(!shown.contains(" checked"), "never ticked beforehand");
    let fields = [("scope", "account"), ("scope", "ai"), ("understood", "yes")];
    assert_eq!(fill(&mut parent.browser, &path, &format!("{path}/consents"), &fields).await.location(), path);
    let shown = consent(&mut parent, &path).await;
    assert!(says(&shown, &t.guardian_consent_state_given()));
    let reference = part(&shown, "class=\"reference small\">", "<");
    let receipt = portal.mail("consent", &parent.email, &t.mail_subject_consent(PRODUCT, reference)).await;
    assert!(receipt.letter.text.contains(&t.consent_scope_ai()));
}

#[tokio::test]
async fn a_childs_own_request_is_the_childs_alone() {
    let t = EN;
    let (portal, mut parent, path) = confirmed(("2016-09-01", "GB"), &RIGHTS).await;
    let mut young = portal.someone();
    assert!(has_button(&young.get("/hellotalk/access").await, &t.ask_send()));
    let fields = [("email", CHILD), ("country", "GB"), ("app_id", APP_ID)];
    assert_eq!(fill(&mut young, "/hellotalk/access", "/hellotalk/access", &fields).await.location(), "/code");
    let reference = proved(&portal, &mut young, CHILD).await;
    assert!(!main_of(&parent.browser.get(&path).await).contains(&reference), "the guardian does not see it");
    assert!(headed(&parent.browser.get(&format!("/requests/{reference}")).await, &t.find_title()), "nor can open it");
    let mails = portal.mails_to(&parent.email).await;
    assert!(!mails.is_empty() && mails.iter().all(|mail| !mail.says(&reference)), "and is not told");
}

/// Enters the code that was mailed; returns the request's reference, which the receipt shows.
async fn proved(portal: &Portal, browser: &mut Browser, email: &str) -> String {
    let page = browser.get("/code").await;
    assert!(headed(&page, &EN.code_title()) && has_button(&page, &EN.code_go()));
    let code = portal.mail("code", email, &EN.mail_subject_code(PRODUCT)).await.code();
    let to = fill(browser, "/code", "/code", &[("code", &code)]).await.location().to_owned();
    let reference = part(&to, "/requests/", "/received").to_owned();
    assert!(main_of(&browser.get(&to).await).contains(&format!("class=\"reference\">{reference}<")));
    reference
}

#[tokio::test]
async fn a_guardian_of_another_child_finds_nothing() {
    let (portal, mut parent, path) = confirmed(("2016-09-01", "GB"), &RIGHTS).await;
    let reference = ask_for(&mut parent, &path, "correction").await;
    let mut other = portal.parent("Not Mine").await.browser;
    let nothing = other.get("/guardian/children/01m8096hq0vvs3457pq9e0bn6z").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    for part in ["", "/proof", "/form", "/access", "/correction", "/deletion", "/consent"] {
        let page = other.get(&format!("{path}{part}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{part}");
        assert_eq!(main_of(&page), main_of(&nothing), "{part}: as one that does not exist");
    }
    // Every reference leads who does not have it to the page that finds requests: a real one, and one that does not exist.
    let real = other.get(&format!("/requests/{reference}")).await;
    let none = other.get("/requests/HT-0000-0000").await;
    assert_eq!(real.status, none.status);
    assert_eq!(main_of(&real).replace(&reference, ""), main_of(&none).replace("HT-0000-0000", ""));
    let fields = [("sure", "yes"), ("code", "123456"), ("category", "profile"), ("says", "a"), ("should_say", "b")];
    let before = events(&portal).await;
    for part in ["/code", "/code/enter", "/consents", "/give-up", "/correction", "/proof"] {
        let to = format!("{path}{part}");
        // Forms without files are taken in one form alone, whoever sends another; the first of these reads none.
        let read_later = matches!(part, "/code" | "/correction" | "/proof");
        let in_parts = if read_later { StatusCode::NOT_FOUND } else { StatusCode::UNSUPPORTED_MEDIA_TYPE };
        assert_eq!(other.upload(&to, &fields, &[]).await.status, in_parts, "POST {part}");
        assert_eq!(other.post(&to, &fields).await.status, StatusCode::NOT_FOUND, "POST {part}");
    }
    assert_eq!(events(&portal).await, before, "nothing was done");
}

/// How much was recorded, of whatever.
async fn events(portal: &Portal) -> i64 {
    portal.story.number("SELECT COUNT(*) AS value FROM events").await
}

#[tokio::test]
async fn who_tells_of_a_child_is_told_nothing_of_the_account() {
    let t = EN;
    let mut portal = Portal::begin(MONDAY).await;
    let mut teller = portal.someone();
    let link = format!("<a href=\"/hellotalk/child\">{}</a>", t.product_children_tell());
    assert!(main_of(&teller.get("/hellotalk").await).contains(&link));
    let form = "/hellotalk/child";
    let page = teller.get(form).await;
    assert!(page.has(&t.notice_what_3()) && has_button(&page, &t.notice_send()));
    let page = fill(&mut teller, form, form, &[]).await;
    assert!(refused(&page));
    assert_eq!(errors(&html(&page)), [t.error_child_account_required(), t.error_choose_one()]);
    let email = "teacher@school.example";
    let fields = [
        ("account", "@little_star_2017"),
        ("relation", "teacher"),
        ("age", "9"),
        ("country", "DE"),
        ("words", "She told the class. 她九岁。"),
        ("email", email),
    ];
    assert_eq!(fill(&mut teller, form, form, &fields).await.location(), "/hellotalk/child/received");
    let page = teller.get("/hellotalk/child/received").await;
    assert_eq!(html(&page).matches("<p class=\"due-moment\"><time ").count(), 1);
    let reference = part(&html(&page), "class=\"reference\">", "<").to_owned();

    let mut reviewer = portal.carer("Rue", "reviewer").await;
    let page = take(&mut reviewer, &reference).await;
    assert!(main_of(&page).contains("@little_star_2017") && main_of(&page).contains("她九岁。"));
    let shown = html(&page);
    let decide = part(&shown, "data-testid=\"decide\"", "</form>");
    assert!(!decide.contains("name=\"words\""), "there are no words to the teller");
    let fields = [("decision", "child_account_closed"), ("inside", "Profile says born 2017.")];
    assert_eq!(act(&mut reviewer, &reference, "decide", &fields).await.location(), ticket(&reference));
    assert_eq!(named(&reviewer.get(&ticket(&reference)).await, "state"), t.staff_state_decided());

    let news = portal.mail("decision", email, &t.mail_subject_notice(PRODUCT, reference.as_str())).await;
    assert!(news.letter.text.contains(&t.mail_notice_nothing()));
    for secret in ["little_star", t.decision_child_account_closed().as_str(), "2017"] {
        assert!(!news.says(secret), "{secret}");
    }
    // Nor does a request of the teller's own lead to it.
    assert_eq!(fill(&mut teller, "/hellotalk/advertising", "/hellotalk/advertising", &[("email", email)]).await.location(), "/code");
    proved(&portal, &mut teller, email).await;
    let page = teller.get(&format!("/requests/{reference}")).await;
    assert!(headed(&page, &t.find_title()) && !page.has("little_star"));
}

/// The words of the summary of what was wrong, in their order.
fn errors(html: &str) -> Vec<String> {
    let list = part(part(html, "class=\"error-summary\"", "</div>"), "<ul role=\"list\">", "</ul>").to_owned();
    let words = |item: &str| item.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, words)| words).collect::<String>();
    list.split("<li>").skip(1).map(words).collect()
}
