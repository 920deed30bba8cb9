//! The tickets behind a number of a promise.

use leptos::prelude::*;

use crate::components::icon::pointing;
use crate::components::{notice, promise};
use crate::pages::shell::Page;
use crate::pages::staff::parts::long;
use crate::views::promises::{PromiseTicketView, PromiseTicketsView};
use crate::views::{Chrome, MANY};

/// The page at `/staff/promises/tickets`.
#[must_use]
pub fn page(chrome: &Chrome, view: &PromiseTicketsView) -> Page {
    let t = chrome.t;
    let title = t.coded("promises-which", view.which);
    let rows = view.lines.iter().map(|one| row(chrome, one)).collect::<Vec<_>>();
    let table = if rows.is_empty() {
        view! { <p class="muted" data-testid="none">{t.promises_tickets_none()}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=t.promises_tickets_caption()>
                <table class="data-table" data-testid="tickets"><caption class="visually-hidden">{t.promises_tickets_caption()}</caption>
                    <thead><tr><th scope="col">{t.promises_tickets_reference()}</th><th scope="col">{t.promises_tickets_due()}</th>
                        <th scope="col">{t.promises_tickets_closed()}</th><th scope="col" class="num">{t.promises_tickets_late()}</th>
                        <th scope="col">{t.promises_tickets_state()}</th></tr></thead>
                    <tbody>{rows}</tbody></table>
            </div>
        }
        .into_any()
    };
    let words = |erased: i64| if erased < MANY { t.promises_tickets_erased(erased) } else { t.promises_tickets_erased_many(MANY - 1) };
    let erased = (view.erased > 0).then(|| notice::line("", words(view.erased)));
    let next = view.next.as_ref().map(|query| {
        view! { <nav class="pager"><a rel="next" href=format!("/staff/promises/tickets?{query}")>{t.promises_tickets_more()}</a></nav> }
    });
    let body = view! {
        <a class="back-link" href=format!("/staff/promises?{}", view.back)>{pointing("arrow-start")}{t.promises_tickets_back()}</a>
        <h1>{title.clone()}</h1>
        <p class="lede">{promise::name(t, &view.product, &view.key)}</p>
        <p><span class="tag">{t.promises_version(view.key.version.as_str())}</span>" "{t.promises_span(view.from.to_string(), view.to.to_string())}</p>
        {erased}
        {table}
        {next}
    };
    Page { title, error: false, islands: false, wide: true, body: body.into_any() }
}

fn row(chrome: &Chrome, one: &PromiseTicketView) -> AnyView {
    let t = chrome.t;
    let moment = |at: Option<jiff::Timestamp>| at.map_or_else(|| promise::dash().into_any(), |at| long(chrome, at));
    view! {
        <tr><th scope="row"><a class="reference small" href=format!("/staff/tickets/{}", one.reference)>{one.reference.clone()}</a></th>
            <td>{moment(one.due)}</td><td>{moment(one.closed)}</td>
            <td class="num nowrap">{promise::hours_or_dash(t, one.late)}</td><td>{t.coded("staff-state", &one.state)}</td></tr>
    }
    .into_any()
}
