//! A calendar year's metrics, in the form of 11 CCR 7102(a).

use domain::figures::{Ground, Metric, Right};
use leptos::prelude::*;

use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::icon::pointing;
use crate::components::{notice, promise};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::promises::{YearFound, YearView};

/// The page at `/staff/promises/ccpa`.
#[must_use]
pub fn page(chrome: &Chrome, view: &YearView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.filter);
    let who = vec![("all".to_owned(), t.ccpa_who_all()), ("california".to_owned(), t.ccpa_who_california())];
    let found = view.found.as_ref().map(|found| metrics(t, found));
    let body = view! {
        {error_summary(&form)}
        <a class="back-link" href="/staff/promises">{pointing("arrow-start")}{t.promises_tickets_back()}</a>
        <h1>{t.ccpa_title()}</h1>
        <p class="lede">{t.ccpa_lead()}</p>
        <form class="cluster" method="get" action="/staff/promises/ccpa" novalidate data-testid="filter">
            {form.input(Field { inputmode: "numeric", ..Field::new("year", t.ccpa_year()) })}
            {form.select(Field::new("product", t.promises_product()), view.products.clone())}
            {form.select(Field::new("who", t.ccpa_who()), who)}
            <button class="button secondary">{t.ccpa_show()}</button>
        </form>
        {found}
    };
    Page { title: t.ccpa_title(), error: view.filter.is_wrong(), islands: false, wide: true, body: body.into_any() }
}

fn metrics(t: T, found: &YearFound) -> AnyView {
    let year = found.year.to_string();
    let caption = t.ccpa_caption(found.product.as_str(), year.as_str());
    let heads = [
        t.ccpa_col_received(),
        t.ccpa_col_complied(),
        t.ccpa_col_whole(),
        t.ccpa_col_part(),
        t.ccpa_col_denied(),
        t.ccpa_col_ended(),
        t.ccpa_col_open(),
        t.ccpa_col_days(),
    ];
    let heads = heads.into_iter().map(|words| view! { <th scope="col" class="num">{words}</th> }.into_any()).collect::<Vec<_>>();
    let rows = found.yearly.rights.iter().map(|(right, metric)| row(t, *right, metric)).collect::<Vec<_>>();
    let basis = if found.california { t.ccpa_basis_california() } else { t.ccpa_basis_all() };
    view! {
        <h2>{caption.clone()}</h2>
        <p>{basis}</p>
        {(!found.over).then(|| notice::line("", t.ccpa_not_over()))}
        <p><a href=format!("/staff/promises/ccpa.csv?{}", found.query) data-testid="csv">{t.ccpa_csv()}</a></p>
        <div class="scroll" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="data-table" data-testid="metrics"><caption class="visually-hidden">{caption.clone()}</caption>
                <thead><tr><th scope="col">{t.ccpa_col_right()}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
        {grounds(t, found)}
        <h2>{t.promises_how_title()}</h2>
        <ul><li>{t.ccpa_how_received()}</li><li>{t.ccpa_how_days()}</li><li>{t.ccpa_how_erased()}</li><li>{t.promises_how_unproved()}</li></ul>
    }
    .into_any()
}

fn row(t: T, right: Right, metric: &Metric) -> AnyView {
    let name = t.coded("ccpa-right", right.code());
    match metric {
        Metric::NotTaken => {
            view! { <tr><th scope="row">{name}</th><td colspan="8" class="muted">{t.ccpa_not_taken()}</td></tr> }.into_any()
        }
        Metric::Taken(metrics) => {
            let numbers = [metrics.received, metrics.complied(), metrics.whole, metrics.part, metrics.denied, metrics.ended, metrics.open];
            let numbers =
                numbers.into_iter().map(|number| view! { <td class="num">{number.to_string()}</td> }.into_any()).collect::<Vec<_>>();
            let days = metrics.days.median().map_or_else(promise::dash, |days| days.to_string());
            view! { <tr><th scope="row">{name}</th>{numbers}<td class="num">{days}</td></tr> }.into_any()
        }
    }
}

/// Why requests were denied, by right.
fn grounds(t: T, found: &YearFound) -> AnyView {
    let taken: Vec<_> = found
        .yearly
        .rights
        .iter()
        .filter_map(|(right, metric)| match metric {
            Metric::Taken(metrics) => Some((*right, metrics)),
            Metric::NotTaken => None,
        })
        .collect();
    if taken.iter().all(|(_, metrics)| metrics.grounds.is_empty()) {
        return view! { <h2>{t.ccpa_grounds_title()}</h2><p class="muted">{t.ccpa_grounds_none()}</p> }.into_any();
    }
    let heads = taken
        .iter()
        .map(|(right, _)| view! { <th scope="col" class="num">{t.coded("ccpa-right", right.code())}</th> }.into_any())
        .collect::<Vec<_>>();
    let rows = Ground::ALL
        .into_iter()
        .map(|ground| {
            let cells = taken
                .iter()
                .map(|(_, metrics)| {
                    let count = metrics.grounds.get(&ground).copied().unwrap_or(0);
                    view! { <td class="num">{count.to_string()}</td> }.into_any()
                })
                .collect::<Vec<_>>();
            view! { <tr><th scope="row">{t.coded("ccpa-ground", ground.code())}</th>{cells}</tr> }.into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <h2>{t.ccpa_grounds_title()}</h2>
        <p>{t.ccpa_grounds_text()}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=t.ccpa_grounds_caption()>
            <table class="data-table" data-testid="grounds"><caption class="visually-hidden">{t.ccpa_grounds_caption()}</caption>
                <thead><tr><th scope="col">{t.promises_col_reason()}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}
