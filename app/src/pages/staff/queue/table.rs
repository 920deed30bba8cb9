//! The lines of the queue.

use leptos::prelude::*;

use super::super::parts::{act, badge, countdown, country, language, look, short};
use crate::components::icon::{icon, of_kind};
use crate::views::Chrome;
use crate::views::staff::{LineView, QueueView};

/// The table. The roles keep it one for a screen reader where the style makes cards of its rows.
pub(super) fn table(chrome: &Chrome, view: &QueueView) -> AnyView {
    let t = chrome.t;
    let head =
        |words: String, class: Option<&'static str>| view! { <th role="columnheader" scope="col" class=class>{words}</th> }.into_any();
    let lines = view.lines.iter().map(|line| row(chrome, line)).collect::<Vec<_>>();
    view! {
        <table class="queue" role="table" data-testid="queue">
            <caption class="visually-hidden">{t.queue_caption()}</caption>
            <thead role="rowgroup"><tr role="row">
                {head(t.queue_reference(), None)}
                {head(t.queue_due(), None)}
                {head(t.queue_standing(), None)}
                {head(t.queue_kind(), None)}
                {head(t.queue_product(), Some("low"))}
                {head(t.queue_state(), None)}
                {head(t.queue_from(), Some("low"))}
                {head(t.queue_holder(), None)}
                {head(t.queue_act(), None)}
            </tr></thead>
            <tbody role="rowgroup">{lines}</tbody>
        </table>
    }
    .into_any()
}

fn row(chrome: &Chrome, line: &LineView) -> AnyView {
    let t = chrome.t;
    let governing = line.governing.as_ref().map(|name| {
        view! { <span class="muted">{t.coded("governing", name)}</span> }
    });
    let urgent = line.urgent.then(|| view! { <span class="badge red">{icon("alert")}{t.queue_urgent()}</span> });
    let holder = match &line.assignee {
        _ if line.mine => view! { <strong>{t.queue_me()}</strong> }.into_any(),
        Some(name) => view! { <span>{name.clone()}</span> }.into_any(),
        None => view! { <span class="muted">{t.queue_nobody()}</span> }.into_any(),
    };
    let from = format!("{} · {}", country(t, line.country.as_deref()), language(&line.lang));
    view! {
        <tr class=look(&line.standing).0 role="row" data-row data-testid="line">
            <th scope="row" role="rowheader"><a class="reference small" href=format!("/staff/tickets/{}", line.reference)>{line.reference.clone()}</a></th>
            <td role="cell" data-label=t.queue_due()>{due(chrome, line)}</td>
            <td role="cell" data-label=t.queue_standing()><span>{badge(t, &line.standing)}" "{governing}</span></td>
            <td role="cell" data-label=t.queue_kind()><span>{icon(of_kind(line.kind))}" "{t.coded("staff-kind", line.kind.code())}" "{urgent}</span></td>
            <td role="cell" class="low" data-label=t.queue_product()>{line.product.clone()}</td>
            <td role="cell" data-label=t.queue_state()>{t.coded("staff-state", line.state.code())}</td>
            <td role="cell" class="low" data-label=t.queue_from()>{from}</td>
            <td role="cell" data-label=t.queue_holder()>{holder}</td>
            <td role="cell" data-label=t.queue_act()>{claim(chrome, line)}</td>
        </tr>
    }
    .into_any()
}

fn due(chrome: &Chrome, line: &LineView) -> AnyView {
    let t = chrome.t;
    if let Some(at) = line.stopped_at {
        return view! { <span class="muted">{t.queue_closed_at(t.short_moment(at, &chrome.zone))}</span> }.into_any();
    }
    let paused = line.standing == "paused";
    let moment = if paused {
        view! { <span class="due">{t.queue_paused_until(t.short_moment(line.due_at, &chrome.zone))}</span> }.into_any()
    } else {
        view! { <span class="due">{short(chrome, line.due_at)}</span> }.into_any()
    };
    view! { <span>{moment}<span class="muted">{countdown(chrome, line.due_at, paused)}</span></span> }.into_any()
}

/// The button that takes a line nobody holds. It sends no version: the desk asks whether somebody was quicker.
fn claim(chrome: &Chrome, line: &LineView) -> AnyView {
    let works = chrome.staff.as_ref().is_some_and(|reader| reader.works_on(line.kind));
    if !works || line.assignee.is_some() || !line.state.on_queue() {
        return ().into_any();
    }
    let t = chrome.t;
    let whose = line.reference.clone();
    view! {
        <form method="post" action=act(&line.reference, "claim") data-key="c">
            <button class="button secondary small nowrap">{t.queue_claim()}<span class="visually-hidden">" "{whose}</span></button>
        </form>
    }
    .into_any()
}
