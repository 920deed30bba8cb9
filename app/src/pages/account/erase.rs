//! The end of an account.

use leptos::prelude::*;

use super::{back, page as framed};
use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::Form;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::account::EraseView;

/// The page at `/account/erase`.
#[must_use]
pub fn page(chrome: &Chrome, view: &EraseView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let body = view! {
        {error_summary(&form)}
        {back(t)}
        <h1>{t.account_erase_title()}</h1>
        <p class="lede">{t.account_erase_lede()}</p>
        <h2>{t.account_erase_goes()}</h2>
        <p>{t.account_erase_goes_text()}</p>
        <h2>{t.account_erase_stays()}</h2>
        <p>{t.account_erase_stays_text()}</p>
        <form method="post" action="/account/erase" novalidate>
            {form.tick("sure", Choice::new("yes", t.account_erase_sure()))}
            <div class="actions">
                <button class="button danger">{t.account_erase_button()}</button>
                <a class="button secondary" href="/account">{t.account_back()}</a>
            </div>
        </form>
    };
    framed(t.account_erase_title(), view.form.is_wrong(), body.into_any())
}
