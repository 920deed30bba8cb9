//! What is hard between a guardian, a child and another guardian, as their pages and the staff's show it: the child comes of age, two
//! guardians differ, the child knows nobody of that name.

use axum::http::StatusCode;

use crate::support::browser::{Browser, Page};
use crate::support::html::{html, main_of};
use crate::support::post::Mail;
use crate::support::story::MONDAY;
use crate::web::guardian_pages::{
    CHILD, EN, PRODUCT, Parent, Portal, RIGHTS, act, add_child, answer, ask_for, close, closed, done, fill, headed, named, part, prove,
    refused, section, take, ticket,
};

/// The evening before the birthday, and the birthday: no session has ended by then, and nobody has to show again who they are.
const EVE: &str = "2026-03-09T23:55:00Z";
const BIRTHDAY: &str = "2026-03-10T00:00:00Z";

/// Fourteen on that day.
const NEARLY: (&str, &str) = ("2012-03-10", "GB");

const REVOKED: [&str; 4] = ["right_child", "account_found", "collection_stopped", "processors_told"];

/// A guardian of a child on the eve of its birthday, confirmed by an agent: the portal, both, and the child's path.
async fn on_the_eve() -> (Portal, Parent, Browser, String) {
    let mut portal = Portal::begin(EVE).await;
    let mut parent = portal.parent("Jo Parent").await;
    let mut desk = portal.carer("Nia", "agent").await;
    let path = portal.confirmed(&mut parent, &mut desk, NEARLY, &RIGHTS).await;
    (portal, parent, desk, path)
}

/// The day comes; returns the mail with the young person's link.
async fn comes_of_age(portal: &Portal) -> Mail {
    portal.story.now_is(BIRTHDAY);
    portal.mail("handover", CHILD, &EN.mail_subject_handover(PRODUCT)).await
}

fn link_of(mail: &Mail) -> String {
    format!("/young/{}", mail.young())
}

/// The line of a request in the list on the child's page.
fn line(page: &Page, reference: &str) -> String {
    let html = html(page);
    let list = part(&html, "class=\"request-list\"", "</ul>");
    list.split("<li>").find(|line| line.contains(reference)).unwrap_or_else(|| panic!("no {reference} in {list}")).to_owned()
}

#[tokio::test]
async fn what_was_not_handed_over_becomes_the_young_persons_own() {
    let t = EN;
    let (portal, mut parent, mut desk, path) = on_the_eve().await;
    // A revocation is carried out before the birthday, an access is not.
    let revoked = ask_for(&mut parent, &path, "consent").await;
    take(&mut desk, &revoked).await;
    closed(&mut desk, &revoked, &REVOKED).await;
    let reference = ask_for(&mut parent, &path, "access").await;
    let link = link_of(&comes_of_age(&portal).await);

    let told = portal.mail("handover_told", &parent.email, &t.mail_subject_handover_told(PRODUCT, reference.as_str())).await;
    assert!(told.letter.text.contains(&t.mail_handover_told_next()));
    let page = parent.browser.get(&path).await;
    assert!(page.has(&t.guardian_blocked_ended()));
    assert!(line(&page, &revoked).contains(&t.state_fulfilled()), "what was carried out stays");
    assert!(line(&page, &reference).contains(&t.state_handover_pending()));

    let mut young = portal.someone();
    let page = young.get(&link).await;
    assert!(headed(&page, &t.young_handover_title()) && page.has(&t.young_handover_what_access()));
    assert!(!page.has(&parent.email) && !page.has(&parent.name), "nothing of the guardian's");
    assert!(refused(&fill(&mut young, &link, &link, &[]).await));
    assert!(answer(&mut young, &link, "adopt").await.has(&t.young_thanks_adopted()));
    // The link works once. Pressed again, it says that the answer is there, and asks nothing.
    for again in [young.get(&link).await, portal.someone().get(&link).await, young.post(&link, &[("choice", "cancel")]).await] {
        assert!(again.has(&t.young_thanks_again()) && !again.has("name=\"choice\""));
    }

    let own = parent.browser.get(&format!("/requests/{reference}")).await;
    assert!(headed(&own, &t.find_title()), "it is not the guardian's any more");
    let page = parent.browser.get(&path).await;
    assert!(!part(&html(&page), "class=\"request-list\"", "</ul>").contains(&reference), "nor on their list");
    assert!(line(&page, &revoked).contains(&t.state_fulfilled()));
    let page = take(&mut desk, &reference).await;
    assert!(section(&page, "subject").contains(CHILD), "the answer goes to the young person");
    assert!(!main_of(&page).contains(&parent.email));
}

