//! The requester's page shows what it must in every situation, in both languages.

use domain::ai::{Answer, EFFECTS};
use domain::request::{Details, Subject};
use domain::{Kind, Lang, State};

use super::page;
use crate::pages::sample::{at, chrome, clocks, form, has, has_not, hellotalk, html};
use crate::texts::T;
use crate::views::FormView;
use crate::views::track::{FileView, MessageView, OutcomeView, RefusalView, TimelineItem, TrackView};

fn file(name: &str, role: &str) -> FileView {
    FileView {
        id: "f1".into(),
        name: name.into(),
        mime: "application/zip".into(),
        size: 1_500_000,
        href: "/requests/HT-7K3Q-9XMF/files/f1".into(),
        expires_at: Some(at("2026-04-01T00:00:00Z")),
        destroyed_at: None,
        downloads_left: Some(3),
        role: role.into(),
    }
}

fn message(kind: &str, body: &str) -> MessageView {
    MessageView { at: at("2026-03-02T03:00:00Z"), kind: kind.into(), author: None, body: body.into(), delivery: None, files: vec![] }
}

fn outcome(state: &str) -> OutcomeView {
    OutcomeView {
        cycle: 1,
        state: state.into(),
        closed_at: at("2026-03-03T03:00:00Z"),
        words: "We looked at it.".into(),
        done_anyway: String::new(),
        refusals: vec![],
        nothing_held: false,
        effects: vec![],
        kept: vec![],
        decision: String::new(),
        inside: "for colleagues alone".into(),
        regulator: Some(("PIPC".into(), "https://www.pipc.go.kr".into())),
    }
}

fn view(kind: Kind, state: State) -> TrackView {
    TrackView {
        pack: hellotalk(),
        reference: "HT-7K3Q-9XMF".into(),
        kind,
        state,
        received_at: at("2026-03-02T02:00:00Z"),
        stopped_at: None,
        pseudonymised_at: None,
        clocks: clocks(kind),
        new_moment: None,
        governing: Some("promise".into()),
        subject: Subject { email: "mei@example.com".into(), ..Subject::default() },
        details: Details::Deletion { categories: vec!["profile".into()], words: "please".into() },
        timeline: vec![
            TimelineItem { at: at("2026-03-02T02:00:00Z"), kind: "submitted".into(), who: "requester".into(), data: vec![] },
            TimelineItem { at: at("2026-03-02T02:30:00Z"), kind: "note_added".into(), who: "support".into(), data: vec![] },
            TimelineItem { at: at("2026-03-02T03:00:00Z"), kind: "claimed".into(), who: "support".into(), data: vec![] },
        ],
        messages: vec![message("from_requester", "hello"), message("from_agent", "good day"), message("note", "inside only")],
        question: None,
        wants_in_app_code: false,
        in_app_confirmed: false,
        outcomes: vec![],
        package: vec![],
        fresh: false,
        by_account: false,
        may_withdraw: true,
        joined_to: None,
        joined: vec![],
        may_appeal: false,
        may_write: true,
        form: (String::new(), FormView::default()),
        done: None,
        max_file: 8_000_000,
        max_files: 3,
    }
}

fn show(lang: Lang, view: &TrackView) -> String {
    html(&chrome(lang), |chrome| page(chrome, view))
}

#[test]
fn every_kind_in_every_state_says_where_it_stands() {
    for lang in Lang::ALL {
        let t = T(lang);
        for kind in Kind::ALL {
            for state in State::ALL {
                let page = show(lang, &view(kind, state));
                has(&page, &[&t.coded("track-title", kind.code()), &t.coded("state", state.code()), "HT-7K3Q-9XMF"]);
            }
        }
    }
}

#[test]
fn what_stays_inside_is_not_shown() {
    let mut seen = view(Kind::Deletion, State::Fulfilled);
    seen.outcomes = vec![outcome("fulfilled")];
    let page = show(Lang::En, &seen);
    has_not(&page, &["inside only", "for colleagues alone", "note_added", "Something changed"]);
    has(&page, &["good day", "Someone on our team took it on"]);
}

#[test]
fn a_question_is_answered_in_its_own_place() {
    for lang in Lang::ALL {
        let t = T(lang);
        let mut asked = view(Kind::Access, State::RequiresInput);
        asked.question = Some("Which account?".into());
        asked.form = ("message".into(), form(&[("words", "<b>")], &[("words", "Write")]));
        let page = show(lang, &asked);
        has(
            &page,
            &["Which account?", &t.track_question(), "action=\"/requests/HT-7K3Q-9XMF/messages\"", "href=\"#message-words\"", "&lt;b&gt;"],
        );
        assert_eq!(page.matches("/messages\"").count(), 1, "one form to write with");
        assert!(page.find("Which account?").unwrap() < page.find(&t.track_messages()).unwrap());
    }
}

