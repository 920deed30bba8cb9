//! The staff's log-in.

use leptos::prelude::*;

use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::notice::line;
use crate::islands::LocalZone;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::people::LoginView;

/// The log-in: posts `email` and `password` to `/staff/login`. The password is never given back.
#[must_use]
pub fn page(chrome: &Chrome, view: &LoginView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let email = Field { autocomplete: "username", ..Field::new("email", t.staff_email()).email().class("w-half") };
    let body = view! {
        {error_summary(&form)}
        <h1>{t.staff_login_title()}</h1>
        {view.done.as_ref().and_then(|code| t.by_key(&format!("staff-login-done-{}", code.replace('_', "-"))))
            .map(|words| view! { <div role="status" data-testid="done">{line("success", words)}</div> })}
        <p class="lede">{t.staff_login_lead()}</p>
        <form method="post" action="/staff/login" novalidate data-testid="login">
            {form.input(email)}
            {password(t, &form, "current-password", String::new())}
            <div class="actions">
                <button class="button">{t.staff_login_button()}</button>
                <a class="button secondary" href="/">{t.staff_login_front()}</a>
            </div>
        </form>
        <p><a href="/staff/forgot">{t.staff_login_forgot()}</a></p>
        <LocalZone fields="tz".to_owned()/>
    };
    Page { title: t.staff_login_title(), error: view.form.is_wrong(), islands: true, wide: false, body: body.into_any() }
}

/// A password's field: always empty, whatever was typed before.
pub(super) fn password(t: T, form: &Form<'_>, autocomplete: &'static str, hint: String) -> AnyView {
    password_named(t, form, "password", t.staff_password(), autocomplete, hint)
}

/// The same under another name.
pub(super) fn password_named(
    t: T,
    form: &Form<'_>,
    name: &'static str,
    label: String,
    autocomplete: &'static str,
    hint: String,
) -> AnyView {
    let mut bare = form.view.clone();
    bare.values.remove(name);
    let field = Field { kind: "password", autocomplete, hint, ..Field::new(name, label).class("w-half") };
    Form { t, view: &bare, prefix: form.prefix }.input(field)
}
