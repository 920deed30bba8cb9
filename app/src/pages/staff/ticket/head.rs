//! The bar above a ticket: what it is, who holds it, and what was just done.

use domain::report::CHILD_SEXUAL_EXPLOITATION;
use leptos::prelude::*;

use super::super::parts::{act, country, language, long, version};
use crate::components::icon::{icon, of_kind, pointing};
use crate::components::notice::{gone, line, notice};
use crate::views::Chrome;
use crate::views::staff::TicketView;

/// Reference, kind, state, holder, and the buttons to take it on or put it back.
pub(super) fn head(chrome: &Chrome, view: &TicketView) -> AnyView {
    let t = chrome.t;
    let urgent = view.urgent.then(|| view! { <span class="badge red">{icon("alert")}{t.ticket_urgent()}</span> });
    let proved = match view.proved_at {
        Some(at) => view! { <div><dt>{t.ticket_proved()}</dt><dd>{long(chrome, at)}</dd></div> }.into_any(),
        None if view.kind == domain::Kind::Report => ().into_any(),
        None => view! { <div><dt>{t.ticket_proved()}</dt><dd>{t.ticket_not_proved()}</dd></div> }.into_any(),
    };
    view! {
        <p><a class="back-link" href="/staff/queue" data-key="g q">{pointing("arrow-start")}{t.queue_back()}</a></p>
        <div class="ticket-bar">
            <h1>{icon(of_kind(view.kind))}{t.coded("staff-kind", view.kind.code())}" "<span class="reference">{view.reference.clone()}</span></h1>
            <span class="tag">{view.pack.name.clone()}</span>
            <span class="tag" data-testid="state">{t.coded("staff-state", view.state.code())}</span>
            {urgent}
            {holder(chrome, view)}
        </div>
        {done(chrome, view)}
        {view.pseudonymised_at.map(|_| gone(t.retention_staff_title(), t.retention_staff_text()))}
        {escalated(chrome, view)}
        {view.own_appeal.then(|| line("warning", t.ticket_own_appeal()))}
        <dl class="summary">
            <div><dt>{t.ticket_received()}</dt><dd>{long(chrome, view.received_at)}</dd></div>
            {proved}
            <div><dt>{t.ticket_country()}</dt><dd>{country(t, view.country.as_deref())}</dd></div>
            <div><dt>{t.ticket_language()}</dt><dd>{language(&view.lang)}</dd></div>
        </dl>
    }
    .into_any()
}

fn holder(chrome: &Chrome, view: &TicketView) -> AnyView {
    let t = chrome.t;
    let who = match &view.assignee {
        _ if view.mine => t.ticket_held_by_me(),
        Some(name) => t.ticket_held_by(name.as_str()),
        None => t.ticket_held_by_nobody(),
    };
    let works = chrome.staff.as_ref().is_some_and(|reader| reader.works_on(view.kind));
    let button = if !works || !view.state.on_queue() || view.own_appeal {
        ().into_any()
    } else if view.mine {
        view! {
            <form method="post" action=act(&view.reference, "release") data-testid="release">
                {version(view)}<button class="button secondary small">{t.ticket_release()}</button>
            </form>
        }
        .into_any()
    } else {
        let words = if view.assignee.is_some() { t.ticket_take_over() } else { t.ticket_claim() };
        view! {
            <form method="post" action=act(&view.reference, "claim") data-key="c" data-testid="claim">
                {version(view)}<button class="button">{icon("hand")}{words}" "<kbd class="kbd">"c"</kbd></button>
            </form>
        }
        .into_any()
    };
    let alone = (view.kind == domain::Kind::Report && view.mine && view.state.on_queue())
        .then(|| view! { <span class="muted">{t.ticket_released_alone()}</span> });
    view! {
        <span class="muted" data-testid="holder">{who}</span>{button}{alone}
        <form class="end" method="post" action="/staff/next" data-key="n">
            <input type="hidden" name="but" value=view.reference.clone()/>
            <button class="button secondary small">{t.queue_next()}" "<kbd class="kbd">"n"</kbd></button>
        </form>
    }
    .into_any()
}

/// The notice of what was just done; a code without words is left out rather than shown raw.
fn done(chrome: &Chrome, view: &TicketView) -> Option<AnyView> {
    let code = view.done.as_ref()?;
    let words = chrome.t.by_key(&format!("staff-done-{}", code.replace('_', "-")))?;
    Some(view! { <div role="status" data-testid="done">{line("success", words)}</div> }.into_any())
}

/// The banner of a case about the sexual exploitation of a child (HelloTalk 4; nobody copies or passes on such content).
fn escalated(chrome: &Chrome, view: &TicketView) -> Option<AnyView> {
    let t = chrome.t;
    super::report::is_about_child_exploitation(view).then(|| {
        let inside = view! { <div data-harm=CHILD_SEXUAL_EXPLOITATION><p><strong>{t.ticket_csam_title()}</strong></p><p>{t.ticket_csam()}</p></div> };
        notice("danger", inside.into_any())
    })
}