#[test]
fn a_refusal_says_everything_that_it_must() {
    for lang in Lang::ALL {
        let t = T(lang);
        let mut refused = view(Kind::Deletion, State::PartiallyFulfilled);
        refused.may_appeal = true;
        refused.outcomes = vec![OutcomeView {
            done_anyway: "All but the payments is erased.".into(),
            refusals: vec![RefusalView {
                item: "profile".into(),
                reason: "legal_obligation_retention".into(),
                law: "PIPA 36(1)".into(),
                words: "The tax office may ask.".into(),
                record: Some(("Payments".into(), "2031-03-02".into())),
            }],
            kept: vec!["payment-records".into()],
            ..outcome("partially_fulfilled")
        }];
        let page = show(lang, &refused);
        has(
            &page,
            &[
                &t.coded("reason", "legal_obligation_retention"),
                "PIPA 36(1)",
                "The tax office may ask.",
                "All but the payments is erased.",
                "href=\"#appeal\"",
                "PIPC",
                "https://www.pipc.go.kr",
                &t.recourse_court(),
                &t.moment(at("2026-03-03T03:00:00Z"), &chrome(lang).zone),
                &t.date("2031-03-02".parse().unwrap()),
                "action=\"/requests/HT-7K3Q-9XMF/appeal\"",
                &t.kept_for(t.count_years(5)),
            ],
        );
    }
}

#[test]
fn a_withdrawal_answers_each_line_and_never_promises_the_impossible() {
    for lang in Lang::ALL {
        let t = T(lang);
        let effects = EFFECTS
            .iter()
            .map(|effect| {
                let value = match effect.answer {
                    Answer::DoneAt => "2026-03-03T02:00:00Z",
                    Answer::Date => "2026-04-01",
                    Answer::OneOf(states) => states[states.len() - 1],
                    Answer::Said => "",
                };
                (effect.code.to_owned(), value.to_owned(), String::new())
            })
            .collect();
        let mut done = view(Kind::AiTrainingWithdrawal, State::Fulfilled);
        done.outcomes = vec![OutcomeView { effects, ..outcome("fulfilled") }];
        let page = show(lang, &done);
        for effect in EFFECTS {
            has(&page, &[&t.coded("effect", effect.code)]);
        }
        has(&page, &[&t.effect_said_past_use(), &t.effect_frozen_on(t.date("2026-04-01".parse().unwrap())), "PIPC"]);
        has_not(&page.to_lowercase(), &["deleted from the model", "erased from the model", "从模型中删除", "<dd></dd>"]);
    }
}

#[test]
fn the_copy_is_handed_out_only_after_a_fresh_code() {
    let mut ready = view(Kind::Access, State::Fulfilled);
    ready.package = vec![file("data.zip", "package")];
    let page = show(Lang::En, &ready);
    has(&page, &["data.zip", "1.5 MB", "action=\"/requests/HT-7K3Q-9XMF/fresh\""]);
    has_not(&page, &["/files/f1"]);
    ready.fresh = true;
    let page = show(Lang::En, &ready);
    has(&page, &["href=\"/requests/HT-7K3Q-9XMF/files/f1\"", "3 downloads left"]);
    has_not(&page, &["/fresh\""]);
    ready.package[0].destroyed_at = Some(at("2026-04-01T00:00:00Z"));
    has_not(&show(Lang::En, &ready), &["/files/f1", "/fresh\""]);
}

#[test]
fn each_act_has_its_form_only_while_it_may_be_done() {
    let mut open = view(Kind::Deletion, State::InProgress);
    open.wants_in_app_code = true;
    let page = show(Lang::ZhCn, &open);
    has(&page, &["/in-app-code\"", "/withdraw\"", "name=\"sure\"", "/zone\"", "/leave\"", "/messages\""]);
    has_not(&page, &["/appeal\""]);
    open.form = ("withdraw".into(), form(&[], &[("sure", "Tick")]));
    let page = show(Lang::En, &open);
    has(&page, &["<title>Error: ", "href=\"#withdraw-sure\"", "<details open"]);
    open.may_withdraw = false;
    open.may_write = false;
    open.wants_in_app_code = false;
    open.form = (String::new(), FormView::default());
    has_not(&show(Lang::En, &open), &["/withdraw\"", "/messages\"", "/in-app-code\""]);
}

#[test]
fn a_report_shows_its_decision() {
    for lang in Lang::ALL {
        let mut decided = view(Kind::Report, State::Decided);
        decided.details = Details::Report { target: "link".into(), value: "https://example.com/1".into() };
        decided.outcomes = vec![OutcomeView { decision: "content_removed".into(), ..outcome("decided") }];
        has(&show(lang, &decided), &[&T(lang).coded("decision", "content_removed"), "https://example.com/1"]);
    }
}

#[test]
fn what_was_just_done_is_said() {
    for code in ["sent", "answered", "withdrawn", "appealed", "confirmed", "zone"] {
        for lang in Lang::ALL {
            let mut done = view(Kind::Deletion, State::InProgress);
            done.done = Some(code.into());
            has(&show(lang, &done), &[&T(lang).by_key(&format!("track-done-{code}")).unwrap()]);
        }
    }
}
