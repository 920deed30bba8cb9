//! The page on which somebody finds a request again.

use leptos::prelude::*;

use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::public::FindView;

/// The page at `/requests`, and at `/requests/{reference}` as long as that is not open in this browser.
#[must_use]
pub fn page(chrome: &Chrome, view: &FindView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let field = Field::new("reference", t.field_reference()).hint(t.field_reference_hint()).class("w-half ltr");
    let body = view! {
        {error_summary(&form)}
        <h1>{t.find_title()}</h1>
        <p class="lede">{t.find_lede()}</p>
        <form method="post" action="/requests" novalidate>
            {form.input(Field { autocomplete: "off", ..field })}
            <div class="actions"><button class="button">{t.find_go()}</button></div>
        </form>
        <h2>{t.find_lost_title()}</h2>
        <p>{t.find_lost_text()}</p>
    };
    Page { title: t.find_title(), error: view.form.is_wrong(), islands: false, wide: false, body: body.into_any() }
}
