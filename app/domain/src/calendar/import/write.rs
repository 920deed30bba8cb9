//! Back to TOML, in the form that is read.

use std::fmt::Write as _;

use jiff::civil::Weekday;

use super::ImportedYear;
use crate::calendar::{Calendar, DayEntry};

impl ImportedYear {
    /// The year as a `[[year]]` block, as in `policies/calendars/*.toml`. What is read back from it is the same year.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = format!(
            "[[year]]\nyear = {}\nstatus = \"{}\"\nsource = {}\nversion = {}\ndays = [\n",
            self.year,
            self.status.code(),
            quoted(&self.source),
            self.version
        );
        for entry in &self.entries {
            day(&mut text, entry);
        }
        text.push_str("]\n");
        text
    }
}

impl Calendar {
    /// The calendar as a file of `policies/calendars`. Entries of a year that is not listed are left out.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let weekend: Vec<String> = self.weekend().into_iter().map(|day| quoted(code(day))).collect();
        let mut text = format!(
            "id = {}\nname = {}\nzone = {}\nweekend = [{}]\n",
            quoted(self.id()),
            quoted(self.name()),
            quoted(self.zone()),
            weekend.join(", ")
        );
        for year in self.years().filter_map(|listed| ImportedYear::of(self, listed.year)) {
            text.push('\n');
            text.push_str(&year.to_toml());
        }
        text
    }
}

fn day(text: &mut String, entry: &DayEntry) {
    // Writing into a String cannot fail.
    let _ = write!(text, "    {{ date = \"{}\", open = {}, name = {}", entry.date, entry.open, quoted(&entry.name));
    if !entry.hours.is_empty() {
        let hours: Vec<String> = entry.hours.iter().map(|interval| quoted(&interval.to_string())).collect();
        let _ = write!(text, ", hours = [{}]", hours.join(", "));
    }
    text.push_str(" },\n");
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The name that `parse_weekday` reads.
pub(super) const fn code(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "mon",
        Weekday::Tuesday => "tue",
        Weekday::Wednesday => "wed",
        Weekday::Thursday => "thu",
        Weekday::Friday => "fri",
        Weekday::Saturday => "sat",
        Weekday::Sunday => "sun",
    }
}
