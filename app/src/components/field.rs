//! One question and its box: label, hint, error and control, tied together for a screen reader.

use std::borrow::Cow;

use leptos::prelude::*;

use super::choice::Choice;
use super::icon::icon;
use crate::texts::T;
use crate::views::FormView;

/// A form on a page: its values and errors, and what its fields' ids begin with, so that two forms can share a page.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// The texts.
    pub t: T,
    /// What was typed, and what was wrong.
    pub view: &'a FormView,
    /// What the ids begin with: empty, or `message-`.
    pub prefix: &'static str,
}

/// A question.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// The name as it is posted.
    pub name: Cow<'static, str>,
    /// The question.
    pub label: String,
    /// What helps to answer it; empty: nothing.
    pub hint: String,
    /// Whether it may be left empty: it then says "(optional)". Required fields bear no mark.
    pub optional: bool,
    /// The `type` of an input; empty: `text`.
    pub kind: &'static str,
    /// The `autocomplete` of an input.
    pub autocomplete: &'static str,
    /// The `inputmode` of an input.
    pub inputmode: &'static str,
    /// The class of the control: `w-half`, `code`.
    pub class: &'static str,
}

// No field has a `maxlength`: browsers cut what is pasted to it without a word. What is too long is told beside the field.

/// The `inputmode` of a field for an address.
const EMAIL: &str = "email";

impl Field {
    /// A question with its label.
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>, label: String) -> Self {
        Self { name: name.into(), label, ..Self::default() }
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    /// That may be left empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// With a class on its control.
    #[must_use]
    pub const fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// For an e-mail address. Not of the `type` of that name, by which browsers refuse or rewrite addresses that people have.
    #[must_use]
    pub const fn email(mut self) -> Self {
        (self.autocomplete, self.inputmode) = ("email", EMAIL);
        self
    }

    /// For a six-digit code.
    #[must_use]
    pub const fn code(mut self) -> Self {
        (self.autocomplete, self.inputmode, self.class) = ("one-time-code", "numeric", "code");
        self
    }
}

impl<'a> Form<'a> {
    /// A form whose fields' ids are their names.
    #[must_use]
    pub const fn new(t: T, view: &'a FormView) -> Self {
        Self { t, view, prefix: "" }
    }

