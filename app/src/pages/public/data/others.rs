//! Who else is concerned: other countries, other companies, children and their guardians.

use domain::Kind;
use domain::pack::{Pack, Processor};
use leptos::prelude::*;

use super::Part;
use crate::components::summary::summary;
use crate::texts::T;

/// Data that crosses borders.
pub(super) fn transfers(t: T, pack: &Pack) -> Option<Part> {
    let transfers = pack.transfers.as_ref()?;
    let body = view! {
        <p>{transfers.summary.get(t.lang()).to_owned()}</p>
        <p><a href=format!("/{}/{}", pack.slug, Kind::Access.slug())>{t.transfers_go()}</a></p>
        <p class="hint">{t.policy_section(transfers.section.as_str())}</p>
    };
    Some(Part { id: "transfers", title: t.transfers_title(), body: body.into_any() })
}

/// Every company that receives data, by group.
pub(super) fn processors(t: T, pack: &Pack) -> Option<Part> {
    let all = &pack.processors;
    if all.processors.is_empty() {
        return None;
    }
    let lang = t.lang();
    // The groups in the order in which the policy first names one of their rows.
    let mut groups: Vec<&str> = Vec::new();
    for row in &all.processors {
        if !groups.contains(&row.category.as_str()) {
            groups.push(&row.category);
        }
    }
    let groups = groups
        .into_iter()
        .map(|group| {
            let rows = all.processors.iter().filter(|row| row.category == group).map(|row| one(t, pack, row)).collect::<Vec<_>>();
            view! { <h3>{all.group(group, lang).to_owned()}</h3>{rows} }.into_any()
        })
        .collect::<Vec<_>>();
    let body = view! {
        <p>{t.processors_text(all.processors.len())}</p>
        {groups}
        <p class="hint">{t.policy_section(all.section.as_str())}</p>
    };
    Some(Part { id: "processors", title: t.processors_title(), body: body.into_any() })
}

fn one(t: T, pack: &Pack, row: &Processor) -> AnyView {
    let lang = t.lang();
    let data = pack.processors.data_of(row, lang).collect::<Vec<_>>().join(t.list_comma().as_str());
    let facts = summary(vec![
        (t.processor_purpose(), row.purpose.get(lang).to_owned()),
        (t.processor_data(), data),
        (t.category_note(), row.note.as_ref().map(|note| note.get(lang).to_owned()).unwrap_or_default()),
    ]);
    let name = row.display_name(lang).to_owned();
    let link =
        row.link.clone().map(|link| view! { <p><a href=link rel="noreferrer">{t.processor_policy(name.as_str())}</a></p> }.into_any());
    view! { <details><summary>{name}</summary>{facts}{link}</details> }.into_any()
}

/// Personalised advertising.
pub(super) fn advertising(t: T, pack: &Pack) -> Option<Part> {
    let ads = pack.ads.as_ref()?;
    let lang = t.lang();
    let comma = t.list_comma();
    let facts = summary(vec![
        (t.ads_partners_label(), ads.partners.join(&comma)),
        (t.ads_shared(), ads.shared.get(lang).join(&comma)),
        (t.ads_used(), ads.used.get(lang).join(&comma)),
        (t.ads_effect_title(), ads.effect.get(lang).to_owned()),
        (t.category_note(), ads.note.as_ref().map(|note| note.get(lang).to_owned()).unwrap_or_default()),
        (t.category_section(), t.policy_section(ads.section.as_str())),
    ]);
    let body = view! {
        {facts}
        <p><a href=format!("/{}/{}", pack.slug, Kind::AdvertisingOptOut.slug())>{t.ads_go()}</a></p>
    };
    Some(Part { id: "advertising", title: t.ads_title(), body: body.into_any() })
}

/// Age, and what guardians may do.
pub(super) fn children(t: T, pack: &Pack) -> Part {
    let lang = t.lang();
    let guardians = pack.guardians.as_ref().map(|guardians| {
        view! { <p>{guardians.summary.get(lang).to_owned()}</p><p class="hint">{t.policy_section(guardians.section.as_str())}</p> }
    });
    let body = view! {
        <p>{pack.ages.summary.get(lang).to_owned()}</p>
        <p class="hint">{t.policy_section(pack.ages.section.as_str())}</p>
        {guardians}
        {pack.takes(Kind::GuardianAuthority).then(|| view! { <p><a href="/guardian">{t.product_children_go()}</a></p> })}
        {pack.takes(Kind::ChildAccount).then(|| view! { <p><a href=format!("/{}/child", pack.slug)>{t.product_children_tell()}</a></p> })}
    };
    Part { id: "children", title: t.children_title(), body: body.into_any() }
}
