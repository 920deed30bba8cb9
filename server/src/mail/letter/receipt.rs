//! What a person gets when a request arrives, comes back, is joined to another, or is taken back.

use domain::Kind;
use domain::clock::ClockName;
use jiff::Timestamp;

use super::sheet::Sheet;
use super::{Envelope, Letter};

/// A request was received and its address confirmed: the reference, what was asked for, and when each clock is due.
#[must_use]
pub fn receipt(env: &Envelope<'_>, reference: &str, kind: Kind, clocks: &[(ClockName, Timestamp)]) -> Letter {
    let t = env.t;
    let mut facts = vec![(t.mail_reference(), reference.to_owned()), (t.mail_asked(), t.coded("kind", kind.code()))];
    facts.extend(dues(env, clocks));
    let sheet = Sheet::new(env, &t.mail_subject_receipt(env.product(), reference)).say(t.mail_receipt_line()).facts(facts);
    let sheet = if clocks.is_empty() { sheet.say(t.mail_receipt_no_clock()) } else { sheet };
    sheet
        .say(t.mail_receipt_next())
        .link(t.mail_open_request(), env.page(reference))
        .say(t.mail_keep_reference())
        .foot(t.mail_receipt_not_you())
        .letter()
}

/// The person asked to have another look at an answer: it is looked at by somebody else.
#[must_use]
pub fn appeal_receipt(env: &Envelope<'_>, reference: &str, clocks: &[(ClockName, Timestamp)]) -> Letter {
    let t = env.t;
    let mut facts = vec![(t.mail_reference(), reference.to_owned())];
    facts.extend(dues(env, clocks));
    Sheet::new(env, &t.mail_subject_appeal_receipt(env.product(), reference))
        .say(t.mail_appeal_line())
        .facts(facts)
        .say(t.mail_appeal_next())
        .link(t.mail_open_request(), env.page(reference))
        .letter()
}

/// A second request for the same: it was joined to the first, whose clocks go on. `reference` is the first's.
#[must_use]
pub fn joined(env: &Envelope<'_>, reference: &str, kind: Kind) -> Letter {
    let t = env.t;
    let facts = vec![(t.mail_reference(), reference.to_owned()), (t.mail_asked(), t.coded("kind", kind.code()))];
    Sheet::new(env, &t.mail_subject_joined(env.product(), reference))
        .say(t.mail_joined_line())
        .facts(facts)
        .say(t.mail_joined_next())
        .link(t.mail_open_request(), env.page(reference))
        .letter()
}

/// The person took the request back.
#[must_use]
pub fn withdrawn(env: &Envelope<'_>, reference: &str) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_withdrawn(env.product(), reference))
        .say(t.mail_withdrawn_line())
        .facts(vec![(t.mail_reference(), reference.to_owned())])
        .say(t.mail_withdrawn_next())
        .link(t.mail_open_request(), env.page(reference))
        .letter()
}

/// The clocks' due moments, each with its name, in the order of [`ClockName::ALL`].
pub(super) fn dues(env: &Envelope<'_>, clocks: &[(ClockName, Timestamp)]) -> Vec<(String, String)> {
    let t = env.t;
    let mut clocks = clocks.to_vec();
    clocks.sort_unstable();
    clocks
        .into_iter()
        .map(|(name, due)| {
            let name = match name {
                ClockName::Promise => t.mail_clock_promise(),
                ClockName::Law => t.mail_clock_law(),
                ClockName::Review => t.mail_clock_review(),
            };
            (name, env.moment(due))
        })
        .collect()
}
