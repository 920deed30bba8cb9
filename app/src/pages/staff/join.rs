//! What an invitation's link opens.

use leptos::prelude::*;

use super::login::password;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::people::JoinView;

/// The form with which an invited person joins the staff: posts `name`, `email` and `password` to the invitation's own path.
#[must_use]
pub fn page(chrome: &Chrome, view: &JoinView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let name = Field { autocomplete: "name", ..Field::new("name", t.staff_name()).hint(t.staff_name_hint()).class("w-half") };
    let email = match &view.email {
        // Bound to the address that the invitation went to: shown, and not asked for.
        Some(email) => view! {
            <div class="field"><label for="email">{t.staff_email()}</label><p class="hint" id="email-hint">{t.staff_join_bound()}</p>
                <input id="email" name="email" type="text" inputmode="email" class="w-half" autocomplete="username" value=email.clone() readonly aria-describedby="email-hint"/></div>
        }
        .into_any(),
        None => form.input(Field { autocomplete: "username", ..Field::new("email", t.staff_email()).email().class("w-half") }),
    };
    let products = (!view.products.is_empty()).then(|| view! { " "{t.staff_join_products(view.products.join(", "))} });
    let body = view! {
        {error_summary(&form)}
        <h1>{t.staff_join_title()}</h1>
        <p class="lede">{t.staff_join_lead(t.coded("role", view.role.code()))}{products}</p>
        <form method="post" action=view.action.clone() novalidate data-testid="join">
            {form.input(name)}
            {email}
            {password(t, &form, "new-password", t.staff_password_hint())}
            <div class="actions"><button class="button">{t.staff_join_button()}</button></div>
        </form>
    };
    Page { title: t.staff_join_title(), error: view.form.is_wrong(), islands: false, wide: false, body: body.into_any() }
}
