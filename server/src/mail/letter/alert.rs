//! What staff get when a clock needs somebody.

use app::texts::T;
use domain::Kind;
use domain::clock::ClockName;
use jiff::Timestamp;
use jiff::civil::Date;

use super::sheet::Sheet;
use super::{Envelope, Letter};

/// Why staff are told; the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
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
    /// A report of sexual exploitation of a child has just come.
    Urgent,
}

impl Alarm {
    /// Every reason.
    pub const ALL: [Self; 6] = [Self::Unclaimed, Self::Elapsed, Self::Amber, Self::Red, Self::Breached, Self::Urgent];

    /// Its code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::Unclaimed => "unclaimed",
            Self::Elapsed => "elapsed",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Breached => "breach",
        }
    }

    /// The reason with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alarm| alarm.code() == code)
    }

    /// The reason in a sentence.
    fn line(self, t: T) -> String {
        match self {
            Self::Urgent => t.mail_alert_urgent(),
            Self::Unclaimed => t.mail_alert_unclaimed(),
            Self::Elapsed => t.mail_alert_elapsed(),
            Self::Amber => t.mail_alert_amber(),
            Self::Red => t.mail_alert_red(),
            Self::Breached => t.mail_alert_breached(),
        }
    }
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
    let todo = match about.alarm {
        Alarm::Urgent => t.mail_alert_do_urgent(),
        Alarm::Unclaimed => t.mail_alert_do_unclaimed(),
        Alarm::Elapsed => t.mail_alert_do_elapsed(),
        Alarm::Amber => t.mail_alert_do_amber(),
        Alarm::Red => t.mail_alert_do_red(),
        Alarm::Breached => t.mail_alert_do_breached(),
    };
    let facts = vec![
        (t.mail_reference(), about.reference.to_owned()),
        (t.mail_alert_product(), env.product()),
        (t.mail_alert_kind(), t.coded("staff-kind", about.kind.code())),
        (t.mail_alert_clock(), t.coded("governing", about.clock.code())),
        (t.mail_alert_due(), env.moment(about.due)),
    ];
    Sheet::new(env, &t.mail_subject_alert(about.reference))
        .say(about.alarm.line(t))
        .facts(facts)
        .say(todo)
        .link(t.mail_alert_open(), about.page.to_owned())
        .only_foot(t.mail_alert_foot())
        .letter()
}

/// What came since the last alert, in one mail: references with the reason of each, and how many `more` there are. `page` is the queue,
/// a whole address.
#[must_use]
pub fn alerts(env: &Envelope<'_>, lines: &[(String, Alarm)], more: i64, page: &str) -> Letter {
    let t = env.t;
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX).saturating_add(more);
    let sheet = Sheet::new(env, &t.mail_subject_alerts(count))
        .say(t.mail_alerts_line(count))
        .facts(lines.iter().map(|(reference, alarm)| (reference.clone(), alarm.line(t))).collect());
    let sheet = if more > 0 { sheet.say(t.mail_alerts_more(more)) } else { sheet };
    sheet.link(t.mail_alerts_open(), page.to_owned()).only_foot(t.mail_alerts_foot()).letter()
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

/// An alert that the nightly check has found the record changed, with how much was found; `None`: it could not be read to its end. It says
/// what to do, and nothing of what was found.
#[must_use]
pub fn record(env: &Envelope<'_>, found: Option<u64>) -> Letter {
    let t = env.t;
    let subject = if found.is_some() { t.mail_subject_record() } else { t.mail_subject_record_unread() };
    Sheet::new(env, &subject)
        .say(found.map_or_else(|| t.mail_record_unread(), |found| t.mail_record_found(found)))
        .say(t.mail_record_act())
        .only_foot(t.mail_record_foot())
        .letter()
}

/// The machine's clock has jumped: what was seen last, and what it shows.
#[must_use]
pub fn clock(env: &Envelope<'_>, last: Timestamp, shown: Timestamp) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_clock())
        .say(t.mail_clock_jumped(t.moment(last, env.zone), t.moment(shown, env.zone)))
        .say(t.mail_clock_act())
        .only_foot(t.mail_clock_foot())
        .letter()
}
