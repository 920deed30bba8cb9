//! Rules about who is told when a clock comes near its due.

use toml::de::DeTable;

use super::report::{File, Report};
use super::tree::{flag, number, place, rows, text, words};
use crate::Kind;
use crate::clock::ClockName;
use crate::pack::{Audience, Point};

/// Checks `[[escalations]]`.
pub(super) fn check(report: &mut Report<'_>, pack: &DeTable<'_>) {
    let mut seen: Vec<(ClockName, Point, Option<i64>, Option<i64>)> = Vec::new();
    for (at, row) in rows(pack, "escalations") {
        let (Some(clock), Some(point)) = (text(row, "clock").and_then(ClockName::from_code), text(row, "at").and_then(Point::from_code))
        else {
            continue; // Reported with the words that there are.
        };
        hours(report, at, row, point);
        people(report, row, clock, point);
        if point == Point::Breach && flag(row, "wait_for_open") {
            let at = place(row, "wait_for_open").unwrap_or(at);
            report.add(File::Policy, at, "a breach waits for open hours, but it is told at once", "write wait_for_open = false");
        }
        review(report, pack, at, row, clock, point);
        let same = (clock, point, number(row, "open_hours"), number(row, "hours"));
        if seen.contains(&same) {
            let what = format!("`{}` of the clock `{}` stands twice", point.code(), clock.code());
            report.add(File::Policy, at, what, "keep one of the two, and name everybody in its `to`");
        }
        seen.push(same);
    }
}

/// Which numbers belong to which point.
fn hours(report: &mut Report<'_>, at: usize, row: &DeTable<'_>, point: Point) {
    let (open, elapsed) = (place(row, "open_hours"), place(row, "hours"));
    let code = point.code();
    match (point, open, elapsed) {
        (Point::Unclaimed, None, None) => {
            report.add(File::Policy, at, "`unclaimed` does not say after how long", "add one of open_hours = … and hours = …");
        }
        (Point::Unclaimed, Some(_), Some(second)) => {
            report.add(File::Policy, second, "`unclaimed` has two numbers", "write one of open_hours = … and hours = …");
        }
        (Point::Elapsed, _, None) => report.add(File::Policy, at, "`elapsed` does not say after how long", "add hours = …"),
        (Point::Elapsed, Some(open), Some(_)) => {
            report.add(File::Policy, open, "`elapsed` counts elapsed hours alone", "remove `open_hours`");
        }
        (Point::Amber | Point::Red | Point::Breach, open, elapsed) => {
            for number in open.into_iter().chain(elapsed) {
                let what = format!("`{code}` takes no number: the clock itself says when");
                report.add(File::Policy, number, what, "remove the number, or write at = \"elapsed\" with hours = …");
            }
        }
        (Point::Unclaimed | Point::Elapsed, ..) => {}
    }
}

/// Who can be told of which point.
fn people(report: &mut Report<'_>, row: &DeTable<'_>, clock: ClockName, point: Point) {
    for (at, who) in words(row, "to") {
        if who == Audience::Assignee.code() && point == Point::Unclaimed {
            let what = "`unclaimed` goes to the assignee, but there is none";
            report.add(File::Policy, at, what, "name \"lead\", \"on_call\" or \"manager\"");
        }
        if who == Audience::OnCall.code() && clock != ClockName::Review {
            let what = format!("somebody is on call for reports, and the clock `{}` is not theirs", clock.code());
            report.add(File::Policy, at, what, "name \"lead\" or \"manager\", or write clock = \"review\"");
        }
    }
}

/// The review is there for products that take reports, and is over at its due.
fn review(report: &mut Report<'_>, pack: &DeTable<'_>, at: usize, row: &DeTable<'_>, clock: ClockName, point: Point) {
    if clock != ClockName::Review {
        return;
    }
    if !words(pack, "kinds").iter().any(|(_, kind)| *kind == Kind::Report.code()) {
        let at = place(row, "clock").unwrap_or(at);
        let mend = "remove the escalation, or add \"report\" to `kinds`";
        report.add(File::Policy, at, "the clock `review` is the reports', which this product does not take", mend);
    }
    let term = rows(pack, "terms").into_iter().find(|(_, term)| text(term, "kind") == Some(Kind::Report.code()));
    if let (Some(limit), Some(after)) = (term.and_then(|(_, term)| number(term, "hours")), number(row, "hours"))
        && matches!(point, Point::Unclaimed | Point::Elapsed)
        && after >= limit
    {
        let at = place(row, "hours").unwrap_or(at);
        let what = format!("after {after} hours the review is over: it takes {limit}");
        report.add(File::Policy, at, what, format!("write a number under {limit}, or at = \"breach\""));
    }
}
