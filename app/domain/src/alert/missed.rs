//! What is to be told now, and when somebody must look again.

use jiff::Timestamp;

use super::threshold::{Threshold, read_code};
use crate::clock::ClockName;
use crate::pack::Point;

/// A threshold of the present cycle that was dealt with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Whose.
    pub clock: ClockName,
    /// Its [`Threshold::code`].
    pub code: String,
    /// Whether somebody was told; else a graver one had taken its place.
    pub fired: bool,
}

/// What has become due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missed {
    /// The gravest of each clock: it is told.
    pub fire: Vec<Threshold>,
    /// The others: nobody is told, and they never will be.
    pub superseded: Vec<Threshold>,
}

fn is_done(threshold: &Threshold, done: &[Done]) -> bool {
    let code = threshold.code();
    done.iter().any(|one| one.clock == threshold.clock && one.code == code)
}

/// When the next threshold that was not dealt with is to be; it may lie in the past.
#[must_use]
pub fn next(thresholds: &[Threshold], done: &[Done]) -> Option<Timestamp> {
    thresholds.iter().filter(|threshold| !is_done(threshold, done)).map(|threshold| threshold.fire_at).min()
}

/// What is to be told at `now`: of each clock the gravest threshold whose moment has come. Less grave ones that were reached are
/// superseded, also those that still wait for the office to open, and those whose moment comes after a graver one was told.
///
/// `reopened`: when the ticket was taken up again in the same cycle, if it was. What was reached while it was closed is told to
/// nobody: who took it up has just seen it.
#[must_use]
pub fn missed(thresholds: &[Threshold], done: &[Done], reopened: Option<Timestamp>, now: Timestamp) -> Missed {
    let mut found = Missed::default();
    for clock in ClockName::ALL {
        let told = done.iter().filter(|one| one.clock == clock && one.fired).filter_map(|one| read_code(&one.code)).max();
        let mut open: Vec<&Threshold> =
            thresholds.iter().filter(|one| one.clock == clock && one.due_at <= now && !is_done(one, done)).collect();
        let asleep = |one: &Threshold| reopened.is_some_and(|at| one.due_at <= at);
        found.superseded.extend(open.iter().filter(|one| asleep(one)).map(|one| (*one).clone()));
        open.retain(|one| !asleep(one));
        let Some(ripe) = open.iter().filter(|one| one.fire_at <= now).map(|one| one.rank()).max() else { continue };
        for one in open {
            if one.rank() == ripe && told < Some(ripe) {
                found.fire.push(one.clone());
            } else if one.rank() < ripe || one.fire_at <= now {
                found.superseded.push(one.clone());
            }
        }
    }
    // The breach of another clock does not stand behind a reminder.
    found.fire.sort_by_key(|one| std::cmp::Reverse((one.point == Point::Breach, one.rank())));
    found
}
