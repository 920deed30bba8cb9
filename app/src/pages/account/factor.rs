//! The second factor: off, waiting for its first code, or on; and the recovery codes.

use leptos::prelude::*;

use super::{back, code, page as framed};
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::notice;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::account::{CodesView, FactorState, FactorView};

/// The page at `/account/second`.
#[must_use]
pub fn page(chrome: &Chrome, view: &FactorView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let inside = match &view.state {
        FactorState::Off => view! {
            <p class="lede">{t.account_factor_off_lede()}</p>
            <p>{t.account_factor_off_why()}</p>
            <form method="post" action="/account/second/start"><div class="actions"><button class="button">{t.account_factor_start()}</button></div></form>
        }
        .into_any(),
        FactorState::Waiting { letters, uri, picture } => waiting(&form, letters, uri, picture.clone()),
        FactorState::On { left } => on(&form, *left),
    };
    let body = view! {
        {error_summary(&form)}
        {back(t)}
        <h1>{t.account_factor_title()}</h1>
        {inside}
    };
    framed(t.account_factor_title(), view.form.is_wrong(), body.into_any())
}

fn waiting(form: &Form<'_>, letters: &str, uri: &str, picture: Option<String>) -> AnyView {
    let t = form.t;
    // The picture is the server's own SVG: squares, and nothing that anybody typed.
    let picture = picture.map(|svg| view! { <p>{t.account_factor_scan()}</p><div inner_html=svg></div> });
    view! {
        <h2>{t.account_factor_scan_title()}</h2>
        {picture}
        <p><a href=uri.to_owned()>{t.account_factor_same_phone()}</a></p>
        <p>{t.account_factor_letters()}<br/><code class="ltr">{letters.to_owned()}</code></p>
        <h2>{t.account_factor_enter_title()}</h2>
        <form method="post" action="/account/second/on" novalidate data-testid="factor-on">
            {form.input(Field::new("code", t.account_code()).code())}
            <div class="actions"><button class="button">{t.account_factor_enter_button()}</button></div>
        </form>
    }
    .into_any()
}

fn on(form: &Form<'_>, left: i64) -> AnyView {
    let t = form.t;
    let tone = if left == 0 { "warning" } else { "" };
    view! {
        <p class="lede">{t.account_factor_on_lede()}</p>
        {notice::line(tone, t.account_factor_left(left))}
        <form method="post" action="/account/second/codes">
            <p class="hint">{t.account_factor_new_codes_hint()}</p>
            <div class="actions"><button class="button secondary">{t.account_factor_new_codes()}</button></div>
        </form>
        <h2>{t.account_factor_off_title()}</h2>
        <form method="post" action="/account/second/off" novalidate>
            {code(form, t.account_code_hint())}
            <div class="actions"><button class="button danger">{t.account_factor_off_button()}</button></div>
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
        <h1>{t.account_codes_title()}</h1>
        <p class="lede">{t.account_codes_lede()}</p>
        {notice::line("warning", t.account_codes_once())}
        <ol data-testid="codes">{list}</ol>
        <div class="actions"><a class="button" href="/account/second">{t.account_codes_done()}</a></div>
    };
    framed(t.account_codes_title(), false, body.into_any())
}
