//! The front page of an account: a child's data, one's requests, the settings.

use leptos::prelude::*;

use super::done;
use crate::components::icon::icon;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::account::{AccountView, RequestLineView};

/// The page at `/account`.
#[must_use]
pub fn page(chrome: &Chrome, view: &AccountView) -> Page {
    let t = chrome.t;
    let products = view
        .products
        .iter()
        .map(|pack| view! { <a class="button secondary" href=format!("/{}", pack.slug)>{pack.name.clone()}</a> }.into_any())
        .collect::<Vec<_>>();
    let body = view! {
        {done(t, view.done.as_ref())}
        <h1>{t.account_hello(view.name.as_str())}</h1>
        <section class="panel"><h2>{icon("family")}" "{t.account_children_title()}</h2>
            <p>{t.account_children_text()}</p>
            <div class="actions"><a class="button" href="/guardian">{t.account_children_go()}</a></div>
        </section>
        <section class="panel"><h2>{t.account_requests_title()}</h2>{requests(chrome, view)}
            <h3>{t.account_ask_title()}</h3>
            <p>{t.account_ask_text()}</p>
            <div class="actions">{products}</div>
        </section>
        <section class="panel"><h2>{t.account_settings_title()}</h2>{settings(t, view)}
            <form method="post" action="/account/logout"><div class="actions"><button class="button secondary">{t.account_logout()}</button></div></form>
        </section>
    };
    super::page(t.account_title(), false, body.into_any())
}

fn requests(chrome: &Chrome, view: &AccountView) -> AnyView {
    let t = chrome.t;
    if view.requests.is_empty() {
        return view! { <p>{t.account_requests_none()}</p> }.into_any();
    }
    let lines = view.requests.iter().map(|line| request(chrome, line)).collect::<Vec<_>>();
    view! { <ul class="stack" role="list" data-testid="requests">{lines}</ul><p class="hint">{t.account_requests_note(view.email.as_str())}</p> }.into_any()
}

fn request(chrome: &Chrome, line: &RequestLineView) -> AnyView {
    let t = chrome.t;
    let what = format!("{}, {}", t.coded("kind", &line.kind), line.product);
    let due = line.due_at.map(|due| {
        view! { <br/>{t.account_request_due()}{t.colon()}<time datetime=due.to_string()>{t.moment(due, &chrome.zone)}</time> }
    });
    view! {
        <li>
            <a href=format!("/requests/{}", line.reference)><strong>{what}</strong></a><br/>
            <span class="reference small">{line.reference.clone()}</span><br/>
            <span>{t.coded("state", &line.state)}</span><br/>
            <span class="muted">{t.account_request_received()}{t.colon()}
                <time datetime=line.received_at.to_string()>{t.moment(line.received_at, &chrome.zone)}</time>{due}</span>
        </li>
    }
    .into_any()
}

fn settings(t: T, view: &AccountView) -> AnyView {
    let second = if view.has_second { t.account_settings_second_on() } else { t.account_settings_second_off() };
    let line = |href: &'static str, words: String, note: String| {
        let note = (!note.is_empty()).then(|| view! { <br/><span class="muted">{note}</span> });
        view! { <li><a href=href>{words}</a>{note}</li> }.into_any()
    };
    view! {
        <ul class="stack" role="list">
            {line("/account/settings", t.account_settings_name(), String::new())}
            {line("/account/email", t.account_settings_email(), view.email.clone())}
            {line("/account/password", t.account_settings_password(), String::new())}
            {line("/account/second", t.account_settings_second(), second)}
            {line("/account/sessions", t.account_settings_sessions(), String::new())}
            {line("/account/erase", t.account_settings_erase(), String::new())}
        </ul>
    }
    .into_any()
}
