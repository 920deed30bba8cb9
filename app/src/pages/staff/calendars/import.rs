//! The form that imports a year.

use leptos::prelude::*;

use super::words;
use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::icon::pointing;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::calendar::ImportView;
use domain::calendar::import::{Choice as DayChoice, Doubt};

/// The page of the form: posts to its own path, with a file or without, and leads to the draft.
#[must_use]
pub fn page(chrome: &Chrome, view: &ImportView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let calendars = view.calendars.iter().map(|id| (id.clone(), words::name(t, id))).collect();
    let statuses = vec![
        (String::new(), t.import_status_text()),
        ("official".to_owned(), t.calendars_official()),
        ("provisional".to_owned(), t.calendars_provisional()),
    ];
    let year = Field { inputmode: "numeric", ..Field::new("year", t.calendars_year()).hint(t.import_year_hint()).optional() };
    let body = view! {
        {error_summary(&form)}
        <p><a class="back-link" href="/staff/calendars">{pointing("arrow-start")}{t.calendars_title()}</a></p>
        <h1>{t.import_title()}</h1>
        <p class="lede">{t.import_lead()}</p>
        <form class="import" method="post" action="/staff/calendars/new/import" enctype="multipart/form-data" novalidate data-testid="import">
            {form.select(Field::new("calendar", t.import_calendar()).class("w-half"), calendars)}
            {form.input(year.class("w-half"))}
            {form.area(Field::new("text", t.import_text()).hint(t.import_text_hint()).class("code-area"))}
            {form.file(Field::new("file", t.import_file()).hint(t.import_file_hint()).optional(), ".toml,.ics,.ical,.txt,text/calendar,text/plain", false)}
            {doubts(&form, &view.doubts)}
            {form.select(Field::new("status", t.calendars_status()).hint(t.import_status_hint()).class("w-half"), statuses)}
            {form.input(Field::new("source", t.calendars_source()).hint(t.import_source_hint()).optional())}
            {form.input(Field::new("why", t.import_why()).hint(t.import_why_hint()))}
            <div class="actions"><button class="button">{t.change_make()}</button></div>
        </form>
    };
    Page { title: t.import_title(), error: view.form.is_wrong(), islands: false, wide: false, body: body.into_any() }
}

/// The days in doubt, each with its names, the doubt, and what it can be. Nothing is chosen beforehand.
fn doubts(form: &Form<'_>, days: &[Doubt]) -> Option<AnyView> {
    if days.is_empty() {
        return None;
    }
    let t = form.t;
    let asked = days
        .iter()
        .map(|day| {
            let why = t.coded("import-doubt", day.why.code());
            let field = Field::new(format!("day-{}", day.date), t.date(day.date)).hint(t.import_doubt(day.name.as_str(), day.line, why));
            let choices = DayChoice::ALL.map(|choice| Choice::new(choice.code(), t.coded("import-day", choice.code())));
            form.radios(field, choices.into())
        })
        .collect::<Vec<_>>();
    Some(
        view! {
            <section class="panel" data-testid="doubts"><h2>{t.import_doubts()}</h2><p>{t.import_doubts_lead()}</p>{asked}</section>
        }
        .into_any(),
    )
}
