//! What a person who reported something gets.

use domain::clock::ClockName;
use jiff::Timestamp;

use super::receipt::dues;
use super::sheet::Sheet;
use super::{Envelope, Letter};

/// A report was received; `due` is the end of the 24 hours (HelloTalk 4, and the same target for Japanese Ai).
#[must_use]
pub fn report_receipt(env: &Envelope<'_>, reference: &str, due: Timestamp) -> Letter {
    let t = env.t;
    let mut facts = vec![(t.mail_reference(), reference.to_owned())];
    facts.extend(dues(env, &[(ClockName::Review, due)]));
    Sheet::new(env, &t.mail_subject_report_receipt(env.product(), reference))
        .say(t.mail_report_line())
        .facts(facts)
        .say(t.mail_report_next())
        .link(t.mail_open_report(), env.page(reference))
        .say(t.mail_report_danger())
        .letter()
}

/// A report was decided. `decision` is one of [`domain::report::DECISIONS`]; `words` are the agent's. It tells nothing of other
/// people who reported the same.
#[must_use]
pub fn decision(env: &Envelope<'_>, reference: &str, decision: &str, words: &str) -> Letter {
    let t = env.t;
    let facts = vec![(t.mail_reference(), reference.to_owned()), (t.mail_decision(), t.coded("decision", decision))];
    Sheet::new(env, &t.mail_subject_decision(env.product(), reference))
        .say(t.mail_decision_line())
        .facts(facts)
        .words_under(t.mail_words(), words)
        .say(t.mail_decision_next())
        .link(t.mail_open_report(), env.page(reference))
        .letter()
}
