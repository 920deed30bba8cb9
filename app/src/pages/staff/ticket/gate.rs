//! What stands before a child's ticket: its head, its clocks, and the question what it is opened for. Nothing personal.

use leptos::prelude::*;

use super::super::parts::{act, long};
use crate::components::choice::Choice;
use crate::components::clock::card;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::icon::{icon, of_kind, pointing};
use crate::components::notice::line;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::staff::GateView;

/// The page: posts `purpose` and `note` to the ticket's path and `/look`.
#[must_use]
pub fn page(chrome: &Chrome, view: &GateView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let who = match &view.assignee {
        _ if view.mine => t.ticket_held_by_me(),
        Some(name) => t.ticket_held_by(name.as_str()),
        None => t.ticket_held_by_nobody(),
    };
    let mut order: Vec<_> = view.clocks.iter().collect();
    order.sort_by_key(|clock| view.governing.as_deref() != Some(clock.name.code()));
    let closed = view.state.is_closed();
    let clocks = order.into_iter().map(|clock| card(chrome, clock, closed)).collect::<Vec<_>>();
    let purposes = view.purposes.iter().map(|code| Choice::new(*code, t.coded("purpose", code))).collect();
    let inside = if view.allowed {
        view! {
            <p>{t.gate_lead(view.minutes)}</p>
            <form method="post" action=act(&view.reference, "look") novalidate data-testid="look">
                {form.radios(Field::new("purpose", t.gate_purpose()), purposes)}
                {form.area(Field::new("note", t.gate_note()).hint(t.gate_note_hint()).optional())}
                <div class="actions"><button class="button">{t.gate_button()}</button></div>
            </form>
        }
        .into_any()
    } else {
        line("warning", t.gate_no())
    };
    let body = view! {
        {error_summary(&form)}
        <p><a class="back-link" href="/staff/queue" data-key="g q">{pointing("arrow-start")}{t.queue_back()}</a></p>
        <div class="ticket-bar">
            <h1>{icon(of_kind(view.kind))}{t.coded("staff-kind", view.kind.code())}" "<span class="reference">{view.reference.clone()}</span></h1>
            <span class="tag">{view.pack.name.clone()}</span>
            <span class="tag" data-testid="state">{t.coded("staff-state", view.state.code())}</span>
            <span class="muted" data-testid="holder">{who}</span>
        </div>
        <dl class="summary"><div><dt>{t.ticket_received()}</dt><dd>{long(chrome, view.received_at)}</dd></div></dl>
        <div class="ticket-layout">
            <div><section class="panel" data-testid="gate"><h2>{icon("lock")}" "{t.gate_title()}</h2>{inside}</section></div>
            <aside aria-label=t.ticket_side()><div class="clocks" data-testid="clocks">{clocks}</div></aside>
        </div>
    };
    Page { title: view.reference.clone(), error: view.form.is_wrong(), islands: true, wide: true, body: body.into_any() }
}
