//! The guardian's first page.

use std::sync::Arc;

use domain::pack::Pack;
use leptos::prelude::*;

use super::parts::{badge, birthday, done, page as framed, path};
use crate::components::icon::{icon, of_kind};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::guardian::{AskedView, ChildCard, GuardianHomeView};

/// The page at `/guardian`: for a stranger what a guardian can do, for a guardian their children.
#[must_use]
pub fn page(chrome: &Chrome, view: &GuardianHomeView) -> Page {
    match &view.name {
        None => stranger(chrome.t, view),
        Some(name) => guardian(chrome, view, name),
    }
}

fn stranger(t: T, view: &GuardianHomeView) -> Page {
    let items = |words: Vec<String>| words.into_iter().map(|words| view! { <li>{words}</li> }.into_any()).collect::<Vec<_>>();
    let can = items(vec![t.guardian_can_view(), t.guardian_can_update(), t.guardian_can_revoke(), t.guardian_can_consent()]);
    let takes = items(vec![t.guardian_takes_1(), t.guardian_takes_2(), t.guardian_takes_3(), t.guardian_takes_4()]);
    let products = view.products.iter().map(|pack| product(t, pack)).collect::<Vec<_>>();
    let tell = view
        .products
        .iter()
        .filter(|pack| pack.takes(domain::Kind::ChildAccount))
        .map(|pack| view! { <li><a href=format!("/{}/child", pack.slug)>{t.guardian_notice_go(pack.name.as_str())}</a></li> }.into_any())
        .collect::<Vec<_>>();
    let tell = (!tell.is_empty()).then(|| {
        view! { <h2>{t.guardian_notice_title()}</h2><p>{t.guardian_notice_text()}</p><ul>{tell}</ul> }
    });
    let body = view! {
        <h1>{t.guardian_title()}</h1>
        <p class="lede">{t.guardian_lede()}</p>
        <div class="actions">
            <a class="button" href="/account/new">{t.guardian_start()}</a>
            <a class="button secondary" href="/account/login?to=/guardian">{t.guardian_login()}</a>
        </div>
        <h2>{t.guardian_can_title()}</h2>
        <ul>{can}</ul>
        <h2>{t.guardian_takes_title()}</h2>
        <ul>{takes}</ul>
        <h2>{t.guardian_products()}</h2>
        <dl class="summary">{products}</dl>
        <p class="hint">{t.guardian_child_first()}</p>
        {tell}
    };
    framed(t.guardian_title(), None, body.into_any())
}

fn product(t: T, pack: &Arc<Pack>) -> AnyView {
    let words = pack.guardians.as_ref().map(|guardians| {
        view! {
            {guardians.summary.get(t.lang()).to_owned()}
            <span class="muted">{t.in_brackets(t.policy_section(guardians.section.as_str()))}</span>
        }
    });
    view! { <div><dt><a href=format!("/{}", pack.slug)>{pack.name.clone()}</a></dt><dd>{words}</dd></div> }.into_any()
}

fn guardian(chrome: &Chrome, view: &GuardianHomeView, name: &str) -> Page {
    let t = chrome.t;
    let asked = view.asked.iter().map(|one| asked(chrome, one)).collect::<Vec<_>>();
    let asked = (!asked.is_empty()).then(|| view! { <h2>{t.guardian_asked_title()}</h2><div class="stack">{asked}</div> });
    let cards = view.children.iter().map(|child| card(chrome, child)).collect::<Vec<_>>();
    let cards = if cards.is_empty() {
        view! { <p>{t.guardian_none()}</p> }.into_any()
    } else {
        view! { <ul class="cards" role="list">{cards}</ul> }.into_any()
    };
    let body = view! {
        {done(t, view.done.as_deref())}
        <h1>{t.guardian_hello(name)}</h1>
        {asked}
        <h2>{t.guardian_children()}</h2>
        {cards}
        <div class="actions">
            <a class="button" href="/guardian/children/new">{t.guardian_add()}</a>
            <a class="button quiet" href="/account">{t.guardian_account()}</a>
        </div>
    };
    framed(t.guardian_title(), None, body.into_any())
}

fn card(chrome: &Chrome, child: &ChildCard) -> AnyView {
    let t = chrome.t;
    let state = match &child.authority {
        None => view! { <span class="badge waiting">{icon("hand")}{t.guardian_unproved()}</span> }.into_any(),
        Some(authority) => badge(t, &authority.state),
    };
    let until = child.authority.as_ref().filter(|authority| authority.state == "granted").map(|authority| {
        let day = t.date(birthday(authority.rights_end_at));
        let words = match &child.pack.guardians {
            Some(guardians) => t.guardian_until_birthday(guardians.under_age, day),
            None => t.guardian_until_day(day),
        };
        view! { <p>{words}</p> }
    });
    view! {
        <li><article class="card">
            {icon("family")}
            <h3><a href=path(&child.id, "")>{child.name.clone()}</a></h3>
            <p class="muted">{t.guardian_child_in(child.pack.name.as_str())}</p>
            <p>{state}</p>
            {until}
            <p>{t.guardian_open(child.open)}</p>
        </article></li>
    }
    .into_any()
}

/// What another guardian asks for. Nothing on it says who that is.
fn asked(chrome: &Chrome, asked: &AskedView) -> AnyView {
    let t = chrome.t;
    let answer = match asked.answer.as_deref() {
        Some("agreed") => view! { <p><span class="badge met">{icon("check-circle")}{t.guardian_asked_agreed()}</span></p> }.into_any(),
        Some(_) => view! { <p><span class="badge closed">{icon("stop")}{t.guardian_asked_objected()}</span></p> }.into_any(),
        None => view! {
            <p class="hint">{t.guardian_asked_silence()}</p>
            <form method="post" action=format!("/guardian/asked/{}", asked.reference)>
                <div class="actions">
                    <button class="button secondary" name="answer" value="agreed">{t.guardian_asked_agree()}</button>
                    <button class="button secondary" name="answer" value="objected">{t.guardian_asked_object()}</button>
                </div>
            </form>
        }
        .into_any(),
    };
    view! {
        <section class="panel">
            <h3>{icon(of_kind(asked.kind))}" "{t.coded("guardian-act", asked.kind.code())}{t.colon()}{asked.child.clone()}</h3>
            <p>{t.guardian_asked_lede(asked.child.as_str())}</p>
            <p class="muted">{t.guardian_asked_at(t.moment(asked.asked_at, &chrome.zone))}" · "<span class="reference small">{asked.reference.clone()}</span></p>
            {answer}
        </section>
    }
    .into_any()
}
