//! The frame, and the words of every code.

use domain::ai::{Answer, EFFECTS};
use domain::calendar::{ClosedWhy, Unsettled};
use domain::clock::{Moment, PauseReason, PromiseTerm, Source, StateSource, Step, TermUnit, Unmoved};
use domain::law::Mark;
use domain::reasons::REASONS;
use domain::report::{DECISIONS, HARMS, TARGETS};
use domain::request::{FORMATS, LOGINS};
use domain::{Kind, Lang, State};
use leptos::prelude::*;

use super::sample::{at, chrome, has, has_not, html};
use super::shell::Page;
use crate::components::clock;
use crate::texts::T;
use crate::views::{Assets, Chrome, Reader};

fn page(islands: bool) -> Page {
    let body = view! { <h1>"Hello"</h1> }.into_any();
    Page { title: "Hello".into(), error: false, islands, wide: false, body }
}

#[test]
fn a_page_without_islands_loads_no_script() {
    has_not(&html(&chrome(Lang::En), |_| page(false)), &["<script", "modulepreload"]);
    let without = Chrome { assets: Assets::default(), ..chrome(Lang::En) };
    has_not(&html(&without, |_| page(true)), &["<script", "stylesheet"]);
}

#[test]
fn the_loader_bears_the_nonce_and_the_names() {
    let page = html(&chrome(Lang::En), |_| page(true));
    has(
        &page,
        &["href=\"/pkg/habeas.css\"", "<script type=\"module\" nonce=\"n0nce\">", "(\"/pkg/habeas.js\",\"/pkg/habeas.wasm\")", "=>"],
    );
    assert_eq!(page.matches("<script").count(), 1);
}

#[test]
fn the_staff_has_its_own_header() {
    let staff = |role: domain::Role| Chrome {
        staff: Some(Reader { name: "Mei".into(), role, alerts: 3 }),
        path: "/staff/queue".into(),
        ..chrome(Lang::ZhCn)
    };
    let seen = html(&staff(domain::Role::Administrator), |_| page(false));
    has(&seen, &["data-side=\"staff\"", "href=\"/staff/people\"", "action=\"/staff/logout\"", "Mei", "aria-current=\"page\"", "noindex"]);
    has_not(&html(&staff(domain::Role::Agent), |_| page(false)), &["href=\"/staff/people\""]);
    has_not(&html(&chrome(Lang::En), |_| page(false)), &["/staff", "noindex"]);
}

#[test]
fn a_count_of_alerts_stops() {
    let seen = |lang: Lang, alerts: i64| {
        let staff = Some(Reader { name: "Mei".into(), role: domain::Role::Agent, alerts });
        html(&Chrome { staff, ..chrome(lang) }, |_| page(false))
    };
    has(&seen(Lang::En, 99), &[">99</span>", "(99 new)"]);
    has(&seen(Lang::En, Reader::MANY), &[">99+</span>", "(more than 99 new)"]);
    has(&seen(Lang::ZhCn, Reader::MANY), &[">99+</span>", "(超过 99 条新提醒)"]);
    has_not(&seen(Lang::En, 0), &["class=\"count\""]);
}

#[test]
fn every_code_has_its_words_in_every_language() {
    for lang in Lang::ALL {
        let t = T(lang);
        let known = |prefix: &str, code: &str| {
            let key = format!("{prefix}-{}", code.replace('_', "-"));
            assert!(t.by_key(&key).is_some_and(|words| !words.is_empty()), "{key} in {lang:?}");
        };
        REASONS.iter().for_each(|reason| known("reason", reason.code));
        for effect in EFFECTS {
            known("effect", effect.code);
            match effect.answer {
                Answer::OneOf(states) => states.iter().for_each(|state| known("effect-state", state)),
                Answer::Said => known("effect-said", effect.code),
                Answer::DoneAt | Answer::Date => {}
            }
        }
        HARMS.iter().for_each(|code| known("harm", code));
        TARGETS.iter().for_each(|code| ["target", "target-hint"].iter().for_each(|prefix| known(prefix, code)));
        DECISIONS.iter().for_each(|code| known("decision", code));
        LOGINS.iter().for_each(|code| known("login", code));
        FORMATS.iter().for_each(|code| ["format", "format-hint"].iter().for_each(|prefix| known(prefix, code)));
        State::ALL.iter().for_each(|state| ["state", "track-state"].iter().for_each(|prefix| known(prefix, state.code())));
        for kind in Kind::ALL {
            ["kind", "track-title"].iter().for_each(|prefix| known(prefix, kind.code()));
        }
        // A product's page has cards for what anybody can ask, and for reports; guardians have cards of their own.
        ["card-title", "card-text"].iter().for_each(|prefix| known(prefix, Kind::Report.code()));
        for kind in Kind::REQUESTS {
            ["ask-title", "ask-lede", "card-title", "card-text"].iter().for_each(|prefix| known(prefix, kind.code()));
        }
        ["hk", "cn", "gb", "uk", "us", "eu", "ru", "vn", "exception"].iter().for_each(|code| known("calendar", code));
    }
}

