//! Icons. They always stand beside a word, so none is read out.

use leptos::prelude::*;

/// The icon of this name, from `app/public/icons.svg`.
#[must_use]
pub fn icon(name: &str) -> AnyView {
    view! { <svg class="icon" aria-hidden="true"><use_ href=format!("/icons.svg#{name}")></use_></svg> }.into_any()
}

/// An icon that points: mirrored where the script runs from right to left.
#[must_use]
pub fn pointing(name: &str) -> AnyView {
    view! { <svg class="icon flip" aria-hidden="true"><use_ href=format!("/icons.svg#{name}")></use_></svg> }.into_any()
}

/// The icon of a kind of ticket.
#[must_use]
pub const fn of_kind(kind: domain::Kind) -> &'static str {
    use domain::Kind;
    match kind {
        Kind::Access => "eye",
        Kind::Correction => "pencil",
        Kind::Deletion => "trash",
        Kind::AiTrainingWithdrawal => "no-ai",
        Kind::AdvertisingOptOut => "no-ads",
        Kind::ConsentRevocation => "hand",
        Kind::GuardianAuthority | Kind::ChildAccount => "family",
        Kind::Report => "flag",
    }
}
