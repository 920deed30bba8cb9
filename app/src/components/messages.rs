//! The correspondence.

use leptos::prelude::*;

use super::files::files;
use crate::views::Chrome;
use crate::views::track::MessageView;

/// The messages both ways, oldest first, as the requester sees them: support is "Support", whoever wrote.
#[must_use]
pub fn messages(chrome: &Chrome, messages: &[MessageView]) -> AnyView {
    let t = chrome.t;
    let items = messages
        .iter()
        // Notes stay inside; the view that a requester's page is given has none, and this is the second lock.
        .filter(|message| message.kind != "note")
        .map(|message| {
            let own = matches!(message.kind.as_str(), "from_requester" | "answer");
            let (class, who) = if own { ("message requester", t.message_you()) } else { ("message support", t.message_support()) };
            let what = match message.kind.as_str() {
                "question" => Some(t.message_question()),
                "answer" => Some(t.message_answer()),
                "outcome" => Some(t.message_outcome()),
                "decision" => Some(t.message_decision()),
                _ => None,
            };
            let what = what.map(|words| view! { <span>{words}</span> });
            view! {
                <li class=class>
                    <header><strong>{who}</strong>{what}
                        <time datetime=message.at.to_string()>{t.moment(message.at, &chrome.zone)}</time></header>
                    <div class="body">{message.body.clone()}</div>
                    {files(chrome, &message.files)}
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! { <ol class="messages" role="list">{items}</ol> }.into_any()
}
