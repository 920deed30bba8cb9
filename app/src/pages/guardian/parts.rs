//! What these pages share.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;

use crate::components::icon::{icon, pointing};
use crate::components::notice;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::guardian::AuthorityView;
use crate::views::{Chrome, FormView};

/// A page without islands; `form` is the one that may have been refused.
pub(super) fn page(title: String, form: Option<&FormView>, body: AnyView) -> Page {
    Page { title, error: form.is_some_and(FormView::is_wrong), islands: false, wide: false, body }
}

/// The way back to all children.
pub(super) fn back_home(t: T) -> AnyView {
    view! { <a class="back-link" href="/guardian">{pointing("arrow-start")}{t.guardian_back()}</a> }.into_any()
}

/// The way back to one child.
pub(super) fn back_to(t: T, id: &str, name: &str) -> AnyView {
    view! { <a class="back-link" href=path(id, "")>{pointing("arrow-start")}{t.back_to(name)}</a> }.into_any()
}

/// A child's address, or what lies below it.
pub(super) fn path(id: &str, below: &str) -> String {
    if below.is_empty() { format!("/guardian/children/{id}") } else { format!("/guardian/children/{id}/{below}") }
}

/// What was just done, for codes that have words; another says nothing.
pub(super) fn done(t: T, code: Option<&str>) -> Option<AnyView> {
    let words = t.by_key(&format!("guardian-done-{}", code?.replace('_', "-")))?;
    Some(notice::line("success", words))
}

/// The state of an authority as icon, word and colour.
pub(crate) fn badge(t: T, state: &str) -> AnyView {
    let (class, name) = look(state);
    view! { <span class=format!("badge {class}")>{icon(name)}{t.coded("authority-state", state)}</span> }.into_any()
}

fn look(state: &str) -> (&'static str, &'static str) {
    match state {
        "granted" => ("met", "check-circle"),
        "refused" => ("red", "stop"),
        "suspended" => ("paused", "pause"),
        "withdrawn" | "ended" => ("closed", "lock"),
        _ => ("waiting", "hand"),
    }
}

/// Several codes in words, with the language's comma.
pub(super) fn list<'a>(t: T, prefix: &str, codes: impl IntoIterator<Item = &'a str>) -> String {
    codes.into_iter().map(|code| t.coded(prefix, code)).collect::<Vec<_>>().join(t.list_comma().as_str())
}

/// The birthday on which an authority ends, from its moment alone, which is a midnight where the child lives. Zones reach from
/// ten hours behind UTC to nearly fourteen ahead: a midnight until 10:00 UTC is of that day, a later one begins the next. So a
/// reader at the other end of the world sees the day that the child celebrates.
pub(super) fn birthday(end: Timestamp) -> Date {
    let there = SignedDuration::from_mins(13 * 60 + 45);
    end.checked_add(there).unwrap_or(end).to_zoned(TimeZone::UTC).date()
}

/// How old a child of this birth is on that birthday. 29 February is completed on 1 March; a year counts from its first day.
pub(super) fn age_on(birth: Date, day: Date) -> u8 {
    domain::guardian::completed_years(birth, day)
}

/// A fact of a list; nothing when there is none.
pub(super) fn fact(name: String, value: Option<String>) -> Option<AnyView> {
    value.filter(|value| !value.is_empty()).map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any())
}

/// A moment of a list.
pub(super) fn moment(chrome: &Chrome, name: String, at: Option<Timestamp>) -> Option<AnyView> {
    at.map(|at| {
        view! { <div><dt>{name}</dt><dd><time datetime=at.to_string()>{chrome.t.moment(at, &chrome.zone)}</time></dd></div> }.into_any()
    })
}

/// Why an authority was refused or ended, in words. One that is held back says nothing: who asks may be the risk.
pub(super) fn reason(t: T, authority: &AuthorityView) -> Option<String> {
    if authority.state == "suspended" {
        return None;
    }
    let code = authority.reason.as_deref()?;
    t.by_key(&format!("reason-{}", code.replace('_', "-")))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_birthday_is_the_childs_wherever_the_child_lives() {
        for zone in ["Pacific/Honolulu", "America/New_York", "UTC", "Asia/Kolkata", "Asia/Seoul", "Pacific/Auckland", "Pacific/Chatham"] {
            for birth in [date(2013, 1, 15), date(2013, 7, 1)] {
                let end = domain::guardian::reaches(birth, 14, &TimeZone::get(zone).unwrap()).unwrap();
                assert_eq!(birthday(end), date(2027, birth.month(), birth.day()), "{zone}");
            }
        }
    }
}
