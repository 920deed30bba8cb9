//! Who asks: an address to answer to, and what finds the account.

use domain::request::LOGINS;
use leptos::prelude::*;

use crate::components::choice::Choice;
use crate::components::field::{Field, Form};

/// E-mail, or the way into an account that has none; the app's ID; the country.
pub(super) fn questions(form: &Form<'_>) -> AnyView {
    let t = form.t;
    let logins = LOGINS.iter().map(|login| Choice::new(*login, t.coded("login", login))).collect();
    let without = view! {
        <p>{t.no_email_text()}</p>
        {form.radios(Field::new("login", t.field_login()), logins)}
    };
    view! {
        <h2>{t.ask_who_title()}</h2>
        <p class="hint">{t.ask_for_child()}</p>
        {form.input(Field::new("email", t.field_email()).hint(t.field_email_hint()).class("w-half").email())}
        {form.tick("no_email", Choice::new("yes", t.field_no_email()).opens(without.into_any()))}
        {form.input(Field::new("app_id", t.field_app_id()).hint(t.field_app_id_hint()).class("w-half ltr").optional())}
        {form.country()}
    }
    .into_any()
}
