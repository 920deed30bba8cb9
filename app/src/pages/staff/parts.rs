//! Small parts that the staff's pages share.

use domain::Lang;
use domain::country::Country;
use jiff::Timestamp;
use leptos::prelude::*;

use crate::components::icon::icon;
use crate::islands::{Countdown, CountdownWords};
use crate::texts::T;
use crate::views::Chrome;
use crate::views::staff::TicketView;

/// The hidden version that goes back with every act on a ticket.
pub(super) fn version(view: &TicketView) -> AnyView {
    view! { <input type="hidden" name="version" value=view.version.to_string()/> }.into_any()
}

/// Where an act on a ticket is posted to.
pub(super) fn act(reference: &str, name: &str) -> String {
    format!("/staff/tickets/{reference}/{name}")
}

/// A clock's standing as a badge: icon, word and colour.
pub(super) fn badge(t: T, standing: &str) -> AnyView {
    let (class, name) = look(standing);
    view! { <span class=format!("badge {class}")>{icon(name)}{t.coded("standing", standing)}</span> }.into_any()
}

/// The class and the icon of a standing: the queue's (`at_risk`, `closed`) and a clock's (`amber`, `red`, `met`).
pub(super) fn look(standing: &str) -> (&'static str, &'static str) {
    match standing {
        "at_risk" | "amber" => ("amber", "alert"),
        "red" => ("red", "stop"),
        "breached" => ("breached", "stop"),
        "paused" => ("paused", "pause"),
        "met" => ("met", "check-circle"),
        "closed" => ("closed", "lock"),
        _ => ("running", "clock"),
    }
}

/// A moment in the reader's zone, short.
pub(super) fn short(chrome: &Chrome, at: Timestamp) -> AnyView {
    view! { <time datetime=at.to_string()>{chrome.t.short_moment(at, &chrome.zone)}</time> }.into_any()
}

/// A moment in the reader's zone, with its weekday and zone.
pub(super) fn long(chrome: &Chrome, at: Timestamp) -> AnyView {
    view! { <time datetime=at.to_string()>{chrome.t.moment(at, &chrome.zone)}</time> }.into_any()
}

/// The countdown to a moment, from the page's own now.
pub(super) fn countdown(chrome: &Chrome, due: Timestamp, paused: bool) -> AnyView {
    let (due_ms, now_ms) = (due.as_millisecond(), chrome.now.as_millisecond());
    view! { <Countdown due_ms=due_ms now_ms=now_ms paused=paused words=CountdownWords::of(chrome.t) turns=vec![]/> }.into_any()
}

/// A language's own name, or its tag if it is none of ours.
pub(super) fn language(tag: &str) -> String {
    Lang::from_tag(tag).map_or_else(|| tag.to_owned(), |lang| lang.own_name().to_owned())
}

/// A country's name in the reader's language; `None` says that none was given.
pub(super) fn country(t: T, code: Option<&str>) -> String {
    match code {
        None | Some("") => t.staff_unknown(),
        Some(code) => Country::find(code).map_or_else(|| code.to_owned(), |country| country.name(t.lang()).to_owned()),
    }
}
