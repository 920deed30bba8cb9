//! What the tests of the pages are made of: views with every part filled in, and a look at the markup that is strict.

use std::sync::{Arc, LazyLock};

use domain::Kind;
use domain::Lang;
use domain::calendar::{BusinessTime, Calendar};
use domain::clock::{ClockState, History, PauseReason, PromiseTerm, Rules, Source, TermUnit, evaluate};
use domain::law::LawBook;
use domain::pack::Pack;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::pages::shell::{Page, render_with};
use crate::texts::T;
use crate::views::{Assets, Chrome, FormView};

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The packs are read once for each program of tests.
static HELLOTALK: LazyLock<Arc<Pack>> = LazyLock::new(|| {
    let policy = include_str!("../../../policies/hellotalk.toml");
    let processors = include_str!("../../../policies/hellotalk.processors.toml");
    Arc::new(Pack::parse("hellotalk", policy, processors).unwrap())
});
static JAPANESE_AI: LazyLock<Arc<Pack>> = LazyLock::new(|| {
    let policy = include_str!("../../../policies/japanese-ai.toml");
    let processors = include_str!("../../../policies/japanese-ai.processors.toml");
    Arc::new(Pack::parse("japanese-ai", policy, processors).unwrap())
});

pub(crate) fn hellotalk() -> Arc<Pack> {
    Arc::clone(&HELLOTALK)
}

pub(super) fn japanese_ai() -> Arc<Pack> {
    Arc::clone(&JAPANESE_AI)
}

/// A reader in Tokyo on Monday 2 March 2026, 12:00 in Hong Kong.
pub(crate) fn chrome(lang: Lang) -> Chrome {
    Chrome {
        t: T(lang),
        now: at("2026-03-02T04:00:00Z"),
        zone: TimeZone::get("Asia/Tokyo").unwrap(),
        path: "/hellotalk".into(),
        product: Some(hellotalk()),
        staff: None,
        nonce: "n0nce".into(),
        assets: Assets { css: "habeas.css".into(), js: "habeas.js".into(), wasm: "habeas.wasm".into() },
        dev: false,
    }
}

pub(super) fn form(fields: &[(&str, &str)], errors: &[(&str, &str)]) -> FormView {
    let mut view = FormView::default();
    for (field, value) in fields {
        view.values.entry((*field).to_owned()).or_default().push((*value).to_owned());
    }
    view.errors = errors.iter().map(|(field, words)| ((*field).to_owned(), (*words).to_owned())).collect();
    view
}

pub(super) fn one_day() -> PromiseTerm {
    PromiseTerm { value: 1, unit: TermUnit::BusinessDays, source: Source::Policy, section: Some("3(4)".into()) }
}

/// The business time and the law that [`clocks`] counts by.
static CALENDARS: LazyLock<(BusinessTime, LawBook)> = LazyLock::new(|| {
    let calendar = |text: &str| Arc::new(Calendar::parse(text).unwrap());
    let hk = calendar(include_str!("../../../policies/calendars/hk.toml"));
    let cn = calendar(include_str!("../../../policies/calendars/cn.toml"));
    let business = BusinessTime::new(vec![hk.clone(), cn.clone()], "Asia/Hong_Kong").unwrap();
    let law = LawBook::from_files(
        &[("kr", include_str!("../../../policies/law/kr.toml")), ("house", include_str!("../../../policies/law/house.toml"))],
        &[hk, cn],
    )
    .unwrap();
    (business, law)
});

/// The clocks of a request from Korea before Easter 2026, with a pause: every calendar has something to say.
pub(crate) fn clocks(kind: Kind) -> Vec<ClockState> {
    let (business, law) = &*CALENDARS;
    let mut history = History::received(at("2026-04-02T02:00:00Z"));
    history.pause(at("2026-04-02T03:00:00Z"), at("2026-04-20T03:00:00Z"), PauseReason::Clarification).unwrap();
    history.resume(at("2026-04-02T06:30:00Z"));
    let promise = one_day();
    let rules = Rules {
        kind,
        country: Some("KR"),
        promise: Some(&promise),
        business,
        law,
        review_hours: Some(24),
        calendar_version: "test",
        explain: true,
    };
    evaluate(&history, &rules, at("2026-04-02T07:00:00Z")).unwrap().clocks().cloned().collect()
}

/// A page's HTML, after a strict look at it.
#[track_caller]
pub(super) fn html(chrome: &Chrome, make: impl FnOnce(&Chrome) -> Page) -> String {
    let page = render_with(chrome, || make(chrome));
    sound(&page);
    // The marks that leptos leaves between texts are in nobody's way, but in that of the tests.
    page.replace("<!>", "")
}

/// Fails with the page when a part is missing.
#[track_caller]
pub(super) fn has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "no {part:?} in\n{page}");
    }
}

#[track_caller]
pub(super) fn has_not(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(!page.contains(part), "{part:?} in\n{page}");
    }
}

/// The values of an attribute, in order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    page.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What holds for every page: one doctype, one main, one h1; ids once each; labels, descriptions and inner links lead to them;
/// no style and no handler in the markup; no message without its words.
#[track_caller]
fn sound(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html><html lang="), "{}", &page[..page.len().min(200)]);
    for once in ["<main", "<h1"] {
        assert_eq!(page.matches(once).count(), 1, "{once} in\n{page}");
    }
    let title = page.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap();
    assert!(!title.is_empty() && !title.contains('<'), "{title}");
    let ids = values(page, "id");
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    for pair in sorted.windows(2) {
        assert_ne!(pair[0], pair[1], "an id stands twice in\n{page}");
    }
    for label in values(page, "for") {
        assert!(ids.contains(&label), "a label for {label:?}, which there is not, in\n{page}");
    }
    for list in values(page, "aria-describedby").into_iter().chain(values(page, "aria-labelledby")) {
        for id in list.split(' ') {
            assert!(ids.contains(&id), "described by {id:?}, which there is not, in\n{page}");
        }
    }
    for link in values(page, "href").into_iter().filter_map(|link| link.strip_prefix('#')) {
        assert!(ids.contains(&link), "a link to #{link}, which there is not, in\n{page}");
    }
    for never in [" style=", " onclick=", " onsubmit=", "{ $", "{$", "<button></button>", "<p></p>"] {
        assert!(!page.contains(never), "{never:?} in\n{page}");
    }
    // Every control that is seen has a label.
    for control in ["<input ", "<select ", "<textarea "] {
        for rest in page.split(control).skip(1) {
            let tag = rest.split('>').next().unwrap();
            if tag.contains("type=\"hidden\"") {
                continue;
            }
            let id = format!(" {tag}");
            let id = values(&id, "id").first().copied().unwrap_or_default().to_owned();
            assert!(page.contains(&format!("for=\"{id}\"")), "{control}{tag}> has no label in\n{page}");
        }
    }
}
