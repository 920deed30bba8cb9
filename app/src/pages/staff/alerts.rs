//! One's own alerts, and the late clocks that want a reason.

use leptos::prelude::*;

use super::parts::short;
use crate::components::icon::icon;
use crate::components::notice::line;
use crate::islands::{LiveQueue, LiveWords, LocalZone};
use crate::pages::shell::Page;
use crate::texts::{T, zone_label};
use crate::views::Chrome;
use crate::views::alerts::{AlertLine, AlertsView, UnexplainedLine};

/// The page: posts `alert` (an identifier, or nothing for all) to `/staff/alerts/seen`.
#[must_use]
pub fn page(chrome: &Chrome, view: &AlertsView) -> Page {
    let t = chrome.t;
    let new = view.lines.iter().filter(|line| line.new).count();
    let done = view.done.is_some().then(|| view! { <div role="status" data-testid="done">{line("success", t.alerts_done())}</div> });
    let all = (new > 0).then(|| {
        view! {
            <form method="post" action="/staff/alerts/seen" data-testid="see-all">
                <button class="button secondary small">{icon("check-circle")}{t.alerts_see_all()}</button>
            </form>
        }
    });
    let list = if view.lines.is_empty() {
        view! { <p class="muted" data-testid="no-alerts">{t.alerts_none()}</p> }.into_any()
    } else {
        table(chrome, &view.lines)
    };
    let words = LiveWords { one: t.live_one(), many: t.live_many("{}"), stale: t.live_stale(), show: t.live_show() };
    let body = view! {
        {done}
        <div class="ticket-bar">
            <h1>{t.alerts_title()}</h1>
            {(new > 0).then(|| view! { <span class="muted">{t.alerts_new(count(new))}</span> })}
            {all}
        </div>
        <p class="muted">{t.alerts_lead()}</p>
        <LiveQueue source="/staff/queue/events".to_owned() words=words/>
        {list}
        {unexplained(chrome, &view.unexplained)}
        <LocalZone fields="tz".to_owned()/>
    };
    Page { title: t.alerts_title(), error: false, islands: true, wide: true, body: body.into_any() }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The heading of a column of moments, with the zone that they are shown in.
fn in_zone(chrome: &Chrome, words: &str) -> String {
    format!("{words} ({})", zone_label(chrome.now, &chrome.zone))
}

fn table(chrome: &Chrome, lines: &[AlertLine]) -> AnyView {
    let t = chrome.t;
    let rows = lines.iter().map(|line| row(chrome, line)).collect::<Vec<_>>();
    view! {
        <table class="queue alerts" data-testid="alerts">
            <caption class="visually-hidden">{t.alerts_caption()}</caption>
            <thead><tr><th scope="col">{t.alerts_ticket()}</th><th scope="col">{t.alerts_what()}</th><th scope="col">{t.alerts_clock()}</th>
                <th scope="col">{t.alerts_kind()}</th><th scope="col">{in_zone(chrome, &t.alerts_reached())}</th>
                <th scope="col">{in_zone(chrome, &t.alerts_told())}</th><th scope="col">{t.alerts_seen()}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The badge of a point: icon, word and colour.
fn point(t: T, code: &str) -> AnyView {
    let (class, sign) = match code {
        "breach" => ("breached", "stop"),
        "red" => ("red", "stop"),
        "amber" | "elapsed" => ("amber", "alert"),
        _ => ("waiting", "hand"),
    };
    view! { <span class=format!("badge {class}")>{icon(sign)}{t.coded("alert-point", code)}</span> }.into_any()
}

fn row(chrome: &Chrome, line: &AlertLine) -> AnyView {
    let t = chrome.t;
    let closed = line.closed.then(|| view! { " "<span class="tag">{icon("lock")}{t.alerts_closed()}</span> });
    let seen = if line.new {
        let name = t.alerts_see_one(line.reference.as_str(), t.coded("alert-point", &line.point));
        view! {
            <form method="post" action="/staff/alerts/seen" class="cluster">
                <strong class="new">{t.alerts_state_new()}</strong>
                <input type="hidden" name="alert" value=line.id.clone()/>
                <button class="button secondary small" aria-label=name>{t.alerts_see()}</button>
            </form>
        }
        .into_any()
    } else {
        view! { <span class="muted">{t.alerts_state_seen()}</span> }.into_any()
    };
    view! {
        <tr class=if line.new { "is-new" } else { "" }>
            <th scope="row" data-label=t.alerts_ticket()><a class="reference small" href=format!("/staff/tickets/{}", line.reference)>{line.reference.clone()}</a></th>
            <td data-label=t.alerts_what()><span>{point(t, &line.point)}{closed}</span></td>
            <td data-label=t.alerts_clock()>{t.coded("governing", &line.clock)}</td>
            <td data-label=t.alerts_kind()>{format!("{} · {}", line.product, t.coded("staff-kind", line.kind.code()))}</td>
            <td data-label=t.alerts_reached()>{short(chrome, line.due_at)}</td>
            <td data-label=t.alerts_told()>{short(chrome, line.at)}</td>
            <td data-label=t.alerts_seen()>{seen}</td>
        </tr>
    }
    .into_any()
}

fn unexplained(chrome: &Chrome, lines: &[UnexplainedLine]) -> Option<AnyView> {
    let t = chrome.t;
    if lines.is_empty() {
        return None;
    }
    let rows = lines
        .iter()
        .map(|line| {
            view! {
                <tr>
                    <th scope="row" data-label=t.alerts_ticket()><a class="reference small" href=format!("/staff/tickets/{}#breach", line.reference)>{line.reference.clone()}</a></th>
                    <td data-label=t.alerts_clock()>{t.coded("governing", &line.clock)}</td>
                    <td data-label=t.alerts_kind()>{format!("{} · {}", line.product, t.coded("staff-kind", line.kind.code()))}</td>
                    <td data-label=t.alerts_unexplained_since()>{short(chrome, line.due_at)}</td>
                </tr>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    Some(
        view! {
            <section aria-labelledby="unexplained" data-testid="unexplained">
                <h2 id="unexplained">{icon("alert")}" "{t.alerts_unexplained()}</h2>
                <p class="muted">{t.alerts_unexplained_lead(count(lines.len()))}</p>
                <table class="queue alerts">
                    <caption class="visually-hidden">{t.alerts_unexplained()}</caption>
                    <thead><tr><th scope="col">{t.alerts_ticket()}</th><th scope="col">{t.alerts_clock()}</th><th scope="col">{t.alerts_kind()}</th>
                        <th scope="col">{in_zone(chrome, &t.alerts_unexplained_since())}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        }
        .into_any(),
    )
}
