//! The iCalendar form: each event is one day, or several in a row.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::error::{ImportError, Problem};
use super::event::Event;
use super::line::Line;
use super::says::{DayWhy, DoubtWhy, Says};
use super::{Choice, Doubt, Form, Imported, ImportedYear, MOST_NAMES, Observance, Wanted, choose, start};
use crate::calendar::DayEntry;

/// What the lines of a text are.
struct Found {
    events: Vec<Event>,
    /// Lines that are none of an iCalendar, with their numbers.
    unread: Vec<(usize, String)>,
    /// Whether the list marks its holidays and workdays for programs: what it does not mark is an observance then.
    marks: bool,
}

/// The most lines that cannot be read: more of them, and the text is something else.
const MOST_UNREAD: usize = 50;

pub(super) fn read(text: &str, wanted: &Wanted<'_>) -> Result<Imported, ImportError> {
    let zone = TimeZone::get(wanted.calendar.zone()).unwrap_or(TimeZone::UTC);
    let mut found = events(&Line::all(text), &zone)?;
    replace(&mut found.events);
    let years = |events: &[Event], to: i16| -> BTreeSet<i16> {
        events.iter().flat_map(|event| spans(event, to)).flat_map(|(first, last)| first.year()..=last.year()).collect()
    };
    // An entry that comes back for ever has the years that the others have.
    let latest = found.events.iter().map(|event| event.begins.first.year()).max().unwrap_or_default();
    let latest = latest.max(wanted.year.unwrap_or(latest));
    let mut have: Vec<i16> = years(&found.events, latest).into_iter().collect();
    let year = choose(&have, wanted.year)?;
    let days = days(&found, year)?;
    let before = wanted.calendar.years().find(|listed| listed.year == year).map_or(0, |listed| listed.version);
    have.retain(|other| *other != year);
    let mut imported = Imported {
        year: ImportedYear {
            calendar: wanted.calendar.id().to_owned(),
            year,
            status: wanted.status,
            source: wanted.source.to_owned(),
            version: before.saturating_add(1),
            entries: Vec::new(),
        },
        form: Form::ICalendar,
        why: BTreeMap::new(),
        doubts: Vec::new(),
        observances: Vec::new(),
        unread: found.unread,
        left: have,
    };
    for (date, day) in days {
        day.settle(date, wanted, &mut imported);
    }
    Ok(imported)
}

/// The first and last days of an event, to the end of this year.
fn spans(event: &Event, last_year: i16) -> Vec<(Date, Date)> {
    event.begins.dates(last_year).into_iter().map(|first| (first, first.saturating_add(event.length))).collect()
}

/// An event that stands for one repetition of another takes its place there; one that was called off leaves nothing.
fn replace(events: &mut Vec<Event>) {
    let mut instead: BTreeMap<String, BTreeSet<Date>> = BTreeMap::new();
    for (uid, date) in events.iter().filter_map(|event| Some((&event.of.0, event.of.1?))).filter(|(uid, _)| !uid.is_empty()) {
        instead.entry(uid.clone()).or_default().insert(date);
    }
    for event in events.iter_mut().filter(|event| event.of.1.is_none()) {
        if let Some(dates) = instead.get(&event.of.0) {
            event.begins.leave_out(dates);
        }
    }
    events.retain(|event| !event.off);
}

/// The events, in the order of the text. What lies in other components (zones, alarms, to-dos) is not theirs.
fn events(lines: &[Line], zone: &TimeZone) -> Result<Found, ImportError> {
    let mut open: Vec<String> = Vec::new();
    let mut current: Option<(usize, Vec<&Line>)> = None;
    let mut found = Found { events: Vec::new(), unread: Vec::new(), marks: false };
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
                    found.marks |= own.iter().any(|line| line.name == "X-APPLE-SPECIAL-DAY");
                    found.events.extend(Event::read(begin, &own, zone)?);
                }
            }
            _ => {
                if open.is_empty() {
                    return Err(outside(line));
                }
                if line.is_unread() {
                    if found.unread.len() >= MOST_UNREAD {
                        return Err(ImportError::at(line.number, Problem::Line(start(&line.value))));
                    }
                    found.unread.push((line.number, start(&line.value)));
                }
                if let (2, Some((_, own))) = (open.len(), &mut current) {
                    own.push(line);
                }
            }
        }
    }
    match open.pop() {
        Some(component) => Err(ImportError::whole(Problem::Cut(component))),
        None => Ok(found),
    }
}

