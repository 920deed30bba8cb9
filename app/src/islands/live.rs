//! News of the queue.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The words of the bar in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveWords {
    /// "1 change".
    pub one: String,
    /// "{} changes".
    pub many: String,
    /// "The connection was lost for a while: the list may be old".
    pub stale: String,
    /// "Show".
    pub show: String,
}

/// What has happened since the page was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct News {
    /// How many tickets have changed.
    changes: u32,
    /// Whether some may have been missed.
    stale: bool,
}

impl LiveWords {
    fn say(&self, news: News) -> Option<String> {
        match news {
            News { stale: true, .. } => Some(self.stale.clone()),
            News { changes: 0, .. } => None,
            News { changes: 1, .. } => Some(self.one.clone()),
            News { changes, .. } => Some(self.many.replace("{}", &changes.to_string())),
        }
    }
}

/// Listens at `source` for events named `changed` and shows a quiet bar that counts them; its button loads the page again. The
/// list itself never moves under the reader's hand. After a lost connection the bar says that the list may be old.
#[island]
pub fn LiveQueue(
    /// Where the events come from: `/staff/queue/events`.
    source: String,
    /// The words in the reader's language.
    words: LiveWords,
) -> impl IntoView {
    let (news, set_news) = signal(News::default());
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| listen(source.clone(), set_news, false));
    #[cfg(not(feature = "hydrate"))]
    let _ = (&source, set_news);
    let show = words.show.clone();
    let said = move || words.say(news.get()).unwrap_or_default();
    let reload = move |_| {
        #[cfg(feature = "hydrate")]
        drop(window().location().reload());
    };
    view! {
        <div class="live-bar cluster">
            <span role="status">{said}</span>
            <span hidden=move || news.get() == News::default()>
                <button type="button" class="button secondary small" on:click=reload>{show}</button>
            </span>
        </div>
    }
}

/// Opens the source; `again`: it had been lost. A browser comes back by itself after a broken connection, but not after a
/// refusal (a server that starts anew): then a new source is opened after ten seconds.
#[cfg(feature = "hydrate")]
fn listen(url: String, set_news: WriteSignal<News>, again: bool) {
    use std::cell::Cell;
    use std::rc::Rc;
    use wasm_bindgen::{JsCast, closure::Closure};

    let Ok(source) = web_sys::EventSource::new(&url) else { return };
    let lost = Rc::new(Cell::new(again));

    let changed = Closure::<dyn Fn()>::new(move || set_news.update(|news| news.changes += 1));
    drop(source.add_event_listener_with_callback("changed", changed.as_ref().unchecked_ref()));

    let was_lost = Rc::clone(&lost);
    let open = Closure::<dyn Fn()>::new(move || {
        if was_lost.replace(false) {
            set_news.update(|news| news.stale = true);
        }
    });
    source.set_onopen(Some(open.as_ref().unchecked_ref()));

    let this = source.clone();
    let error = Closure::<dyn Fn()>::new(move || {
        lost.set(true);
        if this.ready_state() == web_sys::EventSource::CLOSED {
            let url = url.clone();
            set_timeout(move || listen(url, set_news, true), std::time::Duration::from_secs(10));
        }
    });
    source.set_onerror(Some(error.as_ref().unchecked_ref()));

    // The source lives as long as the page: so do its three listeners.
    changed.forget();
    open.forget();
    error.forget();
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_lost_connection_is_not_hidden_by_a_count() {
        let words = LiveWords { one: "1 change".into(), many: "{} changes".into(), stale: "old".into(), show: "Show".into() };
        assert_eq!(words.say(News::default()), None);
        assert_eq!(words.say(News { changes: 1, stale: false }).as_deref(), Some("1 change"));
        assert_eq!(words.say(News { changes: 7, stale: false }).as_deref(), Some("7 changes"));
        assert_eq!(words.say(News { changes: 7, stale: true }).as_deref(), Some("old"));
    }
}
