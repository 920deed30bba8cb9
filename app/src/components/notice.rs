//! Something to know before going on.

use leptos::prelude::*;

use super::icon::icon;

/// A notice: `tone` is empty (information), `success`, `warning` or `danger`.
#[must_use]
pub fn notice(tone: &'static str, inside: AnyView) -> AnyView {
    let name = match tone {
        "success" => "check-circle",
        "warning" => "alert",
        "danger" => "stop",
        _ => "info",
    };
    let class = if tone.is_empty() { "notice".to_owned() } else { format!("notice {tone}") };
    view! { <div class=class>{icon(name)}{inside}</div> }.into_any()
}

/// A notice of one paragraph.
#[must_use]
pub fn line(tone: &'static str, words: String) -> AnyView {
    notice(tone, view! { <p>{words}</p> }.into_any())
}

/// That what was personal is gone: the same notice to staff and to the requester, each in their own words.
#[must_use]
pub fn gone(title: String, words: String) -> AnyView {
    view! { <div data-testid="gone">{notice("", view! { <div><p><strong>{title}</strong></p><p>{words}</p></div> }.into_any())}</div> }
        .into_any()
}
