//! The help about the keys. What a key does stands in the markup as `data-key` (see the island `QueueKeys`).

use leptos::prelude::*;

use crate::islands::QueueKeys;
use crate::texts::T;

/// The help: opened by `?`, and by hand without JavaScript. The keys themselves need JavaScript; each does what a button or a
/// link on the page does too.
pub(super) fn help(t: T, keys: Vec<(&'static str, String)>) -> AnyView {
    let items = keys
        .into_iter()
        .map(|(key, does)| {
            let parts = key.split(' ').map(|key| view! { <kbd class="kbd">{key}</kbd>" " }.into_any()).collect::<Vec<_>>();
            view! { <div><dt>{parts}</dt><dd>{does}</dd></div> }.into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <details class="keys no-print" data-key="?" data-testid="keys">
            <summary>{t.keys_title()}" "<kbd class="kbd">"?"</kbd></summary>
            <p class="hint">{t.keys_lead()}</p>
            <dl class="summary">{items}</dl>
            <QueueKeys off=t.keys_off() on=t.keys_on()/>
        </details>
    }
    .into_any()
}
