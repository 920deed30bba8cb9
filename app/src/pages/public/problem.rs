//! Pages for what could not be done. Each says what happened and what to do, and blames nobody.

use leptos::prelude::*;

use crate::components::files;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::public::{KeptView, ProblemView};

/// The page of a problem. The server chooses the status.
#[must_use]
pub fn page(chrome: &Chrome, view: &ProblemView) -> Page {
    let t = chrome.t;
    let (title, text) = match view {
        ProblemView::NotFound => (t.problem_not_found_title(), t.problem_not_found_text()),
        ProblemView::LinkOver => (t.problem_link_over_title(), t.problem_link_over_text()),
        ProblemView::Refused => (t.problem_refused_title(), t.problem_refused_text()),
        ProblemView::TooLarge(limit) => (t.problem_too_large_title(), t.problem_too_large_text(files::bytes(t, *limit))),
        ProblemView::TooMany(until) => (t.problem_too_many_title(), t.problem_too_many_text(t.moment(*until, &chrome.zone))),
        ProblemView::TooManyForms(kept) => (t.problem_too_many_title(), t.problem_too_many_text(t.moment(kept.until, &chrome.zone))),
        ProblemView::Full => (t.problem_full_title(), t.problem_full_text()),
        ProblemView::Failed(_) => (t.problem_failed_title(), t.problem_failed_text()),
        ProblemView::Moved => (t.problem_moved_title(), t.problem_moved_text()),
    };
    let number = if let ProblemView::Failed(number) = view {
        Some(view! { <p class="hint">{t.problem_number()}" "<code>{number.clone()}</code></p> })
    } else {
        None
    };
    // Whoever opens a link too late gets a new code with one press: it goes to the same address, if there is one.
    let again = matches!(view, ProblemView::LinkOver).then(|| {
        view! { <form method="post" action=format!("{}/again", chrome.path) class="actions"><button class="button">{t.code_resend()}</button></form> }
    });
    let kept = if let ProblemView::TooManyForms(kept) = view { Some(kept_form(chrome, kept)) } else { None };
    let home = chrome.product.as_ref().map_or_else(|| "/".to_owned(), |pack| format!("/{}", pack.slug));
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lede">{text}</p>
        {number}
        {again}
        {kept}
        <div class="actions"><a class=if matches!(view, ProblemView::LinkOver | ProblemView::TooManyForms(_)) { "button secondary" } else { "button" } href=home>{t.problem_home()}</a><a class="button secondary" href="/requests">{t.home_find()}</a></div>
    };
    super::plain(title, body.into_any())
}

/// What was typed, to be sent again: hidden in the form as a browser sent it.
fn kept_form(chrome: &Chrome, kept: &KeptView) -> impl IntoView {
    let t = chrome.t;
    let fields: Vec<_> =
        kept.fields.iter().map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone() /> }).collect();
    view! {
        <form method="post" action=kept.action.clone() enctype=kept.files.then_some("multipart/form-data")>
            {fields}
            <p>{t.limit_kept()}</p>
            {kept.files.then(|| view! { <p class="hint">{t.limit_kept_files()}</p> })}
            <div class="actions"><button class="button">{t.limit_send_again()}</button></div>
        </form>
    }
}
