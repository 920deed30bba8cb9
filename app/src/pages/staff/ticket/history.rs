//! What came to pass, with names, and how each round ended.

use domain::State;
use jiff::Timestamp;
use leptos::prelude::*;

use super::super::parts::short;
use crate::components::icon::icon;
use crate::components::outcome::outcome;
use crate::views::Chrome;
use crate::views::staff::TicketView;
use crate::views::track::TimelineItem;

/// The timeline: who, what, when.
pub(super) fn timeline(chrome: &Chrome, view: &TicketView) -> AnyView {
    let items = view
        .timeline
        .iter()
        .map(|item| {
            view! { <li><p><strong>{who(chrome, item)}</strong>": "{said(chrome, item)}</p>{short(chrome, item.at)}</li> }.into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <section class="panel"><h2>{chrome.t.ticket_timeline()}</h2><ol class="timeline" role="list" data-testid="timeline">{items}</ol></section>
    }
    .into_any()
}

/// The requester, the system, or the name of a member of staff.
pub(in super::super) fn who(chrome: &Chrome, item: &TimelineItem) -> String {
    match item.who.as_str() {
        "requester" => chrome.t.ticket_from_requester(),
        "support" => chrome.t.ticket_from_agent(),
        "system" => chrome.t.ticket_from_system(),
        name => name.to_owned(),
    }
}

/// The event's words with what belongs to it: codes in words, moments in the reader's zone.
pub(in super::super) fn said(chrome: &Chrome, item: &TimelineItem) -> String {
    let t = chrome.t;
    let mut words = t.coded("event", &item.kind.replace('.', "_"));
    let data = item.data.iter().filter_map(|(name, value)| fact(chrome, name, value)).collect::<Vec<_>>();
    if !data.is_empty() {
        words = t.ticket_event_with(words, data.join(", "));
    }
    words
}

/// A fact of an event in words; `None` for what only machines read (identifiers, versions).
fn fact(chrome: &Chrome, name: &str, value: &str) -> Option<String> {
    let t = chrome.t;
    match name {
        "state" | "outcome" | "to" => State::from_code(value).map(|state| t.coded("staff-state", state.code())),
        "reason" => Some(
            ["question", "cancel"]
                .into_iter()
                .find_map(|prefix| t.by_key(&format!("{prefix}-{}", value.replace('_', "-"))))
                .unwrap_or_else(|| t.coded("reason", value)),
        ),
        "how" => t.by_key(&format!("reopened-{value}")),
        "first" | "others" => Some(value.to_owned()),
        "reasons" if value.is_empty() => None,
        "reasons" => Some(value.split(", ").map(|code| t.coded("reason", code)).collect::<Vec<_>>().join(" · ")),
        "harm" => Some(t.coded("harm", value)),
        "role" => Some(t.coded("role", value)),
        "decision" => Some(t.coded("decide", value)),
        "clock" | "governing" => Some(t.coded("governing", value)),
        // A second one of its sort has a number behind it.
        "threshold" => Some(t.coded("alert-point", value.split_once('_').map_or(value, |(point, _)| point))),
        "code" => t.by_key(&format!("breach-reason-{}", value.replace('_', "-"))),
        "mail" => Some(t.coded("mail-kind", value)),
        "until" | "due" | "due_at" | "ends_at" => moment(value).map(|at| t.short_moment(at, &chrome.zone)),
        _ => None,
    }
}

/// A moment as events write it: RFC 3339, or milliseconds since 1970 (UTC).
fn moment(value: &str) -> Option<Timestamp> {
    value.parse().ok().or_else(|| Timestamp::from_millisecond(value.parse().ok()?).ok())
}

/// How each round ended, as the requester sees it, with what stays inside.
pub(super) fn outcomes(chrome: &Chrome, view: &TicketView) -> AnyView {
    if view.outcomes.is_empty() {
        return ().into_any();
    }
    let t = chrome.t;
    let items = view
        .outcomes
        .iter()
        .map(|one| {
            let inside = (!one.inside.is_empty()).then(|| {
                view! { <div class="message note"><header><strong>{icon("lock")}{t.ticket_inside()}</strong></header><div class="body">{one.inside.clone()}</div></div> }
            });
            view! { <h3>{t.ticket_cycle(one.cycle)}</h3>{outcome(chrome, &view.pack, view.kind, one, false)}{inside} }.into_any()
        })
        .collect::<Vec<_>>();
    view! { <section class="panel" data-testid="outcomes"><h2>{t.ticket_outcomes()}</h2>{items}</section> }.into_any()
}
