//! What the act will do, between its fields and its button.

use leptos::prelude::*;

use crate::components::clock::{preview, source};
use crate::components::notice::line;
use crate::views::Chrome;
use crate::views::acts::{ExtensionPreview, PreviewView};

/// The table of each ticket that it is about.
pub(super) fn shown(chrome: &Chrome, view: &PreviewView) -> AnyView {
    let t = chrome.t;
    let several = view.tickets.len() > 1;
    let tables = view
        .tickets
        .iter()
        .map(|one| {
            let reference = one.reference.as_str();
            let name = several.then(|| if one.goes_on { t.preview_goes_on(reference) } else { t.preview_joined(reference) });
            let name = name.map(|words| view! { <h3>{words}</h3> });
            view! { <div data-reference=one.reference.clone()>{name}{preview(chrome, one)}</div> }.into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <section class="panel preview-panel" aria-labelledby="preview" data-testid="preview" tabindex="-1">
            <h2 id="preview">{t.preview_title()}</h2>
            {line("", t.preview_nothing_yet())}
            {view.extension.as_ref().map(|one| extension(chrome, one))}
            {tables}
        </section>
    }
    .into_any()
}

fn extension(chrome: &Chrome, one: &ExtensionPreview) -> AnyView {
    let t = chrome.t;
    let moment = |at: jiff::Timestamp| view! { <time datetime=at.to_string()>{t.moment(at, &chrome.zone)}</time> };
    view! {
        <p>{t.preview_extend_law(source(t, &one.source))}</p>
        <dl class="summary">
            <div><dt>{t.preview_extend_leave()}</dt><dd><strong>{moment(one.leave_by)}</strong></dd></div>
            <div><dt>{t.preview_extend_until()}</dt><dd>{moment(one.until)}</dd></div>
        </dl>
        <p class="hint">{t.preview_extend_mail()}</p>
    }
    .into_any()
}
