//! Why a clock was late: asked on the ticket's page until somebody says it. It keeps nothing from being closed: who closes late
//! should not have to choose in a hurry; what is missing stands among the alerts until it is said.

use domain::breach::REASONS;
use leptos::prelude::*;

use super::super::parts::act;
use super::values;
use crate::components::choice::Choice;
use crate::components::field::{Field, Form};
use crate::components::icon::icon;
use crate::views::Chrome;
use crate::views::alerts::BreachView;
use crate::views::staff::TicketView;

/// The late clocks: what was said of each, or the form that asks. Posts `clock`, `code` and `words` to the ticket's `/breach`.
pub(super) fn breach(chrome: &Chrome, view: &TicketView) -> Option<AnyView> {
    let works = chrome.staff.as_ref().is_some_and(|reader| reader.works_on(view.kind));
    // One form at a time: two of them would share the ids of their fields.
    let asked = view.breaches.iter().find(|one| one.reason.is_none() && works).map(|one| ask(chrome, view, one));
    let known = view.breaches.iter().filter_map(|one| known(chrome, one)).collect::<Vec<_>>();
    if asked.is_none() && known.is_empty() {
        return None;
    }
    let known = (!known.is_empty()).then(|| view! { <ul class="breach-known" role="list" data-testid="breach-known">{known}</ul> });
    Some(view! { {asked}{known} }.into_any())
}

fn known(chrome: &Chrome, one: &BreachView) -> Option<AnyView> {
    let t = chrome.t;
    let reason = t.coded("breach-reason", one.reason.as_deref()?);
    Some(view! { <li>{icon("info")}" "{t.breach_known(t.coded("governing", one.clock.code()), reason)}</li> }.into_any())
}

fn ask(chrome: &Chrome, view: &TicketView, one: &BreachView) -> AnyView {
    let t = chrome.t;
    let values = values(view, "breach");
    let form = Form { t, view: &values, prefix: super::prefix("breach") };
    let choices = REASONS.into_iter().map(|code| Choice::new(code, t.coded("breach-reason", code))).collect();
    let lead = t.breach_lead(t.coded("governing", one.clock.code()), t.moment(one.due, &chrome.zone));
    view! {
        <section class="panel breach" id="breach" aria-labelledby="breach-title">
            <h2 id="breach-title">{icon("stop")}" "{t.breach_title()}</h2>
            <p>{lead}</p>
            <form method="post" action=act(&view.reference, "breach") novalidate data-testid="breach">
                <input type="hidden" name="clock" value=one.clock.code()/>
                {form.radios(Field::new("code", t.breach_code()), choices)}
                {form.area(Field::new("words", t.breach_words()).hint(t.breach_words_hint()).optional())}
                <div class="actions"><button class="button">{t.breach_button()}</button></div>
            </form>
        </section>
    }
    .into_any()
}
