//! What a mail is about: the `kind` of its row in the outbox.

use jiff::SignedDuration;

use crate::desk::code::CODE_LASTS;
use crate::desk::person::LINK_LASTS;

/// What a mail is about. Its [`code`](Topic::code) stands in the outbox and names its words on the staff's page
/// (`mail-kind-…`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A code and a link: to confirm an address, to open a page, or to download.
    Code,
    /// A request was received.
    Receipt,
    /// A report was received.
    ReportReceipt,
    /// Support has written.
    Message,
    /// Support asks, and waits for an answer.
    Question,
    /// A request that nobody has confirmed will be deleted.
    Reminder,
    /// A request was closed: done, done in part, refused or cancelled.
    Outcome,
    /// A report was decided.
    Decision,
    /// A request takes longer than promised.
    Delayed,
    /// The notice of an extension of the law's limit.
    Extension,
    /// A closed request was taken up again.
    Reopened,
    /// An appeal was received.
    AppealReceipt,
    /// A second request for the same was joined to the first.
    Joined,
    /// A request was withdrawn by the person who sent it.
    Withdrawn,
    /// A code waits inside the app.
    InApp,
    /// A code for a guardian, to the child.
    ChildCode,
    /// A guardian acts: to the child.
    ChildTold,
    /// Another guardian asks for something.
    OtherGuardian,
    /// A guardian's request is now the young person's: to them.
    Handover,
    /// The same, to the guardian.
    HandoverTold,
    /// A consent waits for the child.
    ConsentAsk,
    /// The receipt of a consent.
    Consent,
    /// A clock needs somebody: to staff.
    Alert,
    /// A link to make an account.
    SignUp,
    /// The word that an address has an account already.
    AccountExists,
    /// A link to choose a new password.
    Reset,
    /// A link to confirm an account's new address.
    ChangeEmail,
    /// An account was changed.
    AccountNews,
    /// An invitation to the staff.
    Invitation,
    /// A link for a new password, to staff.
    StaffReset,
    /// Something about a member of staff's own account has changed.
    StaffNotice,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Self; 31] = [
        Self::Code,
        Self::Receipt,
        Self::ReportReceipt,
        Self::Message,
        Self::Question,
        Self::Reminder,
        Self::Outcome,
        Self::Decision,
        Self::Delayed,
        Self::Extension,
        Self::Reopened,
        Self::AppealReceipt,
        Self::Joined,
        Self::Withdrawn,
        Self::InApp,
        Self::ChildCode,
        Self::ChildTold,
        Self::OtherGuardian,
        Self::Handover,
        Self::HandoverTold,
        Self::ConsentAsk,
        Self::Consent,
        Self::Alert,
        Self::SignUp,
        Self::AccountExists,
        Self::Reset,
        Self::ChangeEmail,
        Self::AccountNews,
        Self::Invitation,
        Self::StaffReset,
        Self::StaffNotice,
    ];

    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Receipt => "receipt",
            Self::ReportReceipt => "report_receipt",
            Self::Message => "message",
            Self::Question => "question",
            Self::Reminder => "reminder",
            Self::Outcome => "outcome",
            Self::Decision => "decision",
            Self::Delayed => "delayed",
            Self::Extension => "extension",
            Self::Reopened => "reopened",
            Self::AppealReceipt => "appeal_receipt",
            Self::Joined => "joined",
            Self::Withdrawn => "withdrawn",
            Self::InApp => "in_app",
            Self::ChildCode => "child_code",
            Self::ChildTold => "child_told",
            Self::OtherGuardian => "other_guardian",
            Self::Handover => "handover",
            Self::HandoverTold => "handover_told",
            Self::ConsentAsk => "consent_ask",
            Self::Consent => "consent",
            Self::Alert => "alert",
            Self::SignUp => "sign_up",
            Self::AccountExists => "account_exists",
            Self::Reset => "reset",
            Self::ChangeEmail => "change_email",
            Self::AccountNews => "account_news",
            Self::Invitation => "invitation",
            Self::StaffReset => "staff_reset",
            Self::StaffNotice => "staff_notice",
        }
    }

    /// Which mail leaves first when many wait: 0 what somebody waits for at the screen, 1 what goes to people, 2 what goes to staff.
    #[must_use]
    pub const fn rank(self) -> i64 {
        match self {
            Self::Code | Self::ChildCode | Self::SignUp | Self::AccountExists | Self::Reset | Self::ChangeEmail | Self::StaffReset => 0,
            Self::Alert | Self::StaffNotice => 2,
            _ => 1,
        }
    }

    /// For how long a mail of this topic is worth something: as long as what stands in it works. `None`: for ever.
    #[must_use]
    pub const fn lasts(self) -> Option<SignedDuration> {
        match self {
            Self::Code => Some(CODE_LASTS),
            Self::SignUp | Self::Reset | Self::ChangeEmail => Some(LINK_LASTS),
            _ => None,
        }
    }

    /// The topic with this code, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.code() == code)
    }
}
