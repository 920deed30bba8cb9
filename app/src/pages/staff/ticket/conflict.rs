//! What another did meanwhile, shown above the form that was refused.

use leptos::prelude::*;

use super::super::parts::short;
use super::history::{said, who};
use crate::components::icon::icon;
use crate::views::Chrome;
use crate::views::staff::TicketView;

/// What came to pass since the page was read, and the reader's own words beside it; they also still stand in their form.
pub(super) fn conflict(chrome: &Chrome, view: &TicketView) -> AnyView {
    if view.changed.is_empty() {
        return ().into_any();
    }
    let t = chrome.t;
    let items = view
        .changed
        .iter()
        .map(|item| view! { <li>{short(chrome, item.at)}" "<strong>{who(chrome, item)}</strong>": "{said(chrome, item)}</li> }.into_any())
        .collect::<Vec<_>>();
    let words = view.form.1.value("words");
    let yours = (!words.is_empty()).then(|| view! { <div><strong>{t.ticket_changed_yours()}</strong><p>{words}</p></div> });
    view! {
        <section class="conflict" role="alert" data-testid="conflict">
            <h2>{icon("alert")}{t.ticket_changed_title()}</h2>
            <p>{t.ticket_changed()}</p>
            <div class="sides"><div><strong>{t.ticket_changed_since()}</strong><ul>{items}</ul></div>{yours}</div>
        </section>
    }
    .into_any()
}