#[test]
fn every_error_code_has_its_words() {
    let codes = "required email_invalid email_required email_many email_no_domain email_no_dot email_number email_blank \
        email_character email_mixed email_domain email_long email_near app_id_required app_id_too_long choose_one choose_some choose_harm \
        choose_target says_required should_say_required same_value target_required link_invalid words_required too_long \
        code_required code_shape code_wrong code_over reference_required reference_shape reference_check file_too_large file_type \
        file_empty too_many_files no_files_here understood_required sure_required erase_after_change login_required category_unknown country_unknown \
        in_app_code_wrong password_short password_common name_required email_taken login_failed choose_outcome checklist_missing \
        reason_required why_required record_required package_required effect_required effect_date choose_decision moved_on \
        days_range not_yours another_must_decide done_anyway_required nothing_refused";
    for lang in Lang::ALL {
        for code in codes.split_whitespace() {
            assert_ne!(T(lang).coded("error", code), code, "{lang:?}");
        }
        assert!(T(lang).error_code_wrong_left(2).contains('2'));
    }
}

/// One step of every sort.
fn steps() -> Vec<Step> {
    let moment = Moment { at: at("2026-03-02T02:00:00Z"), offset: 28_800 };
    let day: jiff::civil::Date = "2026-03-03".parse().unwrap();
    let term = |unit| PromiseTerm { value: 2, unit, source: Source::House, section: None };
    let closed = |name: Option<&str>| ClosedWhy { calendar: "hk".into(), name: name.map(str::to_owned) };
    let paused = |open| Step::Paused { from: moment, to: moment, reason: PauseReason::IdentityCheck, moved: 5_400_000, open, due: moment };
    let unmoved = |why| Step::PauseUnmoved { from: moment, reason: PauseReason::Clarification, why };
    vec![
        Step::Received { at: moment },
        Step::StartsAtProof { at: moment },
        Step::Promise { term: term(TermUnit::BusinessDays) },
        Step::Promise { term: term(TermUnit::OpenHours) },
        Step::Limit { source: StateSource::House },
        Step::Zone { zone: "America/New_York".into(), office: "Asia/Hong_Kong".into() },
        Step::CutOff { closed_day: true, counted: day },
        Step::CutOff { closed_day: false, counted: day },
        Step::ReceiptDay { date: day },
        Step::ClosedDay { date: day, why: vec![closed(None)] },
        Step::ClosedDay { date: day, why: vec![closed(Some("Ching Ming Festival")), closed(None)] },
        Step::OpenedDay { date: day, calendar: "cn".into(), name: "Make-up workday".into() },
        Step::BusinessDay { number: 1, date: day },
        Step::LawBusinessDays { days: 15, calendar: Some("gb".into()), last: day },
        Step::LawBusinessDays { days: 15, calendar: None, last: day },
        Step::Days { days: 45, last: day },
        Step::Months { months: 1, last: day, shortened: false },
        Step::Months { months: 1, last: day, shortened: true },
        Step::ElapsedHours { hours: 24 },
        Step::Rolled { from: day, to: day, calendar: None },
        Step::Rolled { from: day, to: day, calendar: Some("us".into()) },
        Step::KeptPromise { at: moment },
        Step::SetByHand { at: moment },
        paused(true),
        paused(false),
        unmoved(Unmoved::OutsideHours),
        unmoved(Unmoved::AfterDue),
        unmoved(Unmoved::NotAllowed),
        unmoved(Unmoved::SetByHand),
        Step::Extended { notified: moment, valid: true },
        Step::Extended { notified: moment, valid: false },
        Step::Provisional { year: Unsettled { calendar: "hk".into(), year: 2028, missing: true, unofficial: false } },
        Step::Provisional { year: Unsettled { calendar: "hk".into(), year: 2028, missing: false, unofficial: false } },
        Step::Provisional { year: Unsettled { calendar: "gb".into(), year: 2028, missing: false, unofficial: true } },
        Step::Due { at: moment },
        Step::Governs,
    ]
}

#[test]
fn every_step_is_a_sentence_of_its_own() {
    for lang in Lang::ALL {
        let chrome = chrome(lang);
        let said: Vec<String> = steps().iter().map(|step| clock::step(&chrome, step)).collect();
        for words in &said {
            assert!(!words.contains("step-") && !words.contains("{ $"), "{words}");
            assert!(words.ends_with(if lang == Lang::En { '.' } else { '。' }), "{words}");
        }
        let different: std::collections::BTreeSet<_> = said.iter().collect();
        assert_eq!(different.len(), said.len());
        // Moments are the reader's: 11:00 in Tokyo, where the office has 10:00.
        assert!(said[0].contains("11:00"), "{}", said[0]);
        assert!(said[23].contains(&chrome.t.count_minutes(30)), "{}", said[23]);
    }
}

#[test]
fn every_source_of_a_clock_has_its_words() {
    let law = |mark| StateSource::Law { jurisdiction: "EU".into(), law: "GDPR".into(), article: "12(3)".into(), mark };
    let sources = [
        StateSource::Policy { section: Some("3(4)".into()) },
        StateSource::Policy { section: None },
        StateSource::House,
        StateSource::Manual,
        law(Mark::V1),
        law(Mark::Gk),
        StateSource::UnknownCountry { days: 10 },
        StateSource::NoNumber { jurisdiction: "CN".into(), law: "PIPL".into(), article: "50".into(), days: 30 },
        StateSource::NoRule { country: "KR".into(), days: 30 },
    ];
    for lang in Lang::ALL {
        let said: std::collections::BTreeSet<_> = sources.iter().map(|source| clock::source(T(lang), source)).collect();
        assert_eq!(said.len(), sources.len());
        assert!(said.iter().all(|words| !words.contains("source-") && !words.is_empty()));
        assert!(clock::source(T(lang), &sources[8]).contains(if lang == Lang::En { "Korea" } else { "韩国" }));
    }
}
