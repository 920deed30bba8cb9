//! A list of facts.

use leptos::prelude::*;

/// Facts as pairs of a name and what it is; those that are empty are left out.
#[must_use]
pub fn summary(facts: Vec<(String, String)>) -> AnyView {
    let facts = facts
        .into_iter()
        .filter(|(_, fact)| !fact.is_empty())
        .map(|(name, fact)| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> }.into_any())
        .collect::<Vec<_>>();
    view! { <dl class="summary">{facts}</dl> }.into_any()
}
