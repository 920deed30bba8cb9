//! The table: what everybody gets on every route. Forms are posted incomplete, so that whoever may post gets them back (422) or is
//! told that the page is old (409), and nothing changes on the way.

use server::http::routes::RouteId;

use super::persona::Persona;

/// What somebody gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gets {
    /// An answer of their own with this status.
    Status(u16),
    /// Sent here.
    To(&'static str),
    /// Denied: led to the log-in, as from what does not exist.
    LogIn,
    /// Denied: led to the log-in of accounts.
    AccountLogIn,
    /// Denied: 404, as for what does not exist.
    Nothing,
    /// Denied: the page on which a code is asked for, as for what does not exist.
    Asked,
}

use Gets::{AccountLogIn, Asked, LogIn, Nothing, Status, To};

impl Gets {
    pub fn is_denial(self) -> bool {
        matches!(self, LogIn | AccountLogIn | Nothing | Asked)
    }
}

/// A route's line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What is posted.
    pub fields: &'static [(&'static str, &'static str)],
    /// Whether it is about the report case instead of the request.
    pub on_case: bool,
    /// Whether it ends a session: then it is walked after all others.
    pub last: bool,
    /// What each gets.
    by: fn(Persona) -> Gets,
    /// What those get who may: it stands in place of `Status(0)`.
    own: Gets,
}

impl Row {
    pub fn gets(&self, persona: Persona) -> Gets {
        match (self.by)(persona) {
            Status(0) => self.own,
            gets => gets,
        }
    }

    const fn posts(self, fields: &'static [(&'static str, &'static str)]) -> Self {
        Self { fields, ..self }
    }

    const fn last(self) -> Self {
        Self { last: true, ..self }
    }

    const fn on_case(self) -> Self {
        Self { on_case: true, ..self }
    }
}

/// Stands for what those get who may.
const OWN: Gets = Status(0);

/// Everybody gets the same.
const fn all(own: Gets) -> Row {
    Row { fields: &[], on_case: false, last: false, by: |_| OWN, own }
}

/// The requester alone; the others get nothing.
const fn requester(own: Gets) -> Row {
    let by = |persona| match persona {
        Persona::Requester => OWN,
        Persona::Stranger
        | Persona::OtherRequester
        | Persona::Reporter
        | Persona::Account
        | Persona::Viewer
        | Persona::Agent
        | Persona::Lead
        | Persona::Officer
        | Persona::Administrator => Nothing,
    };
    Row { fields: &[], on_case: false, last: false, by, own }
}

/// The requester alone; the others are asked for a code.
const fn asked(own: Gets) -> Row {
    let by = |persona| match persona {
        Persona::Requester => OWN,
        Persona::Stranger
        | Persona::OtherRequester
        | Persona::Reporter
        | Persona::Account
        | Persona::Viewer
        | Persona::Agent
        | Persona::Lead
        | Persona::Officer
        | Persona::Administrator => Asked,
    };
    Row { fields: &[], on_case: false, last: false, by, own }
}

/// Whoever is logged in to an account; the others are led to its log-in.
const fn account(own: Gets) -> Row {
    let by = |persona| match persona {
        Persona::Account => OWN,
        Persona::Stranger
        | Persona::Requester
        | Persona::OtherRequester
        | Persona::Reporter
        | Persona::Viewer
        | Persona::Agent
        | Persona::Lead
        | Persona::Officer
        | Persona::Administrator => AccountLogIn,
    };
    Row { fields: &[], on_case: false, last: false, by, own }
}

/// Everybody, save that who is logged in already goes to the account.
const fn not_logged_in(own: Gets) -> Row {
    let by = |persona| if matches!(persona, Persona::Account) { To("/account") } else { OWN };
    Row { fields: &[], on_case: false, last: false, by, own }
}

/// Everybody who works here.
const fn staff(own: Gets) -> Row {
    let by = |persona| match persona {
        Persona::Stranger | Persona::Requester | Persona::OtherRequester | Persona::Reporter | Persona::Account => LogIn,
        Persona::Viewer | Persona::Agent | Persona::Lead | Persona::Officer | Persona::Administrator => OWN,
    };
    Row { fields: &[], on_case: false, last: false, by, own }
}

/// Administrators.
const fn administrators(own: Gets) -> Row {
    let by = |persona| match persona {
        Persona::Stranger | Persona::Requester | Persona::OtherRequester | Persona::Reporter | Persona::Account => LogIn,
        Persona::Viewer | Persona::Agent | Persona::Lead | Persona::Officer => Nothing,
        Persona::Administrator => OWN,
    };
    Row { fields: &[], on_case: false, last: false, by, own }
}

