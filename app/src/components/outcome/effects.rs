//! The lines of a withdrawal from AI training. Each says what holds, and none says that somebody was deleted from a model:
//! nobody can promise that (EDPB Opinion 28/2024).

use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::texts::T;
use crate::views::Chrome;

pub(super) fn list(chrome: &Chrome, effects: &[(String, String, String)]) -> AnyView {
    let t = chrome.t;
    let lines = effects
        .iter()
        .map(|(code, value, words)| {
            let extra = (!words.is_empty()).then(|| view! { <br/>{words.clone()} });
            view! { <div><dt>{t.coded("effect", code)}</dt><dd>{answer(chrome, code, value)}{extra}</dd></div> }.into_any()
        })
        .collect::<Vec<_>>();
    view! { <h3>{t.outcome_effects()}</h3><dl class="summary">{lines}</dl> }.into_any()
}

/// A line's answer: a state, a moment, a date, or the words that every confirmation says.
fn answer(chrome: &Chrome, code: &str, value: &str) -> String {
    let t: T = chrome.t;
    if value.is_empty() {
        return t.by_key(&format!("effect-said-{}", code.replace('_', "-"))).unwrap_or_default();
    }
    if let Ok(at) = value.parse::<Timestamp>() {
        return t.effect_stopped_at(t.moment(at, &chrome.zone));
    }
    if let Ok(date) = value.parse::<Date>() {
        return t.effect_frozen_on(t.date(date));
    }
    t.coded("effect-state", value)
}
