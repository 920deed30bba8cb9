//! One's own account: password, second factor, sessions.

use leptos::prelude::*;

use super::login::password_named;
use super::parts::long;
use crate::components::error_summary::error_summary;
use crate::components::field::Form;
use crate::components::notice::line;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::people::{OwnView, SessionView};

/// The page of one's own account.
#[must_use]
pub fn page(chrome: &Chrome, view: &OwnView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let person = &view.person;
    let done = view.done.as_ref().and_then(|code| t.by_key(&format!("own-done-{}", code.replace('_', "-"))));
    let minors = person.minors_at.map_or_else(|| t.own_minors_no(), |at| t.own_minors_yes(t.moment(at, &chrome.zone)));
    let body = view! {
        {error_summary(&form)}
        <h1>{t.own_title()}</h1>
        {done.map(|words| view! { <div role="status" data-testid="done">{line("success", words)}</div> })}
        <dl class="summary">
            <div><dt>{t.people_name()}</dt><dd>{person.name.clone()}</dd></div>
            <div><dt>{t.people_email()}</dt><dd class="ltr">{person.email.clone()}</dd></div>
            <div><dt>{t.own_role()}</dt><dd>{t.coded("role", person.role.code())}</dd></div>
            <div><dt>{t.own_products()}</dt><dd>{super::people::products(t, person.products.as_deref())}</dd></div>
            <div><dt>{t.own_minors()}</dt><dd>{minors}</dd></div>
        </dl>
        <section class="panel">
            <h2>{t.own_password_title()}</h2>
            <form method="post" action="/staff/account/password" novalidate data-testid="password">
                {password_named(t, &form, "current", t.own_password_current(), "current-password", String::new())}
                {password_named(t, &form, "password", t.own_password_new(), "new-password", t.staff_password_hint())}
                <div class="actions"><button class="button">{t.own_password_button()}</button></div>
            </form>
        </section>
        <section class="panel">
            <h2>{t.own_second_title()}</h2>
            {view.second_at.map(|at| view! { <p>{t.own_second_since(t.moment(at, &chrome.zone))}" "{t.own_second_left(view.codes_left)}</p> })}
            <div class="actions">
                <form method="post" action="/staff/account/second" data-testid="new-second"><button class="button secondary">{t.own_second_new()}</button></form>
                <form method="post" action="/staff/account/recovery" data-testid="new-recovery"><button class="button secondary">{t.own_recovery_new()}</button></form>
            </div>
        </section>
        {sessions(chrome, &view.sessions)}
    };
    Page { title: t.own_title(), error: view.form.is_wrong(), islands: false, wide: true, body: body.into_any() }
}

fn sessions(chrome: &Chrome, list: &[SessionView]) -> AnyView {
    let t = chrome.t;
    let rows = list
        .iter()
        .map(|session| {
            let act = if session.here {
                view! { <span class="muted">{t.own_session_here()}</span> }.into_any()
            } else {
                view! {
                    <form method="post" action="/staff/account/sessions"><input type="hidden" name="session" value=session.id.clone()/>
                        <button class="button secondary small">{t.own_session_end()}</button></form>
                }
                .into_any()
            };
            view! {
                <tr><th scope="row">{browser(t, &session.browser)}</th><td>{long(chrome, session.began)}</td>
                    <td>{session.seen.map(|at| long(chrome, at))}</td><td>{act}</td></tr>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let others = (list.len() > 1).then(|| {
        view! { <form method="post" action="/staff/account/sessions"><button class="button secondary">{t.own_sessions_end()}</button></form> }
    });
    view! {
        <section class="panel">
            <h2>{t.own_sessions_title()}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label=t.own_sessions_caption()>
                <table class="data-table" data-testid="sessions">
                    <caption class="visually-hidden">{t.own_sessions_caption()}</caption>
                    <thead><tr><th scope="col">{t.own_session_browser()}</th><th scope="col">{t.own_session_began()}</th>
                        <th scope="col">{t.own_session_seen()}</th><th scope="col">{t.own_session_act()}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {others}
        </section>
    }
    .into_any()
}

/// A session's label, `Firefox|Android`, in words.
fn browser(t: T, label: &str) -> String {
    match label.split_once('|') {
        Some(("", "")) | None => t.own_session_unknown(),
        Some((one, "")) | Some(("", one)) => one.to_owned(),
        Some((browser, system)) => t.own_session_on(browser, system),
    }
}
