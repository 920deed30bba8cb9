//! The TOML form: `[[year]]` blocks, with the head of a calendar's file above them or without.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::error::{ImportError, Problem};
use super::{Form, Imported, ImportedYear, Wanted, choose, write};
use crate::calendar::file::FileYear;
use crate::calendar::{CalendarError, parse_weekday};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    id: Option<Spanned<String>>,
    // Read so that a whole file is fine; an import changes neither.
    #[serde(rename = "name")]
    _name: Option<String>,
    #[serde(rename = "zone")]
    _zone: Option<String>,
    weekend: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    year: Vec<FileYear>,
}

pub(super) fn read(text: &str, wanted: &Wanted<'_>) -> Result<Imported, ImportError> {
    let tables: Tables = toml::from_str(text).map_err(|error| ImportError {
        line: error.span().map(|at| line_of(text, at.start)),
        problem: Problem::Toml(error.message().to_owned()),
    })?;
    let id = wanted.calendar.id();
    if let Some(found) = tables.id.filter(|found| found.get_ref() != id) {
        let problem = Problem::OtherCalendar { found: found.get_ref().clone(), wanted: id.to_owned() };
        return Err(ImportError::at(line_of(text, found.span().start), problem));
    }
    if let Some(days) = tables.weekend {
        same_weekend(days.get_ref(), wanted).map_err(|problem| ImportError::at(line_of(text, days.span().start), problem))?;
    }
    let mut have: Vec<i16> = Vec::new();
    for block in &tables.year {
        let year = *block.year.get_ref();
        if have.contains(&year) {
            let twice = CalendarError::Twice { calendar: id.to_owned(), what: year.to_string() };
            return Err(ImportError::at(line_of(text, block.year.span().start), twice.into()));
        }
        have.push(year);
    }
    let year = choose(&have, wanted.year)?;
    let block = tables.year.into_iter().find(|block| *block.year.get_ref() == year);
    let block = block.ok_or_else(|| ImportError::whole(Problem::NoDays))?;
    let (listed, entries) = block.read(id).map_err(|misfit| ImportError::at(line_of(text, misfit.at.start), misfit.why.into()))?;
    have.retain(|other| *other != year);
    Ok(Imported {
        year: ImportedYear {
            calendar: id.to_owned(),
            year,
            status: listed.status,
            source: listed.source,
            version: listed.version,
            entries,
        },
        form: Form::Toml,
        why: BTreeMap::new(),
        doubts: Vec::new(),
        observances: Vec::new(),
        unread: Vec::new(),
        left: have,
    })
}

fn same_weekend(days: &[String], wanted: &Wanted<'_>) -> Result<(), Problem> {
    let ours = wanted.calendar.weekend();
    let mut found = Vec::new();
    for day in days {
        let calendar = wanted.calendar.id().to_owned();
        found.push(parse_weekday(day).ok_or_else(|| CalendarError::Weekend { calendar, text: day.clone() })?);
    }
    if ours.iter().all(|day| found.contains(day)) && found.iter().all(|day| ours.contains(day)) {
        return Ok(());
    }
    let names: Vec<&str> = ours.into_iter().map(write::code).collect();
    Err(Problem::OtherWeekend { wanted: names.join(", ") })
}

/// The line of a byte, from 1.
fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|byte| *byte == b'\n').count()
}
