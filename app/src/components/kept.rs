//! What stays after a deletion.

use domain::pack::RetentionRule;
use leptos::prelude::*;

use super::term::period;
use crate::texts::T;

/// A line of a list: what stays, until when, and by which law or section.
#[must_use]
pub fn line(t: T, rule: &RetentionRule) -> AnyView {
    let lang = t.lang();
    let until = rule.period.map_or_else(|| rule.rule.get(lang).to_owned(), |length| t.kept_for(period(t, length)));
    let law = rule.law.as_ref().map_or_else(|| t.policy_section(rule.section.as_str()), |law| law.get(lang).to_owned());
    view! {
        <li><strong>{rule.what.get(lang).to_owned()}</strong>{t.colon()}{until}" "<span class="muted">{t.in_brackets(law)}</span></li>
    }
    .into_any()
}
