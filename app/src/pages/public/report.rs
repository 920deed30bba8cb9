//! The form of a report.

use domain::Kind;
use domain::pack::Limit;
use domain::report::{CHILD_SEXUAL_EXPLOITATION, HARMS, TARGETS};
use leptos::prelude::*;

use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::icon::icon;
use crate::components::{files, notice, term};
use crate::islands::LocalZone;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::public::RequestFormView;

/// The page at `/{product}/report`. The order is that of the thought: what kind of harm, where it is, and then the rest.
#[must_use]
pub fn page(chrome: &Chrome, view: &RequestFormView) -> Page {
    let t = chrome.t;
    let pack = &*view.pack;
    let form = Form::new(t, &view.form);
    let hours = match pack.term(Kind::Report).map(domain::pack::Term::limit) {
        Some(Limit::Hours(hours)) => hours,
        // The review of every report, where a pack gives no hours of its own (sla.md: 24 elapsed hours).
        _ => 24,
    };
    let harms = HARMS
        .iter()
        .map(|harm| {
            let choice = Choice::new(*harm, t.coded("harm", harm));
            match *harm {
                CHILD_SEXUAL_EXPLOITATION => choice.opens(notice::notice(
                    "danger",
                    view! {
                        <p><strong>{t.report_form_cse_title()}</strong></p><p>{t.report_form_cse_text()}</p>
                    }
                    .into_any(),
                )),
                "self_harm" => choice.opens(notice::line("", t.report_form_self_harm())),
                _ => choice,
            }
        })
        .collect();
    let targets =
        TARGETS.iter().map(|target| Choice::new(*target, t.coded("target", target)).hint(t.coded("target-hint", target))).collect();
    let pictures = t.report_form_files_hint(view.max_files, files::bytes(t, view.max_file));
    let body = view! {
        {super::ask::back(t, &pack.slug, &pack.name)}
        {error_summary(&form)}
        <h1>{t.report_form_title()}</h1>
        <p class="lede">{t.report_form_lede()}</p>
        <p class="promise">{icon("clock")}<span>{term::how_long(t, Kind::Report, view.promise.as_ref(), hours)}</span></p>
        <p class="hint">{term::why(t, Kind::Report, view.promise.as_ref())}</p>
        {notice::line("warning", t.report_form_danger())}
        <form method="post" action=format!("/{}/report", pack.slug) enctype="multipart/form-data" novalidate class="report-form">
            {form.radios(Field::new("harm", t.field_harm()), harms)}
            {form.radios(Field::new("target", t.field_target()), targets)}
            {form.input(Field::new("value", t.field_value()).hint(t.field_value_hint()))}
            {form.area(Field::new("words", t.report_form_words()).hint(t.report_form_words_hint()).optional())}
            <div class="report-pictures">
                {form.file(Field::new("files", t.report_form_files()).hint(pictures).optional(), "image/png,image/jpeg,image/webp", true)}
            </div>
            {form.input(Field::new("email", t.report_form_email()).hint(t.report_form_email_hint()).class("w-half").email().optional())}
            <input type="hidden" name="tz" value=view.form.value("tz")/>
            <p class="hint">{t.report_form_private()}</p>
            <div class="actions"><button class="button">{t.report_form_send()}</button></div>
        </form>
        <LocalZone fields="tz".to_owned()/>
    };
    Page {
        title: t.page_of(t.report_form_title(), pack.name.as_str()),
        error: view.form.is_wrong(),
        islands: true,
        wide: false,
        body: body.into_any(),
    }
}
