//! The rules that open tickets keep, and moving them to the present ones.

use std::collections::BTreeMap;

use app::pages::staff::rules as pages;
use app::views::FormView;
use app::views::calendar::{Difference, RuleMoveView, RulesView, RunView, SetView, VerifiedView};
use axum::extract::Path;
use axum::http::StatusCode;
use domain::Capability;

use super::calendars::{preview_view, product_name};
use super::cookies::Jar;
use super::entrance::{done, told};
use super::form::Form;
use super::problem::Outcome;
use super::reader::{Visitor, answer};
use super::staff::{fresh, or_go, whole};
use crate::desk::DeskError;
use crate::desk::account::Entered;
use crate::desk::recompute::RecomputeDesk;
use crate::desk::rule_sets::{self, Kept};
use crate::rules::RuleSource;

fn desk(visitor: &Visitor, who: &Entered) -> Result<RecomputeDesk, DeskError> {
    visitor.web.house.recompute(who).ok_or(DeskError::NotFound)
}

/// What differs between an older source and the present one.
fn differences(old: &RuleSource, new: &RuleSource) -> Vec<Difference> {
    let mut list = Vec::new();
    if old.policy_version != new.policy_version {
        list.push(Difference::Version(old.policy_version.clone(), new.policy_version.clone()));
    }
    let office = |source: &RuleSource| {
        (source.zone.clone(), source.hours.clone(), source.cut_off.clone(), source.members.clone(), source.join.clone())
    };
    if office(old) != office(new) {
        list.push(Difference::Office);
    }
    let terms = |source: &RuleSource| -> BTreeMap<_, _> { source.terms.iter().map(|term| (term.kind, term.clone())).collect() };
    let kinds = changed(&terms(old), &terms(new));
    if !kinds.is_empty() {
        list.push(Difference::Terms(kinds));
    }
    let calendars = changed(&old.calendars, &new.calendars);
    if !calendars.is_empty() {
        list.push(Difference::Calendars(calendars));
    }
    let missing = new.changes.iter().filter(|change| !old.changes.contains(change)).count();
    if missing > 0 {
        list.push(Difference::Changes(missing));
    }
    let law = |source: &RuleSource| -> BTreeMap<String, String> { source.law.iter().cloned().collect() };
    let places = changed(&law(old), &law(new));
    if !places.is_empty() {
        list.push(Difference::Law(places.into_iter().map(|place| place.to_uppercase()).collect()));
    }
    list
}

/// The keys whose values are not the same on both sides.
fn changed<K: Ord + Clone, V: PartialEq>(old: &BTreeMap<K, V>, new: &BTreeMap<K, V>) -> Vec<K> {
    let mut keys: Vec<K> = old.keys().chain(new.keys()).filter(|key| old.get(key) != new.get(key)).cloned().collect();
    keys.sort();
    keys.dedup();
    keys
}

fn set_view(visitor: &Visitor, kept: &Kept) -> SetView {
    let source = &kept.one.set.source;
    let current = visitor.web.house.rulebook.current(&source.product);
    SetView {
        id: kept.one.set.id.clone(),
        product: product_name(visitor, &source.product),
        policy: source.policy_version.clone(),
        calendars: kept.one.set.calendar_version.clone(),
        tickets: kept.one.tickets,
        since: kept.since,
        current: kept.one.current,
        moving: kept.moving,
        differences: current.map(|current| differences(source, &current.source)).unwrap_or_default(),
    }
}

/// The sets in use, the moves, and the last check.
pub async fn list(visitor: Visitor) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    // Whoever changes calendars sees what becomes of it.
    let standing = visitor.web.house.calendars(&who).ok_or(DeskError::NotFound)?.standing().await?;
    let names = standing.names;
    let runs = standing.runs.into_iter().map(|(run, aside)| RunView {
        product: product_name(&visitor, &run.product),
        sets: (run.from, run.to),
        change: Some(run.cause).filter(|cause| cause != "policy"),
        approved: (run.approved_at, names.get(&run.approved_by).cloned().unwrap_or(run.approved_by)),
        looked: run.looked,
        moved: run.moved,
        done_at: run.done_at,
        aside,
    });
    let view = RulesView {
        sets: standing.sets.iter().map(|kept| set_view(&visitor, kept)).collect(),
        runs: runs.collect(),
        verified: standing.checked.map(|seen| VerifiedView { at: seen.at, checked: seen.checked, drifted: seen.drifted }),
        may_move: who.member.can(Capability::Recompute),
        done: visitor.cookie(Jar::Done),
    };
    let mut chrome = visitor.staff_chrome(&who.member);
    chrome.path = "/staff/rules".to_owned();
    let response = answer(StatusCode::OK, &chrome, || pages::page(&chrome, &view));
    Ok(told(&visitor, response))
}

fn path(id: &str) -> String {
    format!("/staff/rules/{id}")
}

/// What moving an older set's tickets to the present rules would do.
pub async fn set(visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    set_page(&visitor, &who, &id, StatusCode::OK, FormView::default()).await
}

async fn set_page(visitor: &Visitor, who: &Entered, id: &str, status: StatusCode, form: FormView) -> Outcome {
    let desk = desk(visitor, who)?;
    let (new, seen) = desk.preview(id).await?;
    let kept = rule_sets::kept(&visitor.web.house).await?;
    let kept = kept.iter().find(|kept| kept.one.set.id == id).ok_or(DeskError::NotFound)?;
    let view = RuleMoveView { set: set_view(visitor, kept), to: new.id.clone(), preview: preview_view(visitor, seen), form };
    let mut chrome = visitor.staff_chrome(&who.member);
    chrome.path = path(id);
    Ok(answer(status, &chrome, || pages::set(&chrome, &view)))
}

/// Approves the move. The password comes first, if it was not entered just now.
pub async fn set_post(visitor: Visitor, Path(id): Path<String>, form: Form) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    desk(&visitor, &who)?.preview(&id).await?;
    let who = or_go!(fresh(&visitor, &path(&id)).await);
    match desk(&visitor, &who)?.approve(&id, &form.value("seen")).await {
        Ok(()) => Ok(done(&visitor, "/staff/rules", "moving")),
        Err(DeskError::Invalid(errors)) => {
            set_page(&visitor, &who, &id, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)).await
        }
        Err(error) => Err(error.into()),
    }
}
