//! The page of forecasts: a GET form that changes nothing.

use app::pages::staff as pages;
use app::views::FormView;
use app::views::simulate::{MadeView, SimulateView, agents_field, arrivals_field};
use axum::extract::RawQuery;
use axum::http::StatusCode;
use domain::simulate::Plan;
use domain::typed;

use super::form::Form;
use super::people::products;
use super::problem::Outcome;
use super::reader::{Visitor, answer};
use super::staff::{or_go, whole};
use crate::desk::simulate::MOST_AGENTS;
use crate::desk::{DeskError, Fields};

/// Days of one forecast at most: a year.
const MOST_DAYS: u16 = 366;
/// Tickets of one kind a day at most.
const MOST_A_DAY: f64 = 5000.0;

/// The page, with a forecast when it is asked for one (`run`).
pub async fn page(visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = visitor.web.house.forecasts(&who).ok_or(DeskError::NotFound)?;
    let products = products(&visitor, &who.member);
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query.as_deref().unwrap_or_default()).unwrap_or_default();
    let asked = |name: &str| pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
    let product = match asked("product").filter(|slug| !slug.is_empty()) {
        Some(slug) => slug,
        None => products.first().map(|(slug, _)| slug.clone()).ok_or(DeskError::NotFound)?,
    };
    let start = desk.start(&product).await?;
    let runs = asked("run").is_some();
    let mut typed = FormView::default();
    for field in fields(&start.plan) {
        if let Some(value) = asked(field).filter(|_| runs) {
            typed.values.insert(field.to_owned(), vec![value.trim().to_owned()]);
        }
    }
    let typed = filled(typed, &start.plan);
    let mut wrong = Fields::default();
    let mut made = None;
    if runs {
        let (plan, target) = read(&typed, &start.plan, &mut wrong);
        if wrong.0.is_empty() {
            match desk.forecast(&product, plan, target / 100.0).await {
                Ok(forecast) => made = Some(MadeView { outlook: forecast.outlook, needs: forecast.needs }),
                Err(DeskError::Invalid(list)) => wrong.0.extend(list),
                Err(error) => return Err(error.into()),
            }
        }
    }
    let wrong = wrong.in_order(&fields(&start.plan));
    let status = if wrong.0.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let form = Form::again(&typed.values, &wrong.0, visitor.t);
    let view = SimulateView { products, product, plan: start.plan, learned: start.learned, form, made };
    let mut chrome = visitor.staff_chrome(&who.member);
    chrome.path = "/staff/simulate".to_owned();
    Ok(answer(status, &chrome, || pages::simulate::page(&chrome, &view)))
}

/// The fields of the form, in its order.
fn fields(plan: &Plan) -> Vec<&'static str> {
    let arrivals = plan.kinds.keys().map(|kind| arrivals_field(*kind));
    let agents = plan.shifts.iter().filter_map(|shift| agents_field(&shift.name));
    arrivals.chain(agents).chain(["from", "days", "target", "seed"]).collect()
}

/// What the plan says where nothing was typed.
fn filled(mut form: FormView, plan: &Plan) -> FormView {
    for (kind, traffic) in &plan.kinds {
        form = form.or(arrivals_field(*kind), &((traffic.per_day() * 10.0).round() / 10.0).to_string());
    }
    for shift in &plan.shifts {
        if let Some(field) = agents_field(&shift.name) {
            form = form.or(field, &shift.agents.to_string());
        }
    }
    form.or("from", &plan.first_day.to_string())
        .or("days", &plan.days.min(MOST_DAYS).to_string())
        .or("target", "99.5")
        .or("seed", &plan.seed.to_string())
}

/// The plan as it was typed, and the target in percent; what is wrong is told.
fn read(form: &FormView, start: &Plan, wrong: &mut Fields) -> (Plan, f64) {
    let mut plan = start.clone();
    let number = |field: &str| typed::decimal(&form.value(field));
    for (kind, traffic) in &mut plan.kinds {
        let field = arrivals_field(*kind);
        match number(field).filter(|per_day| (0.0..=MOST_A_DAY).contains(per_day)) {
            // As it was filled in: the learned mean to its last digit.
            Some(per_day) if (per_day - traffic.per_day()).abs() <= 0.05 => {}
            Some(per_day) => *traffic = traffic.clone().with_per_day(per_day),
            None => wrong.add(field, "simulate_amount"),
        }
    }
    for shift in &mut plan.shifts {
        let Some(field) = agents_field(&shift.name) else { continue };
        match typed::number(&form.value(field)).and_then(|count| count.try_into().ok()).filter(|count| *count <= MOST_AGENTS) {
            Some(count) => shift.agents = count,
            None => wrong.add(field, "simulate_agents"),
        }
    }
    match typed::date(&form.value("from")).filter(|day| (2020..=2040).contains(&day.year())) {
        Some(day) => plan.first_day = day,
        None => wrong.add("from", "simulate_from"),
    }
    match typed::number(&form.value("days")).and_then(|days| days.try_into().ok()).filter(|days| (1..=MOST_DAYS).contains(days)) {
        Some(days) => plan.days = days,
        None => wrong.add("days", "simulate_days"),
    }
    match typed::number(&form.value("seed")).and_then(|seed| seed.try_into().ok()) {
        Some(seed) => plan.seed = seed,
        None => wrong.add("seed", "simulate_seed"),
    }
    let target = number("target").filter(|target| (50.0..=100.0).contains(target));
    wrong.check(target.is_some(), "target", "simulate_target");
    (plan, target.unwrap_or(100.0))
}
