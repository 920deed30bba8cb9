//! How the mail server does: shared by all who send to it. While it fails, nobody but one tries it, and less and less often; when it takes
//! a mail again, everything that waited leaves at once.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// The waits after failures of the server, in seconds: a restart takes some, an outage is over within a minute of its end.
const WAITS: [i64; 5] = [5, 10, 20, 40, 60];
/// The waits after a refused log-in: a wrong password is wrong the next time too, and servers lock out who tries it often.
const LOG_IN_WAITS: [i64; 3] = [60, 300, 900];
/// How many mails in a row the server may fail with, each in its own way, until that is the server's failure and not theirs.
const DOUBTS: u32 = 3;
/// After how long without success that is an error in the log, and how often it is told again.
const TOLD_AFTER: SignedDuration = SignedDuration::from_mins(10);

/// How the mail server does.
#[derive(Debug, Clone, Default)]
pub struct Health(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// How often it has failed since it last took a mail.
    failures: usize,
    /// Mails in a row that did not go, though the server talked.
    doubts: u32,
    /// Nobody tries it before.
    pause_until: Option<Timestamp>,
    /// Somebody tries it, since it failed.
    probing: bool,
    /// Since when it has failed.
    failing_since: Option<Timestamp>,
    /// When the log was last told so.
    told_at: Option<Timestamp>,
}

/// Whether a mail may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Admission {
    /// It may.
    Go,
    /// Not before then.
    Wait(Timestamp),
    /// Somebody else tries whether the server is back.
    Probed,
}

/// What a failure makes of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It did not let us in.
    LogIn,
    /// It does not work.
    Server,
    /// It did not take this mail, and may take others.
    Mail,
}

impl Health {
    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in it is half done at any time.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a mail may be tried now. Who is let go while the server fails says what came of it ([`Self::fails`], [`Self::works`],
    /// [`Self::idle`]).
    pub(super) fn admit(&self, now: Timestamp) -> Admission {
        let mut state = self.state();
        if state.failures == 0 {
            return Admission::Go;
        }
        match state.pause_until {
            // A clock that was set back must not keep mail for longer than a pause lasts.
            Some(until) if now < until && until.duration_since(now).as_secs() <= LOG_IN_WAITS[2] => Admission::Wait(until),
            _ if state.probing => Admission::Probed,
            _ => {
                state.probing = true;
                Admission::Go
            }
        }
    }

    /// Until when nobody asks the server; `None`: it may be asked.
    pub(super) fn paused_until(&self, now: Timestamp) -> Option<Timestamp> {
        let state = self.state();
        state.pause_until.filter(|until| state.failures > 0 && *until > now)
    }

    /// There was nothing to try.
    pub(super) fn idle(&self) {
        self.state().probing = false;
    }

    /// The server has taken a mail, or refused one for good; returns whether it had failed before.
    pub(super) fn works(&self) -> bool {
        std::mem::take(&mut *self.state()).failures > 0
    }

    /// A mail did not go; returns whether that is the server's failure.
    pub(super) fn fails(&self, fault: Fault, reason: &str, now: Timestamp) -> bool {
        let mut state = self.state();
        state.probing = false;
        if fault == Fault::Mail && state.failures == 0 {
            state.doubts += 1;
            if state.doubts < DOUBTS {
                return false;
            }
        }
        let waits: &[i64] = if fault == Fault::LogIn { &LOG_IN_WAITS } else { &WAITS };
        // Those who were under way when it failed say so together: it has failed once.
        if state.pause_until.is_none_or(|until| until <= now) {
            let wait = waits.get(state.failures).or(waits.last()).copied().unwrap_or(60);
            state.failures += 1;
            state.pause_until = now.checked_add(SignedDuration::from_secs(wait)).ok();
        }
        let since = *state.failing_since.get_or_insert(now);
        let told = state.told_at.is_some_and(|told| now.duration_since(told) < TOLD_AFTER);
        if !told && (now.duration_since(since) >= TOLD_AFTER || fault == Fault::LogIn) {
            state.told_at = Some(now);
            tracing::error!(reason, since = %since, "no mail leaves: the mail server does not take any");
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_772_400_000 + seconds).unwrap_or_default()
    }

    #[test]
    fn a_server_that_fails_is_tried_by_one_and_less_often() {
        let health = Health::default();
        let (mut now, mut tried) = (0, Vec::new());
        while now < 780 {
            match health.admit(at(now)) {
                Admission::Go => {
                    assert!(matches!(health.admit(at(now)), Admission::Go | Admission::Probed));
                    tried.push(now);
                    assert!(health.fails(Fault::Server, "connecting", at(now)));
                }
                Admission::Wait(until) => assert!(until > at(now)),
                Admission::Probed => panic!("nobody tries"),
            }
            now += 1;
        }
        assert_eq!(tried[..6], [0, 5, 15, 35, 75, 135]);
        assert!(tried.windows(2).all(|pair| pair[1] - pair[0] <= 60), "within a minute it is noticed: {tried:?}");
        assert!(health.works(), "it had failed");
        assert!(!health.works() && health.admit(at(780)) == Admission::Go && health.admit(at(780)) == Admission::Go);
    }

    #[test]
    fn a_wrong_password_is_not_tried_often() {
        let health = Health::default();
        let mut tried = 0;
        for now in 0..3600 {
            if health.admit(at(now)) == Admission::Go {
                tried += 1;
                health.fails(Fault::LogIn, "logging in", at(now));
            }
        }
        assert_eq!(tried, 6, "at once, after one minute, five more, and then a quarter of an hour");
    }

    #[test]
    fn mails_that_fail_each_in_its_own_way_are_in_the_end_the_servers_failure() {
        let health = Health::default();
        assert!(!health.fails(Fault::Mail, "the recipient", at(0)));
        assert!(!health.fails(Fault::Mail, "the recipient", at(0)));
        assert!(!health.works());
        for last in [false, false, true] {
            assert_eq!(health.fails(Fault::Mail, "the recipient", at(1)), last);
        }
        assert_eq!(health.admit(at(1)), Admission::Wait(at(6)));
        assert_eq!(health.admit(at(-9000)), Admission::Go, "a clock that was set back holds nothing up");
        assert_eq!(health.admit(at(-9000)), Admission::Probed);
        health.idle();
        assert_eq!(health.admit(at(7)), Admission::Go);
    }
}
