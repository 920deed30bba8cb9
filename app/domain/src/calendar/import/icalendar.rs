//! The iCalendar form: each event is one day, or several in a row.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::error::{ImportError, Problem};
use super::event::Event;
use super::line::Line;
use super::{Form, Imported, ImportedYear, MOST_NAMES, Wanted, choose};
use crate::calendar::DayEntry;

pub(super) fn read(text: &str, wanted: &Wanted<'_>) -> Result<Imported, ImportError> {
    let lines = Line::all(text)?;
    let events = events(&lines)?;
    let have: BTreeSet<i16> = events.iter().flat_map(|event| event.first.year()..=event.last.year()).collect();
    let mut have: Vec<i16> = have.into_iter().collect();
    let year = choose(&have, wanted.year)?;
    let entries = entries(&events, year)?;
    let before = wanted.calendar.years().find(|listed| listed.year == year).map_or(0, |listed| listed.version);
    have.retain(|other| *other != year);
    Ok(Imported {
        taken_as_open: entries.iter().filter(|entry| entry.open).map(|entry| entry.date).collect(),
        year: ImportedYear {
            calendar: wanted.calendar.id().to_owned(),
            year,
            status: wanted.status,
            source: wanted.source.to_owned(),
            version: before.saturating_add(1),
            entries,
        },
        form: Form::ICalendar,
        left: have,
    })
}

/// The events, in the order of the text. What lies in other components (zones, alarms, to-dos) is not theirs.
fn events(lines: &[Line]) -> Result<Vec<Event>, ImportError> {
    let mut open: Vec<String> = Vec::new();
    let mut current: Option<(usize, Vec<&Line>)> = None;
    let mut found = Vec::new();
    for line in lines {
        match line.name.as_str() {
            "BEGIN" => {
                let component = line.value.trim().to_ascii_uppercase();
                match open.last().map(String::as_str) {
                    None if component != "VCALENDAR" => return Err(outside(line)),
                    Some("VCALENDAR") if component == "VEVENT" => current = Some((line.number, Vec::new())),
                    _ => {}
                }
                open.push(component);
            }
            "END" => {
                let component = line.value.trim().to_ascii_uppercase();
                let expected = open.pop().ok_or_else(|| outside(line))?;
                if component != expected {
                    return Err(ImportError::at(line.number, Problem::End { found: component, expected }));
                }
                if open.len() == 1
                    && component == "VEVENT"
                    && let Some((begin, own)) = current.take()
                {
                    found.extend(Event::read(begin, &own)?);
                }
            }
            _ => match (open.len(), &mut current) {
                (0, _) => return Err(outside(line)),
                (2, Some((_, own))) => own.push(line),
                _ => {}
            },
        }
    }
    match open.pop() {
        Some(component) => Err(ImportError::whole(Problem::Cut(component))),
        None => Ok(found),
    }
}

fn outside(line: &Line) -> ImportError {
    ImportError::at(line.number, Problem::Outside(format!("{}:{}", line.name, line.value.chars().take(40).collect::<String>())))
}

/// The days of one year. Several events of one date become one entry with all their names.
fn entries(events: &[Event], year: i16) -> Result<Vec<DayEntry>, ImportError> {
    let mut days: BTreeMap<Date, (usize, bool, Vec<&str>)> = BTreeMap::new();
    for event in events {
        let mut day = event.first.max(Date::constant(year, 1, 1));
        let last = event.last.min(Date::constant(year, 12, 31));
        while day <= last {
            let (line, open, names) = days.entry(day).or_insert_with(|| (event.line, event.is_open(), Vec::new()));
            if *open != event.is_open() {
                return Err(ImportError::at(event.line, Problem::Conflict { date: day, other: *line }));
            }
            if !names.contains(&event.name.as_str()) {
                if names.len() >= MOST_NAMES {
                    return Err(ImportError::at(event.line, Problem::Crowded { date: day }));
                }
                names.push(&event.name);
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
    }
    Ok(days
        .into_iter()
        .map(
            |(date, (_, open, names))| {
                if open { DayEntry::open(date, names.join(" / ")) } else { DayEntry::closed(date, names.join(" / ")) }
            },
        )
        .collect())
}
