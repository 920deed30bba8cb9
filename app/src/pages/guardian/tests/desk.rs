//! The panel of the staff's ticket page.

use domain::Lang;
use leptos::prelude::{ElementChild as _, IntoAny as _, view};

use super::super::sample::{METHODS, panel};
use super::{chrome_at, input};
use crate::components::error_summary::error_summary;
use crate::components::field::Form;
use crate::pages::sample::{form, has, has_not, html};
use crate::pages::shell::Page;
use crate::pages::staff::ticket::guardian::panel as staff_panel;
use crate::texts::T;
use crate::views::FormView;
use crate::views::guardian::GuardianPanel;

fn staff_page(lang: Lang, view: &GuardianPanel, refused: &(String, FormView)) -> String {
    html(&chrome_at(lang, "/staff/tickets/HT-7K3M-92QX"), |chrome| {
        let form = Form { t: chrome.t, view: &refused.1, prefix: if refused.0 == "flag" { "flag-" } else { "authority-" } };
        let body = view! { <h1>"HT-7K3M-92QX"</h1>{error_summary(&form)}{staff_panel(chrome, view, "HT-7K3M-92QX", 7, refused)} };
        Page { title: "HT".into(), error: false, islands: true, wide: true, body: body.into_any() }
    })
}

fn nothing() -> (String, FormView) {
    (String::new(), FormView::default())
}

#[test]
fn the_evidence_desk_shows_what_is_proved_and_what_is_missing() {
    for lang in Lang::ALL {
        let t = T(lang);
        let page = staff_page(lang, &panel("pending"), &nothing());
        has(&page, &[&t.gpanel_unconfirmed(), &t.gpanel_consent_age(14), &t.gpanel_barrier_needs_both(), "mina@example.com"]);
        assert_eq!(page.matches("<span class=\"who\">").count(), 3, "one of four facts is proved");
        has(&page, &[&t.gpanel_others_count(1), &t.gpanel_others_open(), "https://rights.example/young/s3cret"]);
        has(&page, &["action=\"/staff/tickets/HT-7K3M-92QX/authority\"", "name=\"version\" value=\"7\""]);
        for decision in ["grant", "refuse"] {
            has(&page, &[&format!("name=\"decision\" value=\"{decision}\""), &format!("aria-describedby=\"authority-{decision}-hint\"")]);
        }
        // What the house knows by itself is said, not ticked.
        has(&page, &[&t.gpanel_code_right()]);
        for (code, ..) in METHODS.into_iter().filter(|(code, ..)| *code != "child_code") {
            assert!(!input(&page, "done", code).contains("checked"), "{code} is ticked beforehand");
        }
        for right in ["view", "update", "revoke", "consent"] {
            assert!(!input(&page, "right", right).contains("checked"), "{right} is granted beforehand");
        }
        has(&page, &["action=\"/staff/tickets/HT-7K3M-92QX/flag\"", "/flag/lift\"", "name=\"id\" value=\"f1\"", "Both parents wrote"]);
    }
}

#[test]
fn who_may_neither_decide_nor_flag_sees_no_such_form() {
    let mut view = panel("granted");
    (view.may_decide, view.may_flag, view.handover_until, view.handover_link) = (false, false, None, None);
    view.authority.consent_ends_at = None;
    let page = staff_page(Lang::En, &view, &nothing());
    has(&page, &["Both parents wrote", "data-testid=\"guardian\""]);
    has_not(&page, &["/authority\"", "/flag\"", "/flag/lift\"", "/young\""]);
    // Where the country asks for no consent, none can be granted.
    view.may_decide = true;
    has_not(&staff_page(Lang::En, &view, &nothing()), &["value=\"consent\""]);
}

#[test]
fn a_refused_decision_or_flag_keeps_what_was_ticked_and_says_what_is_missing() {
    let values = form(
        &[("done", "video_call"), ("right", "view"), ("words", "see <you>"), ("document", "other")],
        &[("done", "No link"), ("decision", "Not you"), ("words", "Write")],
    );
    let page = staff_page(Lang::En, &panel("pending"), &("authority".into(), values));
    assert!(input(&page, "done", "video_call").contains("checked") && input(&page, "right", "view").contains("checked"));
    has(&page, &["see &lt;you&gt;", "href=\"#authority-done\"", "id=\"authority-done-error\"", "id=\"authority-decision-error\""]);
    let values = form(&[("flag", "separated"), ("about", "this_guardian")], &[("note", "Why?")]);
    let page = staff_page(Lang::En, &panel("pending"), &("flag".into(), values));
    assert!(input(&page, "flag", "separated").contains("checked") && input(&page, "about", "this_guardian").contains("checked"));
    assert!(!input(&page, "about", "child").contains("checked"));
    has(&page, &["id=\"flag-note-error\"", "href=\"#flag-note\""]);
}

#[test]
fn who_judges_likeness_sees_the_other_child_and_nobody_else_a_word() {
    for lang in Lang::ALL {
        let t = T(lang);
        let mut view = panel("pending");
        let page = staff_page(lang, &view, &nothing());
        has_not(&page, &["data-testid=\"near\"", &t.gpanel_near_title()]);
        has(&page, &["name=\"console_id\"", &t.gpanel_console_id_hint()]);
        assert!(input(&page, "console_id", "").contains("autocomplete=\"off\""), "nothing is filled in");
        view.near =
            vec![("88l2O34".into(), "protection_order".into(), "Lin Wei".into(), view.authority.rights_end_at, "<an order>".into())];
        let page = staff_page(lang, &view, &nothing());
        has(&page, &["88l2O34", &t.flag_protection_order(), "&lt;an order&gt;", &t.gpanel_near_text()]);
    }
}
