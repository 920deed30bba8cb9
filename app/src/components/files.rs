//! Files: what hangs on a message, and what can be downloaded.

use leptos::prelude::*;

use super::icon::icon;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::track::FileView;

/// A list of files, each with its size and what became of it; nothing when there is none.
#[must_use]
pub fn files(chrome: &Chrome, files: &[FileView]) -> Option<AnyView> {
    if files.is_empty() {
        return None;
    }
    let items = files.iter().map(|file| one(chrome, file)).collect::<Vec<_>>();
    Some(view! { <ul class="attachments" role="list">{items}</ul> }.into_any())
}

fn one(chrome: &Chrome, file: &FileView) -> AnyView {
    let t = chrome.t;
    if let Some(at) = file.destroyed_at {
        let when = t.file_destroyed(t.moment(at, &chrome.zone));
        return view! { <li class="destroyed">{icon("trash")}{file.name.clone()}<span class="meta">{when}</span></li> }.into_any();
    }
    let mut facts = vec![bytes(t, file.size)];
    facts.extend(file.downloads_left.map(|left| t.file_downloads_left(left)));
    facts.extend(file.expires_at.map(|at| t.file_until(t.moment(at, &chrome.zone))));
    let facts = facts.join(" · ");
    let name = if file.href.is_empty() {
        view! { <span>{icon("clip")}{file.name.clone()}</span> }.into_any()
    } else {
        let what = if file.role == "package" { "download" } else { "clip" };
        view! { <a href=file.href.clone()>{icon(what)}{file.name.clone()}</a> }.into_any()
    };
    view! { <li>{name}<span class="meta">{facts}</span></li> }.into_any()
}

/// A size as people say it: "240 KB", "1.5 MB". Units of 1000.
#[must_use]
pub fn bytes(t: T, size: u64) -> String {
    match size {
        0..1_000 => t.size_bytes(size),
        1_000..1_000_000 => t.size_kilobytes(size.div_ceil(1_000)),
        _ => {
            let tenths = size.div_ceil(100_000);
            let text = if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) };
            t.size_megabytes(text)
        }
    }
}
