//! One change: what it changes, what would move, and the decision of a second person.

use domain::calendar::import::DayChange;
use domain::calendar::{CalendarChange, DatedDay};
use leptos::prelude::*;

use super::preview::preview;
use super::words;
use crate::components::clock::holiday;
use crate::components::error_summary::error_summary;
use crate::components::field::Form;
use crate::components::icon::pointing;
use crate::components::notice::line;
use crate::pages::shell::Page;
use crate::pages::staff::parts::long;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::calendar::ChangeView;

/// The page of a change. Its form posts `decision` to its own path.
#[must_use]
pub fn page(chrome: &Chrome, view: &ChangeView) -> Page {
    let t = chrome.t;
    let (form, change) = (Form::new(t, &view.form), &view.line);
    let waits = change.state == "draft";
    let title = words::change(t, change);
    let source = match &change.change {
        CalendarChange::Year { source, days, .. } => Some(view! {
            <div><dt>{t.calendars_source()}</dt><dd class="break-anywhere">{source.clone()}</dd></div>
            <div><dt>{t.calendars_days()}</dt><dd>{days.len().to_string()}</dd></div>
        }),
        _ => None,
    };
    let decided = change.decided.as_ref().map(|(at, by)| {
        view! { <div><dt>{t.change_decided()}</dt><dd>{long(chrome, *at)}", "{by.clone()}</dd></div> }
    });
    let days = waits.then(|| {
        view! { <section class="panel"><h2>{t.change_days()}</h2>{days(t, &view.days)}</section> }
    });
    let list = match &change.change {
        CalendarChange::Year { days, observances, .. } => Some(list(t, days, observances)),
        _ => None,
    };
    let moves = view.preview.as_ref().map(|seen| {
        view! { <section class="panel"><h2>{t.moves_title()}</h2>{preview(chrome, seen)}</section> }
    });
    let action = format!("/staff/calendars/changes/{}", change.id);
    let decision = match (waits, view.own) {
        (false, _) => None,
        (true, true) => Some(view! { <div data-testid="another">{line("", t.change_another())}</div> }.into_any()),
        (true, false) => Some(
            view! {
                <section class="panel"><h2>{t.change_decide()}</h2><p>{t.change_decide_lead()}</p>
                    <form class="cluster" method="post" action=action data-testid="decide">
                        <button class="button" name="decision" value="approve">{t.change_approve()}</button>
                        <button class="button secondary" name="decision" value="reject">{t.change_reject()}</button>
                    </form></section>
            }
            .into_any(),
        ),
    };
    let body = view! {
        {error_summary(&form)}
        <p><a class="back-link" href="/staff/calendars">{pointing("arrow-start")}{t.calendars_title()}</a></p>
        <h1>{title.clone()}</h1>
        {words::done(t, view.done.as_deref())}
        <dl class="summary">
            <div><dt>{t.calendars_status()}</dt><dd>{words::state(t, &change.state)}</dd></div>
            <div><dt>{t.calendars_why()}</dt><dd>{change.reason.clone()}</dd></div>
            {source}
            <div><dt>{t.change_drafted()}</dt><dd>{long(chrome, change.made_at)}", "{change.made_by.clone()}</dd></div>
            {decided}
        </dl>
        {days}
        {list}
        {moves}
        {decision}
    };
    Page { title, error: view.form.is_wrong(), islands: false, wide: true, body: body.into_any() }
}

fn days(t: T, list: &[DayChange]) -> AnyView {
    let rows = list
        .iter()
        .map(|one| {
            let only = (!one.moves_clocks()).then(|| view! { <br/><span class="muted">{t.change_name_only()}</span> });
            view! {
                <tr><th scope="row"><time datetime=one.date.to_string()>{t.date(one.date)}</time></th>
                    <td>{words::day(t, &one.was)}</td><td>{words::day(t, &one.becomes)}{only}</td></tr>
            }
            .into_any()
        })
        .collect();
    words::table(t.change_days(), vec![t.calendars_date(), t.change_was(), t.change_becomes()], rows, t.change_days_none(), "days")
}

/// Every day of an imported list: open or closed, and why; then what it names and leaves as it is.
fn list(t: T, days: &[DatedDay], observances: &[(String, String)]) -> AnyView {
    let date = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |date| t.date(date));
    let row = |day: &str, name: &str, state: AnyView, why: String| {
        view! {
            <tr><th scope="row"><time datetime=day.to_owned()>{date(day)}</time></th><td>{holiday(t, name)}</td><td>{state}</td><td>{why}</td></tr>
        }
        .into_any()
    };
    let mut rows: Vec<(&str, AnyView)> = days
        .iter()
        .map(|day| {
            let why = day.because.map_or_else(|| t.import_why_written(), |why| t.coded("import-why", why.code()));
            let state = words::openness(t, day.open, &day.hours.join(", "));
            (day.date.as_str(), row(&day.date, &day.name, state, why))
        })
        .collect();
    rows.extend(
        observances.iter().map(|(day, name)| (day.as_str(), row(day, name, t.import_usual().into_any(), t.import_why_observance()))),
    );
    rows.sort_by(|one, other| one.0.cmp(other.0));
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    let heads = vec![t.calendars_date(), t.calendars_day_name(), t.calendars_is(), t.calendars_why()];
    view! { <section class="panel"><h2>{t.change_list()}</h2>{words::table(t.change_list(), heads, rows, t.change_list_none(), "list")}</section> }
        .into_any()
}
