//! The closing of a request: one form for its three ends. What an end does not use is hidden by style alone (`.when-done`,
//! `.when-refused`), is still sent, and is ignored by the desk.

mod control;
mod effects;
mod refusals;

use domain::Kind;
use leptos::prelude::*;

use super::parts::{act, version};
use super::ticket::{offers, prefix, values};
use crate::components::choice::Choice;
use crate::components::field::{Field, Form};
use crate::components::icon::icon;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::staff::TicketView;

/// The closing form; nothing for reports, and for those who may not close it.
pub(super) fn close(chrome: &Chrome, view: &TicketView) -> AnyView {
    // Reports and notices are decided, and authority has a form of its own.
    if view.kind.is_decided() || view.kind == Kind::GuardianAuthority || !offers(view, "close") {
        return ().into_any();
    }
    let t = chrome.t;
    let values = values(view, "close");
    let form = Form { t, view: &values, prefix: prefix("close") };
    let ends = vec![
        Choice::new("fulfilled", t.close_fulfilled()).hint(t.close_fulfilled_hint()),
        Choice::new("partially_fulfilled", t.close_partly()).hint(t.close_partly_hint()),
        Choice::new("denied", t.close_denied()).hint(t.close_denied_hint()),
    ];
    let open = view.form.0 == "close";
    view! {
        <details class="panel closing" open=open data-key="x" data-testid="closing">
            <summary>{icon("check-circle")}{t.close_title()}" "<kbd class="kbd">"x"</kbd></summary>
            <p class="hint">{t.close_lead()}</p>
            <form method="post" action=act(&view.reference, "close") novalidate data-testid="close">
                {version(view)}
                {form.radios(Field::new("outcome", t.close_outcome()), ends)}
                <div class="when-done">
                    {checks(t, view, &form)}
                    {(view.kind == Kind::Access).then(|| {
                        form.tick("nothing_held", Choice::new("yes", t.close_nothing_held()).hint(t.close_nothing_held_hint()))
                    })}
                    {kept(t, view, &form)}
                    {effects::effects(chrome, view, &form)}
                </div>
                <div class="when-refused">
                    {refusals::refusals(t, view, &form)}
                    {form.area(Field::new("done_anyway", t.close_done_anyway()).hint(t.close_done_anyway_hint()))}
                </div>
                {form.area(Field::new("words", t.close_words()).hint(t.close_words_hint()))}
                <div class="actions"><button class="button">{t.close_button()}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// What the portal knows by itself, so that nobody ticks it.
const KNOWN: &str = "in_app_code_confirmed";

/// What must have been checked before this kind is done.
fn checks(t: T, view: &TicketView, form: &Form<'_>) -> AnyView {
    let list: Vec<_> =
        view.checklist.iter().filter(|code| **code != KNOWN).map(|code| Choice::new(*code, t.coded("check", code))).collect();
    let known = view.checklist.contains(&KNOWN).then(|| {
        let done = view.app_id_state == "confirmed";
        let (class, sign) = if done { ("done", "check-circle") } else { ("", "hand") };
        let state = if done { t.close_known() } else { t.close_not_yet() };
        view! {
            <ul class="checklist" role="list"><li class=class data-testid="known">{icon(sign)}<span>{t.coded("check", KNOWN)}</span>
                <span class="who">{state}</span></li></ul>
        }
    });
    let boxes = (!list.is_empty()).then(|| form.checkboxes(Field::new("check", t.close_checks()).hint(t.close_checks_hint()), list));
    view! { {known}{boxes} }.into_any()
}

/// What stays after a deletion, rule by rule.
fn kept(t: T, view: &TicketView, form: &Form<'_>) -> AnyView {
    if view.kind != Kind::Deletion {
        return ().into_any();
    }
    let list = view
        .pack
        .kept_after_deletion()
        .map(|rule| {
            let lang = t.lang();
            let mut about = vec![rule.rule.get(lang).to_owned()];
            about.extend(rule.law.as_ref().map(|law| law.get(lang).to_owned()));
            about.push(t.ticket_section(rule.section.as_str()));
            Choice::new(rule.id.as_str(), rule.what.get(lang)).hint(about.join(" · "))
        })
        .collect::<Vec<_>>();
    if list.is_empty() {
        return ().into_any();
    }
    form.checkboxes(Field::new("kept", t.close_kept()).hint(t.close_kept_hint()).optional(), list)
}
