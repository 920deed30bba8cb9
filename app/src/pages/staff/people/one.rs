//! One colleague: role and products, the approval for children's data, the end of the account.

use leptos::prelude::*;

use super::{choose_products, done, products, roles};
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::icon::pointing;
use crate::components::notice::line;
use crate::pages::shell::Page;
use crate::views::people::OneView;
use crate::views::{Chrome, FormView};

/// The page of a colleague. Its forms post to the colleague's own path and a name: `role`, `minors`, `close`.
#[must_use]
pub fn page(chrome: &Chrome, view: &OneView) -> Page {
    let t = chrome.t;
    let person = &view.person;
    let (name, refused) = &view.form;
    let values = |form: &str| if name == form { refused.clone() } else { FormView::default() };
    let action = |form: &str| format!("/staff/people/{}/{form}", person.id);
    let manages = view.may_manage && !person.me;
    let mut as_is = values("role");
    if name != "role" {
        as_is.values.insert("role".to_owned(), vec![person.role.code().to_owned()]);
        as_is.values.insert("products".to_owned(), person.products.clone().unwrap_or_default());
    }
    let role = manages.then(|| {
        let form = Form { t, view: &as_is, prefix: "role-" };
        view! {
            <section class="panel"><h2>{t.one_role_title()}</h2><p class="hint">{t.one_role_hint()}</p>
                <form method="post" action=action("role") novalidate data-testid="role">
                    {form.radios(Field::new("role", t.people_role()), roles(t))}
                    {choose_products(t, &form, &view.products)}
                    <div class="actions"><button class="button">{t.one_role_button()}</button></div>
                </form>
            </section>
        }
    });
    let minors = view.may_approve.then(|| {
        let (value, words) = if person.minors_at.is_some() { ("no", t.one_minors_withdraw()) } else { ("yes", t.one_minors_approve()) };
        let since = person.minors_at.map_or_else(|| t.own_minors_no(), |at| t.own_minors_yes(t.moment(at, &chrome.zone)));
        view! {
            <section class="panel"><h2>{t.one_minors_title()}</h2><p class="hint">{t.one_minors_lead()}</p><p data-testid="minors-state">{since}</p>
                <form method="post" action=action("minors") data-testid="minors">
                    <input type="hidden" name="approve" value=value/><button class="button">{words}</button>
                </form>
            </section>
        }
    });
    let refused_close = values("close");
    let close = manages.then(|| {
        let form = Form { t, view: &refused_close, prefix: "close-" };
        let mut options = vec![(String::new(), t.one_close_nobody())];
        options.extend(view.colleagues.iter().cloned());
        view! {
            <section class="panel"><h2>{t.one_close_title()}</h2><p class="hint">{t.one_close_lead()}</p>
                <form method="post" action=action("close") novalidate data-testid="close-account">
                    {form.select(Field::new("to", t.one_close_to()).class("w-half"), options)}
                    <div class="actions"><button class="button warning">{t.one_close_button()}</button></div>
                </form>
            </section>
        }
    });
    let prefix = match name.as_str() {
        "role" => "role-",
        "close" => "close-",
        _ => "",
    };
    let body = view! {
        {error_summary(&Form { t, view: refused, prefix })}
        <p><a class="back-link" href="/staff/people">{pointing("arrow-start")}{t.one_back()}</a></p>
        <h1>{person.name.clone()}</h1>
        {done(t, view.done.as_deref())}
        <dl class="summary">
            <div><dt>{t.people_email()}</dt><dd class="ltr">{person.email.clone()}</dd></div>
            <div><dt>{t.people_role()}</dt><dd>{t.coded("role", person.role.code())}</dd></div>
            <div><dt>{t.people_products()}</dt><dd>{products(t, person.products.as_deref())}</dd></div>
        </dl>
        {(view.may_manage && person.me).then(|| line("info", t.one_self()))}
        {view.beyond.then(|| line("info", t.one_beyond()))}
        {role}
        {minors}
        {close}
    };
    Page { title: person.name.clone(), error: refused.is_wrong(), islands: false, wide: false, body: body.into_any() }
}
