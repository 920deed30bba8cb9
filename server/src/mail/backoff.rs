//! When a mail that could not be delivered is tried again.

use jiff::{SignedDuration, Timestamp};

/// The waits after the first attempts, in seconds: half a minute, two, ten, an hour, three hours. Greylisting servers want a
/// few minutes; an outage takes hours.
const FIRST: [i64; 5] = [30, 120, 600, 3_600, 10_800];

/// Every wait after those: six hours, in seconds.
const LATER: i64 = 21_600;

/// How long a mail is tried altogether: two days, in seconds. Servers give up on each other after four or five days
/// (RFC 5321, 4.5.4.1); the person is better served by staff who learn of it sooner.
const ALTOGETHER: i64 = 172_800;

/// Whether a mail that was queued then has been tried for long enough: also one whose attempts do not count, since no server was there.
#[must_use]
pub fn is_over(queued: Timestamp, now: Timestamp) -> bool {
    now.duration_since(queued) > SignedDuration::from_secs(ALTOGETHER)
}

/// The moment of the next attempt after the `tries`-th has failed at `now`; `None` when two days of attempts are over.
#[must_use]
pub fn next(tries: i64, now: Timestamp) -> Option<Timestamp> {
    let tries = usize::try_from(tries).unwrap_or(0).max(1);
    let wait = |attempt: usize| FIRST.get(attempt - 1).copied().unwrap_or(LATER);
    // The sum grows past two days within a few rounds: the loop is short however large `tries` is.
    let mut sum = 0;
    for attempt in 1..=tries {
        sum += wait(attempt);
        if sum > ALTOGETHER {
            return None;
        }
    }
    now.checked_add(SignedDuration::from_secs(wait(tries))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_longer_each_time_and_gives_up_after_two_days() {
        let start: Timestamp = "2026-03-02T02:00:00Z".parse().unwrap();
        let (mut now, mut tries, mut waits) = (start, 1, Vec::new());
        while let Some(then) = next(tries, now) {
            waits.push(then.duration_since(now).as_secs());
            (now, tries) = (then, tries + 1);
        }
        assert_eq!(waits[..6], [30, 120, 600, 3_600, 10_800, 21_600]);
        assert!(waits.is_sorted());
        let hours = now.duration_since(start).as_hours();
        assert!((42..=48).contains(&hours), "given up after {hours} hours");
        assert_eq!(next(i64::MAX, now), None);
        assert!(next(0, now).is_some(), "a count that is out of range must not lose the mail");
    }
}
