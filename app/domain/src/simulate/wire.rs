//! A play as JSON.

use serde_json::{Value, json};

use super::{Needs, Obstacle, Outlook, Plan, Share};

/// A share of 1 as a percentage with three decimals; `null` if nothing is decided.
fn percent(share: Share) -> Value {
    share.kept().map_or(Value::Null, |kept| json!((kept * 100_000.0).round() / 1000.0))
}

fn share(share: Share) -> Value {
    json!({"met": share.met, "breached": share.breached, "undecided": share.undecided, "kept_percent": percent(share)})
}

fn minutes(millis: Option<i64>) -> Value {
    millis.map_or(Value::Null, |millis| json!((millis as f64 / 6_000.0).round() / 10.0))
}

fn obstacle(why: &Obstacle) -> Value {
    match why {
        Obstacle::NoShift => json!({"why": "no_shift"}),
        Obstacle::Uncovered { tickets, from, hours } => {
            json!({"why": "uncovered", "tickets": tickets, "from": from.to_string(), "hours": hours})
        }
        Obstacle::Busy => json!({"why": "busy"}),
        Obstacle::Work => json!({"why": "work"}),
    }
}

/// Everything that a play says: kinds with their clocks, days, shifts, weeks, and what is needed, if that was asked. Dates are civil
/// days of `zone`, moments RFC 3339 in UTC, times to completion elapsed minutes.
#[must_use]
pub fn to_json(plan: &Plan, outlook: &Outlook, needs: Option<&Needs>) -> Value {
    let kinds: Vec<Value> = outlook
        .kinds
        .iter()
        .map(|kind| {
            let clocks: serde_json::Map<String, Value> =
                kind.clocks.iter().map(|clock| (clock.name.code().to_owned(), share(clock.share))).collect();
            json!({
                "kind": kind.kind.code(), "arrived": kind.arrived, "done": kind.done, "open": kind.arrived - kind.done,
                "all_clocks": share(kind.share), "clocks": clocks,
                "minutes_to_completion": {"median": minutes(kind.median), "p95": minutes(kind.p95)},
            })
        })
        .collect();
    let days: Vec<Value> = outlook
        .days
        .iter()
        .map(|day| {
            json!({"date": day.date.to_string(), "open": day.open, "arrived": day.arrived, "done": day.done,
                "backlog": {"requests": day.requests, "reports": day.reports}})
        })
        .collect();
    let shifts: Vec<Value> = outlook
        .shifts
        .iter()
        .map(|shift| {
            json!({"name": shift.name, "desk": shift.desk.code(), "agents": shift.agents, "hours": shift.hours, "busy": shift.busy})
        })
        .collect();
    let weeks: Vec<Value> = outlook
        .busiest(5)
        .iter()
        .map(|week| json!({"first_day": week.first.to_string(), "arrived": week.arrived, "backlog": week.backlog}))
        .collect();
    json!({
        "seed": outlook.seed, "first_day": plan.first_day.to_string(), "days_played": plan.days, "zone": outlook.zone,
        "arrived": outlook.arrived(), "done": outlook.done(), "backlog": outlook.backlog(),
        "kinds": kinds, "shifts": shifts, "busiest_weeks": weeks, "days": days,
        "needs": needs.map(|needs| wanted(plan, needs)),
    })
}

fn wanted(plan: &Plan, needs: &Needs) -> Value {
    let agents = needs.agents.as_ref().map(|agents| {
        let named = plan.shifts.iter().zip(agents).map(|(shift, count)| (shift.name.clone(), json!(count)));
        Value::Object(named.collect())
    });
    let kept: serde_json::Map<String, Value> = needs.shares.iter().map(|(kind, share)| (kind.code().to_owned(), percent(*share))).collect();
    let obstacles: serde_json::Map<String, Value> =
        needs.obstacles.iter().map(|(kind, why)| (kind.code().to_owned(), obstacle(why))).collect();
    json!({
        "target_percent": needs.target * 100.0, "agents": agents, "smallest": needs.smallest, "most_tried": needs.most,
        "kept_percent": kept, "obstacles": obstacles, "plays": needs.plays,
    })
}
