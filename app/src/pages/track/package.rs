//! The copy of somebody's data: it is only handed out after a fresh code, since a page can stay open on a shared computer.

use leptos::prelude::*;

use crate::components::files;
use crate::components::icon::icon;
use crate::views::Chrome;
use crate::views::track::{FileView, TrackView};

/// The files of the copy, or the button that sends the code for them.
pub(super) fn downloads(chrome: &Chrome, view: &TrackView) -> Option<AnyView> {
    if view.package.is_empty() {
        return None;
    }
    let t = chrome.t;
    let gone = view.package.iter().all(|file| file.destroyed_at.is_some());
    let inside = if gone || view.fresh {
        view! { {files::files(chrome, &view.package)}<p class="hint">{t.package_hint()}</p> }.into_any()
    } else {
        let names: Vec<FileView> = view.package.iter().map(|file| FileView { href: String::new(), ..file.clone() }).collect();
        let (locked, go) = if view.by_account {
            (t.account_package_locked(), t.account_package_confirm())
        } else {
            (t.package_locked(), t.package_fresh())
        };
        view! {
            <p>{locked}</p>
            {files::files(chrome, &names)}
            <form method="post" action=format!("/requests/{}/fresh", view.reference)>
                <div class="actions"><button class="button">{icon("lock")}{go}</button></div>
            </form>
        }
        .into_any()
    };
    Some(view! { <section class="panel"><h2>{t.package_title_own()}</h2>{inside}</section> }.into_any())
}
