//! Work without the mouse.

use leptos::prelude::*;

/// Single keys for the staff's pages. The markup says what they do, so that this knows no page: `data-key="c"` on a form sends
/// it, on a link or a button presses it, on anything that holds a field opens it and goes into the first, on other `<details>`
/// opens or closes them. The row that is current is asked first, then the page. A key may be two in a row: `data-key="g q"`.
///
/// `j` and `k` move along the rows (`[data-row]`, each with a link that gets the focus); `o` opens the current one; Escape leaves
/// a field. Never while somebody types, never with Ctrl, Alt or Meta. The button switches the keys off for good (WCAG 2.1.4).
#[island]
pub fn QueueKeys(
    /// The button's words while the keys work.
    off: String,
    /// The button's words while they do not.
    on: String,
) -> impl IntoView {
    let (working, set_working) = signal(true);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        set_working.set(!hand::switched_off());
        hand::listen(working);
    });
    let switch = move |_| {
        set_working.update(|working| *working = !*working);
        #[cfg(feature = "hydrate")]
        hand::remember(working.get_untracked());
    };
    view! {
        <button type="button" class="button quiet small" on:click=switch>
            {move || if working.get() { off.clone() } else { on.clone() }}
        </button>
    }
}

#[cfg(feature = "hydrate")]
mod hand {
    use leptos::prelude::*;
    use std::cell::RefCell;
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{Element, HtmlElement, HtmlFormElement, KeyboardEvent};

    const STORED: &str = "keys";
    /// Where a letter is text.
    const TYPING: &str =
        "input:not([type=checkbox],[type=radio],[type=submit],[type=button],[type=file]),textarea,select,[contenteditable]";
    /// What can be gone into.
    const FIELD: &str = "input:not([type=hidden]),textarea,select";

    fn storage() -> Option<web_sys::Storage> {
        window().local_storage().ok().flatten()
    }

    pub(super) fn switched_off() -> bool {
        storage().and_then(|storage| storage.get_item(STORED).ok().flatten()).is_some_and(|value| value == "off")
    }

    pub(super) fn remember(working: bool) {
        if let Some(storage) = storage() {
            // Without storage the choice holds for this page alone.
            drop(storage.set_item(STORED, if working { "on" } else { "off" }));
        }
    }

    pub(super) fn listen(working: ReadSignal<bool>) {
        let first = RefCell::new(String::new());
        let pressed = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
            if !working.get_untracked() || event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
                return;
            }
            let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            let typing = target.as_ref().is_some_and(|target| target.matches(TYPING).unwrap_or(false));
            let key = event.key();
            if typing {
                if key == "Escape"
                    && let Some(field) = target
                {
                    drop(field.blur());
                }
                return;
            }
            let before = first.replace(key.clone());
            // Two in a row first: `g q` is not `q`.
            if act(&format!("{before} {key}")) || act(&key) {
                first.replace(String::new());
                event.prevent_default();
            }
        });
        drop(document().add_event_listener_with_callback("keydown", pressed.as_ref().unchecked_ref()));
        pressed.forget(); // It listens as long as the page lives.
    }

    fn act(key: &str) -> bool {
        match key {
            "j" => step(1),
            "k" => step(-1),
            "o" => current().and_then(|row| link(&row)).map(|link| link.click()).is_some(),
            _ if key.contains(['"', '\\']) => false,
            _ => {
                let named = format!("[data-key=\"{key}\"]");
                let inside = current().and_then(|row| row.query_selector(&named).ok().flatten());
                inside.or_else(|| document().query_selector(&named).ok().flatten()).is_some_and(press)
            }
        }
    }

    fn press(element: Element) -> bool {
        let Some(element) = element.dyn_ref::<HtmlElement>() else { return false };
        match element.tag_name().as_str() {
            "FORM" => element.dyn_ref::<HtmlFormElement>().is_some_and(|form| form.request_submit().is_ok()),
            "A" | "BUTTON" => {
                element.click();
                true
            }
            tag => match element.query_selector(FIELD) {
                Ok(Some(field)) => {
                    open(element);
                    focus(&field);
                    true
                }
                _ if tag == "DETAILS" => {
                    if let Ok(Some(summary)) = element.query_selector("summary") {
                        focus(&summary);
                    }
                    let opened = element.toggle_attribute("open");
                    element.scroll_into_view_with_bool(false);
                    opened.is_ok()
                }
                _ => false,
            },
        }
    }

    /// Opens an element, or what hides it.
    fn open(element: &Element) {
        if let Ok(Some(hiding)) = element.closest("details:not([open])") {
            drop(hiding.set_attribute("open", ""));
        }
    }

    fn focus(element: &Element) {
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            drop(element.focus());
        }
    }

    fn link(row: &Element) -> Option<HtmlElement> {
        row.query_selector("a[href]").ok().flatten()?.dyn_into().ok()
    }

    fn current() -> Option<Element> {
        document().query_selector("[data-row].is-current").ok().flatten()
    }

    /// Goes on by so many rows; from nowhere to the first.
    fn step(by: i32) -> bool {
        let Ok(rows) = document().query_selector_all("[data-row]") else { return false };
        let rows: Vec<Element> = (0..rows.length()).filter_map(|at| rows.item(at)?.dyn_into().ok()).collect();
        let at = rows.iter().position(|row| row.class_list().contains("is-current"));
        let next = match at {
            None => 0,
            Some(at) => at.saturating_add_signed(by as isize).min(rows.len().saturating_sub(1)),
        };
        let Some(row) = rows.get(next) else { return false };
        if let Some(before) = at.and_then(|at| rows.get(at)) {
            drop(before.class_list().remove_1("is-current"));
            drop(before.remove_attribute("aria-current"));
        }
        drop(row.class_list().add_1("is-current"));
        drop(row.set_attribute("aria-current", "true"));
        // The focus scrolls the row into sight, and a screen reader reads it.
        if let Some(link) = link(row) {
            drop(link.focus());
        }
        true
    }
}
