//! The correspondence as the staff see it: with the names, the notes, and whether each mail got through.

use leptos::prelude::*;

use super::super::parts::short;
use crate::components::files::files;
use crate::components::icon::icon;
use crate::views::Chrome;
use crate::views::staff::TicketView;
use crate::views::track::MessageView;

/// All messages and notes, oldest first.
pub(super) fn thread(chrome: &Chrome, view: &TicketView) -> AnyView {
    let t = chrome.t;
    let inside = if view.messages.is_empty() {
        view! { <p class="muted">{t.ticket_messages_none()}</p> }.into_any()
    } else {
        let items = view.messages.iter().map(|message| one(chrome, message)).collect::<Vec<_>>();
        view! { <ol class="messages" role="list" data-testid="messages">{items}</ol> }.into_any()
    };
    view! {
        <section class="panel"><header><h2>{t.ticket_messages()}</h2><span class="muted">{view.messages.len().to_string()}</span></header>{inside}</section>
    }
    .into_any()
}

fn one(chrome: &Chrome, message: &MessageView) -> AnyView {
    let t = chrome.t;
    let from = || message.author.clone().unwrap_or_else(|| t.ticket_from_agent());
    let (class, who, what) = match message.kind.as_str() {
        "note" => ("message note", from(), Some(t.ticket_note_label())),
        "from_requester" => ("message requester", t.ticket_from_requester(), None),
        "answer" => ("message requester", t.ticket_from_requester(), Some(t.ticket_kind_answer())),
        "question" => ("message support", from(), Some(t.ticket_kind_question())),
        "outcome" => ("message support", from(), Some(t.ticket_kind_outcome())),
        "decision" => ("message support", from(), Some(t.ticket_kind_decision())),
        _ => ("message support", from(), None),
    };
    let what = what.map(|words| {
        let lock = (message.kind == "note").then(|| icon("lock"));
        view! { <span>{lock}{words}</span> }
    });
    let delivery = message.delivery.as_ref().map(|state| {
        let failed = state == "failed";
        let name = if failed { "stop" } else { "mail" };
        view! { <span class=if failed { "badge breached" } else { "muted" }>{icon(name)}{t.ticket_delivery(t.coded("delivery", state))}</span> }
    });
    view! {
        <li class=class data-kind=message.kind.clone()>
            <header><strong>{who}</strong>{what}{short(chrome, message.at)}{delivery}</header>
            <div class="body">{message.body.clone()}</div>
            {files(chrome, &message.files)}
        </li>
    }
    .into_any()
}
