//! Consent: what the child's country asks of a guardian, giving it, its receipts, taking it back.

use leptos::prelude::*;

use super::super::parts::{fact, list, moment, path};
use super::values;
use crate::components::choice::Choice;
use crate::components::field::{Field, Form};
use crate::components::icon::icon;
use crate::texts::T;
use crate::views::guardian::{ChildView, ConsentAsk, ConsentView};
use crate::views::{Chrome, FormView};

/// The section; nothing where the country asks for no consent and none was given.
pub(super) fn section(chrome: &Chrome, view: &ChildView) -> Option<AnyView> {
    if view.consent_asked.is_none() && view.consents.is_empty() {
        return None;
    }
    let t = chrome.t;
    let asked = view.consent_asked.as_ref().map(|ask| asked(t, view, ask));
    let receipts = view.consents.iter().map(|consent| receipt(chrome, view, consent)).collect::<Vec<_>>();
    Some(
        view! {
            <section class="panel" aria-labelledby="consent">
                <h2 id="consent">{t.guardian_consent_title()}</h2>
                {asked}
                {receipts}
            </section>
        }
        .into_any(),
    )
}

fn stands(consent: &ConsentView) -> bool {
    matches!(consent.state.as_str(), "given" | "awaiting_child")
}

fn asked(t: T, view: &ChildView, ask: &ConsentAsk) -> AnyView {
    let joint = ask.joint.then(|| view! { <p>{t.guardian_consent_joint()}</p> });
    // What no law that we know of asks is not said as if one did.
    let (asks, ai) = if ask.law.is_empty() {
        (t.guardian_consent_asks_unknown(ask.age), t.guardian_consent_ai_unknown())
    } else {
        (t.guardian_consent_asks(ask.age, ask.law.as_str()), t.guardian_consent_ai())
    };
    let ai = ask.ai.then(|| view! { <p>{ai}</p> });
    let unconfirmed = (!ask.confirmed && !ask.law.is_empty()).then(|| view! { <p class="hint">{t.guardian_consent_unconfirmed()}</p> });
    let next = if ask.may_give {
        Some(give(t, view, ask.ai))
    } else {
        (!view.consents.iter().any(stands)).then(|| view! { <p>{t.guardian_consent_none()}" "{t.guardian_consent_later()}</p> }.into_any())
    };
    view! {
        <p>{asks}</p>
        {joint}
        {ai}
        {unconfirmed}
        {next}
    }
    .into_any()
}

fn give(t: T, view: &ChildView, ai: bool) -> AnyView {
    let values = values(view, "consent");
    let form = Form { t, view: &values, prefix: "consent-" };
    let mut scope = vec![Choice::new("account", t.guardian_consent_scope_account()).hint(t.guardian_consent_scope_account_hint())];
    // Asked apart only where the law asks apart: elsewhere the account's consent covers what the policy says of AI.
    if ai {
        scope.push(Choice::new("ai", t.guardian_consent_scope_ai()).hint(t.guardian_consent_scope_ai_hint()));
    }
    view! {
        <p><a href=format!("/{}/data", view.pack.slug)>{t.guardian_consent_read(view.pack.name.as_str())}</a></p>
        <form method="post" action=path(&view.id, "consents") novalidate>
            {form.checkboxes(Field::new("scope", t.guardian_consent_for()), scope)}
            {form.tick("understood", Choice::new("yes", t.guardian_consent_understood()))}
            <div class="actions"><button class="button">{t.guardian_consent_give()}</button></div>
        </form>
    }
    .into_any()
}

fn receipt(chrome: &Chrome, view: &ChildView, consent: &ConsentView) -> AnyView {
    let t = chrome.t;
    let (class, name) = match consent.state.as_str() {
        "given" => ("badge met", "check-circle"),
        "awaiting_child" => ("badge waiting", "hand"),
        _ => ("badge closed", "lock"),
    };
    let facts = [
        fact(t.guardian_consent_covers(), Some(list(t, "guardian-consent-scope", consent.scope.iter().map(String::as_str)))),
        fact(t.guardian_consent_methods(), Some(list(t, "method", consent.methods.iter().map(String::as_str)))),
        fact(t.guardian_consent_rule(), Some(consent.rule.clone())),
        fact(t.guardian_consent_version(), Some(consent.policy_version.clone())),
        moment(chrome, t.guardian_consent_given_at(), Some(consent.given_at)),
        moment(chrome, t.guardian_consent_child_at(), consent.child_agreed_at),
        moment(chrome, t.guardian_consent_withdrawn_at(), consent.withdrawn_at),
        moment(chrome, t.guardian_consent_ends(), Some(consent.ends_at).filter(|_| stands(consent))),
    ];
    view! {
        <h3>{t.guardian_consent_receipt()}" "<span class="reference small">{consent.reference.clone()}</span></h3>
        <p><span class=class>{icon(name)}{t.coded("guardian-consent-state", &consent.state)}</span></p>
        <details><summary>{t.guardian_consent_details()}</summary>
            <dl class="summary">{facts.into_iter().flatten().collect::<Vec<_>>()}</dl></details>
        {stands(consent).then(|| withdraw(t, view, &consent.id))}
    }
    .into_any()
}

/// The form that takes a consent back. Several may stand on the page, so its box has the consent's own id.
fn withdraw(t: T, view: &ChildView, consent: &str) -> AnyView {
    let name = format!("withdraw-{consent}");
    let values: FormView = values(view, &name);
    let error = values.error("sure");
    let id = format!("{name}-sure");
    let error_id = format!("{id}-error");
    let described = error.is_some().then(|| error_id.clone());
    let class = if error.is_some() { "field field-error" } else { "field" };
    let error = error.map(|words| {
        view! {
            <p class="error-message" id=error_id>{icon("stop")}
                <span><span class="visually-hidden">{t.error_prefix()}</span>{words}</span></p>
        }
    });
    view! {
        <details open=values.is_wrong()><summary>{t.guardian_consent_withdraw()}</summary>
            <p>{t.guardian_consent_withdraw_text()}</p>
            <form method="post" action=path(&view.id, &format!("consents/{consent}/withdraw")) novalidate>
                <div class=class>{error}
                    <div class="choice"><input type="checkbox" id=id.clone() name="sure" value="yes" aria-describedby=described/>
                        <label for=id>{t.guardian_consent_withdraw_sure()}</label></div></div>
                <div class="actions"><button class="button danger">{t.guardian_consent_withdraw_go()}</button></div>
            </form>
        </details>
    }
    .into_any()
}
