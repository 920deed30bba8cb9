//! People who work here, for those who may change that.

mod one;

use leptos::prelude::*;

use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::notice::{line, notice};
use crate::islands::CopyButton;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::people::{InviteView, PeopleView, PersonView};
use domain::Role;

pub use one::page as one;

use super::parts::long;

/// Everybody on the staff, the invitations that are open, and the form that makes one: posts `role`, `email` and `products` to
/// `/staff/people`.
#[must_use]
pub fn page(chrome: &Chrome, view: &PeopleView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let lines = view.people.iter().map(|person| row(chrome, person)).collect::<Vec<_>>();
    let invite = view.may_invite.then(|| {
        let email = Field::new("email", t.people_invite_email()).email().optional().class("w-half");
        view! {
            <section class="panel">
                <h2>{t.people_invite()}</h2>
                <p class="hint">{t.people_invite_hint()}</p>
                {(!view.fresh).then(|| confirm(t))}
                // What was filled in before the password was too old stays.
                {(view.fresh || view.form.is_wrong()).then(|| view! { <form method="post" action="/staff/people" novalidate data-testid="invite">
                    {form.radios(Field::new("role", t.people_role()), roles(t))}
                    {form.input(Field { autocomplete: "off", ..email })}
                    {choose_products(t, &form, &view.products)}
                    <div class="actions"><button class="button">{t.people_invite_button()}</button></div>
                </form> })}
            </section>
            {pending(chrome, &view.invitations)}
        }
    });
    let body = view! {
        {error_summary(&form)}
        <h1>{t.people_title()}</h1>
        {done(t, view.done.as_deref())}
        {view.link.as_ref().map(|link| made(t, link))}
        <div class="scroll" tabindex="0" role="region" aria-label=t.people_caption()>
            <table class="data-table" data-testid="people">
                <caption class="visually-hidden">{t.people_caption()}</caption>
                <thead><tr><th scope="col">{t.people_name()}</th><th scope="col">{t.people_email()}</th><th scope="col">{t.people_role()}</th>
                    <th scope="col">{t.people_products()}</th><th scope="col">{t.people_minors()}</th><th scope="col">{t.people_second()}</th></tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        {invite}
    };
    Page { title: t.people_title(), error: view.form.is_wrong(), islands: view.link.is_some(), wide: true, body: body.into_any() }
}

/// The way to the password, and back.
fn confirm(t: T) -> AnyView {
    view! { <p>{t.people_invite_confirm_text()}</p><p><a class="button" href="/staff/confirm?to=%2Fstaff%2Fpeople">{t.people_invite_confirm()}</a></p> }.into_any()
}

fn row(chrome: &Chrome, person: &PersonView) -> AnyView {
    let t = chrome.t;
    let name = match person.left_at {
        Some(at) => view! { {person.name.clone()}" "<span class="muted">{t.people_left(t.moment(at, &chrome.zone))}</span> }.into_any(),
        None if person.me => {
            view! { <a href=format!("/staff/people/{}", person.id)>{person.name.clone()}</a>" "<span class="muted">{t.people_me()}</span> }
                .into_any()
        }
        None => view! { <a href=format!("/staff/people/{}", person.id)>{person.name.clone()}</a> }.into_any(),
    };
    let here = person.left_at.is_none();
    let minors = here.then(|| if person.minors_at.is_some() { t.people_yes() } else { t.people_no() });
    let second = here.then(|| if person.second { t.people_yes() } else { t.people_second_missing() });
    view! {
        <tr><th scope="row">{name}</th><td class="ltr">{person.email.clone()}</td><td>{t.coded("role", person.role.code())}</td>
            <td>{products(t, person.products.as_deref())}</td><td>{minors}</td><td>{second}</td></tr>
    }
    .into_any()
}

/// The roles to choose from.
pub(super) fn roles(t: T) -> Vec<Choice> {
    Role::ALL
        .into_iter()
        .map(|role| {
            let hint = t.by_key(&format!("role-{}-hint", role.code().replace('_', "-"))).unwrap_or_default();
            Choice::new(role.code(), t.coded("role", role.code())).hint(hint)
        })
        .collect()
}

/// The products to choose from.
pub(super) fn choose_products(t: T, form: &Form<'_>, list: &[(String, String)]) -> AnyView {
    let choices = list.iter().map(|(slug, name)| Choice::new(slug.clone(), name.clone())).collect();
    form.checkboxes(Field::new("products", t.people_products()).hint(t.people_products_hint()).optional(), choices)
}

/// Somebody's products in words.
pub(super) fn products(t: T, list: Option<&[String]>) -> String {
    match list {
        None => t.own_products_all(),
        Some([]) => t.own_products_none(),
        Some(list) => list.join(", "),
    }
}

/// The notice of what was just done.
pub(super) fn done(t: T, code: Option<&str>) -> Option<AnyView> {
    let words = t.by_key(&format!("people-done-{}", code?.replace('_', "-")))?;
    Some(view! { <div role="status" data-testid="done">{line("success", words)}</div> }.into_any())
}

fn pending(chrome: &Chrome, list: &[InviteView]) -> AnyView {
    let t = chrome.t;
    let rows = list
        .iter()
        .map(|invite| {
            let to = invite.email.clone().unwrap_or_else(|| t.people_pending_by_hand());
            view! {
                <tr><th scope="row">{to}</th><td>{t.coded("role", invite.role.code())}</td><td>{long(chrome, invite.until)}</td>
                    <td><form method="post" action="/staff/invitations/withdraw"><input type="hidden" name="invitation" value=invite.handle.clone()/>
                        <button class="button secondary small">{t.people_withdraw()}</button></form></td></tr>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let inside = if rows.is_empty() {
        view! { <p class="muted">{t.people_pending_none()}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=t.people_pending()>
                <table class="data-table" data-testid="invitations">
                    <caption class="visually-hidden">{t.people_pending()}</caption>
                    <thead><tr><th scope="col">{t.people_email()}</th><th scope="col">{t.people_role()}</th>
                        <th scope="col">{t.people_pending_until()}</th><th scope="col">{t.people_withdraw()}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! { <section class="panel"><h2>{t.people_pending()}</h2>{inside}</section> }.into_any()
}

/// The link that was just made: shown once.
fn made(t: T, link: &str) -> AnyView {
    let inside = view! {
        <div role="status">
            <p><strong>{t.people_link_title()}</strong>" "{t.people_link_hint()}</p>
            <div class="code-to-copy">
                <code data-testid="invitation">{link.to_owned()}</code>
                <CopyButton text=link.to_owned() label=t.copy() done=t.copied()/>
            </div>
        </div>
    };
    notice("success", inside.into_any())
}
