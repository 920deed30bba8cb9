//! Moving an older set's tickets to the present rules: the preview, and the approval.

use leptos::prelude::*;

use super::differences;
use crate::components::error_summary::error_summary;
use crate::components::field::Form;
use crate::components::icon::pointing;
use crate::pages::shell::Page;
use crate::pages::staff::calendars::preview::preview;
use crate::views::Chrome;
use crate::views::calendar::RuleMoveView;

/// The page of an older set. Its form posts `seen`, the set that the preview was made with, to its own path.
#[must_use]
pub fn page(chrome: &Chrome, view: &RuleMoveView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let title = t.rules_move_title(view.set.product.as_str(), view.set.policy.as_str());
    let body = view! {
        {error_summary(&form)}
        <p><a class="back-link" href="/staff/rules">{pointing("arrow-start")}{t.rules_title()}</a></p>
        <h1>{title.clone()}</h1>
        <p class="lede">{t.rules_move_lead()}</p>
        <section class="panel"><h2>{t.rules_differs()}</h2>{differences(t, &view.set.differences)}</section>
        <section class="panel"><h2>{t.moves_title()}</h2>{preview(chrome, &view.preview)}</section>
        <form method="post" action=format!("/staff/rules/{}", view.set.id) data-testid="move">
            <input type="hidden" name="seen" value=view.to.clone()/>
            <div class="actions"><button class="button">{t.rules_move_button()}</button></div>
        </form>
    };
    Page { title, error: view.form.is_wrong(), islands: false, wide: true, body: body.into_any() }
}
