//! Where one is logged in.

use leptos::prelude::*;

use super::{back, done, page as framed};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::account::{SessionLineView, SessionsView};

/// The page at `/account/sessions`.
#[must_use]
pub fn page(chrome: &Chrome, view: &SessionsView) -> Page {
    let t = chrome.t;
    let lines = view.lines.iter().map(|line| session(chrome, line)).collect::<Vec<_>>();
    let others = if view.lines.iter().any(|line| !line.this) {
        view! {
            <form method="post" action="/account/sessions/others">
                <div class="actions"><button class="button">{t.account_sessions_others()}</button></div>
            </form>
        }
        .into_any()
    } else {
        view! { <p>{t.account_sessions_only()}</p> }.into_any()
    };
    let body = view! {
        {done(t, view.done.as_ref())}
        {back(t)}
        <h1>{t.account_sessions_title()}</h1>
        <p class="lede">{t.account_sessions_lede()}</p>
        {lines}
        {others}
    };
    framed(t.account_sessions_title(), false, body.into_any())
}

/// The browser and system in words.
fn name(t: T, line: &SessionLineView) -> String {
    match (line.browser.as_str(), line.system.as_str()) {
        ("", "") => t.account_session_unknown(),
        (one, "") | ("", one) => one.to_owned(),
        (browser, system) => t.account_session_on(browser, system),
    }
}

fn session(chrome: &Chrome, line: &SessionLineView) -> AnyView {
    let t = chrome.t;
    let name = name(t, line);
    let end = if line.this {
        view! { <p><span class="badge running">{t.account_session_this()}</span></p> }.into_any()
    } else {
        view! {
            <form method="post" action=format!("/account/sessions/{}/end", line.id)>
                <button class="button secondary" aria-label=t.account_session_end_label(name.as_str())>{t.account_session_end()}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <h2>{name}</h2>
            <p>{t.account_session_began()}{t.colon()}<time datetime=line.began.to_string()>{t.moment(line.began, &chrome.zone)}</time><br/>
                {t.account_session_seen()}{t.colon()}<time datetime=line.seen.to_string()>{t.moment(line.seen, &chrome.zone)}</time></p>
            {end}
        </section>
    }
    .into_any()
}
