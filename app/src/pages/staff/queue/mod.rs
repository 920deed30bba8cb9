//! The queue: every open ticket, the first due on top.

mod filter;
mod table;

use leptos::prelude::*;

use super::calendars::alarm_line;
use super::keys;
use crate::components::field::{Field, Form};
use crate::components::icon::{icon, pointing};
use crate::components::notice::line;
use crate::islands::{LiveQueue, LiveWords, LocalZone};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::texts::zone_label;
use crate::views::Chrome;
use crate::views::staff::QueueView;
use crate::views::{FormView, MANY};

/// The queue, or what a search found. The filter is a GET form of `/staff/queue`, the search posts `q` to `/staff/search` (an
/// address must not stand in a URL), "next" posts to `/staff/next`.
#[must_use]
pub fn page(chrome: &Chrome, view: &QueueView) -> Page {
    let t = chrome.t;
    let found = view.search.as_ref();
    let title = match found {
        Some(search) => t.queue_found_title(search.value("q")),
        None => t.queue_title(),
    };
    // What is too many to be counted stands in the tab alone.
    let open = view.counts.iter().find(|(name, count)| name == "open" && *count < MANY).map(|(_, count)| *count);
    let failed = (view.failed_mails > 0).then(|| {
        view! { <div data-testid="failed-mails">{line("warning", t.queue_failed_mails(view.failed_mails))}</div> }
    });
    let list = if view.lines.is_empty() { empty(t, view) } else { table::table(chrome, view) };
    let body = view! {
        <div class="ticket-bar">
            <h1>{title.clone()}</h1>
            {open.filter(|_| found.is_none()).map(|count| view! { <span class="muted">{t.queue_count(count)}</span> })}
            {search(t, found)}
            <form class="end" method="post" action="/staff/next" data-key="n" data-testid="next">
                <button class="button">{icon("hand")}{t.queue_next()}" "<kbd class="kbd">"n"</kbd></button>
            </form>
        </div>
        {failed}
        {alarm_line(t, &view.alarms)}
        <LiveQueue source="/staff/queue/events".to_owned() words=live_words(t)/>
        {match found {
            None => filter::filter(t, view),
            Some(_) => view! { <p><a class="back-link" href="/staff/queue" data-key="g q">{pointing("arrow-start")}{t.queue_back()}</a></p> }.into_any(),
        }}
        {list}
        {found.is_none().then(|| pager(t, view))}
        <p class="muted">{t.staff_zone(zone_label(chrome.now, &chrome.zone))}</p>
        <LocalZone fields="tz".to_owned()/>
        {help(t)}
    };
    let error = found.is_some_and(FormView::is_wrong);
    Page { title, error, islands: true, wide: true, body: body.into_any() }
}

/// The words of the bar of news.
fn live_words(t: T) -> LiveWords {
    LiveWords { one: t.live_one(), many: t.live_many("{}"), stale: t.live_stale(), show: t.live_show() }
}

fn search(t: T, found: Option<&FormView>) -> AnyView {
    let none = FormView::default();
    let form = Form::new(t, found.unwrap_or(&none));
    let field = Field { kind: "search", ..Field::new("q", t.queue_search()).hint(t.queue_search_hint()) };
    // The key's mark stands around the field: the island goes into the first field that it finds there.
    view! {
        <form class="cluster" role="search" method="post" action="/staff/search" novalidate data-testid="search">
            <div data-key="/">{form.input(field)}</div>
            <button class="button secondary">{icon("search")}{t.queue_search_button()}</button>
        </form>
    }
    .into_any()
}

fn empty(t: T, view: &QueueView) -> AnyView {
    let (title, words) = match &view.search {
        Some(search) => (t.queue_found_none_title(), t.queue_found_none(search.value("q"))),
        None if filter::narrows(&view.filter) => (t.queue_empty_filter_title(), t.queue_empty_filter()),
        None => (t.queue_empty_title(), t.queue_empty()),
    };
    let clear =
        (view.search.is_none() && filter::narrows(&view.filter)).then(|| view! { <p><a href="/staff/queue">{t.queue_clear()}</a></p> });
    view! {
        <div class="empty-state" data-testid="empty">{icon(if view.search.is_some() { "search" } else { "check-circle" })}
            <h2>{title}</h2><p>{words}</p>{clear}</div>
    }
    .into_any()
}

fn pager(t: T, view: &QueueView) -> AnyView {
    let later = !view.filter.value("after").is_empty();
    if view.lines.is_empty() || (view.next.is_none() && !later) {
        return ().into_any();
    }
    let first = later.then(|| view! { <li><a href=filter::href(view, None)>{t.queue_first()}</a></li> });
    let next = view.next.as_ref().map(|query| {
        let query = query.trim_start_matches('?');
        view! { <li><a rel="next" href=format!("/staff/queue?{query}")>{t.queue_more()}{pointing("arrow-end")}</a></li> }
    });
    view! {
        <nav class="pager" aria-label=t.queue_pager()><span>{t.queue_shown(view.lines.len())}</span><ul role="list">{first}{next}</ul></nav>
    }
    .into_any()
}

fn help(t: T) -> AnyView {
    keys::help(
        t,
        vec![
            ("j", t.keys_next_row()),
            ("k", t.keys_previous_row()),
            ("o", t.keys_open()),
            ("c", t.keys_claim()),
            ("n", t.keys_next_ticket()),
            ("/", t.keys_search()),
            ("?", t.keys_help()),
        ],
    )
}
