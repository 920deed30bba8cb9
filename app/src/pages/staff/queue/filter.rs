//! What the queue shows: tabs with counts, and a form that works without JavaScript.

use domain::{Kind, State};
use leptos::prelude::*;

use crate::components::field::{Field, Form};
use crate::components::icon::icon;
use crate::texts::T;
use crate::views::staff::QueueView;
use crate::views::{FormView, counted};

/// The tabs: the value of `view`, the name of its count, and the tone of its number.
const TABS: [(&str, &str, &str); 6] = [
    ("", "open", ""),
    ("mine", "mine", ""),
    ("unassigned", "unassigned", ""),
    ("at_risk", "at_risk", "amber"),
    ("breached", "breached", "red"),
    ("paused", "paused", ""),
];

/// Whether the filter leaves anything out.
pub(super) fn narrows(filter: &FormView) -> bool {
    ["kind", "product", "state", "view"].iter().any(|field| !filter.value(field).is_empty())
}

/// The queue's address with the filter, and with another tab if one is given. Only known codes go into it: what else stood in
/// the query is dropped.
pub(super) fn href(view: &QueueView, tab: Option<&str>) -> String {
    let chosen = |field: &str| view.filter.value(field);
    let mut query = Vec::new();
    if let Some(kind) = Kind::from_code(&chosen("kind")) {
        query.push(format!("kind={}", kind.code()));
    }
    if let Some(pack) = view.products.iter().find(|pack| pack.slug == chosen("product")) {
        query.push(format!("product={}", pack.slug));
    }
    if let Some(state) = State::from_code(&chosen("state")) {
        query.push(format!("state={}", state.code()));
    }
    let now = chosen("view");
    let tab = tab.unwrap_or(&now);
    if TABS.iter().any(|(value, _, _)| !value.is_empty() && *value == tab) {
        query.push(format!("view={tab}"));
    }
    if query.is_empty() { "/staff/queue".to_owned() } else { format!("/staff/queue?{}", query.join("&")) }
}

/// The tabs and the form.
pub(super) fn filter(t: T, view: &QueueView) -> AnyView {
    let form = Form { t, view: &view.filter, prefix: "filter-" };
    let any = || vec![(String::new(), t.queue_any())];
    let mut products = any();
    products.extend(view.products.iter().map(|pack| (pack.slug.clone(), pack.name.clone())));
    let mut kinds = any();
    kinds.extend(Kind::ALL.iter().map(|kind| (kind.code().to_owned(), t.coded("staff-kind", kind.code()))));
    let mut states = any();
    states.extend(
        State::ALL.iter().filter(|state| state.on_queue()).map(|state| (state.code().to_owned(), t.coded("staff-state", state.code()))),
    );
    let tab = view.filter.value("view");
    let kept = (!tab.is_empty()).then(|| view! { <input type="hidden" name="view" value=tab.clone()/> });
    view! {
        <nav aria-label=t.queue_counts_label()><ul class="counts" role="list" data-testid="counts">{tabs(t, view)}</ul></nav>
        <div class="toolbar">
            <form method="get" action="/staff/queue" aria-label=t.queue_filter_label() data-testid="filter">
                {form.select(Field::new("kind", t.queue_kind()), kinds)}
                {form.select(Field::new("product", t.queue_product()), products)}
                {form.select(Field::new("state", t.queue_state()), states)}
                {kept}
                <button class="button secondary">{icon("sliders")}{t.queue_show()}</button>
                {narrows(&view.filter).then(|| view! { <a class="button quiet" href="/staff/queue">{t.queue_clear()}</a> })}
            </form>
        </div>
    }
    .into_any()
}

fn tabs(t: T, view: &QueueView) -> Vec<AnyView> {
    let now = view.filter.value("view");
    TABS.iter()
        .map(|(value, name, tone)| {
            let count = view.counts.iter().find(|(have, _)| have == name).map_or(0, |(_, count)| *count);
            let words = counted(count);
            let label = if value.is_empty() { t.queue_view_all() } else { t.coded("queue-view", value) };
            // A tone only where there is something to look at: a red nought is no alarm.
            let (class, sign) = match (*tone, count) {
                ("", _) | (_, 0) => (None, None),
                ("red", _) => (Some("red"), Some(icon("stop"))),
                _ => (Some("amber"), Some(icon("alert"))),
            };
            view! {
                <li class=class>
                    <a href=href(view, Some(value)) aria-current=(now == *value).then_some("true")>{sign}{label}" "<b>{words}</b></a>
                </li>
            }
            .into_any()
        })
        .collect()
}
