//! An evaluation as JSON and as plain text.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::moment::Moment;
use super::state::{ClockName, ClockState, Evaluation};

/// `{"promise": {"due": …, "calendar": …, "provisional": …, "steps": […]}, "law": …, "review": …, "governing": …}`.
///
/// Moments are RFC 3339 with the offset of the zone in which the clock's days are counted, without a zone's name; a clock that there is not is `null`. Each
/// clock also tells its `source` (in words), `status`, and `zone`.
#[must_use]
pub fn to_json(all: &Evaluation) -> Value {
    let mut map = Map::new();
    for name in ClockName::ALL {
        map.insert(name.code().to_owned(), all.clock(name).map_or(Value::Null, clock_json));
    }
    map.insert("governing".to_owned(), all.governing.map_or(Value::Null, |name| name.code().into()));
    map.insert("calendar_version".to_owned(), all.calendar_version.as_str().into());
    Value::Object(map)
}

fn clock_json(clock: &ClockState) -> Value {
    let steps: Vec<String> = clock.steps.iter().map(ToString::to_string).collect();
    json!({
        "due": due(clock).rfc3339(),
        "calendar": clock.calendar,
        "provisional": clock.provisional,
        "steps": steps,
        "source": clock.source.to_string(),
        "status": clock.status.code(),
        "zone": clock.zone,
    })
}

fn due(clock: &ClockState) -> Moment {
    Moment { at: clock.due, offset: clock.offset }
}

/// The same for a reader: each clock with its due, its calendar and its steps, one a line.
#[must_use]
pub fn to_text(all: &Evaluation) -> String {
    let mut text = String::new();
    for clock in all.clocks() {
        let governs = if all.governing == Some(clock.name) { ", governs" } else { "" };
        let provisional = if clock.provisional { ", provisional" } else { "" };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}: due {} ({}{provisional}{governs})", clock.name.code(), due(clock), clock.calendar);
        for step in &clock.steps {
            let _ = writeln!(text, "  {step}");
        }
    }
    if text.is_empty() {
        text.push_str("no clock: the law wants it at once and the policy promises no time\n");
    }
    text
}
