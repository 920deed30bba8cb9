//! The rows of refusals: what, for which coded reason, why, and for a record that the law keeps, which one and until when.

use domain::request::Details;
use leptos::prelude::*;

use super::control::{self, control};
use crate::components::field::Form;
use crate::texts::T;
use crate::views::staff::TicketView;

/// How many rows there are, and how many of them stand open at first.
const ROWS: usize = 5;
const OPEN: usize = 2;

/// The rows. Those that were filled in are open when the form comes back.
pub(super) fn refusals(t: T, view: &TicketView, form: &Form<'_>) -> AnyView {
    let exceptions = view.pack.exceptions.as_ref().map(|exceptions| {
        let cases =
            exceptions.items.iter().map(|case| view! { <li>{case.summary.get(t.lang()).to_owned()}</li> }.into_any()).collect::<Vec<_>>();
        view! {
            <details><summary>{t.close_no_exceptions(exceptions.items.len())}</summary><ol>{cases}</ol>
                <p class="muted">{t.ticket_section(exceptions.section.as_str())}</p></details>
        }
    });
    let first = (0..OPEN).map(|number| row(t, view, form, number)).collect::<Vec<_>>();
    let rest = (OPEN..ROWS).map(|number| row(t, view, form, number)).collect::<Vec<_>>();
    let used = (OPEN..ROWS).any(|number| !form.view.value(&format!("reason_{number}")).is_empty() || is_wrong(form, number));
    view! {
        <fieldset class="field" aria-describedby="close-refusals-hint">
            <legend>{t.close_refusals()}</legend>
            <p class="hint" id="close-refusals-hint">{t.close_refusals_hint()}</p>
            {exceptions}
            {first}
            <details open=used><summary>{t.close_more_refusals()}</summary>{rest}</details>
        </fieldset>
    }
    .into_any()
}

fn is_wrong(form: &Form<'_>, number: usize) -> bool {
    let end = format!("_{number}");
    form.view.errors.iter().any(|(field, _)| field.ends_with(&end))
}

fn row(t: T, view: &TicketView, form: &Form<'_>, number: usize) -> AnyView {
    let name = |what: &str| format!("{what}_{number}");
    let mut items = vec![(String::new(), t.close_whole())];
    items.extend(parts(t, view));
    let mut reasons = vec![(String::new(), t.close_no_reason())];
    reasons.extend(view.reasons.iter().map(|reason| {
        let words = t.coded("reason", reason.code);
        (reason.code.to_owned(), if reason.law.is_empty() { words } else { t.close_reason_law(words, reason.law) })
    }));
    let record = view.reasons.iter().any(|reason| reason.names_record).then(|| {
        view! {
            <div class="record">
                <p class="hint">{t.close_record_hint()}</p>
                {control(form, &name("record"), t.close_record(), control::Kind::Line("text"))}
                {control(form, &name("until"), t.close_until(), control::Kind::Line("date"))}
            </div>
        }
    });
    view! {
        <fieldset class="field refusal" data-testid="refusal">
            <legend>{t.close_refusal(number + 1)}</legend>
            <div class="grid-2">
                {control(form, &name("item"), t.close_item(), control::Kind::List(items))}
                {control(form, &name("reason"), t.close_reason(), control::Kind::List(reasons))}
            </div>
            {control(form, &name("why"), t.close_why(), control::Kind::Line("text"))}
            {record}
        </fieldset>
    }
    .into_any()
}

/// What a refusal can be about, with its words: the categories or streams that were asked for, or every category that can be
/// asked for when it was everything.
fn parts(t: T, view: &TicketView) -> Vec<(String, String)> {
    let chosen: &[String] = match &view.details {
        Details::Access { categories, .. } | Details::Deletion { categories, .. } => categories,
        Details::Correction { category, .. } => std::slice::from_ref(category),
        Details::AiTrainingWithdrawal { streams, .. } => {
            let named = streams.iter().filter_map(|id| view.pack.stream(id));
            return named.map(|stream| (stream.id.clone(), stream.name.get(t.lang()).to_owned())).collect();
        }
        Details::AdvertisingOptOut { .. }
        | Details::ConsentRevocation { .. }
        | Details::GuardianAuthority { .. }
        | Details::ChildAccount { .. }
        | Details::Report { .. } => return Vec::new(),
    };
    view.pack
        .categories_for(view.kind)
        .filter(|category| chosen.is_empty() || chosen.contains(&category.id))
        .map(|category| (category.id.clone(), category.name.get(t.lang()).to_owned()))
        .collect()
}
