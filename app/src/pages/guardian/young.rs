//! What a child or young person is asked, in their own words: short, without pressure, and with somebody to turn to.

use domain::Kind;
use leptos::prelude::*;

use super::parts::page as framed;
use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::icon::icon;
use crate::components::notice;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::guardian::{YoungQuestion, YoungView};

/// The page at `/young/{secret}`: the question, or a thank-you once it is answered.
#[must_use]
pub fn page(chrome: &Chrome, view: &YoungView) -> Page {
    let t = chrome.t;
    match view.answered {
        Some(code) => thanks(t, code),
        None => question(chrome, view),
    }
}

/// The page of a link that was answered before.
#[must_use]
pub fn answered(chrome: &Chrome) -> Page {
    thanks(chrome.t, "again")
}

/// What a question says, apart from its answers.
struct Words {
    title: String,
    lede: String,
    what: String,
    question: String,
    seen: String,
    nothing: String,
}

fn words(chrome: &Chrome, view: &YoungView) -> Words {
    let t = chrome.t;
    let product = view.pack.name.as_str();
    match &view.question {
        YoungQuestion::Handover { kind, until } => Words {
            title: t.young_handover_title(),
            lede: t.young_handover_lede(product),
            what: t.coded("young-handover-what", group(*kind)),
            question: t.young_handover_question(),
            seen: t.young_handover_seen(),
            nothing: t.young_handover_nothing(t.moment(*until, &chrome.zone)),
        },
        YoungQuestion::Consent => Words {
            title: t.young_consent_title(),
            lede: t.young_consent_lede(product),
            what: t.young_consent_what(product),
            question: t.young_consent_question(),
            seen: t.young_consent_seen(),
            nothing: t.young_consent_nothing(),
        },
        YoungQuestion::Guardian => Words {
            title: t.young_guardian_title(),
            lede: t.young_guardian_lede(product),
            what: t.young_guardian_what(),
            question: t.young_guardian_question(),
            seen: t.young_guardian_seen(),
            nothing: t.young_guardian_nothing(),
        },
    }
}

/// Which words fit a kind that is handed over: a copy, a deletion, or anything else.
const fn group(kind: Kind) -> &'static str {
    match kind {
        Kind::Access => "access",
        Kind::Deletion => "deletion",
        _ => "other",
    }
}

fn question(chrome: &Chrome, view: &YoungView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let words = words(chrome, view);
    let choice = |code: &str, about: &str| Choice::new(code, t.coded("young", about)).hint(t.coded("young", &format!("{about}-hint")));
    let (choices, email) = match &view.question {
        YoungQuestion::Handover { kind, .. } => {
            let part = form.area(Field::new("words", t.young_limit_words()).hint(t.young_limit_words_hint()));
            let choices =
                vec![choice("adopt", &format!("adopt-{}", group(*kind))), choice("limit", "limit").opens(part), choice("cancel", "cancel")];
            let email = Field::new("email", t.young_email()).hint(t.young_email_hint()).class("w-half").email().optional();
            (choices, Some(form.input(email)))
        }
        YoungQuestion::Consent => (vec![choice("agree", "agree"), choice("disagree", "disagree")], None),
        YoungQuestion::Guardian => (vec![choice("know", "know"), choice("stranger", "stranger")], None),
    };
    let body = view! {
        {error_summary(&form)}
        <h1>{words.title.clone()}</h1>
        <p class="lede">{words.lede}</p>
        <p>{words.what}</p>
        <form method="post" action=view.action.clone() novalidate>
            {form.radios(Field::new("choice", words.question), choices)}
            {email}
            <div class="actions"><button class="button">{t.young_send()}</button></div>
        </form>
        <h2>{t.young_seen_title()}</h2>
        <p>{words.seen}</p>
        <h2>{t.young_nothing_title()}</h2>
        <p>{words.nothing}</p>
        {help(t)}
    };
    framed(words.title, Some(&view.form), body.into_any())
}

fn thanks(t: T, code: &'static str) -> Page {
    let body = view! {
        <section class="panel confirmation">
            {icon("check")}
            <h1>{t.young_thanks()}</h1>
            <p>{t.coded("young-thanks", code)}</p>
            <p class="muted">{t.young_thanks_close()}</p>
        </section>
        {help(t)}
    };
    framed(t.young_thanks(), None, body.into_any())
}

fn help(t: T) -> AnyView {
    notice::notice("", view! { <h2>{t.young_help_title()}</h2><p>{t.young_help_text()}</p> }.into_any())
}
