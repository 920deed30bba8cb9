//! The staff's log-in.

use leptos::prelude::*;

use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::islands::LocalZone;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::staff::LoginView;

/// The log-in: posts `email` and `password` to `/staff/login`. The password is never given back.
#[must_use]
pub fn page(chrome: &Chrome, view: &LoginView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let email = Field { autocomplete: "username", ..Field::new("email", t.staff_email()).email().class("w-half") };
    let body = view! {
        {error_summary(&form)}
        <h1>{t.staff_login_title()}</h1>
        <p class="lede">{t.staff_login_lead()}</p>
        <form method="post" action="/staff/login" novalidate data-testid="login">
            {form.input(email)}
            {password(t, &form, "current-password", String::new())}
            <div class="actions">
                <button class="button">{t.staff_login_button()}</button>
                <a class="button secondary" href="/">{t.staff_login_front()}</a>
            </div>
        </form>
        <LocalZone fields="tz".to_owned()/>
    };
    Page { title: t.staff_login_title(), error: view.form.is_wrong(), islands: true, wide: false, body: body.into_any() }
}

/// A password's field: always empty, whatever was typed before.
pub(super) fn password(t: T, form: &Form<'_>, autocomplete: &'static str, hint: String) -> AnyView {
    let mut bare = form.view.clone();
    bare.values.remove("password");
    let field = Field { kind: "password", autocomplete, hint, max: 200, ..Field::new("password", t.staff_password()).class("w-half") };
    Form { t, view: &bare, prefix: form.prefix }.input(field)
}
