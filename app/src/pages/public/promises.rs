//! What a product publishes of its figures: no number under five.

use domain::figures::Few;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::components::chart::{Picture, ShareBar, shares};
use crate::components::icon::pointing;
use crate::components::{notice, promise, term};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::promises::{Published, PublishedPromise, PublishedView, PublishedYear, Told};

/// The page at `/{product}/promises`.
#[must_use]
pub fn page(chrome: &Chrome, view: &PublishedView) -> Page {
    let t = chrome.t;
    let (pack, all) = (&view.pack, &view.published);
    let name = pack.name.as_str();
    let span = all.months.first().zip(all.months.last()).map(|(first, last)| t.published_span(month(t, *first), month(t, *last)));
    let as_of = t.published_as_of(t.moment(all.as_of, &chrome.zone));
    let sections = all.promises.iter().enumerate().map(|(at, one)| section(t, view, at, one)).collect::<Vec<_>>();
    let year = all.year.as_ref().map(|year| yearly(t, year));
    let body = view! {
        <a class="back-link" href=format!("/{}", pack.slug)>{pointing("arrow-start")}{pack.name.clone()}</a>
        <h1>{t.published_title(name)}</h1>
        <p class="lede">{t.published_lead(name)}</p>
        <p data-testid="as-of">{span}" "{as_of}</p>
        {notice::line("", t.published_fewer_why())}
        {sections}
        {year}
        <h2>{t.published_how_title()}</h2>
        <ul><li>{t.published_how_end()}</li><li>{t.published_how_time()}</li><li>{t.published_how_beside()}</li></ul>
    };
    super::plain(t.published_title(name), body.into_any())
}

fn month(t: T, date: Date) -> String {
    t.published_month(t.coded("month", &date.month().to_string()), date.year().to_string())
}

fn few(t: T, number: Few) -> String {
    match number {
        Few::Fewer => t.published_fewer(),
        Few::Number(number) => number.to_string(),
    }
}

fn section(t: T, view: &PublishedView, at: usize, one: &PublishedPromise) -> AnyView {
    let kind = one.key.kind;
    let name = t.coded("published-kind", kind.code());
    let (id, head) = (format!("promise-{}", at.saturating_add(1)), format!("promise-{}-head", at.saturating_add(1)));
    let told = match &one.told {
        Told::Gone => view! { <p>{t.published_told_gone()}</p> }.into_any(),
        told @ (Told::Law | Told::Term(_)) => {
            let why = match told {
                Told::Term(term) => term::why(t, domain::Kind::Deletion, Some(term)),
                Told::Law | Told::Gone => t.promises_told_law(),
            };
            let own = promise::words(t, &view.pack, kind, told).map(|words| view! { <p>{words}</p> });
            view! { <p><strong>{promise::how_long(t, kind, told)}</strong>" "<span class="hint">{why}</span></p>{own} }.into_any()
        }
    };
    let old = (one.told == Told::Gone).then(|| view! { <p class="muted">{t.published_old(one.key.version.as_str())}</p> });
    let share = one.share.map_or_else(|| t.published_share_none(), |share| t.promises_percent(share.to_string()));
    let median = one.median.map_or_else(|| t.published_share_none(), |minutes| t.published_median_hours(promise::hours(minutes)));
    let any = one.months.values().any(Option::is_some);
    view! {
        <section class="figures-section" id=id.clone() aria-labelledby=head.clone() data-testid=format!("published-{}", kind.slug())>
            <h2 id=head.clone()>{name.clone()}</h2>
            {old}{told}
            <dl class="summary">
                <div><dt>{t.published_ended()}</dt><dd>{few(t, one.ended)}</dd></div>
                <div><dt>{t.published_share()}</dt><dd>{share}</dd></div>
                <div><dt>{t.published_median()}</dt><dd>{median}</dd></div>
            </dl>
            {any.then(|| months(t, &view.published, &id, &name, one))}
        </section>
    }
    .into_any()
}

fn months(t: T, all: &Published, id: &str, name: &str, one: &PublishedPromise) -> AnyView {
    let share = |date: &Date| one.months.get(date).copied().flatten();
    let words = |date: &Date| {
        share(date).map_or_else(
            || t.published_chart_few(month(t, *date)),
            |share| t.published_chart_bar(month(t, *date), t.promises_percent(share.to_string())),
        )
    };
    let list: Vec<ShareBar> =
        all.months.iter().map(|date| ShareBar { tenths: share(date).map(|share| share.tenths()), words: words(date) }).collect();
    let (first, last) = (all.months.first().copied().unwrap_or_default(), all.months.last().copied().unwrap_or_default());
    let [first, last] = [first, last].map(|date| month(t, date));
    let picture = Picture {
        id: format!("{id}-chart"),
        title: t.published_chart_title(name),
        text: t.published_chart_text(first.as_str(), last.as_str()),
        top: t.promises_percent("100"),
        first,
        last,
    };
    let rows = all
        .months
        .iter()
        .map(|date| {
            let share = share(date).map_or_else(|| t.published_fewer(), |share| t.promises_percent(share.to_string()));
            view! { <tr><th scope="row">{month(t, *date)}</th><td class="num">{share}</td></tr> }.into_any()
        })
        .collect::<Vec<_>>();
    view! {
        {shares(t, &picture, &list)}
        <details><summary>{t.published_table()}</summary>
            <table class="data-table"><thead><tr><th scope="col">{t.published_col_month()}</th><th scope="col" class="num">{t.published_share()}</th></tr></thead>
                <tbody>{rows}</tbody></table>
        </details>
    }
    .into_any()
}

fn yearly(t: T, year: &PublishedYear) -> AnyView {
    let title = t.published_year_title(year.year.to_string());
    let heads = [t.ccpa_col_received(), t.ccpa_col_complied(), t.ccpa_col_denied(), t.ccpa_col_days()];
    let heads = heads.into_iter().map(|words| view! { <th scope="col" class="num">{words}</th> }.into_any()).collect::<Vec<_>>();
    let rows = year
        .rights
        .iter()
        .map(|(right, metrics)| {
            let name = t.coded("ccpa-right", right.code());
            match metrics {
                None => view! { <tr><th scope="row">{name}</th><td colspan="4" class="muted">{t.ccpa_not_taken()}</td></tr> }.into_any(),
                Some(metrics) => {
                    let days = metrics.days.map_or_else(|| t.published_share_none(), |days| days.to_string());
                    view! {
                        <tr><th scope="row">{name}</th><td class="num">{few(t, metrics.received)}</td><td class="num">{few(t, metrics.complied)}</td>
                            <td class="num">{few(t, metrics.denied)}</td><td class="num">{days}</td></tr>
                    }
                    .into_any()
                }
            }
        })
        .collect::<Vec<_>>();
    view! {
        <h2>{title.clone()}</h2>
        <p>{t.published_year_text()}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=title.clone()>
            <table class="data-table" data-testid="year"><caption class="visually-hidden">{title.clone()}</caption>
                <thead><tr><th scope="col">{t.ccpa_col_right()}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
        <p class="hint">{t.ccpa_how_received()}" "{t.ccpa_how_days()}</p>
    }
    .into_any()
}
