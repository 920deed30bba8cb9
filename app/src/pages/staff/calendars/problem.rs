//! What is wrong with a text that was to be imported, in the reader's words.

use domain::calendar::CalendarError;
use domain::calendar::import::{ImportError, Problem};

use super::words::name;
use crate::texts::T;

/// The words for a text that cannot be read, with its line.
#[must_use]
pub fn words(t: T, error: &ImportError) -> String {
    let words = problem(t, &error.problem);
    error.line.map_or_else(|| words.clone(), |line| t.import_line(line, words.as_str()))
}

fn list(years: &[i16]) -> String {
    years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn problem(t: T, problem: &Problem) -> String {
    match problem {
        Problem::Empty => t.import_empty(),
        Problem::TooLong => t.import_too_long(),
        Problem::Unreadable => t.import_unreadable(),
        Problem::NoDays => t.import_no_days(),
        Problem::WhichYear { have } => t.import_which_year(list(have)),
        Problem::NoSuchYear { wanted, have } => t.import_no_such_year(wanted.to_string(), list(have)),
        Problem::Toml(why) => t.import_toml(why.as_str()),
        Problem::OtherCalendar { found, wanted } => t.import_other_calendar(found.as_str(), name(t, wanted)),
        Problem::OtherWeekend { wanted } => t.import_other_weekend(wanted.as_str()),
        Problem::Calendar(error) => calendar(t, error),
        Problem::Line(line) => t.import_not_a_line(line.as_str()),
        Problem::End { found, expected } => t.import_end(expected.as_str(), found.as_str()),
        Problem::Cut(open) => t.import_cut(open.as_str()),
        Problem::Outside(what) => t.import_outside(what.as_str()),
        Problem::Date { property, value } => t.import_date(*property, value.as_str()),
        Problem::EndsFirst { start, end } => t.import_ends_first(end.to_string(), start.to_string()),
        Problem::Long { end } => t.import_long(end.to_string()),
        Problem::Duration(value) => t.import_duration(value.as_str()),
        Problem::Repeats(rule) => t.import_repeats(rule.as_str()),
        Problem::NoStart => t.import_no_start(),
        Problem::NoName => t.import_no_name(),
        Problem::Crowded { date } => t.import_crowded(date.to_string()),
        Problem::Wordy(start) => t.import_wordy(start.as_str()),
    }
}

fn calendar(t: T, error: &CalendarError) -> String {
    match error {
        CalendarError::Date { text, .. } => t.import_bad_date(text.as_str()),
        CalendarError::WrongYear { date, year, .. } => t.import_wrong_year(date.to_string(), year.to_string()),
        CalendarError::Twice { what, .. } => t.import_twice(what.as_str()),
        CalendarError::Hours { text, .. } => t.import_hours(text.as_str()),
        CalendarError::ClosedWithHours { date, .. } => t.import_closed_with_hours(date.to_string()),
        // What no year of a calendar can have wrong with it: told as the program tells it.
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Lang;

    #[test]
    fn a_problem_names_its_line_and_what_to_write() {
        let error = ImportError {
            line: Some(1204),
            problem: Problem::EndsFirst { start: "2027-01-03".parse().unwrap(), end: "2027-01-02".parse().unwrap() },
        };
        let said = words(T(Lang::En), &error);
        assert!(said.contains("1204") || said.contains("1,204"), "{said}");
        assert!(said.contains("ends on 2027-01-02 and begins on 2027-01-03"), "{said}");
        let said = words(T(Lang::ZhCn), &error);
        assert!(said.contains("始于 2027-01-03"), "{said}");
        let whole = ImportError { line: None, problem: Problem::NoSuchYear { wanted: 2028, have: vec![2026, 2027] } };
        assert_eq!(words(T(Lang::En), &whole), "The text has nothing for 2028, only for 2026, 2027.");
    }
}
