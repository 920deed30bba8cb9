//! The rules that open tickets keep: sets, moves, and the nightly check.

mod set;

use leptos::prelude::*;

pub use set::page as set;

use super::calendars::{done, table};
use super::parts::{long, short};
use crate::components::icon::icon;
use crate::components::notice::line;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::calendar::{Difference, RulesView, RunView, SetView};
use crate::views::{Chrome, counted};

/// The page of the rules.
#[must_use]
pub fn page(chrome: &Chrome, view: &RulesView) -> Page {
    let t = chrome.t;
    let sets = view.sets.iter().map(|set| row(chrome, set, view.may_move)).collect();
    let heads = vec![t.access_product(), t.rules_policy(), t.rules_calendars(), t.rules_tickets(), t.rules_since(), t.rules_differs()];
    let runs = view.runs.iter().map(|run| run_row(chrome, run)).collect();
    let run_heads = vec![t.access_product(), t.rules_cause(), t.rules_approved(), t.rules_looked(), t.rules_moved(), t.rules_done()];
    let body = view! {
        <h1>{t.rules_title()}</h1>
        <p class="lede">{t.rules_lead()}</p>
        {done(t, view.done.as_deref())}
        <section class="panel"><h2>{t.rules_sets()}</h2>{table(t.rules_sets(), heads, sets, t.rules_sets_none(), "sets")}</section>
        <section class="panel"><h2>{t.rules_runs()}</h2>{table(t.rules_runs(), run_heads, runs, t.rules_runs_none(), "runs")}</section>
        <section class="panel"><h2>{t.rules_verified()}</h2>{verified(chrome, view)}
            <p>{t.rules_verify_by_hand()}</p><pre class="command"><code>"habeas sla verify"</code></pre></section>
    };
    Page { title: t.rules_title(), error: false, islands: false, wide: true, body: body.into_any() }
}

fn verified(chrome: &Chrome, view: &RulesView) -> AnyView {
    let t = chrome.t;
    let inside = match view.verified {
        None => line("", t.rules_verified_never()),
        Some(seen) if seen.drifted == 0 => line("success", t.rules_verified_fine(t.moment(seen.at, &chrome.zone), seen.checked)),
        Some(seen) => line("danger", t.rules_verified_drift(t.moment(seen.at, &chrome.zone), seen.checked, seen.drifted)),
    };
    view! { <div data-testid="verified">{inside}</div> }.into_any()
}

fn row(chrome: &Chrome, set: &SetView, may_move: bool) -> AnyView {
    let t = chrome.t;
    let differs = if set.current {
        view! { <span class="badge met">{icon("check-circle")}{t.rules_current()}</span> }.into_any()
    } else if set.moving {
        view! { <span class="badge waiting">{icon("clock")}{t.rules_moving()}</span> }.into_any()
    } else {
        let link = may_move.then(|| {
            let label = t.rules_preview_of(set.product.as_str(), set.policy.as_str());
            view! { <p><a href=format!("/staff/rules/{}", set.id) aria-label=label>{t.rules_preview_link()}</a></p> }
        });
        view! { {differences(t, &set.differences)}{link} }.into_any()
    };
    view! {
        <tr><th scope="row">{set.product.clone()}</th><td>{set.policy.clone()}</td><td class="break-anywhere small">{set.calendars.clone()}</td>
            <td class="num">{counted(set.tickets)}</td><td>{short(chrome, set.since)}</td><td>{differs}</td></tr>
    }
    .into_any()
}

/// What differs, as a list.
pub(super) fn differences(t: T, list: &[Difference]) -> AnyView {
    let items = list
        .iter()
        .map(|one| {
            let words = match one {
                Difference::Version(old, new) => t.rules_differs_version(old.as_str(), new.as_str()),
                Difference::Office => t.rules_differs_office(),
                Difference::Terms(kinds) => {
                    let kinds = kinds.iter().map(|kind| t.coded("staff-kind", kind.code())).collect::<Vec<_>>();
                    t.rules_differs_terms(kinds.join(", "))
                }
                Difference::Calendars(ids) => {
                    let names = ids.iter().map(|id| super::calendars::name(t, id)).collect::<Vec<_>>();
                    t.rules_differs_calendars(names.join(", "))
                }
                Difference::Changes(count) => t.rules_differs_changes(*count),
                Difference::Law(places) => t.rules_differs_law(places.join(", ")),
            };
            view! { <li>{words}</li> }.into_any()
        })
        .collect::<Vec<_>>();
    view! { <ul class="plain-list">{items}</ul> }.into_any()
}

fn run_row(chrome: &Chrome, run: &RunView) -> AnyView {
    let t = chrome.t;
    let cause = match &run.change {
        Some(id) => view! { <a href=format!("/staff/calendars/changes/{id}")>{t.rules_cause_calendar()}</a> }.into_any(),
        None => view! { {t.rules_cause_policy()} }.into_any(),
    };
    let done = match run.done_at {
        Some(at) => long(chrome, at),
        None if run.aside => view! { <span class="badge paused">{icon("pause")}{t.rules_aside()}</span> }.into_any(),
        None => view! { <span class="badge waiting">{icon("clock")}{t.rules_running()}</span> }.into_any(),
    };
    view! {
        <tr><th scope="row">{run.product.clone()}<br/><span class="muted small">{format!("{} → {}", run.sets.0, run.sets.1)}</span></th>
            <td>{cause}</td><td>{short(chrome, run.approved.0)}", "{run.approved.1.clone()}</td>
            <td class="num">{run.looked.to_string()}</td><td class="num">{run.moved.to_string()}</td><td>{done}</td></tr>
    }
    .into_any()
}
