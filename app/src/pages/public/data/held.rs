//! What is held: the categories, how long, and what trains AI models.

use domain::pack::{Pack, RetentionRule};
use leptos::prelude::*;

use super::Part;
use crate::components::summary::summary;
use crate::components::term::period;
use crate::texts::T;

/// Every category that the policy names.
pub(super) fn categories(t: T, pack: &Pack) -> Part {
    let lang = t.lang();
    let items = pack
        .categories
        .iter()
        .map(|category| {
            let mut tags = Vec::new();
            if category.sensitive {
                tags.push(t.category_sensitive());
            }
            if category.optional {
                tags.push(t.category_optional());
            }
            let tags = tags.into_iter().map(|tag| view! { " "<span class="tag">{tag}</span> }.into_any()).collect::<Vec<_>>();
            let facts = summary(vec![
                (t.category_items(), category.items.get(lang).join(t.list_comma().as_str())),
                (t.category_purpose(), category.purpose.get(lang).to_owned()),
                (t.category_note(), category.note.as_ref().map(|note| note.get(lang).to_owned()).unwrap_or_default()),
                (t.category_section(), t.policy_section(category.section.as_str())),
            ]);
            view! { <details><summary>{category.name.get(lang).to_owned()}{tags}</summary>{facts}</details> }.into_any()
        })
        .collect::<Vec<_>>();
    let body = view! { <p>{t.categories_text(pack.categories.len())}</p>{items} }.into_any();
    Part { id: "categories", title: t.categories_title(), body }
}

/// How long data is kept.
pub(super) fn retention(t: T, pack: &Pack) -> Part {
    let list =
        |stays: bool| pack.retention().iter().filter(|rule| rule.survives_deletion == stays).map(|rule| one(t, rule)).collect::<Vec<_>>();
    let body = view! {
        <h3>{t.retention_stays()}</h3>
        <p>{t.retention_stays_text()}</p>
        {list(true)}
        <h3>{t.retention_goes()}</h3>
        {list(false)}
    };
    Part { id: "retention", title: t.retention_title(), body: body.into_any() }
}

fn one(t: T, rule: &RetentionRule) -> AnyView {
    let lang = t.lang();
    let facts = summary(vec![
        (t.retention_rule(), rule.rule.get(lang).to_owned()),
        (t.retention_law(), rule.law.as_ref().map(|law| law.get(lang).to_owned()).unwrap_or_default()),
        (t.category_section(), t.policy_section(rule.section.as_str())),
        (t.category_note(), rule.note.as_ref().map(|note| note.get(lang).to_owned()).unwrap_or_default()),
    ]);
    // The period stands in the line that is always seen.
    let length = rule.period.map(|length| format!("{}{}", t.colon(), period(t, length)));
    view! { <details><summary>{rule.what.get(lang).to_owned()}{length}</summary>{facts}</details> }.into_any()
}

/// The streams that may train AI models.
pub(super) fn training(t: T, pack: &Pack) -> Option<Part> {
    let lang = t.lang();
    let training = pack.ai_training.as_ref()?;
    let streams = training
        .streams
        .iter()
        .map(|stream| {
            let facts = summary(vec![
                (t.stream_covers(), stream.covers.get(lang).to_owned()),
                (t.stream_reading(), stream.reading.get(lang).to_owned()),
                (t.category_section(), t.policy_section(stream.section.as_str())),
            ]);
            view! { <h3>{stream.name.get(lang).to_owned()}</h3>{facts} }.into_any()
        })
        .collect::<Vec<_>>();
    let body = view! {
        <p>{training.summary.get(lang).to_owned()}</p>
        <p>{training.silent_on.get(lang).to_owned()}</p>
        {streams}
        <p><a href=format!("/{}/ai-training", pack.slug)>{t.training_go()}</a></p>
    };
    Some(Part { id: "ai-training", title: t.training_title(), body: body.into_any() })
}
