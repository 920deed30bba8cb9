//! A ticket: what is asked and said on the broad side, who asks and what can be done on the narrow one.

mod actions;
mod acts;
mod breach;
mod clocks;
mod computed;
mod conflict;
mod details;
pub mod gate;
pub mod guardian;
mod head;
mod history;
mod mails;
mod report;
mod subject;
mod thread;

pub(super) use history::{said, who};

use leptos::prelude::*;

use super::{closing, keys};
use crate::components::error_summary::error_summary;
use crate::components::field::Form;
use crate::components::files::files;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::staff::TicketView;
use crate::views::{Chrome, FormView};

/// The ticket's page. Every act is a form that posts to the ticket's own path with the hidden `version` that was read, so that
/// nobody overwrites what they did not see.
#[must_use]
pub fn page(chrome: &Chrome, view: &TicketView) -> Page {
    let t = chrome.t;
    let (name, refused) = &view.form;
    let summary = error_summary(&Form { t, view: refused, prefix: prefix(name) });
    let body = view! {
        {summary}
        {head::head(chrome, view)}
        {conflict::conflict(chrome, view)}
        <div class="ticket-layout">
            <div>
                {breach::breach(chrome, view)}
                {details::details(chrome, view)}
                {view.guardian.as_ref().map(|panel| guardian::panel(chrome, panel, &view.reference, view.version, &view.form))}
                {report::reports(chrome, view)}
                {thread::thread(chrome, view)}
                {history::outcomes(chrome, view)}
                {papers(chrome, view)}
                {closing::close(chrome, view)}
                {report::decide(chrome, view)}
                {history::timeline(chrome, view)}
                {mails::mails(chrome, view)}
            </div>
            <aside aria-label=t.ticket_side()>
                {clocks::clocks(chrome, view)}
                {subject::subject(chrome, view)}
                {subject::in_app(chrome, view)}
                {actions::actions(chrome, view)}
                {acts::joined(t, view)}
                {subject::others(t, view)}
            </aside>
        </div>
        {help(t, view)}
    };
    Page { title: view.reference.clone(), error: refused.is_wrong(), islands: true, wide: true, body: body.into_any() }
}

/// The files but those of reports: these stand with their report, where a picture is not one slip away.
fn papers(chrome: &Chrome, view: &TicketView) -> AnyView {
    let list: Vec<_> = view.files.iter().filter(|file| file.role != "report").cloned().collect();
    files(chrome, &list).map_or_else(
        || ().into_any(),
        |list| view! { <section class="panel" data-testid="files"><h2>{chrome.t.ticket_files()}</h2>{list}</section> }.into_any(),
    )
}

/// What the ids of a form's fields begin with: several forms share the page, and two fields of one id must not.
pub(super) fn prefix(form: &str) -> &'static str {
    match form {
        "note" => "note-",
        "message" => "message-",
        "question" => "question-",
        "package" => "package-",
        "close" => "close-",
        "decide" => "decide-",
        "authority" => "authority-",
        "flag" => "flag-",
        "reassign" => "reassign-",
        "breach" => "breach-",
        _ => "",
    }
}

/// The values and errors of a form: what was refused, or nothing yet.
pub(super) fn values(view: &TicketView, form: &str) -> FormView {
    let (name, refused) = &view.form;
    if name == form { refused.clone() } else { FormView::default() }
}

/// Whether a form is shown: to who holds the ticket, and to who just sent it, so that what they typed is not lost.
pub(super) fn offers(view: &TicketView, form: &str) -> bool {
    view.form.0 == form || (view.state.on_queue() && view.mine && !view.own_appeal)
}

fn help(t: T, view: &TicketView) -> AnyView {
    let mut list = vec![("c", t.keys_claim())];
    if !view.kind.is_decided() {
        list.extend([("m", t.keys_message()), ("q", t.keys_question())]);
    }
    list.push(("e", t.keys_note()));
    list.push(("x", if view.kind.is_decided() { t.keys_decide() } else { t.keys_close() }));
    list.extend([("n", t.keys_next_ticket()), ("g q", t.keys_queue()), ("?", t.keys_help())]);
    keys::help(t, list)
}
