//! Numbers of a forecast as people read them.

use domain::simulate::{Desk, Shift};
use jiff::civil::Date;

use crate::texts::T;

/// A share, 0 to 1, with at most two decimals, never rounded up; a dash where nothing is decided.
pub(super) fn percent(t: T, share: Option<f64>) -> String {
    let Some(share) = share else { return "–".to_owned() };
    // A share of a hundredth is no exact binary fraction.
    let hundredths = (share * 10_000.0 + 1e-6).floor() / 100.0;
    t.simulate_percent(format!("{hundredths}"))
}

/// Minutes, as minutes, hours or days.
pub(super) fn minutes(t: T, minutes: f64) -> String {
    if minutes < 120.0 {
        t.simulate_minutes(tenth(minutes))
    } else if minutes < 2880.0 {
        t.simulate_hours(tenth(minutes / 60.0))
    } else {
        t.simulate_days_long(tenth(minutes / 1440.0))
    }
}

fn tenth(number: f64) -> String {
    format!("{}", (number * 10.0).round() / 10.0)
}

/// Milliseconds, the same; a dash where there is none.
pub(super) fn span(t: T, millis: Option<i64>) -> String {
    millis.map_or_else(|| "–".to_owned(), |millis| minutes(t, millis as f64 / 60_000.0))
}

/// A shift: its hours, its days and its desk.
pub(super) fn shift(t: T, shift: &Shift) -> String {
    let to = if shift.to.hour() == 0 && shift.to.minute() == 0 { "24:00".to_owned() } else { shift.to.strftime("%H:%M").to_string() };
    let hours = format!("{}–{to}", shift.from.strftime("%H:%M"));
    match (shift.desk, shift.closed_days) {
        (Desk::Requests, false) => t.simulate_shift_requests(hours),
        (Desk::Reports, true) => t.simulate_shift_reports(hours),
        _ => format!("{} {hours}", shift.name),
    }
}

/// So many people in a shift, as a part of a sentence.
fn crew_of(t: T, shift: &Shift, count: u32) -> String {
    match shift.name.as_str() {
        "office" => t.simulate_crew_office(count),
        "night" => t.simulate_crew_night(count),
        "day" => t.simulate_crew_day(count),
        "evening" => t.simulate_crew_evening(count),
        other => format!("{count} {other}"),
    }
}

/// So many people in each shift.
pub(super) fn crew(t: T, shifts: &[Shift], counts: impl Iterator<Item = u32>) -> String {
    let parts: Vec<String> = shifts.iter().zip(counts).map(|(shift, count)| crew_of(t, shift, count)).collect();
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => t.simulate_and(rest.join(&t.simulate_comma()), last.clone()),
        _ => parts.concat(),
    }
}

/// A day and its month, short.
pub(super) fn day(t: T, date: Date) -> String {
    t.simulate_day(i64::from(date.day()), t.coded("month-short", &date.month().to_string()))
}