    /// The id of a field: what labels and the error summary point to.
    #[must_use]
    pub fn id(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// An input of one line.
    #[must_use]
    pub fn input(&self, field: Field) -> AnyView {
        let address = field.inputmode == EMAIL;
        let control = view! {
            <input id=self.id(&field.name) name=field.name.clone() type=if field.kind.is_empty() { "text" } else { field.kind }
                value=self.view.value(&field.name) class=some(field.class) autocomplete=some(field.autocomplete)
                inputmode=some(field.inputmode) aria-invalid=self.invalid(&field.name)
                autocapitalize=address.then_some("none") spellcheck=address.then_some("false") aria-describedby=self.described(&field)/>
            {if address { self.near(&field.name) } else { None }}
        };
        self.framed(&field, control.into_any())
    }

    /// A box for several lines.
    #[must_use]
    pub fn area(&self, field: Field) -> AnyView {
        let control = view! {
            <textarea id=self.id(&field.name) name=field.name.clone() rows="4" class=some(field.class)
                aria-invalid=self.invalid(&field.name) aria-describedby=self.described(&field)>{in_textarea(&self.view.value(&field.name))}</textarea>
        };
        self.framed(&field, control.into_any())
    }

    /// A list to choose one from: values and their words.
    #[must_use]
    pub fn select(&self, field: Field, options: Vec<(String, String)>) -> AnyView {
        let chosen = self.view.value(&field.name);
        let options = options
            .into_iter()
            .map(|(value, words)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{words}</option> }.into_any()
            })
            .collect::<Vec<_>>();
        let control = view! {
            <select id=self.id(&field.name) name=field.name.clone() class=some(field.class) autocomplete=some(field.autocomplete)
                aria-invalid=self.invalid(&field.name) aria-describedby=self.described(&field)>{options}</select>
        };
        self.framed(&field, control.into_any())
    }

    /// A box for files. `accept` are the types that the chooser offers.
    #[must_use]
    pub fn file(&self, field: Field, accept: &'static str, several: bool) -> AnyView {
        let control = view! {
            <input id=self.id(&field.name) name=field.name.clone() type="file" accept=accept multiple=several
                aria-invalid=self.invalid(&field.name) aria-describedby=self.described(&field)/>
        };
        self.framed(&field, control.into_any())
    }

    /// The error of a field, as it stands beside its control.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<AnyView> {
        let words = self.view.error(name)?;
        let id = format!("{}-error", self.id(name));
        Some(
            view! {
                <p class="error-message" id=id>{icon("stop")}
                    <span><span class="visually-hidden">{self.t.error_prefix()}</span>{words}</span></p>
            }
            .into_any(),
        )
    }

    /// The hint of a field.
    pub(super) fn hint(&self, field: &Field) -> Option<AnyView> {
        (!field.hint.is_empty())
            .then(|| view! { <p class="hint" id=format!("{}-hint", self.id(&field.name))>{field.hint.clone()}</p> }.into_any())
    }

    /// The words of the label, with "(optional)" where it may be left empty.
    pub(super) fn label(&self, field: &Field) -> AnyView {
        let optional = field.optional.then(|| view! { <span class="optional">{self.t.optional()}</span> });
        view! { {field.label.clone()}{optional} }.into_any()
    }

    /// The ids of what describes a control: hint and error, in the order in which they stand.
    pub(super) fn described(&self, field: &Field) -> Option<String> {
        let id = self.id(&field.name);
        let mut ids = Vec::new();
        if !field.hint.is_empty() {
            ids.push(format!("{id}-hint"));
        }
        if self.view.error(&field.name).is_some() {
            ids.push(format!("{id}-error"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The class of the box around a field.
    pub(super) fn class(&self, name: &str) -> &'static str {
        if self.view.error(name).is_some() { "field field-error" } else { "field" }
    }

    /// The address that was perhaps meant, to be ticked, and which one was asked about: sent again, that one is taken.
    fn near(&self, name: &str) -> Option<AnyView> {
        let asked = self.view.value("email_asked");
        if name != "email" || asked.is_empty() {
            return None;
        }
        let near = self.view.value("email_near");
        let tick = (!near.is_empty()).then(|| {
            let words = self.t.email_instead(near.as_str());
            self.tick("email_instead", Choice::new(near, words).hint(self.t.email_instead_hint()))
        });
        Some(view! { <input type="hidden" name="email_asked" value=asked/>{tick} }.into_any())
    }

    fn invalid(&self, name: &str) -> Option<&'static str> {
        self.view.error(name).map(|_| "true")
    }

    fn framed(&self, field: &Field, control: AnyView) -> AnyView {
        view! {
            <div class=self.class(&field.name)>
                <label for=self.id(&field.name)>{self.label(field)}</label>
                {self.hint(field)}
                {self.error(&field.name)}
                {control}
            </div>
        }
        .into_any()
    }
}

/// An attribute's value; `None`, and so no attribute, when it is empty.
fn some(text: &'static str) -> Option<&'static str> {
    (!text.is_empty()).then_some(text)
}

/// What was typed, as the inside of a `textarea`: leptos writes the children of this element as they are, so they must come
/// escaped. A browser drops a newline at the very beginning: the one that was typed gets another in front.
fn in_textarea(text: &str) -> String {
    let newline = if text.starts_with('\n') || text.starts_with("\r\n") { "\n" } else { "" };
    format!("{newline}{}", escape(text))
}

/// Text as HTML, for the few elements whose children leptos does not escape (`textarea`, and `title` through `inner_html`).
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
