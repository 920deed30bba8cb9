//! The flags over a child: those that stand, and the forms that set and lift them.

use domain::guardian::Flag;
use leptos::prelude::*;

use super::super::super::parts::act;
use super::{hidden, values};
use crate::components::choice::Choice;
use crate::components::field::{Field, Form};
use crate::components::icon::icon;
use crate::components::notice::notice;
use crate::texts::T;
use crate::views::guardian::GuardianPanel;
use crate::views::{Chrome, FormView};

/// Every flag with its note and who set it; the forms only for who may.
pub(super) fn flags(chrome: &Chrome, view: &GuardianPanel, reference: &str, version: i64, refused: &(String, FormView)) -> AnyView {
    let t = chrome.t;
    let items = view
        .flags
        .iter()
        .map(|(id, code, who, at, note)| {
            let by = t.gpanel_flag_by(who.as_str(), t.short_moment(*at, &chrome.zone));
            let lift = view.may_flag.then(|| {
                let words = t.coded("flag", code);
                view! {
                    <form method="post" action=act(reference, "flag/lift")>
                        {hidden(version)}<input type="hidden" name="id" value=id.clone()/>
                        <button class="button secondary small">{t.gpanel_flag_lift()}<span class="visually-hidden">{t.colon()}{words}</span></button>
                    </form>
                }
            });
            view! {
                <li>
                    <p>{icon("flag")}" "<strong>{t.coded("flag", code)}</strong>" "<span class="muted">{by}</span></p>
                    <p>{note.clone()}</p>
                    {lift}
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let list = if items.is_empty() {
        view! { <p class="muted">{t.gpanel_flags_none()}</p> }.into_any()
    } else {
        view! { <ul class="request-list" role="list" data-testid="flags">{items}</ul> }.into_any()
    };
    view! { <h3>{t.gpanel_flags()}</h3>{list}{view.may_flag.then(|| set(t, reference, version, refused))} }.into_any()
}

/// Protected children whose IDs look like this one's: for who may know of them.
pub(super) fn near(chrome: &Chrome, view: &GuardianPanel) -> Option<AnyView> {
    if view.near.is_empty() {
        return None;
    }
    let t = chrome.t;
    let items = view
        .near
        .iter()
        .map(|(id, code, who, at, note)| {
            let by = t.gpanel_flag_by(who.as_str(), t.short_moment(*at, &chrome.zone));
            view! {
                <li>
                    <p>{icon("flag")}" "<strong class="ltr">{id.clone()}</strong>" "{t.coded("flag", code)}" "<span class="muted">{by}</span></p>
                    <p>{note.clone()}</p>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let inside = view! {
        <h3>{t.gpanel_near_title()}</h3>
        <p>{t.gpanel_near_text()}</p>
        <ul class="request-list" role="list">{items}</ul>
    };
    Some(view! { <div data-testid="near">{notice("danger", inside.into_any())}</div> }.into_any())
}

fn set(t: T, reference: &str, version: i64, refused: &(String, FormView)) -> AnyView {
    let values = values(refused, "flag").or("about", "child");
    let form = Form { t, view: &values, prefix: "flag-" };
    let flags = Flag::ALL
        .into_iter()
        .map(|flag| Choice::new(flag.code(), t.coded("flag", flag.code())).hint(t.coded("gpanel-flag-hint", flag.code())))
        .collect();
    // What is not known to hold for one alone holds for all: the careful choice is there already.
    let about = vec![
        Choice::new("child", t.gpanel_flag_about_child()),
        Choice::new("this_guardian", t.gpanel_flag_about_this_guardian()).hint(t.gpanel_flag_about_this_guardian_hint()),
    ];
    view! {
        <details data-key="f" open=values.is_wrong()><summary>{t.gpanel_flag_set()}" "<kbd class="kbd">"f"</kbd></summary>
            <form method="post" action=act(reference, "flag") novalidate data-testid="flag">
                {hidden(version)}
                {form.radios(Field::new("flag", t.gpanel_flag_which()), flags)}
                {form.radios(Field::new("about", t.gpanel_flag_about()), about)}
                {form.area(Field::new("note", t.gpanel_flag_note()).hint(t.gpanel_flag_note_hint()))}
                <div class="actions"><button class="button secondary">{t.gpanel_flag_button()}</button></div>
            </form>
        </details>
    }
    .into_any()
}
