//! Controls whose names are made at run time: the numbered rows of refusals, and the effects by their codes.

use leptos::prelude::*;

use crate::components::field::Form;

/// A control's kind.
pub(super) enum Kind {
    /// One line, with the `type` of its input.
    Line(&'static str),
    /// A list: values and their words.
    List(Vec<(String, String)>),
}

/// A labelled control with its error, tied together for a screen reader as the others are.
pub(super) fn control(form: &Form<'_>, name: &str, label: String, kind: Kind) -> AnyView {
    let id = form.id(name);
    let wrong = form.view.error(name).is_some();
    let described = wrong.then(|| format!("{id}-error"));
    let invalid = wrong.then_some("true");
    let value = form.view.value(name);
    let inside = match kind {
        Kind::Line(kind) => {
            view! { <input id=id.clone() name=name.to_owned() type=kind value=value aria-invalid=invalid aria-describedby=described/> }
                .into_any()
        }
        Kind::List(options) => {
            let options = options
                .into_iter()
                .map(|(code, words)| {
                    let selected = code == value;
                    view! { <option value=code selected=selected>{words}</option> }.into_any()
                })
                .collect::<Vec<_>>();
            view! { <select id=id.clone() name=name.to_owned() aria-invalid=invalid aria-describedby=described>{options}</select> }
                .into_any()
        }
    };
    view! {
        <div class=if wrong { "field field-error" } else { "field" }><label for=id>{label}</label>{form.error(name)}{inside}</div>
    }
    .into_any()
}
