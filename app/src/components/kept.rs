//! What stays after a deletion.

use domain::pack::{Bound, Period, RetentionRule};
use leptos::prelude::*;

use super::term::period;
use crate::texts::T;

/// A line of a list: what stays, until when, and by which law or section.
#[must_use]
pub fn line(t: T, rule: &RetentionRule) -> AnyView {
    let lang = t.lang();
    let until = match rule.period {
        None => rule.rule.get(lang).to_owned(),
        Some(length @ Period { bound: Some(Bound::Max), .. }) => t.kept_at_most(period(t, Period { bound: None, ..length })),
        Some(length) => t.kept_for(period(t, length)),
    };
    let law = rule.law.as_ref().map_or_else(|| t.policy_section(rule.section.as_str()), |law| law.get(lang).to_owned());
    view! {
        <li><strong>{rule.what.get(lang).to_owned()}</strong>{t.colon()}{until}<span class="muted">{t.in_brackets(law)}</span></li>
    }
    .into_any()
}
