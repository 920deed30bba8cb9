//! What children, young people and other guardians get. Words for a child are ones that a child reads; nobody's address or name
//! is given to another guardian.

use domain::Kind;
use jiff::Timestamp;

use super::sheet::Sheet;
use super::{Envelope, Letter};

/// The page on which a child answers. The secret works once.
fn young(env: &Envelope<'_>, secret: &str) -> String {
    format!("{}/young/{secret}", env.origin)
}

/// To the child's own address: somebody says that they are the guardian. The code is for them, if the child knows them; the link
/// says that the child does not. `name` is what that person calls themselves.
#[must_use]
pub fn child_code(env: &Envelope<'_>, name: &str, code: &str, secret: &str) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_child_code(env.product()))
        .say(t.mail_child_code_line(env.product()))
        .words_under(t.mail_child_code_name(), name)
        .say(t.mail_child_code_if_known())
        .digits(code)
        .say(t.mail_child_code_if_not())
        .link(t.mail_child_code_stranger(), young(env, secret))
        .foot(t.mail_child_help())
        .letter()
}

/// To the child: a guardian has asked for something (or may act from now on: `None`).
#[must_use]
pub fn child_told(env: &Envelope<'_>, kind: Option<Kind>) -> Letter {
    let t = env.t;
    let line = match kind {
        Some(kind) => t.coded("mail-child-told", kind.code()),
        None => t.mail_child_told_authority(env.product()),
    };
    Sheet::new(env, &t.mail_subject_child_told(env.product()))
        .say(line)
        .say(t.mail_child_told_yours())
        .link(t.mail_child_told_own(), format!("{}/requests", env.origin))
        .foot(t.mail_child_help())
        .letter()
}

/// To another guardian of the same child: something was asked for that they may object to. Never by whom.
#[must_use]
pub fn other_guardian(env: &Envelope<'_>, reference: &str, kind: Kind) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_other_guardian(env.product(), reference))
        .say(t.mail_other_guardian_line())
        .facts(vec![(t.mail_reference(), reference.to_owned()), (t.mail_asked(), t.coded("kind", kind.code()))])
        .say(t.mail_other_guardian_next())
        .link(t.mail_other_guardian_open(), format!("{}/guardian", env.origin))
        .letter()
}

/// To the young person: the guardian's request is theirs now.
#[must_use]
pub fn handover(env: &Envelope<'_>, kind: Kind, until: Timestamp, secret: &str) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_handover(env.product()))
        .say(t.mail_handover_line(env.product()))
        .facts(vec![(t.mail_asked(), t.coded("kind", kind.code())), (t.mail_handover_until(), env.moment(until))])
        .say(t.mail_handover_next())
        .link(t.mail_handover_open(), young(env, secret))
        .foot(t.mail_child_help())
        .letter()
}

/// To the guardian: the child has come of age, and was asked.
#[must_use]
pub fn handover_told(env: &Envelope<'_>, reference: &str) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_handover_told(env.product(), reference))
        .say(t.mail_handover_told_line())
        .facts(vec![(t.mail_reference(), reference.to_owned())])
        .say(t.mail_handover_told_next())
        .letter()
}

/// To the child, where the law wants both: a guardian has consented.
#[must_use]
pub fn consent_ask(env: &Envelope<'_>, secret: &str) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_consent_ask(env.product()))
        .say(t.mail_consent_ask_line(env.product()))
        .link(t.mail_consent_ask_open(), young(env, secret))
        .foot(t.mail_child_help())
        .letter()
}

/// The receipt of a consent, to the guardian: what was consented to, by which rule, until when, and that it can be taken back.
#[must_use]
pub fn consent_receipt(env: &Envelope<'_>, reference: &str, scope: &[String], rule: &str, ends_at: Timestamp) -> Letter {
    let t = env.t;
    let comma = t.list_comma();
    let scope = scope.iter().map(|code| t.coded("consent-scope", code)).collect::<Vec<_>>().join(&comma);
    Sheet::new(env, &t.mail_subject_consent(env.product(), reference))
        .say(t.mail_consent_line(env.product()))
        .facts(vec![
            (t.mail_reference(), reference.to_owned()),
            (t.mail_consent_scope(), scope),
            (t.mail_consent_rule(), rule.to_owned()),
            (t.mail_consent_until(), env.moment(ends_at)),
        ])
        .say(t.mail_consent_back())
        .link(t.mail_other_guardian_open(), format!("{}/guardian", env.origin))
        .letter()
}

/// To who told of a child: it was looked at. Nothing about the account.
#[must_use]
pub fn notice_done(env: &Envelope<'_>, reference: &str) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_notice(env.product(), reference))
        .say(t.mail_outcome_child_account_decided())
        .say(t.mail_notice_nothing())
        .facts(vec![(t.mail_reference(), reference.to_owned())])
        .letter()
}
