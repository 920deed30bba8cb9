//! The browser's entry: it wakes the islands, and does nothing else.

// Named, or the linker drops the islands with the crate.
extern crate app;

/// Called by the page's loader once the module is there.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
