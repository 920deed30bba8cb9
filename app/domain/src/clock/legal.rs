//! The law's limit: calendar days, months, working days or hours, as the rule says.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::ClockError;
use super::days::Days;
use super::due::{Draft, Hold, carried, holds, hours_before};
use super::history::History;
use super::rules::Rules;
use super::state::{Acknowledge, ClockName, ClockState, StateSource};
use super::step::{Step, Unmoved};
use crate::calendar::{DayKind, Unsettled};
use crate::law::zones;
use crate::law::{Found, LawRule, Limit, PauseReason, Roll};

/// Elapsed hours left at which the law's clock turns amber and red: 7 and 2 days (the clocks' rules, "States shown").
const AMBER_HOURS: i64 = 7 * 24;
const RED_HOURS: i64 = 2 * 24;

/// The end of a limit before pauses.
#[derive(Clone, Copy)]
enum End {
    /// A day, at whose end the limit is.
    Day(Date),
    /// A moment.
    At(Timestamp),
}

/// The law's clock; `None` for reports and where the law's number is zero. It starts when the server received the request,
/// proved or not. Its days are counted at the office and where people of the requester's country live; the earliest end counts.
pub(super) fn law(history: &History, rules: &Rules<'_>, now: Timestamp) -> Result<Option<ClockState>, ClockError> {
    let Some(mut first) = counted(history, rules, now, Days::Office(rules.business))? else { return Ok(None) };
    for zone in zones::of_country(rules.country) {
        if zones::may_be_earlier(zone, rules.business.zone(), history.received_at)
            && let Some(other) = counted(history, rules, now, Days::Person(zone))?
            && other.due < first.due
        {
            first = other;
        }
    }
    Ok(Some(first))
}

/// The same with the days of one zone.
fn counted(history: &History, rules: &Rules<'_>, now: Timestamp, days: Days<'_>) -> Result<Option<ClockState>, ClockError> {
    let received = days.date_of(history.received_at);
    let (rule, limit, source) = match rules.law.find(rules.kind, rules.country, received) {
        Found::None | Found::Immediate(_) => return Ok(None),
        Found::Rule(rule, limit) => (Some(rule), limit.clone(), named(rule)),
        Found::NoNumber(rule, days) => {
            let (jurisdiction, law, article) = (rule.jurisdiction.clone(), rule.law.clone(), rule.article.clone());
            (None, Limit::Days(days), StateSource::NoNumber { jurisdiction, law, article, days })
        }
        Found::NoRule(days) => {
            let country = rules.country.unwrap_or_default().trim().to_ascii_uppercase();
            (None, Limit::Days(days), StateSource::NoRule { country, days })
        }
        Found::UnknownCountry(days) => (None, Limit::Days(days), StateSource::UnknownCountry { days }),
    };
    let counter = Counter { rules, rule, days, allowed: rule.map_or(&[], |rule| rule.pause.as_slice()) };
    let mut steps = Vec::new();
    if rules.explain {
        steps.push(Step::Received { at: days.moment(history.received_at) });
        steps.push(Step::Limit { source: source.clone() });
        if let Days::Person(zone) = days {
            steps.push(Step::Zone { zone: zone.name.clone(), office: rules.business.zone_name().to_owned() });
        }
    }
    let code = rule.map_or("", |rule| rule.jurisdiction.as_str());
    let first = match rules.law.last_day(code, &limit, received)? {
        Some(day) => End::Day(day),
        None => End::At(history.received_at.checked_add(SignedDuration::from_hours(i64::from(limit.value())))?),
    };
    let seen = holds(history, history.received_at, now, |reason| counter.allowed.contains(&reason));
    let mut end = first;
    let mut extension = None;
    if let Some(notice) = history.extension {
        let before = seen.iter().filter(|hold| hold.begun <= notice.notified_at);
        let in_time = notice.notified_at <= counter.due(first, before, None)?.due;
        let longer = match rule {
            Some(rule) if in_time => rules.law.last_extended_day(rule, received)?,
            _ => None,
        };
        if rules.explain {
            extension = Some(Step::Extended { notified: days.moment(notice.notified_at), valid: longer.is_some() });
        }
        end = longer.map_or(first, End::Day);
    }
    if rules.explain {
        counter.tell_count(&limit, received, first, &mut steps);
        steps.extend(extension);
    }
    let base_due = counter.at(end, SignedDuration::ZERO)?;
    let mut moved = counter.due(end, seen.iter(), rules.explain.then_some(&mut steps))?;
    if rules.explain {
        counter.tell_ignored(history, &mut steps);
    }
    if let Some(one) = carried(history, ClockName::Law) {
        let since = counter.due(End::At(one.due), seen.iter().filter(|hold| hold.begun >= one.at), None)?;
        if since.due < moved.due {
            moved.due = since.due;
            if rules.explain {
                steps.push(Step::Carried { joined: days.moment(one.at), due: days.moment(since.due) });
            }
        }
    }
    let acknowledge = counter.acknowledge(history, received)?;
    if let (true, Some(one)) = (rules.explain, acknowledge) {
        let (by, done) = (days.moment(one.due), one.done.map(|done| days.moment(done)));
        steps.push(Step::Acknowledge { by, done });
    }
    let unsettled = counter.unsettled(&limit, received, moved.unrolled, moved.due);
    let provisional = !unsettled.is_empty();
    if rules.explain {
        steps.extend(unsettled.into_iter().map(|year| Step::Provisional { year }));
    }
    let draft = Draft {
        name: ClockName::Law,
        start: history.received_at,
        base_due,
        due: moved.due,
        calendar: label(&limit),
        provisional,
        source,
        paused_until: moved.paused_until,
        amber_at: hours_before(moved.due, AMBER_HOURS, history.received_at)?,
        red_at: hours_before(moved.due, RED_HOURS, history.received_at)?,
        acknowledge,
        steps,
        days,
    };
    Ok(Some(draft.finish(history, rules, now)))
}

