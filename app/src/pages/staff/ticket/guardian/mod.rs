//! The child that a ticket is about, the guardian's authority, and the form that decides it.

mod decide;
mod flags;

use domain::guardian::Fact;
use jiff::Timestamp;
use leptos::prelude::*;

use super::super::parts::{act, country, long};
use crate::components::icon::icon;
use crate::components::notice::line;
use crate::islands::CopyButton;
use crate::pages::guardian::parts::badge;
use crate::texts::T;
use crate::views::guardian::GuardianPanel;
use crate::views::{Chrome, FormView};

/// The panel, with its forms posting below the ticket's path. Another guardian is a number and what they say: never who.
/// `refused`: the form of the ticket's page that was refused, by its name (`authority`, `flag`), with its values.
#[must_use]
pub fn panel(chrome: &Chrome, view: &GuardianPanel, reference: &str, version: i64, refused: &(String, FormView)) -> AnyView {
    let t = chrome.t;
    let barrier = view.barrier.map(|code| line("danger", t.coded("gpanel-barrier", code)));
    view! {
        <section class="panel" data-testid="guardian">
            <h2>{icon("family")}" "{t.gpanel_title()}</h2>
            {barrier}
            {child(t, view)}
            {authority(chrome, view)}
            {flags::near(chrome, view)}
            {flags::flags(chrome, view, reference, version, refused)}
            {young(chrome, view, reference, version)}
        </section>
        {view.may_decide.then(|| decide::form(t, view, reference, version, refused))}
    }
    .into_any()
}

/// The values and errors of a form: what was refused, or nothing yet.
fn values(refused: &(String, FormView), form: &str) -> FormView {
    if refused.0 == form { refused.1.clone() } else { FormView::default() }
}

/// The version that was read, which goes back with every act.
fn hidden(version: i64) -> AnyView {
    view! { <input type="hidden" name="version" value=version.to_string()/> }.into_any()
}

fn child(t: T, view: &GuardianPanel) -> AnyView {
    let (code, age, confirmed) = &view.country;
    let rule = age.map_or_else(|| t.gpanel_consent_none(), |age| t.gpanel_consent_age(age));
    let unconfirmed = (!confirmed).then(|| view! { " "<span class="tag">{t.gpanel_unconfirmed()}</span> });
    let email = view.child_email.clone().map(|email| {
        view! { <div><dt>{t.gpanel_child_email()}</dt><dd><span class="ltr">{email}</span></dd></div> }
    });
    let (birth, years) = view.birth;
    view! {
        <dl class="summary">
            <div><dt>{t.gpanel_child()}</dt><dd>{view.child.clone()}</dd></div>
            <div><dt>{t.gpanel_app_id()}</dt><dd><span class="ltr">{view.app_id.clone()}</span></dd></div>
            {email}
            <div><dt>{t.gpanel_birth()}</dt><dd>{t.gpanel_birth_age(t.date(birth), years)}</dd></div>
            <div><dt>{t.gpanel_country()}</dt><dd>{country(t, Some(code))}" "<span class="muted">{rule}</span>{unconfirmed}</dd></div>
        </dl>
    }
    .into_any()
}

fn authority(chrome: &Chrome, view: &GuardianPanel) -> AnyView {
    let t = chrome.t;
    let authority = &view.authority;
    let moment = |name: String, at: Option<Timestamp>| at.map(|at| view! { <div><dt>{name}</dt><dd>{long(chrome, at)}</dd></div> });
    let words =
        |prefix: &str, codes: &[String]| codes.iter().map(|code| t.coded(prefix, code)).collect::<Vec<_>>().join(t.list_comma().as_str());
    let scope = words("right", &authority.scope);
    let scope = (!scope.is_empty()).then(|| view! { <div><dt>{t.gpanel_scope()}</dt><dd>{scope}</dd></div> });
    let methods = words("method", &authority.methods);
    let methods = (!methods.is_empty()).then(|| view! { <div><dt>{t.authority_methods()}</dt><dd>{methods}</dd></div> });
    let facts = Fact::ALL
        .into_iter()
        .map(|fact| {
            let done = view.facts.contains(&fact.code());
            let name = if done { "check-circle" } else { "hand" };
            let missing = (!done).then(|| view! { <span class="who">{t.gpanel_missing()}</span> });
            view! { <li class=done.then_some("done")>{icon(name)}<span>{t.coded("fact", fact.code())}</span>{missing}</li> }.into_any()
        })
        .collect::<Vec<_>>();
    // Once it is decided, whether it counted stands among the ways of proof.
    let code = (authority.code_proved && authority.granted_at.is_none())
        .then(|| view! { <p>{icon("check-circle")}" "{t.gpanel_code_right()}</p> });
    let (count, say) = view.others;
    let others = if count == 0 {
        t.gpanel_others_none()
    } else {
        format!("{}{}{}", t.gpanel_others_count(count), t.list_comma(), t.coded("gpanel-others", say))
    };
    view! {
        <h3>{t.gpanel_authority()}" "{badge(t, &authority.state)}</h3>
        <dl class="summary">
            <div><dt>{t.authority_relation()}</dt><dd>{t.coded("relation", &authority.relation)}</dd></div>
            {methods}
            {scope}
            <div><dt>{t.guardian_authority_rule()}</dt><dd>{authority.rule.clone()}</dd></div>
            {moment(t.gpanel_rights_end(), Some(authority.rights_end_at))}
            {moment(t.gpanel_consent_end(), authority.consent_ends_at)}
            <div><dt>{t.gpanel_others()}</dt><dd>{others}</dd></div>
        </dl>
        <h3>{t.gpanel_facts()}</h3>
        <ul class="checklist" role="list">{facts}</ul>
        {code}
    }
    .into_any()
}

/// The link for the young person who now decides: while one is out it stands here to be copied.
fn young(chrome: &Chrome, view: &GuardianPanel, reference: &str, version: i64) -> Option<AnyView> {
    if view.handover_until.is_none() && view.handover_link.is_none() {
        return None;
    }
    let t = chrome.t;
    let until = view.handover_until.map(|at| view! { <p class="muted">{t.gpanel_young_until(t.moment(at, &chrome.zone))}</p> });
    let link = view.handover_link.clone().map(|link| {
        view! {
            <p>{t.gpanel_young_link()}</p>
            <div class="code-to-copy"><code>{link.clone()}</code><CopyButton text=link label=t.copy() done=t.copied()/></div>
        }
    });
    let button = if view.handover_link.is_some() { t.gpanel_young_again() } else { t.gpanel_young_make() };
    Some(
        view! {
            <h3>{t.gpanel_young()}</h3>
            <p class="hint">{t.gpanel_young_lead()}</p>
            {until}
            {link}
            <form method="post" action=act(reference, "young") data-testid="young">
                {hidden(version)}<div class="actions"><button class="button secondary">{button}</button></div>
            </form>
        }
        .into_any(),
    )
}
