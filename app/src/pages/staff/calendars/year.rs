//! One year of a calendar: its months, and every day that is not as its week has it.

use jiff::civil::Date;
use leptos::prelude::*;

use super::words;
use crate::components::clock::holiday;
use crate::components::icon::pointing;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::calendar::YearView;

/// The page of a calendar's year.
#[must_use]
pub fn page(chrome: &Chrome, view: &YearView) -> Page {
    let t = chrome.t;
    let title = t.calendars_year_title(words::title(t, &view.calendar), view.year.to_string());
    let years = view
        .years
        .iter()
        .map(|year| {
            let current = (*year == view.year).then_some("page");
            let href = format!("/staff/calendars/{}?year={year}", view.calendar);
            view! { <li><a href=href aria-current=current>{year.to_string()}</a></li> }.into_any()
        })
        .collect::<Vec<_>>();
    let weekend = view.weekend.iter().map(|day| t.coded("weekday", weekday(*day))).collect::<Vec<_>>();
    let facts = view.listed.as_ref().map(|listed| {
        view! {
            <div><dt>{t.calendars_version()}</dt><dd>{listed.version.to_string()}</dd></div>
            <div><dt>{t.calendars_source()}</dt><dd class="break-anywhere">{listed.source.clone()}</dd></div>
        }
    });
    let months = (1..=12).map(|month| one(t, view, month)).collect::<Vec<_>>();
    let body = view! {
        <p><a class="back-link" href="/staff/calendars">{pointing("arrow-start")}{t.calendars_title()}</a></p>
        <h1>{title.clone()}</h1>
        <nav class="pager" aria-label=t.calendars_years()><ul role="list">{years}</ul></nav>
        <dl class="summary">
            <div><dt>{t.calendars_status()}</dt><dd>{words::status(t, view.listed.as_ref().map(|listed| listed.status))}</dd></div>
            {facts}
            <div><dt>{t.calendars_weekend()}</dt><dd>{weekend.join(", ")}</dd></div>
        </dl>
        {view.listed.is_none().then(|| view! { <p>{t.calendars_missing_lead()}</p> })}
        <div class="months">{months}</div>
    };
    Page { title, error: false, islands: false, wide: true, body: body.into_any() }
}

fn one(t: T, view: &YearView, month: i8) -> AnyView {
    let title = t.by_key(&format!("month-{month}")).unwrap_or_else(|| month.to_string());
    let days = view.days.iter().filter(|day| day.date.month() == month).collect::<Vec<_>>();
    let inside = if days.is_empty() {
        view! { <p class="muted">{t.calendars_month_plain()}</p> }.into_any()
    } else {
        let items = days
            .into_iter()
            .map(|day| {
                let class = if day.open { "day opens" } else { "day" };
                view! {
                    <li class=class><span class="when">{date(t, day.date)}</span>
                        <span>{words::openness(t, day.open, &words::hours(&day.hours))}<span class="muted">{holiday(t, &day.name)}</span></span></li>
                }
                .into_any()
            })
            .collect::<Vec<_>>();
        view! { <ul role="list">{items}</ul> }.into_any()
    };
    view! { <section class="month"><h2>{title}</h2>{inside}</section> }.into_any()
}

fn date(t: T, date: Date) -> AnyView {
    view! { <time datetime=date.to_string()>{t.date(date)}</time> }.into_any()
}

const fn weekday(day: jiff::civil::Weekday) -> &'static str {
    use jiff::civil::Weekday as W;
    match day {
        W::Monday => "mon",
        W::Tuesday => "tue",
        W::Wednesday => "wed",
        W::Thursday => "thu",
        W::Friday => "fri",
        W::Saturday => "sat",
        W::Sunday => "sun",
    }
}
