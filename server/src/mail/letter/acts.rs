//! What somebody is told when a clock of their request is moved, when their requests are joined, or when one is taken up again.

use domain::Kind;
use domain::clock::ClockName;
use jiff::Timestamp;

use super::receipt::dues;
use super::sheet::Sheet;
use super::{Envelope, Letter};

/// The notice of an extension of the law's limit.
#[derive(Debug, Clone, Copy)]
pub struct Extension<'a> {
    /// The law's name.
    pub law: &'a str,
    /// Its article.
    pub article: &'a str,
    /// The first limit: by then this letter must have left.
    pub first: Timestamp,
    /// The new one.
    pub new: Timestamp,
    /// The reason, in the agent's words.
    pub words: &'a str,
}

/// The law's limit is extended: by which law and article, why, until when, and where to complain (GDPR 12(3); 11 CCR 7021(b)).
#[must_use]
pub fn extension(env: &Envelope<'_>, reference: &str, notice: &Extension<'_>, regulator: Option<(&str, &str)>) -> Letter {
    let t = env.t;
    let facts = vec![
        (t.mail_reference(), reference.to_owned()),
        (t.mail_extension_law(), t.mail_extension_article(notice.law, notice.article)),
        (t.mail_extension_first(), env.moment(notice.first)),
        (t.mail_new_due(), env.moment(notice.new)),
    ];
    let sheet = Sheet::new(env, &t.mail_subject_delayed(env.product(), reference))
        .say(t.mail_extension_line())
        .facts(facts)
        .words_under(t.mail_delayed_why(), notice.words)
        .say(t.mail_extension_next())
        .link(t.mail_open_request(), env.page(reference))
        .heading(t.mail_ways_on());
    let sheet = match regulator {
        Some((name, address)) => sheet.say(t.mail_ways_regulator(name, address)),
        None => sheet.say(t.mail_ways_any_regulator()),
    };
    sheet.say(t.mail_ways_court()).letter()
}

/// Several requests for the same were joined. `reference` is the one that goes on, whose clocks follow.
#[must_use]
pub fn merged(env: &Envelope<'_>, reference: &str, kind: Kind, others: &[String], clocks: &[(ClockName, Timestamp)]) -> Letter {
    let t = env.t;
    let mut facts = vec![
        (t.mail_reference(), reference.to_owned()),
        (t.mail_asked(), t.coded("kind", kind.code())),
        (t.mail_merged_others(), others.join(", ")),
    ];
    facts.extend(dues(env, clocks));
    Sheet::new(env, &t.mail_subject_joined(env.product(), reference))
        .say(t.mail_merged_line())
        .facts(facts)
        .say(t.mail_merged_next())
        .link(t.mail_open_request(), env.page(reference))
        .letter()
}

/// A closed request was taken up again. `new`: for something new, and its clocks begin anew; otherwise its end was our mistake.
#[must_use]
pub fn reopened(env: &Envelope<'_>, reference: &str, new: bool, clocks: &[(ClockName, Timestamp)], words: &str) -> Letter {
    let t = env.t;
    let mut facts = vec![(t.mail_reference(), reference.to_owned())];
    facts.extend(dues(env, clocks));
    Sheet::new(env, &t.mail_subject_reopened(env.product(), reference))
        .say(if new { t.mail_reopened_new() } else { t.mail_reopened_same() })
        .facts(facts)
        .words_under(t.mail_words(), words)
        .say(t.mail_reopened_next())
        .link(t.mail_open_request(), env.page(reference))
        .letter()
}

/// A case was taken up again: to a reporter, of whom it says nothing that others could read out of it.
#[must_use]
pub fn case_reopened(env: &Envelope<'_>, reference: &str, words: &str) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_reopened(env.product(), reference))
        .say(t.mail_reopened_case())
        .facts(vec![(t.mail_reference(), reference.to_owned())])
        .words(words)
        .link(t.mail_open_report(), env.page(reference))
        .letter()
}
