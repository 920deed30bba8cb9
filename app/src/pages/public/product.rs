//! A product's page: what can be asked, how long it takes, and how to do it oneself.

use domain::Kind;
use domain::clock::PromiseTerm;
use domain::pack::Pack;
use leptos::prelude::*;

use crate::components::icon::{icon, of_kind};
use crate::components::{diy, notice, term};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::public::ProductView;

/// The page at `/{product}`.
#[must_use]
pub fn page(chrome: &Chrome, view: &ProductView) -> Page {
    let t = chrome.t;
    let pack = &*view.pack;
    let cards = view.promises.iter().map(|(kind, promise)| card(t, pack, *kind, promise.as_ref(), view.review_hours)).collect::<Vec<_>>();
    let data = format!("/{}/data", pack.slug);
    let body = view! {
        <h1>{t.product_title(pack.name.as_str())}</h1>
        <p class="lede">{t.product_lede()}</p>
        <ul class="cards" role="list">{cards}</ul>
        <h2>{t.product_find_title()}</h2>
        <p>{t.product_find_text()}</p>
        <div class="actions"><a class="button secondary" href="/requests">{icon("search")}{t.product_find_go()}</a></div>
        <h2>{t.product_data_title(pack.name.as_str())}</h2>
        <p>{t.product_data_text()}</p>
        <p><a href=data>{t.product_data_go(pack.name.as_str())}</a></p>
        {published(t, pack)}
        {children(t, pack)}
        {contacts(t, pack)}
    };
    super::plain(t.product_title(pack.name.as_str()), body.into_any())
}

fn card(t: T, pack: &Pack, kind: Kind, promise: Option<&PromiseTerm>, review_hours: u32) -> AnyView {
    let code = kind.code();
    // The first ways are enough on a card; the form shows all of them.
    let ways: Vec<_> = diy::for_kind(pack, kind).into_iter().filter(|way| way.path.is_some()).take(2).collect();
    let ways = diy::ways(t, &ways);
    let diy = (!ways.is_empty()).then(|| {
        view! { <div class="diy"><p><strong>{t.diy_title()}</strong></p><ul role="list" class="stack">{ways}</ul></div> }
    });
    view! {
        <li><article class="card">
            {icon(of_kind(kind))}
            <h2><a href=format!("/{}/{}", pack.slug, kind.slug())>{t.coded("card-title", code)}</a></h2>
            <p class="promise">{icon("clock")}<span>{term::how_long(t, kind, promise, review_hours)}</span></p>
            <p class="hint">{term::why(t, kind, promise)}</p>
            <p>{t.coded("card-text", code)}</p>
            {diy}
        </article></li>
    }
    .into_any()
}

/// Where it can be read how these promises were kept; nothing where the product does not publish it.
fn published(t: T, pack: &Pack) -> Option<AnyView> {
    pack.publish.promises.then(|| {
        view! {
            <h2>{t.product_promises_title()}</h2>
            <p><a href=format!("/{}/promises", pack.slug)>{t.product_promises_go(pack.name.as_str())}</a></p>
        }
        .into_any()
    })
}

/// Where guardians go, and whoever knows of a child's account; nothing where the product takes neither.
fn children(t: T, pack: &Pack) -> Option<AnyView> {
    let guardians = pack.takes(Kind::GuardianAuthority).then(|| view! { <li><a href="/guardian">{t.product_children_go()}</a></li> });
    let tell =
        pack.takes(Kind::ChildAccount).then(|| view! { <li><a href=format!("/{}/child", pack.slug)>{t.product_children_tell()}</a></li> });
    if guardians.is_none() && tell.is_none() {
        return None;
    }
    Some(
        view! {
            <h2>{t.product_children_title()}</h2>
            <p>{t.product_children_text()}</p>
            <ul>{guardians}{tell}</ul>
        }
        .into_any(),
    )
}

/// Whom to write to, and an honest word where the policy names nobody.
fn contacts(t: T, pack: &Pack) -> AnyView {
    let lang = t.lang();
    let contacts = &pack.contacts;
    let mail = |words: String, address: &Option<String>| {
        address.clone().map(|address| {
            view! { <div><dt>{words}</dt><dd><a href=format!("mailto:{address}")>{address.clone()}</a></dd></div> }.into_any()
        })
    };
    let officer = contacts.officer.clone().map(|name| {
        let title = contacts.officer_title.as_ref().map_or_else(|| t.contact_officer(), |title| title.get(lang).to_owned());
        view! { <div><dt>{title}</dt><dd>{name}</dd></div> }.into_any()
    });
    let address =
        pack.company.address.clone().map(|address| view! { <div><dt>{t.contact_address()}</dt><dd>{address}</dd></div> }.into_any());
    let channel = contacts.portal_is_channel.then(|| {
        let words = contacts.note.as_ref().map_or_else(|| t.contact_portal(), |note| note.get(lang).to_owned());
        notice::line("", words)
    });
    let note = contacts
        .note
        .as_ref()
        .filter(|_| !contacts.portal_is_channel)
        .map(|note| view! { <p class="hint">{note.get(lang).to_owned()}</p> }.into_any());
    view! {
        <h2>{t.contact_title()}</h2>
        {channel}
        <p>{t.contact_text()}</p>
        <dl class="summary">
            <div><dt>{t.contact_company()}</dt><dd>{pack.company.name.clone()}</dd></div>
            {address}
            {officer}
            {mail(t.contact_privacy(), &contacts.privacy)}
            {mail(t.contact_support(), &contacts.support)}
        </dl>
        {note}
        <p class="hint">{t.contact_section(contacts.section.as_str())}</p>
    }
    .into_any()
}
