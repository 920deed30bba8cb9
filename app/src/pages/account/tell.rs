//! Pages that only tell something, and lead on.

use leptos::prelude::*;

use super::page as framed;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::account::TellView;

/// A page that tells something. It is the same for everybody: it knows nothing of who reads it.
#[must_use]
pub fn page(chrome: &Chrome, view: TellView) -> Page {
    let t = chrome.t;
    let over = (t.account_over_title(), t.account_over_text());
    let ((title, text), more, (href, go)) = match view {
        TellView::SignUpSent => {
            ((t.account_sent_title(), t.account_sent_text()), Some(t.account_sent_none()), ("/account/new", t.account_sent_again()))
        }
        TellView::ResetSent => {
            ((t.account_sent_title(), t.account_reset_sent()), Some(t.account_sent_none()), ("/account/reset", t.account_sent_again()))
        }
        TellView::SignUpOver => (over, None, ("/account/new", t.account_over_new())),
        TellView::ResetOver => (over, None, ("/account/reset", t.account_over_reset())),
        TellView::EmailOver => (over, None, ("/account", t.account_over_email())),
        TellView::EmailChanged => ((t.account_email_done_title(), t.account_email_done_text()), None, ("/account", t.account_over_email())),
        TellView::Frozen => {
            ((t.account_stop_done_title(), t.account_stop_done_text()), Some(t.account_frozen_how()), ("/", t.account_frozen_go()))
        }
        TellView::StopOver => {
            ((t.account_over_title(), t.account_stop_over_text()), Some(t.account_frozen_how()), ("/", t.account_frozen_go()))
        }
        TellView::Erased => ((t.account_erased_title(), t.account_erased_text()), None, ("/", t.account_erased_go())),
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lede">{text}</p>
        {more.map(|words| view! { <p>{words}</p> })}
        <div class="actions"><a class="button secondary" href=href>{go}</a></div>
    };
    framed(title, false, body.into_any())
}
