//! A countdown to a due moment.

#[cfg(any(feature = "hydrate", test))]
mod elapsed;
mod figure;
#[cfg(feature = "hydrate")]
mod page;
mod words;

pub use words::CountdownWords;

use figure::Figure;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A moment at which what the page says about a clock is no longer so, and what is said then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The moment, in milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// The words for it, in the reader's language.
    pub words: String,
}

/// Counts down to `due_ms` from the server's `now_ms` (both milliseconds since 1970, UTC). The browser's own clock is never
/// asked for the time; [`page`](self) says how it is known what has passed since, through sleep and wrong clocks.
/// While `paused`, `due_ms` is the moment at which the pause ends by itself.
///
/// What is seen is short and has seconds near the moment; what is heard is in full and has none. It is not a live region: nobody
/// wants each minute read out. Only a turn is said, once, and politely.
#[island]
pub fn Countdown(
    /// The due moment.
    due_ms: i64,
    /// The server's now: the same for all countdowns of a page.
    now_ms: i64,
    /// Whether the clock waits for the requester.
    paused: bool,
    /// The words in the reader's language.
    words: CountdownWords,
    /// What turns while the page is open, in the order of the moments; all of them later than `now_ms`. Empty in a list, where
    /// other things say what is new.
    turns: Vec<Turn>,
) -> impl IntoView {
    let figure = Figure::of(due_ms - now_ms);
    // Signals of texts, as the other islands have them: each closure in a view would cost the browser some kilobytes.
    let (length, set_length) = signal(figure.duration());
    let (shown, set_shown) = signal(words.show(figure, paused));
    let (told, set_told) = signal(words.tell(figure, paused));
    let (turn, set_turn) = signal(String::new());
    let status = (!turns.is_empty()).then(|| view! { <span class="turn" role="status">{turn}</span> });
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        // Only what is new is written: a text that stays is not touched.
        let write = |to: WriteSignal<String>, text: String, before: ReadSignal<String>| {
            if before.with_untracked(|before| *before != text) {
                to.set(text);
            }
        };
        let (words, turns) = (words.clone(), turns.clone());
        page::follow(
            now_ms,
            Box::new(move |elapsed| {
                let now = now_ms + elapsed;
                let figure = Figure::of(due_ms - now);
                write(set_length, figure.duration(), length);
                write(set_shown, words.show(figure, paused), shown);
                write(set_told, words.tell(figure, paused), told);
                if let Some(last) = turns.iter().rfind(|turn| turn.at_ms < now) {
                    write(set_turn, last.words.clone(), turn);
                }
                figure::next_change(due_ms - now)
            }),
        );
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (set_length, set_shown, set_told, set_turn, turns);
    view! {
        <time datetime=length>
            <span aria-hidden="true">{shown}</span>
            <span class="visually-hidden">{told}</span>
        </time>
        {status}
    }
}
