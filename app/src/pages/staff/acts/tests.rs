//! The pages of the acts: words for everything in both languages, and nothing to press before it was shown.

use domain::clock::{ClockName, Standing, StateSource, Unmoved};
use domain::{Kind, Lang, State};

use super::super::sample::{BOTH, at, chrome, form, hellotalk};
use super::page;
use crate::pages::shell::render_with;
use crate::texts::T;
use crate::views::FormView;
use crate::views::acts::{ActView, CandidateView, ClockChange, ExtensionPreview, Place, Point, PreviewView, ProspectView};

const ACTS: [&str; 8] = ["pause", "resume", "extend", "merge", "await", "cancel", "due", "reopen"];

fn view(act: &'static str, kind: Kind) -> ActView {
    ActView {
        pack: hellotalk(),
        reference: "HT-7K3M-92QX".into(),
        version: 7,
        kind,
        state: State::InProgress,
        act,
        action: format!("/staff/tickets/HT-7K3M-92QX/acts/{act}"),
        fits: true,
        form: FormView::default(),
        preview: None,
        changed: vec![],
        candidates: vec![],
        destroyed: 0,
        reasons: vec!["no_request", "other_product", "a_test", "asked_to_stop", "done_elsewhere"],
    }
}

fn html(lang: Lang, view: &ActView) -> String {
    let chrome = chrome(lang);
    render_with(&chrome, || page(&chrome, view))
}

fn point(due: &str, standing: Standing) -> Point {
    Point { due: at(due), standing }
}

fn paused() -> PreviewView {
    let (due, end) = ("2026-03-03T10:00:00Z", at("2026-03-04T08:00:00Z"));
    let clock = |name, unmoved| ClockChange {
        name,
        now: Some(point(due, Standing::Running)),
        then: Some(point(due, Standing::Paused { until: end })),
        later: Some(point("2026-03-05T10:00:00Z", Standing::Running)),
        unmoved,
    };
    let prospect = ProspectView {
        reference: "HT-7K3M-92QX".into(),
        goes_on: true,
        clocks: vec![clock(ClockName::Promise, None), clock(ClockName::Law, Some(Unmoved::NotAllowed))],
        pause_end: Some(end),
        state: (State::InProgress, State::RequiresInput),
        place: (Some(Place { sort_at: at(due), ahead: 2 }), Some(Place { sort_at: end, ahead: 1000 })),
    };
    PreviewView { tickets: vec![prospect], extension: None }
}

#[test]
fn every_act_has_its_words() {
    for lang in BOTH {
        let t = T(lang);
        for act in ACTS {
            for kind in [Kind::Deletion, Kind::Report] {
                let html = html(lang, &view(act, kind));
                assert!(html.contains(&t.by_key(&format!("act-{act}")).expect("a name")), "{act}");
                assert!(html.contains(&t.by_key(&format!("act-{act}-lead")).expect("a lead")), "{act}");
                assert!(html.contains(&t.act_preview()) && !html.contains("value=\"do\""), "{act}: nothing is done before it is shown");
                assert!(html.contains("name=\"version\" value=\"7\""));
            }
        }
        for code in view("cancel", Kind::Deletion).reasons {
            assert!(t.by_key(&format!("cancel-{}", code.replace('_', "-"))).is_some(), "{code}");
        }
        for code in [
            "due-required",
            "due-past",
            "due-far",
            "extend-no-law",
            "extend-twice",
            "extend-late",
            "extend-nothing",
            "merge-state",
            "merge-other",
            "merge-account",
            "merge-clock",
            "reopen-gone",
            "reopen-handover",
            "reopen-case",
            "reopen-other-case",
        ] {
            assert!(t.by_key(&format!("error-{code}")).is_some(), "{code}");
        }
    }
}

#[test]
fn a_preview_says_what_does_not_change_and_why() {
    for lang in BOTH {
        let t = T(lang);
        let shown = ActView { preview: Some(paused()), form: form(&[("words", "Which <one>?")], &[]), ..view("pause", Kind::Deletion) };
        let html = html(lang, &shown);
        for words in [t.preview_same(), t.preview_at_once(), t.unmoved_not_allowed(), t.act_do(), t.coded("standing", "paused")] {
            assert!(html.contains(&words), "{words}");
        }
        assert!(html.contains("Which &lt;one&gt;?") && html.contains("value=\"do\""));
        assert!(html.contains("scope=\"row\"") && html.contains("role=\"columnheader\"") && html.contains("<caption>"));
    }
}

#[test]
fn joining_and_extending_say_what_they_need() {
    for lang in BOTH {
        let t = T(lang);
        let other = |reference: &str, obstacle, differs| CandidateView {
            value: format!("{reference}@4"),
            reference: reference.into(),
            received_at: at("2026-03-02T02:00:00Z"),
            state: State::InReview,
            due_at: at("2026-03-03T10:00:00Z"),
            differs,
            obstacle,
        };
        let candidates = vec![other("HT-0000-0001", None, true), other("HT-0000-0002", Some("merge_account"), false)];
        let html = html(lang, &ActView { candidates, ..view("merge", Kind::Deletion) });
        assert!(html.contains("value=\"HT-0000-0001@4\"") && html.contains(&t.act_other_differs()));
        assert!(!html.contains("value=\"HT-0000-0002@4\"") && html.contains(&t.error_merge_account()), "what cannot be joined has no box");
        let source = StateSource::NoRule { country: "FR".into(), days: 30 };
        let extension = ExtensionPreview { source, leave_by: at("2026-04-02T15:59:59Z"), until: at("2026-06-02T15:59:59Z") };
        let preview = PreviewView { extension: Some(extension), tickets: vec![] };
        let html = self::html(lang, &ActView { preview: Some(preview), ..view("extend", Kind::Deletion) });
        assert!(html.contains(&t.preview_extend_leave()) && html.contains(&t.preview_extend_mail()));
    }
}

#[test]
fn what_does_not_fit_has_no_form() {
    for lang in BOTH {
        let html = html(lang, &ActView { fits: false, destroyed: 2, ..view("reopen", Kind::Deletion) });
        assert!(!html.contains("data-testid=\"act\"") && html.contains(&T(lang).act_not_now()));
        assert!(html.contains(&T(lang).act_reopen_destroyed(2)), "what is destroyed stays so");
    }
}
