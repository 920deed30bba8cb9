//! Everything that the policy says about data, put in order: what is held, for how long, who receives it, what is promised.

mod held;
mod others;
mod promised;

use domain::pack::Pack;
use leptos::prelude::*;

use crate::pages::shell::Page;
use crate::views::Chrome;

/// A part of the page: the anchor, its heading, and what stands under it.
struct Part {
    id: &'static str,
    title: String,
    body: AnyView,
}

/// The page at `/{product}/data`.
#[must_use]
pub fn page(chrome: &Chrome, pack: &Pack) -> Page {
    let t = chrome.t;
    let parts: Vec<Part> = [
        Some(held::categories(t, pack)),
        Some(held::retention(t, pack)),
        held::training(t, pack),
        others::transfers(t, pack),
        others::processors(t, pack),
        others::advertising(t, pack),
        Some(others::children(t, pack)),
        promised::exceptions(t, pack),
        Some(promised::promises(t, pack)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let contents =
        parts.iter().map(|part| view! { <li><a href=format!("#{}", part.id)>{part.title.clone()}</a></li> }.into_any()).collect::<Vec<_>>();
    let sections = parts
        .into_iter()
        .map(|part| {
            view! { <section class="panel" aria-labelledby=part.id><h2 id=part.id>{part.title}</h2>{part.body}</section> }.into_any()
        })
        .collect::<Vec<_>>();
    let title = t.data_title(pack.name.as_str());
    let policy = t.data_policy(pack.policy.title.get(t.lang()), t.date(pack.policy.version));
    let links = [(&pack.policy.link, t.data_policy_link()), (&pack.policy.history, t.data_policy_history())]
        .into_iter()
        .filter_map(|(link, words)| link.clone().map(|link| view! { <li><a href=link rel="noreferrer">{words}</a></li> }.into_any()))
        .collect::<Vec<_>>();
    let links = (!links.is_empty()).then(|| view! { <ul>{links}</ul> });
    let body = view! {
        {super::ask::back(t, &pack.slug, &pack.name)}
        <h1>{title.clone()}</h1>
        <p class="lede">{t.data_lede()}</p>
        <p>{policy}</p>
        {links}
        <nav class="panel" aria-labelledby="contents"><h2 id="contents">{t.data_contents()}</h2><ol>{contents}</ol></nav>
        {sections}
    };
    super::plain(title, body.into_any())
}
