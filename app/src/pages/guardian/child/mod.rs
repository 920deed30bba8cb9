//! A child's page: what the guardian may do, what they asked for, and the consents.

mod acts;
mod authority;
mod code;
mod consent;
mod leave;
mod requests;

use leptos::prelude::*;

use super::parts::{back_home, done, page as framed};
use crate::components::error_summary::error_summary;
use crate::components::field::Form;
use crate::pages::shell::Page;
use crate::views::guardian::ChildView;
use crate::views::{Chrome, FormView};

/// The page at `/guardian/children/{id}`.
#[must_use]
pub fn page(chrome: &Chrome, view: &ChildView) -> Page {
    let t = chrome.t;
    let summary = refused(view);
    // Who has asked for something comes back to see how it stands: that is above what else could be asked for.
    let (acts, requests) = (acts::section(t, view), requests::section(chrome, view));
    let (first, then) = if view.requests.is_empty() { (acts, requests) } else { (requests, acts) };
    let body = view! {
        {back_home(t)}
        {error_summary(&Form::new(t, &summary))}
        {done(t, view.done.as_deref())}
        <h1>{view.name.clone()}</h1>
        <p class="lede">{t.guardian_child_in(view.pack.name.as_str())}</p>
        {authority::section(chrome, view)}
        {code::section(chrome, view)}
        {first}
        {then}
        {consent::section(chrome, view)}
        {authority::facts(t, view)}
        {leave::section(t, view)}
    };
    framed(view.name.clone(), Some(&view.form.1), body.into_any())
}

/// What was wrong with the refused form, its fields named by their ids on this page, where several forms stand.
fn refused(view: &ChildView) -> FormView {
    let (name, form) = &view.form;
    let errors = form
        .errors
        .iter()
        .map(|(field, words)| {
            let shown = ["code", "scope", "understood", "sure"].contains(&field.as_str());
            (if shown { format!("{name}-{field}") } else { String::new() }, words.clone())
        })
        .collect();
    FormView { values: form.values.clone(), errors }
}

/// The values and errors of a form of this page: what was refused, or nothing yet.
fn values(view: &ChildView, form: &str) -> FormView {
    if view.form.0 == form { view.form.1.clone() } else { FormView::default() }
}
