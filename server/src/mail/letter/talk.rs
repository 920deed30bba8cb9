//! What support writes while a request is open.

use jiff::Timestamp;

use super::code::asked;
use super::sheet::Sheet;
use super::{Asked, Envelope, Letter};

/// Support has written; no answer is needed.
#[must_use]
pub fn message(env: &Envelope<'_>, reference: &str, words: &str) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_message(env.product(), reference))
        .say(t.mail_message_line(reference))
        .words(words)
        .link(t.mail_open_request(), env.page(reference))
        .letter()
}

/// Support asks. Our own promise is paused until the answer, and at the longest until `answer_by`.
#[must_use]
pub fn question(env: &Envelope<'_>, reference: &str, words: &str, answer_by: Timestamp) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_question(env.product(), reference))
        .say(t.mail_question_line(reference))
        .words(words)
        .facts(vec![(t.mail_answer_by(), env.moment(answer_by))])
        .say(t.mail_question_next())
        .link(t.mail_answer(), env.page(reference))
        .letter()
}

/// A request whose address nobody has confirmed is forgotten at `expires_at`. `secret` is the last part of the link that
/// confirms it.
#[must_use]
pub fn reminder(env: &Envelope<'_>, what: Asked, expires_at: Timestamp, secret: &str) -> Letter {
    let t = env.t;
    let sheet = Sheet::new(env, &t.mail_subject_expiring(env.product())).say(t.mail_expiring_line(env.product()));
    asked(env, sheet, what)
        .facts(vec![(t.mail_expiring_at(), env.moment(expires_at))])
        .link(t.mail_confirm(), env.link(secret))
        .foot(t.mail_code_not_you_prove())
        .letter()
}

/// A request takes longer: why, in the agent's words, and until when at the latest.
#[must_use]
pub fn delayed(env: &Envelope<'_>, reference: &str, until: Option<Timestamp>, words: &str) -> Letter {
    let t = env.t;
    let mut facts = vec![(t.mail_reference(), reference.to_owned())];
    facts.extend(until.map(|until| (t.mail_new_due(), env.moment(until))));
    Sheet::new(env, &t.mail_subject_delayed(env.product(), reference))
        .say(t.mail_delayed_line())
        .facts(facts)
        .words_under(t.mail_delayed_why(), words)
        .say(t.mail_delayed_next())
        .link(t.mail_open_request(), env.page(reference))
        .letter()
}

/// An account without an e-mail: a code was sent into the app, and the page waits for it. The code itself is not in this mail:
/// it would prove nothing.
#[must_use]
pub fn in_app(env: &Envelope<'_>, reference: &str) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_in_app(env.product(), reference))
        .say(t.mail_in_app_line())
        .facts(vec![(t.mail_reference(), reference.to_owned())])
        .say(t.mail_in_app_next())
        .link(t.mail_open_request(), env.page(reference))
        .letter()
}
