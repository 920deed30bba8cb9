//! A button that copies.

use leptos::prelude::*;

/// Copies `text` and says so. It stays hidden where the browser gives no clipboard (no script, no secure connection): the text
/// itself stands beside it and can be selected.
#[island]
pub fn CopyButton(
    /// What is copied.
    text: String,
    /// The button's words.
    label: String,
    /// Its words once it has copied.
    done: String,
) -> impl IntoView {
    let (words, set_words) = signal(label);
    let (hidden, set_hidden) = signal(true);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| set_hidden.set(!has_clipboard()));
    #[cfg(not(feature = "hydrate"))]
    let _ = (set_hidden, &set_words, &text, &done);
    let press = move |_| {
        #[cfg(feature = "hydrate")]
        copy(&text, done.clone(), set_words);
    };
    view! {
        <span hidden=hidden>
            <button type="button" class="button secondary small" on:click=press><span aria-live="polite">{words}</span></button>
        </span>
    }
}

#[cfg(feature = "hydrate")]
fn has_clipboard() -> bool {
    js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object())
}

#[cfg(feature = "hydrate")]
fn copy(text: &str, done: String, set_words: WriteSignal<String>) {
    use wasm_bindgen::closure::Closure;
    let copied = Closure::once_into_js(move || set_words.set(done));
    let copied: &js_sys::Function = wasm_bindgen::JsCast::unchecked_ref(&copied);
    // If the browser refuses, the words stay as they are.
    let promise: wasm_bindgen::JsValue = window().navigator().clipboard().write_text(text).into();
    if let Ok(then) = js_sys::Reflect::get(&promise, &"then".into()) {
        let then: &js_sys::Function = wasm_bindgen::JsCast::unchecked_ref(&then);
        drop(then.call1(&promise, copied));
    }
}
