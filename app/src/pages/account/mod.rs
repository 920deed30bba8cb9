//! The pages of accounts: for guardians, and for requesters who want one. They work on a telephone, without a script.

mod email;
mod enter;
mod erase;
mod factor;
mod home;
mod secret;
mod sessions;
mod settings;
mod tell;

pub use email::{change as email, link as email_link};
pub use enter::{ask, confirm, login, make, second};
pub use erase::page as erase;
pub use factor::{codes, page as factor};
pub use home::page as home;
pub use secret::{change as password, choose};
pub use sessions::page as sessions;
pub use settings::page as settings;
pub use tell::page as tell;

use leptos::prelude::*;

use super::shell::Page;
use crate::components::field::{Field, Form};
use crate::components::icon::pointing;
use crate::texts::T;

/// A page of an account.
fn page(title: String, wrong: bool, body: AnyView) -> Page {
    Page { title, error: wrong, islands: false, wide: false, body }
}

/// The way back to the front page.
fn back(t: T) -> AnyView {
    view! { <a class="back-link" href="/account">{pointing("arrow-start")}{t.account_back()}</a> }.into_any()
}

/// A password's field: always empty, whatever was typed before.
fn secret_box(form: &Form<'_>, field: Field) -> AnyView {
    let mut bare = form.view.clone();
    bare.values.remove(field.name.as_ref());
    let field = Field { kind: "password", class: "w-half", ..field };
    Form { t: form.t, view: &bare, prefix: form.prefix }.input(field)
}

/// A code's field, for six digits or a recovery code; always empty.
fn code(form: &Form<'_>, hint: String) -> AnyView {
    let mut bare = form.view.clone();
    bare.values.remove("code");
    // No `inputmode`: a recovery code has letters.
    let field = Field { autocomplete: "one-time-code", class: "code", hint, ..Field::new("code", form.t.account_code()) };
    Form { t: form.t, view: &bare, prefix: form.prefix }.input(field)
}

/// Where a page leads afterwards, carried along.
fn to(form: &Form<'_>) -> AnyView {
    let to = form.view.value("to");
    (!to.is_empty()).then(|| view! { <input type="hidden" name="to" value=to/> }).into_any()
}

/// What was just done, by its code.
fn done(t: T, code: Option<&String>) -> Option<AnyView> {
    let words = t.by_key(&format!("account-done-{}", code?.replace('_', "-")))?;
    Some(crate::components::notice::line("success", words))
}

#[cfg(test)]
mod tests;
