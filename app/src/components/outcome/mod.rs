//! How a cycle ended: what was done, what was refused and why, and what one can do about it.

mod effects;
mod refusal;

use domain::pack::Pack;
use domain::{Kind, State};
use leptos::prelude::*;

use super::icon::icon;
use super::kept;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::track::OutcomeView;

/// An outcome as the requester sees it. `may_appeal`: the appeal's form stands on the same page, at `#appeal`.
#[must_use]
pub fn outcome(chrome: &Chrome, pack: &Pack, kind: Kind, view: &OutcomeView, may_appeal: bool) -> AnyView {
    let t = chrome.t;
    let state = State::from_code(&view.state);
    let (class, name) = match state {
        Some(State::Denied) => ("outcome refused", "stop"),
        Some(State::PartiallyFulfilled) => ("outcome partly", "alert"),
        _ => ("outcome", "check-circle"),
    };
    let refused = matches!(state, Some(State::Denied | State::PartiallyFulfilled)) || !view.refusals.is_empty();
    let title = t.by_key(&format!("outcome-{}", view.state.replace('_', "-"))).unwrap_or_else(|| t.coded("state", &view.state));
    let paragraph = |words: &str| (!words.is_empty()).then(|| view! { <p class="body">{words.to_owned()}</p> }.into_any());
    let decision = (!view.decision.is_empty()).then(|| view! { <p><strong>{t.coded("decision", &view.decision)}</strong></p> });
    let nothing = view.nothing_held.then(|| view! { <p><strong>{t.outcome_nothing_held()}</strong></p> });
    let anyway = (!view.done_anyway.is_empty()).then(|| {
        view! { <h3>{t.outcome_done_anyway()}</h3><p class="body">{view.done_anyway.clone()}</p> }
    });
    let ai = kind == Kind::AiTrainingWithdrawal && !view.effects.is_empty();
    view! {
        <section class=class>
            <h2>{icon(name)}{title}</h2>
            <p class="muted"><time datetime=view.closed_at.to_string()>{t.moment(view.closed_at, &chrome.zone)}</time></p>
            {decision}
            {nothing}
            {paragraph(&view.words)}
            {anyway}
            {refusal::list(chrome, pack, &view.refusals)}
            {ai.then(|| effects::list(chrome, &view.effects))}
            {stays(t, pack, &view.kept)}
            {(refused || ai).then(|| recourse(t, view, may_appeal))}
        </section>
    }
    .into_any()
}

/// What stays after a deletion, each with its period and law.
fn stays(t: T, pack: &Pack, ids: &[String]) -> Option<AnyView> {
    let lines = pack.retention().iter().filter(|rule| ids.contains(&rule.id)).map(|rule| kept::line(t, rule)).collect::<Vec<_>>();
    (!lines.is_empty()).then(|| view! { <h3>{t.outcome_kept()}</h3><ul>{lines}</ul> }.into_any())
}

/// What one can do: ask for another look here, complain to the regulator, go to court. Every refusal must say all three (GDPR
/// 12(4); the list in the house's rules on refusals).
fn recourse(t: T, view: &OutcomeView, may_appeal: bool) -> AnyView {
    let inside = if may_appeal {
        view! { <li><a href="#appeal">{t.recourse_appeal()}</a></li> }.into_any()
    } else {
        view! { <li>{t.recourse_write()}</li> }.into_any()
    };
    let regulator = match &view.regulator {
        Some((name, link)) if link.starts_with("https://") || link.starts_with("http://") => {
            view! { <li>{t.recourse_regulator(name.as_str())}" "<a href=link.clone() rel="noreferrer">{link.clone()}</a></li> }.into_any()
        }
        Some((name, _)) => view! { <li>{t.recourse_regulator(name.as_str())}</li> }.into_any(),
        None => view! { <li>{t.recourse_regulator_unknown()}</li> }.into_any(),
    };
    view! {
        <h3>{t.recourse_title()}</h3>
        <ul>{inside}{regulator}<li>{t.recourse_court()}</li></ul>
    }
    .into_any()
}
