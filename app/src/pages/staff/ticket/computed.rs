//! How the clocks came about, for who has to answer for them: the versions they were computed with, the rounds that are over, and
//! the events that moved them. `habeas sla explain` tells the same.

use leptos::prelude::*;

use super::super::parts::short;
use super::history::{said, who};
use crate::components::clock::card;
use crate::views::Chrome;
use crate::views::staff::ComputedView;

/// Folded away below the clocks: it is wanted rarely, and then whole.
pub(super) fn computed(chrome: &Chrome, view: &ComputedView) -> AnyView {
    let t = chrome.t;
    let row = |name: String, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let rounds = view
        .earlier
        .iter()
        .map(|(number, clocks)| {
            let cards = clocks.iter().map(|clock| card(chrome, clock, true)).collect::<Vec<_>>();
            view! { <h4>{t.computed_round(*number)}</h4><div class="clocks">{cards}</div> }.into_any()
        })
        .collect::<Vec<_>>();
    let events = view
        .events
        .iter()
        .map(|(number, item)| {
            view! {
                <li><p><span class="hint">{format!("#{number} ")}</span><strong>{who(chrome, item)}</strong>": "{said(chrome, item)}</p>{short(chrome, item.at)}</li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <details class="computed" data-testid="computed">
            <summary>{t.computed_title()}</summary>
            <dl class="summary">
                {row(t.computed_policy(), view.policy_version.clone())}
                {row(t.computed_rules_policy(), view.rules_policy_version.clone())}
                {row(t.computed_calendars(), format!("{} ({})", view.calendars, view.calendar_version))}
                {row(t.computed_changes(), view.changes.to_string())}
                {row(t.computed_rules(), view.rules.clone())}
            </dl>
            {rounds}
            <h4>{t.computed_events()}</h4>
            <ol class="timeline" role="list">{events}</ol>
        </details>
    }
    .into_any()
}