/// Those who see the people who work here.
const fn people(own: Gets) -> Row {
    let by = |persona| match persona {
        Persona::Stranger | Persona::Requester | Persona::OtherRequester | Persona::Reporter | Persona::Account => LogIn,
        Persona::Viewer | Persona::Agent | Persona::Lead => Nothing,
        Persona::Officer | Persona::Administrator => OWN,
    };
    Row { fields: &[], on_case: false, last: false, by, own }
}

/// Privacy officers.
const fn officers(own: Gets) -> Row {
    let by = |persona| match persona {
        Persona::Stranger | Persona::Requester | Persona::OtherRequester | Persona::Reporter | Persona::Account => LogIn,
        Persona::Viewer | Persona::Agent | Persona::Lead | Persona::Administrator => Nothing,
        Persona::Officer => OWN,
    };
    Row { fields: &[], on_case: false, last: false, by, own }
}

/// Leads and above.
const fn leads(own: Gets) -> Row {
    let by = |persona| match persona {
        Persona::Stranger | Persona::Requester | Persona::OtherRequester | Persona::Reporter | Persona::Account => LogIn,
        Persona::Viewer | Persona::Agent => Nothing,
        Persona::Lead | Persona::Officer | Persona::Administrator => OWN,
    };
    Row { fields: &[], on_case: false, last: false, by, own }
}

/// Those who work on requests.
const fn workers(own: Gets) -> Row {
    let by = |persona| match persona {
        Persona::Stranger | Persona::Requester | Persona::OtherRequester | Persona::Reporter | Persona::Account => LogIn,
        Persona::Viewer => Nothing,
        Persona::Agent | Persona::Lead | Persona::Officer | Persona::Administrator => OWN,
    };
    Row { fields: &[], on_case: false, last: false, by, own }
}

/// The ticket that is due first: agents do not see the case.
const fn next() -> Row {
    let by = |persona| match persona {
        Persona::Stranger | Persona::Requester | Persona::OtherRequester | Persona::Reporter | Persona::Account => LogIn,
        Persona::Agent => To("/staff/tickets/{other}"),
        Persona::Viewer | Persona::Lead | Persona::Officer | Persona::Administrator => OWN,
    };
    Row { fields: &[], on_case: false, last: false, by, own: To("/staff/tickets/{case}") }
}

