//! The browser's time zone.

use leptos::prelude::*;

/// Fills the hidden inputs of this name with the browser's IANA zone and keeps it in the cookie `tz`, so that the server shows
/// moments in it. Shows nothing.
#[island]
pub fn LocalZone(
    /// The name of the inputs: `tz`.
    fields: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(zone) = zone() {
            fill(&fields, &zone);
            keep(&zone);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop(fields);
    view! { <span hidden></span> }
}

/// The zone's name, if the browser tells it.
#[cfg(feature = "hydrate")]
fn zone() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()
}

#[cfg(feature = "hydrate")]
fn fill(fields: &str, zone: &str) {
    use wasm_bindgen::JsCast;
    let Ok(inputs) = document().query_selector_all(&format!("input[type=hidden][name={fields}]")) else { return };
    for at in 0..inputs.length() {
        if let Some(input) = inputs.item(at).and_then(|node| node.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            input.set_value(zone);
        }
    }
}

/// Keeps it for a year.
#[cfg(feature = "hydrate")]
fn keep(zone: &str) {
    use wasm_bindgen::JsCast;
    let Ok(document) = document().dyn_into::<web_sys::HtmlDocument>() else { return };
    let secure = if window().location().protocol().is_ok_and(|protocol| protocol == "https:") { "; Secure" } else { "" };
    let zone = String::from(js_sys::encode_uri_component(zone));
    // A browser without cookies shows the moments in the country's zone, as it does without scripts.
    drop(document.set_cookie(&format!("tz={zone}; Path=/; Max-Age=31536000; SameSite=Lax{secure}")));
}
