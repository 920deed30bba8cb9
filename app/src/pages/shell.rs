//! The frame around every page: head, header, footer, and the loader of the browser's half where a page has islands.

use std::sync::Arc;

use domain::{Capability, Kind, Lang};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use crate::components::field::escape;
use crate::components::icon::icon;
use crate::views::{Assets, Chrome, Reader};

/// A page, ready to be framed.
pub struct Page {
    /// The title, without the portal's name.
    pub title: String,
    /// Whether it shows a form with errors: the title then begins with the language's word for "Error".
    pub error: bool,
    /// Whether it has islands: only then does it load the browser's half.
    pub islands: bool,
    /// Whether it is as wide as the window (the staff's side).
    pub wide: bool,
    /// What it shows.
    pub body: AnyView,
}

/// A whole page as HTML, with its doctype.
#[must_use]
pub fn render(chrome: &Chrome, page: Page) -> String {
    render_with(chrome, || page)
}

/// The same for a page that is made here: its islands then have an owner and a shared context while they are made, which those
/// with children need.
#[must_use]
pub fn render_with(chrome: &Chrome, make: impl FnOnce() -> Page) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| shell(chrome, make()).to_html());
    // What the page made goes with it: nothing of one reader stays for the next on this thread.
    owner.unset_with_forced_cleanup();
    format!("<!DOCTYPE html>{html}")
}

/// Frames a page as a whole HTML document, without the doctype.
#[must_use]
pub fn shell(chrome: &Chrome, page: Page) -> AnyView {
    let t = chrome.t;
    let lang = t.lang();
    let named = format!("{} – Habeas", page.title);
    let title = if page.error { t.title_error(named) } else { named };
    // A title holds text alone: leptos' marks between texts would be read in the tab.
    let title = escape(&title);
    let staff = chrome.staff.is_some();
    let loader = (page.islands && !chrome.assets.js.is_empty()).then(|| loader(&chrome.assets, &chrome.nonce));
    let style = (!chrome.assets.css.is_empty()).then(|| view! { <link rel="stylesheet" href=format!("/pkg/{}", chrome.assets.css)/> });
    // The staff's pages, and a requester's own, are for no search engine.
    let own = ["/requests/", "/account/", "/staff", "/guardian/", "/young/"];
    let hidden = staff || own.iter().any(|start| chrome.path.starts_with(start));
    view! {
        <html lang=lang.tag() dir=lang.dir()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title inner_html=title></title>
                <meta name="description" content=t.site_description()/>
                <meta name="color-scheme" content="light dark"/>
                {hidden.then(|| view! { <meta name="robots" content="noindex"/> })}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {style}
                {loader}
            </head>
            <body data-side=if staff { "staff" } else { "public" }>
                <a class="skip-link" href="#main">{t.skip_to_content()}</a>
                {if staff { staff_header(chrome) } else { header(chrome) }}
                <main class=if page.wide { "page-wide" } else { "page" } id="main" tabindex="-1">{page.body}</main>
                {(!staff).then(|| footer(chrome))}
            </body>
        </html>
    }
    .into_any()
}

fn header(chrome: &Chrome) -> AnyView {
    let product = chrome.product.as_ref().map(|pack| {
        view! { <a class="product-name" href=format!("/{}", pack.slug)>{pack.name.clone()}</a> }
    });
    view! {
        <header class="site-header"><div class="site-header-inner">
            <a class="word-mark" href="/"><img src="/favicon.svg" alt="" width="32" height="32"/><span class="word">"Habeas"</span></a>
            {product}
            {switch(chrome)}
        </div></header>
    }
    .into_any()
}

/// The language switch: a form, since it sets a cookie, with one button for each other language.
fn switch(chrome: &Chrome) -> AnyView {
    let here = chrome.t.lang();
    let others = Lang::ALL
        .into_iter()
        .filter(|lang| *lang != here)
        .map(|lang| view! { <button name="lang" value=lang.tag() lang=lang.tag()>{lang.own_name()}</button> }.into_any())
        .collect::<Vec<_>>();
    view! {
        <details class="lang-switch">
            <summary>{icon("globe")}<span class="visually-hidden">{chrome.t.language_label()}</span><span>{here.own_name()}</span></summary>
            <form method="post" action="/language">
                <input type="hidden" name="to" value=chrome.path.clone()/>
                {others}
            </form>
        </details>
    }
    .into_any()
}

