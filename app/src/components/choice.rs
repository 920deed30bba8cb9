//! Radio buttons and checkboxes, each as large as a thumb, with what opens under one.

use leptos::prelude::*;

use super::field::{Field, Form};

/// One thing to choose.
#[derive(Default)]
pub struct Choice {
    /// The value as it is posted.
    pub value: String,
    /// Its words.
    pub label: String,
    /// What helps to choose; empty: nothing.
    pub hint: String,
    /// What opens with it, by style alone: hidden fields are still sent, and the server ignores what its choice does not use.
    pub opens: Option<AnyView>,
}

impl Choice {
    /// A choice with its words.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With something that opens with it.
    #[must_use]
    pub fn opens(mut self, view: AnyView) -> Self {
        self.opens = Some(view);
        self
    }
}

impl Form<'_> {
    /// A question with one answer.
    #[must_use]
    pub fn radios(&self, field: Field, choices: Vec<Choice>) -> AnyView {
        self.group(&field, "radio", choices)
    }

    /// A question with any number of answers.
    #[must_use]
    pub fn checkboxes(&self, field: Field, choices: Vec<Choice>) -> AnyView {
        self.group(&field, "checkbox", choices)
    }

    /// One box to tick, with its error if it was left out.
    #[must_use]
    pub fn tick(&self, name: &'static str, choice: Choice) -> AnyView {
        let bare = Field { name: name.into(), ..Field::default() };
        view! { <div class=self.class(name)>{self.error(name)}{self.one(&bare, "checkbox", self.id(name), choice, true)}</div> }.into_any()
    }

    fn group(&self, field: &Field, kind: &'static str, choices: Vec<Choice>) -> AnyView {
        // The first box has the field's own id: that is where the error summary leads.
        let boxes = choices
            .into_iter()
            .enumerate()
            .map(|(at, choice)| {
                let id = if at == 0 { self.id(&field.name) } else { format!("{}-{}", self.id(&field.name), choice.value) };
                self.one(field, kind, id, choice, false)
            })
            .collect::<Vec<_>>();
        view! {
            <fieldset class=self.class(&field.name) aria-describedby=self.described(field)>
                <legend>{self.label(field)}</legend>
                {self.hint(field)}
                {self.error(&field.name)}
                <div class="choices">{boxes}</div>
            </fieldset>
        }
        .into_any()
    }

    fn one(&self, field: &Field, kind: &'static str, id: String, choice: Choice, alone: bool) -> AnyView {
        let hint_id = format!("{id}-about");
        let mut described = Vec::new();
        if !choice.hint.is_empty() {
            described.push(hint_id.clone());
        }
        // In a group the fieldset tells the error; a box alone has to.
        if alone && self.view.error(&field.name).is_some() {
            described.push(format!("{}-error", self.id(&field.name)));
        }
        let described = (!described.is_empty()).then(|| described.join(" "));
        let hint = (!choice.hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{choice.hint}</p> });
        let opens = choice.opens.map(|inside| view! { <div class="conditional">{inside}</div> });
        let checked = self.view.has(&field.name, &choice.value);
        view! {
            <div class="choice">
                <input type=kind id=id.clone() name=field.name.clone() value=choice.value checked=checked aria-describedby=described/>
                <label for=id>{choice.label}</label>
                {hint}
            </div>
            {opens}
        }
        .into_any()
    }
}
