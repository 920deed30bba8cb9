//! The staff's list, for administrators.

use leptos::prelude::*;

use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::notice::notice;
use crate::islands::CopyButton;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::staff::PeopleView;

/// Everybody on the staff, and the form that makes an invitation: posts `role` to `/staff/people`.
#[must_use]
pub fn page(chrome: &Chrome, view: &PeopleView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let lines = view
        .people
        .iter()
        .map(|(name, email, role)| {
            view! { <tr><th scope="row">{name.clone()}</th><td class="ltr">{email.clone()}</td><td>{t.coded("role", role)}</td></tr> }
                .into_any()
        })
        .collect::<Vec<_>>();
    let roles = vec![
        Choice::new("agent", t.role_agent()).hint(t.people_role_agent_hint()),
        Choice::new("lead", t.role_lead()).hint(t.people_role_lead_hint()),
        Choice::new("administrator", t.role_administrator()).hint(t.people_role_administrator_hint()),
    ];
    let body = view! {
        {error_summary(&form)}
        <h1>{t.people_title()}</h1>
        {view.link.as_ref().map(|link| made(t, link))}
        <div class="scroll" tabindex="0" role="region" aria-label=t.people_caption()>
            <table class="data-table" data-testid="people">
                <caption class="visually-hidden">{t.people_caption()}</caption>
                <thead><tr><th scope="col">{t.people_name()}</th><th scope="col">{t.people_email()}</th><th scope="col">{t.people_role()}</th></tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        <section class="panel">
            <h2>{t.people_invite()}</h2>
            <p class="hint">{t.people_invite_hint()}</p>
            <form method="post" action="/staff/people" novalidate data-testid="invite">
                {form.radios(Field::new("role", t.people_role()), roles)}
                <div class="actions"><button class="button">{t.people_invite_button()}</button></div>
            </form>
        </section>
    };
    Page { title: t.people_title(), error: view.form.is_wrong(), islands: view.link.is_some(), wide: true, body: body.into_any() }
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
