//! Whether the guardian may act: where that stands, what it covers, and until when.

use domain::country::Country;
use leptos::prelude::*;

use super::super::parts::{age_on, badge, birthday, fact, list, moment, path, reason};
use crate::components::icon::icon;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::guardian::{AuthorityView, ChildView};

/// The section at the top: the answer first, then its facts, then the next step.
pub(super) fn section(chrome: &Chrome, view: &ChildView) -> AnyView {
    let t = chrome.t;
    let inside = view.authority.as_ref().map_or_else(|| none(t, view), |authority| some(chrome, view, authority));
    view! {
        <section class="panel" aria-labelledby="authority">
            <h2 id="authority">{t.guardian_authority_title(view.name.as_str())}</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn none(t: T, view: &ChildView) -> AnyView {
    view! {
        <p><span class="badge waiting">{icon("hand")}{t.guardian_unproved()}</span></p>
        <p>{t.guardian_authority_none()}</p>
        <div class="actions"><a class="button" href=path(&view.id, "proof")>{t.guardian_proof_go()}</a></div>
    }
    .into_any()
}

fn some(chrome: &Chrome, view: &ChildView, authority: &AuthorityView) -> AnyView {
    let t = chrome.t;
    let words = t.coded("guardian-authority", &authority.state);
    let rights_end = birthday(authority.rights_end_at);
    let lasts = t.guardian_until_age(age_on(view.birth, rights_end), t.date(rights_end));
    let consent = authority
        .consent_ends_at
        .filter(|_| authority.scope.iter().any(|right| right == "consent"))
        .map(birthday)
        .map(|day| t.guardian_until_age(age_on(view.birth, day), t.date(day)));
    let granted = authority.state == "granted";
    // What matters at ten in the evening stands open; the rest is folded away.
    let first = [
        fact(t.guardian_authority_why(), reason(t, authority)),
        fact(t.guardian_authority_ends(), granted.then_some(lasts)),
        fact(t.guardian_authority_consent_ends(), consent.filter(|_| granted)),
    ];
    let first: Vec<_> = first.into_iter().flatten().collect();
    let first = (!first.is_empty()).then(|| view! { <dl class="summary">{first}</dl> });
    let facts = [
        fact(t.authority_relation(), Some(t.coded("relation", &authority.relation))),
        fact(t.guardian_authority_covers(), Some(list(t, "right", authority.scope.iter().map(String::as_str)))),
        fact(t.authority_methods(), Some(list(t, "method", authority.methods.iter().map(String::as_str)))),
        moment(chrome, t.guardian_authority_since(), authority.granted_at.filter(|_| granted)),
        fact(t.guardian_authority_rule(), Some(authority.rule.clone())),
    ];
    let proved = (authority.code_proved && authority.state == "pending").then(|| {
        view! { <p>{icon("check-circle")}" "{t.guardian_authority_code_right()}</p> }
    });
    let case = authority.reference.clone().map(|reference| {
        view! { <p><a href=format!("/requests/{reference}")>{t.guardian_authority_case()}</a>" "<span class="reference small">{reference}</span></p> }
    });
    let again = match authority.state.as_str() {
        // A claim that waits, stands or is held back is not made twice.
        "refused" | "withdrawn" => {
            Some(view! { <div class="actions"><a class="button" href=path(&view.id, "proof")>{t.guardian_proof_again()}</a></div> })
        }
        _ => None,
    };
    view! {
        <p>{badge(t, &authority.state)}</p>
        <p>{words}</p>
        {proved}
        {first}
        <details><summary>{t.guardian_authority_details()}</summary>
            <dl class="summary">{facts.into_iter().flatten().collect::<Vec<_>>()}</dl></details>
        {case}
        {again}
    }
    .into_any()
}

/// What the guardian told of the child, folded away: it stands to be checked, not to be read.
pub(super) fn facts(t: T, view: &ChildView) -> AnyView {
    let country = Country::find(&view.country).map_or_else(|| view.country.clone(), |country| country.name(t.lang()).to_owned());
    let facts = [
        fact(t.guardian_fact_app_id(), Some(view.app_id.clone())),
        fact(t.guardian_fact_email(), view.email.clone()),
        fact(t.guardian_fact_birth(), Some(t.date(view.birth))),
        fact(t.guardian_fact_country(), Some(country)),
    ];
    view! {
        <details><summary>{t.guardian_facts_title()}</summary>
            <dl class="summary">{facts.into_iter().flatten().collect::<Vec<_>>()}</dl></details>
    }
    .into_any()
}
