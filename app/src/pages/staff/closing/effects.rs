//! The lines that the confirmation of a withdrawal from AI training must answer, one by one (GDPR 7(3); PIPL 15, 16).

use domain::ai::{Answer, Effect};
use leptos::prelude::*;

use super::control::{self, control};
use crate::components::field::Form;
use crate::texts::{T, zone_label};
use crate::views::Chrome;
use crate::views::staff::TicketView;

/// One line for each effect; nothing for other kinds. A moment is entered in the reader's own zone, which the label names.
pub(super) fn effects(chrome: &Chrome, view: &TicketView, form: &Form<'_>) -> AnyView {
    if view.effects.is_empty() {
        return ().into_any();
    }
    let t = chrome.t;
    let lines = view.effects.iter().map(|effect| line(chrome, form, effect)).collect::<Vec<_>>();
    view! {
        <fieldset class="field" data-testid="effects" aria-describedby="close-effects-hint">
            <legend>{t.close_effects()}</legend>
            <p class="hint" id="close-effects-hint">{t.close_effects_hint()}</p>
            {lines}
        </fieldset>
    }
    .into_any()
}

fn line(chrome: &Chrome, form: &Form<'_>, effect: &Effect) -> AnyView {
    let t = chrome.t;
    let name = format!("effect_{}", effect.code);
    let answer = match effect.answer {
        Answer::DoneAt => {
            let label = t.close_effect_at(zone_label(chrome.now, &chrome.zone));
            control(form, &name, label, control::Kind::Line("datetime-local"))
        }
        Answer::Date => control(form, &name, t.close_effect_date(), control::Kind::Line("date")),
        Answer::OneOf(states) => control(form, &name, t.close_effect_state(), control::Kind::List(options(t, states))),
        Answer::Said => {
            view! { <p>{t.coded("effect-said", effect.code)}" "<span class="muted">{t.close_effect_said()}</span></p> }.into_any()
        }
    };
    let words = (effect.answer != Answer::Said)
        .then(|| control(form, &format!("{name}_words"), t.close_effect_words(), control::Kind::Line("text")));
    view! {
        <fieldset class="field effect"><legend>{t.coded("effect", effect.code)}</legend><div class="grid-2">{answer}{words}</div></fieldset>
    }
    .into_any()
}

fn options(t: T, states: &[&str]) -> Vec<(String, String)> {
    let mut list = vec![(String::new(), t.close_effect_choose())];
    list.extend(states.iter().map(|state| ((*state).to_owned(), t.coded("effect-state", state))));
    list
}