fn outside(line: &Line) -> ImportError {
    let text = if line.is_unread() { line.value.clone() } else { format!("{}:{}", line.name, line.value) };
    ImportError::at(line.number, Problem::Outside(start(&text)))
}

/// What the events of one date say together.
#[derive(Default)]
struct Day {
    line: usize,
    /// What is open or closed, with the names that say so.
    sure: Option<(bool, DayWhy)>,
    names: Vec<String>,
    doubt: Option<DoubtWhy>,
    /// The names of what is only remembered.
    observances: Vec<String>,
}

impl Day {
    fn add(&mut self, event: &Event, marks: bool) -> Result<(), Problem> {
        let plain = if marks { Says::Observance } else { Says::Sure(false, DayWhy::Listed) };
        let names = match event.says.unwrap_or(plain) {
            Says::Observance => &mut self.observances,
            Says::Sure(open, why) => {
                match self.sure {
                    Some((other, _)) if other != open => self.doubt = Some(DoubtWhy::Both),
                    // A mark is the better reason of two.
                    Some((_, had)) => self.sure = Some((open, had.min(why))),
                    None => self.sure = Some((open, why)),
                }
                &mut self.names
            }
            Says::Doubt(why) => {
                self.doubt = self.doubt.or(Some(why));
                &mut self.names
            }
        };
        if !names.contains(&event.name) {
            names.push(event.name.clone());
        }
        if names.len() > MOST_NAMES { Err(Problem::Crowded { date: event.begins.first }) } else { Ok(()) }
    }

    /// Puts the day where it belongs: the list, the doubts, or the observances.
    fn settle(self, date: Date, wanted: &Wanted<'_>, imported: &mut Imported) {
        let name = self.names.join(" / ");
        let noted = |imported: &mut Imported, names: Vec<String>| {
            imported.observances.extend(names.into_iter().map(|name| Observance { date, name }));
        };
        let (open, why) = match (self.doubt, self.sure) {
            (Some(doubt), _) => match wanted.chosen.get(&date) {
                Some(Choice::Open) => (true, DayWhy::Chosen),
                Some(Choice::Closed) => (false, DayWhy::Chosen),
                Some(Choice::Out) => return noted(imported, self.names),
                None => return imported.doubts.push(Doubt { date, name, why: doubt, line: self.line }),
            },
            (None, Some(sure)) => sure,
            (None, None) => return noted(imported, self.observances),
        };
        imported.why.insert(date, why);
        imported.year.entries.push(if open { DayEntry::open(date, name) } else { DayEntry::closed(date, name) });
    }
}

/// The days of one year.
fn days(found: &Found, year: i16) -> Result<BTreeMap<Date, Day>, ImportError> {
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    for event in &found.events {
        for (first, last) in spans(event, year) {
            let mut day = first.max(Date::constant(year, 1, 1));
            let last = last.min(Date::constant(year, 12, 31));
            while day <= last {
                let at = days.entry(day).or_insert_with(|| Day { line: event.line, ..Day::default() });
                let crowded = |problem| match problem {
                    Problem::Crowded { .. } => ImportError::at(event.line, Problem::Crowded { date: day }),
                    other => ImportError::at(event.line, other),
                };
                at.add(event, found.marks).map_err(crowded)?;
                let Ok(next) = day.tomorrow() else { break };
                day = next;
            }
        }
    }
    Ok(days)
}
