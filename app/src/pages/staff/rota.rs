//! The rota: who is on call for reports, and who is away.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::icon::icon;
use crate::components::notice::{line, notice};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::alerts::{CoverView, RotaView, TurnView};
use crate::views::{Chrome, FormView};

/// How many gaps are listed; the others are counted.
const GAPS: usize = 5;

/// The page: posts a turn to `/staff/rota`, its removal to `/staff/rota/remove`, an absence to `/staff/rota/away`. Moments are shown
/// in the office's zone, in which they are typed.
#[must_use]
pub fn page(chrome: &Chrome, view: &RotaView) -> Page {
    let t = chrome.t;
    let (name, refused) = &view.form;
    let summary = error_summary(&Form { t, view: refused, prefix: "" });
    let done = view.done.as_deref().and_then(|code| t.by_key(&format!("rota-done-{}", code.replace('_', "-"))));
    let covers = view.covers.iter().map(|one| cover(t, view, one)).collect::<Vec<_>>();
    let gaps = view.covers.iter().filter(|one| !one.gaps.is_empty()).map(|one| warn(t, view, one)).collect::<Vec<_>>();
    let body = view! {
        {summary}
        {done.map(|words| view! { <div role="status" data-testid="done">{line("success", words)}</div> })}
        <h1>{t.rota_title()}</h1>
        <p class="muted">{t.rota_lead()}</p>
        <div class="covers" data-testid="covers">{covers}</div>
        {gaps}
        <section aria-labelledby="turns"><h2 id="turns">{t.rota_turns()}</h2>{turns(t, view)}</section>
        {view.keeps.then(|| add(t, view, values(name, refused, "turn")))}
        {away(t, view, values(name, refused, "away"))}
    };
    Page { title: t.rota_title(), error: refused.is_wrong(), islands: false, wide: true, body: body.into_any() }
}

fn values(name: &str, refused: &FormView, form: &str) -> FormView {
    if name == form { refused.clone() } else { FormView::default() }
}

/// A moment in the office's zone, with it.
fn moment(t: T, view: &RotaView, at: Timestamp) -> AnyView {
    view! { <time datetime=at.to_string()>{t.moment(at, &view.zone.0)}</time> }.into_any()
}

fn cover(t: T, view: &RotaView, one: &CoverView) -> AnyView {
    let words = |at: Timestamp| t.moment(at, &view.zone.0);
    let now = match &one.now {
        Some((name, until)) => view! { <span>{t.rota_now_until(name.as_str(), words(*until))}</span> }.into_any(),
        None => view! { <span class="badge amber">{icon("alert")}{t.rota_now_nobody()}</span> }.into_any(),
    };
    let next = one.next.as_ref().map_or_else(|| t.rota_next_nobody(), |(name, from)| t.rota_next_from(name.as_str(), words(*from)));
    view! {
        <section class="panel">
            <h2>{one.product.clone()}</h2>
            <dl class="summary"><div><dt>{t.rota_now()}</dt><dd>{now}</dd></div><div><dt>{t.rota_next()}</dt><dd>{next}</dd></div></dl>
        </section>
    }
    .into_any()
}

fn warn(t: T, view: &RotaView, one: &CoverView) -> AnyView {
    let words = |at: Timestamp| t.moment(at, &view.zone.0);
    let list = one.gaps.iter().take(GAPS).map(|(from, until)| view! { <li>{t.rota_gap(words(*from), words(*until))}</li> }.into_any());
    let list = list.collect::<Vec<_>>();
    let more = one.gaps.len().saturating_sub(GAPS);
    let more = (more > 0).then(|| view! { <li>{t.rota_gaps_more(i64::try_from(more).unwrap_or(i64::MAX))}</li> });
    let inside = view! { <div data-testid="gaps"><p><strong>{t.rota_gaps(one.product.as_str())}</strong></p><ul>{list}{more}</ul></div> };
    notice("warning", inside.into_any())
}

