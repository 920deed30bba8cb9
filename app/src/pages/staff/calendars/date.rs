//! The form that closes or opens one date.

use leptos::prelude::*;

use super::words;
use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::icon::pointing;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::calendar::DateView;

/// The page of the form: posts to its own path, and leads to the draft.
#[must_use]
pub fn page(chrome: &Chrome, view: &DateView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let places = view
        .places
        .iter()
        .map(|(value, called)| {
            let words = match value.strip_prefix("calendar:") {
                Some(id) => t.date_place_calendar(words::name(t, id)),
                None => t.change_office(called.as_str()),
            };
            (value.clone(), words)
        })
        .collect();
    let open = vec![Choice::new("no", t.calendars_closed()), Choice::new("yes", t.calendars_open())];
    let body = view! {
        {error_summary(&form)}
        <p><a class="back-link" href="/staff/calendars">{pointing("arrow-start")}{t.calendars_title()}</a></p>
        <h1>{t.date_title()}</h1>
        <p class="lede">{t.date_lead()}</p>
        <form method="post" action="/staff/calendars/new/date" novalidate data-testid="date">
            {form.select(Field::new("place", t.date_place()).hint(t.date_place_hint()), places)}
            {form.input(Field { kind: "date", ..Field::new("date", t.calendars_date()).class("w-half") })}
            {form.radios(Field::new("open", t.date_open()), open)}
            {form.input(Field::new("hours", t.date_hours()).hint(t.date_hours_hint()).optional().class("w-half"))}
            {form.input(Field::new("why", t.calendars_why()).hint(t.date_why_hint()))}
            <div class="actions"><button class="button">{t.change_make()}</button></div>
        </form>
    };
    Page { title: t.date_title(), error: view.form.is_wrong(), islands: false, wide: false, body: body.into_any() }
}
