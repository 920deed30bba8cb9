//! One promise: what was promised, its numbers, its weeks as a chart and as a table, and why some were late.

use domain::figures::Tally;
use leptos::prelude::*;

use super::{behind, number, section_id};
use crate::components::chart::{Bar, Picture, bars};
use crate::components::promise;
use crate::texts::T;
use crate::views::promises::{FoundView, PromiseView};

/// The section of the promise at this place.
pub(super) fn section(t: T, found: &FoundView, at: usize, one: &PromiseView) -> AnyView {
    let id = section_id(at);
    let head = format!("{id}-head");
    let total = one.figures.total();
    view! {
        <section class="figures-section" id=id.clone() aria-labelledby=head.clone()>
            <h2 id=head.clone()>{promise::name(t, &one.product, &one.key)}</h2>
            <p><span class="tag">{t.promises_version(one.key.version.as_str())}</span>" "{promise::told(t, &one.key, &one.told)}</p>
            {(total.ended() > 0 || one.figures.open.open > 0).then(|| stats(t, found, one))}
            {if total.ended() == 0 {
                view! { <p class="muted">{t.promises_chart_none()}</p> }.into_any()
            } else {
                weeks(t, found, &id, one)
            }}
            {reasons(t, one)}
            {beside(t, found, one)}
        </section>
    }
    .into_any()
}

fn stats(t: T, found: &FoundView, one: &PromiseView) -> AnyView {
    let (total, open, spread) = (one.figures.total(), one.figures.open, &one.figures.spread);
    let counted = [
        (t.promises_col_ended(), "ended", total.ended(), ""),
        (t.promises_col_kept(), "kept", total.kept, ""),
        (t.promises_col_broken(), "broken", total.broken, if total.broken > 0 { "bad" } else { "" }),
        (t.promises_col_open(), "open", open.open, ""),
        (t.promises_col_at_risk(), "at_risk", open.at_risk, ""),
        (t.promises_col_overdue(), "overdue", open.overdue, if open.overdue > 0 { "bad" } else { "" }),
        (t.promises_col_paused(), "paused", open.paused, ""),
    ];
    let counted = counted
        .into_iter()
        .map(|(words, which, count, tone)| {
            view! { <div class=format!("stat {tone}")><dt>{words}</dt><dd>{number(found, &one.key, which, count)}</dd></div> }.into_any()
        })
        .collect::<Vec<_>>();
    let times = [
        (t.promises_col_share(), promise::share_or_dash(t, total.share())),
        (t.promises_col_median(), promise::hours_or_dash(t, spread.median())),
        (t.promises_col_p95(), promise::hours_or_dash(t, spread.percentile(95))),
    ];
    let times = times
        .into_iter()
        .map(|(words, value)| view! { <div class="stat"><dt>{words}</dt><dd>{value}</dd></div> }.into_any())
        .collect::<Vec<_>>();
    view! { <dl class="stats figures">{counted}{times}</dl> }.into_any()
}

fn weeks(t: T, found: &FoundView, id: &str, one: &PromiseView) -> AnyView {
    let tally = |week| one.figures.periods.get(week).copied().unwrap_or_default();
    let most = found.weeks.iter().map(|week| tally(week).ended()).max().unwrap_or(0);
    let list: Vec<Bar> = found
        .weeks
        .iter()
        .map(|week| {
            let Tally { kept, broken } = tally(week);
            Bar { kept, broken, words: t.promises_chart_bar(week.to_string(), kept, broken) }
        })
        .collect();
    let (first, last) = (found.weeks.first(), found.weeks.last());
    let [first, last] = [first, last].map(|week| week.map(ToString::to_string).unwrap_or_default());
    let picture = Picture {
        id: format!("{id}-chart"),
        title: t.promises_chart_title(promise::name(t, &one.product, &one.key)),
        text: t.promises_chart_text(first.as_str(), last.as_str(), most),
        top: most.to_string(),
        first,
        last,
    };
    let rows = found
        .weeks
        .iter()
        .map(|week| {
            let Tally { kept, broken } = tally(week);
            let share = promise::share_or_dash(t, tally(week).share());
            view! { <tr><th scope="row">{week.to_string()}</th><td class="num">{kept.to_string()}</td><td class="num">{broken.to_string()}</td><td class="num">{share}</td></tr> }
                .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        {bars(t, &picture, &list)}
        <details><summary>{t.promises_table()}</summary>
            <table class="data-table"><thead><tr><th scope="col">{t.promises_col_week()}</th><th scope="col" class="num">{t.promises_col_kept()}</th>
                <th scope="col" class="num">{t.promises_col_broken()}</th><th scope="col" class="num">{t.promises_col_share()}</th></tr></thead>
                <tbody>{rows}</tbody></table>
        </details>
    }
    .into_any()
}

fn reasons(t: T, one: &PromiseView) -> Option<AnyView> {
    let broken = one.figures.total().broken;
    if broken == 0 {
        return None;
    }
    let mut list: Vec<_> = one.figures.reasons.iter().map(|(code, count)| (t.coded("breach-reason", code), *count)).collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let without = one.figures.unexplained();
    if without > 0 {
        list.push((t.promises_unexplained(), without));
    }
    let list = list
        .into_iter()
        .map(|(words, count)| view! { <div><dt>{words}</dt><dd>{count.to_string()}</dd></div> }.into_any())
        .collect::<Vec<_>>();
    Some(view! { <h3>{t.promises_reasons(broken)}</h3><dl class="summary" data-testid="reasons">{list}</dl> }.into_any())
}

/// What ended without an answer, and what was erased.
fn beside(t: T, found: &FoundView, one: &PromiseView) -> AnyView {
    let unanswered = one.unanswered;
    let ended = (unanswered.total() > 0).then(|| {
        view! {
            <p class="muted" data-testid="beside"><a href=behind(found, &one.key, "unanswered")>{t.promises_beside(unanswered.total())}</a>
                {t.promises_beside_how(unanswered.withdrawn, unanswered.cancelled, unanswered.joined)}</p>
        }
    });
    let erased = one.figures.erased.ended();
    let erased = (erased > 0).then(|| view! { <p class="muted">{t.promises_erased(erased)}</p> });
    view! { {ended}{erased} }.into_any()
}
