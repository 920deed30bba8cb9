//! New passwords: by a reset's link, and from the settings.

use leptos::prelude::*;

use super::{back, code, page, secret_box};
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::account::{ChoosePasswordView, PasswordView};

fn new(t: T) -> Field {
    Field { autocomplete: "new-password", ..Field::new("password", t.account_new_password()).hint(t.account_password_hint()) }
}

/// The page behind a reset's link.
#[must_use]
pub fn choose(chrome: &Chrome, view: &ChoosePasswordView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let body = view! {
        {error_summary(&form)}
        <h1>{t.account_choose_title()}</h1>
        <p class="lede">{t.account_choose_lede()}</p>
        <form method="post" action=view.action.clone() novalidate data-testid="account-choose">
            {secret_box(&form, new(t))}
            {view.needs_second.then(|| code(&form, t.account_code_hint()))}
            <div class="actions"><button class="button">{t.account_choose_button()}</button></div>
        </form>
    };
    page(t.account_choose_title(), view.form.is_wrong(), body.into_any())
}

/// Another password, from the settings.
#[must_use]
pub fn change(chrome: &Chrome, view: &PasswordView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let current = Field { autocomplete: "current-password", ..Field::new("current", t.account_password_current()) };
    let body = view! {
        {error_summary(&form)}
        {back(t)}
        <h1>{t.account_password_title()}</h1>
        <p class="lede">{t.account_password_lede()}</p>
        <form method="post" action="/account/password" novalidate data-testid="account-password">
            {secret_box(&form, current)}
            {secret_box(&form, new(t))}
            <div class="actions"><button class="button">{t.account_password_button()}</button></div>
        </form>
    };
    page(t.account_password_title(), view.form.is_wrong(), body.into_any())
}
