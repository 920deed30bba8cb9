//! Frozen accounts of people: the list, and one of them with what is decided about it.

use leptos::prelude::*;

use super::access::pager;
use super::parts::{long, short};
use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::icon::pointing;
use crate::components::notice::line;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::people::{FrozenOneView, FrozenView};

/// The list: since when, and for which products. Looking at one posts `account` to `/staff/accounts/look`.
#[must_use]
pub fn page(chrome: &Chrome, view: &FrozenView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let rows = view.lines.iter().map(|one| {
        view! {
            <tr><th scope="row">{short(chrome, one.since)}</th><td>{products(t, &one.products)}</td>
                <td><form method="post" action="/staff/accounts/look"><input type="hidden" name="account" value=one.id.clone()/>
                    <button class="button secondary small">{t.frozen_look()}</button></form></td></tr>
        }
        .into_any()
    });
    let rows = rows.collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <p class="muted" data-testid="none">{t.frozen_none()}</p> }.into_any()
    } else {
        view! {
            <p class="hint">{t.frozen_look_hint()}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=t.frozen_caption()>
                <table class="data-table" data-testid="frozen"><caption class="visually-hidden">{t.frozen_caption()}</caption>
                    <thead><tr><th scope="col">{t.frozen_since()}</th><th scope="col">{t.frozen_products()}</th><th scope="col">{t.frozen_act()}</th></tr></thead>
                    <tbody>{rows}</tbody></table>
            </div>
            {pager(t, "/staff/accounts", view.next.as_deref(), t.queue_more())}
        }
        .into_any()
    };
    let body = view! {
        {error_summary(&form)}
        <h1>{t.frozen_title()}</h1>
        {view.done.then(|| view! { <div role="status" data-testid="done">{line("success", t.frozen_done())}</div> })}
        <p class="lede">{t.frozen_lead()}</p>
        {list}
    };
    Page { title: t.frozen_title(), error: view.form.is_wrong(), islands: false, wide: true, body: body.into_any() }
}

/// The products' names, or that there are none: whoever made an account need not have asked for anything.
fn products(t: T, names: &[String]) -> String {
    if names.is_empty() { t.frozen_products_none() } else { names.join(", ") }
}

/// One of them: posts `account`, `to`, `checked` and `factor` to `/staff/accounts/open`.
#[must_use]
pub fn one(chrome: &Chrome, view: &FrozenOneView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let mut whose = vec![Choice::new("present", t.frozen_to_present(view.present.as_str()))];
    whose.extend(view.former.iter().map(|(value, email)| Choice::new(value.clone(), t.frozen_to_former(email.as_str()))));
    let checked = vec![
        Choice::new("both", t.frozen_checked_both()),
        Choice::new("in_app", t.frozen_checked_in_app()),
        Choice::new("matched", t.frozen_checked_matched()),
        Choice::new("document", t.frozen_checked_document()),
    ];
    let factor = view.second_at.map(|at| {
        let tick = Choice::new("yes", t.frozen_factor(t.moment(at, &chrome.zone))).hint(t.frozen_factor_hint());
        form.tick("factor", tick)
    });
    let body = view! {
        {error_summary(&form)}
        <p><a class="back-link" href="/staff/accounts">{pointing("arrow-start")}{t.frozen_title()}</a></p>
        <h1>{t.frozen_one_title()}</h1>
        <dl class="summary">
            <div><dt>{t.frozen_since()}</dt><dd>{view.since.map(|at| long(chrome, at))}</dd></div>
            <div><dt>{t.frozen_products()}</dt><dd>{products(t, &view.products)}</dd></div>
        </dl>
        <form method="post" action="/staff/accounts/open" novalidate data-testid="open-account">
            <input type="hidden" name="account" value=view.id.clone()/>
            {form.radios(Field::new("to", t.frozen_to()), whose)}
            {form.radios(Field::new("checked", t.frozen_checked()), checked)}
            {factor}
            <p class="hint">{t.frozen_button_hint()}</p>
            <div class="actions"><button class="button">{t.frozen_button()}</button></div>
        </form>
    };
    Page { title: t.frozen_one_title(), error: view.form.is_wrong(), islands: false, wide: false, body: body.into_any() }
}
