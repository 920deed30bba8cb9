//! What people with an account get: links that work once, and the word of each change that somebody else might have made.

use super::sheet::Sheet;
use super::{Envelope, Letter};
use crate::mail::Topic;

/// A letter with a way to go on. The secrets are the last parts of their links; each works once.
#[derive(Debug, Clone, Copy)]
pub enum AccountLetter<'a> {
    /// To make an account.
    SignUp(&'a str),
    /// Somebody wanted an account for an address that has one.
    Exists,
    /// To choose a new password.
    Reset(&'a str),
    /// To confirm a new address; to that address.
    ChangeEmail(&'a str),
    /// The address was changed; to the old one, with the link that freezes the account.
    StopEmail(&'a str),
    /// The account is open again, after it was frozen; to the address that it has now.
    Opened,
}

/// What happened to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Another password was chosen.
    PasswordChanged,
    /// Another address was asked for.
    EmailAsked,
    /// Nothing opens it: somebody with the mailbox of an address that it had says that they did not change it.
    Frozen,
    /// A new password was asked for while nothing opens it.
    StillFrozen,
    /// It was opened again, for another address than this one.
    OpenedElsewhere,
    /// The second factor is on.
    SecondOn,
    /// The second factor is off.
    SecondOff,
    /// A recovery code was used; so many are left.
    RecoveryUsed(i64),
    /// New recovery codes were made.
    RecoveryMade,
    /// The account is erased.
    Erased,
}

impl AccountLetter<'_> {
    /// What it is about.
    #[must_use]
    pub const fn topic(&self) -> Topic {
        match self {
            Self::SignUp(_) => Topic::SignUp,
            Self::Exists => Topic::AccountExists,
            Self::Reset(_) => Topic::Reset,
            Self::ChangeEmail(_) => Topic::ChangeEmail,
            Self::StopEmail(_) | Self::Opened => Topic::AccountNews,
        }
    }
}

/// A letter with a way to go on.
#[must_use]
pub fn account(env: &Envelope<'_>, letter: AccountLetter<'_>, minutes: i64) -> Letter {
    let t = env.t;
    let valid = || t.mail_account_valid(t.count_minutes(minutes));
    let path = |path: &str| format!("{}{path}", env.origin);
    let sheet = match letter {
        AccountLetter::SignUp(secret) => Sheet::new(env, &t.mail_account_subject_sign_up())
            .say(t.mail_account_sign_up())
            .link(t.mail_account_sign_up_link(), path(&format!("/account/new/{secret}")))
            .say(valid())
            .say(t.mail_account_sign_up_not_you()),
        AccountLetter::Exists => Sheet::new(env, &t.mail_account_subject_exists())
            .say(t.mail_account_exists())
            .link(t.mail_account_exists_link(), path("/account/login"))
            .link(t.mail_account_exists_reset(), path("/account/reset"))
            .say(t.mail_account_exists_not_you()),
        AccountLetter::Reset(secret) => Sheet::new(env, &t.mail_account_subject_reset())
            .say(t.mail_account_reset())
            .link(t.mail_account_reset_link(), path(&format!("/account/reset/{secret}")))
            .say(valid())
            .say(t.mail_account_reset_not_you()),
        AccountLetter::ChangeEmail(secret) => Sheet::new(env, &t.mail_account_subject_change())
            .say(t.mail_account_change())
            .link(t.mail_account_change_link(), path(&format!("/account/email/{secret}")))
            .say(valid())
            .say(t.mail_account_sign_up_not_you()),
        AccountLetter::StopEmail(secret) => Sheet::new(env, &t.mail_account_subject_news())
            .say(t.mail_account_changed())
            .say(t.mail_account_stop())
            .link(t.mail_account_stop_link(), path(&format!("/account/email/stop/{secret}"))),
        AccountLetter::Opened => Sheet::new(env, &t.mail_account_subject_news())
            .say(t.mail_account_opened())
            .say(t.mail_account_opened_how())
            .link(t.mail_account_opened_link(), path("/account/reset")),
    };
    sheet.only_foot(t.mail_account_foot()).letter()
}

/// The word of a change, and what to do when it was somebody else.
#[must_use]
pub fn account_news(env: &Envelope<'_>, news: News) -> Letter {
    let t = env.t;
    let line = match news {
        News::PasswordChanged => t.mail_account_password_changed(),
        News::EmailAsked => t.mail_account_email_asked(),
        News::Frozen => t.mail_account_frozen(),
        News::StillFrozen => t.mail_account_still_frozen(),
        News::OpenedElsewhere => t.mail_account_opened_elsewhere(),
        News::SecondOn => t.mail_account_second_on(),
        News::SecondOff => t.mail_account_second_off(),
        News::RecoveryUsed(left) => t.mail_account_recovery_used(left),
        News::RecoveryMade => t.mail_account_recovery_made(),
        News::Erased => t.mail_account_erased(),
    };
    let sheet = Sheet::new(env, &t.mail_account_subject_news()).say(line);
    let sheet = match news {
        News::Erased => sheet.say(t.mail_account_erased_requests()),
        News::Frozen => sheet.say(t.mail_account_frozen_goes_on()).say(t.mail_account_frozen_how()),
        News::StillFrozen | News::OpenedElsewhere => sheet.say(t.mail_account_frozen_how()),
        _ => sheet.say(t.mail_account_not_you()).link(t.mail_account_not_you_link(), format!("{}/account/reset", env.origin)),
    };
    sheet.only_foot(t.mail_account_foot()).letter()
}

/// There is something to say about a request of an account that nothing opens at present: what it is waits on the request's page.
#[must_use]
pub fn held(env: &Envelope<'_>) -> Letter {
    let t = env.t;
    Sheet::new(env, &t.mail_subject_held(env.product())).say(t.mail_held()).say(t.mail_account_frozen_how()).letter()
}
