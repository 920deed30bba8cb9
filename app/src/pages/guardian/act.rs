//! The form of a request that a guardian makes for a child.

use domain::Kind;
use leptos::prelude::*;

use super::parts::{back_to, page as framed, path};
use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::notice;
use crate::pages::public::ask::kinds;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::guardian::GuardianActView;
use crate::views::{Chrome, FormView};

/// The page at `/guardian/children/{id}/{slug}`: the questions of the public form of the kind, put to a guardian, and what the
/// child is told. Who asks is known already.
#[must_use]
pub fn page(chrome: &Chrome, view: &GuardianActView) -> Page {
    let t = chrome.t;
    let values = start(view);
    let form = Form::new(t, &values);
    let title = title(t, view);
    let enctype = (view.kind == Kind::Correction).then_some("multipart/form-data");
    // Every guardian reads this: shown to some alone, it would tell them of a dispute.
    let hides = (view.kind == Kind::Access)
        .then(|| notice::notice("", view! { <h2>{t.guardian_ask_hides_title()}</h2><p>{t.guardian_ask_hides_text()}</p> }.into_any()));
    let label = if view.kind == Kind::Correction { t.field_words_correction() } else { t.field_words() };
    let body = view! {
        {back_to(t, &view.id, &view.name)}
        {error_summary(&form)}
        <h1>{title.clone()}</h1>
        <p class="lede">{t.coded("guardian-act-text", view.kind.code())}</p>
        {view.pending.then(|| notice::line("", t.guardian_ask_pending()))}
        {hides}
        <form method="post" action=path(&view.id, view.kind.slug()) enctype=enctype novalidate>
            {questions(&form, view)}
            <h2>{t.guardian_ask_told_title()}</h2>
            <p>{t.guardian_ask_told_text()}</p>
            {form.area(Field::new("words", label).hint(t.guardian_ask_words_hint()).optional())}
            <p class="hint">{t.guardian_ask_next()}</p>
            <div class="actions"><button class="button">{t.ask_send()}</button></div>
        </form>
    };
    framed(title, Some(&view.form), body.into_any())
}

fn title(t: T, view: &GuardianActView) -> String {
    let name = view.name.as_str();
    match view.kind {
        Kind::Access => t.guardian_ask_access(name),
        Kind::Correction => t.guardian_ask_correction(name),
        Kind::Deletion => t.guardian_ask_deletion(name),
        Kind::AiTrainingWithdrawal => t.guardian_ask_ai_training_withdrawal(name),
        Kind::ConsentRevocation => t.guardian_ask_consent_revocation(name),
        // No guardian's request: it has no questions either.
        kind @ (Kind::AdvertisingOptOut | Kind::GuardianAuthority | Kind::ChildAccount | Kind::Report) => t.coded("kind", kind.code()),
    }
}

/// A copy of everything that people can read is what nearly everybody wants; nothing is chosen beforehand that takes something away.
fn start(view: &GuardianActView) -> FormView {
    let form = view.form.clone();
    if view.kind == Kind::Access { form.or("scope", "all").or("format", "readable") } else { form }
}

fn questions(form: &Form<'_>, view: &GuardianActView) -> AnyView {
    match view.kind {
        Kind::Access => access(form, view),
        Kind::Correction => kinds::correction(form, &view.pack, view.max_file, view.max_files),
        Kind::Deletion => deletion(form, view),
        Kind::AiTrainingWithdrawal => {
            let t = form.t;
            form.checkboxes(Field::new("streams", t.guardian_ask_ai_streams()).hint(t.ai_streams_hint()), kinds::streams(t, &view.pack))
        }
        Kind::ConsentRevocation => revocation(form),
        Kind::AdvertisingOptOut | Kind::GuardianAuthority | Kind::ChildAccount | Kind::Report => ().into_any(),
    }
}

fn access(form: &Form<'_>, view: &GuardianActView) -> AnyView {
    let t = form.t;
    let scope = vec![
        Choice::new("all", t.guardian_ask_access_all()).hint(t.guardian_ask_access_all_hint()),
        Choice::new("some", t.access_some()).opens(kinds::categories(form, &view.pack, Kind::Access)),
    ];
    view! {
        {form.radios(Field::new("scope", t.guardian_ask_access_scope()), scope)}
        {kinds::formats(form)}
    }
    .into_any()
}

fn deletion(form: &Form<'_>, view: &GuardianActView) -> AnyView {
    let t = form.t;
    let scope = vec![
        Choice::new("account", t.guardian_ask_deletion_account()).hint(t.guardian_ask_deletion_account_hint()),
        Choice::new("some", t.guardian_ask_deletion_some()).opens(kinds::categories(form, &view.pack, Kind::Deletion)),
    ];
    view! {
        {form.radios(Field::new("scope", t.deletion_scope()), scope)}
        <h2>{t.deletion_before_title()}</h2>
        <p>{t.guardian_ask_deletion_final()}</p>
        {kinds::goes_and_stays(t, &view.pack)}
        {form.tick("understood", Choice::new("yes", t.deletion_understood()))}
    }
    .into_any()
}

fn revocation(form: &Form<'_>) -> AnyView {
    let t = form.t;
    let items = |words: [String; 3]| words.into_iter().map(|words| view! { <li>{words}</li> }.into_any()).collect::<Vec<_>>();
    let ends = items([t.guardian_ask_consent_ends_1(), t.guardian_ask_consent_ends_2(), t.guardian_ask_consent_ends_3()]);
    let not = items([t.guardian_ask_consent_not_1(), t.guardian_ask_consent_not_2(), t.guardian_ask_consent_not_3()]);
    view! {
        <h2>{t.guardian_ask_consent_ends_title()}</h2>
        <ul>{ends}</ul>
        <h2>{t.guardian_ask_consent_not_title()}</h2>
        <ul>{not}</ul>
        {form.tick("understood", Choice::new("yes", t.guardian_ask_consent_understood()))}
    }
    .into_any()
}
