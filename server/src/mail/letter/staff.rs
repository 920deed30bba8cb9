//! What the portal writes to those who work here, about their own account.

use jiff::Timestamp;

use super::sheet::Sheet;
use super::{Envelope, Letter};

/// An invitation to join the staff, for this address alone. `link` is a whole address and works once.
#[must_use]
pub fn invitation(env: &Envelope<'_>, role: &str, link: &str, days: i64) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_invitation())
        .say(t.mail_invitation(t.coded("role", role)))
        .link(t.mail_invitation_link(), link.to_owned())
        .say(t.mail_invitation_valid(t.count_days(days)))
        .only_foot(t.mail_invitation_foot())
        .letter()
}

/// A link for a new password. It works once, for `minutes`.
#[must_use]
pub fn staff_reset(env: &Envelope<'_>, link: &str, minutes: i64) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_staff_reset())
        .say(t.mail_staff_reset())
        .link(t.mail_staff_reset_link(), link.to_owned())
        .say(t.mail_staff_reset_valid(t.count_minutes(minutes)))
        .only_foot(t.mail_staff_reset_foot())
        .letter()
}

/// The password of the account was changed at this moment: whoever did not do that should say so.
#[must_use]
pub fn staff_password_changed(env: &Envelope<'_>, at: Timestamp) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_staff_notice())
        .say(t.mail_staff_password_changed(env.moment(at)))
        .only_foot(t.mail_staff_password_changed_foot())
        .letter()
}

/// An account of a person was frozen: somebody who is responsible for it finds out whose it is. Nothing of the account stands in the mail.
#[must_use]
pub fn staff_account_frozen(env: &Envelope<'_>) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_staff_frozen())
        .say(t.mail_staff_frozen())
        .link(t.mail_staff_frozen_link(), format!("{}/staff/accounts", env.origin))
        .only_foot(t.mail_staff_frozen_foot())
        .letter()
}
