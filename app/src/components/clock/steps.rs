//! How a due moment came about, step by step, in the reader's language. Days are the office's; moments are shown in the reader's
//! zone, as everywhere on the page.

use domain::calendar::{ClosedWhy, Unsettled};
use domain::clock::{Moment, PauseReason, Step, Unmoved};

use super::source;
use crate::components::term;
use crate::texts::T;
use crate::views::Chrome;

/// One step in words.
#[must_use]
pub fn step(chrome: &Chrome, step: &Step) -> String {
    let t = chrome.t;
    let at = |moment: &Moment| t.moment(moment.at, &chrome.zone);
    match step {
        Step::Received { at: when } => t.step_received(at(when)),
        Step::StartsAtProof { at: when } => t.step_starts_at_proof(at(when)),
        Step::Promise { term } => t.step_promise(term::amount(t, term)),
        Step::Limit { source: who } => t.step_limit(source(t, who)),
        Step::Zone { zone, office } => t.step_zone(place(zone), place(office)),
        Step::CutOff { closed_day: true, counted } => t.step_cut_off_closed(t.date(*counted)),
        Step::CutOff { closed_day: false, counted } => t.step_cut_off_hour(t.date(*counted)),
        Step::ReceiptDay { date } => t.step_receipt_day(t.date(*date)),
        Step::ClosedDay { date, why } => t.step_closed_day(t.date(*date), closed(t, why)),
        Step::OpenedDay { date, calendar: by, name } => t.step_opened_day(t.date(*date), calendar(t, by), holiday(t, name)),
        Step::BusinessDay { number, date } => t.step_business_day(*number, t.date(*date)),
        Step::LawBusinessDays { days, calendar: Some(by), last } => t.step_law_business_days(*days, calendar(t, by), t.date(*last)),
        Step::LawBusinessDays { days, calendar: None, last } => t.step_law_weekdays(*days, t.date(*last)),
        Step::Days { days, last } => t.step_days(t.count_days(*days), t.date(*last)),
        Step::Months { months, last, shortened: false } => t.step_months(t.count_months(*months), t.date(*last)),
        Step::Months { months, last, shortened: true } => t.step_months_shortened(t.count_months(*months), t.date(*last)),
        Step::ElapsedHours { hours } => t.step_elapsed_hours(t.count_hours(*hours)),
        Step::Rolled { from, to, calendar: by } => {
            let why = by.as_deref().map_or_else(|| t.why_weekend(), |by| calendar(t, by));
            t.step_rolled(t.date(*from), why, t.date(*to))
        }
        Step::Carried { joined, due } => t.step_carried(at(joined), at(due)),
        Step::Acknowledge { by, done: Some(done) } => t.step_acknowledge_done(at(by), at(done)),
        Step::Acknowledge { by, done: None } => t.step_acknowledge_open(at(by)),
        Step::KeptPromise { at: when } => t.step_kept_promise(at(when)),
        Step::SetByHand { at: when } => t.step_set_by_hand(at(when)),
        Step::Paused { from, to, reason, moved, open, due } => {
            let length = duration(t, *moved);
            if *open {
                t.step_paused_open(pause(t, *reason), at(from), at(to), length, at(due))
            } else {
                t.step_paused(pause(t, *reason), at(from), at(to), length, at(due))
            }
        }
        Step::PauseUnmoved { from, reason, why } => t.step_pause_unmoved(pause(t, *reason), at(from), unmoved(t, *why)),
        Step::Extended { notified, valid: true } => t.step_extended(at(notified)),
        Step::Extended { notified, valid: false } => t.step_not_extended(at(notified)),
        Step::Provisional { year: Unsettled { calendar: by, year, missing: true, .. } } => {
            t.step_provisional_missing(calendar(t, by), year.to_string())
        }
        Step::Provisional { year: Unsettled { calendar: by, year, unofficial: true, .. } } => {
            t.step_unofficial(calendar(t, by), year.to_string())
        }
        Step::Provisional { year: Unsettled { calendar: by, year, .. } } => t.step_provisional(calendar(t, by), year.to_string()),
        Step::Due { at: when } => t.step_due(at(when)),
        Step::Governs => t.step_governs(),
    }
}

/// A zone's name as it is shown.
fn place(zone: &str) -> String {
    zone.replace('_', " ")
}

fn calendar(t: T, id: &str) -> String {
    t.coded("calendar", id)
}

/// The name of a closed or opened day. Calendars are data: a name that the texts do not know is shown as the calendar has it.
#[must_use]
pub fn holiday(t: T, name: &str) -> String {
    let words = name.to_ascii_lowercase();
    let words: Vec<&str> = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    t.by_key(&format!("holiday-{}", words.join("-"))).unwrap_or_else(|| name.to_owned())
}

/// Why a day is closed: each calendar with its holiday, or once "weekend" where no calendar names one.
fn closed(t: T, why: &[ClosedWhy]) -> String {
    if why.iter().all(|reason| reason.name.is_none()) {
        return t.why_weekend();
    }
    why.iter()
        .map(|reason| match &reason.name {
            Some(name) => t.why_holiday(calendar(t, &reason.calendar), holiday(t, name)),
            None => t.why_holiday(calendar(t, &reason.calendar), t.why_weekend()),
        })
        .collect::<Vec<_>>()
        .join(t.list_semicolon().as_str())
}

fn pause(t: T, reason: PauseReason) -> String {
    match reason {
        PauseReason::IdentityCheck => t.pause_identity_check(),
        PauseReason::Clarification => t.pause_clarification(),
    }
}

pub(super) fn unmoved(t: T, why: Unmoved) -> String {
    match why {
        Unmoved::OutsideHours => t.unmoved_outside_hours(),
        Unmoved::AfterDue => t.unmoved_after_due(),
        Unmoved::NotAllowed => t.unmoved_not_allowed(),
        Unmoved::SetByHand => t.unmoved_set_by_hand(),
    }
}

/// Milliseconds as hours and minutes; less than a minute counts as one, since it did move the due.
fn duration(t: T, millis: i64) -> String {
    const MINUTE: i64 = 60_000;
    let minutes = (millis + MINUTE - 1) / MINUTE;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => t.count_minutes(minutes),
        (hours, 0) => t.count_hours(hours),
        (hours, minutes) => t.hours_and_minutes(t.count_hours(hours), t.count_minutes(minutes)),
    }
}

#[cfg(test)]
mod holiday_tests {
    use domain::Lang;

    use super::holiday;
    use crate::texts::T;

    #[test]
    fn the_days_of_both_calendars_have_names_in_both_languages() {
        for calendar in [include_str!("../../../../policies/calendars/hk.toml"), include_str!("../../../../policies/calendars/cn.toml")] {
            for entry in domain::calendar::Calendar::parse(calendar).unwrap().entries() {
                let name = holiday(T(Lang::ZhCn), &entry.name);
                assert_ne!(name, entry.name, "not in Chinese");
                assert!(!holiday(T(Lang::En), &entry.name).chars().any(|c| c > '\u{2000}'), "{name}: not in English");
            }
        }
    }

    #[test]
    fn an_unknown_name_is_shown_as_it_is() {
        assert_eq!(holiday(T(Lang::ZhCn), "Typhoon signal 8"), "Typhoon signal 8");
    }
}
