//! The access log and the log of refusals.

use leptos::prelude::*;

use super::parts::{country, short};
use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::people::{AccessView, RefusalsView};
use crate::views::{Chrome, FormView};

/// The access log: a GET form narrows it, a POST form of the same fields takes it out as a file.
#[must_use]
pub fn page(chrome: &Chrome, view: &AccessView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.filter);
    let mut members = vec![(String::new(), t.access_any())];
    members.extend(view.members.iter().cloned());
    let rows =
        view.lines
            .iter()
            .map(|look| {
                let reference = look.reference.clone().map(
                    |reference| view! { <a class="reference small" href=format!("/staff/tickets/{reference}")>{reference.clone()}</a> },
                );
                let child = look.minor.then(|| view! { " "<span class="tag">{t.access_child()}</span> });
                view! {
                <tr><td>{short(chrome, look.at)}</td><th scope="row">{look.who.clone()}</th><td>{t.coded("look", &look.what)}{child}</td>
                    <td>{reference}</td><td>{look.product.clone()}</td><td>{t.coded("purpose", &look.purpose)}
                    {look.note.clone().map(|note| view! { <br/><span class="muted">{note}</span> })}</td></tr>
            }
            .into_any()
            })
            .collect::<Vec<_>>();
    let heads = [t.access_at(), t.access_member(), t.access_what(), t.access_reference(), t.access_product(), t.access_purpose()];
    let fields = view! {
        {form.select(Field::new("member", t.access_member()), members)}
        {form.input(Field::new("reference", t.access_reference()))}
        {form.select(Field::new("product", t.access_product()), with_any(t.access_any(), &view.products))}
        {dates(t, &form)}
        {form.tick("minors", Choice::new("yes", t.access_minors()))}
    };
    let body = view! {
        {error_summary(&form)}
        <h1>{t.access_title()}</h1>
        <p class="lede">{t.access_lead()}</p>
        <form class="cluster" method="get" action="/staff/access" novalidate data-testid="filter">{fields}<button class="button secondary">{t.access_filter()}</button></form>
        {table(t.access_caption(), heads.to_vec(), rows, t.access_none())}
        {pager(t, "/staff/access", view.next.as_deref(), t.access_more())}
        {export(t, "/staff/access/export", &view.filter)}
    };
    Page { title: t.access_title(), error: view.filter.is_wrong(), islands: false, wide: true, body: body.into_any() }
}

/// The log of refusals.
#[must_use]
pub fn refusals(chrome: &Chrome, view: &RefusalsView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.filter);
    let rows = view
        .lines
        .iter()
        .map(|line| {
            let kind = line.kind.map(|kind| t.coded("staff-kind", kind.code()));
            let reasons = line.reasons.iter().map(|reason| t.coded("reason", reason)).collect::<Vec<_>>().join("; ");
            view! {
                <tr><td>{short(chrome, line.at)}</td><td>{line.product.clone()}</td><th scope="row">{kind}</th>
                    <td>{country(t, line.country.as_deref())}</td><td>{t.coded("staff-state", &line.state)}</td><td>{reasons}</td></tr>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let heads = [t.access_at(), t.access_product(), t.refusals_kind(), t.refusals_country(), t.refusals_how(), t.refusals_reasons()];
    let body = view! {
        {error_summary(&form)}
        <h1>{t.refusals_title()}</h1>
        <p class="lede">{t.refusals_lead()}</p>
        <form class="cluster" method="get" action="/staff/refusals" novalidate data-testid="filter">
            {form.select(Field::new("product", t.access_product()), with_any(t.access_any(), &view.products))}
            {dates(t, &form)}
            <button class="button secondary">{t.access_filter()}</button>
        </form>
        {table(t.refusals_caption(), heads.to_vec(), rows, t.refusals_none())}
        {pager(t, "/staff/refusals", view.next.as_deref(), t.access_more())}
        {export(t, "/staff/refusals/export", &view.filter)}
    };
    Page { title: t.refusals_title(), error: view.filter.is_wrong(), islands: false, wide: true, body: body.into_any() }
}

/// A list to choose from, with the word for all of it first.
pub(super) fn with_any(all: String, list: &[(String, String)]) -> Vec<(String, String)> {
    std::iter::once((String::new(), all)).chain(list.iter().cloned()).collect()
}

fn dates(t: T, form: &Form<'_>) -> AnyView {
    view! {
        {form.input(Field { kind: "date", ..Field::new("from", t.access_from()) })}
        {form.input(Field { kind: "date", ..Field::new("to", t.access_to()) })}
    }
    .into_any()
}

fn table(caption: String, heads: Vec<String>, rows: Vec<AnyView>, none: String) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="muted" data-testid="none">{none}</p> }.into_any();
    }
    let region = caption.clone();
    let heads = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }.into_any()).collect::<Vec<_>>();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=region>
            <table class="data-table" data-testid="log"><caption class="visually-hidden">{caption}</caption>
                <thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

/// The link to the next page of a list, in these words.
pub(super) fn pager(t: T, path: &str, next: Option<&str>, more: String) -> Option<AnyView> {
    let link =
        |query: &str| view! { <nav class="pager" aria-label=t.queue_pager()><a rel="next" href=format!("{path}?{query}")>{more}</a></nav> };
    next.map(|query| link(query).into_any())
}

fn export(t: T, path: &'static str, filter: &FormView) -> AnyView {
    let fields = filter
        .values
        .iter()
        .filter(|(name, _)| *name != "after")
        .flat_map(|(name, values)| values.iter().map(move |value| (name.clone(), value.clone())))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> }.into_any())
        .collect::<Vec<_>>();
    view! {
        <form method="post" action=path data-testid="export">{fields}
            <p class="hint">{t.access_export_hint()}</p><button class="button secondary">{t.access_export()}</button></form>
    }
    .into_any()
}
