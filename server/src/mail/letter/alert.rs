//! What staff get when a clock needs somebody.

use domain::clock::ClockName;
use jiff::Timestamp;
use jiff::civil::Date;

use super::sheet::Sheet;
use super::{Envelope, Letter};

/// Why staff are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// A report of sexual exploitation of a child has just come.
    Urgent,
    /// Nobody has taken the ticket: after 2 open hours, a report after 4.
    Unclaimed,
    /// A report is not decided after 12 hours.
    HalfTime,
    /// The due is past.
    Breached,
}

/// An alert to a member of staff. It names the ticket and its clock, and nobody. `page` is the ticket's page for staff, a whole
/// address.
#[must_use]
pub fn alert(env: &Envelope<'_>, reference: &str, alarm: Alarm, clock: ClockName, due: Timestamp, page: &str) -> Letter {
    let t = env.t;
    let line = match alarm {
        Alarm::Urgent => t.mail_alert_urgent(),
        Alarm::Unclaimed => t.mail_alert_unclaimed(),
        Alarm::HalfTime => t.mail_alert_half_time(),
        Alarm::Breached => t.mail_alert_breached(),
    };
    let facts = vec![
        (t.mail_reference(), reference.to_owned()),
        (t.mail_alert_clock(), t.coded("governing", clock.code())),
        (t.mail_alert_due(), env.moment(due)),
    ];
    Sheet::new(env, &t.mail_subject_alert(reference))
        .say(line)
        .facts(facts)
        .link(t.mail_alert_open(), page.to_owned())
        .only_foot(t.mail_alert_foot())
        .letter()
}

/// An alert that the official list of a calendar ends at `until`, or has ended, and that the one of `year` is missing. `page` is the
/// page of the calendars, a whole address.
#[must_use]
pub fn coverage(env: &Envelope<'_>, calendar: &str, year: i16, until: Option<Date>, page: &str) -> Letter {
    let t = env.t;
    let year = year.to_string();
    let line = match until {
        Some(until) => t.mail_coverage_ends(calendar, t.date(until), year.as_str()),
        None => t.mail_coverage_ended(calendar, year.as_str()),
    };
    Sheet::new(env, &t.mail_subject_coverage(calendar, year.as_str()))
        .say(line)
        .say(t.mail_coverage_act())
        .link(t.mail_coverage_open(), page.to_owned())
        .only_foot(t.mail_coverage_foot())
        .letter()
}
