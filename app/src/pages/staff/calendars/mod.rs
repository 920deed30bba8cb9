//! The calendars: how far their official lists reach, their days, and the changes that two people make.

mod change;
mod date;
mod import;
pub mod preview;
mod problem;
mod words;
mod year;

use domain::calendar::Covered;
use leptos::prelude::*;

pub use change::page as change;
pub use date::page as date;
pub use import::page as import;
pub use problem::words as problem;
pub(super) use words::{alarm_line, done, name, table};
pub use year::page as year;

use super::parts::short;
use crate::components::clock::holiday;
use crate::components::icon::icon;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::calendar::{CalendarView, CalendarsView, ChangeLine};

/// The list of the calendars, the alarm when one ends, the drafts that wait, and what was decided.
#[must_use]
pub fn page(chrome: &Chrome, view: &CalendarsView) -> Page {
    let t = chrome.t;
    let (drafts, decided): (Vec<&ChangeLine>, Vec<&ChangeLine>) = view.changes.iter().partition(|line| line.state == "draft");
    let calendars = view.calendars.iter().map(|calendar| one(t, calendar)).collect::<Vec<_>>();
    let body = view! {
        <h1>{t.calendars_title()}</h1>
        <p class="lede">{t.calendars_lead()}</p>
        {words::done(t, view.done.as_deref())}
        {words::alarms(t, &view.alarms)}
        <p class="cluster">
            <a class="button" href="/staff/calendars/new/date">{t.calendars_date_link()}</a>
            <a class="button secondary" href="/staff/calendars/new/import">{t.calendars_import_link()}</a>
        </p>
        <section class="panel"><h2>{t.calendars_drafts()}</h2>{changes(chrome, t.calendars_drafts(), &drafts, t.calendars_drafts_none(), "drafts")}</section>
        <h2>{t.calendars_all()}</h2>
        {calendars}
        {offices(t, view)}
        <section class="panel"><h2>{t.calendars_decided()}</h2>{changes(chrome, t.calendars_decided(), &decided, t.calendars_decided_none(), "decided")}</section>
    };
    Page { title: t.calendars_title(), error: false, islands: false, wide: true, body: body.into_any() }
}

fn one(t: T, calendar: &CalendarView) -> AnyView {
    let title = words::title(t, &calendar.id);
    let used = if calendar.offices.is_empty() { t.calendars_for_law() } else { t.calendars_for_office(calendar.offices.join(", ")) };
    let (sign, reach) = match calendar.coverage.covered {
        Covered::Until(end) if calendar.coverage.alarm => ("alert", t.calendars_until(t.date(end))),
        Covered::Until(end) => ("check-circle", t.calendars_until(t.date(end))),
        Covered::NotToday => ("alert", t.calendars_not_covered()),
        Covered::Never => ("info", t.calendars_computed()),
    };
    let rows = calendar
        .years
        .iter()
        .map(|(year, days)| {
            let href = format!("/staff/calendars/{}?year={}", calendar.id, year.year);
            let label = t.calendars_year_link(title.as_str(), year.year.to_string());
            view! {
                <tr><th scope="row"><a href=href aria-label=label>{year.year.to_string()}</a></th>
                    <td>{words::status(t, Some(year.status))}</td><td class="num">{year.version.to_string()}</td>
                    <td class="num">{days.to_string()}</td><td class="break-anywhere">{year.source.clone()}</td></tr>
            }
            .into_any()
        })
        .collect();
    let heads = vec![t.calendars_year(), t.calendars_status(), t.calendars_version(), t.calendars_days(), t.calendars_source()];
    view! {
        <section class="panel" data-testid=format!("calendar-{}", calendar.id)>
            <h3>{title.clone()}</h3>
            <p>{used}</p>
            <p class="cluster tight" data-testid="reach">{icon(sign)}<span>{reach}</span></p>
            {words::table(t.calendars_caption(title), heads, rows, t.calendars_missing(), "years")}
        </section>
    }
    .into_any()
}

fn offices(t: T, view: &CalendarsView) -> Option<AnyView> {
    let rows: Vec<AnyView> = view
        .offices
        .iter()
        .flat_map(|(product, days)| {
            days.iter().map(move |day| {
                view! {
                    <tr><th scope="row">{t.date(day.date)}</th><td>{product.clone()}</td>
                        <td>{words::openness(t, day.open, &words::hours(&day.hours))}</td><td>{holiday(t, &day.name)}</td></tr>
                }
                .into_any()
            })
        })
        .collect();
    let heads = vec![t.calendars_date(), t.access_product(), t.calendars_is(), t.calendars_why()];
    (!rows.is_empty()).then(|| {
        view! {
            <section class="panel"><h2>{t.calendars_offices()}</h2>
                {words::table(t.calendars_offices(), heads, rows, String::new(), "offices")}</section>
        }
        .into_any()
    })
}

fn changes(chrome: &Chrome, caption: String, list: &[&ChangeLine], none: String, testid: &'static str) -> AnyView {
    let t = chrome.t;
    let rows = list
        .iter()
        .map(|line| {
            let decided = line.decided.as_ref().map(|(at, by)| view! { {short(chrome, *at)}", "{by.clone()} });
            view! {
                <tr><th scope="row"><a href=format!("/staff/calendars/changes/{}", line.id)>{words::change(t, line)}</a>
                    <br/><span class="muted">{line.reason.clone()}</span></th>
                    <td>{words::state(t, &line.state)}</td><td>{short(chrome, line.made_at)}", "{line.made_by.clone()}</td><td>{decided}</td></tr>
            }
            .into_any()
        })
        .collect();
    words::table(caption, vec![t.change_what(), t.calendars_status(), t.change_drafted(), t.change_decided()], rows, none, testid)
}