fn staff_header(chrome: &Chrome) -> AnyView {
    let t = chrome.t;
    let Some(reader) = &chrome.staff else { return ().into_any() };
    let link = |href: &'static str, words: String| {
        let current = (chrome.path == href).then_some("page");
        view! { <li><a href=href aria-current=current>{words}</a></li> }.into_any()
    };
    let can = |capability| reader.role.can(capability);
    let promises = can(Capability::SeePromises).then(|| link("/staff/promises", t.nav_promises()));
    let count = (reader.alerts > 0).then(|| {
        let (short, long) = match reader.alerts {
            alerts if alerts >= Reader::MANY => (format!("{}+", Reader::MANY - 1), t.alerts_many(Reader::MANY - 1)),
            alerts => (alerts.to_string(), t.alerts_new(alerts)),
        };
        view! { <span class="count" aria-hidden="true">{short}</span><span class="visually-hidden">{format!(" ({long})")}</span> }
    });
    let here = (chrome.path == "/staff/alerts").then_some("page");
    let alerts = view! { <li><a href="/staff/alerts" aria-current=here>{t.nav_alerts()}{count}</a></li> };
    let rota = link("/staff/rota", t.nav_rota());
    let people = can(Capability::SeeStaff).then(|| link("/staff/people", t.nav_people()));
    let frozen = can(Capability::OpenAccounts).then(|| link("/staff/accounts", t.nav_frozen()));
    let access = can(Capability::ReadAccessLog).then(|| link("/staff/access", t.nav_access()));
    let refusals = can(Capability::SeeRefusals).then(|| link("/staff/refusals", t.nav_refusals()));
    let calendars = can(Capability::ChangeCalendars).then(|| {
        view! { {link("/staff/calendars", t.nav_calendars())}{link("/staff/rules", t.nav_rules())} }
    });
    let mail = chrome.dev.then(|| link("/dev/mail", t.nav_dev_mail()));
    view! {
        <header class="staff-header"><div class="staff-header-inner">
            <a class="word-mark" href="/staff/queue"><img src="/favicon.svg" alt="" width="24" height="24"/><span class="word">"Habeas"</span></a>
            <nav aria-label=t.nav_label()><ul role="list">{link("/staff/queue", t.nav_queue())}{alerts}{rota}{promises}{calendars}{people}{frozen}{access}{refusals}{mail}</ul></nav>
            <div class="who">
                <a href="/staff/account" aria-label=format!("{}: {}", t.nav_own(), reader.name)>{format!("{}, {}", reader.name, t.coded("role", reader.role.code()))}</a>
                {switch(chrome)}
                <form method="post" action="/staff/logout"><button>{t.nav_logout()}</button></form>
            </div>
        </div></header>
    }
    .into_any()
}

fn footer(chrome: &Chrome) -> AnyView {
    let t = chrome.t;
    let product = chrome.product.as_ref().map(|pack| {
        let mail = pack.contacts.privacy.as_ref().or(pack.contacts.support.as_ref()).map(|address| {
            view! { <li><a href=format!("mailto:{address}")>{t.footer_contact(pack.name.as_str(), address.as_str())}</a></li> }
        });
        view! {
            <li><a href=format!("/{}/data", pack.slug)>{t.footer_kept(pack.name.as_str())}</a></li>
            {pack.takes(Kind::ChildAccount).then(|| view! { <li><a href=format!("/{}/child", pack.slug)>{t.product_children_tell()}</a></li> })}
            {mail}
        }
    });
    let dev = chrome.dev.then(|| view! { <li><a href="/dev/mail">{t.nav_dev_mail()}</a></li> });
    view! {
        <footer class="site-footer"><div class="site-footer-inner">
            <ul role="list"><li><a href="/requests">{t.footer_find()}</a></li><li><a href="/guardian">{t.footer_guardians()}</a></li><li><a href="/account">{t.footer_account()}</a></li>{product}{dev}</ul>
            <p>{t.footer_about()}</p>
        </div></footer>
    }
    .into_any()
}

/// The loader of the browser's half, as leptos' own in islands mode, with our hashed names. It waits until the browser is idle:
/// everything works before it has come.
fn loader(assets: &Assets, nonce: &str) -> AnyView {
    // The names go into a script: only what a file name can hold goes through.
    let clean = |name: &str| name.chars().filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c)).collect::<String>();
    let (js, wasm) = (format!("/pkg/{}", clean(&assets.js)), format!("/pkg/{}", clean(&assets.wasm)));
    let script = format!("{LOADER}({js:?},{wasm:?})");
    view! {
        <link rel="modulepreload" href=js crossorigin="anonymous" nonce=nonce.to_owned()/>
        <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        <script type="module" nonce=nonce.to_owned()>{script}</script>
    }
    .into_any()
}

/// Finds the islands of the page and wakes each with its function of the module, the inner ones after the outer ones.
const LOADER: &str = r#"((js, wasm) => {
  const callbacks = [];
  const wake = async (el, id, mod) => {
    const island = mod[id];
    if (!island) { console.warn(`no island ${id}`); return; }
    const callback = callbacks[callbacks.length - 1];
    if (callback) callback();
    const done = island(el);
    if (done && done.then) await done;
  };
  const walk = async (node, mod) => {
    const tag = node.tagName.toLowerCase();
    if (tag === "leptos-island") await wake(node, node.dataset.component || null, mod);
    if (tag === "leptos-children") callbacks.push(node.$$on_hydrate);
    for (const child of node.children) await walk(child, mod);
    if (tag === "leptos-children") callbacks.pop();
  };
  const start = () => import(js).then(async (mod) => {
    await mod.default({ module_or_path: wasm });
    mod.hydrate();
    window.__hydrateIsland = (el, id) => wake(el, id, mod);
    await walk(document.body, mod);
    // After the effects of the islands, which are microtasks: from here on they answer.
    setTimeout(() => { document.documentElement.dataset.awake = ""; });
  });
  "requestIdleCallback" in window ? requestIdleCallback(start) : start();
})"#;
