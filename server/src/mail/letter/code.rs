//! The code by which a person shows that an address is theirs. Whoever gets it may not be who typed the address: it says what was asked,
//! of whom and when, and what the code would do.

use domain::Kind;
use jiff::Timestamp;

use super::sheet::Sheet;
use super::{Envelope, Letter};

/// What was asked for, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The kind.
    pub kind: Kind,
    /// When it came (UTC).
    pub at: Timestamp,
}

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To confirm the address of a new request: only then does anybody work on it.
    Prove(Asked),
    /// To confirm the address of a report that came at this timestamp, so that the decision can be told. The report is looked at in any
    /// case, and nothing of it is said.
    ProveReport(Timestamp),
    /// To open the page of a request.
    Open,
    /// To download the copy of one's data: asked for anew each time.
    Download,
}

/// What confirming a request means, with what was asked, of whom and when before it.
pub(super) fn asked<'a>(env: &'a Envelope<'a>, sheet: Sheet<'a>, asked: Asked) -> Sheet<'a> {
    let t = env.t;
    let sheet = sheet
        .facts(vec![
            (t.mail_asked(), t.coded("asked", asked.kind.code())),
            (t.mail_asked_of(), env.product()),
            (t.mail_asked_when(), env.moment(asked.at)),
        ])
        .say(t.mail_code_means(env.product()));
    if asked.kind == Kind::Deletion { sheet.say(t.mail_code_means_deletion()) } else { sheet }
}

/// A code of six digits, and a link that does the same. `secret` is the link's last part; both work once and for `minutes`.
#[must_use]
pub fn code(env: &Envelope<'_>, code: &str, secret: &str, minutes: i64, purpose: Purpose) -> Letter {
    let (t, product) = (env.t, env.product());
    let sheet = Sheet::new(env, &t.mail_subject_code(product.clone()));
    let (sheet, not_you) = match purpose {
        Purpose::Prove(what) => (asked(env, sheet.say(t.mail_code_prove(product)), what), t.mail_code_not_you_prove()),
        Purpose::ProveReport(at) => {
            let facts = vec![(t.mail_asked_of(), product.clone()), (t.mail_asked_when(), env.moment(at))];
            (sheet.say(t.mail_code_prove_report(product)).facts(facts), t.mail_code_not_you())
        }
        Purpose::Open => (sheet.say(t.mail_code_open(product)), t.mail_code_not_you()),
        // Who gets this without having asked for it should know that somebody is further in than they should be.
        Purpose::Download => (sheet.say(t.mail_code_download(product)), t.mail_code_not_you_download()),
    };
    sheet
        .digits(code)
        .say(t.mail_code_valid(t.count_minutes(minutes)))
        .link(t.mail_code_link(), env.link(secret))
        .say(t.mail_code_keep())
        .foot(not_you)
        .letter()
}
