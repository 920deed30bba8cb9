//! What an invitation's link opens.

use leptos::prelude::*;

use super::login::password;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::staff::JoinView;

/// The form with which an invited person joins the staff: posts `name`, `email` and `password` to the invitation's own path.
#[must_use]
pub fn page(chrome: &Chrome, view: &JoinView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let name = Field { autocomplete: "name", max: 80, ..Field::new("name", t.staff_name()).hint(t.staff_name_hint()).class("w-half") };
    let email = Field { autocomplete: "username", ..Field::new("email", t.staff_email()).email().class("w-half") };
    let body = view! {
        {error_summary(&form)}
        <h1>{t.staff_join_title()}</h1>
        <p class="lede">{t.staff_join_lead(t.coded("role", &view.role))}</p>
        <form method="post" action=view.action.clone() novalidate data-testid="join">
            {form.input(name)}
            {form.input(email)}
            {password(t, &form, "new-password", t.staff_password_hint())}
            <div class="actions"><button class="button">{t.staff_join_button()}</button></div>
        </form>
    };
    Page { title: t.staff_join_title(), error: view.form.is_wrong(), islands: false, wide: false, body: body.into_any() }
}
