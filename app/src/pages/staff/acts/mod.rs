//! The page of an act on a ticket: what it means, its form, and once that was asked for, what it will do. Nothing is done before
//! that was shown.

mod fields;
mod shown;
#[cfg(test)]
mod tests;

pub(super) use fields::question;

use leptos::prelude::*;

use super::ticket::{said, who};
use crate::components::error_summary::error_summary;
use crate::components::field::Form;
use crate::components::icon::{icon, of_kind, pointing};
use crate::components::notice::line;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::acts::ActView;

/// The page at `/staff/tickets/{reference}/acts/{act}` and `…/clocks/{act}`.
#[must_use]
pub fn page(chrome: &Chrome, view: &ActView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let title = t.coded("act", view.act);
    let lead = t.by_key(&format!("act-{}-lead", view.act)).unwrap_or_default();
    let destroyed = (view.destroyed > 0).then(|| line("warning", t.act_reopen_destroyed(view.destroyed as i64)));
    let inside = if view.fits {
        let preview = view.preview.as_ref().map(|preview| shown::shown(chrome, preview));
        let ready = view.preview.is_some();
        let (first, do_it) = if ready {
            let class = if view.act == "cancel" { "button danger" } else { "button" };
            (t.act_again(), Some(view! { <button class=class name="step" value="do" data-testid="do">{t.act_do()}</button> }))
        } else {
            (t.act_preview(), None)
        };
        // The way to the preview stands first among the buttons: Enter in a field shows, and never does.
        view! {
            <form method="post" action=view.action.clone() novalidate data-testid="act">
                <input type="hidden" name="version" value=view.version.to_string()/>
                <button class="visually-hidden" name="step" value="preview" tabindex="-1" aria-hidden="true">{first.clone()}</button>
                <div class="act-fields">{fields::fields(chrome, view, &form)}</div>
                {preview}
                <div class="actions">
                    {do_it}
                    <button class=if ready { "button secondary" } else { "button" } name="step" value="preview" data-testid="preview-button">{first}</button>
                </div>
            </form>
        }
        .into_any()
    } else {
        line("warning", t.act_not_now())
    };
    let body = view! {
        {error_summary(&form)}
        <p><a class="back-link" href=format!("/staff/tickets/{}", view.reference)>{pointing("arrow-start")}{t.act_back()}</a></p>
        <div class="ticket-bar">
            <h1>{title.clone()}</h1>
            <span class="tag">{icon(of_kind(view.kind))}{t.coded("staff-kind", view.kind.code())}</span>
            <span class="reference small">{view.reference.clone()}</span>
            <span class="tag" data-testid="state">{t.coded("staff-state", view.state.code())}</span>
        </div>
        {changed(chrome, view)}
        <p class="act-lead">{lead}</p>
        {destroyed}
        {inside}
    };
    Page { title: format!("{title} {}", view.reference), error: view.form.is_wrong(), islands: false, wide: true, body: body.into_any() }
}

/// What another did meanwhile.
fn changed(chrome: &Chrome, view: &ActView) -> AnyView {
    if view.changed.is_empty() {
        return ().into_any();
    }
    let t = chrome.t;
    let items = view
        .changed
        .iter()
        .map(|item| {
            view! { <li>{super::parts::short(chrome, item.at)}" "<strong>{who(chrome, item)}</strong>": "{said(chrome, item)}</li> }
                .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <section class="conflict" role="alert" data-testid="conflict">
            <h2>{icon("alert")}{t.ticket_changed_title()}</h2>
            <p>{t.ticket_changed()}</p>
            <div class="sides"><div><strong>{t.ticket_changed_since()}</strong><ul>{items}</ul></div></div>
        </section>
    }
    .into_any()
}
