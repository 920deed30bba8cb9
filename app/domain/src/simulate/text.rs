//! A play as plain text, for the command line.

use std::fmt::Write;

use jiff::tz::TimeZone;

use super::{Needs, Obstacle, Outlook, Plan, Share};

/// A share as `99.5 %`, never rounded up to a hundred; a dash if nothing is decided.
fn percent(share: Share) -> String {
    share.kept().map_or_else(|| "-".to_owned(), |kept| format!("{:.2} %", (kept * 10_000.0).floor() / 100.0))
}

/// Milliseconds as `35 min`, `4.5 h` or `3.2 d`.
fn span(millis: Option<i64>) -> String {
    let Some(minutes) = millis.map(|millis| millis as f64 / 60_000.0) else { return "-".to_owned() };
    match minutes {
        minutes if minutes < 120.0 => format!("{minutes:.0} min"),
        minutes if minutes < 48.0 * 60.0 => format!("{:.1} h", minutes / 60.0),
        minutes => format!("{:.1} d", minutes / 1440.0),
    }
}

/// Everything for a reader: what happened with the plan's agents, and what is needed, if that was asked.
#[must_use]
pub fn to_text(plan: &Plan, outlook: &Outlook, needs: Option<&Needs>) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{} days from {} ({}), seed {}: {} tickets arrive, {} are done, {} are open at the end.\n",
        plan.days,
        plan.first_day,
        outlook.zone,
        outlook.seed,
        outlook.arrived(),
        outlook.done(),
        outlook.backlog()
    );
    let _ =
        writeln!(text, "{:<24}{:>9}{:>9}{:>10}{:>11}{:>11}{:>11}  clocks", "kind", "arrived", "open", "breached", "kept", "median", "95th");
    for kind in &outlook.kinds {
        let clocks: Vec<String> = kind.clocks.iter().map(|clock| format!("{} {}", clock.name.code(), percent(clock.share))).collect();
        let _ = writeln!(
            text,
            "{:<24}{:>9}{:>9}{:>10}{:>11}{:>11}{:>11}  {}",
            kind.kind.code(),
            kind.arrived,
            kind.arrived - kind.done,
            kind.share.breached,
            percent(kind.share),
            span(kind.median),
            span(kind.p95),
            clocks.join(", ")
        );
    }
    let _ = writeln!(text, "\n{:<24}{:>9}{:>9}{:>9}  works on", "shift", "agents", "hours", "busy");
    for shift in &outlook.shifts {
        let busy = shift.busy.map_or_else(|| "-".to_owned(), |busy| format!("{:.0} %", busy * 100.0));
        let _ = writeln!(text, "{:<24}{:>9}{:>9.0}{busy:>9}  {}", shift.name, shift.agents, shift.hours, shift.desk.code());
    }
    text.push_str("\nWeeks with the highest backlog:\n");
    for week in outlook.busiest(3) {
        let _ = writeln!(text, "  from {}: {} open at the end of a day, {} arrived", week.first, week.backlog, week.arrived);
    }
    if let Some(needs) = needs {
        text.push('\n');
        text.push_str(&wanted(plan, outlook, needs));
    }
    text
}

fn wanted(plan: &Plan, outlook: &Outlook, needs: &Needs) -> String {
    let target = format!("{} %", (needs.target * 100_000.0).round() / 1000.0);
    let mut text = String::new();
    match &needs.agents {
        Some(agents) => {
            let _ = writeln!(text, "To keep at least {target} of every kind:");
            for (shift, count) in plan.shifts.iter().zip(agents) {
                let _ = writeln!(
                    text,
                    "  {:<22}{count:>9} {}(now {})",
                    shift.name,
                    if *count == 1 { "agent  " } else { "agents " },
                    shift.agents
                );
            }
            let kept: Vec<String> = needs.shares.iter().map(|(kind, share)| format!("{} {}", kind.code(), percent(*share))).collect();
            let _ = writeln!(text, "  With them: {}.", kept.join(", "));
            text.push_str(if needs.smallest {
                "  One agent less in any one shift would miss it. Other mixtures may do with as many in all.\n"
            } else {
                "  The search was cut short: fewer may be enough.\n"
            });
        }
        None => {
            let _ = writeln!(text, "No number of agents up to {} in each shift keeps {target} of every kind:", needs.most);
            for (kind, why) in &needs.obstacles {
                let best = needs.shares.get(kind).copied().map_or_else(String::new, percent);
                let _ = writeln!(text, "  {}: {best} at best. {}", kind.code(), reason(outlook, why));
            }
        }
    }
    let _ = writeln!(text, "  ({} years were played.)", needs.plays);
    text
}

fn reason(outlook: &Outlook, why: &Obstacle) -> String {
    match why {
        Obstacle::NoShift => "No shift works on it.".to_owned(),
        Obstacle::Uncovered { tickets, from, hours } => {
            let zone = TimeZone::get(&outlook.zone).unwrap_or(TimeZone::UTC);
            let from = from.to_zoned(zone).strftime("%a %Y-%m-%d %H:%M").to_string();
            format!("For {tickets} of them no shift is on between receipt and due (the longest such time: {hours:.0} hours from {from}).")
        }
        Obstacle::Busy => "Even so many are all at work on what is due earlier.".to_owned(),
        Obstacle::Work => "The work itself, with the answers of requesters, takes longer than they have.".to_owned(),
    }
}