#[tokio::test]
async fn a_deletion_that_was_not_done_holds_still_and_the_young_person_stops_it() {
    let t = EN;
    let (portal, mut parent, mut desk, path) = on_the_eve().await;
    let reference = ask_for(&mut parent, &path, "deletion").await;
    take(&mut desk, &reference).await;
    let link = link_of(&comes_of_age(&portal).await);
    let page = desk.get(&ticket(&reference)).await;
    assert_eq!(named(&page, "state"), t.staff_state_handover_pending());
    assert!(section(&page, "guardian").contains(&t.gpanel_barrier_authority_ended()));

    assert!(answer(&mut portal.someone(), &link, "cancel").await.has(&t.young_thanks_cancelled()));
    let own = parent.browser.get(&format!("/requests/{reference}")).await;
    assert!(part(&html(&own), "<section class=\"outcome", "</section>").contains(&t.reason_authority_ended()));
}

const COPY: (&str, &str, &[u8]) = ("file", "my data 我的数据.json", br#"{"profile":{"who":"mina"},"moments":[]}"#);

/// An access that an agent has made ready on the eve; returns the link to its copy, as it stands on the guardian's page of it.
async fn ready() -> (Portal, Parent, String, String) {
    let (portal, mut parent, mut desk, path) = on_the_eve().await;
    let reference = ask_for(&mut parent, &path, "access").await;
    let page = html(&take(&mut desk, &reference).await);
    let form = part(&page, "data-testid=\"package\"", "</form>");
    assert!(form.contains("type=\"file\"") && form.contains("name=\"file\""));
    let version = part(form, "name=\"version\" value=\"", "\"");
    let to = desk.upload(&format!("{}/package", ticket(&reference)), &[("version", version)], &[COPY]).await;
    assert_eq!(to.location(), ticket(&reference));
    assert!(done(&desk.get(&ticket(&reference)).await).contains(&EN.staff_done_package_added()));
    closed(&mut desk, &reference, &["right_child", "third_parties_left_out", "secrets_left_out"]).await;
    let own = format!("/requests/{reference}");
    let page = html(&parent.browser.get(&own).await);
    let mut links = page.split("<a ").skip(1).filter_map(|rest| rest.split("</a>").next());
    let link = links.find(|link| link.contains(COPY.1)).expect("a link to the copy");
    let file = part(link, "href=\"", "\"").to_owned();
    assert!(file.starts_with(&format!("{own}/files/")));
    (portal, parent, own, file)
}

#[tokio::test]
async fn a_copy_that_was_ready_is_not_the_guardians_to_fetch() {
    let (_portal, mut parent, _, file) = ready().await;
    let got = parent.browser.get(&file).await;
    assert_eq!((got.status, got.bytes.as_slice()), (StatusCode::OK, COPY.2), "on the eve it is");
    let (portal, mut parent, own, file) = ready().await;
    comes_of_age(&portal).await;
    assert_eq!(parent.browser.get(&file).await.status, StatusCode::NOT_FOUND);
    let page = parent.browser.get(&own).await;
    assert!(headed(&page, &EN.track_title_access()), "the page of the request is still theirs");
}

#[tokio::test]
async fn without_the_other_guardians_word_nothing_is_given_out_and_with_it_it_is() {
    let t = EN;
    let mut portal = Portal::begin(MONDAY).await;
    let child = ("2016-09-01", "GB");
    let (mut first, mut second) = (portal.parent("Jo One").await, portal.parent("Kim Two").await);
    let mut desk = portal.carer("Nia", "agent").await;
    let path = portal.confirmed(&mut first, &mut desk, child, &RIGHTS).await;
    portal.confirmed(&mut second, &mut desk, child, &RIGHTS).await;

    let disputed = ask_for(&mut first, &path, "deletion").await;
    let news = portal.mail("other_guardian", &second.email, &t.mail_subject_other_guardian(PRODUCT, disputed.as_str())).await;
    let home = second.browser.get("/guardian").await;
    assert!(asked(&html(&home), &disputed).contains(&t.guardian_act_deletion()));
    for secret in [&first.email, &first.name] {
        assert!(!news.says(secret) && !home.has(secret), "nobody learns who the other is");
    }
    let home = answers(&mut second, &disputed, "objected", &t.guardian_asked_object()).await;
    assert!(asked(&home, &disputed).contains(&t.guardian_asked_objected()));

    let panel = section(&take(&mut desk, &disputed).await, "guardian");
    assert!(panel.contains(&t.gpanel_barrier_needs_both()) && panel.contains(&t.gpanel_others_objected()));
    assert!(!panel.contains(&second.email) && !panel.contains(&second.name), "the other guardian is a number");
    let erased = ["right_child", "identifiers_read_before_erasing", "erased", "processors_told", "kept_records_listed"];
    let page = close(&mut desk, &disputed, &erased).await;
    assert!(refused(&page), "the press of a button does not get past it");
    assert!(page.has(&t.error_needs_both()), "in words");
    assert!(section(&page, "guardian").contains(&t.gpanel_barrier_needs_both()), "and what stands in the way is still said");
    assert_eq!(named(&desk.get(&ticket(&disputed)).await, "state"), t.staff_state_in_progress());

    // What both want is done, though they differ on the rest; and what protects waits for nobody.
    let agreed = ask_for(&mut first, &path, "correction").await;
    portal.mail("other_guardian", &second.email, &t.mail_subject_other_guardian(PRODUCT, agreed.as_str())).await;
    assert!(section(&take(&mut desk, &agreed).await, "guardian").contains(&t.gpanel_barrier_needs_both()));
    let home = answers(&mut second, &agreed, "agreed", &t.guardian_asked_agree()).await;
    assert!(asked(&home, &agreed).contains(&t.guardian_asked_agreed()));
    assert!(!section(&desk.get(&ticket(&agreed)).await, "guardian").contains(&t.gpanel_barrier_needs_both()));
    closed(&mut desk, &agreed, &["right_child", "account_found", "datum_changed", "processors_told"]).await;
    let protective = ask_for(&mut first, &path, "consent").await;
    assert!(!section(&take(&mut desk, &protective).await, "guardian").contains(&t.gpanel_barrier_needs_both()));
    closed(&mut desk, &protective, &REVOKED).await;
    assert!(portal.mails_to(&second.email).await.iter().all(|mail| !mail.says(&protective)), "it is nobody's to hold up");
}

/// What stands on a guardian's first page about what another asks for.
fn asked(html: &str, reference: &str) -> String {
    let panels = html.split("<section class=\"panel\">").skip(1).filter_map(|rest| rest.split("</section>").next());
    panels.filter(|panel| panel.contains(reference)).map(str::to_owned).next().expect("what another asks for")
}

/// A guardian presses the button with these words; returns their first page after it.
async fn answers(parent: &mut Parent, reference: &str, value: &str, button: &str) -> String {
    let home = html(&parent.browser.get("/guardian").await);
    assert!(asked(&home, reference).contains(&format!("name=\"answer\" value=\"{value}\" class=\"button secondary\">{button}</button>")));
    let to = format!("/guardian/asked/{reference}");
    assert_eq!(fill(&mut parent.browser, "/guardian", &to, &[("answer", value)]).await.location(), "/guardian");
    html(&parent.browser.get("/guardian").await)
}

#[tokio::test]
async fn the_child_does_not_know_this_person_and_whoever_asked_sees_nothing() {
    let t = EN;
    let mut portal = Portal::begin(MONDAY).await;
    let mut parent = portal.parent("A Stranger").await;
    let path = add_child(&mut parent, "2014-09-01", "GB").await;
    let reference = prove(&mut parent, &path).await;
    let link = link_of(&portal.send_code(&mut parent, &path).await);
    let case = format!("/requests/{reference}");
    let before = (main_of(&parent.browser.get(&path).await), main_of(&parent.browser.get(&case).await));
    assert!(before.0.contains(&t.authority_state_pending()) && before.1.contains(&reference));

    let mut young = portal.someone();
    let page = young.get(&link).await;
    assert!(headed(&page, &t.young_guardian_title()) && page.has(&t.young_guardian_seen()));
    let thanks = answer(&mut young, &link, "stranger").await;
    assert!(thanks.has(&t.young_thanks_stranger()) && thanks.has(&t.young_help_text()));

    let mails = portal.mails_to(&parent.email).await.len();
    assert_eq!(main_of(&parent.browser.get(&path).await), before.0, "the child's page is as it was");
    assert_eq!(main_of(&parent.browser.get(&case).await), before.1, "and so is the case's");
    let mut desk = portal.carer("Nia", "agent").await;
    let page = take(&mut desk, &reference).await;
    assert!(section(&page, "guardian").contains(&t.authority_state_suspended()));
    assert!(part(&html(&page), "data-testid=\"flags\"", "</ul>").contains(&t.flag_safeguarding()));
    let decision = [("done", "call"), ("right", "view"), ("decision", "grant")];
    let page = act(&mut desk, &reference, "authority", &decision).await;
    assert!(refused(&page) && page.has(&t.error_needs_senior()), "an agent does not decide this");
    assert_eq!(portal.mails_to(&parent.email).await.len(), mails, "nor is anything written to them");
}
