//! The requests for a child, with their states and dates.

use leptos::prelude::*;

use crate::components::icon::{icon, of_kind};
use crate::pages::track::badge;
use crate::views::Chrome;
use crate::views::guardian::{ChildView, RequestLine};

/// Newest first; each leads to its own page.
pub(super) fn section(chrome: &Chrome, view: &ChildView) -> AnyView {
    let t = chrome.t;
    let lines = view.requests.iter().map(|line| one(chrome, line)).collect::<Vec<_>>();
    let lines = if lines.is_empty() {
        view! { <p class="muted">{t.guardian_requests_none()}</p> }.into_any()
    } else {
        view! { <ul class="request-list" role="list">{lines}</ul> }.into_any()
    };
    view! { <h2>{t.guardian_requests_title()}</h2>{lines} }.into_any()
}

fn one(chrome: &Chrome, line: &RequestLine) -> AnyView {
    let t = chrome.t;
    let governs = line.clocks.iter().find(|clock| line.governing.as_deref() == Some(clock.name.code()));
    let (at, words) = match (line.stopped_at, governs) {
        (Some(at), _) => (at, t.guardian_request_closed(t.moment(at, &chrome.zone))),
        (None, Some(clock)) => (clock.due, t.guardian_request_due(t.moment(clock.due, &chrome.zone))),
        (None, None) => (line.received_at, t.guardian_request_received(t.moment(line.received_at, &chrome.zone))),
    };
    view! {
        <li>
            <p>{icon(of_kind(line.kind))}" "<a href=format!("/requests/{}", line.reference)>{t.coded("guardian-act", line.kind.code())}</a>" "
                <span class="reference small">{line.reference.clone()}</span></p>
            <p>{badge(t, line.state)}</p>
            <p class="muted"><time datetime=at.to_string()>{words}</time></p>
        </li>
    }
    .into_any()
}
