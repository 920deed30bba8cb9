//! That a date was missed, and by when we now mean to be done.

use domain::clock::ClockName;
use jiff::Timestamp;

use super::sheet::Sheet;
use super::{Envelope, Letter};

/// Which dates were not kept, each with its moment, and the new one. It blames nobody and promises no more than it says.
#[must_use]
pub fn late(env: &Envelope<'_>, reference: &str, missed: &[(ClockName, Timestamp)], moment: Timestamp) -> Letter {
    let t = env.t;
    let mut facts = vec![(t.mail_reference(), reference.to_owned())];
    facts.extend(missed.iter().map(|(clock, due)| {
        let words = if *clock == ClockName::Law { t.mail_late_law() } else { t.mail_late_promise() };
        (words, env.moment(*due))
    }));
    facts.push((t.mail_late_new(), env.moment(moment)));
    Sheet::new(env, &t.mail_subject_delayed(env.product(), reference))
        .say(t.mail_late_line())
        .facts(facts)
        .say(t.mail_late_again())
        .say(t.mail_delayed_next())
        .link(t.mail_open_request(), env.page(reference))
        .letter()
}