fn named(rule: &LawRule) -> StateSource {
    StateSource::Law { jurisdiction: rule.jurisdiction.clone(), law: rule.law.clone(), article: rule.article.clone(), mark: rule.mark }
}

fn label(limit: &Limit) -> String {
    match limit {
        Limit::Days(_) => "calendar days".to_owned(),
        Limit::Months(_) => "calendar months".to_owned(),
        Limit::Hours(_) => "elapsed hours".to_owned(),
        Limit::BusinessDays { calendar: Some(id), .. } => id.clone(),
        Limit::BusinessDays { calendar: None, .. } => "Monday to Friday".to_owned(),
    }
}

/// A due with what led to it.
struct Moved {
    due: Timestamp,
    /// The last day before it was rolled.
    unrolled: Option<Date>,
    paused_until: Option<Timestamp>,
}

struct Counter<'a> {
    rules: &'a Rules<'a>,
    rule: Option<&'a LawRule>,
    days: Days<'a>,
    allowed: &'a [PauseReason],
}

impl Counter<'_> {
    /// The moment of an end that pauses have moved by this much elapsed time. A day stays a whole day: its end. Only then is it
    /// rolled over, so that a weekend inside the limit is not counted twice.
    fn at(&self, end: End, moved: SignedDuration) -> Result<Timestamp, ClockError> {
        match end {
            End::At(at) => Ok(at.checked_add(moved)?),
            End::Day(_) => {
                let Some(day) = self.day(end, moved)? else { return Err(ClockError::OutOfRange) };
                let day = match self.rule {
                    Some(rule) => self.rules.law.rolled(rule, day)?,
                    None => day,
                };
                Ok(self.days.end_of_day(day)?)
            }
        }
    }

    /// The duty to confirm receipt, to the end of its last day.
    fn acknowledge(&self, history: &History, received: Date) -> Result<Option<Acknowledge>, ClockError> {
        let Some((rule, limit)) = self.rule.and_then(|rule| Some((rule, rule.acknowledge.as_ref()?))) else { return Ok(None) };
        let due = match self.rules.law.last_day(&rule.jurisdiction, limit, received)? {
            Some(day) => self.days.end_of_day(day)?,
            None => history.received_at.checked_add(SignedDuration::from_hours(i64::from(limit.value())))?,
        };
        Ok(Some(Acknowledge { due, done: history.acknowledged_at }))
    }

    /// The last day before rolling.
    fn day(&self, end: End, moved: SignedDuration) -> Result<Option<Date>, ClockError> {
        let End::Day(day) = end else { return Ok(None) };
        if moved.is_zero() {
            return Ok(Some(day));
        }
        let days = self.days;
        Ok(Some(days.date_of(days.end_of_day(day)?.checked_add(moved)?)))
    }

    fn due<'h>(&self, end: End, holds: impl Iterator<Item = &'h Hold>, mut steps: Option<&mut Vec<Step>>) -> Result<Moved, ClockError> {
        let days = self.days;
        let mut sum = SignedDuration::ZERO;
        // What a due never lies before: the end of its day and the roll over closed days come on top.
        let earliest = match end {
            End::At(at) => at,
            End::Day(day) => days.end_of_day(day)?,
        };
        let mut paused_until = None;
        for hold in holds {
            let unmoved = hold.begun > earliest.checked_add(sum)? && hold.begun > self.at(end, sum)?;
            let moved = hold.end.duration_since(hold.start);
            if !unmoved {
                paused_until = paused_until.max(hold.active_until);
                sum += moved;
            }
            if let Some(steps) = steps.as_deref_mut() {
                let (from, reason) = (days.moment(hold.begun), hold.reason);
                steps.push(if unmoved {
                    Step::PauseUnmoved { from, reason, why: Unmoved::AfterDue }
                } else {
                    Step::Paused {
                        from,
                        to: days.moment(hold.end),
                        reason,
                        moved: i64::try_from(moved.as_millis()).unwrap_or(i64::MAX),
                        open: false,
                        due: days.moment(self.at(end, sum)?),
                    }
                });
            }
        }
        let (due, unrolled) = (self.at(end, sum)?, self.day(end, sum)?);
        if let Some(steps) = steps {
            let to = days.date_of(due);
            if let Some(from) = unrolled.filter(|from| *from != to) {
                let calendar = match self.rule.and_then(|rule| rule.roll.as_ref()) {
                    Some(Roll::Calendar(id)) => Some(id.clone()),
                    Some(Roll::Weekend) | None => None,
                };
                steps.push(Step::Rolled { from, to, calendar });
            }
        }
        Ok(Moved { due, unrolled, paused_until })
    }

    fn tell_count(&self, limit: &Limit, received: Date, first: End, steps: &mut Vec<Step>) {
        let End::Day(last) = first else {
            steps.push(Step::ElapsedHours { hours: limit.value() });
            return;
        };
        steps.push(Step::ReceiptDay { date: received });
        steps.push(match limit {
            Limit::Months(months) => Step::Months { months: *months, last, shortened: last.day() != received.day() },
            Limit::BusinessDays { count, calendar } => Step::LawBusinessDays { days: *count, calendar: calendar.clone(), last },
            Limit::Days(days) | Limit::Hours(days) => Step::Days { days: *days, last },
        });
    }

    fn tell_ignored(&self, history: &History, steps: &mut Vec<Step>) {
        for pause in history.pauses.iter().filter(|pause| !self.allowed.contains(&pause.reason)) {
            steps.push(Step::PauseUnmoved { from: self.days.moment(pause.start), reason: pause.reason, why: Unmoved::NotAllowed });
        }
    }

    /// The years on whose unsettled list the due rests: those of a working-day count, and those of a roll over a holiday. Where
    /// nothing was rolled a holiday that the list lacks could only make the due later.
    fn unsettled(&self, limit: &Limit, received: Date, unrolled: Option<Date>, due: Timestamp) -> Vec<Unsettled> {
        let last = self.days.date_of(due);
        if let Limit::BusinessDays { calendar: Some(id), .. } = limit {
            return self.rules.law.calendar(id).map_or_else(Vec::new, |book| book.unsettled(received, last));
        }
        let (Some(Roll::Calendar(id)), Some(from)) = (self.rule.and_then(|rule| rule.roll.as_ref()), unrolled) else {
            return Vec::new();
        };
        let Some(book) = self.rules.law.calendar(id) else { return Vec::new() };
        let mut day = from;
        while day < last {
            if matches!(book.day(day), DayKind::Entry(_)) {
                return book.unsettled(from, last);
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        Vec::new()
    }
}
