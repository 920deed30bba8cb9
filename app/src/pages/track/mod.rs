//! The requester's own page. What they must do stands first; then how it ended or where it stands; then everything else.

mod acts;
mod asked;
mod package;
mod status;
mod talk;
#[cfg(test)]
mod tests;

pub(crate) use status::badge;

use leptos::prelude::*;

use crate::components::error_summary::error_summary;
use crate::components::field::Form;
use crate::components::icon::pointing;
use crate::components::{clock, notice, outcome, timeline, zone};
use crate::islands::LocalZone;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::track::TrackView;
use crate::views::{Chrome, FormView};

/// The page at `/requests/{reference}`, as long as it is open in this browser.
#[must_use]
pub fn page(chrome: &Chrome, view: &TrackView) -> Page {
    let t = chrome.t;
    let forms = Forms::of(view);
    let refused = !view.form.0.is_empty() && view.form.1.is_wrong();
    let errors = refused.then(|| error_summary(&Form { t, view: &view.form.1, prefix: prefix(&view.form.0) }));
    let done = view.done.as_ref().and_then(|code| t.by_key(&format!("track-done-{}", code.replace('_', "-"))));
    let last = view.outcomes.len();
    let outcomes = view
        .outcomes
        .iter()
        .rev()
        .enumerate()
        .map(|(at, ended)| {
            let block = outcome::outcome(chrome, &view.pack, view.kind, ended, at == 0 && view.may_appeal);
            if at == 0 && view.state.is_closed() {
                block
            } else {
                // An outcome that is under review again, or from before: it stays as it was, out of the way.
                view! { <details><summary>{t.track_earlier(last - at)}</summary>{block}</details> }.into_any()
            }
        })
        .collect::<Vec<_>>();
    let closed = view.state.is_closed();
    let clocks = view.clocks.iter().map(|state| clock::card(chrome, state, closed)).collect::<Vec<_>>();
    let clocks = (!clocks.is_empty()).then(|| view! { <h2>{t.track_clocks()}</h2><div class="clocks">{clocks}</div> });
    let title = t.coded("track-title", view.kind.code());
    let path = format!("/requests/{}", view.reference);
    let body = view! {
        {errors}
        {done.map(|words| notice::line("success", words))}
        {status::head(chrome, view, &title)}
        {view.pseudonymised_at.map(|_| notice::gone(t.retention_track_title(), t.retention_track_text()))}
        {joined(t, view)}
        {view.new_moment.map(|at| view! { <div data-testid="late">{notice::line("warning", t.track_late(t.moment(at, &chrome.zone)))}</div> })}
        {status::question(chrome, view, &forms)}
        {acts::in_app_code(chrome, view, &forms)}
        {outcomes}
        {package::downloads(chrome, view)}
        {clocks}
        {talk::thread(chrome, view, &forms)}
        {asked::summary_of(chrome, view)}
        <h2>{t.track_timeline()}</h2>
        {timeline::timeline(chrome, &view.timeline)}
        {acts::appeal(chrome, view, &forms)}
        {acts::withdraw(chrome, view, &forms)}
        {zone::form(chrome, format!("{path}/zone"))}
        {leave(chrome, view, &path)}
        <LocalZone fields="tz".to_owned()/>
    };
    Page { title: format!("{title} {}", view.reference), error: refused, islands: true, wide: false, body: body.into_any() }
}

/// The request that this one was joined to, and those that were joined to it. Each opens as every request does: with a code, or
/// from the account.
fn joined(t: T, view: &TrackView) -> AnyView {
    let link = |reference: &String| view! { <a class="reference small" href=format!("/requests/{reference}")>{reference.clone()}</a> };
    let to = view
        .joined_to
        .as_ref()
        .map(|reference| notice::notice("", view! { <p>{t.track_joined_to(reference.as_str())}" "{link(reference)}</p> }.into_any()));
    let these = (!view.joined.is_empty()).then(|| {
        let links = view.joined.iter().map(|one| view! { <li>{link(one)}</li> }.into_any()).collect::<Vec<_>>();
        view! { <section class="panel" data-testid="joined"><h2>{t.track_joined_these()}</h2><ul>{links}</ul></section> }
    });
    view! { {to}{these} }.into_any()
}

/// The way out: the end of the session that opens this page, or the account from which it was opened.
fn leave(chrome: &Chrome, view: &TrackView, path: &str) -> AnyView {
    let t = chrome.t;
    if view.by_account {
        return view! { <a class="back-link" href="/account">{pointing("arrow-start")}{t.account_back()}</a> }.into_any();
    }
    view! { <form method="post" action=format!("{path}/leave")><div class="actions"><button class="button quiet">{t.track_leave()}</button></div></form> }
        .into_any()
}

/// The values of the form that was refused, and nothing for the others.
struct Forms<'a> {
    name: &'a str,
    refused: &'a FormView,
    empty: FormView,
}

impl<'a> Forms<'a> {
    fn of(view: &'a TrackView) -> Self {
        Self { name: &view.form.0, refused: &view.form.1, empty: FormView::default() }
    }

    /// The form of this name, its fields' ids beginning with it.
    fn get<'b>(&'b self, chrome: &Chrome, name: &str) -> Form<'b> {
        let view = if self.name == name { self.refused } else { &self.empty };
        Form { t: chrome.t, view, prefix: prefix(name) }
    }
}

/// What the ids of a form's fields begin with.
fn prefix(name: &str) -> &'static str {
    match name {
        "message" => "message-",
        "withdraw" => "withdraw-",
        "appeal" => "appeal-",
        "in_app_code" => "in-app-",
        _ => "",
    }
}
