//! What came to pass, oldest first.

use domain::State;
use leptos::prelude::*;

use crate::texts::T;
use crate::views::Chrome;
use crate::views::track::TimelineItem;

/// What stays inside: notes, and who held a ticket when.
const INSIDE: [&str; 5] = ["note_added", "released", "claim_expired", "searched", "opened"];

/// The timeline as the requester sees it: who is never a name, and what stays inside is left out.
#[must_use]
pub fn timeline(chrome: &Chrome, items: &[TimelineItem]) -> AnyView {
    let t = chrome.t;
    let items: Vec<_> = items.iter().filter(|item| !INSIDE.contains(&item.kind.as_str())).collect();
    let last = items.len().saturating_sub(1);
    let items = items
        .into_iter()
        .enumerate()
        .map(|(at, item)| {
            let current = (at == last).then_some("step");
            view! {
                <li aria-current=current class=tone(item)>
                    <p><strong>{event(t, item)}</strong></p>
                    <time datetime=item.at.to_string()>{t.moment(item.at, &chrome.zone)}</time>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! { <ol class="timeline" role="list">{items}</ol> }.into_any()
}

fn data<'a>(item: &'a TimelineItem, key: &str) -> Option<&'a str> {
    item.data.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

/// An event in plain words. A closing says how it ended; an event that has no words here shows as a change, never as a code.
fn event(t: T, item: &TimelineItem) -> String {
    if let Some(state) = data(item, "outcome").or_else(|| data(item, "state")).or_else(|| data(item, "to")).and_then(State::from_code)
        && (state.is_closed() || t.by_key(&key(&item.kind)).is_none())
    {
        return t.coded("state", state.code());
    }
    t.by_key(&key(&item.kind)).unwrap_or_else(|| t.track_event_changed())
}

fn key(kind: &str) -> String {
    format!("track-event-{}", kind.replace(['_', '.'], "-"))
}

fn tone(item: &TimelineItem) -> Option<&'static str> {
    match data(item, "outcome").or_else(|| data(item, "state")).or_else(|| data(item, "to")).and_then(State::from_code) {
        Some(State::Fulfilled | State::PartiallyFulfilled | State::Decided) => Some("good"),
        Some(State::Denied) => Some("bad"),
        _ => None,
    }
}
