//! The page that a mail's link opens. It only has a button: mail scanners follow links, and press nothing.

use leptos::prelude::*;

use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::public::{CodePurpose, LinkView};

/// The page at `/link/{secret}`.
#[must_use]
pub fn page(chrome: &Chrome, view: &LinkView) -> Page {
    let t = chrome.t;
    let (title, text, button) = match view.purpose {
        CodePurpose::Prove => (t.link_prove_title(), t.link_prove_text(), t.link_prove_go()),
        CodePurpose::ProveReport => (t.link_report_title(), t.link_report_text(), t.link_report_go()),
        CodePurpose::Open => (t.link_open_title(), t.link_open_text(), t.link_open_go()),
        CodePurpose::Download => (t.link_download_title(), t.link_download_text(), t.link_download_go()),
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lede">{text}</p>
        <form method="post" action=view.action.clone()><div class="actions"><button class="button">{button}</button></div></form>
        <p class="hint">{t.link_not_you()}</p>
    };
    super::plain(title, body.into_any())
}
