//! The declaration to print and sign.

use leptos::prelude::*;

use super::parts::{fact, page as framed, path};
use crate::components::icon::pointing;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::guardian::SignedFormView;

/// The page at `/guardian/children/{id}/form`. On paper only the declaration is left, and how to send it back.
#[must_use]
pub fn page(chrome: &Chrome, view: &SignedFormView) -> Page {
    let t = chrome.t;
    let pack = &*view.pack;
    let facts = [
        fact(t.guardian_form_product(), Some(pack.name.clone())),
        fact(t.guardian_form_guardian(), Some(view.guardian.clone())),
        fact(t.guardian_form_child(), Some(view.name.clone())),
        fact(t.guardian_form_app_id(), Some(view.app_id.clone())),
    ];
    let lines = [t.guardian_form_place(), t.guardian_form_date(), t.guardian_form_name(), t.guardian_form_signature()]
        .into_iter()
        .map(|words| view! { <li>{words}</li> }.into_any())
        .collect::<Vec<_>>();
    let post = pack
        .company
        .address
        .as_ref()
        .map(|address| view! { <li>{t.guardian_form_back_post(pack.company.name.as_str(), address.as_str())}</li> });
    let body = view! {
        <a class="back-link" href=path(&view.id, "proof")>{pointing("arrow-start")}{t.guardian_form_to_proof()}</a>
        <p class="hint no-print">{t.guardian_form_print()}</p>
        <h1>{t.guardian_form_title()}</h1>
        <dl class="summary">{facts.into_iter().flatten().collect::<Vec<_>>()}</dl>
        <p>{t.guardian_form_text_1()}</p>
        <p>{t.guardian_form_text_2()}</p>
        <p>{t.guardian_form_text_3()}</p>
        <ul class="write-lines" role="list">{lines}</ul>
        <h2>{t.guardian_form_back_title()}</h2>
        <ul><li>{t.guardian_form_back_photo()}</li>{post}</ul>
        <p class="hint">{t.guardian_form_kept()}</p>
    };
    framed(t.guardian_form_title(), None, body.into_any())
}
