//! What a guardian can ask for.

use domain::Kind;
use leptos::prelude::*;

use super::super::parts::path;
use crate::components::icon::{icon, of_kind};
use crate::components::notice;
use crate::texts::T;
use crate::views::guardian::ChildView;

/// A card for each; one that cannot be asked for now says why, and leads nowhere.
pub(super) fn section(t: T, view: &ChildView) -> AnyView {
    let pending = view.authority.as_ref().is_some_and(|authority| authority.state == "pending")
        && view.acts.iter().any(|(_, blocked)| blocked.is_none());
    let cards = view.acts.iter().map(|(kind, blocked)| card(t, view, *kind, *blocked)).collect::<Vec<_>>();
    view! {
        <h2>{t.guardian_acts_title()}</h2>
        {pending.then(|| notice::line("", t.guardian_acts_pending()))}
        <ul class="cards" role="list">{cards}</ul>
    }
    .into_any()
}

fn card(t: T, view: &ChildView, kind: Kind, blocked: Option<&'static str>) -> AnyView {
    let title = t.coded("guardian-act", kind.code());
    let (heading, why) = match blocked {
        None => (view! { <a href=path(&view.id, kind.slug())>{title}</a> }.into_any(), None),
        // A reason without words of its own keeps its place: the first is true of every one of them.
        Some(code) => {
            let words =
                t.by_key(&format!("guardian-blocked-{}", code.replace('_', "-"))).unwrap_or_else(|| t.guardian_blocked_no_authority());
            (view! { {title} }.into_any(), Some(view! { <p class="promise">{icon("lock")}<span>{words}</span></p> }))
        }
    };
    view! {
        <li><article class="card">
            {icon(of_kind(kind))}
            <h3>{heading}</h3>
            <p>{t.coded("guardian-act-text", kind.code())}</p>
            {why}
        </article></li>
    }
    .into_any()
}
