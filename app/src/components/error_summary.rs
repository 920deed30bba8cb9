//! What went wrong with a form, at the top of the page, each a link to its field.

use leptos::prelude::*;

use super::field::Form;
use super::icon::icon;

/// The summary of a form's errors, in the words that also stand at the fields; nothing when all is well.
#[must_use]
pub fn error_summary(form: &Form<'_>) -> Option<AnyView> {
    if !form.view.is_wrong() {
        return None;
    }
    let items = form
        .view
        .errors
        .iter()
        .map(|(field, words)| {
            if field.is_empty() {
                view! { <li>{words.clone()}</li> }.into_any()
            } else {
                view! { <li><a href=format!("#{}", form.id(field))>{words.clone()}</a></li> }.into_any()
            }
        })
        .collect::<Vec<_>>();
    Some(
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus=true><h2>{icon("stop")}{form.t.error_heading()}</h2><ul role="list">{items}</ul></div>
        }
        .into_any(),
    )
}
