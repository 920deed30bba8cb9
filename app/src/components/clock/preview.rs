//! What an act will do to the clocks of a ticket: each before and after, as a table that folds into cards on a phone.

use domain::clock::Standing;
use jiff::Timestamp;
use leptos::prelude::*;

use super::{badge, card, steps};
use crate::components::icon::icon;
use crate::texts::T;
use crate::views::acts::{ClockChange, Place, Point, ProspectView};
use crate::views::{Chrome, MANY};

/// The clocks of a ticket before and after, then its state and its place in the queue.
#[must_use]
pub fn preview(chrome: &Chrome, prospect: &ProspectView) -> AnyView {
    let t = chrome.t;
    let heads = heads(chrome, prospect);
    let clocks = prospect.clocks.iter().map(|clock| row(chrome, prospect, clock, &heads)).collect::<Vec<_>>();
    let columns = heads.iter().map(|head| view! { <th scope="col" role="columnheader">{head.clone()}</th> }.into_any()).collect::<Vec<_>>();
    // The roles stand there because the style makes cards of the rows on a phone, and a browser then forgets that it is a table.
    view! {
        <table class="preview" role="table">
            <caption>{t.preview_caption(prospect.reference.as_str())}</caption>
            <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{t.preview_clock()}</th>{columns}</tr></thead>
            <tbody role="rowgroup">{clocks}{state(t, prospect, &heads)}{place(chrome, prospect, &heads)}</tbody>
        </table>
    }
    .into_any()
}

/// The names of the columns beside the clock's.
fn heads(chrome: &Chrome, prospect: &ProspectView) -> Vec<String> {
    let t = chrome.t;
    match prospect.pause_end {
        Some(end) => vec![t.preview_now(), t.preview_at_once(), t.preview_at_end(t.short_moment(end, &chrome.zone))],
        None => vec![t.preview_now(), t.preview_then()],
    }
}

fn cells(heads: &[String], inside: Vec<AnyView>) -> Vec<AnyView> {
    heads.iter().zip(inside).map(|(head, cell)| view! { <td role="cell" data-label=head.clone()>{cell}</td> }.into_any()).collect()
}

fn row(chrome: &Chrome, prospect: &ProspectView, clock: &ClockChange, heads: &[String]) -> AnyView {
    let t = chrome.t;
    let mut inside = vec![point(chrome, clock.now.as_ref()), changed(chrome, clock.now.as_ref(), clock.then.as_ref())];
    if prospect.pause_end.is_some() {
        inside.push(match clock.unmoved {
            Some(why) => {
                let due = clock.later.as_ref().map(|later| moment(chrome, later.due));
                view! { <span class="same">{t.preview_same()}</span>{due}<span class="hint">{t.preview_not_paused(steps::unmoved(t, why))}</span> }.into_any()
            }
            None => changed(chrome, clock.now.as_ref(), clock.later.as_ref()),
        });
    }
    view! { <tr role="row" data-clock=clock.name.code()><th scope="row" role="rowheader">{card::name(t, clock.name)}</th>{cells(heads, inside)}</tr> }
        .into_any()
}

/// The due and the standing; a dash in words where there is no such clock.
fn point(chrome: &Chrome, point: Option<&Point>) -> AnyView {
    match point {
        None => view! { <span class="muted">{chrome.t.preview_none()}</span> }.into_any(),
        Some(point) => view! { {moment(chrome, point.due)}{standing(chrome.t, &point.standing)} }.into_any(),
    }
}

/// The same afterwards: a change in bold, and that there is none in words.
fn changed(chrome: &Chrome, now: Option<&Point>, then: Option<&Point>) -> AnyView {
    let t = chrome.t;
    match (now, then) {
        (_, Some(then)) if then.standing == Standing::Cancelled => standing(t, &then.standing),
        (Some(now), Some(then)) if now == then => {
            view! { <span class="same">{t.preview_same()}</span>{moment(chrome, then.due)} }.into_any()
        }
        (Some(now), Some(then)) if now.due == then.due => view! { {moment(chrome, then.due)}{standing(t, &then.standing)} }.into_any(),
        (_, Some(then)) => view! { <strong>{moment(chrome, then.due)}</strong>{standing(t, &then.standing)} }.into_any(),
        (_, None) => point(chrome, None),
    }
}

/// The standing as the staff call it: to the requester a pause is "waiting for you".
fn standing(t: T, standing: &Standing) -> AnyView {
    match standing {
        Standing::Paused { .. } => view! { <span class="badge paused">{icon("pause")}{t.coded("standing", "paused")}</span> }.into_any(),
        _ => badge(t, standing),
    }
}

fn moment(chrome: &Chrome, at: Timestamp) -> AnyView {
    view! { <time datetime=at.to_string()>{chrome.t.moment(at, &chrome.zone)}</time> }.into_any()
}

/// The state now and then. What is so right after the act holds for the middle column; the last one is the clocks' alone.
fn state(t: T, prospect: &ProspectView, heads: &[String]) -> AnyView {
    let (now, then) = prospect.state;
    let words = |code: &str| view! { {t.coded("staff-state", code)} }.into_any();
    let after = if now == then { view! { <span class="same">{t.preview_same()}</span> }.into_any() } else { words(then.code()) };
    row_of(t.preview_state(), heads, vec![words(now.code()), after])
}

fn place(chrome: &Chrome, prospect: &ProspectView, heads: &[String]) -> AnyView {
    let t = chrome.t;
    let words = |place: Option<Place>| match place {
        None => t.preview_off_queue(),
        Some(place) if place.ahead >= MANY => t.preview_place_far(t.short_moment(place.sort_at, &chrome.zone)),
        Some(place) => t.preview_place_at(place.ahead + 1, t.short_moment(place.sort_at, &chrome.zone)),
    };
    let (now, then) = prospect.place;
    let after =
        if now == then { view! { <span class="same">{t.preview_same()}</span> }.into_any() } else { view! { {words(then)} }.into_any() };
    row_of(t.preview_place(), heads, vec![view! { {words(now)} }.into_any(), after])
}

/// A row about the ticket as a whole; what stands under a pause's end is left empty.
fn row_of(name: String, heads: &[String], mut inside: Vec<AnyView>) -> AnyView {
    while inside.len() < heads.len() {
        inside.push(().into_any());
    }
    view! { <tr role="row"><th scope="row" role="rowheader">{name}</th>{cells(heads, inside)}</tr> }.into_any()
}
