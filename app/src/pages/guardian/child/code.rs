//! The code that goes to the child's address.

use leptos::prelude::*;

use super::super::parts::path;
use super::values;
use crate::components::field::{Field, Form};
use crate::views::Chrome;
use crate::views::guardian::ChildView;

/// The button that sends a code, and the box for one that is out; nothing where neither can be.
pub(super) fn section(chrome: &Chrome, view: &ChildView) -> Option<AnyView> {
    if !view.may_send_code && view.code_until.is_none() {
        return None;
    }
    let t = chrome.t;
    let values = values(view, "code");
    let form = Form { t, view: &values, prefix: "code-" };
    let entry = view.code_until.map(|until| {
        let hint = t.guardian_code_until(t.moment(until, &chrome.zone));
        // The code comes to somebody else's mail: no phone has it ready to fill in.
        let field = Field { autocomplete: "off", ..Field::new("code", t.guardian_code_field()).hint(hint).code() };
        view! {
            <form method="post" action=path(&view.id, "code/enter") novalidate>
                {form.input(field)}
                <div class="actions"><button class="button">{t.guardian_code_go()}</button></div>
            </form>
        }
    });
    let send = view.may_send_code.then(|| {
        let words = if view.code_until.is_some() { t.guardian_code_again() } else { t.guardian_code_send() };
        view! { <form method="post" action=path(&view.id, "code")><button class="button secondary">{words}</button></form> }
    });
    Some(
        view! {
            <section class="panel" aria-labelledby="code-title">
                <h2 id="code-title">{t.guardian_code_title()}</h2>
                <p>{t.guardian_code_text()}</p>
                <div class="stack">{entry}{send}</div>
            </section>
        }
        .into_any(),
    )
}
