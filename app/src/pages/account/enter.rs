//! The ways in: making an account, logging in, showing again who one is.

use leptos::prelude::*;

use super::{code, page, secret_box, to};
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::islands::LocalZone;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::account::{AccountLoginView, AccountSecondView, AskEmailView, Asks, ConfirmView, MakeAccountView};

/// The log-in.
#[must_use]
pub fn login(chrome: &Chrome, view: &AccountLoginView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let email = Field { autocomplete: "username", ..Field::new("email", t.account_email()).email().class("w-half") };
    let body = view! {
        {error_summary(&form)}
        <h1>{t.account_login_title()}</h1>
        <p class="lede">{t.account_login_lede()}</p>
        <form method="post" action="/account/login" novalidate data-testid="account-login">
            {to(&form)}
            {form.input(email)}
            {secret_box(&form, Field { autocomplete: "current-password", ..Field::new("password", t.account_password()) })}
            <div class="actions"><button class="button">{t.account_login_go()}</button></div>
        </form>
        <p><a href="/account/reset">{t.account_login_forgot()}</a></p>
        <p>{t.account_login_no()}" "<a href="/account/new">{t.account_new_go()}</a></p>
        <p class="muted">{t.account_login_find()}" "<a href="/requests">{t.account_login_find_go()}</a></p>
    };
    page(t.account_login_title(), view.form.is_wrong(), body.into_any())
}

/// The second step of the log-in.
#[must_use]
pub fn second(chrome: &Chrome, view: &AccountSecondView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let body = view! {
        {error_summary(&form)}
        <h1>{t.account_second_title()}</h1>
        <p class="lede">{t.account_second_lede()}</p>
        <form method="post" action="/account/login/second" novalidate data-testid="account-second">
            {to(&form)}
            {code(&form, t.account_code_hint())}
            <div class="actions"><button class="button">{t.account_second_button()}</button></div>
        </form>
        <p class="hint">{t.account_second_lost()}</p>
        <p><a href="/account/login">{t.account_second_restart()}</a></p>
    };
    page(t.account_second_title(), view.form.is_wrong(), body.into_any())
}

/// The page on which an address is given: to make an account, or to choose a new password.
#[must_use]
pub fn ask(chrome: &Chrome, view: &AskEmailView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let email = Field::new("email", t.account_email()).email().class("w-half");
    let (title, lede, action, button, email) = match view.asks {
        Asks::SignUp => {
            (t.account_new_title(), t.account_new_lede(), "/account/new", t.account_new_button(), email.hint(t.account_new_email_hint()))
        }
        Asks::Reset => (t.account_reset_title(), t.account_reset_lede(), "/account/reset", t.account_reset_button(), email),
    };
    let body = view! {
        {error_summary(&form)}
        <h1>{title.clone()}</h1>
        <p class="lede">{lede}</p>
        <form method="post" action=action novalidate data-testid="account-email">
            {form.input(email)}
            <div class="actions"><button class="button">{button}</button></div>
        </form>
        <p>{t.account_new_have()}" "<a href="/account/login">{t.account_login_go()}</a></p>
    };
    page(title, view.form.is_wrong(), body.into_any())
}

/// The page behind a sign-up's link.
#[must_use]
pub fn make(chrome: &Chrome, view: &MakeAccountView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let name = Field { autocomplete: "name", ..Field::new("name", t.account_name()).hint(t.account_name_hint()).class("w-half") };
    let new = Field { autocomplete: "new-password", ..Field::new("password", t.account_password()).hint(t.account_password_hint()) };
    let body = view! {
        {error_summary(&form)}
        <h1>{t.account_make_title()}</h1>
        <p class="lede">{t.account_make_lede(view.email.as_str())}</p>
        <form method="post" action=view.action.clone() novalidate data-testid="account-make">
            <input type="hidden" name="tz" id="tz"/>
            // For password managers: whose password this will be.
            <input type="text" value=view.email.clone() autocomplete="username" class="visually-hidden" tabindex="-1" aria-hidden="true" readonly/>
            {form.input(name)}
            {secret_box(&form, new)}
            <div class="actions"><button class="button">{t.account_make_button()}</button></div>
        </form>
        <LocalZone fields="tz".to_owned()/>
    };
    Page { islands: true, ..page(t.account_make_title(), view.form.is_wrong(), body.into_any()) }
}

/// The re-authentication: the password, or the second factor of those who have one.
#[must_use]
pub fn confirm(chrome: &Chrome, view: &ConfirmView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let label = if view.has_second { t.account_confirm_or() } else { t.account_password() };
    let body = view! {
        {error_summary(&form)}
        <h1>{t.account_confirm_title()}</h1>
        <p class="lede">{t.account_confirm_lede()}</p>
        <form method="post" action="/account/confirm" novalidate data-testid="account-confirm">
            {to(&form)}
            {view.has_second.then(|| code(&form, t.account_confirm_code_hint()))}
            {secret_box(&form, Field { autocomplete: "current-password", ..Field::new("password", label) })}
            <div class="actions">
                <button class="button">{t.account_confirm_button()}</button>
                <a class="button secondary" href="/account">{t.account_back()}</a>
            </div>
        </form>
    };
    page(t.account_confirm_title(), view.form.is_wrong(), body.into_any())
}
