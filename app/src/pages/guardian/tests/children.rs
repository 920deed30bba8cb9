//! What children are asked.

use domain::{Kind, Lang};

use super::super::sample::{handover, young as young_view};
use super::super::young;
use super::{chrome_at, input};
use crate::pages::sample::{form, has, has_not, html};
use crate::texts::T;
use crate::views::guardian::{YoungQuestion, YoungView};

fn young_page(lang: Lang, view: &YoungView) -> String {
    html(&chrome_at(lang, "/young/s3cret"), |chrome| young(chrome, view))
}

#[test]
fn a_child_is_asked_without_pressure_and_told_where_help_is() {
    let questions: [(YoungQuestion, &[&str]); 5] = [
        (handover(Kind::Access), &["adopt", "limit", "cancel"]),
        (handover(Kind::Deletion), &["adopt", "limit", "cancel"]),
        (handover(Kind::Correction), &["adopt", "limit", "cancel"]),
        (YoungQuestion::Consent, &["agree", "disagree"]),
        (YoungQuestion::Guardian, &["know", "stranger"]),
    ];
    for lang in Lang::ALL {
        let t = T(lang);
        for (question, choices) in questions.clone() {
            let page = young_page(lang, &young_view(question.clone()));
            has(&page, &["action=\"/young/s3cret\"", "noindex", &t.young_help_text(), &t.young_seen_title(), &t.young_nothing_title()]);
            for choice in choices {
                assert!(!input(&page, "choice", choice).contains("checked"), "{choice} is chosen beforehand");
            }
            let handed = matches!(question, YoungQuestion::Handover { .. });
            for name in ["name=\"words\"", "name=\"email\""] {
                assert_eq!(page.contains(name), handed, "{name} in {question:?}");
            }
            has_not(&page, &["<script", "young-"]);
        }
    }
}

#[test]
fn each_answer_of_a_child_is_thanked_for_and_asks_nothing_more() {
    for lang in Lang::ALL {
        for code in ["adopted", "limited", "cancelled", "agreed", "disagreed", "known", "stranger"] {
            let mut view = young_view(YoungQuestion::Consent);
            view.answered = Some(code);
            let page = young_page(lang, &view);
            has(&page, &[&T(lang).young_thanks(), &T(lang).coded("young-thanks", code)]);
            has_not(&page, &["action=\"/young/s3cret\"", "name=\"choice\""]);
        }
    }
}

#[test]
fn a_childs_words_come_back_when_something_was_missing() {
    let mut view = young_view(handover(Kind::Access));
    view.form = form(&[("choice", "limit"), ("words", "only my <photos>")], &[("email", "Where to?")]);
    let page = young_page(Lang::En, &view);
    has(&page, &["only my &lt;photos&gt;", "href=\"#email\"", "id=\"email-error\""]);
    assert!(input(&page, "choice", "limit").contains("checked"));
}