/// A route's row.
pub const fn row(route: RouteId) -> Row {
    match route {
        RouteId::Home | RouteId::Health => all(Status(200)),
        RouteId::Language => all(To("/hellotalk")).posts(&[("lang", "en"), ("to", "/hellotalk")]),
        RouteId::Code | RouteId::EnterCode | RouteId::ResendCode => all(To("/requests")),
        RouteId::Link | RouteId::PressLink => all(Status(404)),
        RouteId::LinkAgain => all(To("/code")),

        RouteId::Find => all(Status(200)),
        RouteId::FindPost => all(Status(422)).posts(&[("reference", "no reference")]),
        RouteId::Track | RouteId::TrackReceived => asked(Status(200)),
        RouteId::TrackMessage | RouteId::TrackWithdraw => requester(Status(422)),
        // It is still open: there is nothing to look at again.
        RouteId::TrackAppeal => requester(Status(404)).posts(&[("words", "Once more, please.")]),
        RouteId::TrackInAppCode => requester(Status(422)).posts(&[("code", "ABCD-EFGH")]),
        RouteId::TrackZone => requester(Status(422)).posts(&[("tz", "Mars/Olympus")]),
        RouteId::TrackFresh => requester(To("/code")),
        // There is no package yet; and what was sent in is not sent back.
        RouteId::TrackFile => requester(Nothing),
        RouteId::TrackLeave => all(To("/")).last(),
        RouteId::TrackFileHead => all(Status(405)),

        RouteId::Account | RouteId::AccountSettings | RouteId::AccountPassword | RouteId::AccountSessions => account(Status(200)),
        // Just logged in: nothing more is asked for.
        RouteId::AccountEmail | RouteId::AccountFactor | RouteId::AccountErase => account(Status(200)),
        RouteId::AccountNew | RouteId::AccountNewSent | RouteId::AccountReset | RouteId::AccountResetSent | RouteId::AccountErased => {
            all(Status(200))
        }
        RouteId::AccountNewPost | RouteId::AccountResetPost => all(Status(422)).posts(&[("email", "nobody")]),
        RouteId::AccountMake
        | RouteId::AccountMakePost
        | RouteId::AccountChoose
        | RouteId::AccountChoosePost
        | RouteId::AccountEmailLink
        | RouteId::AccountEmailLinkPost
        | RouteId::AccountStop
        | RouteId::AccountStopPost => all(Status(404)),
        RouteId::AccountLogin => not_logged_in(Status(200)),
        RouteId::AccountLoginPost => all(Status(422)).posts(&[("email", "")]),
        // Nobody here waits for a second factor.
        RouteId::AccountSecond | RouteId::AccountSecondPost => all(To("/account/login")),
        RouteId::AccountLogout => all(To("/")).last(),
        RouteId::AccountConfirm => account(To("/account")),
        RouteId::AccountConfirmPost | RouteId::AccountSettingsPost | RouteId::AccountPasswordPost => account(Status(422)),
        RouteId::AccountEmailPost | RouteId::AccountErasePost => account(Status(422)),
        RouteId::AccountEndOthers => account(To("/account/sessions")),
        // Not one's own session: as one that there is not.
        RouteId::AccountEndSession => account(Nothing),
        RouteId::AccountFactorStart => account(To("/account/second")),
        RouteId::AccountFactorOn => account(Status(422)).posts(&[("code", "no code")]),
        // There is none yet.
        RouteId::AccountFactorCodes => account(To("/account/second")),
        RouteId::AccountFactorOff => account(Status(422)),

        RouteId::StaffFront => staff(To("/staff/queue")),
        RouteId::StaffLogin => all(Status(200)),
        RouteId::StaffLoginPost => all(Status(422)).posts(&[("email", "")]),
        RouteId::StaffLogout => all(To("/staff/login")).last(),
        RouteId::StaffJoin | RouteId::StaffJoinPost => all(Nothing),
        RouteId::StaffQueue | RouteId::StaffSearch | RouteId::StaffEvents => staff(Status(200)),
        RouteId::StaffSearchPost => staff(Status(200)).posts(&[("q", "mika@example.org")]),
        RouteId::StaffNext => next(),
        RouteId::StaffForgot => all(Status(200)),
        RouteId::StaffForgotPost => all(Status(422)),
        RouteId::StaffReset | RouteId::StaffResetPost => all(Nothing),
        // Their second factor was entered already.
        RouteId::StaffSecond | RouteId::StaffSecondPost => staff(To("/staff/queue")),
        RouteId::StaffConfirm | RouteId::StaffAccount | RouteId::StaffNewSecond | RouteId::StaffNewRecovery => staff(Status(200)),
        RouteId::StaffConfirmPost | RouteId::StaffPassword => staff(Status(422)),
        RouteId::StaffSessions => staff(To("/staff/account")),
        RouteId::StaffWithdraw => administrators(Status(422)),
        RouteId::StaffPeople | RouteId::StaffPerson => people(Status(200)),
        RouteId::StaffRole => administrators(Status(422)).posts(&[("role", "owner")]),
        RouteId::StaffClose => administrators(Status(422)).posts(&[("to", "nobody")]),
        RouteId::StaffMinors => officers(To("/staff/people/{colleague}")),
        RouteId::StaffAccess | RouteId::StaffAccessExport | RouteId::StaffRefusals | RouteId::StaffRefusalsExport => officers(Status(200)),
        RouteId::TicketLook => staff(Status(422)),
        RouteId::TicketReassign => leads(Status(422)).posts(&[("version", "99")]),
        RouteId::StaffInvite => administrators(Status(422)).posts(&[("role", "owner")]),
        RouteId::Ticket | RouteId::TicketFile => staff(Status(200)),
        // A colleague has taken it on.
        RouteId::TicketClaim => workers(Status(409)).posts(&[("version", "0")]),
        RouteId::TicketRelease => workers(Status(422)),
        RouteId::TicketNote
        | RouteId::TicketMessage
        | RouteId::TicketQuestion
        | RouteId::TicketInAppCode
        | RouteId::TicketPackage
        | RouteId::TicketClose => workers(Status(422)).posts(&[("version", "99")]),
        RouteId::TicketDecide => leads(Status(422)).posts(&[("version", "99")]).on_case(),

        // Nobody here has a token; whoever has one is walked in `api.rs`.
        RouteId::ApiConsents => all(Status(401)),

        RouteId::Product | RouteId::ProductData | RouteId::Report | RouteId::Form => all(Status(200)),
        RouteId::ReportPost | RouteId::FormPost => all(Status(422)),
        RouteId::ReportReceived => all(Nothing),

        // Outside of the development portal they are not there.
        RouteId::DevMails | RouteId::DevMail => all(Nothing),
    }
}
