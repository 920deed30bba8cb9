//! What staff get when a clock needs somebody.

use domain::Kind;
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
    /// Nobody has taken the ticket: after 2 open hours, a report after 4, unless the pack says otherwise.
    Unclaimed,
    /// It is not done after so long: a report after 12 hours.
    Elapsed,
    /// The due comes near.
    Amber,
    /// The due is very near.
    Red,
    /// The due is past.
    Breached,
}

impl Alarm {
    /// Every reason.
    pub const ALL: [Self; 6] = [Self::Urgent, Self::Unclaimed, Self::Elapsed, Self::Amber, Self::Red, Self::Breached];
}

/// What an alert is about. Nothing personal.
#[derive(Debug, Clone, Copy)]
pub struct Notice<'a> {
    /// The ticket's reference.
    pub reference: &'a str,
    /// Its kind.
    pub kind: Kind,
    /// Why.
    pub alarm: Alarm,
    /// Which clock.
    pub clock: ClockName,
    /// When that is due.
    pub due: Timestamp,
    /// The ticket's page for staff, a whole address.
    pub page: &'a str,
}

/// An alert to a member of staff. It names the ticket and its clock, and nobody.
#[must_use]
pub fn alert(env: &Envelope<'_>, about: &Notice<'_>) -> Letter {
    let t = env.t;
    let (line, todo) = match about.alarm {
        Alarm::Urgent => (t.mail_alert_urgent(), t.mail_alert_do_urgent()),
        Alarm::Unclaimed => (t.mail_alert_unclaimed(), t.mail_alert_do_unclaimed()),
        Alarm::Elapsed => (t.mail_alert_elapsed(), t.mail_alert_do_elapsed()),
        Alarm::Amber => (t.mail_alert_amber(), t.mail_alert_do_amber()),
        Alarm::Red => (t.mail_alert_red(), t.mail_alert_do_red()),
        Alarm::Breached => (t.mail_alert_breached(), t.mail_alert_do_breached()),
    };
    let facts = vec![
        (t.mail_reference(), about.reference.to_owned()),
        (t.mail_alert_product(), env.product()),
        (t.mail_alert_kind(), t.coded("staff-kind", about.kind.code())),
        (t.mail_alert_clock(), t.coded("governing", about.clock.code())),
        (t.mail_alert_due(), env.moment(about.due)),
    ];
    Sheet::new(env, &t.mail_subject_alert(about.reference))
        .say(line)
        .facts(facts)
        .say(todo)
        .link(t.mail_alert_open(), about.page.to_owned())
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

/// An alert that the nightly check has found the record changed, with how much was found. It says what to do, and nothing of what was found.
#[must_use]
pub fn record(env: &Envelope<'_>, found: u64) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_record())
        .say(t.mail_record_found(found))
        .say(t.mail_record_act())
        .only_foot(t.mail_record_foot())
        .letter()
}
