//! The page on which authority is proved.

use domain::guardian::RELATIONS;
use leptos::prelude::*;

use super::parts::{back_to, page as framed, path};
use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::{files, notice};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::guardian::{MethodView, ProofView};
use crate::views::{Chrome, FormView};

/// What an evidence field takes.
const PICTURES: &str = "image/png,image/jpeg,image/webp,application/pdf";

/// The page at `/guardian/children/{id}/proof`. Three questions: who you are, how you belong to the child, and whether anything
/// limits that. Each says beside its answers why it is asked, who sees it and when it is destroyed.
#[must_use]
pub fn page(chrome: &Chrome, view: &ProofView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let title = t.guardian_proof_title(view.name.as_str());
    let relations = RELATIONS.iter().map(|relation| Choice::new(*relation, t.coded("relation", relation))).collect();
    let limit = t.guardian_proof_files(view.max_files, files::bytes(t, view.max_file));
    let law = view.law.clone().map(|law| view! { <p class="hint">{t.guardian_proof_law(law)}</p> });
    let body = view! {
        {back_to(t, &view.id, &view.name)}
        {error_summary(&form)}
        <h1>{title.clone()}</h1>
        <p class="lede">{t.guardian_proof_lede()}</p>
        <p>{t.guardian_proof_time()}</p>
        {never(t)}
        <h2>{t.guardian_proof_who_title()}</h2>
        <p>{t.guardian_proof_who_text()}</p>
        <p>{t.guardian_proof_who_long()}</p>
        {law}
        <form method="post" action=path(&view.id, "proof") enctype="multipart/form-data" novalidate>
            {form.radios(Field::new("relation", t.guardian_proof_relation()), relations)}
            {methods(t, view, limit)}
            <h2>{t.guardian_proof_limits()}</h2>
            <p>{t.guardian_proof_limits_text()}</p>
            {form.tick("declared", Choice::new("yes", t.guardian_proof_declared()))}
            {form.area(Field::new("words", t.guardian_proof_words()).hint(t.guardian_proof_words_hint()).optional())}
            <p class="hint">{t.guardian_proof_next()}</p>
            <div class="actions"><button class="button">{t.guardian_proof_send()}</button></div>
        </form>
    };
    framed(title, Some(&view.form), body.into_any())
}

/// What nobody is ever asked for, before anything is asked.
fn never(t: T) -> AnyView {
    let items =
        [t.guardian_proof_never_number(), t.guardian_proof_never_notary(), t.guardian_proof_never_child_id(), t.guardian_proof_never_fee()]
            .into_iter()
            .map(|words| view! { <li>{words}</li> }.into_any())
            .collect::<Vec<_>>();
    notice::notice("", view! { <h2>{t.guardian_proof_never_title()}</h2><ul>{items}</ul> }.into_any())
}

/// The ways, in two questions of one field: those that say who is asking, and those that show the link to the child.
fn methods(t: T, view: &ProofView, limit: String) -> AnyView {
    let (you, link): (Vec<_>, Vec<_>) = view.methods.iter().partition(|method| method.proves.contains(&"identity"));
    let choices = |methods: Vec<&MethodView>| methods.into_iter().map(|method| choice(t, view, method)).collect::<Vec<_>>();
    let first = Form::new(t, &view.form);
    // Both questions post the same field: what is wrong with it is said once.
    let values = FormView { errors: vec![], ..view.form.clone() };
    let second = Form { t, view: &values, prefix: "link-" };
    let needs = |codes: [&str; 2]| view.methods.iter().any(|method| codes.contains(&method.code.as_str()));
    let identity = needs(["signed_form", "id_plus_face"]).then(|| {
        let hint = format!("{} {limit}", t.guardian_proof_identity_hint());
        first.file(Field::new("identity", t.guardian_proof_identity()).hint(hint), PICTURES, true)
    });
    let relationship = needs(["relationship_document", "court_paper"]).then(|| {
        let hint = format!("{} {limit}", t.guardian_proof_relationship_hint());
        first.file(Field::new("relationship", t.guardian_proof_relationship()).hint(hint), PICTURES, true)
    });
    view! {
        {first.checkboxes(Field::new("method", t.guardian_proof_you()).hint(t.guardian_proof_you_hint()), choices(you))}
        {identity}
        {second.checkboxes(Field::new("method", t.guardian_proof_link(view.name.as_str())).hint(t.guardian_proof_link_hint()), choices(link))}
        {relationship}
    }
    .into_any()
}

fn choice(t: T, view: &ProofView, method: &MethodView) -> Choice {
    let what = match method.code.as_str() {
        "child_code" if view.has_email => t.guardian_method_what_child_code_email(),
        "child_code" => t.guardian_method_what_child_code_app(),
        code => t.coded("guardian-method-what", code),
    };
    let choice = Choice::new(method.code.as_str(), t.coded("method", &method.code)).hint(what);
    choice.opens(about(t, view, method))
}

/// Why, who sees it, and when it is destroyed; it opens with its choice.
fn about(t: T, view: &ProofView, method: &MethodView) -> AnyView {
    let see = if method.keeps == "nothing" { t.guardian_method_see_nothing() } else { t.guardian_method_see() };
    let law = method.law.clone().map(|law| view! { <li>{t.guardian_method_law(law)}</li> });
    let form = (method.code == "signed_form").then(|| view! { <p><a href=path(&view.id, "form")>{t.guardian_method_form()}</a></p> });
    view! {
        <ul>
            <li>{t.coded("guardian-method-why", &method.code)}</li>
            <li>{see}</li>
            <li>{t.coded("guardian-keeps", method.keeps)}</li>
            {law}
        </ul>
        {form}
    }
    .into_any()
}
