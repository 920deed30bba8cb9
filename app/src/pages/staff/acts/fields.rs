//! The fields of each act.

use leptos::prelude::*;

use crate::components::choice::Choice;
use crate::components::field::{Field, Form};
use crate::texts::T;
use crate::views::acts::{ActView, CandidateView};
use crate::views::{Chrome, FormView};

/// The fields of the act's form, with what was typed.
pub(super) fn fields(chrome: &Chrome, view: &ActView, form: &Form<'_>) -> AnyView {
    let t = chrome.t;
    match view.act {
        "pause" => pause(t, &view.form),
        "extend" => form.area(Field::new("words", t.act_words_extend()).hint(t.act_words_extend_hint())),
        "merge" => merge(chrome, view, form),
        "await" => form.area(Field::new("words", t.act_note()).hint(t.act_note_hint()).optional()),
        "cancel" => cancel(t, view, form),
        "due" => due(chrome, form),
        "reopen" => reopen(t, view, form),
        _ => ().into_any(),
    }
}

/// A question and how long it waits: the same fields on the ticket's own page.
pub(in super::super) fn question(t: T, form: &Form<'_>) -> AnyView {
    view! {
        {form.area(Field::new("words", t.question_label()).hint(t.question_hint()))}
        {form.radios(Field::new("reason", t.question_reason()), vec![
            Choice::new("clarification", t.question_clarification()),
            Choice::new("identity_check", t.question_identity_check()),
        ])}
        {form.input(Field { kind: "number", inputmode: "numeric", ..Field::new("days", t.question_days()).hint(t.question_days_hint()).class("w-short") })}
        {form.area(Field::new("note", t.act_note()).hint(t.act_note_hint()).optional())}
    }
    .into_any()
}

fn pause(t: T, typed: &FormView) -> AnyView {
    let values = typed.clone().or("reason", "clarification").or("days", "7");
    question(t, &Form::new(t, &values))
}

/// The others: what can be joined has a box, what cannot stands below with its reason; each can be read first.
fn merge(chrome: &Chrome, view: &ActView, form: &Form<'_>) -> AnyView {
    let t = chrome.t;
    let at = |moment| t.short_moment(moment, &chrome.zone);
    let name = |one: &CandidateView| t.act_other(one.reference.as_str(), t.coded("staff-state", one.state.code()));
    let choices: Vec<_> = view
        .candidates
        .iter()
        .filter(|one| one.obstacle.is_none())
        .map(|one| {
            let about = t.act_other_about(at(one.received_at), at(one.due_at));
            let about = if one.differs { format!("{about} {}", t.act_other_differs()) } else { about };
            Choice::new(one.value.clone(), name(one)).hint(about)
        })
        .collect();
    let boxes = if choices.is_empty() {
        view! { <p>{t.act_others_none()}</p><p class="hint">{t.act_others_hint()}</p> }.into_any()
    } else {
        form.checkboxes(Field::new("others", t.act_others()).hint(t.act_others_hint()), choices)
    };
    let links = view
        .candidates
        .iter()
        .map(|one| {
            let why = one.obstacle.map(|why| view! { " "<span class="muted">{t.coded("error", why)}</span> });
            view! { <li><a class="reference small" href=format!("/staff/tickets/{}", one.reference)>{one.reference.clone()}</a>{why}</li> }
                .into_any()
        })
        .collect::<Vec<_>>();
    let links = (!links.is_empty()).then(|| view! { <ul class="candidates">{links}</ul> });
    view! { {boxes}{links} }.into_any()
}

fn cancel(t: T, view: &ActView, form: &Form<'_>) -> AnyView {
    let choices = view.reasons.iter().map(|code| Choice::new(*code, t.coded("cancel", code))).collect();
    view! {
        {form.radios(Field::new("reason", t.act_reason()), choices)}
        {form.area(Field::new("words", t.act_words_requester()).hint(t.act_words_requester_hint()))}
    }
    .into_any()
}

fn due(chrome: &Chrome, form: &Form<'_>) -> AnyView {
    let t = chrome.t;
    let zone = crate::texts::zone_label(chrome.now, &chrome.zone);
    view! {
        {form.input(Field { kind: "datetime-local", ..Field::new("due", t.act_due_field()).hint(t.act_due_hint(zone)).class("w-half") })}
        {form.area(Field::new("words", t.act_words_inside()).hint(t.act_words_inside_hint()))}
    }
    .into_any()
}

fn reopen(t: T, view: &ActView, form: &Form<'_>) -> AnyView {
    let case = view.kind.is_decided();
    let mut choices = vec![Choice::new("same", t.act_how_same()).hint(t.act_how_same_hint())];
    if !case {
        choices.push(Choice::new("new", t.act_how_new()).hint(t.act_how_new_hint()));
    }
    let how = Field::new("how", t.act_how());
    let how = if case { how.hint(t.act_how_case_hint()) } else { how };
    let label = if case { t.act_words_reporters() } else { t.act_words_requester() };
    view! {
        {form.radios(how, choices)}
        {form.area(Field::new("words", label).hint(t.act_words_requester_hint()))}
    }
    .into_any()
}
