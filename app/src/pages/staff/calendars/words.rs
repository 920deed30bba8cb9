//! Calendars in words: names, statuses, days, changes.

use domain::calendar::import::DayState;
use domain::calendar::{CalendarChange, DatedDay, OpenInterval, YearStatus};
use leptos::prelude::*;

use crate::components::clock::holiday;
use crate::components::icon::icon;
use crate::components::notice::notice;
use crate::texts::T;
use crate::views::calendar::{AlarmView, ChangeLine};

/// A calendar's name.
pub fn name(t: T, id: &str) -> String {
    t.coded("calendar", id)
}

/// The same where it begins a title.
pub fn title(t: T, id: &str) -> String {
    let name = name(t, id);
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A year's status as a badge: icon, word and colour. `None`: the year is not listed.
pub fn status(t: T, status: Option<YearStatus>) -> AnyView {
    let (class, sign, words) = match status {
        Some(YearStatus::Official) => ("met", "check-circle", t.calendars_official()),
        Some(YearStatus::Provisional) => ("amber", "alert", t.calendars_provisional()),
        Some(YearStatus::Unofficial) => ("paused", "info", t.calendars_unofficial()),
        None => ("red", "stop", t.calendars_missing()),
    };
    view! { <span class=format!("badge {class}")>{icon(sign)}{words}</span> }.into_any()
}

/// Whether a change waits or how it was decided, as a badge.
pub fn state(t: T, code: &str) -> AnyView {
    let (class, sign) = match code {
        "approved" => ("met", "check-circle"),
        "rejected" => ("closed", "cross"),
        _ => ("waiting", "clock"),
    };
    view! { <span class=format!("badge {class}")>{icon(sign)}{t.coded("change-state", code)}</span> }.into_any()
}

/// Open or closed, with the hours of that date alone: icon and word.
pub fn openness(t: T, open: bool, hours: &str) -> AnyView {
    let (sign, words) = match (open, hours) {
        (false, _) => ("lock", t.calendars_closed()),
        (true, "") => ("check", t.calendars_open()),
        (true, hours) => ("clock", t.calendars_open_hours(hours)),
    };
    view! { <span class="cluster tight">{icon(sign)}<span>{words}</span></span> }.into_any()
}

/// Intervals as they are written.
pub fn hours(list: &[OpenInterval]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// What a date is.
pub fn day(t: T, day: &DayState) -> AnyView {
    let name = day.name.as_ref().map(|name| view! { <span class="muted">{holiday(t, name)}</span> });
    view! { {openness(t, day.open, &hours(&day.hours))}{name} }.into_any()
}

/// A change in one line.
pub fn change(t: T, line: &ChangeLine) -> String {
    let dated = |day: &DatedDay| {
        let date = day.date.parse().map_or_else(|_| day.date.clone(), |date| t.date(date));
        match (day.open, day.hours.is_empty()) {
            (false, _) => t.change_closes(date),
            (true, true) => t.change_opens(date),
            (true, false) => t.change_opens_at(date, day.hours.join(", ")),
        }
    };
    match &line.change {
        CalendarChange::Day { calendar, day } => t.change_line(title(t, calendar), dated(day)),
        CalendarChange::Office { product, day } => {
            let office = t.change_office(line.product.as_deref().unwrap_or(product));
            t.change_line(office, dated(day))
        }
        CalendarChange::Year { calendar, year, status, .. } => {
            let status = match status {
                YearStatus::Official => t.calendars_official(),
                YearStatus::Provisional => t.calendars_provisional(),
                YearStatus::Unofficial => t.calendars_unofficial(),
            };
            t.change_line(title(t, calendar), t.change_year(year.to_string(), status))
        }
    }
}

/// The same in one line, for the queue, with the way to the calendars.
pub fn alarm_line(t: T, list: &[AlarmView]) -> Option<AnyView> {
    if list.is_empty() {
        return None;
    }
    let which = list.iter().map(|alarm| t.calendars_alarm_one(name(t, &alarm.calendar), alarm.year.to_string())).collect::<Vec<_>>();
    let inside = view! { <p>{t.calendars_alarm_line(which.join(t.list_semicolon().as_str()))}" "<a href="/staff/calendars">{t.calendars_alarm_link()}</a></p> };
    Some(view! { <div data-testid="coverage-alarm">{notice("warning", inside.into_any())}</div> }.into_any())
}

/// The alarm that official lists end, or nothing.
pub fn alarms(t: T, list: &[AlarmView]) -> Option<AnyView> {
    if list.is_empty() {
        return None;
    }
    let lines = list
        .iter()
        .map(|alarm| {
            let (by, year) = (title(t, &alarm.calendar), alarm.year.to_string());
            let words = match (alarm.until, alarm.days_left) {
                (Some(until), Some(days)) => t.calendars_alarm_ends(by, t.date(until), t.count_days(days), year),
                _ => t.calendars_alarm_ended(by, year),
            };
            view! { <li>{words}</li> }.into_any()
        })
        .collect::<Vec<_>>();
    let inside = view! { <div><p><strong>{t.calendars_alarm_title()}</strong></p><ul>{lines}</ul></div> };
    Some(view! { <div data-testid="coverage-alarm">{notice("warning", inside.into_any())}</div> }.into_any())
}

/// A table in a box that scrolls, or the words that there is nothing.
pub fn table(caption: String, heads: Vec<String>, rows: Vec<AnyView>, none: String, testid: &'static str) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="muted" data-testid=format!("no-{testid}")>{none}</p> }.into_any();
    }
    let region = caption.clone();
    let heads = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }.into_any()).collect::<Vec<_>>();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=region>
            <table class="data-table" data-testid=testid><caption class="visually-hidden">{caption}</caption>
                <thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

