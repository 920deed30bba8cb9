//! The mails of a ticket, and whether they got through.

use leptos::prelude::*;

use super::super::parts::short;
use crate::components::icon::icon;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::staff::{MailLine, TicketView};

/// Each mail with its state; open when one has failed.
pub(super) fn mails(chrome: &Chrome, view: &TicketView) -> AnyView {
    if view.mails.is_empty() {
        return ().into_any();
    }
    let t = chrome.t;
    let failed = view.mails.iter().any(|mail| mail.state == "failed");
    let lines = view.mails.iter().map(|mail| line(chrome, mail)).collect::<Vec<_>>();
    view! {
        <details class="panel" open=failed data-testid="mails">
            <summary>{t.ticket_mails()}</summary>
            <div class="scroll" tabindex="0" role="region" aria-label=t.ticket_mails()>
                <table class="data-table">
                    <thead><tr>
                        <th scope="col">{t.ticket_mail_kind()}</th><th scope="col">{t.ticket_mail_state()}</th><th scope="col">{t.ticket_mail_queued()}</th>
                        <th scope="col">{t.ticket_mail_sent()}</th><th scope="col" class="num">{t.ticket_mail_tries()}</th><th scope="col">{t.ticket_mail_error()}</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

fn line(chrome: &Chrome, mail: &MailLine) -> AnyView {
    let t = chrome.t;
    view! {
        <tr>
            <th scope="row">{t.coded("mail-kind", &mail.kind)}</th>
            <td>{delivery(t, &mail.state)}</td>
            <td>{short(chrome, mail.created_at)}</td>
            <td>{mail.sent_at.map(|at| short(chrome, at))}</td>
            <td class="num">{mail.tries.to_string()}</td>
            <td>{mail.last_error.clone()}</td>
        </tr>
    }
    .into_any()
}

/// The state of a mail as a badge.
pub(super) fn delivery(t: T, state: &str) -> AnyView {
    let (class, name) = match state {
        "sent" => ("met", "check-circle"),
        "failed" => ("breached", "stop"),
        _ => ("running", "clock"),
    };
    view! { <span class=format!("badge {class}")>{icon(name)}{t.coded("delivery", state)}</span> }.into_any()
}
