//! The correspondence, and the form that adds to it.

use leptos::prelude::*;

use super::Forms;
use crate::components::field::Field;
use crate::components::{files, messages};
use crate::views::Chrome;
use crate::views::track::TrackView;

/// The messages both ways, with a form below. While a question is open its own form is the one to write with.
pub(super) fn thread(chrome: &Chrome, view: &TrackView, forms: &Forms<'_>) -> AnyView {
    let t = chrome.t;
    let none = view.messages.is_empty().then(|| view! { <p class="muted">{t.track_no_messages()}</p> });
    let list = (!view.messages.is_empty()).then(|| messages::messages(chrome, &view.messages));
    let form = (view.may_write && view.question.is_none()).then(|| {
        let open = forms.get(chrome, "message").view.is_wrong();
        let form = reply(chrome, view, forms, t.track_message(), t.track_message_send());
        view! { <details open=open><summary>{t.track_write()}</summary>{form}</details> }
    });
    view! { <h2>{t.track_messages()}</h2>{none}{list}{form} }.into_any()
}

/// The form of a message or an answer.
pub(super) fn reply(chrome: &Chrome, view: &TrackView, forms: &Forms<'_>, label: String, button: String) -> AnyView {
    let t = chrome.t;
    let form = forms.get(chrome, "message");
    let hint = t.track_files_hint(view.max_files, files::bytes(t, view.max_file));
    let accept = "image/png,image/jpeg,image/webp,application/pdf";
    view! {
        <form method="post" action=format!("/requests/{}/messages", view.reference) enctype="multipart/form-data" novalidate>
            {form.area(Field::new("words", label).hint(t.field_words_hint()))}
            {form.file(Field::new("files", t.track_files()).hint(hint).optional(), accept, true)}
            <div class="actions"><button class="button">{button}</button></div>
        </form>
    }
    .into_any()
}