fn turns(t: T, view: &RotaView) -> AnyView {
    if view.turns.is_empty() {
        return view! { <p class="muted">{t.rota_none()}</p> }.into_any();
    }
    let rows = view.turns.iter().map(|turn| row(t, view, turn)).collect::<Vec<_>>();
    view! {
        <table class="queue rota" data-testid="turns">
            <caption class="visually-hidden">{t.rota_caption()}</caption>
            <thead><tr><th scope="col">{t.rota_who()}</th><th scope="col">{t.rota_product()}</th><th scope="col">{t.rota_from()}</th>
                <th scope="col">{t.rota_until()}</th>{view.keeps.then(|| view! { <th scope="col">{t.rota_remove()}</th> })}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(t: T, view: &RotaView, turn: &TurnView) -> AnyView {
    let away = turn.away.map(|until| {
        view! { " "<span class="badge amber">{icon("alert")}{t.rota_away_mark(t.moment(until, &view.zone.0))}</span> }
    });
    let (words, name) = if turn.begun {
        (t.rota_end(), t.rota_end_one(turn.name.as_str()))
    } else {
        (t.rota_remove(), t.rota_remove_one(turn.name.as_str(), t.moment(turn.from, &view.zone.0)))
    };
    let remove = turn.mine_to_end.then(|| {
        view! {
            <form method="post" action="/staff/rota/remove">
                <input type="hidden" name="turn" value=turn.id.clone()/>
                <button class="button secondary small" aria-label=name>{words}</button>
            </form>
        }
    });
    view! {
        <tr>
            <th scope="row" data-label=t.rota_who()><span>{turn.name.clone()}{away}</span></th>
            <td data-label=t.rota_product()>{turn.product.clone().unwrap_or_else(|| t.rota_product_all())}</td>
            <td data-label=t.rota_from()>{moment(t, view, turn.from)}</td>
            <td data-label=t.rota_until()>{moment(t, view, turn.until)}</td>
            {view.keeps.then(|| view! { <td>{remove}</td> })}
        </tr>
    }
    .into_any()
}

fn time(name: &'static str, label: String) -> Field {
    Field { kind: "datetime-local", autocomplete: "off", ..Field::new(name, label).class("w-half") }
}

fn add(t: T, view: &RotaView, values: FormView) -> AnyView {
    let form = Form::new(t, &values);
    view! {
        <section class="panel" aria-labelledby="add">
            <h2 id="add">{t.rota_add()}</h2>
            <p class="hint">{t.rota_add_lead(view.zone.1.as_str())}</p>
            <form method="post" action="/staff/rota" novalidate data-testid="turn">
                {form.select(Field::new("product", t.rota_product()), view.products.clone())}
                {form.select(Field::new("member", t.rota_member()), view.members.clone())}
                {form.input(time("from", t.rota_from()))}
                {form.input(time("until", t.rota_until()))}
                <div class="actions"><button class="button">{t.rota_add_button()}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn away(t: T, view: &RotaView, values: FormView) -> AnyView {
    let form = Form::new(t, &values);
    let mut who = vec![(String::new(), t.rota_away_me())];
    who.extend(view.colleagues.iter().cloned());
    let who = (!view.colleagues.is_empty()).then(|| form.select(Field::new("away_member", t.rota_who()), who));
    let list = view
        .away
        .iter()
        .map(|(name, from, until)| {
            let (from, until) = (t.moment(*from, &view.zone.0), t.moment(*until, &view.zone.0));
            view! { <li>{t.rota_away_line(name.as_str(), from, until)}</li> }.into_any()
        })
        .collect::<Vec<_>>();
    let list = (!list.is_empty()).then(|| view! { <h3>{t.rota_away_list()}</h3><ul data-testid="away-list">{list}</ul> });
    view! {
        <section class="panel" aria-labelledby="away">
            <h2 id="away">{t.rota_away()}</h2>
            <p class="hint">{t.rota_away_lead(view.zone.1.as_str())}</p>
            {list}
            <form method="post" action="/staff/rota/away" novalidate data-testid="away">
                {who}
                {form.input(time("away_from", t.rota_away_from()).optional())}
                {form.input(time("away_until", t.rota_away_until()).optional())}
                <div class="actions"><button class="button secondary">{t.rota_away_button()}</button></div>
            </form>
        </section>
    }
    .into_any()
}
