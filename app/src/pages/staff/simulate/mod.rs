//! The forecast: what would be kept, and how many people it takes.

mod form;
mod made;
mod words;

use leptos::prelude::*;

use crate::components::error_summary::error_summary;
use crate::components::field::Form;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::simulate::SimulateView;

/// The page: what comes of it first, once it was asked for, then the form. A GET form: nothing is changed by it.
#[must_use]
pub fn page(chrome: &Chrome, view: &SimulateView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let made = view.made.as_ref().map(|made| made::section(chrome, view, made));
    let body = view! {
        {error_summary(&form)}
        <h1>{t.simulate_title()}</h1>
        <p class="lede">{t.simulate_lead()}</p>
        {form::products(t, view)}
        {made}
        {form::plan(t, view, &form)}
        {form::basis(t, view)}
    };
    Page { title: t.simulate_title(), error: view.form.is_wrong(), islands: false, wide: true, body: body.into_any() }
}
