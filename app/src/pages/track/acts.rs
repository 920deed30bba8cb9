//! What the requester can do: confirm the account, ask for another look, withdraw.

use leptos::prelude::*;

use super::Forms;
use crate::components::choice::Choice;
use crate::components::field::Field;
use crate::components::notice;
use crate::views::Chrome;
use crate::views::track::TrackView;

/// The form for the code that was sent inside the app: only whoever is in the account can read it there.
pub(super) fn in_app_code(chrome: &Chrome, view: &TrackView, forms: &Forms<'_>) -> Option<AnyView> {
    let t = chrome.t;
    if view.in_app_confirmed {
        return view.state.on_queue().then(|| notice::line("success", t.in_app_done()));
    }
    if !view.wants_in_app_code {
        return None;
    }
    let form = forms.get(chrome, "in_app_code");
    let field = Field { autocomplete: "off", ..Field::new("code", t.in_app_field()).hint(t.in_app_hint()).class("code") };
    Some(
        view! {
            <section class="panel">
                <h2>{t.in_app_own_title()}</h2>
                <p>{t.in_app_text(view.pack.name.as_str())}</p>
                <form method="post" action=format!("/requests/{}/in-app-code", view.reference) novalidate>
                    {form.input(field)}
                    <div class="actions"><button class="button">{t.in_app_go()}</button></div>
                </form>
            </section>
        }
        .into_any(),
    )
}

/// The form that asks for another look, by somebody else.
pub(super) fn appeal(chrome: &Chrome, view: &TrackView, forms: &Forms<'_>) -> Option<AnyView> {
    if !view.may_appeal {
        return None;
    }
    let t = chrome.t;
    let form = forms.get(chrome, "appeal");
    Some(
        view! {
            <section class="panel" aria-labelledby="appeal">
                <h2 id="appeal">{t.appeal_title()}</h2>
                <p>{t.appeal_text()}</p>
                <form method="post" action=format!("/requests/{}/appeal", view.reference) novalidate>
                    {form.area(Field::new("words", t.appeal_words()).hint(t.field_words_hint()))}
                    <div class="actions"><button class="button">{t.appeal_send()}</button></div>
                </form>
            </section>
        }
        .into_any(),
    )
}

/// The form that withdraws the request: folded away, and with a box to tick, so that nobody does it by a slip.
pub(super) fn withdraw(chrome: &Chrome, view: &TrackView, forms: &Forms<'_>) -> Option<AnyView> {
    if !view.may_withdraw {
        return None;
    }
    let t = chrome.t;
    let form = forms.get(chrome, "withdraw");
    let open = form.view.is_wrong();
    Some(
        view! {
            <details open=open><summary>{t.withdraw_title()}</summary>
                <p>{t.withdraw_text()}</p>
                <form method="post" action=format!("/requests/{}/withdraw", view.reference) novalidate>
                    {form.tick("sure", Choice::new("yes", t.withdraw_sure()))}
                    <div class="actions"><button class="button danger">{t.withdraw_go()}</button></div>
                </form>
            </details>
        }
        .into_any(),
    )
}
