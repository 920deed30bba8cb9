//! What is promised, and the cases in which the policy says that nobody is asked.

use domain::pack::{ClockUnit, Pack, Promise, PromiseClock, Source};
use leptos::prelude::*;

use super::Part;
use crate::components::notice;
use crate::components::summary::summary;
use crate::components::term::bounded;
use crate::texts::T;

/// The consent exceptions: information, and no ground to refuse a request.
pub(super) fn exceptions(t: T, pack: &Pack) -> Option<Part> {
    let exceptions = pack.exceptions.as_ref()?;
    let lang = t.lang();
    let items = exceptions.items.iter().map(|item| view! { <li>{item.summary.get(lang).to_owned()}</li> }.into_any()).collect::<Vec<_>>();
    let body = view! {
        {notice::line("", exceptions.note.get(lang).to_owned())}
        <ol>{items}</ol>
        <p class="hint">{t.policy_section(exceptions.section.as_str())}</p>
    };
    Some(Part { id: "exceptions", title: t.exceptions_title(), body: body.into_any() })
}

/// Every promise with its source.
pub(super) fn promises(t: T, pack: &Pack) -> Part {
    let list =
        |source: Source| pack.promises.iter().filter(|promise| promise.source == source).map(|promise| one(t, promise)).collect::<Vec<_>>();
    let house = list(Source::House);
    let house = (!house.is_empty()).then(|| view! { <h3>{t.promises_house()}</h3><p>{t.promises_house_text()}</p><ul>{house}</ul> });
    let body = view! {
        <h3>{t.promises_policy()}</h3>
        <ul>{list(Source::Policy)}</ul>
        {house}
        {terms(t, pack)}
    };
    Part { id: "promises", title: t.promises_title(), body: body.into_any() }
}

fn one(t: T, promise: &Promise) -> AnyView {
    let lang = t.lang();
    let mut facts = Vec::new();
    facts.extend(promise.clock.and_then(|clock| time(t, clock)));
    facts.push(match &promise.section {
        Some(section) => t.policy_section(section.as_str()),
        None => t.promise_by_house(),
    });
    let conflict = promise.conflict.as_ref().map(|conflict| view! { <br/><span class="muted">{conflict.get(lang).to_owned()}</span> });
    view! {
        <li>{promise.summary.get(lang).to_owned()}<span class="muted">{t.in_brackets(facts.join(t.list_semicolon().as_str()))}</span>{conflict}</li>
    }
    .into_any()
}

/// The time of a promise in words; `None` where only its summary can say until when.
fn time(t: T, clock: PromiseClock) -> Option<String> {
    let value = clock.value.unwrap_or(1);
    let amount = match clock.unit {
        ClockUnit::Hours => t.count_hours(value),
        ClockUnit::Days => t.count_days(value),
        ClockUnit::BusinessDays => t.count_business_days(value),
        ClockUnit::Months => t.count_months(value),
        ClockUnit::Years => t.count_years(value),
        ClockUnit::Immediate => return Some(t.time_immediate()),
        ClockUnit::OnDelivery => return Some(t.time_on_delivery()),
        ClockUnit::UntilEvent => return None,
        ClockUnit::Promptly => return Some(t.time_promptly()),
        ClockUnit::WithoutDelay => return Some(t.time_without_delay()),
        ClockUnit::SelfService => return Some(t.time_self_service()),
    };
    Some(bounded(t, clock.bound, amount))
}

/// When the office works, which is what a business day means.
fn terms(t: T, pack: &Pack) -> AnyView {
    let hours = pack
        .office
        .open
        .iter()
        .map(|open| t.office_from_to(open.from.strftime("%H:%M").to_string(), open.to.strftime("%H:%M").to_string()))
        .collect::<Vec<_>>()
        .join(t.list_comma().as_str());
    let calendars = pack.calendars.members.iter().map(|id| t.coded("calendar", id)).collect::<Vec<_>>().join(t.list_comma().as_str());
    view! {
        <h3>{t.office_title()}</h3>
        {summary(vec![
            (t.office_hours(), hours),
            (t.office_zone(), pack.office.zone.clone()),
            (t.office_calendars(), calendars),
        ])}
    }
    .into_any()
}
