//! What is played: the form, and where its numbers come from.

use domain::simulate::Basis;
use leptos::prelude::*;

use super::words;
use crate::components::field::{Field, Form};
use crate::texts::T;
use crate::views::simulate::{SimulateView, agents_field, arrivals_field};

/// The choice of the product, where there is one: each has its own kinds and numbers.
pub(super) fn products(t: T, view: &SimulateView) -> Option<AnyView> {
    let links = view
        .products
        .iter()
        .map(|(slug, name)| {
            let current = (*slug == view.product).then_some("page");
            view! { <li><a class="tag" href=format!("/staff/simulate?product={slug}") aria-current=current>{name.clone()}</a></li> }
                .into_any()
        })
        .collect::<Vec<_>>();
    (links.len() > 1).then(|| {
        view! { <nav aria-label=t.simulate_product()><ul class="cluster forecast-products" role="list">{links}</ul></nav> }.into_any()
    })
}

/// The form.
pub(super) fn plan(t: T, view: &SimulateView, form: &Form<'_>) -> AnyView {
    let number = |field: Field, mode: &'static str| form.input(Field { inputmode: mode, ..field }.class("w-short"));
    let arrivals = view
        .plan
        .kinds
        .keys()
        .map(|kind| number(Field::new(arrivals_field(*kind), t.coded("staff-kind", kind.code())), "decimal"))
        .collect::<Vec<_>>();
    let agents = view
        .plan
        .shifts
        .iter()
        .filter_map(|shift| Some(number(Field::new(agents_field(&shift.name)?, words::shift(t, shift)), "numeric")))
        .collect::<Vec<_>>();
    view! {
        <section class="panel" aria-labelledby="plan">
            <header><h2 id="plan">{t.simulate_plan()}</h2></header>
            <form method="get" action="/staff/simulate" novalidate data-testid="plan">
                <input type="hidden" name="product" value=view.product.clone()/><input type="hidden" name="run" value="1"/>
                <p class="hint">{basis_line(t, view)}</p>
                <fieldset class="field forecast-fields"><legend>{t.simulate_arrivals()}</legend><div>{arrivals}</div></fieldset>
                <fieldset class="field forecast-fields"><legend>{t.simulate_agents()}</legend><div>{agents}</div></fieldset>
                <fieldset class="field forecast-fields"><legend>{t.simulate_days_legend()}</legend><div>
                    {form.input(Field { kind: "date", ..Field::new("from", t.simulate_from()).class("w-short") })}
                    {number(Field::new("days", t.simulate_days()), "numeric")}
                    {number(Field::new("target", t.simulate_target()), "decimal")}
                    {number(Field::new("seed", t.simulate_seed()), "numeric")}
                </div><p class="hint">{t.simulate_seed_hint()}</p></fieldset>
                <button class="button">{t.simulate_run()}</button>
            </form>
        </section>
    }
    .into_any()
}

fn basis_line(t: T, view: &SimulateView) -> String {
    match &view.learned {
        Ok(learned) => t.simulate_basis_learned(learned.tickets, learned.days),
        Err(little) => t.simulate_basis_invented(little.tickets, little.days, little.handled),
    }
}

/// How long the work takes in this forecast, and what it leaves out.
pub(super) fn basis(t: T, view: &SimulateView) -> AnyView {
    let rows = view
        .plan
        .kinds
        .iter()
        .map(|(kind, traffic)| {
            let from = match view.learned.as_ref().ok().and_then(|learned| learned.kinds.get(kind)) {
                Some((_, handled, Basis::Own)) => t.simulate_from_own(*handled),
                Some((_, _, Basis::Desk)) => t.simulate_from_desk(),
                Some((_, _, Basis::Given)) | None => t.simulate_from_nothing(),
            };
            view! {
                <tr><th scope="row">{t.coded("staff-kind", kind.code())}</th><td class="num">{words::minutes(t, traffic.handling.median)}</td>
                    <td class="num">{words::minutes(t, traffic.handling.p95)}</td><td>{from}</td></tr>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let asked = words::percent(t, Some(view.plan.questions.share));
    view! {
        <section class="forecast" aria-labelledby="work">
            <h2 id="work">{t.simulate_work()}</h2>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="work"><table class="data-table">
                <thead><tr><th scope="col">{t.simulate_kind()}</th><th scope="col" class="num">{t.simulate_work_median()}</th>
                    <th scope="col" class="num">{t.simulate_work_p95()}</th><th scope="col">{t.simulate_work_from()}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
            <p class="muted">{t.simulate_asked(asked, words::minutes(t, view.plan.questions.answer.median))}" "{t.simulate_left_out()}</p>
        </section>
    }
    .into_any()
}
