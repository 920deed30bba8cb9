//! Giving up the authority: folded away, and with a box to tick, so that nobody does it by a slip.

use leptos::prelude::*;

use super::super::parts::path;
use super::values;
use crate::components::choice::Choice;
use crate::components::field::Form;
use crate::texts::T;
use crate::views::guardian::ChildView;

/// The form, for an authority that stands or waits.
pub(super) fn section(t: T, view: &ChildView) -> Option<AnyView> {
    view.authority.as_ref().filter(|authority| matches!(authority.state.as_str(), "granted" | "pending"))?;
    let values = values(view, "give_up");
    let form = Form { t, view: &values, prefix: "give_up-" };
    Some(
        view! {
            <details open=values.is_wrong()><summary>{t.guardian_give_up_title()}</summary>
                <p>{t.guardian_give_up_text()}</p>
                <form method="post" action=path(&view.id, "give-up") novalidate>
                    {form.tick("sure", Choice::new("yes", t.guardian_give_up_sure()))}
                    <div class="actions"><button class="button danger">{t.guardian_give_up_go()}</button></div>
                </form>
            </details>
        }
        .into_any(),
    )
}
