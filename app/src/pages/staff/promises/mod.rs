//! How promises are kept: the figures by week, the tickets behind them, a year's metrics.

mod list;
mod section;
mod year;

pub use list::page as tickets;
pub use year::page as year;

use domain::figures::{Open, PromiseKey, Tally};
use leptos::prelude::*;

use super::access::with_any;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::promise;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::promises::{FoundView, PromiseView, PromisesView};

/// The page at `/staff/promises`: a GET form chooses the days and the product.
#[must_use]
pub fn page(chrome: &Chrome, view: &PromisesView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.filter);
    let found = view.found.as_ref().map(|found| figures(t, found));
    let body = view! {
        {error_summary(&form)}
        <h1>{t.promises_figures_title()}</h1>
        <p class="lede">{t.promises_lead()}</p>
        <form class="cluster" method="get" action="/staff/promises" novalidate data-testid="filter">
            {form.input(Field { kind: "date", ..Field::new("from", t.promises_from()) })}
            {form.input(Field { kind: "date", ..Field::new("to", t.promises_to()) })}
            {form.select(Field::new("product", t.promises_product()), with_any(t.promises_any(), &view.products))}
            <button class="button secondary">{t.promises_show()}</button>
        </form>
        {found}
    };
    Page { title: t.promises_figures_title(), error: view.filter.is_wrong(), islands: false, wide: true, body: body.into_any() }
}

fn figures(t: T, found: &FoundView) -> AnyView {
    let csv = format!("/staff/promises.csv?{}", found.query);
    let rows = found.promises.iter().enumerate().map(|(at, one)| row(t, found, at, one)).collect::<Vec<_>>();
    let sections = found.promises.iter().enumerate().map(|(at, one)| section::section(t, found, at, one)).collect::<Vec<_>>();
    let heads = [
        (t.promises_col_promise(), ""),
        (t.promises_col_version(), ""),
        (t.promises_col_ended(), "num"),
        (t.promises_col_kept(), "num"),
        (t.promises_col_broken(), "num"),
        (t.promises_col_share(), "num"),
        (t.promises_col_median(), "num"),
        (t.promises_col_p95(), "num"),
        (t.promises_col_open(), "num"),
        (t.promises_col_at_risk(), "num"),
        (t.promises_col_overdue(), "num"),
        (t.promises_col_paused(), "num"),
    ];
    let heads = heads.into_iter().map(|(words, class)| view! { <th scope="col" class=class>{words}</th> }.into_any()).collect::<Vec<_>>();
    let table = if rows.is_empty() {
        view! { <p class="muted" data-testid="none">{t.promises_empty()}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=t.promises_all_caption()>
                <table class="data-table" data-testid="promises"><caption class="visually-hidden">{t.promises_all_caption()}</caption>
                    <thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        }
        .into_any()
    };
    view! {
        {summary(t, found)}
        <ul class="cluster" role="list">
            <li><a href=csv data-testid="csv">{t.promises_csv()}</a></li>
            <li><a href="/staff/promises/ccpa">{t.promises_year_go()}</a></li>
            <li><a href="/staff/simulate">{t.promises_simulate()}</a></li>
        </ul>
        <details><summary>{t.promises_how_title()}</summary>
            <ul><li>{t.promises_how_end()}</li><li>{t.promises_how_time()}</li><li>{t.promises_how_beside()}</li><li>{t.promises_how_round()}</li>
                <li>{t.promises_how_open()}</li><li>{t.promises_how_erased()}</li><li>{t.promises_how_unproved()}</li></ul>
        </details>
        <h2>{t.promises_all_title()}</h2>
        {table}
        {sections}
    }
    .into_any()
}

/// The whole in words: what was promised, what the law allowed, what is open.
fn summary(t: T, found: &FoundView) -> AnyView {
    let ((promised, open), (law, _)) = (found.promised, found.law);
    let (from, to) = (found.from.to_string(), found.to.to_string());
    let promised = if promised.ended() == 0 {
        t.promises_summary_none(from, to)
    } else {
        t.promises_summary(promised.ended(), from, to, promised.kept, promised.broken)
    };
    let law = if law.ended() == 0 { t.promises_summary_law_none() } else { t.promises_summary_law(law.ended(), law.kept, law.broken) };
    let Open { open, at_risk, overdue, paused } = open;
    view! {
        <div class="panel" data-testid="summary">
            <p><strong>{promised}</strong></p>
            <p>{t.promises_summary_open(open, at_risk, overdue, paused)}</p>
            <p class="muted">{law}</p>
        </div>
    }
    .into_any()
}

fn row(t: T, found: &FoundView, at: usize, one: &PromiseView) -> AnyView {
    let Tally { kept, broken } = one.figures.total();
    let spread = &one.figures.spread;
    let open = one.figures.open;
    let number = |which: &'static str, count: u64| view! { <td class="num">{number(found, &one.key, which, count)}</td> }.into_any();
    view! {
        <tr><th scope="row"><a href=format!("#{}", section_id(at))>{promise::name(t, &one.product, &one.key)}</a></th>
            <td class="nowrap">{one.key.version.clone()}</td>
            {number("ended", one.figures.total().ended())}{number("kept", kept)}{number("broken", broken)}
            <td class="num nowrap">{promise::share_or_dash(t, one.figures.total().share())}</td>
            <td class="num nowrap">{promise::hours_or_dash(t, spread.median())}</td>
            <td class="num nowrap">{promise::hours_or_dash(t, spread.percentile(95))}</td>
            {number("open", open.open)}{number("at_risk", open.at_risk)}{number("overdue", open.overdue)}{number("paused", open.paused)}</tr>
    }
    .into_any()
}

/// Where the section of the promise at this place stands on the page.
fn section_id(at: usize) -> String {
    format!("promise-{}", at.saturating_add(1))
}

/// A number that leads to the tickets behind it; none of them lead nowhere.
fn number(found: &FoundView, key: &PromiseKey, which: &'static str, count: u64) -> AnyView {
    if count == 0 {
        return "0".into_any();
    }
    view! { <a href=behind(found, key, which)>{count.to_string()}</a> }.into_any()
}

/// The address of the tickets behind a number.
fn behind(found: &FoundView, key: &PromiseKey, which: &str) -> String {
    let (product, version) = (encoded(&key.product), encoded(&key.version));
    format!(
        "/staff/promises/tickets?product={product}&kind={}&clock={}&version={version}&which={which}&from={}&to={}",
        key.kind.code(),
        key.clock.code(),
        found.from,
        found.to
    )
}

/// A text as a part of an address's query. A version comes from the database, and may have been written by an older portal.
fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            all.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _written = write!(all, "%{byte:02X}");
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn an_address_holds_any_version() {
        assert_eq!(encoded("2026-03-17.1"), "2026-03-17.1");
        assert_eq!(encoded("a&b=ü"), "a%26b%3D%C3%BC");
    }
}
