//! The code by which a person shows that an address is theirs.

use super::sheet::Sheet;
use super::{Envelope, Letter};

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To confirm the address of a new request: only then does anybody work on it.
    Prove,
    /// To confirm the address of a report, so that the decision can be told. The report is looked at in any case.
    ProveReport,
    /// To open the page of a request.
    Open,
    /// To download the copy of one's data: asked for anew each time.
    Download,
}

/// A code of six digits, and a link that does the same. `secret` is the link's last part; both work once and for `minutes`.
#[must_use]
pub fn code(env: &Envelope<'_>, code: &str, secret: &str, minutes: i64, purpose: Purpose) -> Letter {
    let (t, product) = (env.t, env.product());
    let (what, not_you) = match purpose {
        Purpose::Prove => (t.mail_code_prove(product.clone()), t.mail_code_not_you()),
        Purpose::ProveReport => (t.mail_code_prove_report(product.clone()), t.mail_code_not_you()),
        Purpose::Open => (t.mail_code_open(product.clone()), t.mail_code_not_you()),
        // Who gets this without having asked for it should know that somebody is further in than they should be.
        Purpose::Download => (t.mail_code_download(product.clone()), t.mail_code_not_you_download()),
    };
    Sheet::new(env, &t.mail_subject_code(product))
        .say(what)
        .digits(code)
        .say(t.mail_code_valid(t.count_minutes(minutes)))
        .link(t.mail_code_link(), env.link(secret))
        .say(t.mail_code_keep())
        .foot(not_you)
        .letter()
}
