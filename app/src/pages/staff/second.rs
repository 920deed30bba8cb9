//! The second factor: entering it, setting it up, and the recovery codes. The password again before what is weighty. A new
//! password.

use leptos::prelude::*;

use super::login::password;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::people::{CodesView, ConfirmView, EnrolView, ForgotView, ResetView, SecondView};

/// The second factor: posts `code` to `/staff/second`; with what is to be enrolled also `token`.
#[must_use]
pub fn page(chrome: &Chrome, view: &SecondView) -> Page {
    let t = chrome.t;
    let mut bare = view.form.clone();
    bare.values.remove("code");
    let form = Form::new(t, &bare);
    let (title, inside) = match &view.enrol {
        Some(enrol) => (t.second_enrol_title(), enrolment(t, &form, enrol, view.again)),
        None => {
            // Longer than six: a recovery code fits as well.
            let field = Field { ..Field::new("code", t.second_code()).code() };
            let inside = view! {
                <p class="lede">{t.second_lead()}</p>
                <form method="post" action="/staff/second" novalidate data-testid="second">
                    {form.input(field)}
                    <div class="actions"><button class="button">{t.second_button()}</button></div>
                </form>
            };
            (t.second_title(), inside.into_any())
        }
    };
    let body = view! {
        {error_summary(&form)}
        <h1>{title.clone()}</h1>
        {inside}
        <form method="post" action="/staff/logout"><button class="button secondary small">{t.second_logout()}</button></form>
    };
    Page { title, error: view.form.is_wrong(), islands: false, wide: false, body: body.into_any() }
}

fn enrolment(t: T, form: &Form<'_>, enrol: &EnrolView, again: bool) -> AnyView {
    let picture = enrol
        .picture
        .as_ref()
        .map(|svg| view! { <div class="qr" role="img" aria-label=t.second_enrol_picture() inner_html=svg.clone()></div> });
    let code = enrol.code.as_ref().map(|code| {
        view! { <p class="hint">{t.second_enrol_dev()}" "<strong class="ltr" data-testid="dev-code">{code.clone()}</strong></p> }
    });
    view! {
        <p class="lede">{t.second_enrol_lead()}</p>
        {again.then(|| view! { <p>{t.second_enrol_again()}</p> })}
        {picture}
        <p>{t.second_enrol_key()}": "<span class="ltr"><code data-testid="secret">{enrol.letters.clone()}</code></span></p>
        <p><a href=enrol.uri.clone()>{t.second_enrol_open()}</a></p>
        {code}
        <form method="post" action="/staff/second" novalidate data-testid="enrol">
            <input type="hidden" name="token" value=enrol.token.clone()/>
            {form.input(Field::new("code", t.second_enrol_code()).code())}
            <div class="actions"><button class="button">{t.second_enrol_button()}</button></div>
        </form>
    }
    .into_any()
}

/// The recovery codes, shown once.
#[must_use]
pub fn codes(chrome: &Chrome, view: &CodesView) -> Page {
    let t = chrome.t;
    let list = view.codes.iter().map(|code| view! { <li><code class="ltr">{code.clone()}</code></li> }.into_any()).collect::<Vec<_>>();
    let body = view! {
        <h1>{t.codes_title()}</h1>
        <p class="lede">{t.codes_lead()}</p>
        <ul data-testid="recovery">{list}</ul>
        <p><a class="button" href=view.to.clone() data-testid="go-on">{t.codes_go_on()}</a></p>
    };
    Page { title: t.codes_title(), error: false, islands: false, wide: false, body: body.into_any() }
}

/// The password again: posts `password` and `to` to `/staff/confirm`.
#[must_use]
pub fn confirm(chrome: &Chrome, view: &ConfirmView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let body = view! {
        {error_summary(&form)}
        <h1>{t.confirm_title()}</h1>
        <p class="lede">{t.confirm_lead()}</p>
        <form method="post" action="/staff/confirm" novalidate data-testid="confirm">
            <input type="hidden" name="to" value=view.to.clone()/>
            {password(t, &form, "current-password", String::new())}
            <div class="actions"><button class="button">{t.confirm_button()}</button></div>
        </form>
    };
    Page { title: t.confirm_title(), error: view.form.is_wrong(), islands: false, wide: false, body: body.into_any() }
}

/// Asks for a link for a new password: posts `email` to `/staff/forgot`.
#[must_use]
pub fn forgot(chrome: &Chrome, view: &ForgotView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    if view.sent {
        let body = view! { <h1>{t.forgot_sent_title()}</h1><p class="lede" data-testid="sent">{t.forgot_sent()}</p> };
        return Page { title: t.forgot_sent_title(), error: false, islands: false, wide: false, body: body.into_any() };
    }
    let body = view! {
        {error_summary(&form)}
        <h1>{t.forgot_title()}</h1>
        <p class="lede">{t.forgot_lead()}</p>
        <form method="post" action="/staff/forgot" novalidate data-testid="forgot">
            {form.input(Field { autocomplete: "username", ..Field::new("email", t.staff_email()).email().class("w-half") })}
            <div class="actions"><button class="button">{t.forgot_button()}</button></div>
        </form>
    };
    Page { title: t.forgot_title(), error: view.form.is_wrong(), islands: false, wide: false, body: body.into_any() }
}

/// A new password, from a link: posts `password` to the link's own path.
#[must_use]
pub fn reset(chrome: &Chrome, view: &ResetView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let body = view! {
        {error_summary(&form)}
        <h1>{t.reset_title()}</h1>
        <p class="lede">{t.reset_lead()}</p>
        <form method="post" action=view.action.clone() novalidate data-testid="reset">
            {password(t, &form, "new-password", t.staff_password_hint())}
            <div class="actions"><button class="button">{t.reset_button()}</button></div>
        </form>
    };
    Page { title: t.reset_title(), error: view.form.is_wrong(), islands: false, wide: false, body: body.into_any() }
}