/// The notice of what was just done.
pub fn done(t: T, code: Option<&str>) -> Option<AnyView> {
    let words = t.by_key(&format!("calendars-done-{}", code?.replace('_', "-")))?;
    let inside = view! { <p>{words}</p> };
    Some(view! { <div role="status" data-testid="done">{notice("success", inside.into_any())}</div> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Lang;

    #[test]
    fn every_code_has_its_words() {
        for t in Lang::ALL.map(T) {
            let states = ["draft", "approved", "rejected"].map(|code| format!("change-state-{code}"));
            let done = ["drafted", "approved", "rejected", "moving"].map(|code| format!("calendars-done-{code}"));
            let errors = [
                "change-reason-required",
                "date-required",
                "date-wrong",
                "hours-closed",
                "hours-wrong",
                "days-wrong",
                "draft-is-own",
                "decided-already",
                "rules-changed",
                "recompute-running",
                "status-required",
                "source-required",
                "year-wrong",
                "too-long",
                "choose-one",
            ]
            .map(|code| format!("error-{code}"));
            for key in states.iter().chain(&done).chain(&errors).chain(&["event-clocks-recomputed".to_owned()]) {
                assert!(t.by_key(key).is_some(), "{:?}: {key}", t.lang());
            }
        }
    }

    #[test]
    fn a_change_is_one_line() {
        let t = T(Lang::En);
        let day = |open, hours: &[&str]| DatedDay {
            date: "2026-09-08".into(),
            open,
            name: "Typhoon".into(),
            hours: hours.iter().map(|one| (*one).to_owned()).collect(),
            because: None,
        };
        let line = |change| ChangeLine {
            id: String::new(),
            change,
            product: Some("HelloTalk".into()),
            state: "draft".into(),
            reason: String::new(),
            made_at: jiff::Timestamp::UNIX_EPOCH,
            made_by: String::new(),
            decided: None,
        };
        let office = |day| change(t, &line(CalendarChange::Office { product: "hellotalk".into(), day }));
        assert_eq!(office(day(false, &[])), "Office of HelloTalk: closed on Tue 8 September 2026");
        assert_eq!(office(day(true, &["09:00-12:30"])), "Office of HelloTalk: open on Tue 8 September 2026, 09:00-12:30");
        let of_day = CalendarChange::Day { calendar: "hk".into(), day: day(true, &[]) };
        assert_eq!(change(t, &line(of_day)), "Hong Kong: open on Tue 8 September 2026");
        let year = CalendarChange::Year {
            calendar: "cn".into(),
            year: 2027,
            status: YearStatus::Official,
            source: String::new(),
            days: Vec::new(),
            observances: Vec::new(),
        };
        assert_eq!(change(t, &line(year)), "Mainland China: list of 2027 (official)");
    }
}
