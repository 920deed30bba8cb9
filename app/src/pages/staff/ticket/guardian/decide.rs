//! The form that decides an authority: what was done, what was seen, for which rights.

use domain::guardian::Right;
use leptos::prelude::*;

use super::super::super::parts::act;
use super::{hidden, values};
use crate::components::choice::Choice;
use crate::components::field::{Field, Form};
use crate::texts::T;
use crate::views::FormView;
use crate::views::guardian::{GuardianPanel, MethodView};

/// The documents that may have been seen: a record of the kind stays when the picture is gone.
const DOCUMENTS: [&str; 6] = ["birth_certificate", "family_register", "adoption_paper", "court_order", "school_letter", "other"];

/// The form with its two ends, each saying what it does. Nothing is ticked beforehand.
pub(super) fn form(t: T, view: &GuardianPanel, reference: &str, version: i64, refused: &(String, FormView)) -> AnyView {
    let values = values(refused, "authority");
    let form = Form { t, view: &values, prefix: "authority-" };
    let methods = view.methods.iter().map(|method| choice(t, method)).collect();
    let mut documents = vec![(String::new(), t.gpanel_decide_document_none())];
    documents.extend(DOCUMENTS.iter().map(|code| ((*code).to_owned(), t.coded("gpanel-document", code))));
    let rights = Right::ALL
        .into_iter()
        // Where the country asks for no consent there is none to give.
        .filter(|right| *right != Right::Consent || view.authority.consent_ends_at.is_some())
        .map(|right| Choice::new(right.code(), t.coded("right", right.code())))
        .collect();
    // The guardian typed it: only the product's console says whose it is.
    let address = view
        .child_email
        .is_some()
        .then(|| form.tick("address_matches", Choice::new("yes", t.gpanel_address_matches()).hint(t.gpanel_address_matches_hint())));
    let ends = [
        ("grant", "button", t.gpanel_decide_grant(), t.gpanel_decide_grant_hint()),
        ("refuse", "button danger", t.gpanel_decide_refuse(), t.gpanel_decide_refuse_hint()),
    ]
    .into_iter()
    .map(|(value, class, words, hint)| {
        let id = format!("authority-{value}-hint");
        view! {
            <div><button class=class name="decision" value=value aria-describedby=id.clone()>{words}</button><p class="hint" id=id>{hint}</p></div>
        }
        .into_any()
    })
    .collect::<Vec<_>>();
    view! {
        <section class="panel" data-key="x" data-testid="authority">
            <h2>{t.gpanel_decide_title()}" "<kbd class="kbd">"x"</kbd></h2>
            <p class="hint">{t.gpanel_decide_lead()}</p>
            <form method="post" action=act(reference, "authority") novalidate>
                {hidden(version)}
                {form.checkboxes(Field::new("done", t.gpanel_decide_done()), methods)}
                {address}
                {form.input(Field { autocomplete: "off", ..Field::new("console_id", t.gpanel_console_id()).hint(t.gpanel_console_id_hint()) })}
                {form.select(Field::new("document", t.gpanel_decide_document()).class("w-half"), documents)}
                {form.checkboxes(Field::new("right", t.gpanel_decide_rights()), rights)}
                {form.area(Field::new("words", t.gpanel_decide_words()).hint(t.gpanel_decide_words_hint()))}
                <p class="hint">{t.gpanel_decide_flag()}</p>
                <div class="decision-ends" id=form.id("decision") tabindex="-1">{form.error("decision")}{ends}</div>
            </form>
        </section>
    }
    .into_any()
}

fn choice(t: T, method: &MethodView) -> Choice {
    let facts = method.proves.iter().map(|fact| t.coded("fact", fact)).collect::<Vec<_>>().join(" · ");
    let proves = t.gpanel_decide_proves(facts);
    let hint = match &method.law {
        Some(law) => t.two_sentences(proves, t.gpanel_decide_law(law.as_str())),
        None => proves,
    };
    Choice::new(method.code.as_str(), t.coded("method", &method.code)).hint(hint)
}
