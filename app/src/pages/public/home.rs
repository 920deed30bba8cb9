//! The first page: the products, and the way back to a request.

use leptos::prelude::*;

use crate::components::icon::{icon, pointing};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::public::HomeView;

/// The page at `/`.
#[must_use]
pub fn page(chrome: &Chrome, view: &HomeView) -> Page {
    let t = chrome.t;
    let cards = view
        .products
        .iter()
        .map(|pack| {
            view! {
                <li><article class="card product">
                    <h3><a href=format!("/{}", pack.slug)>{pack.name.clone()}</a></h3>
                    <p>{pack.description.get(t.lang()).to_owned()}</p>
                    <p class="go">{t.home_go()}{pointing("arrow-end")}</p>
                </article></li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let body = view! {
        <div class="hero">
            <h1>{t.home_title()}</h1>
            <p class="lede">{t.home_lede()}</p>
            <div class="actions"><a class="button" href="#products">{t.home_choose()}</a>
                <a class="button secondary" href="/requests">{t.home_find()}</a></div>
        </div>
        <h2 id="products">{t.home_products()}</h2>
        <ul class="cards products wide" role="list">{cards}</ul>
        <h2>{t.home_how()}</h2>
        <ol>
            <li>{t.home_how_1()}</li>
            <li>{t.home_how_2()}</li>
            <li>{t.home_how_3()}</li>
        </ol>
        {points(t)}
    };
    super::plain(t.home_page_title(), body.into_any())
}

/// What holds for every request.
fn points(t: T) -> AnyView {
    let point = |name: &str, words: String| view! { <li>{icon(name)}<span>{words}</span></li> }.into_any();
    view! {
        <ul class="stack points" role="list">
            {point("check-circle", t.home_point_free())}
            {point("clock", t.home_point_time())}
            {point("lock", t.home_point_private())}
        </ul>
    }
    .into_any()
}
