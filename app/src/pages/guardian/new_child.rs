//! The form that adds a child.

use leptos::prelude::*;

use super::parts::{back_home, page as framed};
use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::guardian::NewChildView;

/// The page at `/guardian/children/new`.
#[must_use]
pub fn page(chrome: &Chrome, view: &NewChildView) -> Page {
    let t = chrome.t;
    // Whoever has but one product to choose from has chosen it.
    let values = match view.products.as_slice() {
        [only] => view.form.clone().or("product", &only.slug),
        _ => view.form.clone(),
    };
    let form = Form::new(t, &values);
    let products = view.products.iter().map(|pack| Choice::new(pack.slug.as_str(), pack.name.as_str())).collect();
    let body = view! {
        {back_home(t)}
        {error_summary(&form)}
        <h1>{t.guardian_new_title()}</h1>
        <p class="lede">{t.guardian_new_lede()}</p>
        <form method="post" action="/guardian/children/new" novalidate>
            {form.radios(Field::new("product", t.guardian_new_product()), products)}
            {form.input(Field { autocomplete: "off", ..Field::new("name", t.guardian_new_name()).hint(t.guardian_new_name_hint()).class("w-half") })}
            {form.input(Field { autocomplete: "off", ..Field::new("app_id", t.guardian_new_app_id()).hint(t.guardian_new_app_id_hint()).class("w-half") })}
            {form.input(Field { autocomplete: "off", ..Field::new("email", t.guardian_new_email()).hint(t.guardian_new_email_hint()).class("w-half").email().optional() })}
            {form.birth(t.guardian_new_birth(), t.guardian_new_birth_hint())}
            {form.country_of(Field::new("country", t.guardian_new_country()).hint(t.guardian_new_country_hint()), t.choose())}
            <p class="hint">{t.guardian_new_kept()}</p>
            <div class="actions"><button class="button">{t.guardian_new_send()}</button></div>
        </form>
    };
    framed(t.guardian_new_title(), Some(&view.form), body.into_any())
}
