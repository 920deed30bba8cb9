//! Another address.

use leptos::prelude::*;

use super::{back, page};
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::account::{EmailLinkView, EmailView};

/// The page on which another address is asked for.
#[must_use]
pub fn change(chrome: &Chrome, view: &EmailView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let body = view! {
        {error_summary(&form)}
        {back(t)}
        <h1>{t.account_email_title()}</h1>
        <p class="lede">{t.account_email_lede(view.email.as_str())}</p>
        <form method="post" action="/account/email" novalidate>
            {form.input(Field::new("email", t.account_email_new()).email().class("w-half"))}
            <div class="actions"><button class="button">{t.account_email_button()}</button></div>
        </form>
    };
    page(t.account_email_title(), view.form.is_wrong(), body.into_any())
}

/// The page behind a link about an address. It only has a button: mail scanners follow links, and press nothing.
#[must_use]
pub fn link(chrome: &Chrome, view: &EmailLinkView) -> Page {
    let t = chrome.t;
    let email = view.email.as_str();
    let (title, lede, button) = if view.stop {
        (t.account_stop_title(), t.account_stop_lede(email), t.account_stop_button())
    } else {
        (t.account_email_confirm_title(), t.account_email_confirm_lede(email), t.account_email_confirm_button())
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lede">{lede}</p>
        <form method="post" action=view.action.clone()><div class="actions"><button class="button">{button}</button></div></form>
    };
    page(title, false, body.into_any())
}
